"""Claims with made-up verdicts of each label, all their parts filled as a real one's are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from analytics.reproduce import command
from analytics.types import (
    Direction,
    PricesUsed,
    Robustness,
    Significance,
    Verdict,
    VerdictLabel,
)
from tapecheck.report import ClaimReport, WindowReport
from tapecheck.slots import Slots, claim_of

FIRST, LATEST = date(2014, 1, 2), date(2022, 12, 28)
"""The days of the first and the last made-up close."""


def canned_claim(
    label: VerdictLabel,
    *,
    subject: str | None,
    comparators: Sequence[str] = (),
    as_of: date,
    number: int = 1,
    text: str = "",
    start: int = 0,
) -> ClaimReport:
    """One claim with a verdict of this label; a supported one has a chart."""
    verdict = _verdict(label, subject or "MTUM", comparators, as_of=as_of)
    now = _verdict("mixed", subject or "MTUM", comparators, as_of=LATEST)
    return ClaimReport(
        id=f"c{number}",
        type="comparison" if comparators else "level",
        text=text,
        start=start,
        end=start + len(text),
        standalone_text=text,
        subject=subject,
        comparators=list(comparators),
        comparators_inferred=False,
        comparators_text=None,
        quantifier="named" if comparators else None,
        relation="above",
        metric="total_return",
        basis=None,
        window=WindowReport(kind="since", text=None, start=FIRST, end=as_of, inferred=False),
        magnitude=None,
        modality="asserted",
        source=None,
        condition=None,
        horizon=None,
        legs=[],
        repeats=None,
        missing=[],
        alternatives=[],
        parse_confidence=0.9,
        verdict=verdict,
        verdict_now=now if as_of < LATEST else None,
        chart=_chart(f"{label.capitalize()}: {text}") if label == "supported" else None,
    )


def _verdict(
    label: VerdictLabel, subject: str, comparators: Sequence[str], *, as_of: date
) -> Verdict:
    tested = label in {"supported", "refuted", "mixed"}
    slots = Slots(subject=subject, relation="above", comparators=tuple(comparators), since="2017")
    return Verdict(
        label=label,
        reason="no_price_data" if label == "unverifiable" else f"{subject} is {label}.",
        detail="`tapecheck prices fetch` gets them" if label == "unverifiable" else "",
        as_of=as_of,
        first_session=FIRST if tested else None,
        last_session=as_of if tested else None,
        direction=tuple(_direction(c, holds=label == "supported") for c in comparators),
        significance=_LUCK if tested else None,
        robustness=_ELSEWHERE if tested else None,
        flags=("mandate_change",) if label == "refuted" else (),
        prices=PricesUsed(source="canned", fingerprint=f"sha256:{'0' * 64}") if tested else None,
        reproduce=command(
            claim_of(slots, as_of=as_of), prices="sample", as_of=as_of, made_on=as_of
        ),
    )


def _direction(comparator: str, *, holds: bool) -> Direction:
    gap = 2.48 if holds else -2.48
    return Direction(
        comparator=comparator,
        subject_value=14.22,
        comparator_value=14.22 - gap,
        gap=gap,
        unit="percent_per_year",
        holds=holds,
    )


_LUCK = Significance(
    comparator=None,
    t=0.78,
    interval=(-3.9, 8.8),
    p=0.44,
    p_holm=0.88,
    detectable_gap=8.6,
    observations=1_500,
    method="canned",
)
_ELSEWHERE = Robustness(
    share_of_starts=0.9, share_of_rolling=0.7, counter_window=None, price_return_gap=None
)


def _chart(title: str) -> dict[str, Any]:
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "description": title,
        "data": {
            "values": [{"day": "2020-01-02", "growth": 0}, {"day": "2020-12-31", "growth": 9}]
        },
        "mark": "line",
        "encoding": {
            "x": {"field": "day", "type": "temporal"},
            "y": {"field": "growth", "type": "quantitative"},
        },
    }
