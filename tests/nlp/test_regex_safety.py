"""No text makes a pattern backtrack or a reader slow out of proportion.

Times are processor seconds of this process, so that a busy machine fails nothing.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import time
from collections import deque
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial

import pytest

import nlp
from nlp.catalog import Catalog
from nlp.claims.cues import load_predicates
from nlp.errors import NotAResearchNote
from nlp.groups import benchmark, describe, quantifier_of
from nlp.horizons import find_horizon
from nlp.notehood import require_note
from nlp.quantities import find_quantities
from nlp.reading import Reader, Reading
from nlp.screening import Alternation, PatternIndex, Screened
from nlp.windows import find_windows
from tests.nlp.notes import note

AS_OF = date(2022, 8, 19)
# A pattern alone, and a finder, which runs dozens of them; one that grows with the square of the
# text takes minutes. The slowest takes 0.65 s, and twice that beside a busy neighbour.
SECONDS, FINDER_SECONDS = 0.5, 2.0
WORST = {
    "words": "a " * 50_000,
    "digits": "1" * 100_000,
    "of": " of" * 33_000,
    "brackets": "(" * 100_000,
    "the long": "the long " * 11_000,
    "blanks": " " * 100_000,
    "dashes": "\u2013-" * 50_000,
    "commas": "1,234," * 16_000,
    "dollars": "$A" * 50_000,
    "capitals": "ABCDE " * 16_000,
    "percent": "12.4% " * 16_000,
    "years": "in 2020 " * 12_500,
    "since": "since the end of " * 6_000,
    "next": "over the next " * 7_000,
    "to the": "to the " * 14_000,
    "small-cap": "small-cap growth and " * 5_000,
    "if": "if " * 33_000,
    "reflects": "reflects " * 11_000,
    "attributes": "attributes " * 9_000,
    "more than": "more than about " * 6_500,
    "beta": "beta of the " * 8_000,
    "lines": "x\n" * 50_000,
    "one word": "a" * 100_000,
    "hyphens": "a-" * 50_000,
    "quarters": "the first quarter of " * 4_800,
}


def _patterns(value: object, depth: int = 4) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, Screened):
        yield value.pattern
    elif isinstance(value, PatternIndex | Alternation):
        yield from value.patterns
    elif isinstance(value, dict) and depth:
        for inner in value.values():
            yield from _patterns(inner, depth - 1)
    elif isinstance(value, tuple | list | set | frozenset) and depth:
        for inner in value:
            yield from _patterns(inner, depth - 1)


def _all_patterns() -> dict[str, re.Pattern[str]]:
    modules = [importlib.import_module(m.name) for m in pkgutil.walk_packages(nlp.__path__, "nlp.")]
    held = [
        (f"{module.__name__}.{name}", pattern)
        for module in modules
        for name, value in vars(module).items()
        for pattern in _patterns(value)
    ]
    cues = [("predicates.toml", pattern) for row in load_predicates() for pattern in row.regexes]
    # A module that imports another's pattern holds the same one.
    owned = {pattern: name for name, pattern in reversed([*held, *cues])}
    return {f"{name}#{number}": pattern for number, (pattern, name) in enumerate(owned.items())}


PATTERNS = _all_patterns()


def _seconds(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


def _least(work: Callable[[], object]) -> float:
    """Of two tries where the first was slow: a busy neighbour seldom slows both."""
    first = _seconds(work)
    return first if first <= SECONDS else min(first, _seconds(work))


def _is_slow(match: Callable[[str], None], text: str) -> bool:
    """Whether a match takes long, and not because the machine is slow.

    On a machine of half the speed a pattern takes twice the time for the whole text and for half
    of it: what grows with the square takes four times, and is minutes over the limit besides.
    """
    whole = _least(partial(match, text))
    if whole <= SECONDS:
        return False
    return whole > 4 * SECONDS or whole > 3 * _least(partial(match, text[: len(text) // 2]))


def test_patterns_are_collected() -> None:
    assert len(PATTERNS) >= 60


# Patterns that are only ever matched at the start of a text.
ANCHORED = {"nlp.claims.outlook.outlook._OPENING_IF", "nlp.claims.outlook.conditions._UNMARKED"}


@pytest.mark.parametrize("name", PATTERNS)
def test_pattern_survives_the_worst_text(name: str) -> None:
    anchored = name.split("#")[0] in ANCHORED
    match = partial(_match, PATTERNS[name], anchored)
    assert [kind for kind, text in WORST.items() if _is_slow(match, text)] == []


def _match(pattern: re.Pattern[str], anchored: bool, text: str) -> None:
    if anchored:
        pattern.match(text)
    else:
        deque(pattern.finditer(text), maxlen=0)


def test_what_grows_with_the_square_is_slow() -> None:
    match = partial(_match, re.compile("a+b"), False)
    assert _is_slow(match, "a" * 60_000)
    assert not _is_slow(match, "b" * 60_000)


def _refuse(text: str) -> None:
    with pytest.raises(NotAResearchNote):
        require_note(note(text), Reading(sentences=(), entities=(), claims=()))


FINDERS: dict[str, Callable[[str], object]] = {
    "windows": partial(find_windows, offset=0, as_of=AS_OF),
    "quantities": partial(find_quantities, offset=0),
    "horizons": partial(find_horizon, offset=0, as_of=AS_OF),
    "groups": partial(describe, subject=None),
    "benchmarks": partial(benchmark, subject=None, named=[], catalog=Catalog.load()),
    "quantifiers": quantifier_of,
    "notehood": _refuse,
}


@pytest.mark.parametrize("text", WORST.values(), ids=WORST)
@pytest.mark.parametrize("finder", FINDERS)
def test_finder_survives_the_worst_text(finder: str, text: str) -> None:
    assert _seconds(partial(FINDERS[finder], text)) < FINDER_SECONDS


PROSE = (
    "Since 2017, XSMO has outperformed IJR and DWAS, though it only matches IJT since inception "
    "and still lags QQQ. The fund returned 21.4% in 2021 and charges 0.36% a year. If breadth "
    "narrows, small-cap momentum could unwind over the next 3-6 months. We would hold it.\n"
)
UNBROKEN = (
    "in 2020 XSMO beat IJR by 3% and ",
    "XSMO ",
    "if XSMO falls ",
    "the fund, which ",
)


def _reading_seconds(reader: Reader, text: str) -> float:
    return _seconds(partial(reader.read, note(text), as_of=AS_OF))


def test_time_to_read_grows_with_the_length_of_the_note(reader: Reader) -> None:
    lines = 100_000 // len(PROSE)
    short = _reading_seconds(reader, PROSE * lines)
    assert _reading_seconds(reader, PROSE * lines * 2) < 3 * short


@pytest.mark.parametrize("words", UNBROKEN)
def test_time_to_read_one_endless_sentence_grows_with_its_length(
    reader: Reader, words: str
) -> None:
    short = _reading_seconds(reader, words * (10_000 // len(words)))
    # Four times the words in 4 times the time if it is linear, in 16 if it is quadratic; the
    # better of two runs, because a busy machine only ever adds.
    long = min(_reading_seconds(reader, words * (40_000 // len(words))) for _ in range(2))
    assert long < 8 * short
