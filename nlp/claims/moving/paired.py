"""Reads two returns that stand together behind their comparison: "neck and neck: 3.0 % and 3.1 %".

The first is of whoever was compared, the second of what it was held against.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from nlp.claims.facts.fact import Fact, place_of
from nlp.claims.facts.referents import in_order
from nlp.claims.facts.stated import stated_claim
from nlp.claims.memory import Memory, Subject
from nlp.claims.moving.read import is_read
from nlp.claims.scene import Scene
from nlp.mentions import TRADED, Mention
from nlp.metric_families import RETURNS
from nlp.numerals import NUMBER, decimal_of
from nlp.screening import Screened
from nlp.types import Claim, ClaimType, Magnitude, Relation, Span

_SIGN = "[-+\u2212\u2013]?"
_UNIT = r"(?: ?%| per ?cent| percent| pct)?"
_YEARLY = r"(?:,? (?:a year|annuali[sz]ed|p\.a\.))?"
_PAIR = Screened(
    rf"(?<=[\s(:,])(?P<a>{_SIGN}{NUMBER}){_UNIT}{_YEARLY},? (?:and|vs?\.?|versus|against|to"
    rf"|for the one and) (?:about |roughly |only |just )?"
    rf"(?P<b>{_SIGN}{NUMBER})(?P<unit>{_UNIT}){_YEARLY}"
    r"(?:,? respectively)?(?=[,;.)](?!\d)|$| (?:in|over|since|this|last|so"
    r"|for the (?:year|quarter))\b)",
    re.IGNORECASE,
)
_BOTH = Screened(
    rf"\((?:both|each)(?: (?:up|down|at|about|roughly|some|gained|lost|returned)){{0,2}}"
    rf" (?P<a>{_SIGN}{NUMBER})(?P<unit>{_UNIT})\)",
    re.IGNORECASE,
)
# "VBR vs VTI, ten years: 10.6 vs 11.0".
_LABEL = re.compile(r" (?:vs?\.?|versus|against|and) (?:the )?", re.IGNORECASE)
_FELL = re.compile(
    r"\b(?:fell|fallen|lost|los(?:es|ing)|dropped|slid|declined|slumped|tumbled|shed|down"
    r"|gave (?:back|up))\b",
    re.IGNORECASE,
)
# What makes the two figures another measure's.
_OF_ANOTHER = re.compile(
    r"\b(?:weights?|holdings|yields?|fees?|costs?|charges?|bps?|basis points|assets|vol(?:atility)?"
    r"|beta|sharpe|sortino|drawdowns?|correlation|tracking|deviation|points|expense|stocks|names"
    r"|billion|million|p/e|times|earnings|ranks?|places?|months|years out|of the)\b",
    re.IGNORECASE,
)
_COMPARED: set[ClaimType] = {"equivalence", "comparison"}
_LARGEST = 400


def paired(scene: Scene, told: Sequence[Claim], memory: Memory) -> Iterator[Claim]:
    """A level of each of two things that are compared, for the two figures behind the words."""
    text = scene.veiled
    yield from _in_order(scene, told, memory)
    for pattern in (_PAIR, _BOTH):
        for match in pattern.finditer(text, *scene.whole):
            whose = _whose(scene, match.start("a"), told)
            if len(whose) < len(("one", "other")) or _OF_ANOTHER.search(text, *scene.whole):
                continue
            groups = ("a", "b") if pattern is _PAIR else ("a", "a")
            numbers = [_number(match, group, scene) for group in groups]
            if any(n is None or (n.span and is_read(n.span, told)) for n in numbers):
                continue
            for owner, number in zip(whose, numbers, strict=True):
                if number is not None:
                    yield stated_claim(scene, _fact(scene, number), owner, memory)


# "A, B and C returned 4 %, 5 % and 6 % respectively".
_ROW = Screened(
    rf"\b(?:returned|gained|made|earned|rose|added|lost|fell|dropped|declined|delivered|posted"
    rf"|produced|up|down|returns of|gains of|losses of)(?: by| about| roughly)?"
    rf" (?P<row>{_SIGN}{NUMBER}{_UNIT}(?:, {_SIGN}{NUMBER}{_UNIT}){{0,6}},? and {_SIGN}{NUMBER}"
    rf" ?(?:%|per ?cent|percent|pct))(?=[\s,;.)])(?! (?:of|more|less|and)\b)",
    re.IGNORECASE,
)
_FIGURE = re.compile(rf"(?P<a>{_SIGN}{NUMBER})(?P<unit>{_UNIT})", re.IGNORECASE)


def _in_order(scene: Scene, told: Sequence[Claim], memory: Memory) -> Iterator[Claim]:
    """As many figures as the clause has names, each its own in their order."""
    for match in _ROW.finditer(scene.veiled, *scene.whole):
        found = [*_FIGURE.finditer(scene.veiled, *match.span("row"))]
        if not _is_full(scene, match, len(found)):
            continue
        whose = in_order(len(found), scene, memory, until=match.start())
        for owner, each in zip(whose, found, strict=False):
            number = _number(each, "a", scene) or _shared(each, scene)
            if number.span and not is_read(number.span, told):
                yield stated_claim(scene, _fact(scene, number), owner, memory)


def is_in_row(scene: Scene, at: int) -> bool:
    """True for a verb whose figures belong to as many names, each its own."""
    rows = _ROW.finditer(scene.veiled, *scene.whole)
    return any(
        row.start() <= at < row.end()
        and _is_full(scene, row, len(_FIGURE.findall(scene.veiled, *row.span("row"))))
        for row in rows
    )


def _is_full(scene: Scene, row: re.Match[str], count: int) -> bool:
    named = {m.id for m in scene.mentions if m.kind in TRADED and m.end <= row.start()}
    return len(named) == count


def _shared(match: re.Match[str], scene: Scene) -> Magnitude:
    """A number whose unit stands behind the last of its row."""
    value = float(decimal_of(match["a"].lstrip("-+\u2212\u2013").lower()))
    offset = scene.parsed.offset
    span = Span(offset + match.start("a"), offset + match.end("a"), match["a"])
    return Magnitude(value=value, unit="percent", low=value - 0.5, high=value + 0.5, span=span)


def _whose(scene: Scene, at: int, told: Sequence[Claim]) -> tuple[Subject, ...]:
    """The two that the sentence compares before a place, or names as a label's sides."""
    here = scene.parsed.offset + at
    compared = [c for c in told if c.type in _COMPARED and c.metric in RETURNS and c.start < here]
    if compared:
        ids = (compared[-1].subject, *compared[-1].comparators)
        return tuple(Subject(id=id, span=None, inherited=True) for id in ids if len(ids) == 2)
    named = [m for m in scene.mentions if m.kind in TRADED]
    if len(named) != 2 or not named[1].end < at or ":" not in scene.text((named[1].end, at)):
        return ()
    sides = _LABEL.fullmatch(scene.text((named[0].end, named[1].start)))
    return tuple(map(_subject, named)) if sides else ()


def _subject(mention: Mention) -> Subject:
    return Subject(id=mention.id, span=None, inherited=True)


def _number(match: re.Match[str], group: str, scene: Scene) -> Magnitude | None:
    written = match[group]
    digits = written.lstrip("-+\u2212\u2013")
    value = float(decimal_of(digits.lower()))
    start, end = match.span(group)
    signed = written != digits or "." in digits
    if value > _LARGEST or not (match["unit"] or signed):
        return None
    value = value if written == digits or written[0] == "+" else -value
    offset = scene.parsed.offset
    span = Span(offset + start, offset + end, written)
    return Magnitude(value=value, unit="percent", low=value - 0.5, high=value + 0.5, span=span)


def _fact(scene: Scene, number: Magnitude) -> Fact:
    start, end = place_of(scene, number)
    relation: Relation = "falls" if number.value < 0 else "equals"
    if _FELL.search(scene.text((scene.whole[0], start))[-80:]):
        relation = "falls"
    size = abs(number.value)
    low, high = sorted((abs(number.low), abs(number.high)))
    sized = Magnitude(value=size, unit="percent", low=low, high=high, span=number.span)
    return Fact(metric="total_return", magnitude=sized, at=(start, end), relation=relation)
