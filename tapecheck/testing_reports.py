"""Reports made up from a note's own sentences: quick, the same for the same note, of no meaning.

Every sentence that names a ticker of three to five capitals is a claim on it; verdicts go round
supported (with a chart), refuted, mixed, unverifiable, pending.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import cycle

from analytics.types import VerdictLabel
from ingest import Document
from models.note_score import label_of
from models.types import Probabilities
from tapecheck.assemble import note_report
from tapecheck.report import (
    ClaimReport,
    EntityReport,
    EntitySentimentReport,
    MentionReport,
    ProbabilitiesReport,
    Report,
    SentenceReport,
    SentimentReport,
    VersionsReport,
)
from tapecheck.service.errors import Refused, WorkerDied
from tapecheck.service.refusals import document
from tapecheck.service.types import Upload
from tapecheck.store.types import Run
from tapecheck.testing_claims import FIRST, LATEST, canned_claim

FATAL = "this note ends its reader"
"""A note with these words makes `WorkerDied`, as one does that ends its worker twice."""

CANNED_RUN = Run(
    id="f" * 16,
    tapecheck="0.1.0",
    model="keywords",
    model_sha256="0" * 64,
    spotter_sha256="1" * 64,
    catalog="canned",
    prices="sample",
    prices_until=LATEST,
)
_SENTENCE = re.compile(r"[^\s.!?][^.!?\n]{0,2000}[.!?]?")
_TICKER = re.compile(r"\b[A-Z]{3,5}\b")
_PRAISE = re.compile(r"\b(?:beats?|outperform\w{0,3}|ahead|gain\w{0,3}|strong\w{0,3})\b")
_BLAME = re.compile(r"\b(?:lag\w{0,3}|trail\w{0,3}|fell|weak\w{0,3}|behind)\b")
_ROUND: tuple[VerdictLabel, ...] = ("supported", "refuted", "mixed", "unverifiable", "pending")
_FEWEST_WORDS = 5


def canned_report(upload: Upload) -> Report:
    """A report on the real document of the bytes; raises `Refused`, and `WorkerDied` on `FATAL`."""
    doc = document(upload)
    if FATAL in doc.text:
        raise WorkerDied("the reader died on this note each time; it is kept out")
    if len(doc.text.split()) < _FEWEST_WORDS or "cookie" in doc.text.lower():
        raise Refused("not_a_note", "not a research note: it speaks of no fund, index or market")
    as_of = upload.as_of or min(doc.published or LATEST, LATEST)
    if as_of < FIRST:
        raise Refused("out_of_coverage", f"as-of {as_of} is before the first close, {FIRST}")
    sentences = _sentences(doc)
    score = sum(sentence.contribution for sentence in sentences)
    return Report(
        note=note_report(doc),
        text=doc.text,
        as_of=as_of,
        sentiment=SentimentReport(
            score=score,
            label=label_of(score, probabilities=_chances(score)),
            probabilities=_probabilities(score),
            sentences=sentences,
            truncated=False,
            verified_score=score / 2,
            reconciliation="Half of the score rests on claims that did not hold.",
        ),
        entities=_entities(doc),
        claims=list(_claims(doc, sentences, as_of)),
        versions=VersionsReport(
            tapecheck=CANNED_RUN.tapecheck,
            model=CANNED_RUN.model,
            model_sha256=CANNED_RUN.model_sha256,
            spotter_sha256=CANNED_RUN.spotter_sha256,
            catalog=CANNED_RUN.catalog,
        ),
    )


def _sentences(doc: Document) -> list[SentenceReport]:
    places = [
        (match.start(), match.end())
        for block in doc.blocks
        for match in _SENTENCE.finditer(doc.text, block.start, block.end)
    ]
    return [
        SentenceReport(
            start=start,
            end=end,
            score=(tone := _tone(doc.text[start:end])),
            weight=1 / len(places),
            contribution=tone / len(places),
        )
        for start, end in places
    ]


def _tone(text: str) -> float:
    return 0.5 * bool(_PRAISE.search(text)) - 0.5 * bool(_BLAME.search(text))


def _chances(score: float) -> Probabilities:
    return Probabilities(
        positive=max(score, 0.0), neutral=1 - abs(score), negative=max(-score, 0.0)
    )


def _probabilities(score: float) -> ProbabilitiesReport:
    chances = _chances(score)
    return ProbabilitiesReport(
        positive=chances.positive, neutral=chances.neutral, negative=chances.negative
    )


def _entities(doc: Document) -> list[EntityReport]:
    found: dict[str, list[MentionReport]] = {}
    for match in _TICKER.finditer(doc.text):
        mention = MentionReport(start=match.start(), end=match.end(), text=match[0])
        found.setdefault(match[0], []).append(mention)
    return [
        EntityReport(
            kind="fund",
            id=ticker,
            name=f"{ticker} Fund",
            mentions=mentions,
            sentiment=EntitySentimentReport(score=0.25, label="mildly positive"),
        )
        for ticker, mentions in found.items()
    ]


def _claims(
    doc: Document, sentences: Sequence[SentenceReport], as_of: date
) -> Iterator[ClaimReport]:
    said = [
        (sentence.start, doc.text[sentence.start : sentence.end])
        for sentence in sentences
        if _TICKER.search(doc.text, sentence.start, sentence.end)
    ]
    for number, ((start, text), label) in enumerate(zip(said, cycle(_ROUND), strict=False), 1):
        subject, *comparators = dict.fromkeys(_TICKER.findall(text))
        yield canned_claim(
            label,
            subject=subject,
            comparators=comparators,
            as_of=as_of,
            number=number,
            text=text,
            start=start,
        )
