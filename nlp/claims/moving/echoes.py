"""Reads returns that only echo another: "QQQ fell, and so did TQQQ", "$10,000 became $20,500"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from nlp.claims.another import of_another
from nlp.claims.facts.fact import Fact
from nlp.claims.facts.owners import subject
from nlp.claims.facts.stated import stated_claim
from nlp.claims.memory import Memory, Subject
from nlp.claims.scene import Scene
from nlp.mentions import TRADED
from nlp.metric_families import RETURNS
from nlp.screening import Screened
from nlp.types import Claim, Magnitude, Relation, Span

_SO_DID = re.compile(
    r"\b(?:so|as|and so|nor|neither) (?:did|has|have|had|was|were|is|are|do|does)"
    r" (?:the |its |anyone in |holders of |owners of |shares of |every share of ){0,2}$",
    re.IGNORECASE,
)
_DIRECTED: set[Relation | None] = {"rises", "falls"}
# "Turned $10,000 into $20,500", "10,000 became 18,950 in the one and 53,200 in the other".
_SUM = r"(?:US ?)?[$\u00a3\u20ac]? ?\d{1,3}(?:,\d{3}){1,3}(?:\.\d\d)?"
_GREW = Screened(
    rf"(?P<a>{_SUM})(?: (?:invested|put|placed|stake|in|at|it|the|start|then|\w{{2,5}})){{0,6}}?"
    r" (?:into|(?:has |have |had |would have )?(?:become|became|grown (?:in)?to|grew (?:in)?to"
    r"|turned into|shrank to|shrunk to|fell to)|is now worth|was worth|would be (?:worth )?)"
    rf" (?:about |roughly |some |nearly |only |just )?(?P<b>{_SUM})"
    rf"(?: (?:in|with|for|at) the (?:one|first|former),? and (?P<c>{_SUM}) (?:in|with|for|at) the"
    r" (?:other|second|latter))?",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"[^\d.]")


def echoes(scene: Scene, told: Sequence[Claim], memory: Memory) -> Iterator[Claim]:
    """A level for each name that did as another did, and for each sum that grew to another."""
    yield from _so_did(scene, told, memory)
    yield from _grown(scene, memory)


def _so_did(scene: Scene, told: Sequence[Claim], memory: Memory) -> Iterator[Claim]:
    known = [c for c in told if c.type == "level" and c.metric in RETURNS]
    before = memory.moved if memory.moved and not known else None
    for mention in (m for m in scene.mentions if m.kind in TRADED):
        lead = scene.text((max(scene.whole[0], mention.start - 40), mention.start))
        here = scene.parsed.offset + mention.start
        model = next((c for c in reversed(known) if c.start <= here), before)
        named = any(c.subject == mention.id for c in known)
        if model is None or named or model.relation not in _DIRECTED or not _SO_DID.search(lead):
            continue
        stated = model.magnitude if model.magnitude and model.magnitude.unit == "times" else None
        words = scene.span((mention.start - len(lead.split(",")[-1]), mention.end))
        yield replace(of_another(model, mention, words=words, scene=scene), magnitude=stated)


def _grown(scene: Scene, memory: Memory) -> Iterator[Claim]:
    for match in _GREW.finditer(scene.parsed.text, *scene.whole):
        whose = _owners(scene, match, memory)
        for owner, group in zip(whose, ("b", "c"), strict=False):
            first, last = _sum(match["a"]), _sum(match[group])
            if first > 0 and last > 0:
                at = match.start("a"), match.end(group)
                yield stated_claim(scene, _growth(scene, last / first, at), owner, memory)


def _owners(scene: Scene, match: re.Match[str], memory: Memory) -> tuple[Subject, ...]:
    """The two spoken of where two sums are reached, else who the sentence or the talk is of."""
    if match["c"]:
        pair = memory.pair()
        return tuple(Subject(id=id, span=None, inherited=True) for id in pair)
    named = [m for m in scene.mentions if m.kind in TRADED]
    if named:
        return (subject(scene, named[0]),)
    one = memory.subject
    return (Subject(id=one, span=None, inherited=True),) if one else ()


def _sum(words: str) -> float:
    return float(_DIGITS.sub("", words))


def _growth(scene: Scene, times: float, at: tuple[int, int]) -> Fact:
    offset = scene.parsed.offset
    span = Span(offset + at[0], offset + at[1], scene.text(at))
    number = Magnitude(value=times, unit="times", low=0.99 * times, high=1.01 * times, span=span)
    relation: Relation = "rises" if times > 1 else "falls"
    return Fact(metric="total_return", magnitude=number, at=at, relation=relation)
