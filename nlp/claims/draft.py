"""What every recogniser shares: the slots that are filled the same way for each type."""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.tokens import Token

from nlp.claims.comparing.comparators import NOTHING_COMPARED, Comparators
from nlp.claims.cues import Cue
from nlp.claims.memory import Memory, Subject, find_subject
from nlp.claims.scene import Region, Scene
from nlp.claims.spoken import carried
from nlp.claims.stance.modality import Stance, stance_of
from nlp.parsing import clause_tokens, governs_clause
from nlp.types import Claim, ClaimType, Magnitude, Metric, Relation, Span, Window

# How much a slot that no words of the clause gave takes off the confidence.
_INHERITED_SUBJECT, _INHERITED_WINDOW, _INFERRED_GROUP, _HEDGED = 0.95, 0.95, 0.9, 0.9
_PLAIN = 0.97
NO_WINDOW = Window(kind="none")
_HELPERS = {"aux", "auxpass", "neg", "advmod"}
_EXPECT = {"expect", "forecast", "project", "see", "look"}
_LOOSE_ENDS = re.compile(
    r"(?:[\s,;]{1,3}(?:and|but|or|yet|still|also|then|it|while|though|although|has|have|it has))*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A cue with its subject, window and stance, before its type has its say."""

    scene: Scene
    region: Region
    subject: Subject
    window: Window
    window_inherited: bool
    stance: Stance

    @property
    def relation(self) -> Relation:
        """The cue's relation, turned round where the subject suffers it ("was beaten by")."""
        relation = self.region.cue.predicate.relation
        # "It's regained 4 %" looks like a passive, but nobody moves a fund.
        turned = self.region.cue.type != "level" and _is_passive(self.region)
        return INVERSE.get(relation, relation) if turned else relation


INVERSE: dict[Relation, Relation] = {
    "above": "below", "below": "above", "rises": "falls", "falls": "rises",
    "highest": "lowest", "lowest": "highest",
}  # fmt: skip


def start_draft(scene: Scene, region: Region, memory: Memory) -> Draft:
    """Subject, window and stance of one cue, with what it inherits from before it."""
    subject = find_subject(scene, region, memory)
    own = scene.windows_in((region.start, region.end))
    window = _nearest(own, scene, region) if own else inherited_window(scene, region, memory)
    return Draft(
        scene=scene,
        region=region,
        subject=subject,
        window=window,
        window_inherited=not own and window.kind != "none",
        stance=stance_of(scene, region),
    )


def _nearest(windows: list[Window], scene: Scene, region: Region) -> Window:
    """The window whose words stand closest to the cue, on either side."""
    cue = region.cue.span

    def distance(window: Window) -> int:
        if window.span is None:
            return 0
        start, end = scene.place(window.span)
        return max(start - cue.end_char, cue.start_char - end)

    return min(windows, key=distance)


def inherited_window(scene: Scene, region: Region, memory: Memory) -> Window:
    """The window of the clause before in the same sentence, else the paragraph's.

    Two verbs joined by "and" share the window behind the second: "beat B and lagged C in 2021".
    """
    before = scene.windows_in((scene.whole[0], region.start))
    if before:
        return before[-1]
    for window in scene.windows:
        if window.span is not None and _holds_a_cue(window.span, scene):
            return window
    for later in scene.regions:
        joined = later.cue.token.dep_ == "conj" and later.cue.token.head == region.cue.token
        joined = joined and later.cue.type != "reference"
        if joined and (shared := scene.windows_in((later.start, later.end))):
            return shared[-1]
    if region.cue.type == "reference":
        return NO_WINDOW
    return carried(region.cue.token, memory.spoken) or NO_WINDOW


def _holds_a_cue(span: Span, scene: Scene) -> bool:
    """True for "since it was launched", whose verb has a region of its own."""
    start, end = scene.place(span)
    return any(start <= region.cue.span.start_char < end for region in scene.regions)


def finish(
    draft: Draft,
    *,
    relation: Relation | None,
    metric: Metric | None,
    comparators: Comparators = NOTHING_COMPARED,
    magnitude: Magnitude | None = None,
    window: Window | None = None,
    missing: tuple[str, ...] = (),
    kind: ClaimType | None = None,
) -> Claim:
    """The claim of a draft; ids are given when all claims of the note are known."""
    scene, cue = draft.scene, draft.region.cue
    text = claim_span(draft, magnitude=magnitude)
    chosen = draft.window if window is None else window
    return Claim(
        id="",
        type=kind or cue.type,
        text=text.text,
        start=text.start,
        end=text.end,
        standalone_text=standalone(draft, text=text, window=chosen),
        subject=draft.subject.id,
        subject_span=draft.subject.span,
        comparators=comparators.ids,
        comparators_inferred=comparators.inferred,
        comparators_text=comparators.text,
        quantifier=comparators.quantifier,
        relation=_turned(relation) if draft.stance.turned else relation,
        relation_span=scene.span((cue.span.start_char, cue.span.end_char)),
        metric=metric,
        window=chosen,
        magnitude=magnitude,
        modality=draft.stance.modality,
        modality_cue=draft.stance.cue,
        source=draft.stance.source,
        missing=missing + (("subject",) if draft.subject.id is None else ()),
        parse_confidence=confidence(draft, comparators=comparators),
    )


def _turned(relation: Relation | None) -> Relation | None:
    return INVERSE.get(relation, relation) if relation is not None else None


def confidence(draft: Draft, *, comparators: Comparators) -> float:
    """How sure the reading is: each slot that the clause's own words don't give takes its share."""
    value = _PLAIN
    value *= _INHERITED_SUBJECT if draft.subject.inherited else 1.0
    value *= _INHERITED_WINDOW if draft.window_inherited else 1.0
    value *= _INFERRED_GROUP if comparators.inferred else 1.0
    value *= _HEDGED if draft.stance.modality == "hedged" else 1.0
    return round(value, 3)


def claim_span(draft: Draft, *, magnitude: Magnitude | None) -> Span:
    """The words of a claim: its own region, from subject or window on, up to the next thought."""
    scene, region = draft.scene, draft.region
    _, end = scene.until_stop((region.after[0], next_clause(draft)))
    slots = [*scene.windows_in((region.start, region.end)), magnitude]
    spans = [slot.span for slot in slots if slot is not None and slot.span is not None]
    end = max([end, *(scene.place(span)[1] for span in spans)])
    return _without_loose_ends(scene.span((region.start, end)))


def next_clause(draft: Draft) -> int:
    """Where a clause with a subject of its own follows the cue's, or the region's end."""
    after = draft.region.cue.span.end
    for token in draft.scene.sent:
        subject = (child for child in token.children if child.dep_.startswith("nsubj"))
        if token.i >= after and governs_clause(token) and any(t.i >= after for t in subject):
            own = (word.idx for word in clause_tokens(token) if word.i >= after)
            return max(min(min(own), draft.region.end), draft.region.after[0])
    return draft.region.end


def _without_loose_ends(span: Span) -> Span:
    """The span without the "and still" that leads to the next claim."""
    text = _LOOSE_ENDS.sub("", span.text)
    return Span(span.start, span.start + len(text), text)


def standalone(draft: Draft, *, text: Span, window: Window) -> str:
    """The claim restated with its subject's id and, where inherited, its window."""
    who = draft.subject.id or (draft.subject.span.text if draft.subject.span else "It")
    body = _statement(draft, text=text)
    since = ""
    if window.text and window.text.lower() not in body.lower():
        since = f" {window.text[0].lower()}{window.text[1:]}"
    return f"{who}{body}{since}."


def _statement(draft: Draft, *, text: Span) -> str:
    """The cue's words from its verb on; behind a colon where they have no verb of their own."""
    cue, words = draft.region.cue, draft.scene.text
    end = max(draft.scene.place(text)[1], cue.span.end_char)
    lead = _verb_of(cue, region=draft.region)
    if lead is None:
        return ": " + words((cue.span.start_char, end)).strip(" ,;.")
    helpers = _helpers_of(lead)
    start = min([lead.idx, *(helper.idx for helper in helpers)])
    body = words((start, end)).strip(" ,;.")
    if lead.tag_ == "VBN" and not any(helper.dep_ in {"aux", "auxpass"} for helper in helpers):
        body = f"has {body}"
    return f" is expected {body}" if body.startswith("to ") else f" {body}"


def _verb_of(cue: Cue, *, region: Region) -> Token | None:
    """The verb that carries a cue's statement: itself, or the "is" or "failed" before it."""
    for token in [cue.token, *cue.token.ancestors]:
        if not region.start <= token.idx <= cue.span.start_char:
            return None
        if token.pos_ in {"VERB", "AUX"} and (
            token.dep_ != "xcomp" or token.head.lemma_ in _EXPECT
        ):
            return token
    return None


def _helpers_of(verb: Token) -> list[Token]:
    """The words right before a verb that belong to it: "has not", "did", "still"."""
    helpers: list[Token] = []
    for token in reversed(list(verb.doc[verb.sent.start : verb.i])):
        if token.head != verb or token.dep_ not in _HELPERS:
            break
        helpers.append(token)
    return helpers


def _is_passive(region: Region) -> bool:
    return any(child.dep_ == "auxpass" for child in region.cue.token.children)
