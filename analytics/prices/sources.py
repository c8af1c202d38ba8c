"""What `--prices` may name, and what stands behind each name."""

from __future__ import annotations

from pathlib import Path

from analytics.errors import PriceSourceNotFound
from analytics.prices.files import FileSource, FolderSource
from analytics.prices.imports import IMPORTED
from analytics.prices.sample import SAMPLE
from analytics.prices.yahoo import YAHOO, YahooSource
from analytics.types import PriceSource

_HOW_TO_FILL = {
    SAMPLE: "no sample prices yet: run `tapecheck prices sample`",
    IMPORTED: "no imported prices yet: run `tapecheck prices import SOURCE`",
}


def open_source(spec: str, *, store: Path) -> PriceSource:
    """The source that `--prices SPEC` means: a folder, a file, `sample`, `local` or `yahoo`.

    `store` is the folder of fetched and imported prices. A folder that is called like one of the
    names is written with its path, as in `./sample`. Raises PriceSourceNotFound and BadPriceFile.
    """
    if spec == YAHOO:
        return YahooSource(store)
    if spec in _HOW_TO_FILL:
        if not (store / spec).is_dir():
            raise PriceSourceNotFound(_HOW_TO_FILL[spec])
        return FolderSource(store / spec)
    path = Path(spec).expanduser()
    if path.is_dir():
        return FolderSource(path)
    if path.is_file():
        return FileSource(path)
    raise PriceSourceNotFound(
        f"no prices at '{spec}': give a folder, a .csv or .parquet file, `yahoo` or `sample`"
    )
