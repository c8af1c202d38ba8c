"""All the prices at hand of one fund or two: what a base rate or an association is counted on."""

from __future__ import annotations

from analytics.pairs import Pair, pair
from analytics.tape import Missing, Quote, Tape
from analytics.windows import to_date
from nlp.types import Window


def whole_history(subject: Quote, comparator: Quote | None, *, tape: Tape) -> Pair | Missing:
    """The pair from its first common session to as-of, however old the funds are themselves."""
    quotes = (subject,) if comparator is None else (subject, comparator)
    days = tape.align(quotes).days
    base = to_date(days[0]) if len(days) else None
    return pair(subject, comparator, Window(kind="since", base=base, end=tape.as_of), tape=tape)
