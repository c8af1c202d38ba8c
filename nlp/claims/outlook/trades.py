"""Recognises trades: advice and positions, with the other leg among the comparators."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from nlp.claims.memory import Memory
from nlp.claims.outlook.agents import agent_of
from nlp.claims.outlook.orders import Order, masked, orders
from nlp.claims.outlook.segments import Stretch, claim_of, named_before, named_in
from nlp.claims.scene import Scene
from nlp.types import Claim, Modality

_CHAINED = re.compile(
    r"(?:[,/&+;]|\b(?:and|then|or|but|to|also|while|plus)) ?"
    r"(?:(?:still|also|now|then|would|will|we|I|I['\u2019]d|we['\u2019]d|the rest|to|not|stay"
    r"|staying"
    r"|remain|instead|have|are|has) ){0,4}$",
    re.IGNORECASE,
)
_LINK = re.compile(
    r"\b(?:(?:park|put|roll|move|switch)(?:ed)? (?:some of )?it|proceeds|money|cash|fund(?:ed"
    r"|ing)?|in favou?r|instead)\b",
    re.I,
)
_AND = re.compile(r"^\W{0,2}(?:and|&|\+|/|to|then)\b", re.I)
_NOT = re.compile(
    r"(?:\bnot|n['\u2019]t|\bnever|\bno (?:intention|plans?|need|reason|wish|hurry"
    r"|rush)) (?:\w+ ){0,2}$",
    re.I,
)
# A disclosure that nobody holds a thing.
_NO_STAKE = re.compile(r"^no (?:positions?|exposures?|holdings?|stakes?) in (?:any|these)", re.I)
_OWN_NOT = re.compile(
    r"(?:not|n['\u2019]t|never|neither|no (?:action|switch|move|trade)s?)\b", re.I
)
_IDIOM = re.compile(
    r"touch|chas|(?:not|t|never) (?:be )?(?:buy|own|add)|no (?:new|further|more|orders|purch|buy"
    r"|add)",
    re.I,
)
# A position that nothing pays for.
_IDLE = re.compile(r"flat|neutral|(?:market|equal)[- ]?weight|leav|skip|pass", re.IGNORECASE)
_KEEPS = re.compile(r"ke(?:ep|pt)|h[eo]ld|retain|stay|stick|stuck|maintain|own|leav", re.IGNORECASE)
_LONG_OR_SHORT = re.compile(r"\b(?:long|short|(?:over|under)weight)\b", re.IGNORECASE)
# So many calls in a row are a list, in which none pays for another.
_LIST_OF_GRADES = 3
_COUNTS = {
    "both": 2, "two": 2, "pair": 2, "three": 3, "four": 4, "five": 5, "them": 2, "either": 2,
    "neither": 2,
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class _Move:
    """An order of the author's, or of a `source`, with the ids it trades in."""

    order: Order
    ids: tuple[str, ...]
    others: tuple[str, ...]
    modality: Modality
    source: str | None


def trades(scene: Scene, memory: Memory) -> Iterator[Claim]:
    """A claim for each thing that is bought or held; what is sold for it stands beside it."""
    text = masked(scene.words, scene.whole[0], scene.mentions)
    moves = [*_moves(scene, text, memory)]
    graded = sum(move.order.is_stance for move in moves) >= _LIST_OF_GRADES
    for number, move in enumerate(moves):
        before = moves[number - 1] if number else None
        after = moves[number + 1] if number + 1 < len(moves) else None
        if after is not None and not graded and _is_pair(text, move, after):
            yield from _pair(scene, move, after)
        elif before is None or graded or not _is_pair(text, before, move):
            yield from _claims(scene, move, legs=())


def _moves(scene: Scene, text: str, memory: Memory) -> Iterator[_Move]:
    """The orders that somebody gives; one behind another is given by the same."""
    traded: set[tuple[str, str]] = set()
    source: str | None = None
    last: Order | None = None
    for order in orders(text):
        front = text[: order.words[0]]
        agent = agent_of(scene, order, text)
        if agent is None and (last is None or not _continues(last, order, front)):
            continue
        source = source if agent is None else agent or None
        others = _resolve(scene, text, order.other, memory) if order.other else ()
        ids = tuple(id for id in _resolve(scene, text, order.object, memory) if id not in others)
        if _in_heading(scene, order) or _NO_STAKE.search(text[slice(*order.words)]):
            continue
        told = agent is None and traded.issuperset((order.side, id) for id in ids)
        if told or not ids:
            continue
        last = order
        traded |= {(order.side, id) for id in ids}
        modality = _modality(order, front, source)
        yield _Move(order=order, ids=ids, others=others, modality=modality, source=source)


def _in_heading(scene: Scene, order: Order) -> bool:
    """True for "Banks: underweight" over a paragraph, which says it again."""
    heads = scene.parsed.block.kind in {"heading", "title"}
    return heads and ":" in order.verb


def _continues(last: Order, order: Order, front: str) -> bool:
    """True for the next of a row of orders, or of grades."""
    graded = last.voice == order.voice == "grade"
    return graded or _CHAINED.search(front[-40:]) is not None


def _modality(order: Order, front: str, source: str | None) -> Modality:
    if source is not None:
        return "reported"
    denied = _NOT.search(front) is not None or _OWN_NOT.match(order.verb) is not None
    return "negated" if denied else "asserted"


def _resolve(scene: Scene, text: str, stretch: Stretch, memory: Memory) -> tuple[str, ...]:
    """The ids of an object: its names, or what "both", "it" and "the latter" point to."""
    start = scene.whole[0]
    named = named_in(scene, (start + stretch[0], start + stretch[1]))
    if named:
        return tuple(dict.fromkeys(m.id for m in named))
    words = text[slice(*stretch)].lower()
    known = named_before(scene, start + stretch[0], memory)
    if words.startswith(("the latter", "the former")):
        place = 1 if words.startswith("the latter") else 2
        return tuple(known[-place:][:1])
    if "lot" in words or "all of" in words:
        return memory.funds
    count = next((n for word, n in _COUNTS.items() if re.search(rf"\b{word}\b", words)), None)
    if count is not None:
        return tuple(known[-count:])
    return (memory.subject,) if memory.subject else tuple(known[-1:])


def _is_pair(text: str, one: _Move, other: _Move) -> bool:
    """True where one leg pays for the other: "long A, short B", "sell A, put the money into B"."""
    if one.order.side == other.order.side or one.others or other.others:
        return False
    between = text[one.order.words[1] : other.order.words[0]]
    if re.search(r"[.;:]", between):
        return False
    if any(pattern.search(m.order.verb) for pattern in (_IDIOM, _IDLE) for m in (one, other)):
        return False
    stances = all(_stands(move.order, text) for move in (one, other))
    linked = _LINK.search(text[one.order.words[0] : other.order.words[1] + 30])
    return bool(stances or linked or _AND.match(between) or _is_bare(between, one, other))


def _stands(order: Order, text: str) -> bool:
    """True for "long A", and for the "long" of "our position stays long A"."""
    return order.is_stance or _LONG_OR_SHORT.search(text[slice(*order.words)]) is not None


def _is_bare(between: str, one: _Move, other: _Move) -> bool:
    """True for "sell A, buy B", which says no more; "sold A, kept B" are two positions."""
    plain = {one.order.voice, other.order.voice} == {"verb"}
    return (
        plain
        and not between.strip(" ,")
        and not any(_KEEPS.match(m.order.verb) for m in (one, other))
    )


def _pair(scene: Scene, one: _Move, other: _Move) -> Iterator[Claim]:
    bought, sold = (one, other) if one.order.side == "buy" else (other, one)
    words = scene.words
    legs = tuple(words[move.order.words[0] : move.order.words[1]] for move in (one, other))
    span = (one.order.words[0], other.order.words[1])
    order = replace(bought.order, words=span)
    yield from _claims(scene, replace(bought, order=order, others=sold.ids), legs=legs)


def _claims(scene: Scene, move: _Move, *, legs: Sequence[str]) -> Iterator[Claim]:
    start = scene.whole[0]
    stretch = (start + move.order.words[0], start + move.order.words[1])
    for id in move.ids:
        named = next((m for m in scene.mentions_in(stretch) if m.id == id), None)
        claim = claim_of(scene, stretch, "trade", subject=id, named=named, modality=move.modality)
        others = tuple(other for other in move.others if other != id)
        yield replace(
            claim,
            comparators=others,
            quantifier="named" if others else None,
            source=move.source,
            legs=tuple(legs),
        )
