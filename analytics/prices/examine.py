"""Everything that is known against one ticker of a source: `tapecheck prices check`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from analytics.errors import BadPriceFile, PriceError
from analytics.facts import Facts
from analytics.prices.agreement import Comparison, compare_sources
from analytics.prices.check import check
from analytics.prices.defects import Defect, found
from analytics.prices.files import StoredSource
from analytics.prices.names import normalise
from analytics.prices.reuse import reused
from analytics.types import PriceSeries, PriceSource


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """One ticker of a source, with its defects by date and what was done about each.

    `refused` is why no series could be made; `comparison` is None where the other source has no
    such ticker, or none was given. `sessions` of 0 means that the source has no such ticker.
    """

    ticker: str
    source: str
    fingerprint: str = ""
    sessions: int = 0
    first: date | None = None
    last: date | None = None
    defects: tuple[Defect, ...] = ()
    comparison: Comparison | None = None
    refused: str = ""


def examine(
    source: PriceSource, ticker: str, *, facts: Facts, other: PriceSource | None = None
) -> Examined:
    """Check a ticker's rows, series and catalogue facts, and compare it with another source.

    A ticker whose file cannot be trusted is a finding here and no error.
    """
    name = normalise(ticker)
    try:
        series = source.load(name)
    except BadPriceFile as error:
        twice = _repeated(source, name)
        return Examined(ticker=name, source=source.name, defects=twice, refused=str(error))
    if series is None:
        return Examined(ticker=name, source=source.name)
    defects = (*_of_rows(source, name), *check(series), *reused(series, facts))
    if other is None:
        return _examined(series, defects, None)
    comparison, apart = _compared(series, other)
    return _examined(series, (*defects, *apart), comparison)


def _compared(
    series: PriceSeries, other: PriceSource
) -> tuple[Comparison | None, tuple[Defect, ...]]:
    try:
        theirs = other.load(series.ticker)
    except PriceError as error:
        return Comparison(other=other.name, refused=str(error)), ()
    return (None, ()) if theirs is None else compare_sources(series, theirs, other=other.name)


def _examined(
    series: PriceSeries, defects: tuple[Defect, ...], comparison: Comparison | None
) -> Examined:
    values = series.adjusted if series.adjusted is not None else series.close
    assert values is not None, "a series has closes of one kind at least"
    return Examined(
        ticker=series.ticker,
        source=series.source,
        fingerprint=series.fingerprint,
        sessions=len(values),
        first=values.index[0].date(),
        last=values.index[-1].date(),
        defects=tuple(sorted(defects, key=lambda defect: (defect.on, defect.kind))),
        comparison=comparison,
    )


def _of_rows(source: PriceSource, ticker: str) -> tuple[Defect, ...]:
    """What a file's rows show and its series no longer does."""
    if not isinstance(source, StoredSource):
        return ()
    last = source.doubtful_last(ticker)
    return (*source.ignored(ticker), *(() if last is None else (last,)))


def _repeated(source: PriceSource, ticker: str) -> tuple[Defect, ...]:
    if not isinstance(source, StoredSource):
        return ()
    try:
        days = source.repeated(ticker)
    except PriceError:
        return ()  # the refusal is of the file, and says so
    return tuple(found("duplicate", day, f"{day} comes twice") for day in days)
