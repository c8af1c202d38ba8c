"""From the labels over and beside a cell to its claim."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from nlp.claims.draft import NO_WINDOW
from nlp.claims.slots import open_window
from nlp.claims.tables.table_cells import figure_in, in_words, stated
from nlp.claims.tables.table_frame import Frame
from nlp.claims.tables.table_grid import Cell, Row
from nlp.claims.tables.table_labels import (
    WORDED,
    annualised_in,
    is_gap,
    is_unclaimed,
    metric_of,
    names_other,
    unit_of,
)
from nlp.metric_families import kind_of
from nlp.quantities import unsigned
from nlp.types import Claim, ClaimType, Magnitude, Metric, Relation, Span, Unit, Window

_CONFIDENCE = 0.9
_AGAINST: frozenset[Metric] = frozenset({"beta", "correlation", "tracking_error", "alpha"})
# "Beta vs SPY" and "vs 52-week high" are no differences.
_NO_GAP = _AGAINST | {"current_drawdown"}
_YEAR_DAYS = 380
_NET_ASSET_VALUE = re.compile(r"\bNAV\b|\bnet asset value\b")
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """What a cell's figure is; `gap` where it is a difference to something else."""

    kind: ClaimType
    metric: Metric
    window: Window
    label: str
    unit: Unit | None
    annualised: bool | None
    basis: str | None
    gap: bool


def measure_of(words: Sequence[str], frame: Frame, *, window: Measure | None) -> Measure | None:
    """What labels together measure; None where they name neither a measure nor a period.

    `window` is the one dated measure of the table, whose period figures of risk and gaps share.
    """
    label = " ".join(sorted(filter(None, words), key=_is_year))
    if is_unclaimed(label):
        return None
    period = frame.period(label) or next(filter(None, map(frame.period, words)), None)
    metric = metric_of(label) or (_default(frame) if period or names_other(label) else None)
    if metric is None:
        return None
    kind = kind_of(metric)
    if kind == "reference" or metric == "current_drawdown":
        period = NO_WINDOW
    gap = is_gap(label) and metric not in _NO_GAP
    shared = window.window if window and (gap or kind == "risk") else None
    chosen = period or frame.window or shared or NO_WINDOW
    return Measure(
        kind=kind,
        metric="price_return" if metric == "total_return" and _is_price(frame, label) else metric,
        window=replace(chosen, text=label) if chosen.kind != "none" else NO_WINDOW,
        label=label,
        unit=unit_of(label) or frame.unit,
        annualised=_annualised(label, chosen, frame),
        basis="nav" if _NET_ASSET_VALUE.search(label) else None,
        gap=gap,
    )


def _is_year(word: str) -> bool:
    """A year behind its month: "Jan" of the column, "2021" of the row."""
    return _YEAR.fullmatch(word) is not None


def _default(frame: Frame) -> Metric:
    """What a period alone measures: what the caption says, or returns."""
    return frame.metric if frame.metric and kind_of(frame.metric) != "reference" else "total_return"


def _is_price(frame: Frame, label: str) -> bool:
    return frame.metric == "price_return" and metric_of(label) is None


def _annualised(label: str, window: Window, frame: Frame) -> bool | None:
    """As the label says; a caption's "annualised" is for periods of more than a year."""
    own = annualised_in(label)
    if own is not None or not frame.annualised:
        return own if own is not None else frame.annualised
    if window.base is None or window.end is None:
        return True if window.kind == "since_inception" else None
    return True if (window.end - window.base).days > _YEAR_DAYS else None


def claim_of(
    row: Row, cell: Cell, subject: Cell, measure: Measure, *, against: Cell | None
) -> Iterator[Claim]:
    """The claim of a cell, if its figure fits the measure."""
    if measure.gap:
        yield from _difference(row, cell, subject, measure, against)
        return
    magnitude = _magnitude(cell, measure)
    if magnitude is not None:
        other = against if measure.metric in _AGAINST else None
        yield _claim(row, subject, measure, magnitude, relation="equals", other=other)


def _magnitude(cell: Cell, measure: Measure) -> Magnitude | None:
    if measure.metric in WORDED:
        return in_words(cell, measure.metric)
    figure = figure_in(cell)
    if figure is None or (figure.is_year and measure.unit is None):
        return None
    return stated(
        figure,
        metric=measure.metric,
        label=measure.label,
        unit=measure.unit,
        annualised=measure.annualised,
    )


def _difference(
    row: Row, cell: Cell, subject: Cell, measure: Measure, against: Cell | None
) -> Iterator[Claim]:
    """A column "vs SPY" compares; without a name, its figures are nobody's own."""
    other = against.subject if against is not None else None
    mine = subject.subject
    if not names_other(measure.label) or other is None or mine is None or other.id == mine.id:
        return
    magnitude = _magnitude(cell, measure)
    if magnitude is not None:
        relation: Relation = "below" if magnitude.value < 0 else "above"
        yield _claim(
            row,
            subject,
            replace(measure, kind="comparison"),
            unsigned(magnitude),
            relation=relation,
            other=against,
        )


def correlation(row: Row, cell: Cell, one: Cell, other: Cell, frame: Frame) -> Iterator[Claim]:
    """A cell where two funds meet, if the caption says that it shows their correlation."""
    if frame.metric != "correlation" or not one.subject or not other.subject:
        return
    measure = measure_of(["correlation"], frame, window=None)
    magnitude = _magnitude(cell, measure) if measure else None
    if measure and magnitude and one.subject.id != other.subject.id:
        yield _claim(row, one, measure, magnitude, relation="equals", other=other)


def _claim(
    row: Row,
    subject: Cell,
    measure: Measure,
    magnitude: Magnitude,
    *,
    relation: Relation,
    other: Cell | None,
) -> Claim:
    name = subject.subject
    assert name is not None
    compared = other.subject if other is not None else None
    return Claim(
        id="",
        type=measure.kind,
        text=row.span.text,
        start=row.span.start,
        end=row.span.end,
        standalone_text=_restated(name.id, measure, magnitude.span),
        subject=name.id,
        subject_span=subject.span_of(name),
        comparators=(compared.id,) if compared else (),
        comparators_text=other.span_of(compared).text if other and compared else None,
        quantifier="named" if compared else None,
        relation=relation,
        metric=measure.metric,
        basis=measure.basis,
        window=measure.window,
        magnitude=magnitude,
        missing=_missing(measure),
        parse_confidence=_CONFIDENCE,
    )


def _restated(subject: str, measure: Measure, figure: Span | None) -> str:
    return f"{subject}: {measure.label} {figure.text if figure else ''}.".replace("  ", " ")


def _missing(measure: Measure) -> tuple[str, ...]:
    undated = measure.kind == "reference" or measure.metric == "current_drawdown"
    return () if undated else open_window(measure.window)
