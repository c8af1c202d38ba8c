"""What a condition's past is counted on: its trigger's closes, and the consequence's outcome."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analytics.pairs import Floats, Pair
from analytics.past_episodes import (
    Bools,
    Move,
    Tally,
    episodes_after,
    episodes_over,
    tally,
    usual_size,
)
from analytics.relations import Test, conclude, points, relation_test
from analytics.tape import Missing, Quote
from analytics.verdicts.case import Case
from analytics.verdicts.group import quote_all
from analytics.verdicts.history import whole_history
from analytics.verdicts.trigger_words import Trigger, sessions_in
from analytics.windows import Days
from nlp.metric_families import RETURNS

# What a note leaves open: a month's lag; a quarter for a stated size, a month for none.
LAG = 21
SPAN_OF_SIZE = 63
SPAN = 21
# A habit is told in the present: "when yields rise, XLU lags".
_HABITUAL = ("asserted", "hedged")


@dataclass(frozen=True, slots=True, kw_only=True)
class Study:
    """Everything counted on common sessions: the trigger's closes, and the consequence's.

    `theirs` has a row a comparator, of ones where there is none. `beside` is True where trigger
    and outcome share their window.
    """

    trigger: Trigger
    move: Move
    lag: int
    beside: bool
    days: Days
    closes: Floats
    ours: Floats
    theirs: Floats
    test: Test
    pairs: tuple[Pair, ...]
    assumed: tuple[str, ...]


def study_of(case: Case, trigger: Trigger) -> Study | str:
    """The closes and the counting rules, or why the outcome can't be counted."""
    test = relation_test(case.claim, margin=0.0)
    if test is None or test.side == "in_line" or case.metric not in RETURNS:
        return "the consequence is no rise, fall or lead of a return"
    names = case.claim.comparators
    if case.claim.relation not in ("rises", "falls") and not names:
        return "the consequence names nothing to be compared with"
    shown = case.tape.quote(trigger.thing.entity, "headline")
    quotes = [*(quote_all(case, names) if names else [case.quote("headline")])]
    known = [quote for quote in (shown, *quotes) if isinstance(quote, Quote)]
    if len(known) < len(quotes) + 1:
        lost = next(quote for quote in (shown, *quotes) if isinstance(quote, Missing))
        return lost.detail
    return _on_common_days(case, trigger, test, known)


def _on_common_days(case: Case, trigger: Trigger, test: Test, quotes: list[Quote]) -> Study | str:
    days, closes = case.tape.align(tuple(quotes))
    if len(days) < LAG:
        return "trigger and consequence have hardly a session in common"
    pairs = [whole_history(quote, None, tape=case.tape) for quote in quotes]
    spoilt = next((one for one in pairs if isinstance(one, Missing)), None)
    if spoilt is not None:
        return spoilt.detail
    shown, ours, *others = closes
    lag, beside, assumed = _lag(case, trigger, same=not others and _same(quotes))
    move, more = _move(trigger, shown, beside=lag if beside else None)
    return Study(
        trigger=trigger,
        move=move,
        lag=lag,
        beside=beside,
        days=days,
        closes=shown,
        ours=ours,
        theirs=np.array(others or [np.ones_like(ours)]),
        test=test,
        pairs=tuple(one for one in pairs if isinstance(one, Pair)),
        assumed=(*_proxy(trigger, quotes[0]), *more, *assumed),
    )


def _same(quotes: list[Quote]) -> bool:
    return quotes[0].ticker == quotes[1].ticker


def _lag(case: Case, trigger: Trigger, *, same: bool) -> tuple[int, bool, tuple[str, ...]]:
    """(sessions, whether beside the trigger, what is assumed).

    A habit without a lag is of one and the same window; what a fund does beside its own fall is
    no news, so that is counted after it.
    """
    horizon = case.claim.horizon
    days = (horizon.due - case.made_on).days if horizon and horizon.due else 0
    if days > 0:
        return sessions_in(days), False, ()
    if case.claim.modality in _HABITUAL and not same:
        span = trigger.sessions or SPAN
        return span, True, (f"no lag is stated, so the same {span} sessions are compared",)
    return LAG, False, (f"no lag is stated: {LAG} sessions",)


def _move(trigger: Trigger, closes: Floats, *, beside: int | None) -> tuple[Move, tuple[str, ...]]:
    """The move with what the note leaves open filled in, and said."""
    assumed: list[str] = []
    peaks = trigger.from_peak and trigger.sessions is None and beside is None
    span = beside or trigger.sessions or (SPAN if trigger.size is None else SPAN_OF_SIZE)
    if trigger.sessions is None and beside is None and not peaks:
        assumed.append(f"no span is stated: {span} sessions")
    size = trigger.size
    if size is None:
        size = usual_size(closes, trigger.way, span)
        assumed.append(f"no size is stated: its widest tenth of moves, {size:.1f} %")
    return Move(way=trigger.way, size=size, sessions=None if peaks else span), tuple(assumed)


def _proxy(trigger: Trigger, shown: Quote) -> tuple[str, ...]:
    if trigger.thing.words == shown.ticker:
        return ()
    how = ", whose price moves the other way" if trigger.thing.inverse else ""
    return (f"{trigger.thing.words} by {shown.ticker}{how}",)


def count(case: Case, study: Study) -> Tally:
    """How often the consequence held over the lag, after episodes and after any session."""
    lag, held = study.lag, _held(case, study)
    if not study.move.size > 0:
        return tally(held, (), lag=lag, returns=None)
    if study.beside:
        starts = episodes_over(study.closes, study.move, sessions=lag)
    else:
        gap = max(lag, study.move.sessions or 0)
        starts = episodes_after(study.closes, study.move, gap=gap)
    return tally(held, starts, lag=lag, returns=_paired(study) if len(study.theirs) == 1 else None)


def _held(case: Case, study: Study) -> Bools:
    """Of each session, whether the lag after it bears the consequence out."""
    gaps = _growth(study.ours, study.lag) - _growth(study.theirs, study.lag)
    size = stated_size(case) * (1 if study.test.side == "above" else -1)
    rows = study.test.holds(gaps - size)
    if len(rows) == 1:
        alone: Bools = rows[0]
        return alone
    test, quantifier = study.test, case.claim.quantifier
    return np.array(
        [conclude(row.tolist(), quantifier, test=test) == "supported" for row in rows.T], dtype=bool
    )


def _growth(closes: Floats, lag: int) -> Floats:
    """Percent over the `lag` sessions after each close, along the last axis."""
    growth: Floats = 100 * (closes[..., lag:] / closes[..., :-lag] - 1)
    return growth


def stated_size(case: Case) -> float:
    """The consequence's stated size in percent or points, 0 where none is."""
    stated = case.claim.magnitude
    if stated is None:
        return 0.0
    return abs(100 * (stated.value - 1) if stated.unit == "times" else points(stated) or 0.0)


def _paired(study: Study) -> Floats:
    return np.diff(np.log(study.ours / study.theirs[0]), prepend=np.log(study.ours[0]))
