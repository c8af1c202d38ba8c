"""What may be wrong with prices, and what was done about it, in the words that a report shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np

DefectKind = Literal[
    "bad_tick",
    "split_jump",
    "stale_run",
    "gap",
    "duplicate",
    "non_session",
    "intraday_last",
    "ticker_reused",
    "disagreement",
]

# What follows from a defect of each kind, unless whoever found it says otherwise.
_DONE: Mapping[DefectKind, str] = {
    "bad_tick": "kept; a verdict over it is flagged bad_tick_suspected",
    "split_jump": "kept; no verdict is computed over a window that holds it",
    "stale_run": "kept as given",
    "gap": "not filled; the next return spans it",
    "duplicate": "ticker refused until one row a day is left",
    "non_session": "row left out",
    "intraday_last": "row left out",
    "ticker_reused": "kept, nothing cut: keep the two funds' days under two tickers",
    "disagreement": "neither changed; verdicts use the source that --prices names",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Defect:
    """One suspicion about one day; `on` is its first day, `detail` a phrase with the figures.

    `bad_tick` is a jump that was taken back, `split_jump` one that stayed and looks like a
    split or spin-off nobody adjusted for. `ticker_reused` parts two securities of one ticker,
    `disagreement` is a day on which two sources tell different returns. `done` says what became
    of the rows.
    """

    kind: DefectKind
    on: date
    detail: str
    done: str


def found(
    kind: DefectKind, day: np.datetime64 | date, detail: str, *, done: str | None = None
) -> Defect:
    """A defect on a day of any date type, with what its kind entails unless `done` is given."""
    on: date = day.astype(object) if isinstance(day, np.datetime64) else day
    return Defect(kind=kind, on=on, detail=detail, done=_DONE[kind] if done is None else done)
