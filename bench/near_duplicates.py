"""What sets near-duplicates apart from notes by one template: `python -m bench.near_duplicates`.

Prints Jaccard similarities by shingle length of each light rewrite with its original (the lowest
twentieth), and of different notes by the same template (the highest hundredth); then how many
pairs of each kind are found by bands and threshold, and the time of a signature.
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Sequence
from itertools import pairwise
from random import Random

import numpy as np

from bench import archive_words as words
from bench.archive_facts import Market, open_market
from bench.archive_notes import made_notes
from bench.light_rewrites import REWRITES
from nlp.near_duplicates import THRESHOLD, band_keys, shingles, signature, similarity

NOTES = 300
LENGTHS = (1, 2, 3, 4, 5)
_FILLINGS = (
    words.MONTHS, words.PLACES, words.ADJECTIVES, words.DRIVERS, words.CAUSES, words.SUBJECTS,
    words.TOPICS, words.SECTORS, words.FIRST_NAMES, words.LAST_NAMES, words.VERBS,
)  # fmt: skip


def refilled(text: str, random: Random, market: Market) -> str:
    """The note that the same template gives for another fund, month and figures."""
    swaps: dict[str, str] = {}
    for filling in _FILLINGS:
        swaps |= dict(zip(filling, random.sample(filling, len(filling)), strict=True))
    tickers = sorted(set(re.findall(r"\b[A-Z]{3,5}\b", text)))
    swaps |= {old: new.ticker for old, new in zip(tickers, market.peers(random), strict=False)}
    pattern = re.compile(r"\b(?:" + "|".join(sorted(map(re.escape, swaps), key=len)[::-1]) + r")\b")
    moved = pattern.sub(lambda found: swaps[found.group()], text)
    return re.sub(r"\d+\.\d+", lambda _: f"{random.uniform(1, 40):.1f}", moved)


def jaccard(one: set[str], other: set[str]) -> float:
    """Shared over all."""
    return len(one & other) / len(one | other)


def pairs(texts: Sequence[str], market: Market) -> dict[str, list[tuple[str, str]]]:
    """Pairs by what sets them apart."""
    random = Random(7)  # noqa: S311
    found: dict[str, list[tuple[str, str]]] = {
        name: [(text, new) for text in texts if (new := rewrite(text, random)) != text]
        for name, rewrite in REWRITES.items()
    }
    found["two of these"] = [(text, _twice(text, random)) for text in texts]
    found["same template"] = [(text, refilled(text, random, market)) for text in texts]
    found["any two"] = list(pairwise(texts))
    return found


def _twice(text: str, random: Random) -> str:
    for name in random.sample(sorted(REWRITES), 2):
        text = REWRITES[name](text, random)
    return text


def main() -> None:
    """Print the tables."""
    market = open_market()
    count = int(sys.argv[1]) if len(sys.argv) > 1 else NOTES
    texts = [one.text for one in made_notes(count, market) if one.kind == "note"]
    drawn = pairs(texts, market)
    print(f"{'Jaccard by shingle length':28}" + "".join(f"{length:>8}" for length in LENGTHS))
    for name, some in drawn.items():
        different = name in ("same template", "any two")
        row = (_quantile(some, length, 0.99 if different else 0.05) for length in LENGTHS)
        side = "99 % below" if different else "95 % above"
        print(f"{name:16} {side:11}" + "".join(f"{value:8.2f}" for value in row))
    for name, some in drawn.items():
        found, told = _found(some)
        print(f"{name:28} by bands {found:6.1%}, told {told:6.1%}")
    started = time.perf_counter()
    for text in texts:
        signature(text)
    print(f"{1e3 * (time.perf_counter() - started) / len(texts):.2f} ms a signature")


def _quantile(some: Sequence[tuple[str, str]], length: int, share: float) -> float:
    return float(
        np.quantile(
            [jaccard(shingles(a, length=length), shingles(b, length=length)) for a, b in some],
            share,
        )
    )


def _found(some: Sequence[tuple[str, str]]) -> tuple[float, float]:
    """Shares of pairs that a band brings together, and of those that are also similar enough."""
    met, told = 0, 0
    for one, other in some:
        first, second = signature(one), signature(other)
        if not set(band_keys(first)).isdisjoint(band_keys(second)):
            met += 1
            told += similarity(first, second) >= THRESHOLD
    return met / len(some), told / len(some)


if __name__ == "__main__":
    main()
