from __future__ import annotations

from models.batching import filled


def test_a_batch_is_as_full_as_its_longest_row_allows() -> None:
    rows = ["a", "bb", "cccc", "dddd", "e" * 50, "f"]
    parts = list(filled(rows, tokens=12, length=lambda row: len(row) + 2))
    assert parts == [["a", "bb"], ["cccc", "dddd"], ["e" * 50], ["f"]]
