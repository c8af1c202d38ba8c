"""Where a text names funds, indices, stocks and concepts, before anything is made of it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import chain

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from nlp.capitals import WORDS_IN_CAPITALS
from nlp.catalog import Catalog
from nlp.types import EntityKind

ACRONYMS = WORDS_IN_CAPITALS
_STOCK = re.compile(
    r"\$(?P<cash>[A-Z]{1,5}(?:[.-][A-Z])?)\b"
    r"|(?i:NASDAQ|NYSE|NYSE ?Arca|AMEX|BATS|CBOE) ?: ?(?P<listed>[A-Z]{1,5}(?:[.-][A-Z])?)\b"
)
_IN_BRACKETS = re.compile(
    r"(?P<kind>ETF|Fund|Trust|Shares|Inc\.?|Corp\.?)"
    r" \((?!(?:NAV|TER|USD|EUR|GBP|ETF|ADR|ACC|DIST)\))(?P<ticker>[A-Z]{2,5})\)"
)
# A longer phrase in which a concept's word means something else is matched and left out.
# Kinds of entity that a price series can stand for.
TRADED: frozenset[EntityKind] = frozenset({"fund", "index", "stock"})
_SHADOW = "shadow"
_FUND_WORDS = {"ETF", "Fund", "Trust", "Shares"}
# "Russell 2000 Pure Growth Index" is another index than the Russell 2000.
_LONGER_NAME = re.compile(r"(?: (?!Index\b)[A-Z][\w.&-]{1,20}){1,4} Index\b")
_INDEX_TAIL = re.compile(r" (?:index|indices)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """`doc.text[start:end]` names the entity; offsets are local to the parsed text."""

    start: int
    end: int
    kind: EntityKind
    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """A factor, sector, asset class or macro series, with the words that do and don't name it."""

    kind: EntityKind
    id: str
    name: str
    words: tuple[str, ...]
    shadows: tuple[str, ...]


@cache
def load_concepts() -> tuple[Concept, ...]:
    """The typed concepts of `nlp/data/concepts.toml`."""
    text = resources.files("nlp").joinpath("data/concepts.toml").read_text(encoding="utf-8")
    return tuple(
        Concept(
            kind=row["kind"],
            id=row["id"],
            name=row["name"],
            words=tuple(row["words"]),
            shadows=tuple(row.get("not", ())),
        )
        for row in tomllib.loads(text)["concept"]
    )


class MentionFinder:
    """Finds names by string patterns over the catalogue; built once, used for every note."""

    def __init__(self, *, parser: Language, catalog: Catalog) -> None:
        self._catalog = catalog
        names = tuple(catalog.names())
        # "The DAX rose" speaks of the index, whichever fund bears its name as a ticker.
        self._no_tickers = ACRONYMS | {form for form, key in names if key in catalog.indices}
        self._matcher = PhraseMatcher(parser.vocab, attr="LOWER")
        self._by_label: dict[str, tuple[EntityKind, str, str]] = {}
        self._add_names(parser, names)
        for concept in load_concepts():
            label = f"{concept.kind}:{concept.id}"
            self._by_label[label] = (concept.kind, concept.id, concept.name)
            self._matcher.add(label, _docs(parser, concept.words))
            self._matcher.add(_SHADOW, _docs(parser, concept.shadows))

    def _add_names(self, parser: Language, names: Iterable[tuple[str, str]]) -> None:
        for surface, identifier in names:
            kind: EntityKind = "fund" if identifier in self._catalog.funds else "index"
            self._by_label[f"{kind}:{identifier}"] = (kind, identifier, self._name(identifier))
            self._matcher.add(f"{kind}:{identifier}", [parser.make_doc(surface)])

    def cued_stocks(self, text: str) -> frozenset[str]:
        """The tickers that stand behind a cashtag or an exchange, which are read bare elsewhere."""
        return frozenset(m.id for m in self._cued(text) if m.kind == "stock" and len(m.id) > 1)

    def find(self, doc: Doc, *, stocks: frozenset[str] = frozenset()) -> tuple[Mention, ...]:
        """Every mention in a parsed text, in order; where two overlap the longer one stays.

        `stocks` are tickers that the note has introduced with a cue.
        """
        text = doc.text
        found = [*self._cued(text), *self._tickers(doc), *self._phrases(doc)]
        found += self._introduced(text, stocks)
        found.sort(key=lambda mention: (mention.start - mention.end, mention.start))
        kept: list[Mention] = []
        taken = bytearray(len(text))
        for mention in found:
            if not any(taken[mention.start : mention.end]):
                taken[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
                kept.append(mention)
        return tuple(sorted(kept, key=lambda mention: mention.start))

    def _phrases(self, doc: Doc) -> Iterator[Mention]:
        text = doc.text
        for span in filter_spans(map(_bare, self._matcher(doc, as_spans=True))):
            if span.label_ == _SHADOW:
                continue
            kind, identifier, name = self._by_label[span.label_]
            if kind == "index" and _LONGER_NAME.match(text, span.end_char):
                continue
            tail = _INDEX_TAIL.match(text, span.end_char) if kind == "index" else None
            end = tail.end() if tail else span.end_char
            yield Mention(start=span.start_char, end=end, kind=kind, id=identifier, name=name)

    def _tickers(self, doc: Doc) -> Iterator[Mention]:
        readable = (sent for sent in doc.sents if not _is_shouting(sent.text))
        for token in chain.from_iterable(readable):
            identifier = self._fund_ticker(token.text)
            if identifier is not None:
                end = token.idx + len(token.text)
                yield self._mention(token.idx, end, "fund", identifier)

    def _fund_ticker(self, word: str) -> str | None:
        if not (2 <= len(word) <= 5 and word.isupper()) or word in self._no_tickers:
            return None
        return self._catalog.resolve_ticker(word)

    def _cued(self, text: str) -> Iterator[Mention]:
        for match in _STOCK.finditer(text):
            ticker = match["cash"] or match["listed"]
            fund = self._catalog.resolve_ticker(ticker)
            yield self._mention(
                match.start(), match.end(), "fund" if fund else "stock", fund or ticker
            )
        for match in _IN_BRACKETS.finditer(text):
            ticker = match["ticker"]
            kind: EntityKind = "fund" if match["kind"] in _FUND_WORDS else "stock"
            known = self._catalog.resolve_ticker(ticker) or ticker
            yield self._mention(match.start("ticker"), match.end("ticker"), kind, known)

    def _introduced(self, text: str, stocks: frozenset[str]) -> Iterator[Mention]:
        for ticker in sorted(stocks - ACRONYMS):
            for match in re.finditer(rf"(?<![\w.$]){re.escape(ticker)}(?!\w)", text):
                yield self._mention(match.start(), match.end(), "stock", ticker)

    def _mention(self, start: int, end: int, kind: EntityKind, identifier: str) -> Mention:
        return Mention(start=start, end=end, kind=kind, id=identifier, name=self._name(identifier))

    def _name(self, identifier: str) -> str:
        known = self._catalog.funds.get(identifier) or self._catalog.indices.get(identifier)
        return known.name if known is not None else identifier


def _bare(span: Span) -> Span:
    """The span without its article, so that "the Russell" doesn't outdo "Russell 1000"."""
    article = span[0].lower_ == "the" and len(span) > 1
    return Span(span.doc, span.start + article, span.end, label=span.label)


def _docs(parser: Language, words: tuple[str, ...]) -> list[Doc]:
    """The words as patterns, a hyphen also as a space."""
    forms = [form for word in words for form in sorted({word, word.replace("-", " ")})]
    return [parser.make_doc(form) for form in forms]


def _is_shouting(text: str) -> bool:
    """True for a headline in capitals, where a ticker can't be told from a word."""
    letters = [letter for letter in text if letter.isalpha()]
    mostly = len(letters) > 20 and sum(map(str.isupper, letters)) > 0.6 * len(letters)
    # The heads of a table are tickers, and no headline.
    return mostly and "|" not in text
