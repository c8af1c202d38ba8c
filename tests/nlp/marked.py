"""Annotated claims and notes with the slots that a test doesn't care about filled in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from nlp.evaluation.annotation import MarkedClaim, MarkedNote, MarkedWindow

NO_WINDOW = MarkedWindow(kind="none", base=None, end=None)
_PLAIN = MarkedClaim(
    quote="XSMO beat IJR",
    type="comparison",
    subject="XSMO",
    comparators=("IJR",),
    group=None,
    quantifier="named",
    relation="above",
    metric="total_return",
    basis=None,
    window=NO_WINDOW,
    magnitude=None,
    modality="asserted",
    source=None,
    condition=None,
    due=None,
    missing=(),
    repeats=False,
)


def marked(**slots: object) -> MarkedClaim:
    """A comparison of XSMO with IJR, changed in the named slots."""
    return replace(_PLAIN, **slots)  # type: ignore[arg-type]


def marked_note(text: str, *claims: MarkedClaim) -> MarkedNote:
    """A plain note of 19 August 2022."""
    return MarkedNote(
        id="n1",
        hand="test",
        format="txt",
        as_of=date(2022, 8, 19),
        text=text,
        behaviours=(),
        entities=(),
        claims=claims,
    )
