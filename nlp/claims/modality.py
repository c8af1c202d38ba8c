"""How a claim is meant: asserted, negated, hedged, reported, forecast, or only imagined."""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.tokens import Token

from nlp.claims.scene import Region, Scene
from nlp.parsing import clause_head
from nlp.types import Modality, Span

_NEGATIVE_VERBS = {"fail", "refuse", "cease", "neglect"}
_NEGATIVE_WORDS = {"never", "hardly"}
_NEGATING = re.compile(
    r"\b(?:no longer|yet to|unlikely|rarely|seldom|far from|nowhere near|neither"
    r"|(?:not|n't) true that)\b"
    r"|^no (?=[\w-])",
    re.IGNORECASE,
)
_NEITHER = re.compile(r" neither\b", re.IGNORECASE)
_HEDGES = re.compile(
    r"\b(?:arguably|apparently|perhaps|probably|possibly|seems?|seemingly|appears?|tends? to|often"
    r"|may have|might have|in our view|we (?:think|believe))\b",
    re.IGNORECASE,
)
_POSSIBLE = {"can", "could", "may", "might"}
_FUTURE = {"will", "shall", "wo", "'ll"}
_EXPECTING = re.compile(
    r"\b(?:expect(?:s|ed)?|likely|forecasts?|project(?:s|ed)?|anticipates?|set to|poised to|should"
    r"|on course to|bound to|going to)\b",
    re.IGNORECASE,
)
_REPORTERS = (
    "say", "claim", "argue", "report", "note", "contend", "suggest", "insist", "maintain",
    "believe", "state", "write", "think", "allege",
)  # fmt: skip
_ACCORDING = re.compile(r"\baccording to (?P<who>[^,;.]{2,60})", re.IGNORECASE)
# The author speaking of the note itself reports nobody.
_SELF = {
    "we",
    "i",
    "this",
    "it",
    "note",
    "piece",
    "data",
    "numbers",
    "figures",
    "evidence",
    "chart",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Stance:
    """How a claim is meant, the words that say so, and whose it is when not the author's."""

    modality: Modality
    cue: Span | None = None
    source: str | None = None


def stance_of(scene: Scene, region: Region) -> Stance:
    """The strongest stance first: imagined, forecast, possible, reported, negated, hedged."""
    token = region.cue.token
    helpers = _helpers(token)
    if any(word.lower_ in {"would"} for word in helpers):
        return Stance(modality="counterfactual", cue=_span(scene, "would", region))
    bare = token.dep_ == "ROOT" and any(word.lower_ == "to" for word in helpers)
    if bare or any(word.lower_ in _FUTURE for word in helpers) or _expects(scene, region):
        return Stance(modality="forecast", cue=_cue(scene, region, helpers))
    if any(word.lower_ in _POSSIBLE for word in helpers):
        return Stance(modality="possible", cue=_cue(scene, region, helpers))
    source = source_of(scene, token)
    if source is not None:
        return Stance(modality="reported", source=source)
    negations = [*_negating_words(scene, region), *_negations(scene, token)]
    if len(negations) % 2:
        return Stance(modality="negated", cue=negations[0])
    hedge = _HEDGES.search(scene.text((region.start, region.cue.span.end_char)))
    if hedge is not None:
        start = region.start + hedge.start()
        return Stance(modality="hedged", cue=scene.span((start, region.start + hedge.end())))
    return Stance(modality="asserted")


def source_of(scene: Scene, token: Token) -> str | None:
    """Who is said to say it: the subject of a verb of saying above, or "according to" somebody."""
    according = _ACCORDING.search(scene.sent.text)
    if according is not None:
        return according["who"].strip()
    for verb in token.ancestors:
        if verb.lemma_ in _REPORTERS and _is_reported_clause(token, verb):
            return _speaker(verb)
    return None


def _is_reported_clause(token: Token, verb: Token) -> bool:
    return any(child.dep_ == "ccomp" and token in child.subtree for child in verb.children)


def _speaker(verb: Token) -> str | None:
    for child in verb.children:
        if child.dep_ == "nsubj" and child.lower_ not in _SELF:
            words = list(child.subtree)
            return str(child.doc[words[0].i : words[-1].i + 1].text)
    return None


def _helpers(token: Token) -> list[Token]:
    """The auxiliaries of a cue's verb and of the verbs it hangs from or shares with a neighbour."""
    verbs = [token]
    while verbs[-1].dep_ in {
        "conj",
        "xcomp",
        "acomp",
        "attr",
        "prep",
        "pobj",
        "dobj",
        "advmod",
        "pcomp",
    }:
        verbs.append(verbs[-1].head)
    own = [child for child in verbs[0].children if child.dep_ in {"aux", "auxpass"}]
    shared = [child for verb in verbs[1:] for child in verb.children if child.dep_ == "aux"]
    return own or shared


def _negating_words(scene: Scene, region: Region) -> list[Span]:
    """Negation that is no word of the verb's own: "has yet to", "far from", "beat neither"."""
    before = _NEGATING.search(scene.text(region.before))
    if before is not None:
        return [scene.span((region.start + before.start(), region.start + before.end()))]
    after = _NEITHER.match(scene.text(region.after))
    start = region.cue.span.end_char
    return [scene.span((start, start + after.end()))] if after else []


def _negations(scene: Scene, token: Token) -> list[Span]:
    verbs = [token]
    while verbs[-1].dep_ in {"xcomp", "acomp", "attr", "prep", "advmod", "dobj"}:
        verbs.append(verbs[-1].head)
    said_no = [
        child
        for verb in verbs
        for child in verb.children
        if child.dep_ == "neg" or child.lower_ in _NEGATIVE_WORDS
    ]
    said_no += [verb for verb in verbs[1:] if verb.lemma_ in _NEGATIVE_VERBS]
    return [_token_span(scene, word) for word in said_no]


def _expects(scene: Scene, region: Region) -> bool:
    head = clause_head(region.cue.token)
    if head.tag_ in {"VBD", "VBZ", "VBP"} and head == region.cue.token:
        return False
    return _EXPECTING.search(scene.text((region.start, region.cue.span.start_char))) is not None


def _cue(scene: Scene, region: Region, helpers: list[Token]) -> Span | None:
    if helpers:
        return _token_span(scene, helpers[0])
    match = _EXPECTING.search(scene.text(region.before))
    return scene.span((region.start + match.start(), region.start + match.end())) if match else None


def _span(scene: Scene, word: str, region: Region) -> Span | None:
    at = scene.text((region.start, region.end)).lower().find(word)
    return scene.span((region.start + at, region.start + at + len(word))) if at >= 0 else None


def _token_span(scene: Scene, token: Token) -> Span:
    return scene.span((token.idx, token.idx + len(token)))
