"""Recognises what prices can't settle today: conditionals, forecasts, causes, trades, "can"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from nlp.claims.memory import TRADED, Memory
from nlp.claims.modality import source_of
from nlp.claims.scene import Scene
from nlp.horizons import find_horizon
from nlp.mentions import Mention
from nlp.types import Claim, ClaimType, Condition, Horizon, Modality, Relation, Span

_SEGMENT = re.compile(r"[;:]\s")
_IF = {"if", "unless", "should", "provided", "once", "when"}
_PLAN = re.compile(
    r"\b(?:we|I) would (?:buy|sell|own|trim|add|hold|switch|reduce)\b", re.IGNORECASE
)
_OPENING_IF = re.compile(
    r"\s{0,3}(?P<clause>(?:if|should|unless|once) [^,;]{3,200}),", re.IGNORECASE
)
_MODAL = re.compile(
    r"\b(?:can|could|may|might|will|should|would|is likely|are likely|tends? to)\b", re.I
)
_FUTURE = re.compile(
    r"\b(?:will|expect(?:s|ed)?|forecasts?|projected|likely to|set to|poised to|going to|should"
    r"|we (?:see|look for|target))\b",
    re.IGNORECASE,
)
_POSSIBLE = re.compile(r"\b(?:can|could|may|might|tends? to)\b")
_CAUSE = re.compile(
    r"\b(?:because(?: of)?|due to|owing to|thanks to|driven by|explained by|attributable to"
    r"|caused by|reflects?\b[^.;]{3,120}? rather than|attribut\w{1,4} [^.;]{3,80}? to\b"
    r"|blames? [^.;]{3,60}|explains? (?:most|much|all) of|as a result of|stems? from"
    r"|regime-dependent|on the back of|is (?:really )?a (?:story|function) of)\b",
    re.IGNORECASE,
)
_LONG = re.compile(
    r"\b(?:go(?:ing)? |be |stay |we are )?(?:long|overweight|buy|own)\b"
    r"(?!-|[ -](?:term|run|time|as|only|history|standing))",
    re.I,
)
_SHORT = re.compile(
    r"\b(?:go(?:ing)? |be |stay )?(?:short|underweight|sell)\b(?!-|[ -](?:term|run|of|time))", re.I
)
_TRADE = re.compile(
    r"\b(?:(?:we|I) (?:recommend(?! that)|would (?:buy|sell|own|trim|add|hold|use|switch|reduce)"
    r"|prefer (?:to (?:own|hold)|owning|holding))"
    r"|our (?:preferred )?(?:trade|position|recommendation)|express this|pair trade|take profits"
    r"|tactical (?:[\w-]+ ){0,2}(?:sleeve|allocation|position|overweight|trade)|overweight"
    r"|underweight|trim|rotate (?:out of|into)|add to positions?|stop[- ]loss)\b",
    re.IGNORECASE,
)  # fmt: skip
_ORDERS = {
    "buy",
    "sell",
    "trim",
    "add",
    "switch",
    "reduce",
    "hold",
    "own",
    "avoid",
    "rotate",
    "move",
}
_RISE = re.compile(
    r"\b(?:compound|rall(?:y|ies)|rise|rises|gain|gains|climb|advance|outperform|recover|rebound"
    r"|beat|widen|improve|re-?rate higher|do well|double|appreciate|lead|continue|grow|return)\b",
    re.IGNORECASE,
)
_FALL = re.compile(
    r"\b(?:unwind|fall|falls|drop|decline|underperform|lag|de-?rate|sell off|suffer|struggle"
    r"|slide|lose|correct|reverse|weaken|narrow|vulnerable|crack|disappoint|halve|give back)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Segment:
    """A stretch of a sentence between semicolons or colons; offsets of the block's own text."""

    scene: Scene
    start: int
    end: int

    @property
    def stretch(self) -> tuple[int, int]:
        return self.start, self.end

    @property
    def text(self) -> str:
        return self.scene.text(self.stretch)


def outlook(scene: Scene, memory: Memory, *, settled: list[tuple[int, int]]) -> Iterator[Claim]:
    """At most one claim a segment; `settled` are stretches that a claim on prices already reads.

    A condition takes its whole segment, whatever else stands in it.
    """
    for segment in _segments(scene):
        condition = _condition(segment)
        taken = any(start < segment.end and end > segment.start for start, end in settled)
        if condition is not None and not _PLAN.search(segment.text):
            yield from _conditional(segment, condition, memory)
        elif _is_trade(segment):
            yield _claim(segment, "trade", memory, legs=_legs(segment.text))
        elif not taken:
            yield from _plain(segment, memory)


def _segments(scene: Scene) -> Iterator[_Segment]:
    start, end = scene.whole
    for cut in _SEGMENT.finditer(scene.sent.text):
        yield _Segment(scene=scene, start=start, end=scene.whole[0] + cut.start())
        start = scene.whole[0] + cut.end()
    yield _Segment(scene=scene, start=start, end=end)


def _plain(segment: _Segment, memory: Memory) -> Iterator[Claim]:
    text = segment.text
    moves = _RISE.search(text) or _FALL.search(text)
    named = bool(segment.scene.mentions_in(segment.stretch))
    if _CAUSE.search(text) and (named or memory.subject):
        yield _claim(segment, "causal", memory)
    elif named and _FUTURE.search(text) and (moves or _has_horizon(segment)):
        yield _claim(segment, "forecast", memory, modality="forecast")
    elif named and _POSSIBLE.search(text) and moves:
        yield _claim(segment, "possibility", memory, modality="possible")


def _has_horizon(segment: _Segment) -> bool:
    return find_horizon(segment.text, offset=0, as_of=segment.scene.as_of) is not None


def _condition(segment: _Segment) -> tuple[int, int] | None:
    """Where the if-part of a segment stands, or None."""
    clause = _if_clause(segment)
    if clause is None:
        return _leading_if(segment)
    start = max(clause.left_edge.idx, segment.start)
    return start, min(clause.right_edge.idx + len(clause.right_edge), segment.end)


def _if_clause(segment: _Segment) -> Token | None:
    """The verb of the segment's first condition; "when" counts only beside a modal."""
    for token in segment.scene.sent:
        if not segment.start <= token.idx < segment.end or token.lower_ not in _IF:
            continue
        clause = token.head
        leads = token.dep_ in {"mark", "advmod"} and clause.dep_ == "advcl"
        if leads and (token.lower_ == "if" or _MODAL.search(segment.text)):
            return clause
    return None


def _leading_if(segment: _Segment) -> tuple[int, int] | None:
    """Up to the first comma of a segment that opens with "if", however it was parsed."""
    match = _OPENING_IF.match(segment.text)
    return (segment.start, segment.start + match.end("clause")) if match else None


def _conditional(segment: _Segment, stretch: tuple[int, int], memory: Memory) -> Iterator[Claim]:
    start, end = stretch
    trigger = segment.scene.span((start, end))
    rest = segment.scene.text((segment.start, start)) + " " + segment.scene.text((end, segment.end))
    consequence = " ".join(rest.split()).strip(" ,;:.")
    if not segment.scene.mentions_in(segment.stretch) or not consequence:
        return
    condition = Condition(trigger=trigger.text, consequence=consequence, span=trigger)
    modality: Modality = "possible" if _POSSIBLE.search(consequence) else "forecast"
    yield _claim(segment, "conditional", memory, condition=condition, modality=modality)


def _is_trade(segment: _Segment) -> bool:
    text = segment.text
    if _TRADE.search(text) or (_LONG.search(text) and _SHORT.search(text)):
        return True
    words = [token for token in segment.scene.sent if token.idx >= segment.start]
    order = bool(words) and words[0].tag_ == "VB" and words[0].lemma_.lower() in _ORDERS
    return order and bool(segment.scene.mentions_in(segment.stretch))


def _legs(text: str) -> tuple[str, ...]:
    """The two sides of a long-short idea in the note's words; empty for a one-sided call."""
    long, short = _LONG.search(text), _SHORT.search(text)
    if long is None or short is None:
        return ()
    first, second = sorted((long, short), key=lambda match: match.start())
    end = re.search(r", rather than|\.$|$", text[second.start() :])
    stop = second.start() + (end.start() if end else 0)
    legs = (text[first.start() : second.start()], text[second.start() : stop])
    return tuple(re.sub(r"[ ,]+(?:and)?[ ,]*$", "", leg) for leg in legs)


def _claim(
    segment: _Segment,
    kind: ClaimType,
    memory: Memory,
    *,
    condition: Condition | None = None,
    modality: Modality = "asserted",
    legs: tuple[str, ...] = (),
) -> Claim:
    scene = segment.scene
    span = scene.span(segment.stretch)
    told = condition.consequence if condition else span.text
    horizon = _horizon(segment, condition) if kind not in {"causal", "trade"} else None
    source = source_of(scene, scene.sent.root)
    subject = _subject(segment, condition, memory)
    looks_ahead = kind in {"conditional", "forecast"}
    return Claim(
        id="",
        type=kind,
        text=span.text,
        start=span.start,
        end=span.end,
        standalone_text=_standalone(span, subject),
        subject=subject.id if subject else memory.subject,
        subject_span=scene.span((subject.start, subject.end)) if subject else None,
        relation=_direction(told) if kind not in {"causal", "trade"} else None,
        metric="total_return" if kind != "trade" else None,
        modality=modality,
        source=source,
        condition=condition,
        horizon=horizon,
        legs=legs,
        missing=("horizon",) if looks_ahead and horizon is None else (),
        parse_confidence=0.8 if subject else 0.7,
    )


def _horizon(segment: _Segment, condition: Condition | None) -> Horizon | None:
    """How far the consequence looks; a time in the if-part is the trigger's."""
    scene, offset = segment.scene, segment.scene.parsed.offset
    stretches = [segment.stretch]
    if condition is not None and condition.span is not None:
        start, end = condition.span.start - offset, condition.span.end - offset
        stretches = [(end, segment.end), (segment.start, start)]
    found = (
        find_horizon(scene.text(stretch), offset=offset + stretch[0], as_of=scene.as_of)
        for stretch in stretches
    )
    return next((horizon for horizon in found if horizon is not None), None)


def _subject(segment: _Segment, condition: Condition | None, memory: Memory) -> Mention | None:
    """Whom it is about: a traded name outside the if-part, else the first concept there."""
    mentions = segment.scene.mentions_in(segment.stretch)
    if condition is not None and condition.span is not None:
        offset = segment.scene.parsed.offset
        start, end = condition.span.start - offset, condition.span.end - offset
        outside = [m for m in mentions if m.end <= start or m.start >= end]
        mentions = outside or mentions
    traded = [m for m in mentions if m.kind in TRADED]
    return next(iter([*traded, *mentions]), None)


def _standalone(span: Span, subject: Mention | None) -> str:
    text = span.text[0].upper() + span.text[1:]
    return f"{text}." if subject is None or subject.name in text else f"{text} ({subject.name})."


def _direction(text: str) -> Relation | None:
    rise, fall = _RISE.search(text), _FALL.search(text)
    if rise and fall:
        return "rises" if rise.start() < fall.start() else "falls"
    return "rises" if rise else ("falls" if fall else None)
