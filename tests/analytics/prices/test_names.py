"""Spellings of one ticker meet, and no spelling leaves the store's folder."""

from __future__ import annotations

import pytest

from analytics.prices.names import is_file_safe, normalise, yahoo_symbol


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("xsmo", "XSMO"),
        (" XSMO ", "XSMO"),
        ("XSMO.US", "XSMO"),
        ("BRK-B", "BRK.B"),
        ("brk/b", "BRK.B"),
        ("BRK.B", "BRK.B"),
        ("^gspc", "^GSPC"),
        ("EURUSD=X", "EURUSD=X"),
    ],
)
def test_spellings_of_a_ticker_meet(written: str, normal: str) -> None:
    assert normalise(written) == normal


def test_yahoo_writes_a_share_class_after_a_hyphen() -> None:
    assert yahoo_symbol("BRK.B") == "BRK-B"


@pytest.mark.parametrize("ticker", ["../X", "A/B/C", "", ".", "A B", "A\\B", "X\0", "A" * 40])
def test_a_ticker_that_is_no_file_name_is_not_safe(ticker: str) -> None:
    assert not is_file_safe(ticker)
