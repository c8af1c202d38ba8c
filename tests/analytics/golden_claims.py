"""Reads the golden claims: one table a claim, with the verdict that hand arithmetic gives."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from analytics.catalog_facts import CatalogFacts
from analytics.prices.memory import MemorySource, series
from analytics.types import Verdict
from analytics.verdict import verify
from nlp.catalog import Catalog
from nlp.types import Claim, Condition, Horizon, Magnitude, Span, Window
from tests.analytics.support import claim, number

GOLDEN = Path(__file__).parent / "golden"
PRICES = Path(__file__).parents[3] / "shared" / "prices"
AS_OF = date(2026, 7, 31)
_SLOTS = ("subject", "relation", "metric", "basis", "modality", "quantifier", "text")


@dataclass(frozen=True, slots=True, kw_only=True)
class Golden:
    """One claim with the days it is made and read, the prices, and what is expected of it."""

    says: str
    claim: Claim
    as_of: date
    made_on: date | None
    prices: str
    expect: Mapping[str, Any]


def golden_claims() -> tuple[Golden, ...]:
    """All claims of the folder, by file."""
    files = sorted(GOLDEN.glob("*.toml"))
    return tuple(_golden(row) for path in files for row in tomllib.loads(path.read_text())["claim"])


@cache
def reference() -> MemorySource:
    """148 funds, adjusted closes only."""
    wide = pd.read_parquet(PRICES / "yahoo_adjusted" / "adj_close_wide.parquet")
    held = {t: series(t, adjusted=wide[t].dropna()) for t in wide.columns}
    return MemorySource(held, name="reference")


@cache
def raw_and_adjusted() -> MemorySource:
    """61 funds, closes as quoted (splits left in) beside adjusted ones, until April 2024."""
    held = {
        str(ticker): series(str(ticker), adjusted=rows["Adjusted_close"], close=rows["Close"])
        for ticker, rows in _raw_table().groupby("ticker")
    }
    return MemorySource(held, name="raw and adjusted")


@cache
def raw() -> MemorySource:
    """The same, with the quoted closes taken for adjusted ones, as a careless export has them."""
    table = _raw_table()
    held = {str(t): series(str(t), adjusted=rows["Close"]) for t, rows in table.groupby("ticker")}
    return MemorySource(held, name="raw")


@cache
def known() -> CatalogFacts:
    """The shipped catalogue."""
    return CatalogFacts(Catalog.load())


_SOURCES: Mapping[str, Callable[[], MemorySource]] = {
    "reference": reference,
    "raw_and_adjusted": raw_and_adjusted,
    "raw": raw,
}


@cache
def verdict_of(says: str) -> Verdict:
    """The engine's verdict on the golden claim with these words, judged once a run."""
    one = next(golden for golden in golden_claims() if golden.says == says)
    prices = _SOURCES[one.prices]()
    return verify(one.claim, prices=prices, facts=known(), as_of=one.as_of, made_on=one.made_on)


def _raw_table() -> pd.DataFrame:
    table = pd.read_parquet(PRICES / "mit_raw_adjusted" / "raw_adj_long.parquet")
    return table.set_index(pd.DatetimeIndex(pd.to_datetime(table["Date"])))


def _golden(row: dict[str, Any]) -> Golden:
    slots = {slot: row[slot] for slot in _SLOTS if slot in row}
    slots |= {"magnitude": _magnitude(row), "window": Window(**row.get("window", {"kind": "none"}))}
    if "due" in row:
        slots["horizon"] = Horizon(text="as stated", due=row["due"])
    if "trigger" in row:
        slots["condition"] = Condition(trigger=row["trigger"], consequence=row["consequence"])
    if "cue" in row:
        slots["modality_cue"] = Span(0, len(row["cue"]), row["cue"])
    stated = claim(
        row["type"],
        comparators=tuple(row.get("comparators", ())),
        comparators_inferred=row.get("inferred", False),
        standalone_text=row["says"],
        **({"text": row["says"]} | slots),
    )
    return Golden(
        says=row["says"],
        claim=stated,
        as_of=row.get("as_of", AS_OF),
        made_on=row.get("made_on"),
        prices=row.get("prices", "reference"),
        expect=row["expect"],
    )


def _magnitude(row: dict[str, Any]) -> Magnitude | None:
    if "days" in row:
        low, high = (float(day.toordinal()) for day in row["days"])
        return Magnitude(value=low, unit="date", low=low, high=high)
    if row["type"] == "reference" and "text" in row:
        return Magnitude(value=0, unit="text", low=0, high=0, text_value=row["text"])
    if "number" not in row:
        return None
    stated = row["number"]
    if row.get("relation") in ("above", "below") and not stated["half"]:
        return _bound(stated, row["relation"])
    plain = number(
        stated["value"], stated["unit"], half=stated["half"], annualised=stated.get("yearly")
    )
    words = stated.get("words")
    return plain if words is None else _worded(plain, words)


def _bound(stated: dict[str, Any], relation: str) -> Magnitude:
    """ "More than 20 %" has no upper end."""
    value, above = stated["value"], relation == "above"
    low, high = (value, float("inf")) if above else (float("-inf"), value)
    return Magnitude(value=value, unit=stated["unit"], low=low, high=high)


def _worded(plain: Magnitude, words: str) -> Magnitude:
    return Magnitude(
        value=plain.value,
        unit=plain.unit,
        low=plain.low,
        high=plain.high,
        span=Span(0, len(words), words),
    )
