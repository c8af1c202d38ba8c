"""The slots of a stored claim, with some of them changed by a reader.

The command that a verdict names holds every slot that decided it, to the last digit; the claim's
own JSON doesn't (its window is in sessions, not in the days that the note means).
"""

from __future__ import annotations

import argparse
import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NoReturn

from pydantic import ValidationError

from tapecheck.service.errors import BadSlot
from tapecheck.slots import SlotError, Slots, claim_of

# What a changed slot makes stale, unless the reader gives that as well.
_STALE: Mapping[str, tuple[str, ...]] = {
    "since": ("window",),
    "until": ("window",),
    "window": ("since", "until"),
    "comparators": ("inferred",),
    "magnitude": ("rounding", "text", "dates"),
    "text": ("magnitude", "rounding", "dates"),
    "dates": ("magnitude", "rounding", "text"),
}
# Types that follow from the other slots; the rest are read from words.
_DERIVED = frozenset({"level", "comparison", "equivalence", "rank"})
_DECIDE_TYPE = frozenset({"relation", "comparators"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A claim as slots, and the days that its verdict is of."""

    slots: Slots
    as_of: date
    made_on: date | None


def corrected(claim: Mapping[str, Any], changed: Mapping[str, Any]) -> Question:
    """What to verify for a stored `ClaimReport` with `changed` slots, named as in `Slots`.

    Raises `BadSlot` where there is nothing to change, a slot can't be read, or the period would
    end before it begins.
    """
    if not changed:
        raise BadSlot("no slot is changed; give at least one, such as comparators or since")
    asked = _asked(claim)
    days = {name: asked.pop(name) for name in ("as_of", "made_on")}
    stale = _stale(asked, changed, as_of=days["as_of"])
    kept = {name: value for name, value in asked.items() if value is not None}
    slots = {name: value for name, value in kept.items() if name not in stale} | dict(changed)
    if "comparators" not in changed:
        slots["comparators"] = [one for one in kept["comparators"] if one != slots.get("subject")]
    asked_anew = _slots(slots)
    _require_order(asked_anew, changed, as_of=days["as_of"])
    return Question(slots=asked_anew, **days)


def _asked(claim: Mapping[str, Any]) -> dict[str, Any]:
    command = claim["verdict"]["reproduce"]
    if not command:
        raise BadSlot("what a note says of itself is no claim on prices; it has no slots to change")
    asked = vars(_PARSER.parse_args(shlex.split(command)[2:]))
    return {name: value for name, value in asked.items() if name not in {"prices", "fingerprint"}}


def _stale(asked: Mapping[str, Any], changed: Mapping[str, Any], *, as_of: date) -> set[str]:
    """Slots of the claim that no longer go with what the reader changed."""
    stale = {other for name in changed for other in _STALE.get(name, ())}
    if asked["type"] in _DERIVED and _DECIDE_TYPE & set(changed):
        stale.add("type")
    if asked["until"] == as_of.isoformat() and "since" in changed:
        stale.add("until")
    if not changed.get("comparators", True):
        stale.add("quantifier")
    return stale - set(changed)


def _slots(given: Mapping[str, Any]) -> Slots:
    try:
        return Slots.model_validate(given)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False)[0]
        slot = ".".join(str(part) for part in first["loc"])
        raise BadSlot(f"{slot}: {first['msg']}", slot.partition(".")[0]) from None


def _require_order(slots: Slots, changed: Mapping[str, Any], *, as_of: date) -> None:
    """An end of the period that was moved may pass the other, which then has to be moved too."""
    if not {"since", "until"} & changed.keys():
        return
    try:
        window = claim_of(slots, as_of=as_of).window
    except SlotError as error:
        raise BadSlot(str(error)) from None
    if window.base is None or window.end is None or window.base < window.end:
        return
    slot = "until" if slots.until is not None and "since" in changed else "since"
    raise BadSlot(
        "the period would end before it begins:"
        f" since {slots.since}, until {slots.until or as_of}; change {slot}",
        slot,
    )


class _Parser(argparse.ArgumentParser):
    """Reads the command that a verdict names."""

    def error(self, message: str) -> NoReturn:
        raise BadSlot(f"the slots of this claim can't be had from its command: {message}")


def _parser() -> _Parser:
    """The options of `tapecheck verify`, under the names of `Slots`."""
    parser = _Parser(add_help=False, allow_abbrev=False)
    parser.add_argument("--comparator", dest="comparators", action="append", default=[])
    parser.add_argument("--inferred", action="store_true")
    parser.add_argument("--each-period", action="store_true")
    parser.add_argument("--rounding", nargs=2, type=float)
    parser.add_argument("--dates", nargs=2, type=date.fromisoformat)
    parser.add_argument("--annualised", action="store_true", default=None)
    parser.add_argument("--total", dest="annualised", action="store_false", default=None)
    parser.add_argument("--as-of", type=date.fromisoformat, required=True)
    parser.add_argument("--made-on", type=date.fromisoformat)
    parser.add_argument("--prices")
    parser.add_argument("--expect-fingerprint", dest="fingerprint")
    named = {action.dest for action in parser._actions}
    for name in Slots.model_fields.keys() - named:
        parser.add_argument(f"--{name}")
    return parser


_PARSER = _parser()
