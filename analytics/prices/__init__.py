"""Where closes come from: files, the sample, Yahoo, memory; and what looks wrong with them."""

from analytics.prices.agreement import Comparison
from analytics.prices.changes import Change
from analytics.prices.check import check
from analytics.prices.defects import Defect, DefectKind
from analytics.prices.examine import Examined, examine
from analytics.prices.files import FileSource, FolderSource
from analytics.prices.imports import ImportReport, import_prices
from analytics.prices.memory import MemorySource, series
from analytics.prices.sample import fetch_sample
from analytics.prices.sources import open_source
from analytics.prices.store import Kept
from analytics.prices.yahoo import YahooSource, fetch

__all__ = [
    "Change",
    "Comparison",
    "Defect",
    "DefectKind",
    "Examined",
    "FileSource",
    "FolderSource",
    "ImportReport",
    "Kept",
    "MemorySource",
    "YahooSource",
    "check",
    "examine",
    "fetch",
    "fetch_sample",
    "import_prices",
    "open_source",
    "series",
]
