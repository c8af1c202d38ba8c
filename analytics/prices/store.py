"""Prices kept on disk: a Parquet file a ticker, each saying where and when it came from.

`<store>/local` holds what was imported, `<store>/yahoo` what was fetched, `<store>/sample` the
sample. Each is an ordinary price folder with a `prices.toml`, so `FolderSource` reads it. A file
whose past changes is kept as it was under `history/<fingerprint>/`, a price folder as well: naming
it as the source gives the earlier verdict again.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Literal
from uuid import uuid4

import pandas as pd
import pyarrow as pa
import pyarrow.parquet

from analytics.errors import BadPriceFile
from analytics.prices.changes import Change, compare
from analytics.prices.defects import Defect
from analytics.prices.files import NOTE_FILE
from analytics.prices.names import is_file_safe, normalise
from analytics.prices.series import Field, build
from analytics.prices.table import Table
from analytics.types import PriceSeries

HEADINGS: dict[Field, str] = {
    "close": "Close",
    "adjusted": "Adj Close",
    "dividend": "Dividends",
    "split": "Stock Splits",
}
HISTORY = "history"
_KEY = b"tapecheck."
# As many hex digits of a fingerprint as name a kept version.
_SHORT = 16

Clock = Callable[[], datetime]
Status = Literal[
    "new", "updated", "unchanged", "extended", "rescaled", "revised", "refused", "unknown", "failed"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What storing one ticker did.

    "updated" means later sessions only, "extended" also days new in the past, "rescaled" one
    factor over the past with the same returns, "revised" a past told otherwise; `changes` has the
    figures, and `previous` is the earlier file. `ignored` are rows left out, above all a session
    that was still running. `detail` is the reason of "refused", "unknown" and "failed".
    """

    ticker: str
    status: Status
    sessions: int = 0
    first: date | None = None
    last: date | None = None
    changes: tuple[Change, ...] = ()
    previous: Path | None = None
    ignored: tuple[Defect, ...] = ()
    detail: str = ""


def utc_now() -> datetime:
    """The clock that is used unless another is handed in."""
    return datetime.now(UTC)


def keep(
    rows: pd.DataFrame,
    ticker: str,
    folder: Path,
    *,
    about: str,
    moment: datetime,
    ignored: tuple[Defect, ...] = (),
) -> Kept:
    """Store `rows` (a column a `Field`, indexed by ascending day) and say what they change.

    The earlier file is put into the history before the new one takes its place, each in one step.
    """
    path = file_of(ticker, folder)
    before = stored_rows(path) if path.exists() else None
    changes = () if before is None else compare(before, rows)
    previous = _archive(path, before) if before is not None and changes else None
    facts = {
        "source": about,
        "fetched": moment.astimezone(UTC).isoformat(timespec="seconds"),
        "fingerprint": _fingerprint(ticker, rows),
        "revised": str(sum(c.rows for c in changes if c.kind in ("revised", "removed"))),
    }
    write_rows(rows, folder, ticker=ticker, facts=facts)
    return Kept(
        ticker=normalise(ticker),
        status=_status(before, rows, changes),
        sessions=len(rows),
        first=rows.index[0].date(),
        last=rows.index[-1].date(),
        changes=changes,
        previous=previous,
        ignored=ignored,
    )


def stored_rows(path: Path) -> pd.DataFrame:
    """The rows of a stored file as they were kept."""
    rows = Table(path, shown=path.name, close="quoted").rows(path.stem)
    if rows is None:
        raise BadPriceFile(f"{path} holds no {path.stem}: delete it")
    return rows


def rows_of(series: PriceSeries) -> pd.DataFrame:
    """A series as rows that `keep` takes."""
    both: dict[Field, pd.Series | None] = {"close": series.close, "adjusted": series.adjusted}
    return pd.DataFrame({field: values for field, values in both.items() if values is not None})


def write_series(series: PriceSeries, folder: Path, *, about: str) -> Path:
    """Write a series with its source, the moment (UTC) and its fingerprint beside the values."""
    moment = utc_now().isoformat(timespec="seconds")
    facts = {"source": about, "fingerprint": series.fingerprint, "fetched": moment}
    return write_rows(rows_of(series), folder, ticker=series.ticker, facts=facts)


def write_rows(rows: pd.DataFrame, folder: Path, *, ticker: str, facts: Mapping[str, str]) -> Path:
    """Replace `<folder>/TICKER.parquet` in one step; `rows` are indexed by day."""
    path = file_of(ticker, folder)
    named = rows.rename(columns=dict(HEADINGS)).rename_axis("Date").reset_index()
    table = pa.Table.from_pandas(named, preserve_index=False)
    told = {_KEY + key.encode(): value.encode() for key, value in facts.items()}
    table = table.replace_schema_metadata({**(table.schema.metadata or {}), **told})
    with _draft_of(path) as draft:
        pyarrow.parquet.write_table(table, draft)
    return path


def file_of(ticker: str, folder: Path) -> Path:
    """Where a ticker is stored; raises BadPriceFile for one that cannot name a file."""
    name = normalise(ticker)
    if not is_file_safe(name):
        raise BadPriceFile(
            f"'{ticker}' cannot name a file: rename the ticker to letters and digits"
        )
    return folder / f"{name}.parquet"


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
    with _draft_of(folder / NOTE_FILE) as draft:
        draft.write_text(f'name = "{name}"\nclose = "quoted"\n', encoding="utf-8")


@contextmanager
def _draft_of(path: Path) -> Iterator[Path]:
    """A file to write, which takes the place of `path` once it is whole and on the disk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{uuid4().hex}.draft")
    try:
        yield draft
        with draft.open("rb") as written:
            os.fsync(written.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _archive(path: Path, rows: pd.DataFrame) -> Path:
    """Copy a file to the history under the fingerprint of its prices."""
    ticker = path.stem
    version = _fingerprint(ticker, rows).removeprefix("sha256:")[:_SHORT]
    fetched = read_facts(path).get("fetched", "an unknown day")[:10]
    kept = path.parent / HISTORY / version / path.name
    with _draft_of(kept) as draft:
        shutil.copy2(path, draft)
    describe_folder(kept.parent, name=f"{path.parent.name} {ticker} as of {fetched}")
    return kept


def _fingerprint(ticker: str, rows: pd.DataFrame) -> str:
    series = build(normalise(ticker), rows, source="").series
    return series.fingerprint if series else ""


def _status(
    before: pd.DataFrame | None, after: pd.DataFrame, changes: tuple[Change, ...]
) -> Status:
    kinds = {change.kind for change in changes}
    if before is None:
        return "new"
    if kinds & {"revised", "removed"}:
        return "revised"
    if "rescaled" in kinds:
        return "rescaled"
    if "inserted" in kinds:
        return "extended"
    return "updated" if after.index[-1] > before.index[-1] else "unchanged"
