"""Claims that prices can't decide, each with the one word that says why."""

from __future__ import annotations

from analytics.verdicts.case import Case, Finding, unverifiable


def trade(case: Case) -> Finding:
    """A recommendation is neither true nor false."""
    return unverifiable(
        "trade", f'a recommendation is neither true nor false; recorded: "{case.claim.text}"'
    )


def counterfactual(case: Case) -> Finding:
    """What would have been has no prices."""
    return unverifiable("opinion", "what would have been has no prices to check")


def no_yield(case: Case) -> Finding:
    """Closes hold no distributions."""
    return unverifiable("no_price_data", f"closes show no {case.metric}: see the fund's fact sheet")


def currency(case: Case) -> Finding:
    """Adjusted closes are in dollars."""
    return unverifiable(
        "no_price_data",
        f"closes are in US dollars, the claim is in {case.other_currency}: convert it to dollars",
    )
