"""Series as they stood on one day: cut, looked through and aligned once for all that ask again.

The claims of a note ask for the same few funds, and those of all notes for the latest closes.
Kept is by the very objects that a source gives, which say more than any name of theirs.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache
from typing import Generic, TypeVar

import numpy as np
import pandas as pd

from analytics.alignment import Aligned, align, days_of
from analytics.prices.check import check
from analytics.prices.defects import Defect
from analytics.prices.series import fingerprint
from analytics.prices.sessions import is_session
from analytics.types import PriceSeries

T = TypeVar("T")
# Mostly views of the source's own closes; what is looked up in them takes up to 5 ms.
_SERIES_KEPT = 1_024
# Three columns of 30 years are 180 KB.
_ALIGNED_KEPT = 128


@dataclass(frozen=True)
class Known:
    """What is known of one ticker on a day: its closes up to then."""

    series: PriceSeries

    @cached_property
    def defects(self) -> tuple[Defect, ...]:
        """Suspicions about the closes."""
        return check(self.series)

    @cached_property
    def fingerprint(self) -> str:
        """The source's own over the same closes."""
        known = self.series
        return fingerprint(known.ticker, adjusted=known.adjusted, close=known.close)


def known_on(series: PriceSeries, as_of: date) -> Known:
    """The series up to as-of, on exchange sessions with a price: the one guard on look-ahead."""
    return _known_on(_Same((series,)), as_of)


def aligned(closes: tuple[pd.Series, ...]) -> Aligned:
    """Closes on their common sessions; for all windows the same ones."""
    return _aligned(_Same(closes))


def fingerprint_of(known: tuple[Known, ...]) -> str:
    """The fingerprint of one; several are hashed in order."""
    prints = [one.fingerprint for one in known]
    if len(prints) == 1:
        return prints[0]
    return f"sha256:{hashlib.sha256(' '.join(prints).encode()).hexdigest()}"


class _Same(Generic[T]):
    """Objects that are equal to themselves alone; held, so that no other takes their place."""

    __slots__ = ("objects",)

    def __init__(self, objects: tuple[T, ...]) -> None:
        self.objects = objects

    def __hash__(self) -> int:
        return hash(tuple(map(id, self.objects)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and (
            [id(one) for one in self.objects] == [id(one) for one in other.objects]
        )


@lru_cache(maxsize=_SERIES_KEPT)
def _known_on(same: _Same[PriceSeries], as_of: date) -> Known:
    (series,) = same.objects
    return Known(
        replace(series, adjusted=_cut(series.adjusted, as_of), close=_cut(series.close, as_of))
    )


@lru_cache(maxsize=_ALIGNED_KEPT)
def _aligned(same: _Same[pd.Series]) -> Aligned:
    return align(same.objects)


def _cut(closes: pd.Series | None, as_of: date) -> pd.Series | None:
    if closes is None:
        return None
    known = _traded(_Same((closes,)))
    return known.iloc[: int(known.index.searchsorted(pd.Timestamp(as_of), side="right"))]


@lru_cache(maxsize=_SERIES_KEPT)
def _traded(same: _Same[pd.Series]) -> pd.Series:
    """The closes on exchange sessions with a price."""
    (closes,) = same.objects
    kept = is_session(days_of(closes)) & ~np.isnan(closes.to_numpy())
    return closes if kept.all() else closes[kept]
