"""What several recognisers ask of a draft: is it traded, compared with what, in which measure."""

from __future__ import annotations

import re

from nlp.claims.comparators import Comparators, find_comparators
from nlp.claims.draft import Draft
from nlp.claims.memory import TRADED, Memory
from nlp.types import Metric, Window

_METRICS: tuple[tuple[Metric, re.Pattern[str]], ...] = (
    ("volatility", re.compile(r"\b(?:volatility|standard deviation)\b", re.I)),
    ("max_drawdown", re.compile(r"\bdrawdowns?\b", re.I)),
    ("sharpe", re.compile(r"\bsharpe|risk-adjusted\b", re.I)),
    ("sortino", re.compile(r"\bsortino\b", re.I)),
    ("expense_ratio", re.compile(r"\b(?:expense ratio|fees?|costs?)\b", re.I)),
    ("yield", re.compile(r"\b(?:yields?|income)\b", re.I)),
    ("price_return", re.compile(r"\bprice (?:return|terms|basis)\b|excluding dividends", re.I)),
)  # fmt: skip


def compared(draft: Draft, stretch: tuple[int, int], memory: Memory) -> Comparators:
    """What a stretch of the sentence sets beside the draft's subject."""
    return find_comparators(
        draft.scene, stretch, subject=draft.subject.id, window=draft.window, memory=memory
    )


def is_traded(draft: Draft, memory: Memory) -> bool:
    """True where the subject is a fund, an index or a stock."""
    subject = draft.subject.id
    if subject is None:
        return False
    known = memory.catalog.funds.keys() | memory.catalog.indices.keys()
    return subject in known or any(m.id == subject and m.kind in TRADED for m in memory.named)


def measured_in(text: str) -> Metric | None:
    """The measure that the words name, or None where they speak of returns."""
    return next((metric for metric, pattern in _METRICS if pattern.search(text)), None)


def open_window(window: Window) -> tuple[str, ...]:
    """What a claim without a window leaves open."""
    return ("window",) if window.kind == "none" else ()
