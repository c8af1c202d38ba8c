"""Bytes to a report, one stage after the other; the whole system on one page.

bytes ─ingest─▶ Document ─nlp─▶ Reading ─models─▶ Scores ─analytics─▶ Verdicts ─▶ Report
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ingest.types import Document
from models.pairs import pair_of
from models.registry import open_model
from models.spotting.loading import open_spotter
from models.types import SentimentModel
from nlp.notehood import require_note
from nlp.reading import Reader, Reading
from tapecheck.assemble import assemble
from tapecheck.checking import Checker
from tapecheck.report import Report
from tapecheck.sentiment import score
from tapecheck.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadNote:
    """A document with what it says, as of one day."""

    doc: Document
    as_of: date
    reading: Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Pipeline:
    """Everything that is loaded once and used for every note."""

    reader: Reader
    model: SentimentModel
    checker: Checker

    @classmethod
    def open(
        cls, settings: Settings, *, prices: str | None = None, model: str | None = None
    ) -> Pipeline:
        """Load prices and models; raises their named errors, each with the command that helps."""
        checker = Checker.open(settings, prices=prices)
        name = model or settings.model
        return cls(
            reader=open_reader(settings, model=name),
            model=open_model(name, home=settings.models_home),
            checker=checker,
        )

    def score(self, doc: Document, *, as_of: date | None = None) -> Report:
        """The report of a document, as of `as_of` or else of the note's own date.

        Raises `NotAResearchNote` where the text is something else, and `OutOfCoverage` for an
        `as_of` before the first close.
        """
        return self.judge(self.read(doc, as_of=as_of))

    def read(self, doc: Document, *, as_of: date | None = None) -> ReadNote:
        """The first half of `score`: what the note says, before anything is scored or checked."""
        if as_of is not None:
            self.checker.require_coverage(as_of)
        day = as_of or own_day(doc, latest=self.checker.latest)
        reading = self.reader.read(doc, as_of=day, written=doc.published or date.today())
        require_note(doc, reading)
        return ReadNote(doc=doc, as_of=day, reading=reading)

    def judge(self, note: ReadNote) -> Report:
        """The second half of `score`: sentiment and verdicts, put together."""
        doc, reading, day = note.doc, note.reading, note.as_of
        scores = score(reading.sentences, reading.entities, model=self.model)
        verdicts = self.checker.check(
            reading.claims, as_of=day, stated=doc.stated_sentiment, score=scores.note.score
        )
        return assemble(
            doc,
            reading,
            scores,
            as_of=day,
            verdicts=verdicts,
            verdicts_now=self.checker.check_now(
                reading.claims, as_of=day, latest=self.checker.latest
            ),
            pictures=[
                self.checker.picture(claim, verdict)
                for claim, verdict in zip(reading.claims, verdicts, strict=True)
            ],
            model=self.model,
            reader=self.reader,
        )


def open_reader(settings: Settings, *, model: str) -> Reader:
    """The reader of claims that goes with a sentiment model."""
    home, backbone = settings.models_home, pair_of(model).spotter
    spotter = open_spotter(home, backbone=backbone) if backbone else None
    return Reader.open(home, own_funds=settings.own_funds, spotter=spotter)


def own_day(doc: Document, *, latest: date) -> date:
    """The day a note is read at: its own date, or the latest close where it has none.

    A date that has not come yet, by the clock and by the prices, can't be the note's.
    """
    if doc.published is None or doc.published > max(latest, date.today()):
        return latest
    return doc.published
