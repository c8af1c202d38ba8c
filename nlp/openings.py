"""Searches for many patterns at once, each tried only where a word begins as it does.

Most patterns open with a word, or with one of a few. Where the text has none that begins like
that, the pattern isn't run: it would cost the same at every letter of the text.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Generic, TypeVar

# So many letters of a word tell most others from it.
_LETTERS = 3
# The sign that stands over a date begins a word too.
_WORD_START = re.compile(r"\b\w|(?<!\w)\ue000")
# An optional last letter doesn't open every match: the "u" of "colou?r".
_LITERAL = re.compile(r"[A-Za-z\ue000]+(?![?*{])")
# A group that takes letters, and one that only looks at what stands before or behind.
_GROUP = re.compile(r"\(\?(?::|P<\w+>)")
_LOOKING = re.compile(r"\(\?<?[=!]")
# What a pattern may open with so that it matches at the start of a word only.
_BOUNDARIES = (r"\b", r"(?<![\w-])")
_OPTIONAL = re.compile(r"\?|\{0,\d\}")

Value = TypeVar("Value")
_Starts = Mapping[str, Sequence[int]]


class PatternIndex(Generic[Value]):
    """Patterns, each with what it stands for, found as if every one were searched in turn."""

    def __init__(self, patterns: Iterable[tuple[re.Pattern[str], Value]]) -> None:
        """Sort the patterns by the letters that their matches begin a word with."""
        self._patterns = tuple(patterns)
        self._openings = tuple(_openings(pattern) for pattern, _ in self._patterns)
        self._hidden = [at for at, found in enumerate(self._openings) if found is None]
        self._by_opening: defaultdict[str, list[int]] = defaultdict(list)
        for at, openings in enumerate(self._openings):
            for opening in openings or ():
                self._by_opening[opening].append(at)

    def find(self, text: str) -> Iterator[tuple[re.Match[str], Value]]:
        """Every match of every pattern, by pattern and then by place."""
        starts = _word_starts(text)
        fitting = {at for opening in starts for at in self._by_opening.get(opening, ())}
        for at in sorted(fitting.union(self._hidden)):
            pattern, value = self._patterns[at]
            for match in self._found(pattern, text, self._openings[at], starts):
                yield match, value

    @staticmethod
    def _found(
        pattern: re.Pattern[str], text: str, openings: frozenset[str] | None, starts: _Starts
    ) -> Iterator[re.Match[str]]:
        if openings is None:
            yield from pattern.finditer(text)
            return
        end = 0
        for at in sorted({at for opening in openings for at in starts.get(opening, ())}):
            match = pattern.match(text, at) if at >= end else None
            if match is not None:
                yield match
                end = match.end()


def _word_starts(text: str) -> _Starts:
    """Where words begin with each letter, each pair of letters and each three."""
    starts: defaultdict[str, list[int]] = defaultdict(list)
    for match in _WORD_START.finditer(text):
        word = text[match.start() : match.start() + _LETTERS].lower()
        for opening in {word[:length] for length in range(1, _LETTERS + 1)}:
            starts[opening].append(match.start())
    return starts


def _openings(pattern: re.Pattern[str]) -> frozenset[str] | None:
    """The first letters that every match begins a word with; None where the source hides them."""
    found = [_bounded_letters(source) for source in _alternatives(pattern.pattern)]
    known = [letters for letters in found if letters is not None]
    return frozenset().union(*known) if len(known) == len(found) else None


def _bounded_letters(source: str) -> frozenset[str] | None:
    for boundary in _BOUNDARIES:
        if source.startswith(boundary):
            return _first_letters(source.removeprefix(boundary))
    return None


def _first_letters(source: str) -> frozenset[str] | None:
    if _LOOKING.match(source):
        return _first_letters(_group(source)[1])
    opening = _GROUP.match(source)
    if opening is None:
        literal = _LITERAL.match(source)
        return frozenset({literal[0][:_LETTERS].lower()}) if literal else None
    inside, behind = _group(source)
    found = [_first_letters(words) for words in _alternatives(inside.removeprefix(opening[0]))]
    optional = _OPTIONAL.match(behind)
    if optional is not None:
        found.append(_first_letters(behind[optional.end() :]))
    known = [letters for letters in found if letters is not None]
    return frozenset().union(*known) if len(known) == len(found) else None


def _alternatives(source: str) -> list[str]:
    """The source cut at each bar outside of groups."""
    cuts = [at for at, depth in _depths(source) if depth == 0 and source[at] == "|"]
    edges = zip([0, *(at + 1 for at in cuts)], [*cuts, len(source)], strict=True)
    return [source[start:end] for start, end in edges]


def _group(source: str) -> tuple[str, str]:
    """A group that opens the source, less its last bracket, and what stands behind it."""
    end = next(at for at, depth in _depths(source) if depth == 0 and source[at] == ")")
    return source[:end], source[end + 1 :]


def _depths(source: str) -> Iterator[tuple[int, int]]:
    """Every unescaped mark outside of square brackets, with how many groups are open behind it."""
    depth = 0
    for match in _MARKS.finditer(source):
        depth += {"(": 1, ")": -1}.get(match[0], 0)
        yield match.start(), depth


# Escapes and sets are passed over as a whole: a bracket in them opens nothing.
_MARKS = re.compile(r"\\.|\[(?:\\.|[^\]\\])+\]|[()|]")
