"""Claims in tables: a cell says something when one of its heads names a fund, another a measure."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from nlp.claims.measured import measured_until
from nlp.claims.tables.table_cells import figure_in, named_figure
from nlp.claims.tables.table_claims import Measure, claim_of, correlation, measure_of
from nlp.claims.tables.table_facts import fact_claims
from nlp.claims.tables.table_frame import Frame, benchmark_of, captions_of, frame_of, topic_of
from nlp.claims.tables.table_grid import Cell, Row, blank, row_of
from nlp.claims.tables.table_heads import Head, heads_of, is_head
from nlp.claims.tables.table_labels import is_unclaimed, metric_of
from nlp.claims.tables.table_ranks import rank_claims
from nlp.claims.tables.table_subjects import subject
from nlp.mentions import Mention
from nlp.parsing import ParsedBlock
from nlp.types import Claim

# Columns whose cells say what the others of their row measure, or over which time.
_KEY = re.compile(
    r"(?:time )?(?:period|window|horizon|year|quarter|month|span|measure|metric|statistic|stat)s?",
    re.IGNORECASE,
)
# "Fund, price" over a column: the fund, and what is shown of it.
_FUND = re.compile(
    r"(?:the |this )?(?:fund|etf|strategy|portfolio)(?:[,:( ]{1,2}(?=[a-z(])|$)", re.IGNORECASE
)
_LONGEST_PARTING = 60
_PAIR = 2
# Rows of a fund's own page that speak of the fund it is about.
_OF_TOPIC = re.compile(
    r"(?:the |this |our )?(?:fund|etf|strategy|portfolio|nav|market price|total returns?|returns?"
    r"|performance)?(?: (?:\(?(?:nav|market price|net|gross)\)?|at (?:nav|market(?: price)?)))?"
    r"[ %()]{0,5}",
    re.IGNORECASE,
)

Named = tuple[ParsedBlock, tuple[Mention, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    """Rows that follow one another, and the blocks of prose before and after them."""

    rows: tuple[Row, ...]
    before: tuple[Named, ...]
    after: tuple[Named, ...]


def table_claims(
    blocks: Iterable[Named], *, as_of: date, written: date | None = None
) -> Iterator[Claim]:
    """The claims of every table among the blocks of a note, in their order."""
    found = list(blocks)
    whole = topic_of(found[:2]) or topic_of(found)
    until = measured_until((parsed for parsed, _ in found), as_of=as_of)
    heads: list[Head] = []
    frame: Frame | None = None
    for run in _runs(found):
        if frame and heads and not is_head(run.rows[0], known=True) and _fits(run, heads):
            yield from rows_under(run.rows, heads, frame)
            continue
        captions = captions_of([b for b, _ in run.before], [b for b, _ in run.after])
        corner = run.rows[0].cells[0]
        words = (corner.text, *captions) if not corner.names else captions
        topic = topic_of(run.before) or whole
        frame = replace(
            frame_of(words, as_of=as_of, written=written, topic=topic, until=until),
            benchmark=benchmark_of((*run.before[::-1], *run.after)),
        )
        facts = [*fact_claims(run.rows, frame)]
        yield from facts
        if not facts:
            own = _heads_in_caption(run.rows, captions, frame)
            heads = yield from rows_under(run.rows, own, frame)
            yield from rank_claims([*_about(run.rows, heads)], heads, frame)


def _fits(run: _Run, heads: Sequence[Head]) -> bool:
    """Whether rows go on below a line that parted the table: as many columns, one line between."""
    between = sum(1 for parsed, _ in run.before if len(parsed.text) <= _LONGEST_PARTING)
    return len(run.rows[0].cells) == len(heads) and between == len(run.before) == 1


def _about(
    rows: Sequence[Row], heads: Sequence[Head]
) -> Iterator[tuple[Row, Sequence[Cell], Cell]]:
    """The rows below the heads that name whom they are about."""
    for row in rows:
        if len(row.cells) == len(heads) and not is_head(row, known=True):
            own = subject(row.cells, heads)
            if own is not None:
                yield row, row.cells, own


def _heads_in_caption(rows: Sequence[Row], captions: Sequence[str], frame: Frame) -> list[Head]:
    """The heads of a table of names and one figure each, which has none but the line above it."""
    plain = all(len(row.cells) == _PAIR and row.cells[0].names for row in rows)
    figures = plain and all(figure_in(row.cells[1]) is not None for row in rows)
    if not (figures and captions and measure_of([captions[0]], frame, window=None)):
        return []
    empty = blank(rows[0])
    return [Head(text="", cell=empty), Head(text=captions[0], cell=empty)]


def _runs(blocks: Sequence[Named]) -> Iterator[_Run]:
    """The tables of a note, each with its two blocks of prose on either side."""
    is_row = [parsed.block.kind == "table_row" for parsed, _ in blocks]
    start = 0
    while start < len(blocks):
        end = start
        while end < len(blocks) and is_row[end]:
            end += 1
        if end > start:
            first = max((i for i in range(start) if is_row[i]), default=-1) + 1
            until = next((i for i in range(end, len(blocks)) if is_row[i]), len(blocks))
            yield _Run(
                rows=tuple(row_of(parsed, names) for parsed, names in blocks[start:end]),
                before=tuple(blocks[max(first, start - 2) : start]),
                after=tuple(blocks[end : min(until, end + 2)]),
            )
        start = max(end, start + 1)


def rows_under(
    rows: Sequence[Row], heads: list[Head], frame: Frame
) -> Generator[Claim, None, list[Head]]:
    """The claims of rows under heads, those given or their own; the last heads are returned."""
    waiting, last = False, None
    for row in rows:
        if is_head(row, known=bool(heads)):
            heads = heads_of(row, above=heads if waiting else [])
            waiting = True
            continue
        waiting = False
        cells = _fitted(row, heads, inherits=last is not None)
        if cells is None:
            yield from _signed(row, frame)
            continue
        own = subject(cells, heads)
        last = own or (last if not cells[0].text else None)
        yield from _row(row, cells, heads, last, frame)
    return heads


def _fitted(row: Row, heads: Sequence[Head], *, inherits: bool) -> tuple[Cell, ...] | None:
    """The row's cells, one a head: one that covers several rows is missing from the later ones."""
    missing = len(heads) - len(row.cells)
    if missing == 0:
        return row.cells
    if missing == 1 and inherits and not row.cells[0].names:
        return (blank(row), *row.cells)
    return None


def _row(
    row: Row, cells: Sequence[Cell], heads: Sequence[Head], own: Cell | None, frame: Frame
) -> Iterator[Claim]:
    """The claims of one row: about whom it names, whom its columns name, or the table's topic."""
    keyed = list(zip(cells, heads, strict=True))[0 if own else 1 :]
    keys = [cell.text for cell, head in keyed if _KEY.fullmatch(head.text) and _is_key(cell)]
    heads = [_of_fund(head, frame) for head in heads]
    columns = [head.subject for head in heads[1:]]
    label = cells[0].text if own is None else ""
    if own is None and not any(columns):
        own = frame.topic if _OF_TOPIC.fullmatch(label) or _labels(label, frame) else None
    window = _common_window(heads, frame)
    for cell, head in zip(cells[1:], heads[1:], strict=True):
        other = head.cell if head.subject else None
        told = named_figure(cell)
        if told is not None:
            own_measure = measure_of([head.text, label, *keys], frame, window=window)
            if own_measure is None and _moves(told[1]) and not is_unclaimed(f"{head.text} {label}"):
                own_measure = measure_of(["return"], frame, window=window)
            if own_measure is not None:
                yield from claim_of(row, told[1], told[0], own_measure, against=None)
        elif own is not None and other is not None:
            yield from correlation(row, cell, own, other, frame)
        elif (subject := own or other) is not None:
            words = [head.shown if other is not None else head.text, label, *keys]
            measure = measure_of(words, frame, window=window)
            if measure is not None:
                named = own is not None and bool(head.cell.names)
                against = head.cell if named else _benchmark(frame, subject)
                yield from claim_of(row, cell, subject, measure, against=against)


def _signed(row: Row, frame: Frame) -> Iterator[Claim]:
    """The returns of a row that no heads label: "Banks v. utilities | KBE +31.2% | XLU +4.4%"."""
    measure = measure_of(["return"], frame, window=None)
    for told in filter(None, map(named_figure, row.cells)):
        if measure is not None and _moves(told[1]):
            yield from claim_of(row, told[1], told[0], measure, against=None)


def _benchmark(frame: Frame, subject: Cell) -> Cell | None:
    """What the words around the table measure against, unless the row is about that itself."""
    other, mine = frame.benchmark, subject.subject
    same = other and other.subject and mine and other.subject.id == mine.id
    return None if same else other


def _moves(cell: Cell) -> bool:
    """True for a figure in per cent with a sign, which only a return has beside a name."""
    figure = figure_in(cell)
    signed = cell.text.lstrip()[:1] in {"+", "-", "\u2212", "\u2013"}
    return figure is not None and figure.unit == "percent" and signed


def _of_fund(head: Head, frame: Frame) -> Head:
    """A head that says "Fund" as one of the fund that the table is about: "Fund, NAV"."""
    words = _FUND.match(head.text)
    if words is None or head.cell.names or frame.topic is None:
        return head
    return replace(head, text=head.text[words.end() :], cell=frame.topic)


def _is_key(cell: Cell) -> bool:
    figure = figure_in(cell)
    return figure is None or figure.is_year


def _labels(label: str, frame: Frame) -> bool:
    """Whether a row's own label says what it measures or when."""
    return bool(label) and bool(metric_of(label) or frame.period(label))


def _common_window(heads: Sequence[Head], frame: Frame) -> Measure | None:
    """The one column of returns with a period, which the figures of risk beside it share."""
    found = [m for head in heads[1:] if (m := measure_of([head.text], frame, window=None))]
    dated = [m for m in found if m.window.kind != "none" and m.kind == "level"]
    return dated[0] if len(dated) == 1 else None
