"""A sentence cut where one thought ends, and the claim that a stretch of it makes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from spacy.tokens import Token

from nlp.claims.memory import Memory
from nlp.claims.scene import Scene
from nlp.mentions import TRADED, Mention
from nlp.screening import Screened
from nlp.types import Claim, ClaimType, Modality, Span

Stretch = tuple[int, int]
# Kinds of entity that can be bought, explained or foretold.
NAMED = {*TRADED, "factor", "sector", "asset_class"}
_HARD = re.compile(r"[;:]\s| [\u2014\u2013-] |\.{3}\s?|\u2026\s?")
_SOFT = re.compile(
    r",? (?P<joint>and|but|yet|so|while|whereas|though|although)"
    r" (?=(?P<next>if|unless|should|once|when|provided|assuming)?\b)",
    re.IGNORECASE,
)
# What gives a reason stays with its own words, and so does what is conceded.
_COMMA = Screened(
    r"(?P<cut>, )(?=(?:because|thanks to|owing to|which is why)\b)"
    r"|\b(?:although|though|whereas) [^,;]{3,150}(?P<end>, )",
    re.IGNORECASE,
)
_OPENS = re.compile(
    r"\W{0,3}(?:\w{1,12} )?(?:if|unless|should|once|when|whenever|provided|assuming|as long as)\b",
    re.IGNORECASE,
)
# "Give us a vaccine and …": an if in the imperative.
_GIVES = re.compile(r"\W{0,3}(?:(?:and|but|so)[, ]{1,2})?(?:give|grant|hand) ", re.IGNORECASE)
_SUBJECTS = {"nsubj", "nsubjpass", "expl", "csubj"}
# Nothing but a blank joins the words of one description: "small-cap momentum".
_JOINED = re.compile(r"[\W]{0,3}(?:,|/|&|\+|\band\b|\bor\b)\W{0,3}(?:the )?", re.IGNORECASE)
# A subject of its own stands this near behind the word that joins a clause.
_NEAR = 45


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A stretch of a sentence with one thought; offsets of the block's own text."""

    scene: Scene
    start: int
    end: int

    @property
    def stretch(self) -> Stretch:
        """Both ends."""
        return self.start, self.end

    @property
    def text(self) -> str:
        """The words."""
        return self.scene.text(self.stretch)

    def part(self, start: int, end: int) -> Stretch:
        """The stretch of a match within `text`."""
        return self.start + start, self.start + end


def segments(scene: Scene) -> Iterator[Segment]:
    """The sentence's thoughts in order; an opening "if" keeps the clause that it leads to."""
    start, end = scene.whole
    for cut, behind in sorted(_cuts(scene)):
        if cut > start and _is_whole(scene.text((start, cut))):
            yield Segment(scene=scene, start=start, end=cut)
            start = behind
    yield Segment(scene=scene, start=start, end=end)


def _cuts(scene: Scene) -> Iterator[Stretch]:
    text, first = scene.words, scene.whole[0]
    for match in _HARD.finditer(text):
        yield first + match.start(), first + match.end()
    subjects = [token.left_edge.idx for token in scene.sent if token.dep_ in _SUBJECTS]
    for match in _SOFT.finditer(text):
        at = first + match.end()
        if match["next"] or any(at <= subject <= at + _NEAR for subject in subjects):
            yield first + match.start(), at
    for match in _COMMA.finditer(text):
        part = "cut" if match["cut"] else "end"
        yield first + match.start(part), first + match.end(part)


def _is_whole(text: str) -> bool:
    """False for an if-part that still waits for its consequence."""
    if _GIVES.match(text) is not None and " and " not in text:
        return False
    return _OPENS.match(text) is None or re.search(r", \w", text) is not None


def claim_of(
    scene: Scene,
    stretch: Stretch,
    kind: ClaimType,
    *,
    subject: str | None,
    modality: Modality = "asserted",
    named: Mention | None = None,
) -> Claim:
    """What every claim of the outlook has; the other slots are its own module's to fill."""
    span = scene.span(stretch)
    return Claim(
        id="",
        type=kind,
        text=span.text,
        start=span.start,
        end=span.end,
        standalone_text=_standalone(span, subject),
        subject=subject,
        subject_span=scene.span((named.start, named.end)) if named else None,
        modality=modality,
        missing=() if subject else ("subject",),
        parse_confidence=0.8 if named else 0.7,
    )


def _standalone(span: Span, subject: str | None) -> str:
    text = span.text[0].upper() + span.text[1:]
    return f"{text}." if subject is None or subject in text else f"{text} ({subject})."


def named_in(scene: Scene, stretch: Stretch) -> list[Mention]:
    """What can be bought or explained in a stretch: traded names, or else concepts."""
    found = [m for m in scene.mentions_in(stretch) if m.kind in NAMED]
    return [m for m in found if m.kind in TRADED] or found


def joined(scene: Scene, named: list[Mention]) -> Iterator[Mention]:
    """The first of some names, and those that only a comma or an "and" joins to it, each once."""
    yield from named[:1]
    for one, other in pairwise(named):
        if _JOINED.fullmatch(scene.text((one.end, other.start))) is None:
            return
        if other.id != one.id:
            yield other


def named_before(scene: Scene, at: int, memory: Memory) -> list[str]:
    """The traded names of the note up to a place in the sentence, by latest mention."""
    here = [m for m in scene.mentions if m.kind in TRADED]
    earlier = memory.named[: len(memory.named) - len(here)]
    known = [m.id for m in [*earlier, *(m for m in here if m.end <= at)]]
    return list(dict.fromkeys(reversed(known)))[::-1]


def token_at(scene: Scene, at: int) -> Token | None:
    """The token that covers an offset of the block."""
    return next((t for t in scene.sent if t.idx <= at < t.idx + len(t)), None)
