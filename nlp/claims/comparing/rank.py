"""Recognises ranks: "the best-performing of the five factor funds in 2020", "XLE came last"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from nlp.claims.comparing.comparators import NOTHING_COMPARED
from nlp.claims.comparing.kinds import without_kind
from nlp.claims.comparing.places import place
from nlp.claims.comparing.rank_subject import whose, without_equal
from nlp.claims.comparing.ranked_among import excludes, ranked_among
from nlp.claims.comparing.ranked_on import further_places
from nlp.claims.comparing.records import is_own_past
from nlp.claims.comparing.stretches import windows_told
from nlp.claims.draft import NO_WINDOW, Draft, finish, inherited_window, next_clause
from nlp.claims.memory import Memory
from nlp.claims.slots import TIMELESS, is_traded, measured_in, open_window
from nlp.claims.stance.modality import Stance
from nlp.mentions import Mention
from nlp.types import Claim, Metric, Window

# A place that says nothing of the kind of thing ranked, and what leads to it from a name.
_BARE = re.compile(
    r"(?:the )?(?:worst|best|laggard|leader|winner|loser|first|second|third|fourth|fifth|dog|last"
    r"|weakest|straggler)",
    re.IGNORECASE,
)
_TAKES = re.compile(
    r"(?:['\u2019]s)?[ ,:]{1,2}(?:(?:is|was|were|be|been|has|had|have|still|again|now|came|comes?"
    r"|finish(?:ed|es)|end(?:ed|s)|placed|ranked|ranks|stood|stands|the|a|clear|easily|by|far|fund"
    r"|etf|index|in|=|dead|proved|did|turned|out|itself|once|more) ){0,4}",
    re.IGNORECASE,
)
_OF_SOME = re.compile(
    r" (?:of|among|amongst|out of) (?:\d|the|our|my|all|its|any|those|these)\b"
    r"| (?:[\w-]{1,14} ){0,3}(?:funds?|etfs?|sectors?|performers?)\b",
    re.IGNORECASE,
)
# "Well behind in the second": of the years just named.
_OF_PERIOD = re.compile(r"in the (?:first|second|third|fourth|fifth|last)", re.IGNORECASE)
_DENIED = re.compile(
    r"\b(?:not|never|hardly|far from|no longer|neither|nor|nowhere near|anything but)\b"
    r"[^,;:.]{0,40}$|n['\u2019]t\b[^,;:.]{0,40}$",
    re.IGNORECASE,
)
_BREAK = re.compile(r"[,;:(]|\.(?= |$)")
_WORDY = 40
# A record's "since March 2020" begins right behind it.
_REACH = 6
# Superlatives of a figure, which the words before name: "its Sharpe ratio is the lowest".
# "USMV the lowest": of what the rank before measured.
_BARE_SUPERLATIVE = re.compile(r"the (?:highest|lowest|most|least|largest|smallest)", re.IGNORECASE)
_MEASURED = re.compile(r"\b(?:lowest|highest|smallest|largest|weakest)\b", re.IGNORECASE)

# "Its top ten holdings" ranks nothing that has a return here.
_IN_PORTFOLIO = re.compile(
    r"\b(?:top|largest|biggest)(?:[- ](?:\d{1,3}|five|ten|twenty))?[- ]"
    r"(?:holdings?|positions?|constituents?|weights?|stocks|names)\b",
    re.IGNORECASE,
)


def _behind(draft: Draft) -> str:
    return draft.scene.text(draft.region.after)[:30]


def rank(draft: Draft, memory: Memory) -> Iterator[Claim]:
    """ "the best-performing of the five factor funds in 2020"; the others compare."""
    draft = _in_its_clause(_reaching(draft), memory)
    draft = without_equal(draft, memory) if excludes(draft) else whose(draft)
    cue = draft.region.cue.span
    if _IN_PORTFOLIO.search(cue.text + _behind(draft)) or not _is_ranked(draft, memory):
        return
    if _is_loose(draft):
        return
    draft = replace(draft, stance=_stance(draft))
    if is_own_past(draft):
        draft = replace(draft, window=_period_of_record(draft, memory))
    for window in windows_told(draft):
        claim = _claim(replace(draft, window=window), memory)
        memory.ranked = claim
        yield claim
    if not is_own_past(draft):
        yield from further_places(draft, claim)


def _in_its_clause(draft: Draft, memory: Memory) -> Draft:
    """The draft without the period of the clause behind it: ", and it is below last May's high"."""
    scene, region, end = draft.scene, draft.region, next_clause(draft)
    span = None if draft.window_inherited else draft.window.span
    if span is None or scene.place(span)[0] < end:
        return draft
    own = scene.windows_in((region.start, end))
    window = own[-1] if own else inherited_window(scene, region, memory)
    return replace(draft, window=window, window_inherited=not own)


def _reaching(draft: Draft) -> Draft:
    """The draft with all words up to the next break, which the next cue's region may have taken."""
    scene, region = draft.scene, draft.region
    start = region.cue.span.end_char
    starts = (r.cue.span.start_char for r in scene.regions)
    following = min((at for at in starts if at >= start), default=scene.whole[1])
    stop = _BREAK.search(scene.text((start, following)))
    end = start + stop.start() if stop else following
    if end <= region.end:
        return draft
    wider = replace(draft, region=replace(region, end=end))
    own = scene.windows_in((start, end))
    if own and (draft.window_inherited or draft.window.kind == "none"):
        wider = replace(wider, window=own[0], window_inherited=False)
    return wider


def _claim(draft: Draft, memory: Memory) -> Claim:
    found, metric = ranked_among(draft, memory), _metric(draft, memory)
    return finish(
        draft,
        relation=draft.region.cue.predicate.relation,
        metric=metric,
        window=NO_WINDOW if metric in TIMELESS else None,
        comparators=found,
        magnitude=place(draft),
        missing=(() if found != NOTHING_COMPARED else ("comparators",))
        + (() if metric in TIMELESS else open_window(draft.window)),
    )


def _is_ranked(draft: Draft, memory: Memory) -> bool:
    """True for a fund, an index or a stock; a sector or a factor is ranked where it is named."""
    subject = draft.subject
    return is_traded(draft, memory) or (subject.id is not None and not subject.inherited)


def _is_loose(draft: Draft) -> bool:
    """True for "Plumbing first" and "in the second": a bare place that nobody named takes."""
    cue = draft.region.cue.span
    if _OF_PERIOD.fullmatch(cue.text) is not None:
        return True
    if _BARE.fullmatch(cue.text) is None or _OF_SOME.match(_behind(draft)):
        return False
    named = _ranked_names(draft, (draft.scene.whole[0], cue.start_char))
    between = draft.scene.text((named[-1].end, cue.start_char)) if named else "-"
    return _TAKES.fullmatch(between) is None


def _ranked_names(draft: Draft, stretch: tuple[int, int]) -> list[Mention]:
    return [m for m in draft.scene.mentions_in(stretch) if m.kind != "macro"]


def _stance(draft: Draft) -> Stance:
    """As the clause has it; a "no" far before a place ("no refuge, last of 8") denies nothing."""
    if draft.stance.modality != "negated":
        return draft.stance
    before = draft.scene.text((draft.scene.whole[0], draft.region.cue.span.start_char))
    denied = _DENIED.search(before + draft.region.cue.span.text) is not None
    return draft.stance if denied else Stance(modality="asserted")


def _period_of_record(draft: Draft, memory: Memory) -> Window:
    """When the record was set: its own words tell, else a period but the one it reaches back to."""
    scene, (start, end) = draft.scene, _words(draft)
    places = [(w, scene.place(w.span)) for w in scene.windows if w.span is not None]
    own = [w for w, (first, last) in places if first < end and start < last]
    reach = (end, end + _REACH)
    others = [w for w, (first, _) in places if not reach[0] <= first <= reach[1]]
    told = own or others
    return told[-1] if told else memory.spoken.here or memory.spoken.title or NO_WINDOW


def _words(draft: Draft) -> tuple[int, int]:
    cue = draft.region.cue.span
    return cue.start_char, cue.end_char


def _metric(draft: Draft, memory: Memory) -> Metric:
    """The cue's own, one that its words or those behind name, or what "the lowest" is of."""
    own = draft.region.cue.predicate.metric or measured_in(draft.region.cue.span.text)
    if own is not None:
        return own
    start, end = _words(draft)
    behind = draft.scene.text((end, min(end + _WORDY, draft.region.end)))
    named = measured_in(without_kind(behind))
    if named is None and _MEASURED.search(draft.region.cue.span.text):
        named = measured_in(draft.scene.text((max(draft.scene.whole[0], start - _WORDY), start)))
    if named is None and memory.ranked is not None and _BARE_SUPERLATIVE.fullmatch(_cue(draft)):
        return memory.ranked.metric or "total_return"
    return named or "total_return"


def _cue(draft: Draft) -> str:
    return str(draft.region.cue.span.text)
