"""The one command that gives the same verdict again, to the last digit."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from nlp.types import Claim, Magnitude, Window

_IN_WORDS_ONLY = {"conditional", "causal", "trade", "self_report"}


def command(claim: Claim, *, prices: str, as_of: date, made_on: date) -> str:
    """`tapecheck verify …` with every slot that decides the verdict, quoted for a shell.

    Empty for what slots can't say: a condition, a cause, a trade.
    """
    if claim.type in _IN_WORDS_ONLY:
        return ""
    words = ["tapecheck", "verify", *_slots(claim), *_window(claim.window)]
    if claim.magnitude is not None:
        words += _magnitude(claim.magnitude)
    if claim.horizon is not None:
        words += ["--horizon", claim.horizon.text]
        due = claim.horizon.due
        words += [] if due is None else ["--due", due.isoformat()]
        words += ["--made-on", made_on.isoformat()]
    words += ["--prices", prices, "--as-of", as_of.isoformat()]
    return shlex.join(words)


def rounding(number: str) -> tuple[float, float, float]:
    """(value, low, high) of a number as written: half a unit of its last digit each way."""
    value = Decimal(number)
    half = Decimal(5).scaleb(int(value.as_tuple().exponent) - 1)
    return float(value), float(value - half), float(value + half)


def _slots(claim: Claim) -> Iterator[str]:
    yield from ("--type", claim.type)
    yield from _option("--subject", claim.subject)
    yield from _option("--relation", claim.relation)
    for comparator in claim.comparators:
        yield from ("--comparator", comparator)
    if claim.comparators_inferred:
        yield "--inferred"
    yield from _option("--quantifier", claim.quantifier)
    yield from _option("--metric", claim.metric)
    yield from _option("--basis", claim.basis)
    if claim.modality != "asserted":
        yield from ("--modality", claim.modality)
    if claim.modality_cue is not None and claim.modality == "possible":
        yield from ("--cue", claim.modality_cue.text)


def _option(name: str, value: str | None) -> Iterator[str]:
    if value is not None:
        yield from (name, value)


def _window(window: Window) -> Iterator[str]:
    """The kind always; the calendar days where the window has them."""
    yield from ("--window", window.kind)
    if window.kind == "none":
        return
    if window.base is not None:
        yield from ("--since", window.base.isoformat())
    if window.end is not None:
        yield from ("--until", window.end.isoformat())


def _magnitude(stated: Magnitude) -> Iterator[str]:
    """The number as `--magnitude "94.27 percent"`; its interval only where the digits don't say."""
    if stated.unit == "text":
        yield from ("--text", stated.text_value or "")
        return
    if stated.unit == "date":
        yield from (
            "--dates",
            *(date.fromordinal(int(d)).isoformat() for d in (stated.low, stated.high)),
        )
        return
    written = format(Decimal(repr(stated.value)).normalize(), "f")
    yield from ("--magnitude", f"{written} {stated.unit}")
    if (stated.value, stated.low, stated.high) != rounding(written):
        yield from ("--rounding", repr(stated.low), repr(stated.high))
    if stated.annualised is not None:
        yield "--annualised" if stated.annualised else "--total"
