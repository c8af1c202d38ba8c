"""Recognises figures without a verb of their own: "… and IJR 9 %", "against 60 % for SPY".

What the number measures, and over which period, is said by the claim before it in the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from nlp.claims.draft import NO_WINDOW
from nlp.claims.facts.fact import Stretch, nearest_period, overlap, place_of
from nlp.claims.facts.fee_words import DEAREST
from nlp.claims.memory import Memory
from nlp.claims.moving.read import is_read
from nlp.claims.scene import Scene
from nlp.claims.slots import measured_in, open_window
from nlp.mentions import TRADED, Mention
from nlp.metric_families import kind_of
from nlp.quantities import find_bare, unsigned
from nlp.types import Claim, ClaimType, Magnitude, Relation, Span, Unit, Window

_A_YEAR = r"a year|annuali[sz]ed|per annum|p\.a\."
_YEARLY = rf"(?: (?:{_A_YEAR}))?"
_BEHIND = re.compile(
    rf"(?: (?:{_A_YEAR}|in total|cumulatively))?,? (?:(?:posted|made|earned|managed|returned"
    r"|recorded|delivered|shown|seen) )?(?:for|from|by|in|at|on) (?:the |its )?$",
    re.IGNORECASE,
)
# Words that may stand between a name and its number without making the number another's.
_GAP = re.compile(
    r"(?:['\u2019]s?)?(?:[\s:,(=\u2013\u2014-]|\b(?:the|a|an|plain|one|did|made|managed|got|was|is|at"
    r"|only|just|mere|some|about|around|roughly|nearly|almost|with|of|total|return(?:ed)?|call it"
    r"|say|by|up|down|and|on|for|its|gain|loss|fund|index|itself|barely|over|more than|less than"
    r"|under|in|(?:19|20)\d\d|cumulative(?:ly)?|ETF|then|a year|touch|shade|bit|more|less|very"
    r"|scraped together|managed|made|sedate"
    r"|respectable|modest|solid|meagre|meager|paltry|cool|whopping|still|another|further|even)\b"
    r"|, (?:which|who|being|the) [^,;.%]{1,40}, ){0,14}",
    re.IGNORECASE,
)
_LONGEST_GAP = 48
_NOT_A_RETURN = re.compile(
    r"\b(?:inflation|CPI|PCE|weights?|weighting|allocations?|exposure|stake|holdings?|share of"
    r"|turnover|margins?|unemployment|coupon|probability|chance|odds|confidence|GDP|payout|upside"
    r"|of (?:the |its |total )?(?:assets|portfolio|fund|index|revenues?|sales|names|holdings)"
    r"|funds rate|policy rate|premium|discount|hit rate|of the time|target)\b",
    re.IGNORECASE,
)
_EACH = re.compile(rf"{_YEARLY},? (?:each|apiece)\b", re.I)
_AGAINST_NUMBER = re.compile(rf"{_YEARLY},? (?:against|versus|vs\.?|to) [^.;%]{{0,12}}\d", re.I)
_NUMBER_AGAINST = re.compile(
    rf"(?:%|per ?cent|pct){_YEARLY},? (?:against|versus|vs\.?|to) (?:about |some |roughly )?$",
    re.IGNORECASE,
)
_RETURNS = re.compile(r"\b(?:returns?|returned|performance|gains?|gained|loss(?:es)?|lost)\b", re.I)
_DOWN = re.compile(r"\b(?:down|loss of|lost|fell|falling|off)\b[^%]{0,20}$", re.IGNORECASE)
_SIGNED = re.compile("[-+\u2212\u2013]")
_CONFIDENCE = 0.85


def figures(scene: Scene, claims: Sequence[Claim], memory: Memory) -> Iterator[Claim]:
    """A claim for each number beside a name that no claim of the sentence has read."""
    told = [*claims]
    for number in _numbers(scene, claims):
        if number.span is None or is_read(number.span, told):
            continue
        for owner in _owners(scene, number.span, memory):
            claim = _figure(scene, number, owner, told, memory)
            if claim is not None:
                told.append(claim)
                yield claim


def _numbers(scene: Scene, claims: Sequence[Claim]) -> list[Magnitude]:
    """Those with a per-cent sign; where one stands in the sentence, those that leave it out too."""
    found = [q for q in scene.quantities if q.unit == "percent"]
    if found or any(c.magnitude is not None for c in claims):
        start = scene.whole[0]
        bare = find_bare(scene.text(scene.whole), offset=scene.parsed.offset + start)
        found += [q for q in bare if not any(overlap(q, other) for other in scene.quantities)]
        found = [q for q in found if not any(overlap(q, window) for window in scene.windows)]
        found = [q for q in found if not _is_no_figure(scene, q)]
    return sorted(found, key=lambda q: q.span.start if q.span else 0)


def _is_no_figure(scene: Scene, number: Magnitude) -> bool:
    """True for the "500" of an index's name and the "one" of "one year"."""
    start, end = place_of(scene, number)
    named = any(m.start <= start and end <= m.end for m in scene.mentions)
    return named or _COUNTS.match(scene.text((end, min(end + 12, scene.whole[1])))) is not None


_COUNTS = re.compile(r"[ -](?:year|month|week|day|quarter)s?\b", re.IGNORECASE)


def _owners(scene: Scene, span: Span, memory: Memory) -> list[Mention]:
    """Whose number it is; of two that are compared before, in their order."""
    owner = _owner(scene, span)
    if owner is not None:
        return [owner]
    if any(m.kind in TRADED for m in scene.mentions):
        return []
    pair = [next(m for m in reversed(memory.named) if m.id == id) for id in memory.traded()[-2:]]
    if len(pair) < 2:
        return []
    start, end = scene.place(span)
    behind, before = scene.text((end, scene.whole[1])), scene.text((scene.whole[0], start))
    if _EACH.match(behind):
        return pair
    first = _AGAINST_NUMBER.match(behind) is not None
    return pair[:1] if first else pair[1:] if _NUMBER_AGAINST.search(before) else []


def _owner(scene: Scene, span: Span) -> Mention | None:
    """Whose number it is: the name behind its "for", or the one right before it."""
    start, end = scene.place(span)
    named = [m for m in scene.mentions if m.kind in TRADED]
    for mention in named:
        if mention.start >= end and _BEHIND.fullmatch(scene.text((end, mention.start))):
            return mention
    if _leads(scene, named):
        return next((m for m in named if m.start == end + 1), None)
    before = [m for m in named if m.end <= start]
    if not before:
        return None
    gap = scene.text((before[-1].end, start))
    fits = len(gap) <= _LONGEST_GAP and _GAP.fullmatch(gap) is not None
    return before[-1] if fits and not any(char == "%" for char in gap) else None


def _leads(scene: Scene, named: Sequence[Mention]) -> bool:
    """True where numbers stand before their names: "+17.4% KRE, +3.0% SPY"."""
    numbers = [q.span for q in scene.quantities if q.span is not None]
    if not numbers or not named:
        return False
    _, first = scene.place(numbers[0])
    return first < named[0].start and scene.text((first, named[0].start)) == " "


def _figure(
    scene: Scene, number: Magnitude, owner: Mention, told: Sequence[Claim], memory: Memory
) -> Claim | None:
    assert number.span is not None
    start, end = scene.place(number.span)
    here = owner in scene.mentions
    since = min(owner.end, start) if here else start
    around = scene.text((max(scene.whole[0], since if here else start - 40), end + 40))
    if _NOT_A_RETURN.search(around):
        return None
    measured = [claim for claim in told if _is_measured(claim, number)]
    model = _model(measured, owner.id, number.span.start)
    behind = re.split("[,;]", scene.text((end, min(end + 24, scene.whole[1]))))[0]
    named = measured_in(scene.text((since, end)) + behind)
    metric = named or (model.metric if model else None) or "total_return"
    kind = kind_of(metric)
    window = _window(scene, model, memory, at=(start, end)) if kind != "reference" else NO_WINDOW
    signed = _SIGNED.match(number.span.text) is not None
    spoken = model or signed or window.kind != "none" or _RETURNS.search(scene.words)
    if kind == "level" and not spoken:
        return None
    falls = kind == "level" and (
        _DOWN.search(scene.text((scene.whole[0], start))[-40:])
        or _shares_fall(scene, number, owner, model)
        or _is_booked_loss(scene, number)
    )
    relation: Relation = "falls" if falls or (kind == "level" and number.value < 0) else "equals"
    words = (min(owner.start, start), max(owner.end, end)) if here else (start, end)
    text = scene.span(words)
    return Claim(
        id="",
        type=kind,
        text=text.text,
        start=text.start,
        end=text.end,
        standalone_text=f"{owner.id}: {metric.replace('_', ' ')} {number.span.text}.",
        subject=owner.id,
        subject_span=scene.span((owner.start, owner.end)) if here else None,
        relation=relation,
        metric=metric,
        window=window,
        magnitude=unsigned(number),
        modality=model.modality if model else "asserted",
        source=model.source if model else None,
        missing=open_window(window) if kind != "reference" else (),
        parse_confidence=_CONFIDENCE,
    )


def _is_measured(claim: Claim, number: Magnitude) -> bool:
    """Whether a number may measure what a claim does: no index or day, and no fee of 9 %."""
    if claim.metric in {"index_tracked", "inception_date", "issuer"}:
        return False
    return claim.metric != "expense_ratio" or number.unit != "percent" or number.value <= DEAREST


def _shares_fall(scene: Scene, number: Magnitude, owner: Mention, model: Claim | None) -> bool:
    """True for the "VTI 14.2 %" behind "QUAL lost 14.3 %", which leaves its verb out."""
    assert number.span is not None
    start, _ = scene.place(number.span)
    if model is None or model.relation != "falls" or model.start > number.span.start:
        return False
    between = scene.text((owner.end, start)) if owner.end <= start else ""
    return _ELLIPTIC.fullmatch(between) is not None and not _SIGNED.match(number.span.text)


_ELLIPTIC = re.compile(
    r"[ ,]{1,2}(?:(?:only|just|by|about|some|a|another|roughly|very|nearly"
    r"|and|even) ){0,3}",
    re.I,
)
_BRACKET = re.compile(r"[\w.]\s?\($")


def _is_booked_loss(scene: Scene, number: Magnitude) -> bool:
    """True for "SPY (9.6 %), TLT -0.9 %": a list of moves writes its losses in brackets."""
    assert number.span is not None
    text = number.span.text
    start, _ = scene.place(number.span)
    opened = text.startswith("(") or _BRACKET.search(scene.text((max(0, start - 3), start)))
    moves = [q for q in scene.quantities if q.unit == "percent" and q.span]
    signed = [q for q in moves if q.span and _SIGNED.match(q.span.text.lstrip("("))]
    return bool(opened) and len(moves) > 2 and bool(signed) and "+" not in text


_FIGURED: set[ClaimType] = {"level", "risk", "reference"}
_NO_FIGURE: set[Unit] = {"date", "text", "usd"}


def _model(told: Sequence[Claim], owner: str, at: int) -> Claim | None:
    """The claim whose measure the number shares: the last one before it with another's figure."""
    stated = [c for c in told if c.magnitude is not None and c.type in _FIGURED]
    measured = [c for c in stated if c.magnitude and c.magnitude.unit not in _NO_FIGURE]
    others = [c for c in measured if c.subject != owner]
    before = [c for c in others if c.start <= at]
    return max(before, key=lambda claim: claim.start) if before else next(reversed(others), None)


def _window(scene: Scene, model: Claim | None, memory: Memory, *, at: Stretch) -> Window:
    if model is not None and model.window.kind != "none":
        return model.window
    near = nearest_period(scene, at)
    if near is not None:
        return near
    spoken = memory.spoken
    return spoken.here or spoken.title or spoken.review or NO_WINDOW
