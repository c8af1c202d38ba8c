"""yfinance's answer for one symbol, made into rows of completed sessions."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

import pandas as pd

from analytics.errors import BadPriceFile, NoNetwork, NoSuchTicker
from analytics.prices.defects import Defect, found
from analytics.prices.names import yahoo_symbol
from analytics.prices.sessions import last_completed
from analytics.prices.store import HEADINGS

_OPTIONS = {
    "period": "max",
    "interval": "1d",
    "auto_adjust": False,
    "actions": True,
    "progress": False,
    "threads": False,
}

# `yfinance.download` or a callable like it: a symbol and its options to a frame.
Download = Callable[..., pd.DataFrame]


def answer(
    ticker: str, download: Download, moment: datetime
) -> tuple[pd.DataFrame, tuple[Defect, ...]]:
    """The rows of completed sessions, a column a `Field`, and what was left out."""
    symbol = yahoo_symbol(ticker)
    try:
        frame = download(symbol, **_OPTIONS)
    except NoSuchTicker:
        raise
    except Exception as error:  # whatever yfinance's transport raises means the same here
        raise _no_answer(ticker, str(error)) from error
    if frame is None or frame.empty:
        raise _no_answer(ticker, "an empty answer")
    rows = _fields(frame, symbol)
    done = rows.index <= pd.Timestamp(last_completed(moment))
    if not done.any():
        raise _no_answer(ticker, "no completed session")
    return rows[done], tuple(_unfinished(day, moment) for day in rows.index[~done])


def _unfinished(stamp: pd.Timestamp, moment: datetime) -> Defect:
    day = pd.Timestamp(stamp).date()
    detail = f"the session of {day} was not over at {moment:%Y-%m-%d %H:%M} UTC"
    return found("intraday_last", day, detail)


def _fields(frame: pd.DataFrame, symbol: str) -> pd.DataFrame:
    """yfinance's frame, its columns (Price, Ticker) or plain, as ascending days and fields."""
    if isinstance(frame.columns, pd.MultiIndex):
        ticker_level = 1 if "Close" in frame.columns.get_level_values(0) else 0
        frame = frame.droplevel(ticker_level, axis="columns")
    missing = [name for name in HEADINGS.values() if name not in frame]
    if missing:
        raise BadPriceFile(
            f"Yahoo's answer for {symbol} has no {' and no '.join(missing)}: update yfinance"
        )
    days = pd.DatetimeIndex(frame.index).tz_localize(None).normalize()
    rows = pd.DataFrame({f: frame[h].to_numpy(float) for f, h in HEADINGS.items()}, index=days)
    rows = rows[rows["close"].notna()].sort_index()
    return rows[~rows.index.duplicated(keep="last")]


def _no_answer(ticker: str, why: str) -> NoNetwork:
    return NoNetwork(
        f"Yahoo gave no prices of {ticker} ({' '.join(why.split())}): check the network, or use"
        " --prices FOLDER or --prices sample"
    )


def download_daily(symbol: str, **options: object) -> pd.DataFrame:
    """`yfinance.download`, whose reasons for an empty frame go to its logger and not the caller."""
    import yfinance

    with _reasons() as reasons, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        frame: pd.DataFrame = yfinance.download(symbol, **options)
    if not frame.empty:
        return frame
    # Without a network it calls the ticker delisted too, but says that it failed to ask first.
    failed = [reason for reason in reasons if reason.startswith("Failed to get ticker")]
    if not failed and any("delisted" in reason for reason in reasons):
        raise NoSuchTicker(f"Yahoo has no ticker {symbol}, or has it no longer: check its spelling")
    why = (failed or reasons[-1:] or ["an empty answer"])[0]
    raise ConnectionError(why.partition(". See http")[0])


@contextmanager
def _reasons() -> Iterator[list[str]]:
    """Collect what yfinance logs, which would otherwise go to standard error."""
    said: list[str] = []
    logger = logging.getLogger("yfinance")
    listener = logging.Handler()
    listener.emit = lambda record: said.append(record.getMessage())  # type: ignore[method-assign]
    before = logger.propagate
    logger.addHandler(listener)
    logger.propagate = False
    try:
        yield said
    finally:
        logger.removeHandler(listener)
        logger.propagate = before
