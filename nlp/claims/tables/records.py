"""Lines of values under a legend in words: "ticker — fee — AUM" and below "AGG — 0.05% — $66bn"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from nlp.claims.tables.line_fields import parts_of, row_at
from nlp.claims.tables.table_cells import figure_in
from nlp.claims.tables.table_frame import captions_of, frame_of
from nlp.claims.tables.table_grid import Cell, Row, cell_of
from nlp.claims.tables.table_heads import Head
from nlp.claims.tables.table_labels import is_unclaimed, metric_of
from nlp.claims.tables.table_periods import period_of
from nlp.claims.tables.tables import rows_under
from nlp.mentions import TRADED, Mention
from nlp.parsing import ParsedBlock
from nlp.types import Claim

_PARTING = tuple(
    map(re.compile, (r"\s[|\u00b7\u2022/]\s", r"\s[\u2014\u2013-]\s", r"; ", r"(?:,|:) "))
)
_LINE_KINDS = {"paragraph", "list_item"}
_LONGEST = 200
_FEWEST = 3
_NAMED_LABELS = 2
# Blocks above the first line, one of which may hold the legend.
_ABOVE = 3
# What ends a legend's last label: "holdings. All to June", "yield)".
_TAIL = re.compile(r"[.;:)\]].*$", re.DOTALL)
_HEAD = re.compile(r"(?:ticker|symbol|fund|etf|name|code|security)s?$", re.IGNORECASE)
_ANY_DAY = date(2100, 1, 1)

Named = tuple[ParsedBlock, tuple[Mention, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Legend:
    heads: tuple[Head, ...]
    parting: re.Pattern[str]


def record_claims(
    blocks: Iterable[Named], *, as_of: date, written: date | None = None
) -> Mapping[int, tuple[Claim, ...]]:
    """The claims of each line that stands under a legend, by the block's place in the note."""
    told: dict[int, tuple[Claim, ...]] = {}
    above: list[Named] = []
    legend: _Legend | None = None
    for parsed, mentions in blocks:
        legend = _fitting(parsed, mentions, legend, above)
        if legend is None:
            above = [*above[1 - _ABOVE :], (parsed, mentions)]
            continue
        captions = captions_of([block for block, _ in above], ())
        frame = frame_of(captions, as_of=as_of, written=written, topic=None)
        row = _record(parsed, mentions, legend)
        if row is not None:
            told[parsed.offset] = tuple(rows_under([row], [*legend.heads], frame))
    return told


def _fitting(
    parsed: ParsedBlock,
    mentions: tuple[Mention, ...],
    known: _Legend | None,
    above: Sequence[Named],
) -> _Legend | None:
    """The legend that a line stands under: that of the line before, or one just above it."""
    if known is not None and _record(parsed, mentions, known) is not None:
        return known
    if parsed.block.kind not in _LINE_KINDS or not _is_record(parsed, mentions):
        return None
    for parting in _PARTING:
        count = len([*parts_of(parsed.text, parting)])
        for lead in reversed(above) if count >= _FEWEST else ():
            heads = _heads(lead, parting, count)
            if heads:
                return _Legend(heads=heads, parting=parting)
    return None


def _is_record(parsed: ParsedBlock, mentions: Sequence[Mention]) -> bool:
    opens = any(m.kind in TRADED and m.start <= 1 for m in mentions)
    return opens and len(parsed.text) <= _LONGEST and any(map(str.isdigit, parsed.text))


def _record(parsed: ParsedBlock, mentions: Sequence[Mention], legend: _Legend) -> Row | None:
    """The line as a row of the legend's columns, the first of which names a fund."""
    if not _is_record(parsed, mentions):
        return None
    places = [*parts_of(parsed.text, legend.parting)]
    cells = tuple(cell_of(parsed.text, p, [*mentions], offset=parsed.offset) for p in places)
    figures = sum(figure_in(cell) is not None for cell in cells)
    if len(cells) != len(legend.heads) or not figures or not cells[0].names:
        return None
    return row_at(parsed, (0, len(parsed.text)), cells)


def _heads(lead: Named, parting: re.Pattern[str], count: int) -> tuple[Head, ...]:
    """So many labels in a row among the words above, the first for the names."""
    parsed, mentions = lead
    places = [*parts_of(parsed.text, parting)]
    cells = [cell_of(parsed.text, place, [*mentions], offset=parsed.offset) for place in places]
    for start in range(len(cells) - count + 1):
        first, *others = cells[start : start + count]
        labels = [first, *map(_without_tail, others)]
        named = sum(map(_is_label, labels[1:]))
        if _HEAD.search(labels[0].text) and named >= min(_NAMED_LABELS, count - 1):
            return tuple(Head(text=label.text, cell=label) for label in labels)
    return ()


def _without_tail(cell: Cell) -> Cell:
    text = _TAIL.sub("", cell.text).strip()
    return Cell(
        text=text, start=cell.start, names=tuple(n for n in cell.names if n.end <= len(text))
    )


def _is_label(cell: Cell) -> bool:
    label = cell.text
    dated = not cell.names and period_of(label, end=_ANY_DAY) is not None
    return metric_of(label) is not None or is_unclaimed(label) or dated
