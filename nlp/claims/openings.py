"""Searches for many patterns at once, each tried only where a word begins as it does.

Most patterns open with a word, or with one of a few. Where the text has none that begins like
that, the pattern isn't run: it would cost the same at every letter of the text.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

# So many letters of a word tell most others from it.
_LETTERS = 3
_WORD_START = re.compile(r"\b\w")
# An optional last letter doesn't open every match: the "u" of "colou?r".
_LITERAL = re.compile(r"[A-Za-z]+(?![?*{])")
_OPTIONAL = re.compile(r"\?|\{0,\d\}")

Starts = Mapping[str, Sequence[int]]


def word_starts(text: str) -> Starts:
    """Where words begin with each letter, each pair of letters and each three."""
    starts: defaultdict[str, list[int]] = defaultdict(list)
    for match in _WORD_START.finditer(text):
        word = text[match.start() : match.start() + _LETTERS].lower()
        for opening in {word[:length] for length in range(1, _LETTERS + 1)}:
            starts[opening].append(match.start())
    return starts


def search(pattern: re.Pattern[str], text: str, starts: Starts) -> Iterator[re.Match[str]]:
    """As `pattern.finditer(text)`; `starts` are the text's words."""
    openings = _openings(pattern)
    if openings is None:
        yield from pattern.finditer(text)
        return
    end = 0
    for at in sorted({at for opening in openings for at in starts.get(opening, ())}):
        match = pattern.match(text, at) if at >= end else None
        if match is not None:
            yield match
            end = match.end()


@cache
def _openings(pattern: re.Pattern[str]) -> frozenset[str] | None:
    """The first letters that every match begins a word with; None where the source hides them."""
    source = pattern.pattern
    one = source.startswith(r"\b") and len(_alternatives(source)) == 1
    return _first_letters(source.removeprefix(r"\b")) if one else None


def _first_letters(source: str) -> frozenset[str] | None:
    if not source.startswith("(?:"):
        literal = _LITERAL.match(source)
        return frozenset({literal[0][:_LETTERS].lower()}) if literal else None
    inside, behind = _group(source)
    found = [_first_letters(words) for words in _alternatives(inside)]
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
    """What a group that opens the source holds, and what stands behind it."""
    end = next(at for at, depth in _depths(source) if depth == 0 and source[at] == ")")
    return source[len("(?:") : end], source[end + 1 :]


def _depths(source: str) -> Iterator[tuple[int, int]]:
    """Every unescaped mark outside of square brackets, with how many groups are open behind it."""
    depth = 0
    for match in _MARKS.finditer(source):
        depth += {"(": 1, ")": -1}.get(match[0], 0)
        yield match.start(), depth


# Escapes and sets are passed over as a whole: a bracket in them opens nothing.
_MARKS = re.compile(r"\\.|\[(?:\\.|[^\]\\])+\]|[()|]")
