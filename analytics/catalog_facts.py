"""The shipped fund catalogue in the shape that the verdict engine asks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from nlp.capitals import WORDS_IN_CAPITALS
from nlp.catalog import Catalog, GroupQuery
from nlp.catalog_types import Fund, FundEvent, Index


@dataclass(frozen=True)
class CatalogFacts:
    """`Facts` over a catalogue; a ticker that a fund once bore finds the fund."""

    catalog: Catalog

    def fund(self, ticker: str) -> Fund | None:
        """The fund with this ticker now or formerly."""
        current = self.catalog.resolve_ticker(ticker)
        return self.catalog.funds.get(current) if current else None

    def index(self, index_id: str) -> Index | None:
        """The index with this id."""
        return self.catalog.indices.get(index_id)

    def proxy(self, index_id: str) -> str | None:
        """The index's cheapest long-lived fund."""
        fund = self.catalog.proxy_of(index_id)
        return fund.ticker if fund else None

    def events(self, ticker: str) -> tuple[FundEvent, ...]:
        """Events of the fund, and of others that bore its ticker before, oldest first."""
        return self._events.get(ticker, ())

    def mandate_changes(self, ticker: str) -> tuple[FundEvent, ...]:
        """Changes of the index followed, oldest first."""
        return self.catalog.mandate_changes(ticker) if self.events(ticker) else ()

    def peers(self, ticker: str) -> tuple[str, ...]:
        """Funds of the same asset class, region, size, sector and leverage."""
        fund = self.fund(ticker)
        if fund is None:
            return ()
        category = GroupQuery(
            size=fund.size,
            sector=fund.sector,
            asset_class=fund.asset_class,
            region=fund.region,
            leverage=fund.leverage,
        )
        return self.catalog.group(category, exclude={fund.ticker})

    def named(self, name: str) -> str | None:
        """The fund or index of that ticker or written name; plain lower-case words name none."""
        if name.islower():
            return None
        if name.isupper() and name not in WORDS_IN_CAPITALS:
            ticker = self.catalog.resolve_ticker(name)
            if ticker is not None:
                return ticker
        return self._names.get(name.lower())

    @cached_property
    def _events(self) -> Mapping[str, tuple[FundEvent, ...]]:
        by_ticker: dict[str, tuple[FundEvent, ...]] = {}
        for event in self.catalog.events:
            formerly = {event.before} if event.kind == "ticker_change" else set()
            for ticker in {event.ticker, *formerly}:
                by_ticker[ticker] = (*by_ticker.get(ticker, ()), event)
        return by_ticker

    @cached_property
    def _names(self) -> Mapping[str, str]:
        return {form.lower(): identifier for form, identifier in self.catalog.names()}
