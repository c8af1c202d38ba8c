"""From characters of a text to its tokens."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from models.spotting.types import Stretch


def token_ranges(offsets: Sequence[Stretch], stretches: Sequence[Stretch]) -> list[Stretch]:
    """The tokens that each stretch covers, from first to behind the last; the marker is token 0.

    A stretch that no token covers is looked for at the marker, which stands for nothing.
    """
    starts, ends = [start for start, _ in offsets], [end for _, end in offsets]
    found = []
    for start, end in stretches:
        first, behind = bisect_right(ends, start), bisect_left(starts, end)
        found.append((first + 1, behind + 1) if first < behind else (0, 1))
    return found
