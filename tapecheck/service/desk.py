"""What a worker does, once everything is loaded: one job after the other."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pandas as pd

from analytics.tape import Missing, Tape
from tapecheck.assemble import claim_report, own_version
from tapecheck.batch.scoring import ChunkScorer
from tapecheck.charts.drawing import page_svg, paper_png
from tapecheck.charts.theme import PAPER_INK
from tapecheck.pipeline import Pipeline
from tapecheck.report import Report
from tapecheck.service.errors import BadSlot
from tapecheck.service.jobs import Draw, Job, Load, ReturnsSince, Score, ScoreChunk, Verify
from tapecheck.service.refusals import document, refused
from tapecheck.service.types import Theme, Verified
from tapecheck.slots import SlotError, claim_of
from tapecheck.store.types import Run

_ID_LETTERS = 16
# The second is of the same contrast on near-black as the first on white, 11 to 1.
_INK: Mapping[Theme, str] = {"light": PAPER_INK, "dark": "#c8c8c8"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A loaded pipeline, and the run that its reports hang from."""

    pipeline: Pipeline
    scorer: ChunkScorer
    run: Run

    @classmethod
    def open(cls, load: Load) -> Desk:
        """Load everything; raises the stages' named errors."""
        pipeline = Pipeline.open(load.settings, prices=load.prices, model=load.model)
        return cls(pipeline=pipeline, scorer=ChunkScorer.over(pipeline), run=run_of(pipeline))

    def do(self, job: Job) -> Any:
        """The answer to a job; raises `Refused` and `BadSlot`."""
        match job:
            case Score():
                return self._score(job)
            case ScoreChunk():
                return self.scorer.score(job.items, as_of=job.as_of)
            case Verify():
                return self._verify(job)
            case ReturnsSince():
                return self._returns_since(job)
            case Draw(form="png"):
                return paper_png(job.chart)
            case Draw():
                return page_svg(job.chart, ink=_INK[job.theme])

    def _score(self, job: Score) -> Report:
        doc = document(job.upload)
        with refused():
            return self.pipeline.score(doc, as_of=job.upload.as_of)

    def _verify(self, job: Verify) -> Verified:
        checker = self.pipeline.checker
        day = job.as_of or checker.latest
        try:
            claim = claim_of(job.slots, as_of=day)
        except SlotError as error:
            raise BadSlot(str(error)) from None
        with refused():
            checker.require_coverage(day)
            verdict = checker.one(claim, as_of=day, made_on=job.made_on)
        told = claim_report(claim, verdict, None, checker.picture(claim, verdict))
        claim_json = told.model_dump(mode="json")
        return Verified(claim=claim_json, verdict=claim_json["verdict"], chart=claim_json["chart"])

    def _returns_since(self, job: ReturnsSince) -> list[float | None]:
        checker = self.pipeline.checker
        tape = Tape(prices=checker.prices, facts=checker.facts, as_of=checker.latest)
        quote = tape.quote(job.ticker, "total_return")
        if isinstance(quote, Missing):
            return [None] * len(job.days)
        return [_return_since(quote.closes, day) for day in job.days]


def run_of(pipeline: Pipeline) -> Run:
    """The versions of everything that decides a report; the same for the same."""
    checker, model, reader = pipeline.checker, pipeline.model, pipeline.reader
    unnamed = Run(
        id="",
        tapecheck=own_version(),
        model=model.name,
        model_sha256=model.sha256,
        spotter_sha256=reader.spotter_sha256,
        catalog=reader.catalog.version,
        prices=checker.spec,
        prices_until=checker.latest,
    )
    digest = hashlib.sha256(repr(unnamed).encode()).hexdigest()
    return replace(unnamed, id=digest[:_ID_LETTERS])


def _return_since(closes: pd.Series, day: date) -> float | None:
    """Percent from the last close on or before `day` to the latest.

    None before the first close, and on or after the latest: nothing has happened since.
    """
    until = closes.loc[: pd.Timestamp(day)]
    if until.empty or len(until) == len(closes):
        return None
    return float(100 * (closes.iloc[-1] / until.iloc[-1] - 1))
