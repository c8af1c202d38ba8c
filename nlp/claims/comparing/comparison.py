"""Recognises comparisons and equivalences: "A has outperformed B and C since 2017"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from nlp.claims.comparing.comparators import NOTHING_COMPARED, Comparators
from nlp.claims.comparing.compared_metric import BY_SIZE, cues_before, metric_compared
from nlp.claims.comparing.each_of import each, pair_apart
from nlp.claims.comparing.ellipsis import again
from nlp.claims.comparing.gaps import gap, own_multiple
from nlp.claims.comparing.implied import PLACES, is_told, may_be_implied, rival
from nlp.claims.comparing.no_comparison import says_nothing
from nlp.claims.comparing.regained import regained
from nlp.claims.comparing.several import is_undirected, turned_to
from nlp.claims.comparing.stretches import windows_told
from nlp.claims.cues import Cue
from nlp.claims.draft import INVERSE, NO_WINDOW, Draft, finish, next_clause
from nlp.claims.memory import Memory
from nlp.claims.scene import Region
from nlp.claims.slots import TIMELESS, compared, open_window
from nlp.types import Claim, Magnitude, Relation

# "Has not kept up with" is a comparison, "has not been the same as" says nothing either way.
_KEEPS_UP = re.compile(
    r"(?:keep|kept|match|tie|equal|caught|catch)|.{0,40}\bas \w{2,12} as\b", re.IGNORECASE
)
# "Left SPY 4 points behind": the words themselves hold who is behind.
_BENT = re.compile(r"(?:left|leav(?:es|ing)) (?!behind\b)", re.IGNORECASE)
# Behind which another clause is another statement: "more than MOO made, and WOOD rose".
_OTHER_CLAUSE = re.compile(r"(?:[,(\u2013\u2014]|\band)\s*$", re.IGNORECASE)
_GAP_SAID = re.compile(
    r",? (?:a|the|its) (?:gap|margin|lead|difference|shortfall)\b", re.IGNORECASE
)
# "In line with the 0.8 % decline of SPY": the noun behind the figure is a cue of its own.
_BARE_FIGURE = re.compile(r"\s*(?:the|a|its)? ?(?:[\d.,\u2212-]{1,8} ?(?:%|per cent|percent)?)?\s*")
# Words that stand apart from what they compare with: "the lead of A over B", "less in 2021 than".
_APART = re.compile(
    r"\b(?:lead|advantage|margin|less|more|better|worse|higher|lower)$", re.IGNORECASE
)
_LEADS_TO_OTHER = re.compile(r"\b(?:over|than)\b", re.IGNORECASE)
# "Overtaken by IJR", but "lagged by 4 points".
_BY_WHOM = re.compile(
    r" by (?!(?:[\d+~.]|an?|about|around|some|roughly|nearly|almost|over|more|less|just|only|no|as"
    r"|up|at|half|one|two|three|four|five|six|seven|eight|nine|ten|far|several|much)\b"
    r"|[\d+~.])",
    re.IGNORECASE,
)
# What rates and news do to funds as well: only a fund beats another so.
_VIOLENT = {
    "crush", "thrash", "clobber", "pummel", "demolish", "hammer", "kill", "bury", "slaughter",
    "annihilate", "destroy", "torch", "smoke", "trample", "rout", "whip", "dwarf", "defeat",
}  # fmt: skip
_FALLING = re.compile(r"(?:f[ae]ll|los|drop|declin|slid|sank|shed|give|gave)\w*\b", re.IGNORECASE)
_BY_MORE = re.compile(r"(?:by )?(?:[\w]{1,12} ){0,3}(?:more|less)(?: still| yet)?", re.IGNORECASE)
# "Half the damage done to SPY": whoever suffers less is ahead.
_OF_LOSSES = re.compile(
    r"\b(?:the|its|their|['\u2019]s) (?:\w{1,10} )?(?:damage|pain|loss|fall|drop|decline|hit"
    r"|slide)\b",
    re.IGNORECASE,
)
_SHORT = 30
# "Beat every other fund on the list" puts it first.
_EVERY_OTHER = re.compile(r"(?:every|any|all)(?: of)?(?: the)? other\b", re.IGNORECASE)
_PLACE: dict[Relation, Relation] = {"above": "highest", "below": "lowest"}
# A phrase that sets a yardstick: "Against IJR, ...", "..., versus its peers, ...".
_SET_BESIDE = re.compile(
    r"\b(?:against|versus|vs\.?|relative to|compared (?:with|to)|in comparison (?:with|to)"
    r"|by comparison with|next to|alongside|beside|measured against|set against)"
    r" (?P<named>[^,;:]{2,60})",
    re.IGNORECASE,
)


def comparison(draft: Draft, memory: Memory) -> Iterator[Claim]:
    """ "A has outperformed B and C since 2017, by 2 points a year"; one claim a subject."""
    if draft.region.cue.predicate.relation == "equals":
        yield from again(draft, memory)
        return
    turned = turned_to(draft, memory)
    turned = regained(turned, _stretch(turned), memory)
    against = compared(turned, _stretch(turned), memory).ids
    for one in each(pair_apart(turned, memory, against=against), memory, against=against):
        for window in windows_told(one):
            yield from _claim(replace(one, window=window), memory)


def _claim(draft: Draft, memory: Memory) -> Iterator[Claim]:
    stretch = _stretch(draft)
    multiple = own_multiple(draft)
    metric = metric_compared(draft, stretch)
    placed = draft.region.cue.span.text.lower() in PLACES
    found = NOTHING_COMPARED if placed else compared(draft, stretch, memory)
    if found == NOTHING_COMPARED and not placed:
        found = _set_in_front(draft, memory)
    if found == NOTHING_COMPARED and (multiple or may_be_implied(draft, memory)):
        found = rival(draft, memory)
    if metric is None or (metric == "expense_ratio" and is_undirected(draft)):
        return
    if says_nothing(draft) or is_told(draft, found, memory):
        return
    if not _speaks_of_assets(draft, found):
        return
    denied = draft.region.cue.type == "equivalence" and _is_denied(draft)
    relation = _if_denied(draft) if denied else _relation(draft, multiple)
    ranked = not denied and found.inferred and _EVERY_OTHER.match(found.text or "") is not None
    open_ends = () if found != NOTHING_COMPARED else ("comparators",)
    claim = finish(
        draft,
        kind="comparison" if denied else "rank" if ranked else None,
        relation=_PLACE.get(relation, relation) if ranked else relation,
        metric=metric,
        comparators=found,
        magnitude=_unsigned(multiple or gap(draft)),
        window=NO_WINDOW if metric in TIMELESS else None,
        missing=open_ends + (() if metric in TIMELESS else open_window(draft.window)),
    )
    memory.compared = claim
    yield claim


def _unsigned(stated: Magnitude | None) -> Magnitude | None:
    """The gap without the minus of "EEM vs EFA: -4 points", which the relation tells."""
    if stated is None or stated.value >= 0:
        return stated
    return replace(stated, value=-stated.value, low=-stated.high, high=-stated.low)


def _stretch(draft: Draft) -> tuple[int, int]:
    """Where comparators stand: behind the cue, up to another thought or another one's statement."""
    scene, region = draft.scene, draft.region
    if _BENT.match(region.cue.span.text):
        return region.cue.span.start_char, region.cue.span.end_char
    start, end = scene.until_stop((region.after[0], _ends(draft)))
    clause = next_clause(draft)
    if clause < end and _OTHER_CLAUSE.search(scene.text((start, clause))):
        end = max(start, clause)
    if _BARE_FIGURE.fullmatch(scene.text((start, end))) and _after(draft):
        end = _after(draft)[0].end
    lead = _LEADS_TO_OTHER.search(scene.text((start, end)))
    if lead is not None and _APART.search(region.cue.span.text):
        start += lead.end()
    gap_said = _GAP_SAID.search(scene.text((start, end)))
    end = start + gap_said.start() if gap_said else end
    # "… beat most funds, XLE the laggard": the last name belongs to what follows.
    named = [m for m in scene.mentions_in((start, end)) if m.end >= end - 1]
    new = [r for r in _after(draft) if r.cue.predicate.relation != "equals"]
    another = end < scene.whole[1] and any(r.cue.span.start_char - 2 <= end for r in new)
    return (start, named[0].start) if named and another else (start, end)


def _ends(draft: Draft) -> int:
    """The region's end, or where a "though not" begins that only goes on from this statement."""
    following = [r for r in _after(draft) if r.start == draft.region.end]
    goes_on = following and following[0].cue.predicate.relation == "equals"
    if goes_on and following[0].cue.type == "comparison":
        return following[0].cue.span.start_char
    return draft.region.end


def _set_in_front(draft: Draft, memory: Memory) -> Comparators:
    """What a phrase before the cue sets beside the subject: "Relative to IJR, it has lagged"."""
    scene = draft.scene
    front = (scene.whole[0], draft.region.cue.span.start_char)
    lead = _SET_BESIDE.search(scene.text(front))
    if lead is None:
        return NOTHING_COMPARED
    return compared(draft, (front[0] + lead.start("named"), front[0] + lead.end("named")), memory)


def _after(draft: Draft) -> list[Region]:
    return [r for r in draft.scene.regions if r.cue.span.start_char >= draft.region.after[0]]


def _relation(draft: Draft, multiple: Magnitude | None) -> Relation:
    relation = draft.relation
    if multiple is not None:
        relation = "below" if multiple.value < 1 else "above"
    passive = _BY_WHOM.match(draft.scene.text(draft.region.after)) is not None and (
        draft.region.cue.token.tag_ == "VBN" and relation == draft.region.cue.predicate.relation
    )
    return INVERSE.get(relation, relation) if passive or _compares_falls(draft) else relation


def _if_denied(draft: Draft) -> Relation:
    """What a denial turns round: whoever did not "fall as far as" another is ahead of it."""
    return "below" if _FALLING.match(draft.region.cue.span.text) else "above"


def _is_denied(draft: Draft) -> bool:
    """True for "neither kept up with it", where the one that keeps up is at least level."""
    odd = draft.stance.modality == "negated" or draft.stance.turned
    return odd and _KEEPS_UP.match(draft.region.cue.span.text) is not None


def _compares_falls(draft: Draft) -> bool:
    """True for "fell less than" and "lost half as much as": whoever falls less is ahead."""
    cue = draft.region.cue
    sized = cue.span.text.lower() in BY_SIZE or own_multiple(draft) is not None
    sized = sized or _BY_MORE.fullmatch(cue.span.text) is not None
    before = cues_before(draft)
    told = before[-1].type in {"level", "comparison"} if before else False
    if own_multiple(draft) is not None and _OF_LOSSES.search(draft.scene.text(_clause(draft))):
        return True
    # "Lost less" says itself who is ahead.
    return sized and told and cue.token.pos_ != "VERB" and _falls(before)


def _clause(draft: Draft) -> tuple[int, int]:
    return draft.region.cue.span.start_char, min(draft.region.end, draft.region.after[0] + _SHORT)


def _falls(cues: list[Cue]) -> bool:
    moves = [cue.predicate.relation for cue in cues if cue.type == "level"]
    return bool(moves) and moves[-1] == "falls"


def _speaks_of_assets(draft: Draft, found: Comparators) -> bool:
    """False for "beat estimates" and "more than ever": neither side is something with a price.

    Only words that mean nothing else ("outperformed") may go without a comparator.
    """
    cue = draft.region.cue
    if found != NOTHING_COMPARED:
        named = draft.subject.id is not None
        return named or (draft.subject.span is not None and cue.token.lemma_ not in _VIOLENT)
    alone = cue.span.text.lower() in cue.predicate.forms or cue.span.text.lower() == "a laggard"
    return draft.subject.id is not None and alone
