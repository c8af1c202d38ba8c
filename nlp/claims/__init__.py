"""The claims of a note, sentence by sentence: each as a query that prices can answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from nlp.catalog import Catalog
from nlp.claims.alternatives import alternatives
from nlp.claims.comparison import comparison
from nlp.claims.cues import Cue
from nlp.claims.draft import Draft, start_draft
from nlp.claims.level import level
from nlp.claims.memory import Memory, joined_subjects
from nlp.claims.outlook import outlook
from nlp.claims.rank import rank
from nlp.claims.reference import reference, tracking
from nlp.claims.risk import risk
from nlp.claims.scene import Scene, lay_out
from nlp.claims.tables import table_claims
from nlp.horizons import find_horizon
from nlp.mentions import Mention
from nlp.parsing import ParsedBlock
from nlp.types import Claim, ClaimType

__all__ = ["extract"]

Recogniser = Callable[[Draft, Memory], Iterator[Claim]]
_RECOGNISERS: dict[ClaimType, Recogniser] = {
    "comparison": comparison,
    "equivalence": tracking,
    "level": level,
    "rank": rank,
    "risk": risk,
    "reference": reference,
}
# Who did what is told by the order of two lists, which is not read.
_RESPECTIVELY = re.compile(r"\brespectively\b", re.IGNORECASE)
_EACH_PERIOD = re.compile(
    r"\b(?:each|every) (?:calendar |single )?(?:year|quarter|month)\b"
    r"|\b(?:straight|consecutive) (?:year|quarter|month)s?\b"
    r"|\b(?:two|three|four|five|six|seven|eight|nine|\d{1,2}) of the (?:past|last)\b",
    re.IGNORECASE,
)
_READ_ROLES = {"body", "quoted"}
_READ_KINDS = {"paragraph", "list_item", "quote", "heading", "title"}

Found = tuple[ParsedBlock, tuple[Mention, ...], tuple[Cue, ...]]


def extract(
    found: tuple[Found, ...], *, catalog: Catalog, as_of: date, written: date | None = None
) -> Iterator[Claim]:
    """Every claim of a note's own prose; an older note quoted in it speaks for itself.

    `found` holds each parsed block with its mentions and cues, in order.
    """
    memories: dict[date | None, Memory] = {}
    funds = _funds(found)
    for parsed, mentions, cues in found:
        block = parsed.block
        if block.role not in _READ_ROLES or block.kind not in _READ_KINDS:
            continue
        read_at = block.dated if block.role == "quoted" else None
        memory = memories.setdefault(read_at, Memory(catalog=catalog, funds=funds))
        days = (read_at, read_at) if read_at else (as_of, written)
        for claim in _read_block(parsed, mentions, cues, memory, days=days):
            read = replace(claim, alternatives=alternatives(claim, catalog=catalog))
            yield _attributed(read, parsed, read_at)
    own = ((parsed, mentions) for parsed, mentions, _ in found if parsed.block.role == "body")
    yield from table_claims(own, as_of=as_of, written=written)


def _funds(found: tuple[Found, ...]) -> tuple[str, ...]:
    """The funds that the author's own text names, in order."""
    own = (mentions for parsed, mentions, _ in found if parsed.block.role == "body")
    named = (m.id for mentions in own for m in mentions if m.kind == "fund")
    return tuple(dict.fromkeys(named))


def _read_block(
    parsed: ParsedBlock,
    mentions: tuple[Mention, ...],
    cues: tuple[Cue, ...],
    memory: Memory,
    *,
    days: tuple[date, date | None],
) -> Iterator[Claim]:
    as_of, written = days
    for sent in parsed.doc.sents:
        if sent.text.rstrip().endswith("?"):
            continue
        scene = lay_out(parsed, sent, mentions=mentions, cues=cues, as_of=as_of, written=written)
        before = memory.subject
        claims = [*_on_prices(scene, memory)]
        memory.note(scene.mentions)
        settled = [(c.start - parsed.offset, c.end - parsed.offset) for c in claims]
        claims += outlook(scene, memory, settled=settled)
        yield from _outside_conditions(claims)
        if memory.subject == before:
            _follow_topic(scene, memory)


def _on_prices(scene: Scene, memory: Memory) -> Iterator[Claim]:
    if _RESPECTIVELY.search(scene.sent.text):
        return
    for region in scene.regions:
        first = start_draft(scene, region, memory)
        others = joined_subjects(scene, region, first.subject)
        for draft in [first, *(replace(first, subject=other) for other in others)]:
            for claim in _RECOGNISERS[region.cue.type](draft, memory):
                memory.subject = first.subject.id or memory.subject
                yield _by_period(_in_time(claim, scene), scene)


def _by_period(claim: Claim, scene: Scene) -> Claim:
    """ "In each year since 2017" asks for a test a period, which one gap can't answer."""
    if _EACH_PERIOD.search(scene.sent.text) is None:
        return claim
    return replace(claim, missing=(*claim.missing, "each_period"))


def _in_time(claim: Claim, scene: Scene) -> Claim:
    """A claim about the future is a forecast, one about what may be a possibility."""
    kinds: dict[str, ClaimType] = {"forecast": "forecast", "possible": "possibility"}
    kind = kinds.get(claim.modality)
    if kind is None:
        return claim
    start = scene.parsed.offset + scene.whole[0]
    horizon = find_horizon(scene.sent.text, offset=start, as_of=scene.as_of)
    return replace(claim, type=kind, horizon=horizon)


def _outside_conditions(claims: list[Claim]) -> Iterator[Claim]:
    """Drop what only restates a part of a conditional: "if X outperforms, …" asserts nothing."""
    conditionals = [c for c in claims if c.type == "conditional"]
    for claim in claims:
        inside = any(c.start <= claim.start and claim.end <= c.end for c in conditionals)
        if claim.type == "conditional" or not inside:
            yield claim


def _follow_topic(scene: Scene, memory: Memory) -> None:
    """A sentence that opens with a fund changes the subject for the sentences after it."""
    opening = [m for m in scene.mentions if m.kind == "fund" and m.start - scene.whole[0] < 25]
    if opening:
        memory.subject = opening[0].id


def _attributed(claim: Claim, parsed: ParsedBlock, read_at: date | None) -> Claim:
    if parsed.block.role != "quoted":
        return claim
    source = claim.source or parsed.block.author or "quoted note"
    modality = "reported" if claim.modality == "asserted" else claim.modality
    return replace(claim, source=source, modality=modality, read_at=read_at)
