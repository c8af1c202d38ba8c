"""What a second fetch or import tells otherwise about the past than the first one did.

A dividend or split paid since multiplies every earlier value by one factor and leaves all returns
as they were: that is `rescaled`, and no revision. Anything else about a day that was known is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.prices.series import Field

ChangeKind = Literal["rescaled", "revised", "removed", "inserted"]
Floats = NDArray[np.float64]

FIELDS: tuple[Field, ...] = ("close", "adjusted", "dividend", "split")
# Vendors serve single precision (6e-8) or print to some decimals, which `_grain` allows for.
_SAME = 1e-6
_DECIMALS = range(2, 7)
# A factor is a rescaling if it holds for a quarter of the past and a month; of two vendors'
# histories, whose factor steps at every dividend, all is revised.
_LONG_RUN, _LONG_SHARE = 20, 0.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Rows of one field that differ, `since` to `until`; days after the old last one are none.

    `factor` is what rows were multiplied by: all of them (`rescaled`), or a part (`revised`), as
    when a past dividend is corrected. Else `largest` is the largest relative change of `revised`
    rows, on day `on`, from `was` to `now`, beyond any factor.
    """

    kind: ChangeKind
    field: Field
    rows: int
    since: date
    until: date
    factor: float | None = None
    largest: float | None = None
    on: date | None = None
    was: float | None = None
    now: float | None = None

    def __str__(self) -> str:
        """One phrase with the figures."""
        rows = f"{self.field}: {self.rows} row{'s' if self.rows > 1 else ''}"
        span = f"{self.since} to {self.until}"
        if self.factor is not None:
            why = _WHY[self.field] if self.kind == "rescaled" else _CORRECTED
            return f"{rows} times {self.factor:.6g}, {span}: {why}"
        if self.kind == "revised":
            moved = f"{self.largest:+.2%} on {self.on} ({self.was:.6g} is now {self.now:.6g})"
            return f"{rows} rewritten since {self.since}, last {self.until}, at most {moved}"
        return f"{rows} {'gone' if self.kind == 'removed' else 'new in the past'}, {span}"


_WHY: dict[Field, str] = {
    "close": "a split since; returns unchanged",
    "adjusted": "a dividend or split since; returns unchanged",
    "dividend": "a split since",
    "split": "in another unit",
}
_CORRECTED = "not all by one factor, so a past return is another"


def compare(before: pd.DataFrame, after: pd.DataFrame) -> tuple[Change, ...]:
    """Every difference about days up to the last of `before`; columns are `Field`s."""
    return tuple(_changes(before, after.loc[: before.index[-1]]))


def _changes(before: pd.DataFrame, after: pd.DataFrame) -> Iterator[Change]:
    for field in FIELDS:
        was, now = _known(before, field), _known(after, field)
        if len(gone := was.index.difference(now.index)):
            yield _span("removed", field, gone)
        if len(come := now.index.difference(was.index)):
            yield _span("inserted", field, come)
        common = was.index.intersection(now.index)
        if len(common):
            yield from _levels(field, was[common], now[common])


def _known(rows: pd.DataFrame, field: Field) -> pd.Series:
    """The values of a field; a dividend of 0 and a split of 0 or 1 are none."""
    if field not in rows:
        return pd.Series(dtype=np.float64, index=rows.index[:0])
    values = rows[field].dropna()
    if field == "dividend":
        return values[values != 0]
    return values[~values.isin((0.0, 1.0))] if field == "split" else values


def _levels(field: Field, was: pd.Series, now: pd.Series) -> Iterator[Change]:
    """Runs of one factor as `rescaled`, all else that differs as `revised`."""
    old, new = was.to_numpy(np.float64), now.to_numpy(np.float64)
    ratio = new / old
    noise = _SAME + (_grain(old) / old + _grain(new) / new) / 2
    factor = _factors(ratio, noise)
    # Where nothing was multiplied nothing was rounded again; a factor is itself off by noise.
    off = np.abs(ratio / factor - 1) > np.where(factor == 1, _SAME, 2 * noise)
    # Two factors, or one over a part, mean that the return where they meet is another.
    kind: ChangeKind = "rescaled" if (factor == factor[0]).all() else "revised"
    for one in np.unique(factor[~off & (factor != 1)]):
        days = was.index[~off & (factor == one)]
        yield replace(_span(kind, field, days), factor=float(one))
    if off.any():
        beyond = np.where(off, ratio / factor - 1, 0.0)
        at = int(np.abs(beyond).argmax())
        yield replace(
            _span("revised", field, was.index[off]),
            largest=float(beyond[at]),
            on=pd.Timestamp(was.index[at]).date(),
            was=float(old[at]),
            now=float(new[at]),
        )


def _factors(ratio: Floats, noise: Floats) -> Floats:
    """For each row the factor of the long run that it lies in or follows; 1 where there is none."""
    steps = np.abs(np.diff(np.log(ratio))) > noise[1:] + noise[:-1]
    run = np.concatenate(([0], np.cumsum(steps)))
    runs = pd.Series(ratio).groupby(run)
    least = max(min(_LONG_RUN, len(ratio)), _LONG_SHARE * len(ratio))
    long = runs.transform("size") >= least
    medians = runs.transform("median").where(long).ffill().bfill().fillna(1.0)
    same = _alike(medians.to_numpy(np.float64), float(noise.max()))
    return np.where(np.abs(same - 1) <= noise, 1.0, same)


def _alike(factors: Floats, noise: float) -> Floats:
    """Factors that differ by no more than noise, as one."""
    known = np.unique(factors)
    first = np.concatenate(([True], np.diff(known) > noise * known[1:]))
    return np.asarray(known[first][np.cumsum(first)[known.searchsorted(factors)] - 1])


def _grain(values: Floats) -> float:
    """The unit of the last decimal that values were printed to; 0 where they have more than six."""
    for decimals in _DECIMALS:
        if np.allclose(values, np.round(values, decimals), rtol=0, atol=1e-9):
            return float(10.0**-decimals)
    return 0.0


def _span(kind: ChangeKind, field: Field, days: pd.Index) -> Change:
    first, last = pd.Timestamp(days[0]).date(), pd.Timestamp(days[-1]).date()
    return Change(kind=kind, field=field, rows=len(days), since=first, until=last)
