"""The periods of one statement where it names several: "over one, three and five years"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from nlp.claims.draft import Draft
from nlp.claims.scene import Scene
from nlp.lengths import COUNT
from nlp.numerals import SPELLED
from nlp.types import Span, Window
from nlp.windows import find_windows

_UNIT = r"years?|yrs?|months?|quarters?|weeks?|decades?"
_ITEM = rf"(?:{COUNT})[- ]?(?:(?:{_UNIT})\b)?-?"
_AND = r",? (?:and|&|or|as well as)(?: again)?(?: over| on)?(?: the)? "
_LENGTHS = re.compile(
    r"\b(?:over|on|for|across|at|in)(?: each of| both)?(?: the| a| an| all)?(?: past| last"
    rf"| trailing)? (?P<items>{_ITEM}(?:, (?:{_ITEM})){{0,3}}{_AND}(?:{COUNT})[- ]?"
    rf"(?P<unit>{_UNIT})\b)"
    r"(?: (?:periods?|views?|horizons?|spans?|windows?|stretches))?(?P<until> to (?:the end of )?"
    r"(?-i:[A-Z])[a-z]{2,9}(?: (?:19|20)\d\d)?\b)?",
    re.IGNORECASE,
)
_ONE = re.compile(rf"\b(?P<n>{COUNT})\b[- ]?(?P<unit>(?:{_UNIT})\b)?", re.IGNORECASE)
_YEAR = r"(?:19|20)\d\d"
_YEARS = re.compile(
    rf"\b(?:in|for|during)(?: both| each of)? (?P<items>{_YEAR}(?:, (?:in )?{_YEAR}){{0,4}}"
    rf",? (?:and|&|or)(?: again)?(?: in)? {_YEAR})(?![-%\d])",
    re.IGNORECASE,
)
_EACH_LAST = re.compile(
    rf"\b(?:in|over|for|during)? ?each of the (?:last|past) (?P<n>{'|'.join(SPELLED)}|\d) calendar"
    r" years\b",
    re.IGNORECASE,
)
# What puts two periods beside each other: "in 2024, in 2025, and again YTD".
_JOINS = re.compile(r",? (?:and|as well as) (?:also )?(?:again )?|, (?:again )?", re.IGNORECASE)
_MOST_YEARS = 5


def windows_told(draft: Draft) -> list[Window]:
    """A window for each period that the words around the cue put in a row, else the draft's own."""
    scene, region = draft.scene, draft.region
    listed = [*_listed(scene, (region.start, region.end))]
    if listed:
        return listed
    return _joined(draft) or [draft.window]


def _joined(draft: Draft) -> list[Window]:
    """The row of windows that holds the draft's own, or nothing where it stands alone."""
    scene, region = draft.scene, draft.region
    rows: list[list[Window]] = []
    found = scene.windows_in((region.start, region.end))
    for first, second in pairwise(found):
        if first.span is None or second.span is None:
            continue
        between = (scene.place(first.span)[1], scene.place(second.span)[0])
        if not _JOINS.fullmatch(scene.text(between)):
            continue
        if rows and rows[-1][-1] is first:
            rows[-1].append(second)
        else:
            rows.append([first, second])
    return next((row for row in rows if draft.window in row), rows[0] if rows else [])


def _listed(scene: Scene, stretch: tuple[int, int]) -> Iterator[Window]:
    text = scene.text(stretch)
    for match in _YEARS.finditer(text):
        for year in re.findall(_YEAR, match["items"]):
            yield from _named(f"in {year}", match, scene, stretch[0])
    for match in _LENGTHS.finditer(text):
        for words in _lengths(match):
            yield from _named(words, match, scene, stretch[0])
    for match in _EACH_LAST.finditer(text):
        count = SPELLED.get(match["n"].lower()) or int(match["n"])
        for ago in range(1, min(count, _MOST_YEARS) + 1):
            yield from _named(f"in {scene.as_of.year - ago}", match, scene, stretch[0])


def _lengths(match: re.Match[str]) -> Iterator[str]:
    """Each length in full: "over one, three and five years" leaves the unit out twice."""
    until = match["until"] or ""
    items = [*_ONE.finditer(match["items"])]
    units = [item["unit"] for item in items]
    for place, item in enumerate(items):
        unit = next(unit for unit in [*units[place:], match["unit"]] if unit)
        yield f"over the {item['n']} {unit.rstrip('s')}s{until}"


def _named(words: str, match: re.Match[str], scene: Scene, at: int) -> Iterator[Window]:
    """The window of the words, with the span of the row that it was taken from."""
    start = scene.parsed.offset + at + match.start()
    span = Span(start, start + len(match[0]), match[0])
    for window in find_windows(words, offset=0, as_of=scene.as_of)[:1]:
        yield replace(window, text=words, span=span)
