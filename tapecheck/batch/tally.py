"""What a run over an archive has come to so far."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from analytics.types import VerdictLabel
from ingest.archives import Skipped
from tapecheck.batch.types import Outcome, Scored
from tapecheck.store.types import Likeness

# As many names are kept of what was refused; the store has them all.
_NAMES = 1_000


@dataclass(slots=True, kw_only=True)
class Tally:
    """Counts of one run; `began` and `ended` are `time.monotonic` seconds.

    `known` had a report or a refusal before, `doubles` are the bytes of a note with another name.
    `out` are names and reasons of what was not scored, the first thousand.
    """

    began: float
    ended: float | None = None
    scored: int = 0
    known: int = 0
    doubles: int = 0
    same_text: int = 0
    near: int = 0
    refused: int = 0
    skipped: int = 0
    claims: int = 0
    verdicts: Counter[VerdictLabel] = field(default_factory=Counter)
    out: list[tuple[str, str]] = field(default_factory=list)

    @property
    def seen(self) -> int:
        """Entries of the archive that have been dealt with."""
        return self.scored + self.known + self.doubles + self.refused + self.skipped

    @property
    def seconds(self) -> float:
        """Wall time since the run began, or what it took."""
        return (self.ended or time.monotonic()) - self.began

    @property
    def rate(self) -> float:
        """Notes scored or refused a second."""
        return (self.scored + self.refused) / self.seconds if self.seconds > 0 else 0.0

    def add(self, outcomes: Iterable[Outcome], likenesses: Sequence[Likeness]) -> None:
        """Count a chunk that is stored."""
        for outcome in outcomes:
            if isinstance(outcome, Scored):
                self.scored += 1
                self.claims += len(outcome.report.claims)
                self.verdicts.update(claim.verdict.label for claim in outcome.report.claims)
            else:
                self.refused += 1
                self._leave_out(outcome.item.name, outcome.reason)
        self.same_text += sum(one.kind == "text" for one in likenesses)
        self.near += sum(one.kind == "near" for one in likenesses)

    def skip(self, one: Skipped) -> None:
        """Count what could not be opened."""
        self.skipped += 1
        self._leave_out(one.name, one.reason)

    def _leave_out(self, name: str, reason: str) -> None:
        if len(self.out) < _NAMES:
            self.out.append((name, reason))

    def as_json(self) -> dict[str, Any]:
        """The summary for machines."""
        return {
            "schema": "tapecheck.batch/1",
            "seen": self.seen,
            "scored": self.scored,
            "known": self.known,
            "refused": self.refused,
            "skipped": self.skipped,
            "duplicates": {"bytes": self.doubles, "text": self.same_text, "near": self.near},
            "claims": self.claims,
            "verdicts": dict(sorted(self.verdicts.items())),
            "seconds": round(self.seconds, 3),
            "notes_per_second": round(self.rate, 3),
            "out": [{"name": name, "reason": reason} for name, reason in self.out],
        }
