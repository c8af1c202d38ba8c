"""Recognises levels: "A returned 94.27 % since 21 June 2019", "B fell in 2021"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from nlp.claims.cues import Cue
from nlp.claims.draft import Draft, finish
from nlp.claims.facts.drawdowns import since_peak
from nlp.claims.facts.fact import place_of
from nlp.claims.memory import Memory, Subject
from nlp.claims.moving.paired import is_in_row
from nlp.claims.moving.whose import is_of_another
from nlp.claims.slots import compared, is_traded, measured_in, open_window
from nlp.mentions import TRADED
from nlp.quantities import find_bare
from nlp.types import Claim, Magnitude, Window

_PERCENT = {"percent", "times"}
_THAN_NEXT = re.compile(r" (?:less|more|further|faster)\b", re.I)
# How far behind "up" or "down" its number may stand: "up 12 %", "down by about 12 %".
_NEAR = 12
# "28 % lower than at the start of the year": the number stands before.
_AT_LAST = {"lower", "higher", "minus", "plus", "red", "black", "hole", "good", "bad"}
# What makes a direction of "edged" and "made": "has edged up", "made money".
_WHITHER = {"up", "down", "higher", "lower", "off", "money", "ground", "back", "red", "green"}
_FLAT = re.compile(
    r"^(?:flat|unchanged)$|\b(?:nowhere|nothing|zilch|nil|zero|sideways|water|even|changed|moved|budged"
    r"|where (?:it|they) (?:began|started))$",
    re.IGNORECASE,
)
# How far behind a verb its number without a unit may stand, and how large it may be: no year.
_NEXT, _LARGEST_BARE = 2, 400


def level(draft: Draft, memory: Memory) -> Iterator[Claim]:
    """ "A returned 94.27 % since 21 June 2019"; one claim a number with a window of its own."""
    scene, region = draft.scene, draft.region
    at = region.cue.span.start_char
    if not is_traded(draft, memory) or is_of_another(scene, at) or is_in_row(scene, at):
        return
    numbers = [q for q in _numbers(draft) if not _is_of_something_else(draft, q)]
    if region.cue.span[-1].lower_ in {"up", "down", "off"}:
        numbers = [q for q in numbers if _starts_within(draft, q, _NEAR)]
        verbal = region.cue.token.pos_ == "VERB"
        if not numbers and not verbal and not _is_predicate(region.cue):
            return
    draft = _touching(draft, numbers)
    windows = scene.windows_in((region.start, region.end))
    for pattern, read in _SPECIAL if numbers else ():
        if pattern.match(_behind(draft, numbers[0])):
            yield from read(draft, numbers[0], memory)
            return
    if numbers:
        pairs = zip(numbers, windows, strict=True) if len(windows) == len(numbers) > 1 else None
        for number, window in pairs or [(numbers[0], draft.window)]:
            yield _level(draft, number, window)
    elif _says_direction(draft):
        yield _level(draft, None, draft.window)


def _touching(draft: Draft, numbers: list[Magnitude]) -> Draft:
    """The draft of the name right before its number: "with KBE 7.2 % higher"."""
    span = numbers[0].span if numbers else None
    if span is None:
        return draft
    start, end = draft.scene.place(span)
    if end > draft.region.cue.span.start_char:
        return draft
    named = (m for m in draft.scene.mentions if m.end == start - 1 and m.kind in TRADED)
    name = next(named, None)
    if name is None:
        return draft
    stated = draft.scene.span((name.start, name.end))
    return replace(draft, subject=Subject(id=name.id, span=stated, inherited=False))


def _numbers(draft: Draft) -> list[Magnitude]:
    """The numbers behind the cue, or the one that it is itself: "nearly doubled"."""
    scene, cue = draft.scene, draft.region.cue
    start, end = cue.span.start_char, cue.span.end_char
    if _FLAT.search(cue.span.text):
        span = scene.span((start, end))
        return [Magnitude(value=0, unit="percent", low=-0.5, high=0.5, approximate=True, span=span)]
    before = [q for q in scene.quantities if 0 <= start - place_of(scene, q)[1] <= 1]
    if cue.span[-1].lower_ in _AT_LAST and before:
        return before
    found = scene.quantities_at((start, end)) or scene.quantities_in(draft.region.after)
    return [q for q in found if q.unit in _PERCENT] or _bare(draft)


def _bare(draft: Draft) -> list[Magnitude]:
    """A number right behind a verb of moving: "DIA lost 32 that year"."""
    scene, cue = draft.scene, draft.region.cue
    if cue.token.pos_ != "VERB":
        return []
    start = cue.span.end_char
    found = find_bare(scene.text((start, scene.whole[1])), offset=scene.parsed.offset + start)
    near = [q for q in found if place_of(scene, q)[0] - start <= _NEXT]
    return near[:1] if near and _is_small(near[0]) else []


def _is_small(number: Magnitude) -> bool:
    return abs(number.value) < _LARGEST_BARE


def _says_direction(draft: Draft) -> bool:
    """True for "rose in 2021", and not for "fell less than SPY", which compares."""
    cue = draft.region.cue
    if draft.relation == "equals" or draft.window.kind == "none":
        return False
    if len(cue.span) > 1 and cue.span[-1].lower_ not in _WHITHER:
        return False
    after = draft.scene.parsed.text[cue.span.end_char : cue.span.end_char + 12]
    return _THAN_NEXT.match(after) is None


def _is_predicate(cue: Cue) -> bool:
    """True for "is down", where the word itself says it, and not for "set up"."""
    return cue.token.head.lemma_ == "be" and cue.token.dep_ in {"advmod", "acomp", "prt", "prep"}


def _level(draft: Draft, number: Magnitude | None, window: Window) -> Claim:
    words = draft.scene.text((draft.region.start, draft.region.end))
    return finish(
        draft,
        relation=draft.relation,
        metric="price_return" if measured_in(words) == "price_return" else "total_return",
        magnitude=number,
        window=window,
        missing=open_window(window),
    )


def _is_of_something_else(draft: Draft, quantity: Magnitude) -> bool:
    """True for "12 % volatility" and "a 0.15 % fee": the number has a noun of its own."""
    _, end = place_of(draft.scene, quantity)
    return re.match(
        r" (?:\w+ )?(?:volatility|drawdown|fee|expense|yield"
        r"|of (?:its|the|their|that) (?:assets|portfolio|loss(?:es)?|fall|decline|drop|drawdown)"
        r"|of (?:all )?(?:months|weeks|quarters|days|years))",
        draft.scene.text((end, end + 40)),
    ) is not None  # fmt: skip


def _starts_within(draft: Draft, quantity: Magnitude, characters: int) -> bool:
    start, _ = place_of(draft.scene, quantity)
    return start - draft.region.cue.span.end_char <= characters


def _behind(draft: Draft, quantity: Magnitude) -> str:
    """The words behind a number."""
    _, end = place_of(draft.scene, quantity)
    return draft.scene.text((end, min(end + 60, draft.scene.whole[1])))


def _below_peak(draft: Draft, number: Magnitude, _memory: Memory) -> Iterator[Claim]:
    """ "down 48 % from its February 2021 high" is a drawdown since then."""
    yield finish(
        draft,
        kind="risk",
        relation="equals",
        metric="current_drawdown",
        magnitude=number,
        window=since_peak(_behind(draft, number), draft.scene.as_of),
    )


def _multiple_of(draft: Draft, number: Magnitude, memory: Memory) -> Iterator[Claim]:
    """ "returned twice as much as B" compares; the multiple is of B's return."""
    found = compared(draft, draft.scene.until_stop(draft.region.after), memory)
    if number.unit == "times" and found.ids:
        yield finish(
            draft,
            kind="comparison",
            relation="above" if number.value > 1 else "below",
            metric="total_return",
            comparators=found,
            magnitude=number,
            missing=open_window(draft.window),
        )


_Special = Callable[[Draft, Magnitude, Memory], Iterator[Claim]]
# What the words behind a number make of it.
_SPECIAL: tuple[tuple[re.Pattern[str], _Special], ...] = (
    (
        re.compile(r" (?:from|off) (?:its|the|their) (?:[\w-]{1,20} ){0,4}?(?:high|peak)\b", re.I),
        _below_peak,
    ),
    (
        re.compile(r" (?:as (?:much|high|well|far) as|the (?:total )?return of)\b", re.I),
        _multiple_of,
    ),
)
