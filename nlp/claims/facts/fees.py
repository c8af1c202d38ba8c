"""Reads what a fund costs where no noun says "fee": "VBR asks 0.05 per cent, IJS 0.18"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from nlp.claims.facts.fact import Fact, Stretch, place_of
from nlp.claims.facts.fee_words import (
    ACCESS,
    ASKED,
    ASKS,
    AT,
    AT_FIRST,
    BEGUN,
    BRACKETED,
    CHARGES,
    CHEAP,
    CHEAPER,
    CLOSES,
    DEARER,
    DEAREST,
    DESCRIBES,
    FOR_INDEX,
    FROM,
    HAS,
    NOW,
    OF_MONEY,
    OTHER_POINTS,
    REACH,
    RETURNS,
    SAVING,
    SPEAKER,
    SPEAKS_OF_FEES,
    WITH,
    YEARLY,
)
from nlp.claims.facts.further import further
from nlp.claims.facts.measure_names import COST_WHOM
from nlp.claims.facts.measure_numbers import numbers_of
from nlp.claims.facts.owners import stands_beside
from nlp.claims.facts.plain_fees import plain_fees
from nlp.claims.scene import Scene
from nlp.plain_numbers import find_ratios
from nlp.types import Magnitude, Unit


def prices(scene: Scene, read: Sequence[Fact], *, spoken: bool) -> Iterator[Fact]:
    """Figures of what a fund costs that `read` has not; `spoken` says that the talk is of costs."""
    text = scene.veiled
    speaks = SPEAKS_OF_FEES.search(scene.words) is not None
    about = spoken or (speaks and COST_WHOM.search(text) is None)
    taken = {place_of(scene, fact.magnitude) for fact in read if fact.magnitude}
    found = [fact for fact in read if fact.metric == "expense_ratio"]
    plain = [*plain_fees(scene, text, taken, about=about)]
    yield from plain
    found += plain
    taken |= {place_of(scene, fact.magnitude) for fact in plain if fact.magnitude}
    for number in scene.quantities:
        if number.unit in {"percent", "basis_points"} and not _meets(scene, number, taken):
            number = _lowered(scene, text, number)
            fact = _price(scene, text, number, about=about or bool(found))
            if fact is not None:
                found.append(fact)
                yield fact
    yield from _seconds(scene, text, found)
    yield from _listed(scene, text, found, taken=taken, spoken=spoken)


def _meets(scene: Scene, number: Magnitude, taken: set[Stretch]) -> bool:
    start, end = place_of(scene, number)
    return any(a < end and start < b for a, b in taken)


def _seconds(scene: Scene, text: str, found: Sequence[Fact]) -> Iterator[Fact]:
    """The other figure of a pair that two funds share in their order: "(12 bp against 44)"."""
    numbers = numbers_of(scene, text)
    for first in (fact for fact in found if fact.nth is None):
        pair = further(scene, text, first, numbers, found)
        yield from (fact for fact in pair if fact.nth == 1)


def _lowered(scene: Scene, text: str, number: Magnitude) -> Magnitude:
    """Of a change "from 0.08 to 0.07 per cent", which reads like a range, what it is now."""
    start, end = place_of(scene, number)
    last = NOW.search(text[start:end])
    if last is None or not FROM.search(text[scene.whole[0] : start]):
        return number
    value = float(last[1])
    return replace(number, value=value, low=value, high=value, approximate=False)


def _price(scene: Scene, text: str, number: Magnitude, *, about: bool) -> Fact | None:
    start, end = place_of(scene, number)
    share = number.value / 100 if number.unit == "basis_points" else number.value
    before = text[max(scene.whole[0], start - REACH) : start]
    if not 0 < share <= DEAREST or _is_difference(text, end, before):
        return None
    verb = _verb(before, share=share, about=about)
    if verb is None and about and NOW.search(text[start:end]):
        verb = FROM.search(before)
    alone = start if _stands_alone(scene, text, (start, end), about=about) else None
    lead = start - len(before) + verb.start() if verb else alone
    if lead is None:
        return None
    return Fact(metric="expense_ratio", magnitude=number, at=(lead, end))


def _verb(before: str, *, share: float, about: bool) -> re.Match[str] | None:
    """The word that makes a price of the number behind it: the cheaper, the vaguer it may be."""
    verb = CHARGES.search(before)
    if verb is None and share <= CHEAP:
        verb = ASKS.search(before) or ACCESS.search(before)
    if verb is None and share <= CHEAP:
        verb = FOR_INDEX.search(before)
    if verb is None and about:
        verb = ASKS.search(before)
    if verb is None and about and share <= 2 * CHEAP:
        verb = HAS.search(before)
    return verb


def _stands_alone(scene: Scene, text: str, number: Stretch, *, about: bool) -> bool:
    """True for a number that opens the sentence or touches a name, where the talk is of prices."""
    before = text[scene.whole[0] : number[0]][:REACH]
    if AT_FIRST.fullmatch(before) and YEARLY.match(text, number[1]):
        return True
    if _is_in_points(scene, number) or _is_entry(scene, text, number):
        return True
    if not about:
        return False
    if BRACKETED.fullmatch(text[number[0] - 1 : number[1] + 1].strip()) and (
        stands_beside(scene, number) or DEARER.search(before)
    ):
        return True
    touches = stands_beside(scene, number) and not RETURNS.search(text, scene.whole[0])
    return touches or not SPEAKER.sub("", before) or ASKED.search(before) is not None


def _is_in_points(scene: Scene, number: Stretch) -> bool:
    """True for basis points that touch a fund's name, where nothing else is measured in them."""
    quantity = next((q for q in scene.quantities if place_of(scene, q) == number), None)
    if quantity is None or quantity.unit != "basis_points" or scene.windows:
        return False
    return stands_beside(scene, number) and OTHER_POINTS.search(scene.words) is None


def _is_entry(scene: Scene, text: str, number: Stretch) -> bool:
    """True for a share of a per cent between commas of a list's entry that describes a fund."""
    before = text[scene.whole[0] : number[0]]
    alone = before.endswith((", ", "; ", ": ")) and CLOSES.match(text, number[1]) is not None
    exact = re.match(r"0[.,]\d\d", text[number[0] : number[1]]) is not None
    listed = scene.parsed.block.kind == "list_item"
    described = (DESCRIBES if listed else BEGUN).search(scene.words)
    return alone and exact and described is not None and not RETURNS.search(before)


def _is_difference(text: str, end: int, before: str) -> bool:
    """True for "5 basis points cheaper" and "the saving is 3 basis points"."""
    priced = WITH.search(before) and CHEAPER.match(text, end)
    behind = OF_MONEY.match(text, end) is not None and not priced
    return behind or SAVING.search(before) is not None


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
        before = text[max(scene.whole[0], start - REACH) : start]
        taking = found or any(verb.search(before) for verb in (AT, CHARGES, ASKS))
        free = not any(a < end and start < b for a, b in taken) and stands_beside(scene, place)
        if (
            taking
            and free
            and 0 < number.value <= (DEAREST if unit == "percent" else 100 * DEAREST)
        ):
            yield Fact(metric="expense_ratio", magnitude=replace(number, unit=unit), at=place)
