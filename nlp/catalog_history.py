"""What one fund was called, and what it followed, from its first day to its last."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from nlp.catalog import Catalog
from nlp.catalog_types import EventKind, Fund, FundEvent
from nlp.errors import CatalogError


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A name, ticker or index that held from `since` up to `until`.

    An open `until` is "to this day", or, before a later period, "until a day that isn't known";
    `since` is None where that day isn't known.
    """

    value: str
    since: date | None
    until: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """A fund as it is today, with its names, tickers and indices, each list oldest first."""

    fund: Fund
    names: tuple[Period, ...]
    tickers: tuple[Period, ...]
    indices: tuple[Period, ...]
    events: tuple[FundEvent, ...]


def history(ticker: str, *, catalog: Catalog) -> History:
    """The dated facts of the fund that bears a ticker or once bore it; raises `CatalogError`."""
    known = catalog.resolve_ticker(ticker.upper())
    if known is None:
        raise CatalogError(
            f"no fund of the catalogue bears or bore the ticker {ticker};"
            " add it with `tapecheck catalog import FILE`"
        )
    fund = catalog.funds[known]
    events = tuple(event for event in catalog.events if event.ticker == known)
    return History(
        fund=fund,
        names=_periods(fund, fund.name, _of(events, "name_change")),
        tickers=_periods(fund, fund.ticker, _of(events, "ticker_change")),
        indices=_periods(fund, fund.index_name, _of(events, "index_change")),
        events=events,
    )


def _of(events: Sequence[FundEvent], kind: EventKind) -> list[FundEvent]:
    return [event for event in events if event.kind == kind]


def _periods(fund: Fund, today: str | None, changes: Sequence[FundEvent]) -> tuple[Period, ...]:
    """The periods between dated changes; a value that comes without a day has no `since`."""
    found = list(_between(fund, changes))
    if today is not None and (not found or found[-1].value != today):
        since = None if found else fund.inception
        found.append(Period(value=today, since=since, until=None))
    if found and fund.closed is not None:
        found[-1] = replace(found[-1], until=fund.closed)
    return tuple(found)


def _between(fund: Fund, changes: Sequence[FundEvent]) -> Iterator[Period]:
    held, since = None, None
    for change in changes:
        if held is None:
            yield Period(value=change.before, since=fund.inception, until=change.on)
        elif held == change.before:
            yield Period(value=held, since=since, until=change.on)
        else:
            yield Period(value=held, since=since, until=None)
            yield Period(value=change.before, since=None, until=change.on)
        held, since = change.after, change.on
    if held is not None:
        yield Period(value=held, since=since, until=None)
