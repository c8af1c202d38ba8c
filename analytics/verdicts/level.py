"""A return stated for one fund: "returned 94.27 % since 21 June 2019", "fell in 2021"."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from analytics import tolerance
from analytics.measures.bare import cagr, total_return
from analytics.pairs import LONGEST_YEAR, Pair, pair
from analytics.relations import flip, relation_test
from analytics.tape import Missing, Quote
from analytics.types import Direction, MagnitudeCheck, VerdictLabel
from analytics.verdicts.case import Case, Finding, unjudged, unverifiable
from analytics.verdicts.elsewhere import SHORTEST_YEAR, right_for
from analytics.verdicts.words import computed_of, unit_name
from nlp.types import Magnitude, Relation, Window

TOTAL = "return from the base close to the end close, dividends as in the closes named"
YEARLY = "annualised by calendar days (ACT/365.25)"
# A price index lags its total-return fund by its dividends: up to this many points a year.
_DIVIDENDS = 4.0
_SAME_WINDOW = {True: "the same window, a year", False: "the same window, in total"}


@dataclass(frozen=True, slots=True)
class Returns:
    """A pair's subject on its window: `total` and `yearly` in percent, `growth` as a factor."""

    total: float
    yearly: float
    growth: float


def judge(case: Case, window: Window) -> Finding:
    """Recompute the return and hold the stated number, or the sign, against it."""
    quote = own_quote(case)
    if isinstance(quote, Missing):
        return unjudged(quote)
    found = pair(quote, None, window, tape=case.tape)
    if isinstance(found, Missing):
        return unjudged(found)
    if case.claim.magnitude is None:
        return _judge_sign(case, found)
    if found.stretch.shortfall == "data":
        return _not_covered(found)
    return _judge_number(case, found, window, case.claim.magnitude)


def own_quote(case: Case) -> Quote | Missing:
    """The subject's closes as a return of its own is quoted."""
    return case.quote("price_return" if case.wants_price_return else "headline")


def returns_of(found: Pair) -> Returns:
    """The subject's returns on the pair's window."""
    closes, _ = found.inside()
    total = total_return(closes)
    return Returns(total=100 * total, yearly=100 * cagr(closes), growth=1 + total)


def expected(stated: Magnitude, relation: Relation | None) -> Magnitude:
    """The stated number as it will be computed: "fell 23 %" is -23, "above 20 %" has no top."""
    if stated.unit == "times":
        return stated
    match relation:
        case "falls":
            return tolerance.signed(stated, -1)
        case "above" if not math.isinf(stated.high):
            return replace(stated, low=stated.value, high=math.inf)
        case "below" if not math.isinf(stated.low):
            return replace(stated, low=-math.inf, high=stated.value)
        case _:
            return stated


def in_unit(stated: Magnitude, returns: Returns, *, yearly: bool) -> float | None:
    """The computed return in the statement's unit; None if no return has that unit."""
    value = returns.yearly if yearly else returns.total
    match stated.unit:
        case "percent" | "percentage_points":
            return value
        case "basis_points":
            return 100 * value
        case "times":
            return returns.growth
        case _:
            return None


def _judge_sign(case: Case, found: Pair) -> Finding:
    test = relation_test(case.claim)
    if case.claim.relation not in ("rises", "falls") or test is None:
        return unverifiable("vague_metric", "the claim states neither a number nor a direction")
    returns = returns_of(found)
    holds = test.holds_for(returns.total)
    label: VerdictLabel = "supported" if holds else "refuted"
    return _finding(case, found, returns, label, None, detail="the sign of the return decides")


def _judge_number(case: Case, found: Pair, window: Window, stated: Magnitude) -> Finding:
    wanted, returns = expected(stated, case.claim.relation), returns_of(found)
    checks = [
        tolerance.check(wanted, computed)
        for yearly in _readings(stated, window, found)
        if (computed := in_unit(stated, returns, yearly=yearly)) is not None
    ]
    if not checks:
        return unverifiable("vague_metric", f"a return isn't stated in {stated.unit}")
    check = next((one for one in checks if one.within), checks[0])
    if not check.within and _may_be_price_index(found, returns, check):
        return _price_index_unknown(found, check)
    if not check.within:
        check = replace(check, right_for=_right_for(found, wanted, window, returns))
    label: VerdictLabel = "supported" if check.within else "refuted"
    label = flip(label) if case.is_negated else label
    return _finding(case, found, returns, label, check, detail=computed_of(check))


def _readings(stated: Magnitude, window: Window, found: Pair) -> tuple[bool, ...]:
    """Yearly or in total: as stated, else in total.

    "10-year return of 12.1 %" is a yearly figure by the custom of fact sheets, so a trailing
    window of more than a year may mean either.
    """
    if stated.annualised is not None:
        return (stated.annualised,)
    return (False, True) if window.kind == "trailing" and found.is_long else (False,)


def _right_for(found: Pair, wanted: Magnitude, window: Window, returns: Returns) -> str | None:
    # Over a year both are the same return but for some days.
    if not SHORTEST_YEAR <= found.days_covered <= LONGEST_YEAR:
        for yearly, words in _SAME_WINDOW.items():
            other = in_unit(wanted, returns, yearly=yearly)
            if other is not None and tolerance.check(wanted, other).within:
                return words
    return right_for(
        found,
        wanted,
        window,
        compute=lambda other: in_unit(wanted, returns_of(other), yearly=bool(wanted.annualised)),
    )


def _may_be_price_index(found: Pair, returns: Returns, check: MagnitudeCheck) -> bool:
    """True where an index's number may be right without the dividends of its proxy's closes."""
    if found.subject.proxy is None or found.subject.basis == "price_return":
        return False
    if check.unit not in ("percent", "percentage_points"):
        return False
    span = max(1.0, found.days_covered / 365.25)
    least = returns.growth * math.pow(1 - _DIVIDENDS / 100, span)
    return least <= 1 + check.claimed / 100 < returns.growth


def _price_index_unknown(found: Pair, check: MagnitudeCheck) -> Finding:
    return unverifiable(
        "no_price_data",
        f"{check.claimed:g} % may be the price return of {found.subject.entity}; its proxy"
        f" {found.subject.ticker} has adjusted closes (with dividends {check.computed:+.2f} %)",
    )


def _not_covered(found: Pair) -> Finding:
    return unverifiable(
        "out_of_coverage",
        f"{found.subject.ticker} has prices only from {found.stretch.first} to"
        f" {found.stretch.last}, and a number can't be checked on part of its window:"
        f" tapecheck prices fetch {found.subject.ticker}",
    )


def _finding(
    case: Case,
    found: Pair,
    returns: Returns,
    label: VerdictLabel,
    check: MagnitudeCheck | None,
    *,
    detail: str,
) -> Finding:
    yearly = bool(case.claim.magnitude and case.claim.magnitude.annualised)
    value = returns.yearly if yearly else returns.total
    suffix = " a year" if yearly else ""
    reason = (
        f"{found.subject.entity} returned {value:+.2f} %{suffix}"
        f" from {found.stretch.first} to {found.stretch.last}"
    )
    if check is not None:
        reason += f"; the claim says {check.claimed:g} {unit_name(check.unit)}"
    return Finding(
        label=label,
        reason=reason,
        detail=detail,
        first=found.stretch.first,
        last=found.stretch.last,
        direction=(_direction(found, value, label, yearly=yearly),),
        magnitude=check,
        pairs=(found,),
        test=relation_test(case.claim) if case.claim.relation in ("rises", "falls") else None,
        conventions=conventions_of(found.subject, yearly=yearly),
    )


def _direction(found: Pair, value: float, label: VerdictLabel, *, yearly: bool) -> Direction:
    return Direction(
        comparator=None,
        subject_value=value,
        comparator_value=None,
        gap=None,
        unit="percent_per_year" if yearly else "percent",
        holds=label == "supported",
        proxy=found.proxy,
        first_session=found.stretch.first,
        last_session=found.stretch.last,
    )


def conventions_of(quote: Quote, *, yearly: bool) -> tuple[str, ...]:
    """How the figures were made: which closes, and annualised or not."""
    kind = (
        "total return (adjusted closes)"
        if quote.basis == "total_return"
        else "price return (closes without dividends)"
    )
    return (f"{kind}, {YEARLY}" if yearly else f"{kind} over the whole window, not annualised",)
