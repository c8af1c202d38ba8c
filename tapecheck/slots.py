"""A claim given as slots, by a person or by the `reproduce` line of a verdict."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from analytics.reproduce import rounding
from nlp.types import (
    Claim,
    ClaimType,
    Condition,
    Horizon,
    Magnitude,
    Metric,
    Modality,
    Quantifier,
    Relation,
    Span,
    Unit,
    Window,
    WindowKind,
)

_NUMBER = re.compile(r"(?P<number>-?\d{1,18}(?:\.\d{1,40})?) ?(?P<unit>[a-z_%]{1,20})")
_YEAR, _DAY = re.compile(r"[0-9]{4}"), re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_UNITS: dict[str, Unit] = {
    "%": "percent", "percent": "percent", "points": "percentage_points", "pp": "percentage_points",
    "percentage_points": "percentage_points", "bps": "basis_points", "basis_points": "basis_points",
    "times": "times", "x": "times", "ratio": "ratio",
    "usd": "usd",
}  # fmt: skip


class SlotError(ValueError):
    """A slot that can't be read; the message names it and says what would do."""


class Slots(BaseModel):
    """The slots of one claim as they are typed; every field may be left out."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    type: ClaimType | None = None
    subject: str | None = None
    relation: Relation | None = None
    comparators: tuple[str, ...] = ()
    inferred: bool = False
    quantifier: Quantifier | None = None
    metric: Metric = "total_return"
    basis: str | None = None
    modality: Modality = "asserted"
    cue: str | None = None
    window: WindowKind | None = None
    since: str | None = None
    until: str | None = None
    magnitude: str | None = None
    rounding: tuple[float, float] | None = None
    annualised: bool | None = None
    text: str | None = None
    dates: tuple[date, date] | None = None
    due: date | None = None
    horizon: str | None = None
    trigger: str | None = None
    consequence: str | None = None
    words: str | None = None
    each_period: bool = False

    @field_validator("*")
    @classmethod
    def _is_text(cls, value: Any) -> Any:
        """Refuse half characters, which no file and no answer can hold."""
        for word in value if isinstance(value, tuple) else (value,):
            if isinstance(word, str) and not word.isascii():
                word.encode()
        return value


def read_slots(**typed: object) -> Slots:
    """Slots from typed words; raises `SlotError` naming the first that can't be read."""
    try:
        return Slots.model_validate(typed)
    except ValidationError as error:
        first = error.errors()[0]
        slot = ".".join(str(part) for part in first["loc"])
        raise SlotError(f"--{slot}: {first['input']!r}: {first['msg']}") from None


def claim_of(slots: Slots, *, as_of: date) -> Claim:
    """The claim that the slots describe, as if a note of `as_of` had made it."""
    return Claim(
        id="c1",
        type=slots.type or _type(slots),
        text=slots.words or "",
        start=0,
        end=0,
        standalone_text="",
        subject=slots.subject,
        comparators=slots.comparators,
        comparators_inferred=slots.inferred,
        quantifier=slots.quantifier or ("named" if slots.comparators else None),
        relation=slots.relation,
        metric=slots.metric,
        basis=slots.basis,
        window=_window(slots, as_of),
        magnitude=_magnitude(slots),
        modality=slots.modality,
        modality_cue=Span(0, 0, slots.cue) if slots.cue else None,
        condition=_condition(slots),
        horizon=_horizon(slots),
        missing=("each_period",) if slots.each_period else (),
    )


def _condition(slots: Slots) -> Condition | None:
    if slots.trigger is None:
        return None
    return Condition(trigger=slots.trigger, consequence=slots.consequence or "the rest")


def _horizon(slots: Slots) -> Horizon | None:
    if slots.horizon is None and slots.due is None:
        return None
    return Horizon(text=slots.horizon or "", due=slots.due)


def _type(slots: Slots) -> ClaimType:
    if slots.trigger is not None:
        return "conditional"
    if slots.relation == "in_line":
        return "equivalence"
    if slots.relation in {"highest", "lowest"}:
        return "rank"
    return "comparison" if slots.comparators else "level"


def _window(slots: Slots, as_of: date) -> Window:
    base, end = _day(slots.since, "since"), _day(slots.until, "until")
    open_kind: Literal["since", "none"] = "none" if base is None else "since"
    kind = slots.window or (open_kind if end is None else "between")
    return Window(kind=kind, base=base, end=end or as_of)


def _day(word: str | None, slot: Literal["since", "until"]) -> date | None:
    """A day as written; a year means the last day before it, or its own last day."""
    if word is None:
        return None
    try:
        if _YEAR.fullmatch(word):
            year = date(int(word), 1, 1) if slot == "since" else date(int(word) + 1, 1, 1)
            return year - timedelta(days=1)
        if _DAY.fullmatch(word):
            return date.fromisoformat(word)
    except (ValueError, OverflowError):
        pass
    raise SlotError(f"--{slot}: {word!r} is no year or day; write 2017 or 2019-06-21")


def _magnitude(slots: Slots) -> Magnitude | None:
    if slots.text is not None:
        return Magnitude(value=0.0, unit="text", low=0.0, high=0.0, text_value=slots.text)
    if slots.dates is not None:
        first, last = (float(day.toordinal()) for day in slots.dates)
        return Magnitude(value=first, unit="date", low=first, high=last)
    if slots.magnitude is None:
        return None
    match = _NUMBER.fullmatch(slots.magnitude.strip())
    if match is None or match["unit"] not in _UNITS:
        raise SlotError(
            f"--magnitude: {slots.magnitude!r}; write a number and a unit: '94.27 percent'"
        )
    value, low, high = rounding(match["number"])
    low, high = slots.rounding or (low, high)
    unit = _UNITS[match["unit"]]
    return Magnitude(value=value, unit=unit, low=low, high=high, annualised=slots.annualised)
