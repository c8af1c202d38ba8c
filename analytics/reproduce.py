"""The one command that gives the same verdict again, to the last digit."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from nlp.types import Claim, Magnitude, Window

# Verdicts that quote the claim's words.
_QUOTED = {"conditional", "causal", "trade"}


def command(
    claim: Claim, *, prices: str, as_of: date, made_on: date, fingerprint: str | None = None
) -> str:
    """`tapecheck verify …` with every slot that decides the verdict, quoted for a shell.

    Usual values are written out, so that the command's own verdict has the same command. With the
    `fingerprint` of the closes used, the command fails where others are at hand. Empty for what a
    note says of itself, which its whole text decides.
    """
    if claim.type == "self_report":
        return ""
    words = ["tapecheck", "verify", *_slots(claim), *_window(claim.window, as_of)]
    if claim.magnitude is not None:
        words += _magnitude(claim.magnitude)
    words += [*_words(claim), *_time(claim, as_of, made_on)]
    words += ["--prices", prices, "--as-of", as_of.isoformat()]
    words += _option("--expect-fingerprint", fingerprint)
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
    yield from _option("--quantifier", claim.quantifier or ("named" if claim.comparators else None))
    usual = "volatility" if claim.type == "risk" else "total_return"
    yield from ("--metric", claim.metric or usual)
    yield from _option("--basis", claim.basis)
    if claim.modality != "asserted":
        yield from ("--modality", claim.modality)
    if claim.modality_cue is not None and _may_be(claim):
        yield from ("--cue", claim.modality_cue.text)
    if "each_period" in claim.missing:
        yield "--each-period"


def _may_be(claim: Claim) -> bool:
    return claim.type == "possibility" or claim.modality == "possible"


def _words(claim: Claim) -> Iterator[str]:
    """The words that the verdict quotes or reads."""
    if claim.type not in _QUOTED:
        return
    if claim.type == "conditional" and claim.condition is not None:
        yield from ("--trigger", claim.condition.trigger)
        yield from ("--consequence", claim.condition.consequence)
        return
    yield from ("--words", claim.text)


def _time(claim: Claim, as_of: date, made_on: date) -> Iterator[str]:
    """The horizon and its due day; the day the claim was made, where it is not as-of."""
    if claim.horizon is not None:
        yield from ("--horizon", claim.horizon.text)
        yield from _option("--due", claim.horizon.due.isoformat() if claim.horizon.due else None)
    if claim.horizon is not None or made_on != as_of:
        yield from ("--made-on", made_on.isoformat())


def _option(name: str, value: str | None) -> Iterator[str]:
    if value is not None:
        yield from (name, value)


def _window(window: Window, as_of: date) -> Iterator[str]:
    """The kind always; the calendar days where the window has them."""
    yield from ("--window", window.kind)
    if window.kind == "none" and window.base is None:
        return
    if window.base is not None:
        yield from ("--since", window.base.isoformat())
    yield from ("--until", (window.end or as_of).isoformat())


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
