"""Recognises ranks: "the best-performing of the five factor funds in 2020", "XLE came last"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from nlp.claims.comparing.comparators import (
    NOTHING_COMPARED,
    Comparators,
    find_comparators,
    pointed_to,
)
from nlp.claims.comparing.places import place
from nlp.claims.comparing.roster import count_words, longest
from nlp.claims.comparing.several import adjacent, named_subject
from nlp.claims.draft import NO_WINDOW, Draft, finish, next_clause
from nlp.claims.memory import Memory, Subject
from nlp.claims.slots import TIMELESS, is_traded, measured_in, open_window
from nlp.claims.stance.modality import Stance
from nlp.groups import is_described
from nlp.mentions import TRADED, Mention
from nlp.types import Claim, Metric

# What leads from a rank to the others: "the best of the five", "first among its peers".
_AMONG = re.compile(
    r"\W{0,2}(?:(?:performer|return|result|gain|showing|place|fund|etf|sector|ride|yield|risk|all)s?"
    r"\W{1,2}){0,2}(?:(?:last|this) (?:year|quarter|month)\W{1,2})?"
    r"(?:(?:of|among|amongst|out of|in|on|from|than|for)\b|\()",
    re.IGNORECASE,
)
# A rank that says nothing of the kind of thing ranked must stand right behind who it is of.
_BARE = re.compile(r"(?:the )?(?:worst|best|laggard|winner|loser|first|second|third|dog)$", re.I)
# Whose the ranking is, not who is ranked.
_OURS = re.compile(r"(?:our|my|your|their)\b", re.IGNORECASE)
_NOBODY = re.compile(r"(?:none|no|nothing|nobody)\b", re.IGNORECASE)
# "A yield of 7.6 %, the highest of any": ranked by the figure before.
_OF_FIGURE = re.compile(r"\b(?:of|among) (?:any|all|the)$", re.IGNORECASE)
_WORDY = 40

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
    draft = _without_equal(draft, memory) if _excludes(draft) else _whose(draft)
    cue = draft.region.cue.span
    if not is_traded(draft, memory) or _IN_PORTFOLIO.search(cue.text + _behind(draft)):
        return
    found, metric = _ranked_among(draft, memory), _metric(draft)
    yield finish(
        draft,
        relation=draft.region.cue.predicate.relation,
        metric=metric,
        window=NO_WINDOW if metric in TIMELESS else None,
        comparators=found,
        magnitude=place(draft),
        missing=(() if found != NOTHING_COMPARED else ("comparators",))
        + (() if metric in TIMELESS else open_window(draft.window)),
    )


def _metric(draft: Draft) -> Metric:
    own = draft.region.cue.predicate.metric
    if own is not None:
        return own
    end = draft.region.cue.span.end_char
    return (
        measured_in(draft.scene.text((end, min(end + _WORDY, draft.region.end)))) or "total_return"
    )


def _ranked_among(draft: Draft, memory: Memory) -> Comparators:
    """The others: counted or listed by the note, named behind "of", described, or the table's."""
    scene, region, subject = draft.scene, draft.region, draft.subject.id
    tail = _OF_FIGURE.search(region.cue.span.text)
    start, end = scene.until_stop(region.after)
    start = region.cue.span.start_char + tail.start() - 1 if tail else start
    behind = (start, max(start, min(end, next_clause(draft))))
    text = scene.text(behind)
    whole = (min(region.start, region.cue.span.start_char), region.end)
    for stretch in (behind, whole):
        found = pointed_to(scene, stretch, subject=subject, memory=memory)
        if found is not None and found.ids and found.quantifier == "all":
            return found
    if _AMONG.match(text) or _excludes(draft):
        named = find_comparators(scene, behind, subject=subject, window=draft.window, memory=memory)
        if named != NOTHING_COMPARED and not _is_time(named.text or ""):
            return named
    words = count_words(text) or is_described(
        scene.text((scene.whole[0], region.cue.span.start_char)) + text
    )
    if words is not None:
        return Comparators(inferred=True, quantifier="named", text=words)
    return _of_its_list(draft, memory)


def _is_time(text: str) -> bool:
    return not re.search(r"[A-Za-z]{2}", text)


def _of_its_list(draft: Draft, memory: Memory) -> Comparators:
    """The table or list that holds the subject, for "XLE was the top sector"."""
    ids = longest(draft.subject.id, lists=memory.lists, funds=())
    if ids is None:
        return NOTHING_COMPARED
    others = tuple(name for name in ids if name != draft.subject.id)
    return Comparators(ids=others, quantifier="named")


def _excludes(draft: Draft) -> bool:
    """True for "none of the others has matched XLF", which puts XLF first."""
    return _NOBODY.match(draft.region.cue.span.text) is not None


def _without_equal(draft: Draft, memory: Memory) -> Draft:
    """Take whom nobody matched as the subject: the name behind, else whoever the talk is of."""
    named = _traded(draft, draft.region.after)
    subject = Subject(id=memory.subject, span=None, inherited=True)
    if named:
        subject = named_subject(draft, named[0])
    return replace(draft, subject=subject, stance=Stance(modality="asserted"))


def _whose(draft: Draft) -> Draft:
    """The draft with the name right before or, behind a copula, after its words as subject."""
    near = adjacent(draft)
    if near is None and _OURS.match(draft.region.cue.span.text):
        before = _traded(draft, (draft.scene.whole[0], draft.region.cue.span.start_char))
        near = before[-1] if before else None
    return replace(draft, subject=named_subject(draft, near)) if near else _behind_copula(draft)


def _behind_copula(draft: Draft) -> Draft:
    """Take what follows "was" as the subject: "the weakest of the five in 2020 was USMV"."""
    token = draft.region.cue.token
    copula = token.dep_ == "nsubj" and token.head.lemma_ == "be"
    equals = re.search(r"(?:=|:|\bwas|\bis)\s*$", _before_name(draft))
    if not copula and not equals:
        return draft
    start = token.head.idx if copula else draft.region.cue.span.end_char
    named = _traded(draft, (start, draft.region.end))
    return replace(draft, subject=named_subject(draft, named[0])) if named else draft


def _before_name(draft: Draft) -> str:
    """The words between the cue and the first name behind it."""
    named = _traded(draft, draft.region.after)
    return draft.scene.text((draft.region.cue.span.end_char, named[0].start)) if named else ""


def _traded(draft: Draft, stretch: tuple[int, int]) -> list[Mention]:
    return [m for m in draft.scene.mentions_in(stretch) if m.kind in TRADED]
