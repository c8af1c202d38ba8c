"""Recognises trades: advice and positions, with the other leg among the comparators."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from nlp.claims.memory import Memory
from nlp.claims.outlook.order_words import NAME
from nlp.claims.outlook.orders import Order, masked, orders
from nlp.claims.outlook.segments import Stretch, claim_of, named_before, named_in, token_at
from nlp.claims.scene import Scene
from nlp.claims.stance.reporting import source_of
from nlp.types import Claim, Modality

_AUTHOR = (
    r"(?:we|I|us|our (?:own )?(?:desk|team|committee|clients?|book|sleeve|stance|position(?:ing)?"
    r"|view|advice|strategists|model|portfolios?|recommendation|proposal)"
    r"|the (?:desk|committee|team|house|board|sleeve|book|trustees?|trust|endowment|foundation"
    r"|family"
    r"|partnership|plan|scheme|household|(?:investment|model|strategy)"
    r" (?:committee|portfolio|book|team))|(?:clients|investors|holders|readers|buyers|one|you)"
    r" (?:should|could|might|may|ought|would do well))(?:['\u2019](?:m|re|d|ve|ll))?"
)
# Words that make of "we … X" a thought about X and not a trade in it.
_THOUGHT = (
    r"(?:that|which|who|because|if|when|had|think|believe|expect|note|noted|say|said|saw|see|found"
    r"|never expected|measure|compare|show|average|while|have been)"
)
_BY_AUTHOR = re.compile(
    rf"\b{_AUTHOR}(?: (?!{_THOUGHT}\b)[\w'\u2019%-]{{1,20}},?){{0,6}} $|\b{_AUTHOR} $"
    r"|\b(?:readers?|holders?|investors?|clients?|anyone|those|owners?|buyers?)(?: [^.;,]{1,40})?"
    r" (?:should|ought to|could|may|might|would do well to)(?: \w{2,12}){0,2} $"
    r"|(?:^|[.:;] )(?:use|take) [^.;,]{3,30} to $|(?:^|[.:;] )(?:raise|free|make"
    r"|fund) [^.;,]{1,30} by $",
    re.IGNORECASE,
)
_BY_NOBODY = re.compile(
    r"(?:^|[:;(\u2022*>\u2014\u2013\"\u201c.!?] ?|\bplease )"
    r"(?:(?:still|also|now|just|again|then|therefore|stay|staying|remain|keep|be|not|don['\u2019]t"
    r"|do not|never|today|tactically|continue to|would|of the (?:two|three|four|five|pair),?"
    r"|here,?|for now,?|meanwhile,?|on balance,?|either way,?|instead,?|so|from here,?|in short,?"
    r"|if in doubt,?|i(?:['\u2019]d|m)) ){0,3}$",
    re.IGNORECASE,
)
_CHAINED = re.compile(
    r"(?:[,/&+;]|\b(?:and|then|or|but|to|also|while|plus)) ?"
    r"(?:(?:still|also|now|then|would|will|we|I|I['\u2019]d|we['\u2019]d|the rest|to|not|stay"
    r"|staying"
    r"|remain|instead|have|are|has) ){0,4}$",
    re.IGNORECASE,
)
_BY_OTHERS = re.compile(
    r"(?P<who>[A-Z][\w.&'\u2019-]{1,25}(?: [A-Z][\w.&'\u2019-]{1,25}){0,3}|the (?:broker|issuer"
    r"|analyst))"
    r"(?: [\w-]{1,15}){0,2} (?:recommend(?:s|ed)|advis(?:es|ed)|suggest(?:s|ed)|urg(?:es|ed)"
    r"|propos(?:es|ed)|advocat(?:es|ed)|prefers|favou?rs|says?(?: it)?|says? to)"
    r"(?: [\w-]{1,15}){0,3} $"
)
_GRADER = re.compile(
    r"(?P<who>[A-Z][\w.&'\u2019-]{1,25}(?: [A-Z][\w.&'\u2019-]{1,25}){0,3})[^.;]{0,40} $"
)
# A gerund that is followed by a verb is what a sentence is about: "owning TLT has cost 30 %".
_COSTS = re.compile(
    r"^[^,;.]{0,40}?\b(?:would|has|have|was|were|is|can|could|cost|paid|made|meant|means)\b", re.I
)
_LINK = re.compile(r"\b(?:proceeds|money|cash|fund(?:ed|ing)?|in favou?r|instead)\b", re.I)
_AND = re.compile(r"^\W{0,2}(?:and|&|\+|/|to|then)\b", re.I)
_PAST_HOLDING = re.compile(r"\b(?:had|have) (?:\w+ )?$|\bwould have (?:\w+ )?$", re.I)
_NOT = re.compile(
    r"(?:\bnot|n['\u2019]t|\bnever|\bno (?:intention|plans?|need|reason|wish|hurry"
    r"|rush)) (?:\w+ ){0,2}$",
    re.I,
)
_IDIOM = re.compile(
    r"touch|chas|(?:not|t|never) (?:be )?(?:buy|own|add)|no (?:new|further|more|orders|purch|buy"
    r"|add)",
    re.I,
)
# A position that nothing pays for.
_IDLE = re.compile(r"flat|neutral|(?:market|equal)[- ]?weight|leav|skip|pass", re.IGNORECASE)
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
    text = masked(scene.sent.text, scene.whole[0], scene.mentions)
    moves = [*_moves(scene, text, memory)]
    for number, move in enumerate(moves):
        before = moves[number - 1] if number else None
        after = moves[number + 1] if number + 1 < len(moves) else None
        if after is not None and _is_pair(text, move, after):
            yield from _pair(scene, move, after)
        elif before is None or not _is_pair(text, before, move):
            yield from _claims(scene, move, legs=())


def _moves(scene: Scene, text: str, memory: Memory) -> Iterator[_Move]:
    """The orders that somebody gives; one behind another is given by the same."""
    traded: set[tuple[str, str]] = set()
    source: str | None = None
    last: Order | None = None
    for order in orders(text):
        front = text[: order.words[0]]
        agent = _agent(scene, order, text)
        if agent is None and (last is None or not _continues(last, order, front)):
            continue
        source = source if agent is None else agent or None
        others = _resolve(scene, text, order.other, memory) if order.other else ()
        ids = tuple(id for id in _resolve(scene, text, order.object, memory) if id not in others)
        told = agent is None and traded.issuperset((order.side, id) for id in ids)
        if told or not ids:
            continue
        last = order
        traded |= {(order.side, id) for id in ids}
        modality = _modality(order, front, source)
        yield _Move(order=order, ids=ids, others=others, modality=modality, source=source)


def _continues(last: Order, order: Order, front: str) -> bool:
    """True for the next of a row of orders, or of grades."""
    graded = last.voice == order.voice == "grade"
    return graded or _CHAINED.search(front[-40:]) is not None


def _agent(scene: Scene, order: Order, text: str) -> str | None:
    """Who gives an order: "" for the author, the name of another, None where nobody trades."""
    front = text[: order.words[0]]
    authors = order.voice == "choice" or _is_authors(order, text)
    if order.voice == "grade":
        speaker = _GRADER.search(front[-80:])
        return speaker["who"] if speaker else ("" if re.search(r"\b(?:we|I)\b", front) else None)
    if authors:
        at = scene.whole[0] + order.words[0]
        return source_of(scene, token_at(scene, at) or scene.sent.root) or ""
    other = _BY_OTHERS.search(front[-120:])
    return other["who"] if other is not None and NAME not in other["who"] else None


def _is_authors(order: Order, text: str) -> bool:
    """True where "we" act, or nobody does: an order, a diary's "sold", "buying on weakness"."""
    front, behind = text[: order.words[0]], text[order.words[1] :]
    if _PAST_HOLDING.search(front) and not order.is_stance:
        return bool(re.search(rf"\b{_AUTHOR} (?:have|['\u2019]ve) (?:\w+ )?$", front, re.I))
    if _BY_AUTHOR.search(front[-160:]):
        return not order.verb.startswith("owned")
    if _BY_NOBODY.search(front[-60:]) is None:
        return False
    return not (order.verb.endswith("ing") and _COSTS.match(behind))


def _modality(order: Order, front: str, source: str | None) -> Modality:
    if source is not None:
        return "reported"
    avoids = _IDIOM.search(order.verb) is not None
    return "negated" if _NOT.search(front) and not avoids else "asserted"


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
    stances = one.order.is_stance or other.order.is_stance
    linked = _LINK.search(text[one.order.words[0] : other.order.words[1] + 30])
    return bool(stances or linked or _AND.match(between))


def _pair(scene: Scene, one: _Move, other: _Move) -> Iterator[Claim]:
    bought, sold = (one, other) if one.order.side == "buy" else (other, one)
    words = scene.sent.text
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
