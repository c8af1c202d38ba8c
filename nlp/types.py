"""What reading a note gives: sentences, entities, and claims with every slot.

All `start`/`end` are offsets into `Document.text`. A slot that came from words keeps their span.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

EntityKind = Literal["fund", "index", "stock", "factor", "sector", "asset_class", "macro"]
ClaimType = Literal[
    "reference",
    "level",
    "comparison",
    "equivalence",
    "rank",
    "risk",
    "conditional",
    "causal",
    "forecast",
    "trade",
    "possibility",
    "self_report",
]
Relation = Literal["above", "below", "in_line", "equals", "highest", "lowest", "rises", "falls"]
Metric = Literal[
    "total_return",
    "price_return",
    "volatility",
    "max_drawdown",
    "current_drawdown",
    "downside_deviation",
    "sharpe",
    "sortino",
    "calmar",
    "beta",
    "alpha",
    "correlation",
    "tracking_error",
    "yield",
    "expense_ratio",
    "inception_date",
    "index_tracked",
    "issuer",
    "aum",
    "sentiment",
]
Quantifier = Literal["all", "both", "most", "any", "key", "named"]
WindowKind = Literal[
    "since", "since_inception", "trailing", "calendar", "between", "ytd", "long_term", "none"
]
Mood = Literal["asserted", "hypothetical"]
Modality = Literal[
    "asserted", "hedged", "possible", "forecast", "reported", "negated", "counterfactual"
]
Unit = Literal[
    "percent", "percentage_points", "basis_points", "times", "ratio", "usd", "date", "text"
]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the note's text."""

    start: int
    end: int
    text: str

    def overlaps(self, other: Span) -> bool:
        """True where both have a letter in common."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence; `weight` is 0 for furniture, disclaimers, quotations and orders to a machine.

    A `hypothetical` sentence says what would or may happen, not what is.
    """

    start: int
    end: int
    text: str
    weight: float
    block: int
    mood: Mood = "asserted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A thing the note speaks of; `id` is a ticker for funds and stocks, letters for the rest."""

    kind: EntityKind
    id: str
    name: str
    mentions: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The words of a period as calendar dates; analytics turns them into closes.

    `base` and `end` are calendar days: the return runs from the last close on or before `base`
    to the last close on or before `end`. `base` is None where it is the inception of the younger
    fund ("since inception", "long term") or where no window is given. `end` is never after the
    as-of date. `inferred` marks a window that no exact words gave.
    """

    kind: WindowKind
    text: str | None = None
    span: Span | None = None
    base: date | None = None
    end: date | None = None
    inferred: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Magnitude:
    """A stated number with its rounding interval: 94.27 percent is [94.265, 94.275).

    For a comparison the number is the gap. `annualised` is True for "a year", "CAGR", False for
    "in total", None where the note doesn't say.
    """

    value: float
    unit: Unit
    low: float
    high: float
    approximate: bool = False
    annualised: bool | None = None
    span: Span | None = None
    text_value: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """Another reading of one slot, with its weight in (0, 1)."""

    slot: str
    value: str
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Horizon:
    """How far a forecast reaches: "3-6 months" has `due` six months on; None if it doesn't say."""

    text: str
    due: date | None
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """The if-part of a conditional, in the note's words."""

    trigger: str
    consequence: str
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One checkable (or expressly uncheckable) statement as an executable query.

    `legs` are the two sides of a trade idea in the note's words. `read_at` is the date of a quoted
    older note that makes the claim; None is the note's own.
    """

    id: str
    type: ClaimType
    text: str
    start: int
    end: int
    standalone_text: str
    subject: str | None = None
    subject_span: Span | None = None
    comparators: tuple[str, ...] = ()
    comparators_inferred: bool = False
    comparators_text: str | None = None
    quantifier: Quantifier | None = None
    relation: Relation | None = None
    relation_span: Span | None = None
    metric: Metric | None = None
    basis: str | None = None
    window: Window = field(default_factory=lambda: Window(kind="none"))
    magnitude: Magnitude | None = None
    modality: Modality = "asserted"
    modality_cue: Span | None = None
    source: str | None = None
    condition: Condition | None = None
    horizon: Horizon | None = None
    repeats: str | None = None
    missing: tuple[str, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    parse_confidence: float = 1.0
    legs: tuple[str, ...] = ()
    read_at: date | None = None
