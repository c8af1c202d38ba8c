"""Varied research notes for the bench: `python -m bench.archive_notes COUNT FOLDER|X.jsonl|X.zip`.

They have 60 to 600 words, or to as many as `--longest` says: 60 makes the items of a newsletter.
Note number i is the same whatever the count. Of a hundred, about two are an earlier note byte for
byte, three a light rewrite of one, one no note at all. Facts come from the catalogue and returns
from the sample prices where they have the fund; about a quarter of what is claimed is made wrong.
"""

from __future__ import annotations

import argparse
import json
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from random import Random
from typing import Literal

from bench import archive_words as words
from bench.archive_claims import Claims
from bench.archive_facts import Market, open_market
from bench.light_rewrites import REWRITES

Kind = Literal["note", "exact", "near", "non_note"]
SEED = 20_221_228
_SHARES: tuple[tuple[Kind, float], ...] = (("exact", 0.02), ("near", 0.03), ("non_note", 0.01))
_BACK = 500
SHORTEST, LONGEST = 60, 600
_A_FOLDER = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeNote:
    """One note of the archive; `of` is the number of the note that it repeats."""

    number: int
    kind: Kind
    text: str
    of: int | None = None


def made_notes(count: int, market: Market, *, longest: int = LONGEST) -> Iterator[MadeNote]:
    """The first `count` notes, of about `longest` words at most."""
    return (made_note(number, market, longest=longest) for number in range(count))


def made_note(number: int, market: Market, *, longest: int = LONGEST) -> MadeNote:
    """Note number `number`, from 0 on."""
    kind, random = _kind(number), _random(number)
    if kind == "note":
        return MadeNote(number=number, kind=kind, text=_note(random, market, longest))
    if kind == "non_note":
        return MadeNote(number=number, kind=kind, text=_non_note(random))
    of = _earlier(number, random)
    text = made_note(of, market, longest=longest).text
    if kind == "near":
        for name in random.sample(sorted(REWRITES), random.randint(1, 2)):
            text = REWRITES[name](text, random)
    return MadeNote(number=number, kind=kind, text=text, of=of)


def _random(number: int) -> Random:
    return Random(f"{SEED}:{number}")  # noqa: S311


@cache
def _kind(number: int) -> Kind:
    draw = Random(f"{SEED}:kind:{number}").random()  # noqa: S311
    for kind, share in _SHARES:
        draw -= share
        if draw < 0 and number:
            return kind
    return "note"


def _earlier(number: int, random: Random) -> int:
    """An earlier number that is a note of its own; the first one always is."""
    of = number - random.randint(1, min(number, _BACK))
    while _kind(of) != "note":
        of -= 1
    return of


def _non_note(random: Random) -> str:
    text = random.choice(words.NON_NOTES)
    return text.format(
        n=random.randint(1, 9),
        y=random.randint(10, 60),
        month=random.choice(words.MONTHS),
        place=random.choice(words.PLACES),
    )


def _note(random: Random, market: Market, longest: int) -> str:
    claims = Claims(random, market)
    length = round(SHORTEST * (longest / SHORTEST) ** random.random())
    sentences = _sentences(random, claims, length)
    blocks = [_head(random, claims), *_paragraphs(random, sentences)]
    if length > 200 and random.random() < 0.35:
        blocks.insert(random.randint(2, len(blocks)), _table(random, claims))
    if random.random() < 0.7:
        blocks.append(random.choice(words.DISCLAIMERS))
    return "\n\n".join(blocks) + "\n"


def _sentences(random: Random, claims: Claims, length: int) -> list[str]:
    """Claims spread over colour, to about `length` words."""
    asserted = [claims.draw() for _ in range(min(12, 3 + length // 70))]
    sentences = list(asserted)
    while sum(len(one.split()) for one in sentences) < length:
        sentences.insert(random.randint(0, len(sentences)), colour(random))
    return sentences


def colour(random: Random) -> str:
    """A sentence of mood without a claim, hardly ever the same twice."""
    subject, subject2 = random.sample(words.SUBJECTS, 2)
    topic, second = random.sample(words.TOPICS, 2)
    adjective, other = random.sample(words.ADJECTIVES, 2)
    sector, third = random.sample(words.SECTORS, 2)
    wording = "".join(map(random.choice, (words.OPENINGS, words.COLOUR, words.TAILS)))
    sentence = wording.format(
        subject=subject,
        subject2=subject2,
        verb=random.choice(words.VERBS),
        topic=topic,
        second=second,
        adjective=adjective,
        other=other,
        sector=sector,
        third=third,
        month=random.choice(words.MONTHS),
        place=random.choice(words.PLACES),
        n=random.randint(2, 9),
        m=random.randint(10, 40),
    )
    return f"{sentence[0].upper()}{sentence[1:]}."


def _head(random: Random, claims: Claims) -> str:
    """Title, author and day in one of the ways that houses write them."""
    first, second = claims.funds[:2]
    adjective, other = random.sample(words.ADJECTIVES, 2)
    title = random.choice(words.HEADLINES).format(
        a=first.ticker, b=second.ticker, what=random.choice(words.WHATS), adjective=adjective,
        other=other, month=random.choice(words.MONTHS), place=random.choice(words.PLACES),
    )  # fmt: skip
    title = title[0].upper() + title[1:]
    name = f"{random.choice(words.FIRST_NAMES)} {random.choice(words.LAST_NAMES)}"
    month, day = random.randint(1, 12), random.randint(1, 28)
    year = claims.year_written
    named = f"{day} {words.MONTHS[month - 1]} {year}"
    iso = f"{year}-{month:02}-{day:02}"
    house = random.choice(words.HOUSES)
    return random.choice((
        f"{title}\n\nby {name} | {named}",
        f"{house}\n\n{title}\n\nBy {name}, {house}\n\nPublished: {named}",
        f"Title: {title}\nAuthor: {name}\nDate: {iso}",
        f"{title}\n\n{named}",
        f"{title}\n\nAuthor: {name}\n\nDate: {iso}",
    ))  # fmt: skip


def _paragraphs(random: Random, sentences: list[str]) -> Iterator[str]:
    """The sentences in paragraphs of two to six; now and then the last ones as a list."""
    rest = iter(sentences)
    while part := list(islice(rest, random.randint(2, 6))):
        if len(part) > 2 and random.random() < 0.1:
            yield "\n".join(f"• {one}" for one in part)
        else:
            yield " ".join(part)


def _table(random: Random, claims: Claims) -> str:
    """Two or three funds with what they cost and when they began, in aligned columns."""
    rows = [
        (fund.ticker, f"{fund.expense_ratio or 0.5:.2f}%", str(fund.inception.year))
        for fund in claims.funds[: random.randint(2, 3)]
    ]
    lines = [("Fund", "Expense ratio", "Inception"), *rows]
    return "\n".join(f"{one:<8}{two:>16}{three:>12}" for one, two, three in lines)


def write_folder(notes: Iterator[MadeNote], target: Path) -> None:
    """A text file a note, a thousand to a folder."""
    for note in notes:
        path = target / f"{note.number // _A_FOLDER:04}" / f"{note.number:08}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(note.text, encoding="utf-8")


def write_jsonl(notes: Iterator[MadeNote], target: Path) -> None:
    """An object a line: id, kind, of and text."""
    with target.open("w", encoding="utf-8") as file:
        for note in notes:
            row = {"id": note.number, "kind": note.kind, "of": note.of, "text": note.text}
            file.write(json.dumps(row) + "\n")


def write_zip(notes: Iterator[MadeNote], target: Path) -> None:
    """A text file a note."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for note in notes:
            archive.writestr(f"{note.number // _A_FOLDER:04}/{note.number:08}.txt", note.text)


_WRITERS: dict[str, Callable[[Iterator[MadeNote], Path], None]] = {
    ".jsonl": write_jsonl,
    ".zip": write_zip,
}


def main() -> None:
    """Write the archive that the command line names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("target", type=Path, help="a folder, or a file X.jsonl or X.zip")
    parser.add_argument("--longest", type=int, default=LONGEST, help="words, 60 at least")
    given = parser.parse_args()
    notes = made_notes(given.count, open_market(), longest=given.longest)
    _WRITERS.get(given.target.suffix, write_folder)(notes, given.target)


if __name__ == "__main__":
    main()
