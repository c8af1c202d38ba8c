"""Moves a claim's open windows to a later day, as if its words were read then."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from nlp.types import Claim, Window
from nlp.windows import find_windows

_OPEN = {"since", "since_inception", "long_term", "none"}


def reanchor(claim: Claim, *, read_on: date, now: date) -> Claim:
    """The claim as of `now`: what ran to its own day runs on, what had an end of its own stays.

    "Since 2017" stretches; "over the past three years" moves along; "in 2022" and a year to date
    keep their days.
    """
    return replace(claim, window=_moved(claim.window, read_on=read_on, now=now))


def _moved(window: Window, *, read_on: date, now: date) -> Window:
    if window.kind in _OPEN:
        return replace(window, end=now) if window.end == read_on else window
    if window.kind == "trailing" and window.end == read_on and window.text:
        again = find_windows(window.text, offset=0, as_of=now)
        return replace(window, base=again[0].base, end=now) if again else window
    return window
