"""What the bench's notes claim of funds: facts of the catalogue, returns of the sample prices."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

import pandas as pd

from analytics.prices import open_source
from analytics.types import PriceSeries
from nlp.catalog import Catalog
from nlp.catalog_types import Fund
from tapecheck.settings import Settings

FIRST_YEAR, LAST_YEAR = 2015, 2021
_WELL_KNOWN_BEFORE = date(2011, 1, 1)
_FEWEST_PEERS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Market:
    """Groups of peers, and the returns by fund and year, in percent, that are known."""

    priced: tuple[Fund, ...]
    known: tuple[tuple[Fund, ...], ...]
    others: tuple[tuple[Fund, ...], ...]
    returns: Mapping[tuple[str, int], float]

    def peers(self, random: Random) -> Sequence[Fund]:
        """Funds of one kind, in a drawn order; two notes of five are on those with prices."""
        draw = random.random()
        group = self.priced
        if draw > 0.4:
            group = random.choice(self.known if draw < 0.9 else self.others)
        return random.sample(group, len(group))


def open_market() -> Market:
    """The market of the shipped catalogue; needs the sample prices (`tapecheck prices sample`)."""
    catalog = Catalog.load()
    prices = open_source("sample", store=Settings().price_store)
    priced = tuple(catalog.funds[one] for one in sorted({"MTUM", "QUAL", "SIZE", "USMV", "VLUE"}))
    groups: dict[tuple[object, ...], list[Fund]] = defaultdict(list)
    for fund in sorted(catalog.funds.values(), key=lambda one: one.ticker):
        if fund.leverage == 1 and fund.closed is None and fund.inception.year <= FIRST_YEAR - 2:
            groups[fund.asset_class, fund.region, fund.size, fund.sector].append(fund)
    large = [tuple(group) for group in groups.values() if len(group) >= _FEWEST_PEERS]
    known = [tuple(one for one in group if one.inception < _WELL_KNOWN_BEFORE) for group in large]
    returns = {
        (fund.ticker, year): gain
        for fund in priced
        for year, gain in _year_returns(prices.load(fund.ticker)).items()
    }
    return Market(
        priced=priced,
        known=tuple(group for group in known if len(group) >= _FEWEST_PEERS),
        others=tuple(large),
        returns=returns,
    )


def _year_returns(series: PriceSeries | None) -> dict[int, float]:
    """Total return of each calendar year in percent."""
    if series is None or series.adjusted is None:
        return {}
    gains = series.adjusted.resample("YE").last().pct_change().dropna()
    days = pd.DatetimeIndex(gains.index)
    return {day.year: 100 * float(gain) for day, gain in zip(days, gains, strict=True)}
