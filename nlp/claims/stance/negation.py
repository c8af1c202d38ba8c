"""Counts the negations that bear on a cue, so that two of them cancel each other."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Token

from nlp.claims.scene import Region, Scene
from nlp.types import Span

Stretch = tuple[int, int]
_VERBS = {"fail", "refuse", "cease", "neglect", "struggle"}
# "Barely beat" still beat.
_WORDS = {"never", "hardly"}
# Negation that no verb of the cue's own clause carries; each alternative counts once.
_BEFORE = re.compile(
    r"\b(?:no longer|yet to|unlikely|rarely|seldom|far from|nowhere near|anything but"
    r"|by no means|in no way|neither|none of|nobody|no[- ]one|untrue"
    r"|nor(?=,? (?:however|did|does|do|was|is|were|are|has|have|had|will|can|could))"
    r"|(?:is|was)(?:n['\u2019]t| not) (?:true|the case|so)|(?:is|was) false"
    r"|(?:no|little|scant) (?:evidence|sign|proof)|(?:hard|difficult) to (?:argue|claim|maintain"
    r"|see|imagine|believe)"
    r"|unable to|stopped short of)\b|(?:^|[,\u2013\u2014] )no (?=[\w-])",
    re.IGNORECASE,
)
_AFTER = re.compile(r" (?:neither|none)\b", re.IGNORECASE)
_BOTH = re.compile(r"(?:not|n['\u2019]t) (?:only|just|merely|simply)\b", re.IGNORECASE)
# A clause of its own begins behind a colon, or where "but" joins another name.
_EDGE = re.compile(
    r"[;:.!?]\s|, (?:but|while|whereas|yet|though|although|and) (?=(?:the |its )?[A-Z]{2})"
)
_CHAIN = {"xcomp", "acomp", "attr", "prep", "advmod", "dobj", "oprd"}


def negations(scene: Scene, region: Region) -> list[Span]:
    """The words that turn the cue's relation round, each once; none for "not only"."""
    front = _front(scene, region)
    if _BOTH.search(scene.text(front)):
        return []
    placed = [*_by_place(scene, region, front)]
    first = own_clause(scene, front)[0]
    carried = ((word.idx, word.idx + len(word)) for word in _by_verb(region) if word.idx >= first)
    own = [word for word in carried if not any(s <= word[0] and word[1] <= e for s, e in placed)]
    return [scene.span(stretch) for stretch in [*placed, *own]]


def own_clause(scene: Scene, stretch: Stretch) -> Stretch:
    """The end of a stretch, from its last full stop, colon or semicolon on."""
    edges = [edge.end() for edge in _EDGE.finditer(scene.text(stretch))]
    return stretch[0] + (edges[-1] if edges else 0), stretch[1]


def _front(scene: Scene, region: Region) -> Stretch:
    """The words before a cue that are no other cue's."""
    first = region.start == min((other.start for other in scene.regions), default=region.start)
    return (scene.whole[0] if first else region.start), region.cue.span.start_char


def _by_place(scene: Scene, region: Region, front: Stretch) -> Iterator[Stretch]:
    start, end = own_clause(scene, front)
    for match in _BEFORE.finditer(scene.text((start, end))):
        yield start + match.start(), start + match.end()
    behind = _AFTER.match(scene.text(region.after))
    if behind is not None:
        at = region.cue.span.end_char
        yield at, at + behind.end()


def _by_verb(region: Region) -> Iterator[Token]:
    """The "not" and "never" of the cue's verb and of those it hangs from, and "failed to"."""
    verbs = [region.cue.token]
    while verbs[-1].dep_ in _CHAIN:
        verbs.append(verbs[-1].head)
    cue = range(region.cue.span.start, region.cue.span.end)
    for verb in verbs:
        if verb.lemma_ in _VERBS and verb != verbs[0]:
            yield verb
        said_no = (c for c in verb.children if c.dep_ == "neg" or c.lower_ in _WORDS)
        yield from (child for child in said_no if child.i not in cue)
