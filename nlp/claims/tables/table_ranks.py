"""Places in a league table: a column "Rank" beside the names, over figures that decide it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from nlp.claims.slots import open_window
from nlp.claims.tables.table_cells import Figure, figure_in
from nlp.claims.tables.table_claims import Measure, measure_of
from nlp.claims.tables.table_frame import Frame
from nlp.claims.tables.table_grid import Cell, Row
from nlp.claims.tables.table_heads import Head
from nlp.metric_families import RETURNS
from nlp.types import Claim, Magnitude

_RANK = re.compile(r"(?:overall )?(?:ranks?|ranking|place|pos(?:ition|\.)?|#|no\.?)", re.IGNORECASE)
_FEWEST = 3
_CONFIDENCE = 0.88

Placed = tuple[Row, Cell, Figure]


def rank_claims(
    rows: Sequence[tuple[Row, Sequence[Cell], Cell]], heads: Sequence[Head], frame: Frame
) -> Iterator[Claim]:
    """The place of each row's fund among the others, by the first measure that the table shows.

    `rows` are a row, its cells under the heads, and the one of them that names whom it is about.
    """
    column = next((at for at, head in enumerate(heads) if _RANK.fullmatch(head.text)), None)
    measures = (measure_of([head.text], frame, window=None) for head in heads)
    by = next((found for found in measures if found is not None), None)
    if column is None or by is None or by.metric not in RETURNS:
        return
    placed = [(row, own, place) for row, cells, own in rows if (place := figure_in(cells[column]))]
    places = [place.number for _, _, place in placed]
    if len(placed) >= _FEWEST and len(set(places)) == len(places) and min(places) == 1:
        for one in placed:
            yield _claim(one, placed, by)


def _claim(one: Placed, placed: Sequence[Placed], by: Measure) -> Claim:
    row, own, place = one
    name = own.subject
    assert name is not None
    others = [cell.subject.id for _, cell, _ in placed if cell.subject]
    value = float(place.number)
    return Claim(
        id="",
        type="rank",
        text=row.span.text,
        start=row.span.start,
        end=row.span.end,
        standalone_text=f"{name.id}: place {place.number} by {by.label}.",
        subject=name.id,
        subject_span=own.span_of(name),
        comparators=tuple(other for other in others if other != name.id),
        quantifier="named",
        relation="highest",
        metric=by.metric,
        window=by.window,
        magnitude=Magnitude(value=value, unit="ratio", low=value, high=value, span=place.span),
        missing=open_window(by.window),
        parse_confidence=_CONFIDENCE,
    )
