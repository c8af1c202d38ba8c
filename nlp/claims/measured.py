"""The day up to which a note's figures run, where it says one: "total returns to 30 June 2022"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from nlp import dates
from nlp.parsing import ParsedBlock

# A caption or a line under a table, not a sentence of the argument.
_LONGEST_CAPTION = 160
# A note appears within this many days of what it measures.
_FRESH = 100
_STATED = re.compile(
    r"\b(?:returns?|data|figures|performance|numbers|prices|statistics|per ?cent|results|all)\b"
    r"[^.|\n]{0,60}?(?<![\w-])(?:as (?:of|at)|through|until|up to|to|at)"
    rf" (?:the )?(?:close (?:of|on) )?{dates.source(tag='_a')}",
    re.IGNORECASE,
)


def measured_until(blocks: Iterable[ParsedBlock], *, as_of: date) -> date | None:
    """The last day of the figures, by the first caption that states one; None where none does."""
    for parsed in blocks:
        short = parsed.block.role == "body" and len(parsed.text) <= _LONGEST_CAPTION
        stated = _STATED.search(parsed.text) if short else None
        period = dates.period(stated, tag="_a", as_of=as_of) if stated else None
        if period is not None and 0 < (as_of - period.end).days <= _FRESH:
            return period.end
    return None
