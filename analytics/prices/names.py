"""One spelling per ticker, so that BRK-B, brk.b and BRK/B find the same series."""

from __future__ import annotations

import re

_SHARE_CLASS = re.compile(r"([A-Z]{1,5})[-/.]([A-Z])")
_FILE_SAFE = re.compile(r"\^?[A-Z0-9][A-Z0-9.=-]{0,19}")


def normalise(ticker: str) -> str:
    """Upper case, share class after a dot, without the ".US" that EODHD and Stooq append."""
    name = ticker.strip().upper().removesuffix(".US")
    share_class = _SHARE_CLASS.fullmatch(name)
    return f"{share_class[1]}.{share_class[2]}" if share_class else name


def yahoo_symbol(ticker: str) -> str:
    """Yahoo writes the share class after a hyphen: BRK.B is BRK-B there."""
    name = normalise(ticker)
    return name.replace(".", "-") if _SHARE_CLASS.fullmatch(name) else name


def is_file_safe(ticker: str) -> bool:
    """Whether a normalised ticker can name a file in a store; keeps path separators out."""
    return _FILE_SAFE.fullmatch(ticker) is not None
