"""Dated facts about funds and indices, as the catalogue holds them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Size = Literal["large", "mid", "small", "micro", "total"]
Style = Literal["blend", "growth", "value"]
Factor = Literal[
    "momentum", "quality", "low_volatility", "size", "value", "dividend", "growth", "multifactor",
    "equal_weight", "revenue", "buyback",
]  # fmt: skip
AssetClass = Literal[
    "equity",
    "bond",
    "commodity",
    "real_estate",
    "currency",
    "volatility",
    "crypto",
    "multi_asset",
]
EventKind = Literal["ticker_change", "index_change", "name_change", "merger", "closure"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fund:
    """One exchange-traded fund; `vintage` is the day its facts were last checked.

    `factors` is empty for a plain market fund and holds one name for a single-factor fund.
    `sector` is a GICS sector or theme in lower case with underscores. `region` is "us",
    "developed_ex_us", "emerging", "global" or a country code. `leverage` is the daily multiple
    (1 plain, 2, 3, -1 …). `expense_ratio` is percent a year. `index` is an id of the index table,
    or None; `index_name` is the index in words; `index_since` the day the fund began to follow it.
    """

    ticker: str
    name: str
    issuer: str
    aliases: tuple[str, ...]
    asset_class: AssetClass
    region: str
    size: Size | None
    style: Style | None
    factors: tuple[Factor, ...]
    sector: str | None
    leverage: float
    index: str | None
    index_name: str | None
    index_since: date | None
    inception: date
    closed: date | None
    expense_ratio: float | None
    vintage: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """One index; `proxy` is the ticker of its cheapest long-lived fund, or None."""

    id: str
    name: str
    provider: str
    aliases: tuple[str, ...]
    asset_class: AssetClass
    size: Size | None
    style: Style | None
    factors: tuple[Factor, ...]
    sector: str | None
    proxy: str | None
    vintage: date


@dataclass(frozen=True, slots=True, kw_only=True)
class FundEvent:
    """A dated change of a fund: from `on`, `before` became `after` (tickers, names or indices)."""

    ticker: str
    on: date
    kind: EventKind
    before: str
    after: str
