"""Whether all closes of a ticker are of the fund that bears it, told from dated catalogue facts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from analytics.facts import Facts
from analytics.prices.defects import Defect, found
from analytics.types import PriceSeries

# Catalogues and vendors differ by some days on when a fund began or closed; of the 255 reference
# series those that differ by more are SMH (HOLDRS until 2011), SPLG, RCD and RYH (renamed).
_DAYS_OFF = timedelta(days=14)


def reused(series: PriceSeries, facts: Facts) -> tuple[Defect, ...]:
    """Closes from before the fund began, after it ended, or after it took another ticker."""
    values = series.adjusted if series.adjusted is not None else series.close
    if values is None or values.empty:
        return ()
    first, last = values.index[0].date(), values.index[-1].date()
    return tuple(outside(series.ticker, facts, first=first, last=last))


def outside(ticker: str, facts: Facts, *, first: date, last: date) -> Iterator[Defect]:
    """What closes of `ticker` from `first` to `last` hold that the fund bearing it never had."""
    fund = facts.fund(ticker)
    if fund is None:
        return
    if fund.ticker != ticker:
        for event in facts.events(ticker):
            if event.before == ticker and last > event.on + _DAYS_OFF:
                of = f"closes from {max(first, event.on)} to {last}"
                detail = f"{ticker} became {event.after} on {event.on}, yet has {of}"
                yield found("ticker_reused", event.on, detail)
        return
    if first < fund.inception - _DAYS_OFF:
        detail = f"{ticker} began on {fund.inception}, its closes on {first}"
        yield found("ticker_reused", fund.inception, detail)
    if fund.closed is not None and last > fund.closed + _DAYS_OFF:
        detail = f"{ticker} ended on {fund.closed}, its closes on {last}"
        yield found("ticker_reused", fund.closed, detail)
