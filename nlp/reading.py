"""Reads a document: sentences, entities and claims in one pass over the parse."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from spacy.language import Language

from ingest.types import Document
from nlp.catalog import Catalog
from nlp.claims import Found, extract
from nlp.claims.cues import CueFinder
from nlp.claims.linking import link
from nlp.claims.self_report import self_report
from nlp.entities import entities
from nlp.mentions import MentionFinder
from nlp.parsing import ParsedBlock, load_parser, parse, passing_words, sentences
from nlp.spotting.ground import Ground, lay_ground
from nlp.spotting.proposals import Spotter
from nlp.spotting.second_reading import read_again
from nlp.types import Claim, Entity, Sentence

# No price is as old or as late; beyond, counting back and forth leaves the calendar.
_EARLIEST, _LATEST = date(1000, 1, 1), date(9000, 12, 31)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a note says, before anything is scored or checked."""

    sentences: tuple[Sentence, ...]
    entities: tuple[Entity, ...]
    claims: tuple[Claim, ...]


class Reader:
    """The parser, the catalogue and the finders built from them; safe to use for many notes."""

    def __init__(
        self, *, parser: Language, catalog: Catalog, spotter: Spotter | None = None
    ) -> None:
        """Without a spotter, claims are read by rules alone."""
        self._parser = parser
        self._spotter = spotter
        self.catalog = catalog
        self._mentions = MentionFinder(parser=parser, catalog=catalog)
        self._cues = CueFinder()

    @property
    def spotter_sha256(self) -> str | None:
        """The hash of the model that reads claims beside the rules, if one does."""
        return None if self._spotter is None else self._spotter.sha256

    @classmethod
    def open(
        cls, home: Path, *, own_funds: Path | None = None, spotter: Spotter | None = None
    ) -> Reader:
        """A reader with the pinned spaCy model under `home` and the catalogue.

        `own_funds` is the user's stored table, which is laid over the shipped catalogue.
        """
        catalog = Catalog.load(own=own_funds)
        return cls(parser=load_parser(home / "en_core_web_sm"), catalog=catalog, spotter=spotter)

    def read(self, doc: Document, *, as_of: date, written: date | None = None) -> Reading:
        """Sentences, entities and claims of a note, its relative dates counted from `as_of`.

        `written` is the last day on which it may have been written, where that is later. A day
        outside the years 1000 to 9000 is read as the nearest one within.
        """
        with passing_words(self._parser):
            return self._read(parse(doc, parser=self._parser), doc, as_of, written)

    @contextmanager
    def ground(self, doc: Document, *, as_of: date) -> Iterator[Ground]:
        """All that the claims of a note may point at, for who teaches a spotter.

        Its parse is good only inside the context: the words of a note are forgotten behind it.
        """
        with passing_words(self._parser):
            found = self._found(parse(doc, parser=self._parser), doc)
            day = _within(as_of)
            told = [*extract(found, catalog=self.catalog, as_of=day)]
            yield _laid(doc, found, told, as_of=day, written=None)

    def _found(self, blocks: tuple[ParsedBlock, ...], doc: Document) -> tuple[Found, ...]:
        stocks = self._mentions.cued_stocks(doc.text)
        return tuple(
            (b, self._mentions.find(b.doc, stocks=stocks), self._cues.find(b.doc)) for b in blocks
        )

    def _read(
        self, blocks: tuple[ParsedBlock, ...], doc: Document, as_of: date, written: date | None
    ) -> Reading:
        found = self._found(blocks, doc)
        day, last = _within(as_of), written and _within(written)
        claims = [*extract(found, catalog=self.catalog, as_of=day, written=last)]
        if self._spotter is not None:
            ground = _laid(doc, found, claims, as_of=day, written=last)
            claims = [*read_again(ground, claims, self._spotter, catalog=self.catalog)]
        return Reading(
            sentences=sentences(blocks),
            entities=entities((block, mentions) for block, mentions, _ in found),
            claims=link([*claims, *self_report(doc)]),
        )


def _laid(
    doc: Document,
    found: Iterable[Found],
    told: Iterable[Claim],
    *,
    as_of: date,
    written: date | None,
) -> Ground:
    named = ((block, mentions) for block, mentions, _ in found)
    return lay_ground(doc.text, named, told=told, as_of=as_of, written=written)


def _within(day: date) -> date:
    return min(max(day, _EARLIEST), _LATEST)
