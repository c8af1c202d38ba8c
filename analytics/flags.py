"""Warnings that stand beside a verdict whatever its label."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from analytics.facts import Facts
from analytics.pairs import Pair
from analytics.prices.reuse import outside
from analytics.relations import EQUIVALENCE_MARGIN
from analytics.tape import Quote
from analytics.types import Flag
from analytics.verdicts.case import Case, Finding
from analytics.verdicts.rank import states_place
from analytics.windows import to_date
from nlp.catalog_types import FundEvent

THIN_YEARS = timedelta(days=3 * 365)
THIN_SESSIONS = 250


def flags_of(case: Case, finding: Finding) -> tuple[Flag, ...]:
    """Every flag the claim and its pairs call for, in a fixed order, each once."""
    pairs = finding.pairs
    flags = (*_of_group(case, pairs), *_of_pairs(case, pairs), *_of_finding(case, finding))
    return tuple(dict.fromkeys(flags))


def proxy_notes(case: Case, pairs: tuple[Pair, ...]) -> tuple[str, ...]:
    """For each index judged by a fund, which one and what its fee takes off a year."""
    notes = [
        f"{quote.entity} is judged by {quote.ticker}, whose fee is {_fee(case.tape.facts, quote)}"
        for pair in pairs
        for quote in pair.quotes
        if quote.proxy
    ]
    return tuple(dict.fromkeys(notes))


def changes_inside(pairs: tuple[Pair, ...], facts: Facts) -> tuple[FundEvent, ...]:
    """The latest change of mandate inside its window of every fund involved, by date.

    The latest, because it parts the fund as it is now from whatever it was before.
    """
    latest: dict[str, FundEvent] = {}
    for pair in pairs:
        for quote in pair.quotes:
            for event in facts.mandate_changes(quote.ticker):
                if pair.stretch.first < event.on < pair.stretch.last:
                    latest[quote.ticker] = event
    return tuple(sorted(latest.values(), key=lambda event: (event.on, event.ticker)))


def _of_group(case: Case, pairs: tuple[Pair, ...]) -> Iterator[Flag]:
    if not case.claim.comparators_inferred or not pairs:
        return
    yield "inferred_comparators"
    funds = [case.tape.facts.fund(name) for name in case.claim.comparators]
    if not any(fund and fund.closed and fund.closed <= case.as_of for fund in funds):
        yield "survivorship"


def _of_pairs(case: Case, pairs: tuple[Pair, ...]) -> Iterator[Flag]:
    if changes_inside(pairs, case.tape.facts):
        yield "mandate_change"
    if any(pair.proxy for pair in pairs):
        yield "proxy_used"
    if any(pair.stretch.shortened for pair in pairs):
        yield "window_shortened"
    if any(_is_of_two_funds(pair, case.tape.facts) for pair in pairs):
        yield "ticker_reused"
    if any(_is_thin(pair) for pair in pairs):
        yield "thin_history"
    if any(pair.defects("bad_tick") for pair in pairs):
        yield "bad_tick_suspected"


def _of_finding(case: Case, finding: Finding) -> Iterator[Flag]:
    """A decision flips where every return lies on the other side by more than "in line" allows."""
    test = finding.test
    if finding.label != "refuted" or test is None or test.side == "in_line" or test.negated:
        return
    if states_place(case.claim):
        return
    away = 1 if test.side == "above" else -1
    gaps = [
        line.subject_value if line.gap is None else line.gap
        for line in finding.direction
        if line.unit in ("percent", "percent_per_year") and line.subject_value is not None
    ]
    if gaps and all(away * gap < -EQUIVALENCE_MARGIN for gap in gaps):
        yield "decision_error"


def _fee(facts: Facts, quote: Quote) -> str:
    fund = facts.fund(quote.ticker)
    return f"{fund.expense_ratio:g} % a year" if fund and fund.expense_ratio else "not known"


def _is_thin(pair: Pair) -> bool:
    """Less than three years or 250 sessions of common history."""
    span = to_date(pair.days[-1]) - to_date(pair.days[0])
    return span < THIN_YEARS or len(pair.days) < THIN_SESSIONS


def _is_of_two_funds(pair: Pair, facts: Facts) -> bool:
    """The catalogue or the closes of the window say that another fund bore the ticker."""
    first, last = pair.stretch.first, pair.stretch.last
    return bool(pair.defects("ticker_reused")) or any(
        _is_reused(quote, facts) or any(outside(quote.ticker, facts, first=first, last=last))
        for quote in pair.quotes
    )


def _is_reused(quote: Quote, facts: Facts) -> bool:
    """An earlier fund gave this ticker up: it closed, merged or moved to another ticker."""
    fund = facts.fund(quote.ticker)
    return any(
        event.kind in ("closure", "merger", "ticker_change")
        and event.before == quote.ticker
        and (event.ticker != quote.ticker or (fund is not None and event.on <= fund.inception))
        for event in facts.events(quote.ticker)
    )
