"""Subject and comparator side by side on the sessions that both have."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.alignment import Days
from analytics.measures.bare import BareCloses
from analytics.prices.defects import Defect, DefectKind
from analytics.tape import Missing, Quote, Tape
from analytics.windows import Stretch, resolve
from nlp.types import Window

Floats = NDArray[np.float64]
# "Annualised when the window is longer than a year": a leap year is still one year, and its
# closes may lie up to five days further apart (2023-12-29 to 2024-12-31).
LONGEST_YEAR = 371


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """The closes of one window and whose they are, by value: what is tested once need not be again.

    A window that was over on the note's day has the same sample today. One ticker stands against
    cash at zero; `names` are the ids that the claim uses; closes are bytes of float64.
    """

    names: tuple[str, ...]
    tickers: tuple[str, ...]
    first: date
    last: date
    ours: bytes
    theirs: bytes

    @property
    def days_covered(self) -> int:
        """Calendar days from the base close to the end close."""
        return (self.last - self.first).days

    def sides(self) -> tuple[BareCloses, BareCloses]:
        """The closes of both sides."""
        span = self.days_covered
        return (
            BareCloses(values=np.frombuffer(self.ours), span=span),
            BareCloses(values=np.frombuffer(self.theirs), span=span),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two quotes on common sessions; a pair without a comparator stands against cash at zero.

    `days`, `ours` and `theirs` span the whole common history up to the as-of date;
    `stretch.start` and `stretch.stop` are the positions of the window's base and end close.
    """

    subject: Quote
    comparator: Quote | None
    days: Days
    ours: Floats
    theirs: Floats
    stretch: Stretch

    @property
    def name(self) -> str | None:
        """The comparator's id as the claim uses it."""
        return self.comparator.entity if self.comparator else None

    @property
    def proxy(self) -> str | None:
        """The fund that stood in for an index on either side."""
        theirs = self.comparator.proxy if self.comparator else None
        return theirs or self.subject.proxy

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """The one or two quotes of the pair."""
        return (self.subject,) if self.comparator is None else (self.subject, self.comparator)

    @property
    def days_covered(self) -> int:
        """Calendar days from the base close to the end close."""
        return (self.stretch.last - self.stretch.first).days

    @property
    def is_long(self) -> bool:
        """True for a window of more than a year, whose returns are annualised."""
        return self.days_covered > LONGEST_YEAR

    @property
    def returns(self) -> int:
        """How many daily returns the window holds."""
        return self.stretch.stop - self.stretch.start

    @property
    def sample(self) -> Sample:
        """What tests see of the pair."""
        inside = slice(self.stretch.start, self.stretch.stop + 1)
        return Sample(
            names=tuple(quote.entity for quote in self.quotes),
            tickers=tuple(quote.ticker for quote in self.quotes),
            first=self.stretch.first,
            last=self.stretch.last,
            ours=self.ours[inside].tobytes(),
            theirs=self.theirs[inside].tobytes(),
        )

    def defects(self, kind: DefectKind) -> tuple[tuple[str, Defect], ...]:
        """Suspicions of one kind about closes inside the window, with the ticker of each."""
        return tuple(
            (quote.ticker, defect)
            for quote in self.quotes
            for defect in quote.defects
            if defect.kind == kind and self.stretch.first <= defect.on <= self.stretch.last
        )

    def our_closes(self) -> pd.Series:
        """The subject's closes on the window, base close first."""
        return self._window(self.ours)

    def their_closes(self) -> pd.Series:
        """The comparator's closes on the window, base close first."""
        return self._window(self.theirs)

    def inside(self) -> tuple[BareCloses, BareCloses]:
        """The closes of both sides on the window, without their dates."""
        return self.between(self.stretch.start, self.stretch.stop)

    def between(self, start: int, stop: int) -> tuple[BareCloses, BareCloses]:
        """The same from one position of the common history to another."""
        positions = slice(start, stop + 1)
        span = int((self.days[stop] - self.days[start]).astype(int))
        return (
            BareCloses(values=self.ours[positions], span=span),
            BareCloses(values=self.theirs[positions], span=span),
        )

    def on(self, stretch: Stretch) -> Pair:
        """The same pair on another stretch of its history."""
        return replace(self, stretch=stretch)

    def _window(self, values: Floats) -> pd.Series:
        inside = slice(self.stretch.start, self.stretch.stop + 1)
        return pd.Series(values[inside], index=pd.DatetimeIndex(self.days[inside]))


def pair(subject: Quote, comparator: Quote | None, window: Window, *, tape: Tape) -> Pair | Missing:
    """Both quotes aligned and the window found on their common sessions."""
    quotes = (subject,) if comparator is None else (subject, comparator)
    days, (ours, *others) = tape.align(quotes)
    stretch = resolve(window, days, inception=_younger(quotes), as_of=tape.as_of)
    if isinstance(stretch, Missing):
        names = " and ".join(quote.ticker for quote in quotes)
        return replace(stretch, detail=f"{names}: {stretch.detail}")
    theirs = others[0] if others else np.ones_like(ours)
    found = Pair(
        subject=subject, comparator=comparator, days=days, ours=ours, theirs=theirs, stretch=stretch
    )
    splits = found.defects("split_jump")
    return _unadjusted(*splits[0]) if splits else found


def _unadjusted(ticker: str, defect: Defect) -> Missing:
    """Closes that jump like an unadjusted split are refused, never computed with."""
    return Missing(
        reason="no_price_data",
        detail=f"{ticker} looks unadjusted: {defect.detail}: tapecheck prices check {ticker}",
    )


def _younger(quotes: tuple[Quote, ...]) -> date | None:
    known = [quote.inception for quote in quotes if quote.inception is not None]
    return max(known, default=None)
