"""Which column of a price file is what, told from the headings alone.

Three shapes: *one ticker* (a date, a close; the ticker is the file's name), *long* (a ticker
column), *wide* (a date and a column a ticker). What a lone close means is a rule, not a guess:

1. A heading that says so is believed: `Adj Close`, `Adjusted_close`, … are adjusted.
2. `close = "adjusted"` or `"quoted"` in a `prices.toml` beside the file is believed.
3. A lone close beside dividend or split columns is as quoted, and a total return is made from
   them; except under yfinance's own headings (`Dividends`, `Stock Splits`), which come with
   closes that yfinance has adjusted. Alpha Vantage's plain daily file is as quoted too.
4. Any other lone close, and every wide file, is taken as adjusted: yfinance, Stooq and the usual
   wide table give it so. The series' `source` then says "closes taken as adjusted".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from analytics.errors import BadPriceFile
from analytics.prices.names import normalise
from analytics.prices.series import Field

CloseMeaning = Literal["adjusted", "quoted"]
# A heading, or (field, ticker) under yfinance's two-line header.
Heading = str | tuple[str, str]

_DATE = frozenset({"date", "timestamp", "datetime"})
_TICKER = frozenset({"ticker", "symbol"})
_FIELDS: Mapping[str, Field] = {
    "adjclose": "adjusted",
    "adjustedclose": "adjusted",
    "closeadj": "adjusted",
    "closeadjusted": "adjusted",
    "close": "close",
    "closeprice": "close",
    "rawclose": "close",
    "unadjustedclose": "close",
    "dividend": "dividend",
    "dividends": "dividend",
    "dividendamount": "dividend",
    "split": "split",
    "splits": "split",
    "stocksplits": "split",
    "splitcoefficient": "split",
    "divcash": "dividend",
    "splitfactor": "split",
    "volume": "volume",
}
_UNNAMED = frozenset({"", "index", "unnamed:0", "indexlevel0"})
_NEVER_TICKERS = frozenset({"open", "high", "low", "volume"})
_YFINANCE_EVENTS = frozenset({"Dividends", "Stock Splits"})
_ALPHA_VANTAGE_DAILY = ("timestamp", "open", "high", "low", "close", "volume")
_ASSUMED = "closes taken as adjusted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where to find things: `fields` by ticker, or under "" in a long file (`ticker` is set).

    `assumed` is what a report should add when rule 4 above, not the file, named the closes.
    """

    date: Heading
    ticker: Heading | None
    fields: Mapping[str, Mapping[Field, Heading]]
    assumed: str = ""


def detect(
    headings: Sequence[Heading], *, file: str, stem: str, close: CloseMeaning | None
) -> Layout:
    """The layout of a file with these headings; `stem` is the ticker of a one-ticker file."""
    if repeated := next((h for h in headings if headings.count(h) > 1), None):
        raise BadPriceFile(f"{file} has two columns {shown_heading(repeated)}: keep one")
    when = _date_heading(headings, file)
    pairs = [h for h in headings if isinstance(h, tuple) and h != when]
    if pairs:
        return _two_line(when, pairs, file=file, close=close)
    names = [h for h in headings if isinstance(h, str) and h != when]
    ticker = next((name for name in names if _key(name) in _TICKER), None)
    fields = _fields(names, file)
    if "close" in fields or "adjusted" in fields:
        meaning = close or _lone_close(fields, [str(h) for h in headings])
        owner = "" if ticker else normalise(stem)
        return _layout(when, ticker, {owner: fields}, meaning=meaning, file=file, close=close)
    if ticker is not None or len(_NEVER_TICKERS & {_key(name) for name in names}) > 1:
        raise BadPriceFile(f"{file} has no close column: name one `close` or `adjusted close`")
    wide: dict[str, dict[Field, Heading]] = {}
    for name in names:
        if normalise(name) in wide:
            raise BadPriceFile(f"{file} has two columns for {normalise(name)}: keep one")
        wide[normalise(name)] = {"close": name}
    return _layout(when, None, wide, meaning=close or "adjusted", file=file, close=close)


def _layout(
    when: Heading,
    ticker: Heading | None,
    fields: Mapping[str, Mapping[Field, Heading]],
    *,
    meaning: CloseMeaning,
    file: str,
    close: CloseMeaning | None,
) -> Layout:
    """Turn each lone close into what it means, and note it when only rule 4 says so."""
    if not fields:
        raise BadPriceFile(f"{file} has a date column and nothing else: add a column of closes")
    named = {owner: _as_meant(columns, meaning) for owner, columns in fields.items()}
    told = close is not None or "adj" in file.lower() or named == dict(fields)
    return Layout(date=when, ticker=ticker, fields=named, assumed="" if told else _ASSUMED)


def _as_meant(columns: Mapping[Field, Heading], meaning: CloseMeaning) -> Mapping[Field, Heading]:
    """A lone close under its meaning; what stands beside it is carried along."""
    if "adjusted" in columns or meaning == "quoted":
        return columns
    return {"adjusted" if field == "close" else field: name for field, name in columns.items()}


def _lone_close(fields: Mapping[Field, Heading], headings: Sequence[str]) -> CloseMeaning:
    events = {fields[name] for name in ("dividend", "split") if name in fields}
    quoted = bool(events - _YFINANCE_EVENTS) or tuple(headings) == _ALPHA_VANTAGE_DAILY
    return "quoted" if quoted else "adjusted"


def _two_line(
    when: Heading,
    pairs: Sequence[tuple[str, str]],
    *,
    file: str,
    close: CloseMeaning | None,
) -> Layout:
    """yfinance's two header lines: field over ticker, or ticker over field."""
    field_first = any(_key(pair[0]) in _FIELDS for pair in pairs)
    by_ticker: dict[str, dict[Field, Heading]] = {}
    for pair in pairs:
        field, ticker = pair if field_first else (pair[1], pair[0])
        if _key(field) in _FIELDS:
            by_ticker.setdefault(normalise(ticker), {})[_FIELDS[_key(field)]] = pair
    priced = {t: f for t, f in by_ticker.items() if {"close", "adjusted"} & f.keys()}
    if not priced:
        raise BadPriceFile(f"{file} has no close column: name one `Close` or `Adj Close`")
    return _layout(when, None, priced, meaning=close or "adjusted", file=file, close=close)


def _date_heading(headings: Sequence[Heading], file: str) -> Heading:
    named = [h for h in headings if _key(h) in _DATE]
    if len(named) > 1:
        raise BadPriceFile(
            f"{file} has two date columns, {shown_heading(named[0])} and "
            f"{shown_heading(named[1])}: keep one"
        )
    if named:
        return named[0]
    if headings and _key(headings[0]) in _UNNAMED:
        return headings[0]
    raise BadPriceFile(f"{file} has no date column: name one `date`, with days as YYYY-MM-DD")


def _fields(names: Sequence[str], file: str) -> dict[Field, Heading]:
    found: dict[Field, Heading] = {}
    for name in names:
        field = _FIELDS.get(_key(name))
        if field in found:
            raise BadPriceFile(
                f"{file} has two columns for the {field}, {shown_heading(found[field])} and "
                f"{shown_heading(name)}: keep one"
            )
        if field:
            found[field] = name
    return found


def _key(heading: Heading) -> str:
    """A heading without case and vendors' ornaments: `<DATE>`, `Adj_Close**`, `4. close`."""
    name = heading if isinstance(heading, str) else heading[0]
    number, dot, rest = name.partition(". ")
    named = rest if dot and number.isdigit() else name
    return "".join(c for c in named.lower() if c not in " _-<>*")


def shown_heading(heading: Heading) -> str:
    """A heading as a message shows it."""
    return f"`{heading}`" if isinstance(heading, str) else f"`{' '.join(heading)}`"
