"""What can go wrong between prices and a verdict.

AnalyticsError                 base: `str()` is one line, fit for a terminal
├── OutOfCoverage              an as-of date before every price at hand
├── BadFactorFile              factor returns that are not there, or not in French's layout
└── PriceError                 anything about where prices come from
    ├── PriceSourceNotFound    no such file, folder or name, or nothing in it to read
    ├── BadPriceFile           a file that is there but cannot be trusted; names line and ticker
    ├── NoNetwork              prices had to be fetched, and no answer came
    └── UntrustedDownload      an answer came, but not the bytes that were pinned
"""

from __future__ import annotations


class AnalyticsError(Exception):
    """Base of every named failure; the message says what, where and what to do next."""


class OutOfCoverage(AnalyticsError):
    """Nothing can be checked as of a day before the first close."""


class BadFactorFile(AnalyticsError):
    """A file of factor returns that is not there, or not laid out as Kenneth French's are."""


class PriceError(AnalyticsError):
    """Prices could not be had."""


class PriceSourceNotFound(PriceError):
    """Nothing is there under the name or path given."""


class BadPriceFile(PriceError):
    """A price file whose content is wrong or ambiguous; nothing of it is guessed."""


class NoSuchTicker(PriceError):
    """The vendor knows no such ticker, or knows it no longer."""


class NoNetwork(PriceError):
    """The vendor gave no answer, or an empty one."""


class UntrustedDownload(PriceError):
    """Downloaded bytes differ from the SHA-256 that is pinned in the code."""
