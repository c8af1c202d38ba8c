"""Figures behind a verdict, each with its name and how to read it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from analytics.types import Episodes, Significance, Verdict
from api.pages.views.figures import number, p_value, plural, share, signed, unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A named figure; `note` says how to read it."""

    name: str
    value: str
    note: str = ""


def stated(verdict: Verdict) -> Iterator[Fact]:
    """A stated number against the computed one."""
    check = verdict.magnitude
    if check is None:
        return
    told = unit(check.unit)
    yield Fact(
        name="The note says", value=f"{number(check.claimed, 4).rstrip('0').rstrip('.')} {told}"
    )
    yield Fact(
        name="Computed",
        value=f"{number(check.computed, 3)} {told}",
        note=f"right for {check.right_for}" if check.right_for else "",
    )
    yield Fact(
        name="Allowed to differ",
        value=f"±{number(check.tolerance, 3)} {told}",
        note="rounding of the stated number, and what data sources differ by",
    )
    word = "exactly" if check.exact else "yes" if check.within else "no"
    yield Fact(name="Agrees", value=word)


def luck(found: Significance | None) -> Iterator[Fact]:
    """Whether the gap may be luck."""
    if found is None:
        return
    told = _test_unit(found)
    low, high = found.interval
    against = f"against {found.comparator}, the closest" if found.comparator else ""
    yield Fact(name="95 % interval", value=f"{signed(low)} to {signed(high)}{told}", note=against)
    yield Fact(
        name="t", value=number(found.t), note=f"over {plural(found.observations, 'session')}"
    )
    yield Fact(name="p", value=p_value(found.p))
    yield Fact(
        name="p over the note", value=p_value(found.p_holm), note="Holm, for all claims of the note"
    )
    if found.p_bh is not None:
        yield Fact(name="p over the archive", value=p_value(found.p_bh), note="Benjamini-Hochberg")
    yield Fact(
        name="Smallest gap this much data can show",
        value=f"{number(found.detectable_gap, 1)}{told}",
    )
    yield from _place(found)
    if found.sharpe_difference is not None:
        yield Fact(
            name="Difference of Sharpe ratios",
            value=signed(found.sharpe_difference),
            note=f"p {p_value(found.sharpe_p)}",
        )
    if found.tost_p is not None:
        yield Fact(
            name="p of being in line", value=p_value(found.tost_p), note="two one-sided tests"
        )
    yield Fact(name="Method", value=found.method)


def _test_unit(found: Significance | None) -> str:
    """Gaps of returns are points a year; a claim on risk is tested in its metric's own unit."""
    return "" if found is not None and "in its own unit" in found.method else " points a year"


def _place(found: Significance) -> Iterator[Fact]:
    if found.rank_interval is None:
        return
    best, worst = found.rank_interval
    first = "may be first" if found.in_confidence_set else "can't be first"
    yield Fact(name="Place, 95 %", value=f"{best} to {worst}", note=first)


def robust(verdict: Verdict) -> Iterator[Fact]:
    """How it stands on other windows."""
    found = verdict.robustness
    if found is None:
        return
    if found.share_of_starts is not None:
        yield Fact(
            name="Start months from which it holds",
            value=share(found.share_of_starts),
            note="windows with the same end",
        )
    if found.share_of_rolling is not None:
        yield Fact(name="Windows as long on which it holds", value=share(found.share_of_rolling))
    if found.counter_window is not None:
        worst = found.counter_window
        yield Fact(
            name="Window that speaks most against it",
            value=f"{worst.start} to {worst.end}",
            note=f"gap {signed(worst.gap)}{_test_unit(verdict.significance)}",
        )
    if found.price_return_gap is not None:
        yield Fact(
            name="Gap without dividends", value=f"{signed(found.price_return_gap)} points a year"
        )


def episodes(found: Episodes | None) -> Iterator[Fact]:
    """How often a condition's consequence followed."""
    if found is None:
        return
    yield Fact(name="Counted as an episode", value=found.rule, note=f"by {found.trigger}")
    yield Fact(
        name="Consequence followed",
        value=f"{found.held} of {found.judged} episodes",
        note=f"within {plural(found.lag, 'session')}",
    )
    yield Fact(
        name="In any window as long",
        value=share(found.base_share),
        note=f"{plural(found.independent, 'window')} that don't overlap",
    )
    if found.p is not None:
        yield Fact(name="p", value=p_value(found.p), note="circular shifts")
    if found.assumed:
        yield Fact(name="Assumed", value="; ".join(found.assumed))
