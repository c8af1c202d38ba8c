"""Checks one claim against the tape: the label, and the facets that stand beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from functools import partial

import numpy as np
from numpy.typing import NDArray

from analytics import robustness
from analytics.facts import Facts
from analytics.flags import changes_inside, flags_of, proxy_notes
from analytics.metrics import FACTS, PAIRED, SINGLE
from analytics.pairs import Floats, Pair
from analytics.reproduce import command
from analytics.risk_facets import Held, luck, other_windows
from analytics.significance import gap_test, t_statistic, with_place
from analytics.tape import Missing, Tape
from analytics.types import (
    PriceSource,
    PricesUsed,
    Robustness,
    Significance,
    Verdict,
    VerdictLabel,
    WindowResult,
)
from analytics.verdicts import (
    band,
    causal,
    comparison,
    conditional,
    forecast,
    level,
    possibility,
    rank,
    reference,
    risk,
    untestable,
)
from analytics.verdicts.case import Case, Finding, unverifiable
from analytics.verdicts.group import quote_all
from analytics.windows import tried
from nlp.metric_families import DRAWDOWNS, RETURNS
from nlp.types import Claim, Window

Judge = Callable[[Case, Window], Finding]


def verify(
    claim: Claim,
    *,
    prices: PriceSource,
    facts: Facts,
    as_of: date,
    made_on: date | None = None,
    spec: str | None = None,
) -> Verdict:
    """Judge a claim with prices up to `as_of`; nothing later is read.

    `made_on` is the day the note was written, from which a forecast counts; as-of if not given.
    `spec` is what `--prices` names the source by in the command; its own name if not given.
    Never raises for what a claim says: what can't be judged is `unverifiable`, with the reason.
    """
    tape = Tape(prices=prices, facts=facts, as_of=as_of)
    case = Case(claim=claim, tape=tape, as_of=as_of, made_on=made_on or as_of)
    finding, windows = _find(case)
    return _assemble(case, finding, windows, spec=spec or prices.name)


def _find(case: Case) -> tuple[Finding, tuple[WindowResult, ...]]:
    untimed = _untimed(case)
    if untimed is not None:
        return untimed, ()
    judge = _judge_for(case)
    window = case.claim.window
    if window.kind != "none" or window.base is not None or case.metric in DRAWDOWNS:
        return judge(case, window), ()
    return _over_windows(case, judge)


def _untimed(case: Case) -> Finding | None:
    """Findings that no window decides: not truth-apt, not yet due, or no matter of prices."""
    claim = case.claim
    if "each_period" in claim.missing:
        return unverifiable(
            "vague_metric", "it speaks of each period apart; one gap over all of them says less"
        )
    match claim.type:
        case "causal":
            return causal.judge(case)
        case "trade":
            return untestable.trade(case)
        case "conditional":
            return conditional.judge(case)
        case "forecast":
            return forecast.forecast(case)
        case "possibility":
            return possibility.judge(case)
        case "self_report":
            return unverifiable(
                "vague_metric", "judged against the note's own score, not by prices"
            )
        case _:
            return _untimed_by_modality(case)


def _untimed_by_modality(case: Case) -> Finding | None:
    match case.claim.modality:
        case "counterfactual":
            return untestable.counterfactual(case)
        case "forecast":
            return forecast.forecast(case)
        case "possible":
            return possibility.judge(case)
    if case.claim.type == "reference" or case.metric in FACTS:
        return reference.judge(case)
    if case.metric in ("yield", "aum"):
        return untestable.no_yield(case)
    if case.other_currency is not None:
        return untestable.currency(case)
    return None


def _judge_for(case: Case) -> Judge:
    """The judge for a claim's shape; the metric counts for more than the type's name."""
    claim = case.claim
    if claim.relation in ("highest", "lowest"):
        return rank.judge
    if claim.magnitude is not None and claim.magnitude.unit == "text":
        return band.judge
    if case.metric in PAIRED:
        return risk.judge
    if claim.type != "level" and (claim.comparators or claim.type in ("comparison", "equivalence")):
        return comparison.judge
    if case.metric in SINGLE:
        return risk.judge
    return level.judge if case.metric in RETURNS else _no_measure


def _no_measure(case: Case, _window: Window) -> Finding:
    return unverifiable("vague_metric", f"no measure stands for {case.metric}")


def _over_windows(case: Case, judge: Judge) -> tuple[Finding, tuple[WindowResult, ...]]:
    """Judge on every window tried; speak only if those that can be judged agree."""
    found = [(name, judge(case, window)) for name, window in _windows_to_try(case)]
    judged = [(name, finding) for name, finding in found if finding.label != "unverifiable"]
    if not judged:
        return found[0][1], ()
    labels = {finding.label for _, finding in judged}
    label: VerdictLabel = labels.pop() if len(labels) == 1 else "mixed"
    primary = judged[0][1]
    tally = ", ".join(f"{name} {finding.label}" for name, finding in judged)
    reason = f"No window is stated; {_agreement(judged)}. {primary.reason}"
    detail = f"windows tried: {tally}; {primary.detail}"
    return replace(primary, label=label, reason=reason, detail=detail), tuple(
        WindowResult(name=name, start=one.first, end=one.last, label=one.label)
        for name, one in judged
        if one.first is not None and one.last is not None
    )


def _agreement(judged: list[tuple[str, Finding]]) -> str:
    """ "supported on 3 of 5 windows", or the label on which all agree."""
    supported = sum(finding.label == "supported" for _, finding in judged)
    if len({finding.label for _, finding in judged}) == 1:
        return f"all {len(judged)} windows tried say {judged[0][1].label}"
    return f"supported on {supported} of {len(judged)} windows tried"


def _windows_to_try(case: Case) -> tuple[tuple[str, Window], ...]:
    quotes = quote_all(case, case.claim.comparators)
    known = tuple(quote for quote in quotes if not isinstance(quote, Missing))
    whole = ("common inception", Window(kind="since_inception", end=case.as_of, inferred=True))
    if not known:
        return (whole,)
    return tried(case.tape.align(known).days, as_of=case.as_of)


def _assemble(
    case: Case, finding: Finding, windows: tuple[WindowResult, ...], *, spec: str
) -> Verdict:
    used = frozenset(quote.ticker for pair in finding.pairs for quote in pair.quotes)
    closes = PricesUsed(source=case.tape.prices.name, fingerprint=case.tape.used(used))
    decisive = _decisive(case, finding)
    return Verdict(
        label=finding.label,
        reason=finding.reason,
        detail="; ".join((finding.detail, *proxy_notes(case, finding.pairs))),
        as_of=case.as_of,
        first_session=finding.first,
        last_session=finding.last,
        direction=finding.direction,
        magnitude=finding.magnitude,
        significance=_significance(case, finding, decisive) if decisive else _luck(case, finding),
        robustness=_robustness(case, finding, decisive) if decisive else _others(case, finding),
        windows_tried=windows,
        episodes=finding.episodes,
        flags=flags_of(case, finding),
        conventions=finding.conventions,
        prices=closes if used else None,
        reproduce=command(
            case.claim,
            prices=spec,
            as_of=case.as_of,
            made_on=case.made_on,
            fingerprint=closes.fingerprint if used else None,
        ),
    )


def _luck(case: Case, finding: Finding) -> Significance | None:
    """For a claim on risk: its figure's sampling error, of the comparator that is least clear."""
    found = [luck(held, pair) for held, pair in _held(case, finding)]
    return min((one for one in found if one), key=lambda one: abs(one.t), default=None)


def _others(case: Case, finding: Finding) -> Robustness | None:
    """For a claim on risk: other windows, of the comparator that bears it out least."""
    found = [other_windows(held, pair) for held, pair in _held(case, finding)]
    return min(found, key=lambda one: one.share_of_rolling or 0.0, default=None)


def _held(case: Case, finding: Finding) -> Iterator[tuple[Held, Pair]]:
    """What a risk claim holds each pair's figure against; nothing for other claims."""
    metric, test, check = case.metric, finding.test, finding.magnitude
    if metric not in SINGLE and metric not in PAIRED:
        return
    for pair in finding.pairs:
        if test is not None and pair.comparator is not None and metric in SINGLE:
            yield Held(metric=metric, against=0.0, holds=test.holds), pair
        elif check is not None:
            within = partial(_within, check.claimed, check.tolerance)
            yield Held(metric=metric, against=check.claimed, holds=within), pair


def _within(claimed: float, tolerance: float, values: Floats) -> NDArray[np.bool_]:
    return np.abs(values - claimed) <= tolerance


def _decisive(case: Case, finding: Finding) -> Pair | None:
    """The pair whose test is shown: the least borne out, or the most for "any of".

    None where no return was tested.
    """
    test = finding.test
    if test is None or case.metric not in RETURNS:
        return None
    if len(finding.pairs) == 1:
        return finding.pairs[0]
    sign = {"above": 1.0, "below": -1.0}.get(test.side)

    def support(pair: Pair) -> float:
        t = t_statistic(pair)
        return -abs(t) if sign is None else sign * t

    choose = max if case.claim.quantifier == "any" else min
    return choose(finding.pairs, key=support)


def _significance(case: Case, finding: Finding, decisive: Pair) -> Significance | None:
    """The decisive pair's test, and a rank's place; the best of several tries pays for them all."""
    found = gap_test(decisive, margin=finding.margin)
    if found is not None and finding.test and case.claim.relation in ("highest", "lowest"):
        found = with_place(found, finding.pairs, side=finding.test.side)
    if found is None or case.claim.quantifier != "any":
        return found
    tries = len(finding.pairs)
    p = min(1.0, found.p * tries)
    return replace(found, p=p, p_holm=p, method=f"{found.method}; p times {tries} tries")


def _robustness(case: Case, finding: Finding, decisive: Pair) -> Robustness | None:
    if finding.test is None or rank.states_place(case.claim):
        return None
    return robustness.examine(
        finding.pairs,
        test=finding.test,
        quantifier=case.claim.quantifier,
        weakest=decisive,
        changes=changes_inside(finding.pairs, case.tape.facts),
    )
