"""Small worlds for the tests of verdicts: made-up prices, a made-up catalogue, short claims."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pytest

from analytics.prices.memory import MemorySource, series
from analytics.prices.sessions import is_session
from analytics.types import PriceSeries, PriceSource, Verdict
from analytics.verdict import verify
from nlp.catalog_types import Fund, FundEvent, Index
from nlp.types import Claim, Magnitude, Unit, Window

AS_OF = date(2020, 12, 31)
START = "2009-12-31"
VINTAGE = date(2020, 12, 1)


def sessions(start: str = START, end: str = "2020-12-31") -> pd.DatetimeIndex:
    """New York's sessions from `start` to `end`."""
    days = pd.date_range(start, end, freq="D")
    return days[is_session(days.to_numpy().astype("datetime64[D]"))]


def steady(yearly: float, *, start: str = START, end: str = "2020-12-31") -> pd.Series:
    """Closes that grow by `yearly` per 365.25 days, to the day."""
    days = sessions(start, end)
    elapsed = (days - days[0]).days.to_numpy() / 365.25
    return pd.Series(100 * (1 + yearly) ** elapsed, index=days)


def noisy(
    yearly: float, *, seed: int, daily: float = 0.01, start: str = START, end: str = "2020-12-31"
) -> pd.Series:
    """Closes with normal daily noise around a steady growth."""
    base = steady(yearly, start=start, end=end)
    shocks = np.random.default_rng(seed).normal(0, daily, len(base))
    shocks[0] = 0
    return base * np.exp(np.cumsum(shocks - daily**2 / 2))


def source(
    adjusted: Mapping[str, pd.Series], close: Mapping[str, pd.Series] | None = None
) -> MemorySource:
    """Prices in memory; a ticker may have adjusted closes, quoted closes or both."""
    quoted = close or {}
    tickers = adjusted.keys() | quoted.keys()
    return MemorySource(
        {t: series(t, adjusted=adjusted.get(t), close=quoted.get(t)) for t in tickers},
        name="prices.csv",
    )


class Altered:
    """A source whose closes, adjusted and quoted, go through a change, under other fingerprints."""

    def __init__(self, held: PriceSource, change: Callable[[pd.Series], pd.Series]) -> None:
        self._held = held
        self._change = change

    @property
    def name(self) -> str:
        return self._held.name

    def tickers(self) -> frozenset[str]:
        return self._held.tickers()

    def first_close(self) -> date | None:
        return self._held.first_close()

    def last_close(self) -> date | None:
        return self._held.last_close()

    def load(self, ticker: str) -> PriceSeries | None:
        known = self._held.load(ticker)
        if known is None:
            return None
        return replace(
            known,
            adjusted=None if known.adjusted is None else self._change(known.adjusted),
            close=None if known.close is None else self._change(known.close),
            fingerprint=f"sha256:{ticker} {id(self)}",
        )


def fund(ticker: str, **known: Any) -> Fund:
    """A plain US small-cap fund, unless `known` says otherwise."""
    facts: dict[str, Any] = {
        "name": f"{ticker} ETF",
        "issuer": "Invesco",
        "aliases": (),
        "asset_class": "equity",
        "region": "us",
        "size": "small",
        "style": "blend",
        "factors": (),
        "sector": None,
        "leverage": 1.0,
        "index": None,
        "index_name": None,
        "index_since": None,
        "inception": date(2009, 12, 31),
        "closed": None,
        "expense_ratio": 0.36,
        "vintage": VINTAGE,
    }
    return Fund(ticker=ticker, **(facts | known))


def index(index_id: str, *, name: str = "S&P SmallCap 600 Index", proxy: str | None) -> Index:
    """An index with a proxy fund."""
    return Index(
        id=index_id,
        name=name,
        provider="S&P",
        aliases=("S&P 600",),
        asset_class="equity",
        size="small",
        style="blend",
        factors=(),
        sector=None,
        proxy=proxy,
        vintage=VINTAGE,
    )


@dataclass(frozen=True)
class FakeFacts:
    """A catalogue of a few lines."""

    funds: Mapping[str, Fund] = field(default_factory=dict)
    indices: Mapping[str, Index] = field(default_factory=dict)
    happened: tuple[FundEvent, ...] = ()
    former: Mapping[str, str] = field(default_factory=dict)

    def fund(self, ticker: str) -> Fund | None:
        return self.funds.get(self.former.get(ticker, ticker))

    def index(self, index_id: str) -> Index | None:
        return self.indices.get(index_id)

    def proxy(self, index_id: str) -> str | None:
        known = self.indices.get(index_id)
        return known.proxy if known else None

    def events(self, ticker: str) -> tuple[FundEvent, ...]:
        return tuple(e for e in self.happened if ticker in (e.ticker, e.before))

    def mandate_changes(self, ticker: str) -> tuple[FundEvent, ...]:
        return tuple(e for e in self.events(ticker) if e.kind == "index_change")

    def peers(self, ticker: str) -> tuple[str, ...]:
        return tuple(other for other in self.funds if other != ticker)

    def named(self, name: str) -> str | None:
        known = self.fund(name)
        return known.ticker if known else name if name in self.indices else None


def facts(*tickers: str, **more: Any) -> FakeFacts:
    """Plain funds with these tickers, and whatever else is given."""
    return FakeFacts(funds={ticker: fund(ticker) for ticker in tickers}, **more)


def since(base: str, end: str = "2020-12-31") -> Window:
    """A window from the last close on or before `base`."""
    return Window(kind="since", base=date.fromisoformat(base), end=date.fromisoformat(end))


def calendar(year: int) -> Window:
    """A calendar year."""
    return Window(kind="calendar", base=date(year - 1, 12, 31), end=date(year, 12, 31))


INCEPTION = Window(kind="since_inception", end=AS_OF)
DECADE = since("2010-12-31")


def number(
    value: float, unit: Unit = "percent", *, half: float = 0.05, annualised: bool | None = None
) -> Magnitude:
    """A stated number with its rounding interval of ±`half`."""
    return Magnitude(
        value=value, unit=unit, low=value - half, high=value + half, annualised=annualised
    )


def adjective(word: str) -> Magnitude:
    """An adjective of risk."""
    return Magnitude(value=0, unit="text", low=0, high=0, text_value=word)


def claim(kind: str = "comparison", **slots: Any) -> Claim:
    """A claim on fund A over the decade, with the slots given."""
    plain: dict[str, Any] = {
        "id": "c1",
        "type": kind,
        "text": "…",
        "start": 0,
        "end": 1,
        "standalone_text": "…",
        "subject": "A",
        "window": DECADE,
    }
    return Claim(**(plain | slots))


def judge(
    stated: Claim,
    prices: PriceSource,
    known: FakeFacts | None = None,
    *,
    as_of: date = AS_OF,
    made_on: date | None = None,
) -> Verdict:
    """`verify` with a catalogue of A, B, C and D unless another is given."""
    return verify(
        stated,
        prices=prices,
        facts=known or facts("A", "B", "C", "D"),
        as_of=as_of,
        made_on=made_on,
    )


def assert_alike(ours: Any, theirs: Any) -> None:
    """Equal but for the rounding of scaled closes."""
    if isinstance(ours, float):
        assert theirs == pytest.approx(ours, rel=1e-6, abs=1e-9) or math.isnan(ours)
    elif isinstance(ours, dict):
        for name, value in ours.items():
            assert_alike(value, theirs[name])
    elif isinstance(ours, (list, tuple)):
        assert len(ours) == len(theirs)
        for one, other in zip(ours, theirs, strict=True):
            assert_alike(one, other)
    else:
        assert ours == theirs
