"""Rows that share a pass."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

Row = TypeVar("Row")


def filled(
    rows: Iterable[Row], *, tokens: int, length: Callable[[Row], int]
) -> Iterator[list[Row]]:
    """Consecutive rows, as many as `tokens` hold when all are padded to the longest; one at least.

    `length` gives a row's tokens, markers included.
    """
    part: list[Row] = []
    longest = 0
    for row in rows:
        longest = max(longest, length(row))
        if part and longest * (len(part) + 1) > tokens:
            yield part
            part, longest = [], length(row)
        part.append(row)
    if part:
        yield part
