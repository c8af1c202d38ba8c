"""The words of the pages: a mark and a sentence for every label, slot and flag."""

from __future__ import annotations

from analytics.types import Flag, Unverifiable, VerdictLabel
from nlp.types import ClaimType, Metric, Modality, Quantifier, Relation, Unit, WindowKind

LABELS: tuple[VerdictLabel, ...] = ("supported", "refuted", "mixed", "pending", "unverifiable")

# A verdict is never told by colour alone: each has its mark and its word.
MARKS: dict[VerdictLabel, str] = {
    "supported": "✓",
    "refuted": "✗",
    "mixed": "±",
    "pending": "…",
    "unverifiable": "?",
}
MEANINGS: dict[VerdictLabel, str] = {
    "supported": "prices bear it out",
    "refuted": "prices contradict it",
    "mixed": "part of it holds, or it hangs on the window",
    "pending": "its time or its condition has not come yet",
    "unverifiable": "prices can't show it",
}
_WHY_UNVERIFIABLE: dict[Unverifiable, str] = {
    "causal": "It states a cause, which prices alone can't show",
    "opinion": "It is an opinion, with nothing to measure",
    "trade": "It is a trade idea without a stated outcome",
    "vague_metric": "It doesn't say what to measure",
    "unknown_subject": "What it speaks of is not in the catalogue",
    "unknown_comparator": "What it compares with is not in the catalogue",
    "no_price_data": "There are no prices of what it speaks of",
    "out_of_coverage": "Its period lies outside the prices at hand",
    "too_few_observations": "There are too few sessions to judge it",
}
FLAGS: dict[Flag, str] = {
    "mandate_change": (
        "A fund followed another index or mandate for part of the window, so what it returned"
        " then says little of the fund as it is now."
    ),
    "proxy_used": (
        "An index was judged by the prices of a fund that tracks it, which lags it by its fee."
    ),
    "window_shortened": (
        "A fund has no prices for the whole stated window; the verdict stands on the part it has."
    ),
    "ticker_reused": (
        "Another fund bore this ticker before, so early prices may not be of the fund meant."
    ),
    "survivorship": (
        "The note names no funds, and the group it was compared with holds only funds that still"
        " exist; those that closed, often the worse ones, are not in it."
    ),
    "thin_history": "Less than three years, or 250 sessions, of common prices: too little.",
    "bad_tick_suspected": (
        "At least one close looks wrong: a jump that is undone the next day. Check the prices."
    ),
    "inferred_comparators": (
        "The note doesn't name what it compares with; the funds were chosen from the catalogue."
    ),
    "contradicts": "Another claim of the same note says the opposite.",
    "decision_error": (
        "Whoever had acted on it would have chosen the worse side by more than a point a year."
    ),
}
TYPES: dict[ClaimType, str] = {
    "reference": "fact about a fund",
    "level": "level",
    "comparison": "comparison",
    "equivalence": "in line with",
    "rank": "rank",
    "risk": "risk",
    "conditional": "conditional",
    "causal": "cause",
    "forecast": "forecast",
    "trade": "trade idea",
    "possibility": "possibility",
    "self_report": "the note on itself",
}
RELATIONS: dict[Relation, str] = {
    "above": "above",
    "below": "below",
    "in_line": "in line with",
    "equals": "is",
    "highest": "highest of",
    "lowest": "lowest of",
    "rises": "rises",
    "falls": "falls",
}
METRICS: dict[Metric, str] = {
    "total_return": "total return",
    "price_return": "price return",
    "volatility": "volatility",
    "max_drawdown": "maximum drawdown",
    "current_drawdown": "current drawdown",
    "downside_deviation": "downside deviation",
    "sharpe": "Sharpe ratio",
    "sortino": "Sortino ratio",
    "calmar": "Calmar ratio",
    "beta": "beta",
    "alpha": "alpha",
    "correlation": "correlation",
    "tracking_error": "tracking error",
    "yield": "yield",
    "expense_ratio": "expense ratio",
    "inception_date": "inception date",
    "index_tracked": "index tracked",
    "issuer": "issuer",
    "aum": "assets under management",
    "sentiment": "sentiment of the note",
}
QUANTIFIERS: dict[Quantifier, str] = {
    "all": "all of them",
    "both": "both of them",
    "most": "most of them",
    "any": "any of them",
    "key": "the key ones",
    "named": "those named",
}
MODALITIES: dict[Modality, str] = {
    "asserted": "stated as fact",
    "hedged": "hedged",
    "possible": "said to be possible",
    "forecast": "expected",
    "reported": "reported from someone else",
    "negated": "denied",
    "counterfactual": "contrary to fact",
}
WINDOWS: dict[WindowKind, str] = {
    "since": "since a day",
    "since_inception": "since inception",
    "trailing": "the time up to the note",
    "calendar": "a calendar period",
    "between": "between two days",
    "ytd": "year to date",
    "long_term": "long term",
    "none": "none stated",
}
UNITS: dict[Unit, str] = {
    "percent": "%",
    "percentage_points": "points",
    "basis_points": "basis points",
    "times": "times",
    "ratio": "",
    "usd": "US dollars",
    "date": "",
    "text": "",
}
KINDS = {
    "fund": "fund",
    "index": "index",
    "stock": "stock",
    "factor": "factor",
    "sector": "sector",
    "asset_class": "asset class",
    "macro": "macro",
}
# Only these have prices of their own, or a proxy's.
PRICED_KINDS = frozenset({"fund", "index", "stock"})


def flag_name(flag: str) -> str:
    """A flag as a few words."""
    return flag.replace("_", " ")


def spelt(entity_id: str) -> str:
    """An entity's id as it is read: a ticker as it stands, a theme's words parted."""
    return entity_id.replace("_", " ") if entity_id.islower() else entity_id


def why(label: VerdictLabel, reason: str) -> str:
    """A verdict's reason as a sentence; the one-word reasons are spelt out."""
    if label == "unverifiable":
        return next((told for word, told in _WHY_UNVERIFIABLE.items() if word == reason), reason)
    return reason
