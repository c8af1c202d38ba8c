"""A condition not yet met: how often its consequence followed where its trigger has prices.

What is counted is association. The label stays `pending` until the stated trigger happens after
the note was written and the lag behind it is over.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np

from analytics.past_episodes import Tally, episodes_after
from analytics.types import Episodes
from analytics.verdicts import comparison, level
from analytics.verdicts.case import Case, Finding
from analytics.verdicts.episode_study import Study, count, stated_size, study_of
from analytics.verdicts.target import as_target
from analytics.verdicts.trigger_words import read_trigger
from analytics.windows import to_date
from nlp.types import Window

_DAYS_A_SESSION = 365.25 / 252
_SIDES = {"rises": "was up", "falls": "was down", "above": "was ahead of", "below": "was behind"}


def judge(case: Case) -> Finding:
    """Pending, with the trigger's past episodes; judged once a stated trigger has been met."""
    condition = case.claim.condition
    if condition is None:
        return _waiting(case, case.claim.text, "the claim")
    waiting = _waiting(case, condition.trigger, condition.consequence)
    trigger = read_trigger(condition.trigger, facts=case.tape.facts)
    if isinstance(trigger, str):
        return replace(waiting, reason=f"{waiting.reason}; prices can't show it: {trigger}")
    study = study_of(case, trigger)
    if isinstance(study, str):
        return replace(waiting, detail=f"{waiting.detail}; no episodes counted: {study}")
    return _told(case, study, waiting)


def _waiting(case: Case, trigger: str, consequence: str) -> Finding:
    horizon = case.claim.horizon
    return Finding(
        label="pending",
        reason=f'Waits for "{trigger}"; then "{consequence}" can be checked',
        detail=f"stated lag: {horizon.text}" if horizon else "no lag is stated",
    )


def _told(case: Case, study: Study, waiting: Finding) -> Finding:
    counted = count(case, study)
    episodes = _episodes(study, counted)
    finding = replace(
        waiting,
        detail=f"{waiting.detail}; {_in_words(case, study, episodes)}",
        first=to_date(study.days[0]),
        last=to_date(study.days[-1]),
        pairs=study.pairs,
        episodes=episodes,
        conventions=("episodes and outcomes over whole sessions, total returns, no costs",),
    )
    return _since_the_note(case, study, finding)


def _episodes(study: Study, counted: Tally) -> Episodes:
    return Episodes(
        trigger=study.pairs[0].subject.ticker,
        rule=_rule(study),
        on=tuple(to_date(study.days[start]) for start in counted.starts),
        lag=study.lag,
        held=counted.held,
        judged=counted.judged,
        base_share=counted.base_share,
        independent=counted.independent,
        p=counted.p,
        assumed=study.assumed,
    )


def _rule(study: Study) -> str:
    move, ticker = study.move, study.pairs[0].subject.ticker
    way = "down" if move.way == "falls" else "up"
    if move.sessions is None:
        return f"{ticker} {move.size:.3g} % or more below its highest close so far"
    link = "over" if study.beside else "within"
    span = "1 session" if move.sessions == 1 else f"{move.sessions} sessions"
    return f"{ticker} {way} {move.size:.3g} % or more {link} {span}"


def _in_words(case: Case, study: Study, episodes: Episodes) -> str:
    first = to_date(study.days[0])
    count = "1 episode" if len(episodes.on) == 1 else f"{len(episodes.on)} episodes"
    text = f"{count} since {first} ({episodes.rule})"
    if episodes.judged:
        when = "the same" if study.beside else "the next"
        text += (
            f": over {when} {study.lag} sessions {_outcome(case)} in {episodes.held} of"
            f" {episodes.judged}, against {100 * episodes.base_share:.0f} % of all such windows"
            f" ({episodes.independent} without overlap)"
        )
    if episodes.p is not None:
        p = "below 0.01" if episodes.p < 0.01 else f"{episodes.p:.2f}"
        text += f", p {p} of the mean return by circular shifts"
    assumed = f"; assumed: {', '.join(episodes.assumed)}" if episodes.assumed else ""
    return f"{text}: association only{assumed}"


def _outcome(case: Case) -> str:
    """ "XSMO was behind IJR", as the note has it."""
    claim, size = case.claim, stated_size(case)
    verb = {"highest": "above", "lowest": "below"}.get(claim.relation or "", claim.relation or "")
    by = f" by {size:g} {'points' if claim.comparators else '%'} or more" if size else ""
    who = f" {', '.join(claim.comparators)}" if claim.comparators else ""
    negated = "not " if case.is_negated else ""
    return f"{negated}{case.subject} {_SIDES[verb]}{who}{by}"


def _since_the_note(case: Case, study: Study, finding: Finding) -> Finding:
    """What happened once the stated trigger was met after the note; else the finding as it is."""
    if study.beside or study.trigger.size is None or case.claim.modality in ("possible", "hedged"):
        return finding
    made = int(np.searchsorted(study.days, np.datetime64(case.made_on, "D"), side="right")) - 1
    met = episodes_after(study.closes[max(made, 0) :], study.move, gap=study.lag)
    if made < 0 or not met:
        return finding
    on = to_date(study.days[made + met[0]])
    due = on + timedelta(days=round(study.lag * _DAYS_A_SESSION))
    if due > case.as_of:
        return replace(finding, reason=f"{finding.reason}; it was met on {on}, and is due {due}")
    window = Window(kind="between", base=on, end=due)
    judge_target = comparison.judge if case.claim.comparators else level.judge
    outcome = judge_target(replace(case, claim=as_target(case.claim)), window)
    if outcome.label == "unverifiable":
        return finding
    return replace(
        outcome,
        reason=f"The trigger was met on {on}: {outcome.reason}",
        detail=f"{outcome.detail}; {finding.detail}",
        episodes=finding.episodes,
        pairs=(*outcome.pairs, study.pairs[0]),
    )
