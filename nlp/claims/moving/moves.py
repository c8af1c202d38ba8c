"""Reads returns that no verb of returning tells: "at 41.3 %", "(+38.9 %)", "stands at -4.3 %".

A per cent that is nothing else's (no fee, no gap, no weight) is the return of whoever the words
speak of, where a direction, a sign or a word for return stands by it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from nlp.claims.facts.fact import Fact, place_of
from nlp.claims.facts.measure_names import MEASURES
from nlp.claims.facts.owners import named_before
from nlp.claims.facts.referents import pointed_out
from nlp.claims.facts.stated import stated_claim
from nlp.claims.memory import Memory, Subject
from nlp.claims.moving.read import is_read
from nlp.claims.moving.whose import is_of_another
from nlp.claims.scene import Scene
from nlp.claims.slots import measured_in
from nlp.mentions import TRADED
from nlp.metric_families import RETURNS
from nlp.plain_numbers import find_moves
from nlp.quantities import unsigned
from nlp.types import Claim, Magnitude, Metric, Relation

# Between a word of moving and its number.
_FILLER = (
    r"(?:[\s,(:\u2026]{1,3}(?:by|of|to|about|around|a|an|some|what|say|like|another|only|just|still"
    r"|roughly|nearly|almost|maybe|perhaps|further|full|good|mere|whole|least|over|in|total|it|on"
    r"|the|day|week|month|year|quarter|session|xxxx|at|than|more|less|most|something|close|cool"
    r"|solid|tidy|annuali[sz]ed|cumulative|quite|fully)\b){0,5}[\s,(:\"\u201c\u2026]{0,3}$"
)
_RISES = re.compile(
    r"(?:\b(?:up|plus|higher|gain(?:s|ed|ing)?|ris(?:es|en|ing)|rise|rose|climb(?:s|ed|ing)?|added"
    r"|advanc(?:e|es|ed|ing)|rall(?:y|ied|ying)|jump(?:s|ed|ing)?|soar(?:s|ed|ing)?|put on"
    r"|bounced?|recover(?:ed|ing)|surg(?:e|es|ed|ing)|appreciat(?:ed|ion))\b)" + _FILLER,
    re.IGNORECASE,
)
_FALLS = re.compile(
    r"(?:\b(?:down|off|minus|lower|los(?:s|es|ing|t|e)|f[ae]ll(?:s|en|ing)?|drop(?:s|ped|ping)?"
    r"|declin(?:e|es|ed|ing)|shed|slid|slides?|slipp(?:ed|ing)|sank|sunk|tumbl(?:e|ed|ing)"
    r"|plung(?:e|es|ed|ing)|surrender(?:ed|ing)|g[ai]v(?:e|en|ing) (?:up|back)|slump(?:ed|ing)?)\b)"
    + _FILLER,
    re.IGNORECASE,
)
_IS = re.compile(
    r"(?:\b(?:returns?|returned|returning|returns were|performance|did|does|delivered|delivering"
    r"|earned|earning|compound(?:s|ed|ing)?|CAGR|made|making|makes|managed|managing|produced"
    r"|posted|posting|stands?|stood|sits?|sat|finish(?:es|ed|ing)?|ended|closed|came in|comes in"
    r"|came out|notched|averaged|averaging|given|gave|result|achieved|turned in|banked|paid off"
    r"|annuali[sz](?:ed|es|ing)|printed|prints|opened|trades?|traded|is|was|be|been|['\u2019]s"
    r"|it was|that was)\b)(?: (?:its|their|your|our|his) (?:\w{4,10}))?"
    + _FILLER
    + r"|\b(?:returns?|performance|gains?|CAGR)\b[^.;%\d]{0,60}(?::| was| is| at| to) $",
    re.IGNORECASE,
)
_ALONE = re.compile(
    r"(?:^|[:,;(\u2014\u2013]|\bat|\bwith) ?(?:only |just |about |roughly )?$"
    r"|\bthe (?:former|latter|first|second|other|third|rest) (?:by |about |only |just )?$",
    re.IGNORECASE,
)
_BEHIND: tuple[tuple[re.Pattern[str], Relation], ...] = (
    (
        re.compile(
            r"\)?,? (?:higher|up|to the good|in the (?:plus|black|green)|gain|rise|advance|rally"
            r"|bounce|jump|rebound|run)\b(?! (?:than (?!at\b|in\b|on\b|a year|where)|its))",
            re.IGNORECASE,
        ),
        "rises",
    ),
    (
        re.compile(
            r"\)?,? (?:lower|down|to the bad|in the (?:red|minus|hole)|loss|fall|decline|drop|slide"
            r"|slump|plunge|sell-?off|hit)\b(?! (?:than (?!at\b|in\b|on\b|a year|where)|from (?:its"
            r"|the)))",
            re.IGNORECASE,
        ),
        "falls",
    ),
    (re.compile(r"(?: \w{3,12})? (?:returns?|performance)\b", re.IGNORECASE), "equals"),
)
_SIGN = re.compile("[-+\u2212\u2013]")
# What makes the number another thing's: a gap, a share, a rate, a level of something.
_ANOTHER = re.compile(
    r"\b(?:inflation|CPI|PCE|weight(?:s|ing|ed)?|allocations?|exposure|stake|position|share of"
    r"|turnover|margins?|unemployment|coupon|probability|chance|odds|confidence|GDP|payout|upside"
    r"|rates?|premium|discount|target|stop|limit|tax(?:es)?|growth|earnings|sales|revenues?|hedge"
    r"|dividends? of|interest|cash|quota|cap|ceiling|floor|band|trim|buy|sell|bought|sold|overlap"
    r"|ahead|behind|beat|beats|beating|lead|leads|edge|gap|outperform\w{0,3}|lag(?:s|ged)?|trail\w*"
    r"|underperform\w{0,3}|less than|more than (?:that|the)|between|spread|difference|shortfall"
    r"|capture[sd]?|explain(?:s|ed)?|of the time|percentile|oil|crude|dollar|euro|yen|sterling"
    r"|franc|wages|house prices|rents|survey|respondents|members|clients|voted|invested|holdings?"
    r"|sector|technology|financials|in tech|recovered (?:its|the)|hit rate|fees?|costs?|charge[sd]?"
    r"|correction|bear market|threshold|if|should|unless|when|whenever|once|below|under|beneath"
    r"|from)\b[^%\d]{0,40}$",
    re.IGNORECASE,
)
_NOT_BEHIND = re.compile(
    r"\)?,? ?(?:of (?:the|its|their|your|our|all|SPY|what|assets|that|holdings|names|revenue)"
    r"|points?|in (?:cash|bonds|equities|stocks|tech)|(?:a year )?(?:more|less|better|worse|ahead"
    r"|behind|above|below|under|beneath|off (?:its|the)|from (?:its|the)|as (?:much|deep|high)"
    r"|cheaper|dearer|clear|cap|stake|position|weight|allocation|coupon|chance|probability|upside"
    r"|tax|withholding|growth|inflation|target|stop|rule|correction|premium|discount|turnover"
    r"|overlap|confidence|margin|rate|share|move|band|threshold|invested|exposure|overweight"
    r"|underweight|down(?:side)? (?:capture|from)|peak|away|higher than (?!at|in)"
    r"|lower than (?!at|in)))\b",
    re.IGNORECASE,
)
_BREAKS = re.compile(r"[;:](?= )|[.!?\u2026](?= )| (?:but|while|whereas|though|although) ", re.I)
_LONGEST = 110
_MOST = 1000


def moves(scene: Scene, told: Sequence[Claim], memory: Memory) -> Iterator[Claim]:
    """A level for each number of the sentence that no claim has read and that is a return."""
    if memory.subject is None and not scene.mentions:
        return
    if not scene.quantities and not any(char.isdigit() for char in scene.words):
        return
    text = scene.veiled
    known = [*told]
    for number in _numbers(scene, text):
        if number.span is None or is_read(number.span, known):
            continue
        if is_of_another(scene, place_of(scene, number)[0]):
            continue
        relation = _relation(scene, text, number, known, memory)
        owner = _owner(scene, number, known, memory) if relation else None
        if relation and owner:
            claim = stated_claim(scene, _fact(scene, number, relation), owner, memory)
            claim = _in_period(claim, known)
            known.append(claim)
            yield claim


def _numbers(scene: Scene, text: str) -> list[Magnitude]:
    """Those in per cent, and those without a unit that a direction or a sign makes one of."""
    found = [q for q in scene.quantities if q.unit == "percent" and abs(q.value) < _MOST]
    taken = [place_of(scene, q) for q in scene.quantities]
    start = scene.whole[0]
    for number in find_moves(text[start:], offset=scene.parsed.offset + start):
        a, b = place_of(scene, number)
        if not any(a < end and begin < b for begin, end in taken):
            found.append(number)
    return sorted(found, key=lambda q: q.span.start if q.span else 0)


def _relation(
    scene: Scene, text: str, number: Magnitude, told: Sequence[Claim], memory: Memory
) -> Relation | None:
    """The direction that the words or the sign give a return, or None where it is none."""
    start, end = place_of(scene, number)
    lead, behind = text[_clause(scene, text, start) : start], text[end : end + 40]
    if _ANOTHER.search(lead) or _NOT_BEHIND.match(behind) or _is_measured(lead, behind):
        return None
    for pattern, relation in _BEHIND:
        if pattern.match(behind):
            return relation
    if _FALLS.search(lead):
        return "falls"
    if _RISES.search(lead):
        return "rises"
    assert number.span is not None
    sign = _SIGN.match(number.span.text.lstrip("("))
    if sign is not None:
        return "rises" if sign[0] == "+" else "falls"
    if number.value < 0:
        return "falls"
    spoken = any(claim.type in _SPOKEN and claim.metric in RETURNS for claim in told)
    dated = scene.windows or (memory.spoken.here is not None and _OUTCOME.search(lead))
    if _IS.search(lead) and (spoken or dated or _SPEAKS.search(lead + behind)):
        return "equals"
    if not spoken or not _ALONE.search(lead):
        return None
    return told[-1].relation if _IN_TURN.search(lead) and told[-1].type == "level" else "equals"


# With a period named before, these tell a return: "IJR came out at 41.3 %".
_OUTCOME = re.compile(
    r"\b(?:did|delivered|made|managed|stands?|stood|finish(?:es|ed)|ended|closed"
    r"|c[ao]me(?:s)? (?:in|out)|posted|returned|produced|earned)\b",
    re.IGNORECASE,
)
# What sets a reader up for a return without a verb: "did better still, at 41.3 %".
_SPOKEN = {"level", "comparison", "rank", "equivalence"}
# "The first is off 1.9 % and the second 2.4 %": the move of the one before.
_IN_TURN = re.compile(
    r"\bthe (?:former|latter|first|second|other|third|rest) (?:by |about |only |just )?$", re.I
)
_SPEAKS = re.compile(
    r"\b(?:returns?|returned|returning|performance|annuali[sz]ed|annually|a year|compound\w{0,3}"
    r"|CAGR|per annum|p\.a\.|total)\b",
    re.IGNORECASE,
)


def _clause(scene: Scene, text: str, at: int) -> int:
    """Where the words about a number begin: behind the last break, number or the last stretch."""
    first = max(scene.whole[0], at - _LONGEST)
    last = first
    for found in _BREAKS.finditer(text, first, at - 1):
        last = found.start() if found[0][0] == ":" else found.end()
    earlier = [place_of(scene, q)[1] for q in scene.quantities if place_of(scene, q)[1] < at]
    return max([last, *earlier])


def _is_measured(lead: str, behind: str) -> bool:
    """Whether another measure than the return is named by the number."""
    near = lead[-60:]
    return any(
        measure.noun.search(near) or measure.noun.match(behind.lstrip(" ,-"))
        for measure in MEASURES
    )


def _owner(
    scene: Scene, number: Magnitude, told: Sequence[Claim], memory: Memory
) -> Subject | None:
    """Whose return it is: named or pointed to in its clause, else whom the talk is of."""
    start, _ = place_of(scene, number)
    begin = _clause(scene, scene.parsed.text, start)
    named = named_before(scene, (begin, start))
    if named is not None:
        return named
    pointed = pointed_out(scene, (begin, start), memory)
    if pointed is not None:
        return pointed
    at = scene.parsed.offset + start
    before = [c for c in told if c.start <= at and c.subject and c.type != "trade"]
    if before:
        return Subject(id=before[-1].subject, span=None, inherited=True)
    named = named_before(scene, (scene.whole[0], start))
    return named or _remembered(memory)


def _remembered(memory: Memory) -> Subject | None:
    traded = memory.subject in {m.id for m in memory.named if m.kind in TRADED}
    return Subject(id=memory.subject, span=None, inherited=True) if traded else None


def _fact(scene: Scene, number: Magnitude, relation: Relation) -> Fact:
    start, end = place_of(scene, number)
    words = scene.text((max(scene.whole[0], start - _LONGEST), min(end + 60, scene.whole[1])))
    price = measured_in(words) == "price_return"
    metric: Metric = "price_return" if price else "total_return"
    return Fact(metric=metric, magnitude=unsigned(number), at=(start, end), relation=relation)


def _in_period(claim: Claim, told: Sequence[Claim]) -> Claim:
    """The claim with the period of the return before it, where it has none of its own."""
    if claim.window.kind != "none":
        return claim
    dated = [c.window for c in told if c.type == "level" and c.window.kind != "none"]
    return replace(claim, window=dated[-1], missing=()) if dated else claim
