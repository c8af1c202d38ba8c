"""An adjective of risk as a percentile band among the fund's peers: "moderate risk"."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np

from analytics.metrics import FEWEST_RETURNS, SINGLE
from analytics.pairs import Pair, pair
from analytics.relations import flip
from analytics.risk_facets import REPLICATIONS, redrawn_figures
from analytics.tape import Missing
from analytics.types import Direction, VerdictLabel
from analytics.verdicts.case import Case, Finding, unjudged, unverifiable
from analytics.verdicts.risk import compute
from analytics.verdicts.words import metric_name, unit_name
from analytics.windows import SLACK
from nlp.types import Metric, Window

# Thirds of the category, in percent of funds below.
BANDS: Mapping[str, tuple[float, float]] = MappingProxyType(
    {"low": (0, 100 / 3), "moderate": (100 / 3, 200 / 3), "high": (200 / 3, 100)}
)
FEWEST_PEERS = 5


def judge(case: Case, window: Window) -> Finding:
    """Where the subject's figure lies among its category's, and whether the adjective says so.

    A third of the category each is low, moderate and high. Peers are the funds of the category
    with prices on the whole window; fewer than five say nothing.
    """
    metric: Metric = case.metric if case.metric in SINGLE else "volatility"
    word = (case.claim.magnitude.text_value or "") if case.claim.magnitude else ""
    quote = case.quote("total_return")
    if isinstance(quote, Missing):
        return unjudged(quote)
    ours = pair(quote, None, window, tape=case.tape)
    if isinstance(ours, Missing):
        return unjudged(ours)
    peers = _peer_values(case, window, ours, metric)
    if word not in BANDS or ours.returns < FEWEST_RETURNS or len(peers) < FEWEST_PEERS:
        return unverifiable(
            "vague_metric",
            f'"{word}" is a band among at least {FEWEST_PEERS} peers, and {len(peers)} have prices'
            " on the window: fetch prices of the fund's category",
        )
    return _finding(case, ours, peers, metric, word)


def percentile(value: float, peers: Mapping[str, float]) -> float:
    """Percent of the category (the fund itself among them, counted half) that lies below."""
    below = sum(peer < value for peer in peers.values())
    return 100 * (below + 0.5) / (len(peers) + 1)


def _peer_values(case: Case, window: Window, ours: Pair, metric: Metric) -> dict[str, float]:
    values: dict[str, float] = {}
    for ticker in case.tape.facts.peers(ours.subject.ticker):
        quote = case.tape.quote(ticker, "total_return")
        found = quote if isinstance(quote, Missing) else pair(quote, None, window, tape=case.tape)
        if not isinstance(found, Missing) and _covers(found, ours):
            values[ticker] = compute(metric, found)
    return values


def _covers(found: Pair, ours: Pair) -> bool:
    late = found.stretch.first - ours.stretch.first
    early = ours.stretch.last - found.stretch.last
    return late <= SLACK and early <= SLACK


def _finding(case: Case, ours: Pair, peers: dict[str, float], metric: Metric, word: str) -> Finding:
    value = compute(metric, ours)
    place = percentile(value, peers)
    first, last = _interval(ours, peers, metric)
    low, high = BANDS[word]
    holds = (low <= place <= high) != case.is_negated
    label: VerdictLabel = "supported" if low <= place <= high else "refuted"
    unit = SINGLE[metric].unit
    return Finding(
        label=flip(label) if case.is_negated else label,
        reason=(
            f"{case.subject}'s {metric_name(metric)} is {value:.2f} {unit_name(unit)}, at"
            f" percentile {place:.0f} of {len(peers) + 1} funds of its category"
            f" from {ours.stretch.first} to {ours.stretch.last}"
        ),
        detail=(
            f'"{word}" is percentile {low:.0f} to {high:.0f} of the fund\'s category; on other'
            f" draws of its days the fund would stand at {first:.0f} to {last:.0f},"
            f" {_clear(first, last)}"
        ),
        first=ours.stretch.first,
        last=ours.stretch.last,
        direction=(
            Direction(
                comparator=None,
                subject_value=value,
                comparator_value=None,
                gap=None,
                unit=unit,
                holds=holds,
                first_session=ours.stretch.first,
                last_session=ours.stretch.last,
            ),
        ),
        pairs=(ours,),
        conventions=(
            SINGLE[metric].convention,
            "adjectives are thirds of the fund's category",
            f"95 % of {REPLICATIONS} stationary bootstrap draws of the fund's own days",
        ),
    )


def _interval(ours: Pair, peers: Mapping[str, float], metric: Metric) -> tuple[float, float]:
    """The percentiles between which 95 % of draws of the fund's own days put it."""
    drawn = [percentile(value, peers) for value in redrawn_figures(metric, ours)]
    first, last = np.percentile(drawn, (2.5, 97.5))
    return float(first), float(last)


def _clear(first: float, last: float) -> str:
    """Whether both ends of the interval have the same adjective."""
    edges = [high for _, high in BANDS.values() if high < 100]
    crossed = sum(first <= edge <= last for edge in edges)
    return "across a band's edge" if crossed else "clear of the bands' edges"
