"""Small price files in vendors' real shapes, written by the tests."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

SHARED = Path(__file__).resolve().parents[4] / "shared" / "prices"

# Four sessions of January 2020 and, below, the Saturday in between.
DAYS = ("2020-01-02", "2020-01-03", "2020-01-06", "2020-01-07")
SATURDAY = "2020-01-04"


def shared(path: str) -> Path:
    """A reference file, or a skip where the reference material is not at hand."""
    found = SHARED / path
    if not found.exists():
        pytest.skip(f"the reference prices are not here: {path}")
    return found


def closes(*values: float, first: str = DAYS[0]) -> pd.Series:
    """Closes on consecutive New York sessions (no holidays fall into the tests' windows)."""
    days = pd.bdate_range(first, periods=len(values), name="Date")
    return pd.Series(values, index=days, dtype="float64")


def write(path: Path, text: str) -> Path:
    """Write a text file and return its path."""
    path.write_text(text, encoding="utf-8")
    return path
