"""Searches for patterns that are run only where a text shows what a match of them needs.

Most patterns fit hardly any sentence, and running one costs the same at every letter of the text.
What each needs is told once from its source, what a text shows once from the text.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, chain
from typing import Generic, TypeVar

from nlp.needs import DIGIT, LETTERS, Need, Way, openings, ways

# A sentence is asked again and again before the next one comes.
_KEPT_TEXTS, _KEPT_STARTS = 256, 8
# Where a match may begin at more letters than this share, a search of the whole is as quick.
_DENSE = 0.05
_WORD = re.compile(r"\w+")
_WORD_OR_SIGN = re.compile(r"\w+|[^\w\s]")
_DIGIT = re.compile(DIGIT)
# What a search without regard to case takes for an "i" or an "s", but `str.lower` doesn't.
_LOOKALIKES = re.compile("[\u0130\u0131\u017f]")
_LOOKS_LIKE = {0x130: "i", 0x131: "i", 0x17F: "s"}

Value = TypeVar("Value")
_Starts = Mapping[str, Sequence[int]]


@lru_cache(maxsize=_KEPT_TEXTS)
def shown(text: str) -> frozenset[str]:
    """The marks that a text shows: its characters, `DIGIT`, and how its words begin."""
    text = _folded(text)
    heads = {word[:LETTERS] for word in _WORD.findall(text)}
    marks = heads.union(text, *({head[:count] for head in heads} for count in range(1, LETTERS)))
    return frozenset(marks | {DIGIT}) if _DIGIT.search(text) else frozenset(marks)


def _folded(text: str) -> str:
    return (text.translate(_LOOKS_LIKE) if _LOOKALIKES.search(text) else text).lower()


@lru_cache(maxsize=_KEPT_STARTS)
def _starts(text: str) -> _Starts:
    """Where each mark of a text stands."""
    starts: defaultdict[str, list[int]] = defaultdict(list)
    for match in _WORD_OR_SIGN.finditer(_folded(text)):
        head, at = match[0][:LETTERS], match.start()
        for mark in accumulate(head):
            starts[mark].append(at)
        if head[0].isdecimal():
            starts[DIGIT].append(at)
    return starts


class Screened:
    """A pattern that is run only on a text that shows what it needs; searched like any other."""

    def __init__(self, source: str, flags: int = 0) -> None:
        """Compile the pattern, and tell what it needs."""
        self.pattern = re.compile(source, flags)
        self._ways = ways(self.pattern)
        # What each way needs most, together: hardly any text shows one of them.
        self._most = frozenset(chain.from_iterable(way[0] for way in self._ways if way))
        self._is_free = not all(self._ways)

    def fits(self, text: str) -> bool:
        """False where the pattern has no match, told without running it."""
        marks = shown(text)
        if marks.isdisjoint(self._most):
            return self._is_free
        return any(_is_open(way, marks) for way in self._ways)

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """The pattern's first match, in the text or in a stretch of it."""
        return self.pattern.search(text, start, end) if self.fits(text[start:end]) else None

    def match(self, text: str) -> re.Match[str] | None:
        """The pattern's match at the front of the text."""
        return self.pattern.match(text) if self.fits(text) else None

    def finditer(
        self, text: str, start: int = 0, end: int = sys.maxsize
    ) -> Iterator[re.Match[str]]:
        """Every match of the pattern, in the text or in a stretch of it."""
        fits = self.fits(text[start:end])
        return self.pattern.finditer(text, start, end) if fits else iter(())


def _is_open(way: Way, marks: Need) -> bool:
    return not any(map(marks.isdisjoint, way))


@dataclass(frozen=True, slots=True)
class _Entry(Generic[Value]):
    pattern: re.Pattern[str]
    value: Value
    openings: Need | None

    def find(self, text: str) -> Iterator[re.Match[str]]:
        """Every match, tried only where one may begin."""
        if self.openings is None:
            return self.pattern.finditer(text)
        starts = _starts(text)
        places = {*chain.from_iterable(starts[mark] for mark in self.openings & starts.keys())}
        if len(places) > _DENSE * len(text):
            return self.pattern.finditer(text)
        return self._tried(text, sorted(places))

    def _tried(self, text: str, places: Iterable[int]) -> Iterator[re.Match[str]]:
        end = 0
        for at in places:
            match = self.pattern.match(text, at) if at >= end else None
            if match is not None:
                yield match
                end = match.end()


class PatternIndex(Generic[Value]):
    """Patterns, each with what it stands for, found as if every one were searched in turn."""

    def __init__(self, patterns: Iterable[tuple[re.Pattern[str], Value]]) -> None:
        """Sort the patterns by the marks of what each needs most."""
        self._entries: list[_Entry[Value]] = []
        self._free: set[int] = set()
        self._by_mark: defaultdict[str, list[tuple[int, Way]]] = defaultdict(list)
        for at, (pattern, value) in enumerate(patterns):
            self._entries.append(_Entry(pattern, value, openings(pattern)))
            for way in ways(pattern):
                if not way:
                    self._free.add(at)
                for mark in next(iter(way), ()):
                    self._by_mark[mark].append((at, way[1:]))

    @property
    def patterns(self) -> tuple[re.Pattern[str], ...]:
        """All of them, in order."""
        return tuple(entry.pattern for entry in self._entries)

    def _fitting(self, text: str) -> Iterator[_Entry[Value]]:
        """What may have a match in a text, in order."""
        marks = shown(text)
        found = set(self._free)
        for mark in marks & self._by_mark.keys():
            for at, rest in self._by_mark[mark]:
                if at not in found and _is_open(rest, marks):
                    found.add(at)
        return (self._entries[at] for at in sorted(found))

    def fitting(self, text: str) -> Iterator[tuple[re.Pattern[str], Value]]:
        """The patterns that may have a match in a text, in order."""
        return ((entry.pattern, entry.value) for entry in self._fitting(text))

    def searched(self, text: str) -> Iterator[tuple[re.Match[str], Value]]:
        """The first match of each pattern that has one, by pattern."""
        for entry in self._fitting(text):
            match = next(entry.find(text), None)
            if match is not None:
                yield match, entry.value

    def find(self, text: str) -> Iterator[tuple[re.Match[str], Value]]:
        """Every match of every pattern, by pattern and then by place."""
        for entry in self._fitting(text):
            for match in entry.find(text):
                yield match, entry.value


class Alternation:
    """Patterns searched as one with a bar between each two."""

    def __init__(self, sources: Iterable[str], flags: int = 0) -> None:
        """Compile each of the patterns, and tell what it needs."""
        self._index = PatternIndex((re.compile(source, flags), None) for source in sources)

    @property
    def patterns(self) -> tuple[re.Pattern[str], ...]:
        """Each of them, in order."""
        return self._index.patterns

    def search(self, text: str) -> re.Match[str] | None:
        """The match that begins first; of two that begin together, that of the pattern before."""
        found = (match for match, _ in self._index.searched(text))
        return min(found, key=lambda match: match.start(), default=None)
