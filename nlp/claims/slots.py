"""What several recognisers ask of a draft: is it traded, compared with what, in which measure."""

from __future__ import annotations

import re

from nlp.claims.comparing.comparators import Comparators, find_comparators
from nlp.claims.draft import Draft
from nlp.claims.memory import Memory
from nlp.mentions import TRADED
from nlp.screening import PatternIndex
from nlp.types import Metric, Window

_PRICE = re.compile(
    r"\bprice[- ](?:returns?|terms|basis|alone|only|charts?|changes?|moves?|index)\b"
    r"|\bshare prices?\b"
    r"|\b(?:on|in|by) (?:the )?price\b"
    r"|\b(?:excluding|without|before|ex|ignoring|leaving (?:out|aside))"
    r"[- ](?:its |the |any |all )?(?:dividends?|distributions?|payouts?|coupons?)\b"
    r"|\bdividends? (?:aside|excluded|not included|left out|stripped)",
    re.IGNORECASE,
)
# "With a beta of 0.75, it fell less": a figure that stands beside a comparison of returns.
_NO_FIGURE = r"(?! (?:of|near|around|about|at|to [^,;]{1,30},))"
_METRICS: PatternIndex[Metric] = PatternIndex((
    (re.compile(r"\bdownside (?:deviation|risk|volatility)\b", re.I), "downside_deviation"),
    (re.compile(r"\bvol(?:atility)?\b|\bstandard deviation\b", re.I), "volatility"),
    (re.compile(r"\bdrawdowns?\b|\bpeak-to-trough|\bdeepest (?:hole|fall)", re.I), "max_drawdown"),
    (re.compile(r"\bsharpes?\b|risk-adjusted\b|\bper unit of (?:risk|vol)", re.I), "sharpe"),
    (re.compile(r"\bsortino\b", re.I), "sortino"),
    (re.compile(r"\bcalmar\b", re.I), "calmar"),
    (re.compile(rf"\bbetas?\b{_NO_FIGURE}", re.I), "beta"),
    (re.compile(rf"\bcorrelations?\b{_NO_FIGURE}", re.I), "correlation"),
    (re.compile(r"\btracking (?:error|difference)\b", re.I), "tracking_error"),
    (re.compile(r"\b(?:(?:by|in|its|more|larger|smaller) (?:net )?assets|aum)\b", re.I), "aum"),
    (
        re.compile(
            r"\b(?:expense ratio|(?<!before )(?<!after )(?<!net of )"
            r"(?:fees?|costs?|charg(?:es?|ing)))\b",
            re.I,
        ),
        "expense_ratio",
    ),
    (re.compile(r"\b(?:yields?|yielding|income|pays out)\b", re.I), "yield"),
    (_PRICE, "price_return"),
))  # fmt: skip


# Figures of today, which miss no period.
TIMELESS: set[Metric] = {"expense_ratio", "yield", "aum"}


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
    if subject in memory.catalog.funds or subject in memory.catalog.indices:
        return True
    return any(m.id == subject and m.kind in TRADED for m in memory.named)


def measured_in(text: str) -> Metric | None:
    """The measure that the words name, or None where they speak of returns."""
    return next((metric for _, metric in _METRICS.searched(text)), None)


def open_window(window: Window) -> tuple[str, ...]:
    """What a claim without a window leaves open."""
    return ("window",) if window.kind == "none" else ()
