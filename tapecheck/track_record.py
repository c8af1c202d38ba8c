"""An author's tests taken together: which claims are beyond luck, of all that were tested."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

LUCK: Final = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class AdjustedTogether:
    """Adjusted p-values by claim, and the claims below `LUCK`, of which 5 % may yet be luck."""

    p_bh: Mapping[str, float]
    beyond_luck: tuple[str, ...]


def adjusted_together(p_values: Mapping[str, float]) -> AdjustedTogether:
    """P-values adjusted over all of an author's tests (Benjamini and Hochberg 1995)."""
    adjusted = dict(zip(p_values, _adjusted(list(p_values.values())), strict=True))
    beyond = tuple(claim for claim, p in adjusted.items() if p < LUCK)
    return AdjustedTogether(p_bh=adjusted, beyond_luck=beyond)


def _adjusted(values: list[float]) -> list[float]:
    from statsmodels.stats.multitest import fdrcorrection

    return [float(p) for p in fdrcorrection(values)[1]] if values else []
