"""Risk of one fund: a stated figure, a beta to a benchmark, or an adjective among its peers."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import partial

from analytics import tolerance
from analytics.measures.bare import BareCloses
from analytics.metrics import FEWEST_RETURNS, PAIRED, SINGLE
from analytics.pairs import Pair, pair
from analytics.relations import flip
from analytics.tape import Missing, Quote
from analytics.types import Direction, MagnitudeCheck, VerdictLabel
from analytics.verdicts.case import Case, Finding, unjudged, unverifiable
from analytics.verdicts.elsewhere import right_for
from analytics.verdicts.level import expected
from analytics.verdicts.words import computed_of, metric_name, unit_name
from nlp.metric_families import DRAWDOWNS
from nlp.types import Magnitude, Metric, Window

# The market that a beta or alpha is to, where the note names none.
MARKET = "SP500"


def judge(case: Case, window: Window) -> Finding:
    """A stated figure of risk against the computed one, the subject alone or to a benchmark."""
    stated = case.claim.magnitude
    if stated is None:
        return unverifiable("vague_metric", f"no figure for {metric_name(case.metric)} is stated")
    found = _pair(case, window)
    if isinstance(found, Missing):
        return unjudged(found)
    if found.returns < FEWEST_RETURNS:
        return unverifiable("too_few_observations", f"{found.returns} daily returns")
    if found.stretch.shortfall == "data" and case.metric != "current_drawdown":
        # What stands below a peak is below the peak that is known; the flag says what is not.
        return unverifiable(
            "out_of_coverage",
            f"prices from {found.stretch.first} to {found.stretch.last} only: the figure can't be"
            f" checked on part of its window: tapecheck prices fetch {found.subject.ticker}",
        )
    return _judge_figure(case, found, window, stated)


def compute(metric: Metric, found: Pair) -> float:
    """The metric's value on the pair's window, in the metric's own unit."""
    return compute_of(metric, *found.inside())


def compute_of(metric: Metric, ours: BareCloses, theirs: BareCloses) -> float:
    """The same of closes; `theirs` counts only for a metric against a benchmark."""
    if metric in PAIRED:
        paired = PAIRED[metric]
        return paired.scale * paired.compute(ours, theirs)
    single = SINGLE[metric]
    return single.scale * single.compute(ours)


def unit_of(metric: Metric) -> str:
    """Percent for spreads and depths, "ratio" for the rest."""
    return PAIRED[metric].unit if metric in PAIRED else SINGLE[metric].unit


def _pair(case: Case, window: Window) -> Pair | Missing:
    quote = case.quote("headline" if case.metric in SINGLE else "total_return")
    if isinstance(quote, Missing):
        return quote
    benchmark = _benchmark(case) if case.metric in PAIRED else None
    if isinstance(benchmark, Missing):
        return benchmark
    return pair(quote, benchmark, window, tape=case.tape)


def _benchmark(case: Case) -> Quote | Missing:
    """The named comparator; for a beta or alpha without one, the market."""
    if case.claim.comparators:
        return case.tape.quote(case.claim.comparators[0], "total_return")
    if case.metric in ("beta", "alpha"):
        return case.tape.quote(MARKET, "total_return")
    return Missing(
        reason="vague_metric", detail=f"{metric_name(case.metric)} to what: the claim doesn't say"
    )


def _judge_figure(case: Case, found: Pair, window: Window, stated: Magnitude) -> Finding:
    wanted = _wanted(case, stated)
    value = compute(case.metric, found)
    if wanted is None or math.isnan(value):
        return unverifiable(
            "vague_metric", f"{metric_name(case.metric)} isn't stated in {stated.unit}"
        )
    check = tolerance.check(wanted, value)
    if not check.within:
        other = right_for(found, wanted, window, compute=partial(compute, case.metric))
        check = replace(check, right_for=other)
    label: VerdictLabel = "supported" if check.within else "refuted"
    return _finding(case, found, value, flip(label) if case.is_negated else label, check)


def _wanted(case: Case, stated: Magnitude) -> Magnitude | None:
    """The stated figure in the metric's unit; a drawdown is a positive depth."""
    if unit_of(case.metric) == "ratio":
        return expected(stated, case.claim.relation) if stated.unit in ("ratio", "times") else None
    if stated.unit not in ("percent", "percentage_points"):
        return None
    sized = tolerance.unsigned(stated) if case.metric in DRAWDOWNS else stated
    relation = case.claim.relation
    return expected(sized, relation if relation in ("above", "below") else None)


def _finding(
    case: Case, found: Pair, value: float, label: VerdictLabel, check: MagnitudeCheck
) -> Finding:
    unit = unit_of(case.metric)
    benchmark = f" to {found.name}" if found.name else ""
    convention = PAIRED[case.metric] if case.metric in PAIRED else SINGLE[case.metric]
    return Finding(
        label=label,
        reason=(
            f"{case.subject}'s {metric_name(case.metric)}{benchmark} is {value:.2f}"
            f" {unit_name(unit)}".rstrip()
            + f" from {found.stretch.first} to {found.stretch.last}"
        ),
        detail=computed_of(check),
        first=found.stretch.first,
        last=found.stretch.last,
        direction=(
            Direction(
                comparator=found.name,
                subject_value=value,
                comparator_value=None,
                gap=None,
                unit=unit,
                holds=label == "supported",
                proxy=found.proxy,
                first_session=found.stretch.first,
                last_session=found.stretch.last,
            ),
        ),
        magnitude=check,
        pairs=(found,),
        conventions=(convention.convention,),
    )
