"""The dated fund catalogue: which funds and indices there are, and what became of them."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from nlp.catalog_load import Tables, read_own, read_tables
from nlp.catalog_names import surface_forms
from nlp.catalog_types import AssetClass, Factor, Fund, FundEvent, Index, Size, Style

# A blend of factors, or a way to weigh the market, is no single factor.
_BLENDS_AND_WEIGHTS = {"multifactor", "equal_weight", "revenue"}


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupQuery:
    """A group of funds as a note describes it ("small-cap momentum ETFs"); None is no demand.

    `factor_kind` "any" asks for a factor fund, "single" for one with exactly one factor that is
    no blend. Without a `sector`, equity groups hold diversified funds only: a biotech fund is no
    peer of "small-cap ETFs".
    """

    size: Size | None = None
    style: Style | None = None
    factor: Factor | None = None
    factor_kind: Literal["any", "single"] | None = None
    sector: str | None = None
    asset_class: AssetClass = "equity"
    region: str = "us"
    leverage: float = 1.0

    def holds(self, fund: Fund) -> bool:
        """Tell whether the description fits the fund as it is today."""
        return (
            (fund.asset_class, fund.region, fund.leverage)
            == (self.asset_class, self.region, self.leverage)
            and self.size in (None, fund.size)
            and self.style in (None, fund.style)
            and self._sector_fits(fund)
            and self._factors_fit(fund)
        )

    def _sector_fits(self, fund: Fund) -> bool:
        if self.sector is None and self.asset_class != "equity":
            return True
        return fund.sector == self.sector

    def _factors_fit(self, fund: Fund) -> bool:
        if self.factor is not None and self.factor not in fund.factors:
            return False
        if self.factor_kind == "single":
            return len(fund.factors) == 1 and fund.factors[0] not in _BLENDS_AND_WEIGHTS
        return self.factor_kind is None or bool(fund.factors)


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalog:
    """Funds by ticker, indices by id, and the funds' events in order of date."""

    version: str
    funds: Mapping[str, Fund]
    indices: Mapping[str, Index]
    events: tuple[FundEvent, ...]

    @classmethod
    def load(cls, *, own: Path | None = None) -> Catalog:
        """Give the catalogue that ships with the package, read once a process.

        `own` is the stored table of a user's funds, which is laid over it where it exists.
        """
        funds = read_own(own) if own else []
        return _packaged().with_funds(funds) if funds else _packaged()

    @classmethod
    def read(cls, folder: Traversable) -> Catalog:
        """Read a catalogue from a folder with the three tables; raise `CatalogError`."""
        tables = read_tables(folder)
        return cls(
            version=_version(tables),
            funds=MappingProxyType({fund.ticker: fund for fund in tables.funds}),
            indices=MappingProxyType({index.id: index for index in tables.indices}),
            events=tuple(sorted(tables.events, key=lambda event: event.on)),
        )

    def with_funds(self, funds: Iterable[Fund]) -> Catalog:
        """Give this catalogue with funds added or, under the same ticker, replaced."""
        added = {fund.ticker: fund for fund in funds}
        digest = hashlib.sha256(repr(sorted(added.items())).encode()).hexdigest()
        return replace(
            self,
            version=f"{self.version} own:{digest[:12]}",
            funds=MappingProxyType({**self.funds, **added}),
        )

    def resolve_ticker(self, ticker: str, *, on: date | None = None) -> str | None:
        """Give today's ticker of the fund meant: PXSG is XSMO; None if no fund bore it.

        `on` matters where a ticker passed from one fund to another: it picks the fund that bore
        it that day.
        """
        if on is None and ticker in self.funds:
            return ticker
        given_up = [
            event
            for event in self.events
            if event.kind == "ticker_change" and event.before == ticker
        ]
        if on is not None:
            for event in given_up:
                if on < event.on:
                    return event.ticker
        if ticker in self.funds:
            return ticker
        return given_up[-1].ticker if given_up else None

    def mandate_changes(self, ticker: str) -> tuple[FundEvent, ...]:
        """List the days on which the fund began to follow another index, oldest first."""
        return tuple(
            event
            for event in self.events
            if event.ticker == ticker and event.kind == "index_change"
        )

    def proxy_of(self, index_id: str) -> Fund | None:
        """Give the fund whose prices stand for an index; None if it has none or is unknown."""
        index = self.indices.get(index_id)
        return self.funds[index.proxy] if index and index.proxy else None

    def group(
        self,
        query: GroupQuery,
        *,
        exclude: Collection[str] = (),
        listed_on: date | None = None,
    ) -> tuple[str, ...]:
        """List the tickers of a described group, in alphabetical order.

        `listed_on` keeps the funds that were there that day; without it, closed funds count too.
        """
        return tuple(
            ticker
            for ticker, fund in sorted(self.funds.items())
            if ticker not in exclude and query.holds(fund) and _listed(fund, listed_on)
        )

    def names(self) -> Iterator[tuple[str, str]]:
        """Yield every (written form, ticker or index id) of funds and indices, tickers apart."""
        return surface_forms(self.funds.values(), self.indices.values(), self.events)


@cache
def _packaged() -> Catalog:
    return Catalog.read(files("nlp") / "data")


def _version(tables: Tables) -> str:
    checked = max(fund.vintage for fund in tables.funds)
    return f"{checked} sha256:{tables.sha256[:12]}"


def _listed(fund: Fund, on: date | None) -> bool:
    if on is None:
        return True
    return fund.inception <= on and (fund.closed is None or fund.closed > on)
