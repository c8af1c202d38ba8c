"""What the verdict engine asks of the fund catalogue."""

from __future__ import annotations

from typing import Protocol

from nlp.catalog_types import Fund, FundEvent, Index


class Facts(Protocol):
    """Dated facts behind a verdict: who is who, what tracked what since when, who is a peer."""

    def fund(self, ticker: str) -> Fund | None:
        """The fund with this ticker now or formerly ("PXSG" gives XSMO), or None."""
        ...

    def index(self, index_id: str) -> Index | None:
        """The index with this id, or None."""
        ...

    def proxy(self, index_id: str) -> str | None:
        """The ticker of the fund that stands in for an index without prices of its own."""
        ...

    def events(self, ticker: str) -> tuple[FundEvent, ...]:
        """What happened to a ticker, under this fund or an earlier one, oldest first."""
        ...

    def mandate_changes(self, ticker: str) -> tuple[FundEvent, ...]:
        """The days on which the fund began to follow another index, oldest first."""
        ...

    def peers(self, ticker: str) -> tuple[str, ...]:
        """Tickers of the fund's category, itself left out."""
        ...

    def named(self, name: str) -> str | None:
        """The fund or index that is written so, by ticker or by name; None if nothing is."""
        ...
