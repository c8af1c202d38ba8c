"""Reads what a fund costs where no noun says "fee": "VBR asks 0.05 per cent, IJS 0.18"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from nlp.claims.facts.fact import Fact, Stretch, place_of
from nlp.claims.facts.measure_names import COST_WHOM
from nlp.claims.facts.owners import stands_beside
from nlp.claims.scene import Scene
from nlp.plain_numbers import find_ratios
from nlp.types import Magnitude, Unit

# No fund of the market costs more than this a year, in per cent.
DEAREST = 3.0
_CHEAP = 1.0
# How far before a number the words stand that make a price of it.
_REACH = 100
# The sentence speaks of what things cost.
SPEAKS_OF_FEES = re.compile(
    r"\b(?:fees?|costs?|TER|MER|OCF|expense ratios?|charg(?:es?|ed|ing)|cheap(?:er|est)?"
    r"|dear(?:er|est)?"
    r"|pric(?:ey|ier|iest)|savings?|expensive|ongoing charges?|levies|price tag|(?:practically"
    r"|virtually|almost|nearly) free)\b",
    re.IGNORECASE,
)
_CHARGES = re.compile(
    r"\b(?:charg(?:es?|ed|ing)|costs?|costing|asks?(?: for)?|asking|levies|levied|levy"
    r"|priced at|bills?|billed|carries|carried|passes on|(?:you|we|I|one|investors|holders|clients)"
    r" pays?|(?:you|we|they)(?:['\u2019]re| are) paying|paying|priced from)"
    r"(?: (?:you|us|clients|investors|holders|its owners|all of|just|only|now|a mere|a|still|merely"
    r"|barely|of|the same|each|more|less|than)){0,3} [(~]?$",
    re.IGNORECASE,
)
# Words that mean a price only where the talk is of prices.
_HAS = re.compile(
    r"\b(?:wants?|takes?|took|sits? at|stands? at|comes? in at|comes? at|runs? at|does (?:it"
    r"|the job|the"
    r" same) for|goes for|gone to|went to|down to|cut to|is|are|was|at|for|with|only|just|has|pays?"
    r"|['\u2019]s(?: at)?)(?: (?:still|now|only|just|a mere|at)){0,2} [(~]?$",
    re.IGNORECASE,
)
_ACCESS = re.compile(
    r"\b(?:access|exposure|index|same|market|the lot)\b.{0,60}\b(?:for|at) (?:just |only )?$", re.I
)
_SAVING = re.compile(
    r"\b(?:(?:savings?|gap|difference|discount|premium|edge|advantage)\b[^,;.%\d]{0,40}|by"
    r"(?: (?:about|just|only))?) $",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\b(?:wants|takes|does (?:it|the job|the same|this) for|yours for|can be had for)"
    r"(?: (?:just|only|a mere))? [(~]?$",
    re.IGNORECASE,
)
# "At 0.15 % a year, MTUM is no bargain."
_AT_FIRST = re.compile(r"\W{0,3}(?:at|for) (?:just |only |a mere )?", re.IGNORECASE)
_YEARLY = re.compile(r" (?:(?:a|per) (?:year|annum)|annually|p\.a\.),")
# "with 0.25 % cheaper than B" is a price and not a difference.
_WITH = re.compile(r"\b(?:with|at) $", re.IGNORECASE)
_CHEAPER = re.compile(r" ?(?:cheaper|dearer)", re.IGNORECASE)
_RETURNS = re.compile(
    r"\b(?:gain|rose|rise|return|fell|fall|lost|los|up|down|beat|made|ahead|behind|added|climbed)"
    r"(?:s|es|ed|ing)?\b",
    re.IGNORECASE,
)
# What may stand before a figure that opens a sentence, whoever speaks it.
_SPEAKER = re.compile(r"^(?:[A-Z][\w .]{1,30}: )?[\s\"'\u201c(-]*$")
_OF_MONEY = re.compile(
    r" ?\)?(?: (?:a|per) year| annually| p\.a\.)?,? (?:lower|higher|less|more|cheaper|dearer"
    r"|below|above"
    r"|under|over|ahead|behind|points|better|worse|of (?:performance|return|its|the)|in (?:19"
    r"|20)\d\d"
    r"|last|yield|since|volatility|a month|drawdown)\b",
    re.IGNORECASE,
)


def prices(scene: Scene, read: Sequence[Fact], *, spoken: bool) -> Iterator[Fact]:
    """Figures of what a fund costs that `read` has not; `spoken` says that the talk is of costs."""
    text = scene.veiled
    speaks = SPEAKS_OF_FEES.search(scene.sent.text) is not None
    about = spoken or (speaks and COST_WHOM.search(text) is None)
    taken = {place_of(scene, fact.magnitude) for fact in read if fact.magnitude}
    found = [fact for fact in read if fact.metric == "expense_ratio"]
    for number in scene.quantities:
        if number.unit in {"percent", "basis_points"} and place_of(scene, number) not in taken:
            fact = _price(scene, text, number, about=about or bool(found))
            if fact is not None:
                found.append(fact)
                yield fact
    yield from _listed(scene, text, found, taken=taken, spoken=spoken)


def _price(scene: Scene, text: str, number: Magnitude, *, about: bool) -> Fact | None:
    start, end = place_of(scene, number)
    share = number.value / 100 if number.unit == "basis_points" else number.value
    before = text[max(scene.whole[0], start - _REACH) : start]
    if not 0 < share <= DEAREST or _is_difference(text, end, before):
        return None
    verb = _verb(before, share=share, about=about)
    alone = start if _stands_alone(scene, text, (start, end), about=about) else None
    lead = start - len(before) + verb.start() if verb else alone
    if lead is None:
        return None
    return Fact(metric="expense_ratio", magnitude=number, at=(lead, end))


def _verb(before: str, *, share: float, about: bool) -> re.Match[str] | None:
    """The word that makes a price of the number behind it: the cheaper, the vaguer it may be."""
    verb = _CHARGES.search(before)
    if verb is None and share <= _CHEAP:
        verb = _ASKS.search(before) or _ACCESS.search(before)
    if verb is None and about and share <= 2 * _CHEAP:
        verb = _HAS.search(before)
    return verb


def _stands_alone(scene: Scene, text: str, number: Stretch, *, about: bool) -> bool:
    """True for a number that opens the sentence or touches a name, where the talk is of prices."""
    before = text[scene.whole[0] : number[0]][:_REACH]
    if _AT_FIRST.fullmatch(before) and _YEARLY.match(text, number[1]):
        return True
    if not about:
        return False
    touches = stands_beside(scene, number) and not _RETURNS.search(text, scene.whole[0])
    return touches or not _SPEAKER.sub("", before)


def _is_difference(text: str, end: int, before: str) -> bool:
    """True for "5 basis points cheaper" and "the saving is 3 basis points"."""
    priced = _WITH.search(before) and _CHEAPER.match(text, end)
    behind = _OF_MONEY.match(text, end) is not None and not priced
    return behind or _SAVING.search(before) is not None


def _listed(
    scene: Scene, text: str, found: Sequence[Fact], *, taken: set[Stretch], spoken: bool
) -> Iterator[Fact]:
    """Plain numbers behind further names of a list that began with a price: "…, IJS 0.18".

    Where the sentence before gave the prices, "XSMO's at 36" is one too, in basis points.
    """
    if not found and not spoken:
        return
    units: list[Unit] = [fact.magnitude.unit for fact in found if fact.magnitude]
    unit = units[0] if units else "basis_points"
    first = min((fact.at[0] for fact in found), default=scene.whole[0])
    for number in find_ratios(text[first:], offset=scene.parsed.offset + first):
        start, end = place = place_of(scene, number)
        taking = found or _AT.search(text[scene.whole[0] : start])
        free = not any(a < end and start < b for a, b in taken) and stands_beside(scene, place)
        if (
            taking
            and free
            and 0 < number.value <= (DEAREST if unit == "percent" else 100 * DEAREST)
        ):
            yield Fact(metric="expense_ratio", magnitude=replace(number, unit=unit), at=place)


_AT = re.compile(r"(?:['\u2019]s| is| was) at $")
