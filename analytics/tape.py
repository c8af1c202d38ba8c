"""The closes a verdict may see: cut at the as-of date, on exchange sessions, proxies resolved."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

import pandas as pd

from analytics.alignment import Aligned
from analytics.cut import Known, aligned, fingerprint_of, known_on
from analytics.facts import Facts
from analytics.prices.defects import Defect
from analytics.types import PriceSeries, PriceSource, Unverifiable

# How an entity is to be quoted. "headline" is total return for a fund and the price index for
# an index, because that is what "the S&P 500 fell 19.4 %" means.
Quoting = Literal["total_return", "price_return", "headline"]
_TICKER = re.compile(r"[A-Z]{1,5}(?:[.-][A-Z])?")
Basis = Literal["total_return", "price_return"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Closes of one entity up to the as-of date.

    `entity` is the id the claim uses, `ticker` the one whose prices these are: they differ for a
    renamed fund and for an index judged by its `proxy`. `price_closes` is the price-only series
    where it is known beside an adjusted one. `inception` is the catalogue's, or None;
    `defects` are suspicions about the closes up to the as-of date.
    """

    entity: str
    ticker: str
    closes: pd.Series
    basis: Basis
    price_closes: pd.Series | None
    proxy: str | None
    inception: date | None
    defects: tuple[Defect, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """Why an entity or a window can't be judged; `fetch` lists tickers that would help."""

    reason: Unverifiable
    detail: str
    fetch: tuple[str, ...] = ()


@dataclass(slots=True, kw_only=True)
class Tape:
    """Prices and facts as they stood on one date; every series passes through `known_on` here."""

    prices: PriceSource
    facts: Facts
    as_of: date
    _seen: dict[str, Known | None] = field(default_factory=dict)
    _quoted: dict[tuple[str, Quoting], Quote | Missing] = field(default_factory=dict)
    _aligned: dict[tuple[tuple[str, Basis], ...], Aligned] = field(default_factory=dict)

    def quote(self, entity: str, quoting: Quoting) -> Quote | Missing:
        """Closes of a fund, stock or index, quoted as asked, or why there are none."""
        asked = entity, quoting
        if asked not in self._quoted:
            self._quoted[asked] = self._find(entity, quoting)
        return self._quoted[asked]

    def align(self, quotes: tuple[Quote, ...]) -> Aligned:
        """Closes of this tape's quotes on their common sessions; for all windows the same ones."""
        asked = tuple((quote.ticker, quote.basis) for quote in quotes)
        if asked not in self._aligned:
            self._aligned[asked] = aligned(tuple(quote.closes for quote in quotes))
        return self._aligned[asked]

    def _find(self, entity: str, quoting: Quoting) -> Quote | Missing:
        if self.facts.fund(entity) is None and self.facts.index(entity) is not None:
            return self._index(entity, quoting)
        return self._fund(entity, entity, quoting)

    def used(self, tickers: frozenset[str]) -> str:
        """Fingerprint of the closes that these tickers gave, later prices left out.

        One ticker's is the source's own over the same closes; several are hashed in order.
        """
        found = (self._known(ticker) for ticker in sorted(tickers))
        return fingerprint_of(tuple(one for one in found if one is not None))

    def _fund(self, entity: str, ticker: str, quoting: Quoting) -> Quote | Missing:
        fund = self.facts.fund(ticker)
        current = fund.ticker if fund else ticker
        known = self._known(current)
        if known is None:
            return _no_prices(entity, current, known=fund is not None or _is_ticker(entity))
        basis: Basis = "price_return" if quoting == "price_return" else "total_return"
        closes = known.series.close if basis == "price_return" else known.series.adjusted
        if closes is None:
            return _wrong_basis(current, basis)
        return self._quote(entity, known, closes, basis, fund.inception if fund else None)

    def _index(self, entity: str, quoting: Quoting) -> Quote | Missing:
        known = self._known(entity)
        series = None if known is None else known.series
        wants_price = quoting != "total_return"
        closes = _index_closes(series, quoting)
        if known is not None and closes is not None:
            basis: Basis = "price_return" if closes is known.series.close else "total_return"
            return self._quote(entity, known, closes, basis, None)
        proxy = self.facts.proxy(entity)
        if proxy is None:
            return _no_proxy(entity, series)
        quote = self._fund(entity, proxy, "price_return" if wants_price else "total_return")
        if isinstance(quote, Missing) and quoting == "headline":
            quote = self._fund(entity, proxy, "total_return")
        if isinstance(quote, Missing):
            own = _own_series(series)
            return replace(quote, detail=f"index {entity} has {own}; its proxy: {quote.detail}")
        return replace(quote, proxy=quote.ticker)

    def _quote(
        self,
        entity: str,
        known: Known,
        closes: pd.Series,
        basis: Basis,
        inception: date | None,
    ) -> Quote | Missing:
        series = known.series
        if closes.empty:
            detail = f"{series.ticker} has no close on or before {self.as_of} in {series.source}"
            return Missing(reason="out_of_coverage", detail=detail)
        return Quote(
            entity=entity,
            ticker=series.ticker,
            closes=closes,
            basis=basis,
            price_closes=series.close if basis == "total_return" else None,
            proxy=None,
            inception=inception,
            defects=known.defects,
        )

    def _known(self, ticker: str) -> Known | None:
        if ticker not in self._seen:
            series = self.prices.load(ticker)
            self._seen[ticker] = None if series is None else known_on(series, self.as_of)
        return self._seen[ticker]


def _index_closes(series: PriceSeries | None, quoting: Quoting) -> pd.Series | None:
    """The index's own closes as quoted; a total-return series also answers for a headline."""
    if series is None:
        return None
    if quoting == "total_return":
        return series.adjusted
    return series.adjusted if series.close is None and quoting == "headline" else series.close


def _is_ticker(entity: str) -> bool:
    """True for what a note wrote as a ticker; a concept's id is in lower case."""
    return _TICKER.fullmatch(entity) is not None


def _no_prices(entity: str, ticker: str, *, known: bool) -> Missing:
    if known:
        return Missing(
            reason="no_price_data",
            detail=f"no prices for {ticker}: tapecheck prices fetch {ticker}",
            fetch=(ticker,),
        )
    return Missing(
        reason="unknown_subject",
        detail=f"{entity} is neither in the fund catalogue nor in the prices;"
        f" if it is a ticker: tapecheck prices fetch {entity}",
    )


def _wrong_basis(ticker: str, basis: Basis) -> Missing:
    have, want = ("adjusted", "price") if basis == "price_return" else ("unadjusted", "total")
    return Missing(
        reason="no_price_data",
        detail=f"the prices of {ticker} are {have} closes only, which can't show a {want} return:"
        f" tapecheck prices fetch {ticker}",
        fetch=(ticker,),
    )


def _no_proxy(entity: str, series: PriceSeries | None) -> Missing:
    return Missing(
        reason="no_price_data",
        detail=f"index {entity} has {_own_series(series)} and no fund that stands in for it:"
        " name a fund that tracks it",
    )


def _own_series(series: PriceSeries | None) -> str:
    return "no series of its own" if series is None else "closes of one kind only"
