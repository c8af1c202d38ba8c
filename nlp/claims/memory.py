"""What a reader keeps in mind from sentence to sentence: who the talk is of, and since when."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from spacy.tokens import Token

from nlp.catalog import Catalog
from nlp.claims.beside_verb import first_before, name_before, not_held, subject_before
from nlp.claims.scene import Region, Scene
from nlp.claims.spoken import Spoken
from nlp.mentions import ACRONYMS, TRADED, Mention
from nlp.parsing import clause_head
from nlp.types import Claim, Metric, Span

# Concepts that a claim may be about.
_CONCEPTS = {"factor", "asset_class", "sector"}
# A ticker that no catalogue knows: the user's own prices may.
_TICKER = re.compile(r"[A-Z]{3,5}")
_PRONOUNS = {"it", "its", "itself", "they", "their", "that", "this", "which", "who"}
_OF_TWO = {"former": 0, "first": 0, "latter": 1, "second": 1}
_SEVERAL = {"each", "both", "pair", "two"}
# Whoever holds a fund is not what the sentence is about.
_HOLDERS = {
    "we", "i", "you", "investors", "holders", "shareholders", "buyers", "anyone", "who", "anybody",
    "everyone", "everybody", "whoever", "owners", "investor", "holder", "shareholder", "buyer",
}  # fmt: skip
_DEFINITE = re.compile(
    r"^(?:the|this|that|its|our) (?:\w+[ -]){0,3}"
    r"(?:fund|etf|strategy|index|product|vehicle|portfolio|name|shares?|thing|tracker|trust|stock)s?$",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Memory:
    """Mutable on purpose, and private to the reading of one note.

    `funds` are all that the note names, `lists` those that it names together, `compared` its last
    comparison, `ranked` its last rank.
    """

    catalog: Catalog
    subject: str | None = None
    funds: tuple[str, ...] = ()
    lists: tuple[tuple[str, ...], ...] = ()
    compared: Claim | None = None
    ranked: Claim | None = None
    named: list[Mention] = field(default_factory=list)
    spoken: Spoken = field(default_factory=Spoken)
    measure: Metric | None = None
    moved: Claim | None = None
    # What the note tells of; what it only measures others against is no half of a "both".
    told: set[str] = field(default_factory=set)
    # Whether the sentence before asks for a reason.
    asked_why: bool = False

    def note(self, mentions: Sequence[Mention], told: Sequence[Mention] | None = None) -> None:
        """Remember the traded entities that a sentence named, and which of them it told of."""
        self.told |= {mention.id for mention in (mentions if told is None else told)}
        self.named += [mention for mention in mentions if mention.kind in TRADED]
        if self.subject is None and self.named:
            self.subject = self.named[0].id

    def traded(self, *here: Mention) -> list[str]:
        """What was named so far (and `here`, in this sentence), once each, by latest mention."""
        return list(dict.fromkeys(m.id for m in reversed([*self.named, *here])))[::-1]

    def pair(self) -> list[str]:
        """The last two funds or stocks that were told of, which "both" and "the two" mean."""
        last = self.two_of([name for name in self.traded() if name not in self.catalog.indices])
        return [name for name in dict.fromkeys(m.id for m in self.named) if name in last]

    def two_of(self, names: list[str]) -> list[str]:
        """The last two of some names, those that were told of first."""
        own = [name for name in names if name in self.told]
        return (own if len(own) > 1 else names)[-2:]


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Who a claim is about; `inherited` when no name stands in its own clause."""

    id: str | None
    span: Span | None
    inherited: bool


NOBODY = Subject(id=None, span=None, inherited=False)


def find_subject(scene: Scene, region: Region, memory: Memory) -> Subject:
    """The grammatical subject of a cue, pronouns resolved; else the nearest name before."""
    owner = _owner(region.cue.token)
    if owner is not None:
        named = _named_in(scene, owner)
        return _of(scene, named) if named else _remembered(memory)
    head = _subject_token(region.cue.token)
    near = name_before(scene, region)
    if near is not None and (head is None or _end_of_phrase(head) <= near.start):
        return _of(scene, near)
    if head is None or head.lower_ in _HOLDERS:
        return _nearest_before(scene, region) or _remembered(memory)
    named = _named_in(scene, head)
    if named is not None and named.kind == "index" and _is_kind_of_fund(named, head):
        return _remembered(memory)
    if named is not None:
        return _of(scene, named)
    stretch = _noun_phrase(head)
    words = scene.text(stretch)
    if head.lower_ in _SEVERAL and len(memory.pair()) > 1:
        return Subject(id=memory.pair()[0], span=scene.span(stretch), inherited=True)
    if head.lower_ in _OF_TWO and len(memory.pair()) > 1:
        place = _OF_TWO[head.lower_]
        return Subject(id=memory.pair()[place], span=scene.span(stretch), inherited=True)
    if head.lower_ in _PRONOUNS or _DEFINITE.match(words):
        referent = subject_before(scene, head) or _referent(words, memory)
        referent = referent or first_before(scene, head)
        return Subject(id=referent, span=scene.span(stretch), inherited=True)
    whose = [child for child in head.children if child.dep_ == "poss"]
    if any(child.lower_ in _PRONOUNS for child in whose):
        before = subject_before(scene, whose[0])
        return Subject(id=before, span=None, inherited=True) if before else _remembered(memory)
    unknown = head.text if _TICKER.fullmatch(head.text) and head.text not in ACRONYMS else None
    return Subject(id=unknown, span=scene.span(stretch), inherited=False)


def joined_subjects(
    scene: Scene, region: Region, subject: Subject, memory: Memory
) -> list[Subject]:
    """The other names that share a verb with its subject: "IJH and IJR both rose"."""
    head = _subject_token(region.cue.token)
    if head is not None and head.lower_ in _SEVERAL and not _named_in(scene, head):
        ids = [id for id in memory.pair() if id != subject.id]
        return [replace(subject, id=id) for id in ids]
    if head is None or subject.inherited:
        return []
    names = [
        child for child in head.subtree if child.dep_ == "conj" and child.idx < _end_of_phrase(head)
    ]
    found = (m for m in scene.mentions if m.kind in TRADED and m.id != subject.id)
    return [_of(scene, m) for m in found if any(m.start <= name.idx < m.end for name in names)]


def _referent(words: str, memory: Memory) -> str | None:
    traded = memory.traded()
    if words.lower().startswith("the latter"):
        return traded[-1] if traded else None
    if words.lower().startswith("the former"):
        return traded[-2] if len(traded) > 1 else None
    return memory.subject


def _subject_token(token: Token) -> Token | None:
    """The nominal subject of the verb over a cue; a coordinated verb shares its neighbour's."""
    for verb in [token, *token.ancestors]:
        # Of "its cousin XMMO" the parser makes two subjects; the name is the nearer.
        for child in reversed([*verb.children]):
            if child.dep_ in {"nsubj", "nsubjpass", "csubj"} and child.i < token.i:
                relative = verb.dep_ == "relcl" and child.lower_ in {"which", "that", "who"}
                return verb.head if relative else child
        if verb.dep_ in {"relcl", "acl"} and verb.head.pos_ in {"NOUN", "PROPN"}:
            return verb.head if not _has_that(verb) else None
        if clause_head(verb) == verb and verb.dep_ not in {"conj", "advcl", "xcomp", "pcomp"}:
            own = verb == clause_head(token) or clause_head(token).tag_ == "VBG"
            return _subject_behind(verb) if own else None
    return None


def _subject_behind(verb: Token) -> Token | None:
    """The subject of a clause that opens with something else: "At 0.15 %, MTUM is cheap"."""
    return next((child for child in verb.children if child.dep_ in {"nsubj", "nsubjpass"}), None)


def _owner(token: Token) -> Token | None:
    """Whose it is, where the cue is a noun: "its gain", "the maximum drawdown of MTUM"."""
    if token.pos_ not in {"NOUN", "PROPN"}:
        return None
    return next((child for child in token.children if child.dep_ == "poss"), None)


def _has_that(verb: Token) -> bool:
    return any(child.dep_ == "mark" for child in verb.children)


def _named_in(scene: Scene, head: Token) -> Mention | None:
    """The entity a subject names: its head's mention first, then a traded one, then a concept."""
    left, right = head.left_edge.idx, head.right_edge.idx + len(head.right_edge)
    inside = [m for m in scene.mentions if left <= m.start and m.end <= right]
    at_head = [m for m in inside if m.start <= head.idx < m.end]
    traded = [m for m in inside if m.kind in TRADED and m.end <= _end_of_phrase(head)]
    concepts = [m for m in inside if m.kind in _CONCEPTS]
    for group in ([m for m in at_head if m.kind in TRADED], traded, concepts):
        if group:
            return group[0]
    return None


def _end_of_phrase(head: Token) -> int:
    """The end of a subject's own words: a relative clause behind it names others."""
    clauses = [child for child in head.rights if child.dep_ in {"relcl", "acl"}]
    return min(
        (child.left_edge.idx for child in clauses),
        default=head.right_edge.idx + len(head.right_edge),
    )


def _is_kind_of_fund(named: Mention, head: Token) -> bool:
    """True for "its issuer's VIX fund", where the index says what kind of fund is meant."""
    return head.lower_ in {"fund", "etf", "etn", "tracker", "product"} and named.end <= head.idx


def _noun_phrase(head: Token) -> tuple[int, int]:
    return head.left_edge.idx, max(head.idx + len(head), _end_of_phrase(head))


def _nearest_before(scene: Scene, region: Region) -> Subject | None:
    named = [m for m in scene.mentions_in(region.before) if m.kind in TRADED]
    before = not_held(scene, named)
    return _of(scene, before[-1]) if before else None


def _remembered(memory: Memory) -> Subject:
    if memory.subject is None:
        return NOBODY
    return Subject(id=memory.subject, span=None, inherited=True)


def _of(scene: Scene, mention: Mention) -> Subject:
    return Subject(id=mention.id, span=scene.span((mention.start, mention.end)), inherited=False)
