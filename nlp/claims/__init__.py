"""The claims of a note, sentence by sentence: each as a query that prices can answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from nlp.catalog import Catalog
from nlp.claims.alternatives import alternatives
from nlp.claims.beside_verb import not_held
from nlp.claims.comparing.comparison import comparison
from nlp.claims.comparing.rank import rank
from nlp.claims.comparing.risk import risk
from nlp.claims.comparing.roster import rosters
from nlp.claims.cues import Cue
from nlp.claims.draft import NO_WINDOW, Draft, start_draft
from nlp.claims.facts.facts import facts, replaced
from nlp.claims.facts.reference import tracking
from nlp.claims.hearing import remember_periods
from nlp.claims.measured import measured_until
from nlp.claims.memory import Memory, joined_subjects
from nlp.claims.moving.echoes import echoes
from nlp.claims.moving.figures import figures
from nlp.claims.moving.level import level
from nlp.claims.moving.moves import moves
from nlp.claims.moving.paired import paired
from nlp.claims.moving.verbless import is_return, verbless
from nlp.claims.outlook.outlook import outlook
from nlp.claims.outlook.verdict_words import WHY_ASKED
from nlp.claims.questions import ask, is_question
from nlp.claims.quoting import attributed
from nlp.claims.reviewed import reviewed
from nlp.claims.scene import Scene, lay_out
from nlp.claims.slots import is_traded
from nlp.claims.tables.set_out import set_out_claims
from nlp.claims.topic import follow_topic, topic
from nlp.horizons import find_horizon
from nlp.mentions import Mention
from nlp.metric_families import FACTS, RISK
from nlp.parsing import ParsedBlock
from nlp.screening import Screened
from nlp.types import Claim, ClaimType

__all__ = ["extract"]

Recogniser = Callable[[Draft, Memory], Iterator[Claim]]
_RECOGNISERS: dict[ClaimType, Recogniser] = {
    "comparison": comparison,
    "equivalence": tracking,
    "level": level,
    "rank": rank,
    "risk": risk,
}
# Who did what is told by the order of two lists, which is not read.
_RESPECTIVELY = Screened(r"\brespectively\b", re.IGNORECASE)
# Who aims to beat an index hasn't said that he does; "seeks to track" is a fact of the fund.
_AIMS = {"seek", "aim", "try", "strive", "attempt", "intend", "hope", "want", "need", "design"}
_NO_PROMISE = Screened(
    r"\bno (?:guarantee|assurance|certainty)\b|\b(?:not|never) (?:a )?guarantee", re.IGNORECASE
)
_EACH_PERIOD = Screened(
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
    own = ((parsed, names) for parsed, names, _ in found if parsed.block.role == "body")
    lists = rosters(own, catalog=catalog)
    blocks = ((parsed, names) for parsed, names, _ in found)
    set_out = set_out_claims(blocks, as_of=as_of, written=written)
    measured = measured_until((parsed for parsed, _, _ in found), as_of=as_of)
    review = reviewed((parsed for parsed, _, _ in found), as_of=as_of)
    for parsed, mentions, cues in found:
        block = parsed.block
        read_at = block.dated if block.role == "quoted" else None
        told = set_out.get(parsed.offset, ())
        yield from (attributed(claim, parsed) for claim in told)
        memory = memories.setdefault(read_at, Memory(catalog=catalog, funds=funds, lists=lists))
        if told:
            memory.spoken.show(claim.window for claim in told)
        if block.role not in _READ_ROLES or block.kind not in _READ_KINDS:
            continue
        memory.spoken.measured = None if read_at else measured
        memory.spoken.review = None if read_at else review
        memory.spoken.day = read_at or as_of
        if parsed.offset in set_out:
            memory.note(mentions)
            continue
        days = (read_at, read_at) if read_at else (as_of, written)
        for claim in _read_block(parsed, mentions, cues, memory, days=days):
            read = replace(claim, alternatives=alternatives(claim, catalog=catalog))
            yield attributed(read, parsed)


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
    memory.spoken.begin(parsed.block.kind)
    for sent in parsed.doc.sents:
        text = parsed.text[sent.start_char : sent.end_char]
        if _NO_PROMISE.search(text):
            continue
        if is_question(text):
            ask(parsed, sent, mentions, memory, as_of=as_of)
            memory.asked_why = WHY_ASKED.search(text) is not None
            continue
        scene = lay_out(
            parsed,
            sent,
            mentions=mentions,
            cues=cues,
            as_of=as_of,
            written=written,
            spoken=memory.spoken,
        )
        before = memory.subject
        claims = [*_on_prices(scene, memory)]
        stated = [*facts(scene, memory, claims)]
        claims = [*replaced(claims, stated), *(_in_time(claim, scene) for claim in stated)]
        memory.note(scene.mentions, not_held(scene, scene.mentions))
        remember_periods(scene, claims, memory.spoken)
        claims += outlook(scene, memory, told=tuple(claims))
        claims += paired(scene, claims, memory)
        claims += figures(scene, claims, memory)
        claims += [_in_time(claim, scene) for claim in moves(scene, claims, memory)]
        claims += verbless(scene, claims, memory)
        claims += echoes(scene, claims, memory)
        memory.moved = next((claim for claim in reversed(claims) if is_return(claim)), None)
        yield from map(_timeless, map(_as_risk, _outside_conditions(claims)))
        memory.subject = topic(claims, memory) or before or memory.subject
        if memory.subject == before:
            follow_topic(scene, memory, claims)


def _on_prices(scene: Scene, memory: Memory) -> Iterator[Claim]:
    if _RESPECTIVELY.search(scene.words):
        return
    for region in scene.regions:
        if region.cue.token.dep_ == "xcomp" and region.cue.token.head.lemma_ in _AIMS:
            continue
        first = start_draft(scene, region, memory)
        others = joined_subjects(scene, region, first.subject, memory)
        for draft in [first, *(replace(first, subject=other) for other in others)]:
            for claim in _recognised(draft, memory):
                if is_traded(draft, memory):
                    memory.subject = first.subject.id
                yield _by_period(_in_time(claim, scene), scene)


def _recognised(draft: Draft, memory: Memory) -> Iterator[Claim]:
    """What a cue claims; the words of a reference only keep its numbers from other cues."""
    recogniser = _RECOGNISERS.get(draft.region.cue.type)
    return recogniser(draft, memory) if recogniser else iter(())


def _by_period(claim: Claim, scene: Scene) -> Claim:
    """ "In each year since 2017" asks for a test a period, which one gap can't answer."""
    if _EACH_PERIOD.search(scene.words) is None:
        return claim
    return replace(claim, missing=(*claim.missing, "each_period"))


def _in_time(claim: Claim, scene: Scene) -> Claim:
    """A claim about the future is a forecast, one about what may be a possibility."""
    kinds: dict[str, ClaimType] = {"forecast": "forecast", "possible": "possibility"}
    kind = kinds.get(claim.modality)
    if kind is None:
        return claim
    start = scene.parsed.offset + scene.whole[0]
    horizon = find_horizon(scene.words, offset=start, as_of=scene.as_of)
    return replace(claim, type=kind, horizon=horizon, window=NO_WINDOW)


def _as_risk(claim: Claim) -> Claim:
    """ "Half the volatility of B" is a claim on risk, whatever words compare."""
    of_risk = claim.type == "comparison" and claim.metric in RISK
    return replace(claim, type="risk") if of_risk else claim


def _timeless(claim: Claim) -> Claim:
    """Fees and the like are of today: a period beside them is another's."""
    return replace(claim, window=NO_WINDOW) if claim.metric in FACTS else claim


def _outside_conditions(claims: list[Claim]) -> Iterator[Claim]:
    """Drop what only restates a part of a conditional or a trade: "if X beats Y" asserts nothing.

    A claim stands where the words stand that it hangs from.
    """
    holders = [c for c in claims if c.type in {"conditional", "trade"}]
    for claim in claims:
        at = claim.relation_span.start if claim.relation_span else claim.start
        inside = any(c.start <= at < c.end for c in holders if c is not claim)
        if claim.type in {"conditional", "trade"} or not inside:
            yield claim
