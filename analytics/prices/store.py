"""Prices kept on disk: a Parquet file a ticker, each saying where and when it came from.

A store's folders are ordinary price folders with a `prices.toml`, so `FolderSource` reads them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pandas as pd
import pyarrow as pa
import pyarrow.parquet

from analytics.errors import BadPriceFile, PriceError
from analytics.prices.files import NOTE_FILE
from analytics.prices.names import is_file_safe, normalise
from analytics.types import PriceSeries, PriceSource

_KEY = b"tapecheck."
IMPORTED = "local"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """Tickers written to the store, and those refused with the reason."""

    written: tuple[str, ...]
    refused: Mapping[str, str]


def import_prices(source: PriceSource, *, store: Path) -> ImportReport:
    """Copy every series of a source into `<store>/local/`, one Parquet file a ticker.

    A ticker whose cells cannot be trusted is refused and the others go on; a file that is there
    already is replaced whole.
    """
    folder = store / IMPORTED
    written, refused = [], {}
    for ticker in sorted(source.tickers()):
        try:
            series = source.load(ticker)
            if series is not None:
                write_series(series, folder, about=f"imported from {series.source}")
                written.append(ticker)
        except PriceError as error:
            refused[ticker] = str(error)
    describe_folder(folder, name="local prices")
    return ImportReport(written=tuple(written), refused=refused)


def write_series(series: PriceSeries, folder: Path, *, about: str) -> Path:
    """Write a series with its source, the moment (UTC) and its fingerprint beside the values."""
    columns = {"Close": series.close, "Adj Close": series.adjusted}
    given = {name: values for name, values in columns.items() if values is not None}
    facts = {"source": about, "fingerprint": series.fingerprint, "written": _now()}
    return write_rows(pd.DataFrame(given), folder, ticker=series.ticker, facts=facts)


def write_rows(rows: pd.DataFrame, folder: Path, *, ticker: str, facts: Mapping[str, str]) -> Path:
    """Replace `<folder>/TICKER.parquet` in one step; `rows` are indexed by day."""
    name = normalise(ticker)
    if not is_file_safe(name):
        raise BadPriceFile(
            f"'{ticker}' cannot name a file: rename the ticker to letters and digits"
        )
    table = pa.Table.from_pandas(rows.rename_axis("Date").reset_index(), preserve_index=False)
    told = {_KEY + key.encode(): value.encode() for key, value in facts.items()}
    table = table.replace_schema_metadata({**(table.schema.metadata or {}), **told})
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.parquet"
    draft = folder / f"{name}.{uuid4().hex}.draft"
    pyarrow.parquet.write_table(table, draft)
    draft.replace(path)
    return path


def read_facts(path: Path) -> dict[str, str]:
    """What was written beside the values: source, fingerprint, moment."""
    try:
        told = pyarrow.parquet.read_schema(path).metadata or {}
    except (pa.ArrowInvalid, OSError) as error:
        raise BadPriceFile(f"{path} is no readable Parquet file: delete it") from error
    return {
        key.removeprefix(_KEY).decode(): value.decode()
        for key, value in told.items()
        if key.startswith(_KEY)
    }


def describe_folder(folder: Path, *, name: str) -> None:
    """Say in the folder's `prices.toml` what it is called; its closes are always as quoted."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / NOTE_FILE).write_text(f'name = "{name}"\nclose = "quoted"\n', encoding="utf-8")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
