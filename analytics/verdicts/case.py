"""What every judge is given and what every judge gives back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from analytics.pairs import Pair
from analytics.relations import Test
from analytics.tape import Missing, Quote, Quoting, Tape
from analytics.types import Direction, Episodes, Flag, MagnitudeCheck, Unverifiable, VerdictLabel
from nlp.types import Claim, Metric

_PRICE_BASIS = re.compile(r"\bprice\b", re.IGNORECASE)
_OTHER_CURRENCY = re.compile(
    r"\b(?:EUR|GBP|JPY|CHF|CAD|AUD|CNY|INR|SEK|NOK|euros?|sterling|yen|francs?|pounds?"
    r"|local currency)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One claim with the prices and facts of one as-of date.

    `made_on` is the day the claim was made; it matters where that lies before the as-of date.
    """

    claim: Claim
    tape: Tape
    as_of: date
    made_on: date

    @property
    def metric(self) -> Metric:
        """The claim's metric; where it names none, volatility for a risk, else a return."""
        if self.claim.metric is None:
            return "volatility" if self.claim.type == "risk" else "total_return"
        return self.claim.metric

    @property
    def subject(self) -> str:
        """The subject's id, or words for "no subject"."""
        return self.claim.subject or "the subject"

    @property
    def is_negated(self) -> bool:
        """True for "has not outperformed"."""
        return self.claim.modality == "negated"

    @property
    def wants_price_return(self) -> bool:
        """True where the note speaks of price and not of total return."""
        basis = self.claim.basis or ""
        return self.metric == "price_return" or bool(_PRICE_BASIS.search(basis))

    @property
    def other_currency(self) -> str | None:
        """The currency that the note names, if it isn't the dollar."""
        match = _OTHER_CURRENCY.search(self.claim.basis or "")
        return match[0] if match else None

    def quote(self, quoting: Quoting) -> Quote | Missing:
        """The subject's closes, or why there are none."""
        if self.claim.subject is None:
            return Missing(reason="unknown_subject", detail="the claim names no subject")
        return self.tape.quote(self.claim.subject, quoting)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What one window says; facets that need no label are computed from `pairs` and `test`.

    `margin` is the equivalence margin in points a year where one was tested.
    """

    label: VerdictLabel
    reason: str
    detail: str
    first: date | None = None
    last: date | None = None
    direction: tuple[Direction, ...] = ()
    magnitude: MagnitudeCheck | None = None
    pairs: tuple[Pair, ...] = ()
    test: Test | None = None
    margin: float | None = None
    episodes: Episodes | None = None
    flags: frozenset[Flag] = frozenset()
    conventions: tuple[str, ...] = ()


def unverifiable(reason: Unverifiable, detail: str) -> Finding:
    """A finding that the claim can't be judged, with the next step in `detail`."""
    return Finding(label="unverifiable", reason=reason, detail=detail)


def unjudged(missing: Missing) -> Finding:
    """The same from what the tape lacks."""
    return unverifiable(missing.reason, missing.detail)


def sessions_of(pairs: tuple[Pair, ...]) -> tuple[date | None, date | None]:
    """First and last session over all pairs."""
    if not pairs:
        return None, None
    return min(p.stretch.first for p in pairs), max(p.stretch.last for p in pairs)
