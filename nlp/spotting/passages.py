"""A note cut into stretches that the model reads at once, each with some of what stands around."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from nlp.mentions import Mention
from nlp.spotting.ground import Ground, Word
from nlp.types import Magnitude, Span, Window

Stretch = tuple[int, int]
_Placed = TypeVar("_Placed", Word, Mention, Window, Magnitude, Span)
# A note of so many characters is read whole; of a longer one so many at once, with so many before
# and behind. The model takes 510 tokens, of some four characters in prose and two in tables.
_WHOLE, _CORE, _BEFORE, _BEHIND = 1500, 1000, 380, 120
_LONGEST_BEFORE = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A stretch of a note that begins at `offset`; `words` are those asked about.

    What the slots may point at stands anywhere in it; `asked` and `candidates` count from its own
    start.
    """

    text: str
    offset: int
    words: tuple[Word, ...]
    names: tuple[Mention, ...]
    windows: tuple[Window, ...]
    numbers: tuple[Magnitude, ...]
    phrases: tuple[Span, ...]

    @property
    def asked(self) -> list[Stretch]:
        """Where the words stand."""
        return [self._own(word) for word in self.words]

    @property
    def entities(self) -> list[str]:
        """Whom each name names."""
        return [name.id for name in self.names]

    @property
    def candidates(self) -> Mapping[str, Sequence[Stretch]]:
        """Where those stand that a slot's arc may lead to, by the slot."""
        names = [self._own(name) for name in self.names]
        return {
            "subject": names,
            "joint": names,
            "comparator": names,
            "window": [self._own(window) for window in self.windows],
            "number": [self._own(number) for number in self.numbers],
            "phrase": [self._own(phrase) for phrase in self.phrases],
        }

    def _own(self, found: Word | Mention | Window | Magnitude | Span) -> Stretch:
        start, end = _span(found)
        return start - self.offset, end - self.offset


def passages(ground: Ground) -> Iterator[Passage]:
    """The passages of a note in order; each of its words is asked about in one of them."""
    shelves = _Shelves(ground)
    for first, last in _cores(ground):
        whole = len(ground.text) <= _WHOLE
        start = 0 if whole else _context(ground, first)
        end = len(ground.text) if whole else min(len(ground.text), last + _BEHIND)
        yield Passage(
            text=ground.text[start:end],
            offset=start,
            words=tuple(shelves.words.within(first, last)),
            names=tuple(shelves.names.within(start, end)),
            windows=tuple(shelves.windows.within(start, end)),
            numbers=tuple(shelves.numbers.within(start, end)),
            phrases=tuple(shelves.phrases.within(start, end)),
        )


class _Shelf(Generic[_Placed]):
    """Things in the order of the text, so that a stretch's are found without looking at all."""

    def __init__(self, things: Iterable[_Placed]) -> None:
        placed = sorted(((_span(thing), thing) for thing in things), key=lambda pair: pair[0])
        self._spans = [span for span, _ in placed]
        self._things: list[_Placed] = [thing for _, thing in placed]

    def within(self, start: int, end: int) -> Iterator[_Placed]:
        """Those that lie wholly inside."""
        for place in range(bisect_left(self._spans, (start, start)), len(self._spans)):
            if self._spans[place][0] >= end:
                return
            if self._spans[place][1] <= end:
                yield self._things[place]


class _Shelves:
    """A note's words, and what its slots may point at, each on a shelf."""

    def __init__(self, ground: Ground) -> None:
        self.words = _Shelf(ground.words)
        self.names = _Shelf(ground.names)
        self.windows = _Shelf(ground.windows)
        self.numbers = _Shelf(ground.numbers)
        self.phrases = _Shelf(ground.phrases)


def _span(thing: Word | Mention | Window | Magnitude | Span) -> Stretch:
    span = thing.span if isinstance(thing, (Window, Magnitude)) else thing
    assert span is not None, "the ground holds only what has words"
    return span.start, span.end


def _cores(ground: Ground) -> Iterator[Stretch]:
    """The stretches that are asked about, cut where sentences begin."""
    length = len(ground.text)
    if length <= _WHOLE:
        yield 0, length
        return
    cuts = [sent.start for sent in ground.sents]
    start = 0
    while start < length:
        cut = cuts[bisect_right(cuts, start + _CORE) - 1] if cuts else start
        end = cut if cut > start and start + _CORE < length else min(start + _CORE, length)
        yield start, end
        start = end


def _context(ground: Ground, start: int) -> int:
    """Where the words before a stretch begin to be shown: with a sentence, where one fits."""
    begun = bisect_right(ground.sents, max(0, start - _BEFORE), key=lambda sent: sent.start)
    first = ground.sents[begun - 1].start if begun else 0
    return max(first, start - _LONGEST_BEFORE, 0)
