"""Whom a comparison leaves unsaid: "IJR was ahead by 3 points", "the calmer of the two"."""

from __future__ import annotations

import re

from nlp.claims.comparing.comparators import NOTHING_COMPARED, Comparators, pointed_to
from nlp.claims.draft import Draft
from nlp.claims.memory import Memory
from nlp.mentions import TRADED, Mention

# A cue that ends so names its comparators itself.
_ASKS = {"than", "of", "over", "to", "with", "from", "against", "as", "by", "on", "between"}
# What "ahead" and "behind" must stand beside to compare returns: "is ahead", "ended behind".
PLACES = {"ahead", "in front", "adrift", "worse off", "better off"}
_STANDING = re.compile(
    r"(?:\b(?:is|was|are|were|be|been|being|remain(?:s|ed)?|stay(?:s|ed)?|stands?|stood|finish(?:es"
    r"|ed)?|end(?:s|ed)?|came|comes?|still|now|pulled|edged|moved|nosed|sits?|runs?|ran|fell|drop"
    r"ped|put it|one|left|kept|['\u2019]s|lies|lay|closed)\b[^,;:.]{0,40}|[\d%]|\bpoints?|\bpts"
    r"|bps?|\bhair|\bwhisker|\bnose|\btouch|\bshade|\bwell|\bfar|\bmiles|\bstreets|\bjust"
    r"|(?:points?|bps?|pts|%|pp) (?:a|per) year)\s*$",
    re.IGNORECASE,
)
_BY_NEXT = re.compile(
    r" (?:by|in|over|since|this|so far|on|for|year|at)\b|[.,;:)]|$", re.IGNORECASE
)
# "It is ahead 4.5 points".
_SIZED_NEXT = re.compile(
    r" (?:about |roughly |some |nearly )?\d[\d.]{0,5} ?(?:%|points?|pts|pp|bps?|basis)",
    re.IGNORECASE,
)
_ALSO = re.compile(r"\b(?:as well|too|again|also)\b", re.IGNORECASE)
# Verbs that say who is in front without a name behind them.
_RUNS = {"lead", "trail", "lag", "straggle", "win"}
# "INDA even more": than whoever the talk is of.
_BEYOND = re.compile(r"\b(?:even|still|yet)\b|^(?:by )?(?:\w{1,10} ){0,2}more$", re.IGNORECASE)
_COMPARATIVE = re.compile(
    r"(?:\b\w{3,12}er|\bmore|\bless|\bbetter|\bworse|\badrift|\bahead|\bbehind|\bfront|\boff)\b",
    re.I,
)


def may_be_implied(draft: Draft, memory: Memory) -> bool:
    """Whether words without comparators can compare at all: comparatives and "ahead", not verbs.

    A verb does where it only goes on: "it lagged in 2023 as well".
    """
    cue = draft.region.cue
    words = cue.span.text.lower()
    if words in PLACES or words == "behind":
        before = draft.scene.text((draft.scene.whole[0], cue.span.start_char))[-60:]
        after = draft.scene.text(draft.region.after)
        beside = any(m.end >= cue.span.start_char - 1 for m in _before(draft))
        placed = beside or _STANDING.search(before) is not None
        sized = after.startswith(" by ") or _SIZED_NEXT.match(after) is not None
        return sized or (placed and _BY_NEXT.match(after) is not None)
    if cue.type == "equivalence":
        return words.split()[-1] not in _ASKS
    if words in cue.predicate.forms or (len(words.split()) == 1 and cue.token.pos_ == "VERB"):
        after = draft.scene.text(draft.region.after)
        if _leads_alone(draft, after) and after.startswith(" by "):
            return True
        alone = not _before_others(draft) and _leads_alone(draft, after)
        goes_on = _ALSO.search(after) is not None or alone
        return goes_on and memory.compared is not None
    return cue.span[-1].lower_ not in _ASKS and _COMPARATIVE.search(words) is not None


def _before_others(draft: Draft) -> bool:
    """True where another name than the subject's stands before the cue: "A and B trailed"."""
    return any(m.kind in TRADED and m.id != draft.subject.id for m in _before(draft))


def _leads_alone(draft: Draft, after: str) -> bool:
    """True for "leads by 0.9 points" and "it trailed in 2019", which need no name behind."""
    return draft.region.cue.token.lemma_ in _RUNS and _BY_NEXT.match(after) is not None


def rival(draft: Draft, memory: Memory) -> Comparators:
    """The other of the two that the note is comparing.

    Who is counted ("of the two"), then a name before in the sentence, then the last comparison's
    other side, then whoever was named last; a fund before an index.
    """
    scene, region = draft.scene, draft.region
    subject = draft.subject.id
    stretch = (region.cue.span.end_char, region.end)
    found = pointed_to(scene, stretch, subject=subject, memory=memory)
    if found is not None and found.ids:
        return found
    if _BEYOND.search(region.cue.span.text) and memory.subject not in {None, subject}:
        return _of(memory.subject or "")
    here = [m.id for m in _before(draft) if m.kind in TRADED and m.id != subject]
    if here:
        return _of(_fund(here, memory))
    last = memory.compared
    if last is not None and last.subject == subject and last.comparators:
        return Comparators(ids=last.comparators, quantifier=last.quantifier)
    # Of two that were compared, and of a third beside them ("only C did worse"), the talk is of
    # the first.
    if last is not None and last.subject not in {None, subject}:
        return _of(last.subject or "")
    before = [name for name in memory.traded() if name != subject]
    return _of(_fund(before, memory)) if before else NOTHING_COMPARED


def _before(draft: Draft) -> list[Mention]:
    """What the sentence names before the cue."""
    scene = draft.scene
    return scene.mentions_in((scene.whole[0], draft.region.cue.span.start_char))


def _fund(names: list[str], memory: Memory) -> str:
    funds = [name for name in names if name not in memory.catalog.indices]
    return (funds or names)[-1]


def is_told(draft: Draft, found: Comparators, memory: Memory) -> bool:
    """True for what the same words have said: "A and B are level" speaks for both at once."""
    last, cue = memory.compared, draft.region.cue.span
    if last is None or last.relation_span is None:
        return False
    same = draft.scene.place(last.relation_span)[0] == cue.start_char
    mutual = last.type == "equivalence" and last.comparators == (draft.subject.id,)
    mutual = mutual and found.ids == (last.subject,)
    repeated = (last.subject, last.comparators) == (draft.subject.id, found.ids)
    return same and (mutual or (repeated and last.window == draft.window))


def _of(name: str) -> Comparators:
    return Comparators(ids=(name,), quantifier="named")
