"""Claims in tables: a cell says something when its row names a fund and its column a measure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from nlp.mentions import Mention
from nlp.parsing import ParsedBlock
from nlp.quantities import find_quantities
from nlp.types import Claim, ClaimType, Magnitude, Metric, Relation, Span, Window
from nlp.windows import find_windows

_SEPARATOR = " | "
_CONFIDENCE = 0.9
# What a column's head must say for its cells to be a claim; the first that fits counts.
_COLUMNS: tuple[tuple[ClaimType, Metric, re.Pattern[str]], ...] = (
    ("risk", "max_drawdown", re.compile(r"\bdrawdown\b", re.I)),
    ("risk", "volatility", re.compile(r"\bvolatility\b|\bstd\b|standard deviation", re.I)),
    ("reference", "expense_ratio", re.compile(r"\bexpense|\bfees?\b|\bTER\b|\bcosts?\b", re.I)),
    ("reference", "yield", re.compile(r"\byield\b", re.I)),
    ("level", "price_return", re.compile(r"\bprice return\b", re.I)),
    ("level", "total_return", re.compile(r"\breturns?\b|\bperformance\b|\bgain\b|\bCAGR\b", re.I)),
    (
        "level", "total_return",
        re.compile(r"^(?:YTD|\d{4}|\d{1,2} ?(?:Y|M|yrs?|years?|months?))$", re.I),
    ),
)  # fmt: skip
_SHORT_SPAN = re.compile(r"\b(\d{1,2}) ?(?:(Y)(?:RS?)?|(M)(?:OS?)?)\b", re.IGNORECASE)
_NO_WINDOW = Window(kind="none")

Row = tuple[ParsedBlock, tuple[Mention, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Column:
    kind: ClaimType
    metric: Metric
    window: Window
    head: str
    annualised: bool | None


def table_claims(
    rows: Iterable[Row], *, as_of: date, written: date | None = None
) -> Iterator[Claim]:
    """The claims of every run of table rows, the first row of each taken as its head."""
    runs = groupby(rows, key=lambda row: row[0].block.kind == "table_row")
    for is_table, run in runs:
        if is_table:
            head, *body = list(run)
            columns = [_column(cell, as_of, written) for cell in head[0].text.split(_SEPARATOR)]
            for parsed, mentions in body:
                yield from _row(parsed, mentions, columns)


def _column(head: str, as_of: date, written: date | None) -> _Column | None:
    text = head.strip()
    for kind, metric, pattern in _COLUMNS:
        if pattern.search(text):
            window = _window(text, as_of, written) if kind != "reference" else _NO_WINDOW
            yearly = True if re.search(r"annuali[sz]ed|CAGR|p\.a\.", text, re.I) else None
            return _Column(kind=kind, metric=metric, window=window, head=text, annualised=yearly)
    return None


def _window(head: str, as_of: date, written: date | None) -> Window:
    """The period in a column's head: "YTD", "2020 return", "3Y"."""
    spelled = _SHORT_SPAN.sub(lambda m: f"trailing {m[1]} {'years' if m[2] else 'months'}", head)
    found = find_windows(spelled, offset=0, as_of=as_of, written=written)
    found = found or find_windows(f"in {spelled}", offset=0, as_of=as_of, written=written)
    if not found:
        return _NO_WINDOW
    first = found[0]
    return Window(
        kind=first.kind, text=head, base=first.base, end=first.end, inferred=first.inferred
    )


def _row(
    parsed: ParsedBlock, mentions: tuple[Mention, ...], columns: list[_Column | None]
) -> Iterator[Claim]:
    named = [m for m in mentions if m.kind in {"fund", "index", "stock"}]
    cells = parsed.text.split(_SEPARATOR)
    if not named or len(cells) != len(columns):
        return
    at = 0
    for cell, column in zip(cells, columns, strict=True):
        numbers = find_quantities(cell, offset=parsed.offset + at)
        at += len(cell) + len(_SEPARATOR)
        if column is not None and numbers and named[0].end <= at:
            yield _claim(parsed, named[0], column, numbers[0])


def _claim(parsed: ParsedBlock, subject: Mention, column: _Column, number: Magnitude) -> Claim:
    text = parsed.text
    magnitude, relation = _stated(number, column)
    return Claim(
        id="",
        type=column.kind,
        text=text,
        start=parsed.offset,
        end=parsed.offset + len(text),
        standalone_text=f"{subject.id}: {column.head} {number.span.text if number.span else ''}.",
        subject=subject.id,
        subject_span=Span(
            parsed.offset + subject.start,
            parsed.offset + subject.end,
            text[subject.start : subject.end],
        ),
        relation=relation,
        metric=column.metric,
        window=column.window,
        magnitude=magnitude,
        missing=("window",) if column.window.kind == "none" and column.kind != "reference" else (),
        parse_confidence=_CONFIDENCE,
    )


def _stated(number: Magnitude, column: _Column) -> tuple[Magnitude, Relation]:
    """The cell's number as a statement: a negative return falls, a drawdown is a depth."""
    negative = number.value < 0
    relation: Relation = "falls" if negative and column.kind == "level" else "equals"
    low, high = (-number.high, -number.low) if negative else (number.low, number.high)
    stated = Magnitude(
        value=abs(number.value),
        unit=number.unit,
        low=low,
        high=high,
        approximate=number.approximate,
        annualised=column.annualised,
        span=number.span,
    )
    return stated, relation
