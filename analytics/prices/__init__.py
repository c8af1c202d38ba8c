"""Where closes come from: files, the sample, Yahoo, memory; and what looks wrong with them."""

from analytics.prices.check import check
from analytics.prices.defects import Defect, DefectKind
from analytics.prices.files import FileSource, FolderSource
from analytics.prices.memory import MemorySource, series
from analytics.prices.sample import fetch_sample
from analytics.prices.sources import open_source
from analytics.prices.store import ImportReport, import_prices
from analytics.prices.yahoo import FetchReport, Revision, YahooSource, fetch

__all__ = [
    "Defect",
    "DefectKind",
    "FetchReport",
    "FileSource",
    "FolderSource",
    "ImportReport",
    "MemorySource",
    "Revision",
    "YahooSource",
    "check",
    "fetch",
    "fetch_sample",
    "import_prices",
    "open_source",
    "series",
]
