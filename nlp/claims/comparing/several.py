"""Who a comparison is about where grammar hides it: several at once, a noun's owner, a lead."""

from __future__ import annotations

import re
from dataclasses import replace

from nlp.claims.beside_verb import not_held
from nlp.claims.comparing.comparators import pointed_to
from nlp.claims.draft import Draft
from nlp.claims.memory import Memory, Subject
from nlp.mentions import TRADED, Mention

_LEAD = re.compile(r"\b(?:lead|advantage|margin)$", re.IGNORECASE)
# A noun that belongs to a fund without saying to which: "the worst slide of 2008".
_MEASURED = re.compile(
    r"\b(?:vol|volatility|drawdown|peak-to-trough|slide|trough|loss|fall|drop|decline|fee|charge"
    r"|return|record|yield|sharpe|beta|performance|result|ride|hole|deviation)\b",
    re.IGNORECASE,
)
SEVERAL = re.compile(r"\b(?:neither|none|both|all|each|the (?:two|pair|three|four))\b", re.I)
LISTED = re.compile(r"\b(?:two|three|four|five|six|seven|eight|nine|ten) of\b", re.IGNORECASE)
_POINTS = re.compile(
    r"(?:that )?the (?:former|latter|first|second|other)\b(?: of (?:them|the two|these))?", re.I
)
# What may stand between a name and words that tell of it.
_ADJACENT = re.compile(r"(?:['\u2019]s)?[\s:,$()]{0,2}(?:\d[\w.%]{0,6} (?:a year )?|each )?", re.I)
_BETWEEN = re.compile(
    r"\bbetween$|\b(?:separat|divid|split|distinguish|part|tell)\w{0,5}$", re.IGNORECASE
)
_FAVOUR = re.compile(r"\bin (?:favou?r of )?(?P<who>[A-Z]{2,5})(?:['\u2019]s favou?r)?\b")
COMMA = re.compile(r",? (?:and |or )?", re.IGNORECASE)
_SAME_CLAUSE = re.compile(r"[^;:]{0,60}")
_FUND_NEXT = re.compile(r" (?:fund|etf|one|tracker|product)\b", re.IGNORECASE)


def turned_to(draft: Draft, memory: Memory) -> Draft:
    """The draft with the subject that its words mean: of "the lead of A over B" it is A."""
    if _LEAD.search(draft.region.cue.span.text):
        return _leading(draft, memory)
    if _BETWEEN.search(draft.region.cue.span.text):
        return _first_of_two(draft)
    near = adjacent(draft)
    if near is not None:
        return replace(draft, subject=named_subject(draft, near))
    if draft.region.cue.type == "equivalence" and draft.subject.id is None and _two(draft):
        return _first_of_two(draft)
    name = _name(draft, memory)
    if name is None or name == draft.subject.id:
        return draft
    span = draft.subject.span
    return replace(draft, subject=Subject(id=name, span=span, inherited=True))


def _name(draft: Draft, memory: Memory) -> str | None:
    subject = draft.subject
    words = subject.span.text if subject.span else ""
    if subject.id is None and _POINTS.match(words):
        return _pointed(draft, memory)
    if subject.id is None and not SEVERAL.search(words) and not LISTED.match(words):
        return _nearest(draft, words, memory)
    if (
        subject.id in memory.catalog.indices
        and draft.region.cue.predicate.metric == "expense_ratio"
    ):
        return _fund_before(draft) or subject.id
    if subject.id is not None and _is_concept(subject.id, memory):
        return _described(draft, memory) or subject.id
    return subject.id


def _pointed(draft: Draft, memory: Memory) -> str | None:
    """The one that "the latter" means: among the names before the words."""
    span = draft.subject.span
    assert span is not None
    found = pointed_to(draft.scene, draft.scene.place(span), subject=None, memory=memory)
    return found.ids[0] if found is not None and found.ids else None


def _nearest(draft: Draft, words: str, memory: Memory) -> str | None:
    """Whoever the talk is of, or a name that stands before in the same clause."""
    scene, region = draft.scene, draft.region
    owned = words.lower() in {"which", "that", "it"} or _MEASURED.search(words)
    if owned and memory.subject is not None:
        return memory.subject
    ahead = traded_in(draft, (scene.whole[0], region.cue.span.start_char))
    named = not_held(scene, ahead)
    if named and _SAME_CLAUSE.fullmatch(scene.text((named[-1].end, region.cue.span.start_char))):
        return named[-1].id
    return memory.subject if not words or not words[0].isupper() else None


def _fund_before(draft: Draft) -> str | None:
    named = traded_in(draft, (draft.scene.whole[0], draft.region.cue.span.start_char))
    return next((m.id for m in reversed(named) if m.kind == "fund"), None)


def _is_concept(subject: str, memory: Memory) -> bool:
    catalog = memory.catalog
    return subject not in catalog.funds and subject not in catalog.indices and subject.islower()


def _described(draft: Draft, memory: Memory) -> str | None:
    """The note's only fund of a factor or size: "the momentum fund", "its mid-cap cousin XMMO"."""
    span, subject = draft.subject.span, draft.subject.id
    if span is None:
        return None
    _, end = draft.scene.place(span)
    behind = traded_in(draft, (end, draft.region.cue.span.start_char))
    if behind and behind[0].start - end <= len(" momentum cousin "):
        return behind[0].id
    if not _FUND_NEXT.match(draft.scene.text((end, draft.scene.whole[1]))):
        return None
    fitting = [name for name in memory.funds if subject in _kinds(name, memory)]
    if memory.subject in fitting:
        return memory.subject
    return fitting[0] if len(fitting) == 1 else None


def _kinds(name: str, memory: Memory) -> set[str]:
    fund = memory.catalog.funds.get(name)
    if fund is None:
        return set()
    return {*fund.factors, f"{fund.size}_caps", str(fund.style), str(fund.sector)}


def adjacent(draft: Draft) -> Mention | None:
    """A name right before words that tell of it without a verb: "SPSM 10bp a year behind"."""
    cue = draft.region.cue
    if cue.token.pos_ == "VERB" and draft.subject.id is not None:
        return None
    named = traded_in(draft, (draft.scene.whole[0], cue.span.start_char))
    if not named or named[-1] not in not_held(draft.scene, named):
        return None
    between = draft.scene.text((named[-1].end, cue.span.start_char))
    return named[-1] if _ADJACENT.fullmatch(between) else None


def is_undirected(draft: Draft) -> bool:
    """True for "the fee gap between A and B", which doesn't say whose is larger."""
    if not _BETWEEN.search(draft.region.cue.span.text):
        return False
    behind = draft.scene.text((draft.region.after[0], draft.scene.whole[1]))
    return _FAVOUR.search(behind) is None


def _first_of_two(draft: Draft) -> Draft:
    """Of a gap between two, whoever it favours; the first where nothing says."""
    named = traded_in(draft, draft.region.after)
    favoured = _FAVOUR.search(draft.scene.text((draft.region.after[0], draft.scene.whole[1])))
    if favoured is not None:
        named = [m for m in named if m.name and m.id == favoured["who"]] or named
    return replace(draft, subject=named_subject(draft, named[0])) if named else draft


def _two(draft: Draft) -> bool:
    """True for "much the same for A and B", with nobody before it."""
    front = traded_in(draft, (draft.scene.whole[0], draft.region.cue.span.start_char))
    behind = traded_in(draft, draft.region.after)[:2]
    words = draft.scene.text((behind[0].end, behind[-1].start)) if len(behind) > 1 else ""
    return not front and COMMA.fullmatch(words) is not None and "and" in words


def _leading(draft: Draft, memory: Memory) -> Draft:
    scene, start = draft.scene, draft.region.cue.span.end_char
    end = start + max(scene.text(draft.region.after).find(" over "), 0)
    named = traded_in(draft, (start, end))
    if named:
        return replace(draft, subject=named_subject(draft, named[0]))
    words = (start + len(" of "), end)
    found = pointed_to(scene, words, subject=None, memory=memory) if end > start else None
    if found is None or not found.ids:
        return draft
    return replace(draft, subject=Subject(id=found.ids[0], span=scene.span(words), inherited=True))


def traded_in(draft: Draft, stretch: tuple[int, int]) -> list[Mention]:
    """The names of funds, indices and stocks in a stretch of the draft's sentence."""
    return [m for m in draft.scene.mentions_in(stretch) if m.kind in TRADED]


def named_subject(draft: Draft, mention: Mention) -> Subject:
    """A name as a subject."""
    span = draft.scene.span((mention.start, mention.end))
    return Subject(id=mention.id, span=span, inherited=False)
