"""How a claim is meant: asserted, negated, hedged, reported, forecast, or only imagined."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from spacy.tokens import Token

from nlp.claims.scene import Region, Scene
from nlp.claims.stance.negation import negations, own_clause
from nlp.claims.stance.reporting import source_of
from nlp.horizons import find_horizon
from nlp.parsing import clause_head
from nlp.types import Modality, Span

__all__ = ["Stance", "source_of", "stance_of"]

_HEDGES = re.compile(
    r"\b(?:arguably|apparently|perhaps|maybe|probably|possibly|presumably|supposedly|seemingly"
    r"|seems?|seemed|appears?|appeared|tend(?:s|ed)? to|by reput(?:e|ation)|often|usually"
    r"|frequently|generally"
    r"|(?:may|might|could|must) have|in (?:our|my) (?:view|opinion|reading)|imho|imo"
    r"|suggests?(?: that)?|(?:we|I) (?:think|believe|suspect|reckon|guess|suppose|fancy)"
    r"|as (?:we|I) (?:see|read) it)\b",
    re.IGNORECASE,
)
_AFTERTHOUGHT = re.compile(
    r",? (?:I|we) (?:believe|think|suspect|reckon|guess)\b(?! that)|, (?:it seems|apparently"
    r"|arguably|probably|perhaps)\b|^ (?:maybe|perhaps|probably|possibly|arguably)\b",
    re.IGNORECASE,
)
_APPOSED = re.compile(r" (?:(?:a|an|the|its|their|our) )(?:[\w'\u2019-]{1,20} ?){1,5},")
_POSSIBLE = {"can", "could", "may", "might"}
_FUTURE = {"will", "shall", "wo", "'ll", "\u2019ll"}
_WISHED = {"would", "'d", "\u2019d"}
_EXPECTING = re.compile(
    r"\b(?:expect(?:s|ed|ing)?|likely|forecasts?|project(?:s|ed)?|anticipates?|predicts?|set to"
    r"|poised to|should|(?:on course|bound|going|due|destined|sure|certain|about) to|(?:room"
    r"|scope) for"
    r"|(?:we|I) see(?! (?:that|no|how|why|in|from|here)\b)|(?:odds|chances) (?:are|is)"
    r"|look(?:s|ing)? (?:for|to)|count(?:s|ing)? on|(?:see|imagine) [\w ]{2,30} (?:\w{2,12}ing"
    r"|to)|(?:hard|difficult) to (?:see|imagine)"
    r"|points? to|pencil(?:s|led)? in|target(?:s|ing)?)\b",
    re.IGNORECASE,
)
# "The street has TLT rallying", "they see it doubling".
_SEES = re.compile(r"\b(?:sees?|has|have) (?:it|them|both|[A-Z]{2,5}) $")
_IMAGINED = re.compile(
    r"\bought[\"\u201d]? to have\b|\b(?:would|should|could)(?:n['\u2019]t| not)?(?:['\u2019]?ve"
    r"| have|a)\b"
    r"|['\u2019]d(?: \w{2,12})? have\b",
    re.IGNORECASE,
)
_TO_COME = re.compile(r"\b(?:by|until|before|next|within|coming)\b", re.IGNORECASE)
_HAD = re.compile(r"(?:^|[,;:] )(?:had (?!to\b)[\w$]{1,12} |if only )", re.IGNORECASE)
_FORETELLING = {"expect", "forecast", "project", "anticipate", "predict", "look"}
_SHARED = {
    "conj", "xcomp", "acomp", "attr", "prep", "pobj", "dobj", "advmod", "pcomp", "oprd",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Stance:
    """How a claim is meant, the words that say so, and whose it is when not the author's.

    `turned` where a negation stands beside a stronger stance ("critics say it did not beat B"):
    the relation itself is then turned round, since the modality doesn't tell.
    """

    modality: Modality
    cue: Span | None = None
    source: str | None = None
    turned: bool = False


def stance_of(scene: Scene, region: Region) -> Stance:
    """The strongest stance first: imagined, forecast, possible, reported, negated, hedged."""
    against = negations(scene, region)
    turned = len(against) % 2 == 1
    told = _told(scene, region)
    if told is not None:
        return Stance(modality=told[0], cue=told[1], turned=turned)
    source = source_of(scene, region.cue.token)
    if source is not None:
        return Stance(modality="reported", source=source, turned=turned)
    if turned:
        return Stance(modality="negated", cue=against[0])
    hedge = _hedge(scene, region)
    return Stance(modality="hedged", cue=hedge) if hedge else Stance(modality="asserted")


def _told(scene: Scene, region: Region) -> tuple[Modality, Span | None] | None:
    """What has not happened: imagined, expected or possible; None for what is or was."""
    helpers = _helpers(region.cue.token)
    said = {word.lower_ for word in helpers}
    imagined = _imagined(scene, region, said)
    if imagined is not None:
        return "counterfactual", imagined
    bare = region.cue.token.dep_ == "ROOT" and "to" in said
    if bare or said & (_FUTURE | _WISHED) or _expects(scene, region) or _falls_due(scene, region):
        return "forecast", _cue(scene, region, helpers)
    if said & _POSSIBLE and "have" not in said and not _could_not(region, said):
        return "possible", _cue(scene, region, helpers)
    return None


def _could_not(region: Region, said: set[str]) -> bool:
    """True for "could not keep up", which tells what happened."""
    compares = region.cue.type in {"comparison", "equivalence"}
    verbs = [region.cue.token, *region.cue.token.ancestors]
    helped = next((v for v in verbs if any(c.lower_ == "could" for c in v.children)), None)
    denied = helped is not None and any(child.dep_ == "neg" for child in helped.children)
    return compares and "could" in said and denied


def _imagined(scene: Scene, region: Region, said: set[str]) -> Span | None:
    """ "Would have returned", or a "would" beside "had we held it"."""
    front = _front(scene, region)
    match = _IMAGINED.search(scene.text(front))
    if match is None and said & _WISHED and _HAD.search(scene.words):
        match = re.search(r"\b(?:would|['\u2019]d)\b", scene.text(front))
    return scene.span((front[0] + match.start(), front[0] + match.end())) if match else None


def _front(scene: Scene, region: Region) -> tuple[int, int]:
    """From where the cue's clause begins, with the cues before that share its verb, to the cue."""
    head, start = clause_head(region.cue.token), region.start
    for before in scene.regions:
        if before.start < start and clause_head(before.cue.token) in {head, head.head}:
            start = before.start
            break
    return own_clause(scene, (start, region.cue.span.end_char))


def _helpers(token: Token) -> list[Token]:
    """The auxiliaries of a cue's verb and of the verbs it hangs from or shares with a neighbour."""
    verbs = [token]
    while verbs[-1].dep_ in _SHARED:
        verbs.append(verbs[-1].head)
    own = [child for child in verbs[0].children if child.dep_ in {"aux", "auxpass"}]
    if token.tag_ == "VBD":
        return own
    shared = [child for verb in verbs[1:] for child in verb.children if child.dep_ == "aux"]
    return own or shared


def _expects(scene: Scene, region: Region) -> bool:
    head = clause_head(region.cue.token)
    if head.tag_ in {"VBD", "VBZ", "VBP"} and head == region.cue.token:
        return False
    if any(verb.lemma_ in _FORETELLING for verb in _governors(region.cue.token)):
        return True
    start, _ = _front(scene, region)
    words = scene.text((start, region.cue.span.start_char))
    if region.cue.token.lower_.endswith("ing") and _SEES.search(words):
        return True
    return _EXPECTING.search(words) is not None


def _governors(token: Token) -> list[Token]:
    """The verbs whose object a cue's clause is: "we expect it to stay ahead"."""
    chain = [token, *token.ancestors]
    return [above for below, above in pairwise(chain) if below.dep_ in {"ccomp", "xcomp"}]


def _falls_due(scene: Scene, region: Region) -> bool:
    """True for "hands two points back by Christmas": a present tense with a day to come."""
    if region.cue.token.tag_ not in {"VBZ", "VBP", "NNS"}:
        return False
    horizon = find_horizon(scene.text(region.after), offset=0, as_of=scene.as_of)
    return horizon is not None and _TO_COME.search(horizon.text) is not None


def _hedge(scene: Scene, region: Region) -> Span | None:
    start, end = _front(scene, region)
    before = next(_hedges(scene.text((start, end))), None)
    if before is not None:
        return scene.span((start + before.start(), start + before.end()))
    at = region.cue.span.end_char
    behind = _AFTERTHOUGHT.search(scene.text(region.after))
    return scene.span((at + behind.start(), at + behind.end())) if behind else None


def _hedges(text: str) -> Iterator[re.Match[str]]:
    """The hedges of a clause; "XLU, supposedly the bunker, fell" hedges only what XLU is."""
    for match in _HEDGES.finditer(text):
        set_in = text[: match.start()].endswith(", ") and _APPOSED.match(text, match.end())
        if not set_in:
            yield match


def _cue(scene: Scene, region: Region, helpers: list[Token]) -> Span | None:
    if helpers:
        return scene.span((helpers[0].idx, helpers[0].idx + len(helpers[0])))
    match = _EXPECTING.search(scene.text(region.before))
    return scene.span((region.start + match.start(), region.start + match.end())) if match else None
