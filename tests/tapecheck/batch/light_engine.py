"""An engine that loads in two seconds, and a store in memory; importable on Ray's workers."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from nlp.reading import Reader
from tapecheck.batch.scoring import ChunkScorer
from tapecheck.batch.types import Chunk, Outcome
from tapecheck.checking import Checker
from tapecheck.pipeline import Pipeline
from tapecheck.service.desk import run_of
from tapecheck.service.jobs import Load
from tapecheck.store.types import Copy, Kept, Likeness, Refusal, Run
from tapecheck.testing import KeywordModel, steady_prices

RETURNS = {"MTUM": 12.0, "QUAL": 9.0, "USMV": 6.0}


def scorer_over(reader: Reader) -> ChunkScorer:
    """Real reading and checking, a model of two words, made-up prices."""
    prices = steady_prices(RETURNS, first=date(2014, 1, 2), last=date(2021, 12, 31))
    return ChunkScorer.over(
        Pipeline(
            reader=reader,
            model=KeywordModel({"strong": 0.8, "outperformed": 0.3}),
            checker=Checker(prices=prices, catalog=reader.catalog, spec="made up"),
        )
    )


class LightEngine:
    """`Engine` in this process; each chunk takes a while, so that there is time to kill it."""

    seconds = 0.0

    def __init__(self, load: Load, *, as_of: date | None, workers: int) -> None:
        self._scorer = scorer_over(Reader.open(load.settings.models_home))
        self._as_of = as_of

    @property
    def run(self) -> Run:
        return run_of(self._scorer.pipeline)

    def score(self, chunks: Iterable[Chunk]) -> Iterator[tuple[Outcome, ...]]:
        for chunk in chunks:
            time.sleep(self.seconds)
            yield self._scorer.score(chunk, as_of=self._as_of)

    def close(self) -> None:
        """Nothing is held."""


class SlowEngine(LightEngine):
    """Half a second a chunk."""

    seconds = 0.5


@dataclass
class MemoryStore:
    """What a run asks of `Store` and of `Reader`, over lists."""

    kept: list[Kept | Refusal] = field(default_factory=list)
    copies: list[Copy] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    earlier: tuple[str, ...] = ()

    def add_run(self, run: Run) -> None:
        """Runs are of no interest here."""

    def add_chunk(
        self, outcomes: Sequence[Kept | Refusal], run: Run, *, copies: Sequence[Copy] = ()
    ) -> list[Likeness]:
        self.kept += outcomes
        self.copies += copies
        for one in outcomes:
            if isinstance(one, Refusal):
                self.names[one.note_id] = one.name
            else:
                self.names[one.original.id] = one.original.name
        return []

    def done_as(self, note_id: str, run: str, as_of: date | None) -> str | None:
        return self.names.get(note_id)

    def done_ids(self, run: str, as_of: date | None) -> Iterable[str]:
        return [*self.names, *self.earlier]
