"""Periods that began on a day which the words before tell: "since then", "has risen since"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from nlp import dates
from nlp.claims.spoken import Spoken
from nlp.screening import Screened
from nlp.types import Span, Window

_SINCE_THEN = Screened(
    r"\b(?P<words>(?:ever )?since(?=[.,;)]|$)|since (?:then|that (?:date|day|time|point)"
    r"|the (?:switch|change|move|handover|conversion|swap|relaunch|revamp|vote|event|announcement))"
    r"|(?:has|have|had) since(?= \w{3,14}(?:ed|en|ne|ld|st|un|ut|wn)\b))\b",
    re.IGNORECASE,
)
_OPEN_ENDED = re.compile(r"\b(?:since|from) (?:the )?$", re.IGNORECASE)
# What was done in a year or a month dates from its beginning on.
_DONE = re.compile(
    r"\b(?:bought|sold|trimmed|tipped|opened|launched|listed|purchased|acquired|switched"
    r"|started|pronounced|came (?:out|along|to market))\b",
    re.IGNORECASE,
)


def since_then(
    text: str, offset: int, spoken: Spoken, as_of: date
) -> Iterator[tuple[Span, Window]]:
    """The periods that began on a day named before: "since then", "has since doubled"."""
    for match in _SINCE_THEN.finditer(text):
        turn = _turn(text[: match.start()], spoken, as_of)
        if turn is not None and turn < as_of:
            start, end = match.span("words")
            span = Span(offset + start, offset + end, match["words"])
            yield span, Window(kind="since", base=turn, end=as_of)


def _turn(before: str, spoken: Spoken, as_of: date) -> date | None:
    """The day that "then" means: the last one named; a return's period is over by then."""
    for text, measured in ((before, _DONE.search(before) is None), *reversed(spoken.heard)):
        phrases = dates.find(text)
        period = phrases[-1].period(as_of=as_of) if phrases else None
        if period is not None:
            open_ended = _OPEN_ENDED.search(text[: phrases[-1].start]) is not None
            return period.end if measured and not open_ended else period.base
    return None
