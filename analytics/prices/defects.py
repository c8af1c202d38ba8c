"""What may be wrong with prices, in the words that a report shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

DefectKind = Literal[
    "bad_tick",
    "split_jump",
    "stale_run",
    "gap",
    "duplicate",
    "non_session",
    "intraday_last",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Defect:
    """One suspicion about one day; `on` is its first day, `detail` a phrase with the figures.

    `bad_tick` is a jump that was taken back, `split_jump` one that stayed and looks like a
    split or spin-off nobody adjusted for. `non_session` and `intraday_last` are rows that
    loading left out.
    """

    kind: DefectKind
    on: date
    detail: str
