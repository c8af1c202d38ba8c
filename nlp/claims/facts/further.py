"""Reads the same measure's figures of other things behind a first: "0.68 for A, 0.63 for B"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from nlp.claims.facts.fact import Fact, place_of
from nlp.claims.facts.owners import stands_beside
from nlp.claims.scene import Scene
from nlp.types import Magnitude

# A number before one of these is a difference.
DIFFERENCE = re.compile(
    r" ?\)? ?(?:a year )?(?:lower|higher|less|more|deeper|shallower|smaller|greater|larger|better"
    r"|worse|cheaper|dearer|pricier|above(?! its|ly)|under(?! management)|of (?:that|SPY)"
    r"|as (?:deep|much|high)|further|wider)\b",
    re.IGNORECASE,
)
_PAIRS = re.compile(
    r",? (?:(?:a year|annually|per annum|p\.a\.) )?(?:to|(?:as )?against|versus|vs?\.?|and"
    r"|compared (?:with|to)|instead of|next to) "
)


def further(
    scene: Scene,
    text: str,
    first: Fact,
    numbers: Sequence[Magnitude],
    found: Sequence[Fact],
) -> Iterator[Fact]:
    """The same measure's figures of other things behind the first: "0.68 for A, 0.63 for B"."""
    assert first.magnitude is not None
    taken = [place_of(scene, fact.magnitude) for fact in found if fact.magnitude]
    stop = min((at[0] for at in taken if at[0] > first.at[1]), default=scene.whole[1])
    last = place_of(scene, first.magnitude)
    row = _row(scene, text, first, numbers)
    if row:
        yield from row
        return
    for number in numbers:
        start, end = place_of(scene, number)
        beside = stands_beside(scene, (start, end))
        paired = _PAIRS.fullmatch(text, last[1], start) is not None and not beside
        exact = beside and "." in text[start:end] and start >= last[1]
        if number.unit == "ratio" and (exact or paired):
            number = replace(number, unit=first.magnitude.unit)
        if number.unit != first.magnitude.unit or not last[1] <= start < stop:
            continue
        if paired:
            yield Fact(metric=first.metric, magnitude=number, at=(start, end), nth=1)
        elif beside and DIFFERENCE.match(text, end) is None:
            yield Fact(metric=first.metric, magnitude=number, at=(start, end))
        else:
            return
        last = start, end


# Between the figures of a row that belongs to as many things in their order.
_COMMAS = re.compile(r", (?:and )?|,? and ")
_FEWEST = 3


def _row(scene: Scene, text: str, first: Fact, numbers: Sequence[Magnitude]) -> Sequence[Fact]:
    """The second and later figures of a row of three or more: "yields of 9.5, 11.9 and 12.4 %"."""
    assert first.magnitude is not None
    row = [first.magnitude]
    for number in sorted(numbers, key=lambda n: place_of(scene, n)):
        start = place_of(scene, number)[0]
        last = place_of(scene, row[-1])[1]
        unit = number.unit in {first.magnitude.unit, "ratio"}
        if start >= last and unit and _COMMAS.fullmatch(text, last, start):
            row.append(replace(number, unit=first.magnitude.unit))
    if len(row) < _FEWEST or _COMMAS.match(text, place_of(scene, row[-1])[1]):
        return ()
    return [
        Fact(
            metric=first.metric,
            magnitude=number,
            at=place_of(scene, number),
            nth=nth,
            count=len(row),
        )
        for nth, number in enumerate(row)
        if nth
    ]
