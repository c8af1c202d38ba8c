"""The measures of `bare` on many windows, or many draws, at once: a row each, and a figure a row.

A row that is shorter than others ends in returns of zero, which its own count leaves out. Equal to
`bare` row by row, to rounding.
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from analytics.measures.bare import DAYS_PER_YEAR, SESSIONS_PER_YEAR, Floats, require_spacing

Integers = NDArray[np.int64]
_YEARLY = math.sqrt(SESSIONS_PER_YEAR)
_LEAST = 1e-12


class Rows(ABC):
    """Runs of daily closes of one fund."""

    @property
    @abstractmethod
    def counts(self) -> Integers:
        """How many returns each row holds."""

    @property
    @abstractmethod
    def spans(self) -> Integers:
        """Calendar days from the first close of each row to its last."""

    @property
    @abstractmethod
    def closes(self) -> Floats:
        """(rows, longest + 1); a shorter row goes on with its last close."""

    @property
    @abstractmethod
    def returns(self) -> Floats:
        """(rows, longest), simple; ValueError if closes are not daily ones."""

    @cached_property
    def _is_inside(self) -> NDArray[np.bool_] | None:
        """Which returns are their row's own; None where all are."""
        longest = self.counts.max()
        return None if self.counts.min() == longest else np.arange(longest) < self.counts[:, None]

    def mean(self, values: Floats) -> Floats:
        """The mean of each row's own values; those outside are zero."""
        means: Floats = values.sum(axis=1) / self.counts
        return means

    def apart(self, values: Floats) -> Floats:
        """The values less their row's mean, zero outside."""
        apart: Floats = values - self.mean(values)[:, None]
        if self._is_inside is not None:
            apart *= self._is_inside
        return apart

    def covariance(self, one: Floats, other: Floats) -> Floats:
        """Sample covariance a row of values that are `apart` from their means."""
        with np.errstate(divide="ignore", invalid="ignore"):
            covariances: Floats = np.einsum("ij,ij->i", one, other) / (self.counts - 1)
        return covariances

    def deviation(self, values: Floats) -> Floats:
        """Sample standard deviation a row."""
        apart = self.apart(values)
        deviations: Floats = np.sqrt(self.covariance(apart, apart))
        return deviations


@dataclass(frozen=True)
class Windows(Rows):
    """Windows of a history, from `starts` to `stops` among its closes and `days`."""

    history: Floats
    days: NDArray[np.datetime64]
    starts: NDArray[np.intp]
    stops: NDArray[np.intp]

    @cached_property
    def counts(self) -> Integers:
        """Sessions after the base."""
        return self.stops - self.starts

    @cached_property
    def spans(self) -> Integers:
        """From the base's day to the end's."""
        return (self.days[self.stops] - self.days[self.starts]).astype(np.int64)

    @cached_property
    def closes(self) -> Floats:
        """Looked up in the history."""
        longest = np.arange(self.counts.max() + 1)
        return self.history.take(np.minimum(self.starts[:, None] + longest, self.stops[:, None]))

    @cached_property
    def returns(self) -> Floats:
        """Of the closes, once it's sure that these are daily ones."""
        for spacing in self.spans / self.counts:
            require_spacing(spacing, SESSIONS_PER_YEAR)
        returns: Floats = self.closes[:, 1:] / self.closes[:, :-1] - 1
        return returns


@dataclass(frozen=True)
class Draws(Rows):
    """Returns drawn anew, (draws, sessions), on the days of a window of `span` calendar days."""

    drawn: Floats
    span: int

    @property
    def counts(self) -> Integers:
        """Every session of the window."""
        return np.full(len(self.drawn), self.drawn.shape[1])

    @property
    def spans(self) -> Integers:
        """The window's."""
        return np.full(len(self.drawn), self.span)

    @property
    def returns(self) -> Floats:
        """As drawn."""
        return self.drawn

    @cached_property
    def closes(self) -> Floats:
        """Grown from one by the returns."""
        opening = np.ones((len(self.drawn), 1))
        return np.hstack([opening, np.cumprod(1 + self.drawn, axis=1)])


def depth(rows: Rows) -> Floats:
    """Depth of the deepest fall from a running peak."""
    deepest: Floats = (1 - rows.closes / np.maximum.accumulate(rows.closes, axis=1)).max(axis=1)
    return deepest


def current_drawdown(rows: Rows) -> Floats:
    """How far the last close lies below the highest."""
    below: Floats = 1 - rows.closes[:, -1] / rows.closes.max(axis=1)
    return below


def calmar(rows: Rows) -> Floats:
    """Growth a year over the deepest fall."""
    with np.errstate(divide="ignore"):
        years = DAYS_PER_YEAR / rows.spans
    growth = (rows.closes[:, -1] / rows.closes[:, 0]) ** years - 1
    return _ratio(np.where(rows.spans > 0, growth, np.nan), depth(rows))


def volatility(rows: Rows) -> Floats:
    """Sample standard deviation, yearly."""
    return rows.deviation(rows.returns) * _YEARLY


def downside_deviation(rows: Rows) -> Floats:
    """Root mean square of losses, yearly."""
    shortfalls: Floats = np.sqrt(rows.mean(np.minimum(rows.returns, 0.0) ** 2)) * _YEARLY
    return shortfalls


def sharpe(rows: Rows) -> Floats:
    """Mean over sample standard deviation, yearly."""
    return _ratio(rows.mean(rows.returns), rows.deviation(rows.returns)) * _YEARLY


def sortino(rows: Rows) -> Floats:
    """Mean over the downside deviation, yearly."""
    return _ratio(rows.mean(rows.returns) * SESSIONS_PER_YEAR, downside_deviation(rows))


def beta(ours: Rows, theirs: Rows) -> Floats:
    """Covariance over the variance of the second."""
    one, other = ours.apart(ours.returns), theirs.apart(theirs.returns)
    return _ratio(ours.covariance(one, other), ours.covariance(other, other))


def alpha(ours: Rows, theirs: Rows) -> Floats:
    """Mean less beta times the other's mean, yearly."""
    explained = beta(ours, theirs) * theirs.mean(theirs.returns)
    return (ours.mean(ours.returns) - explained) * SESSIONS_PER_YEAR


def correlation(ours: Rows, theirs: Rows) -> Floats:
    """Pearson's; NaN if either never moves."""
    one, other = ours.apart(ours.returns), theirs.apart(theirs.returns)
    variances = ours.covariance(one, one) * ours.covariance(other, other)
    with np.errstate(divide="ignore", invalid="ignore"):
        correlations = ours.covariance(one, other) / np.sqrt(variances)
    return np.where(variances > 0, np.clip(correlations, -1, 1), np.nan)


def tracking_error(ours: Rows, theirs: Rows) -> Floats:
    """Sample standard deviation of the differences, yearly."""
    return ours.deviation(ours.returns - theirs.returns) * _YEARLY


def _ratio(numerators: Floats, denominators: Floats) -> Floats:
    """The quotients, NaN over nothing."""
    quotients: Floats = np.divide(
        numerators,
        denominators,
        out=np.full_like(denominators, np.nan),
        where=denominators > _LEAST,
    )
    return quotients
