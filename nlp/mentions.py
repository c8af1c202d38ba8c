"""Where a text names funds, indices, stocks and concepts, before anything is made of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from nlp.capitals import WORDS_IN_CAPITALS
from nlp.catalog import Catalog
from nlp.concepts import load_concepts
from nlp.stock_tickers import KNOWN_STOCKS
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


class MentionFinder:
    """Finds names by string patterns over the catalogue; built once, used for every note."""

    def __init__(self, *, parser: Language, catalog: Catalog) -> None:
        self._catalog = catalog
        names = tuple(catalog.names())
        # "The DAX rose" speaks of the index, whichever fund bears its name as a ticker.
        self._no_tickers = ACRONYMS | {form for form, key in names if key in catalog.indices}
        self._matcher = PhraseMatcher(parser.vocab, attr="LOWER")
        # "Fed" and "EM" are names only as they are written: "it has fed on".
        self._exact = PhraseMatcher(parser.vocab, attr="ORTH")
        self._by_label: dict[str, tuple[EntityKind, str, str]] = {}
        self._add_names(parser, names)
        for concept in load_concepts():
            label = f"{concept.kind}:{concept.id}"
            self._by_label[label] = (concept.kind, concept.id, concept.name)
            plain = [word for word in concept.words if word.islower()]
            self._matcher.add(label, _docs(parser, plain))
            self._exact.add(label, _docs(parser, set(concept.words) - {*plain}))
            self._matcher.add(_SHADOW, _docs(parser, concept.shadows))

    def _add_names(self, parser: Language, names: Iterable[tuple[str, str]]) -> None:
        for surface, identifier in names:
            kind: EntityKind = "fund" if identifier in self._catalog.funds else "index"
            self._by_label[f"{kind}:{identifier}"] = (kind, identifier, self._name(identifier))
            self._matcher.add(f"{kind}:{identifier}", [parser.make_doc(f) for f in _ends(surface)])

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
        spans = chain(self._matcher(doc, as_spans=True), self._exact(doc, as_spans=True))
        for span in filter_spans(map(_bare, spans)):
            if span.label_ == _SHADOW:
                continue
            kind, identifier, name = self._by_label[span.label_]
            if kind == "index" and _LONGER_NAME.match(text, span.end_char):
                continue
            tail = _INDEX_TAIL.match(text, span.end_char) if kind == "index" else None
            end = tail.end() if tail else span.end_char - text.endswith("S&P.", 0, span.end_char)
            yield Mention(start=span.start_char, end=end, kind=kind, id=identifier, name=name)

    def _tickers(self, doc: Doc) -> Iterator[Mention]:
        for sent in doc.sents:
            funds = [(token, self._fund_ticker(token.text)) for token in sent]
            if _is_shouting(sent.text, names=sum(len(t) for t, fund in funds if fund)):
                continue
            for token, fund in funds:
                end = token.idx + len(token.text)
                if fund is not None:
                    yield self._mention(token.idx, end, "fund", fund)
                elif token.text in KNOWN_STOCKS:
                    yield self._mention(token.idx, end, "stock", token.text)

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


def _ends(name: str) -> tuple[str, ...]:
    """A name as tokens have it at the end of a sentence too: "S&P." is one."""
    return (name, f"{name}.") if name.endswith("&P") else (name,)


def _bare(span: Span) -> Span:
    """The span without its article, so that "the Russell" doesn't outdo "Russell 1000"."""
    article = span[0].lower_ == "the" and len(span) > 1
    return Span(span.doc, span.start + article, span.end, label=span.label)


def _docs(parser: Language, words: Iterable[str]) -> list[Doc]:
    """The words as patterns, a hyphen also as a space."""
    forms = [form for word in sorted(words) for form in sorted({word, word.replace("-", " ")})]
    return [parser.make_doc(form) for form in forms]


def _is_shouting(text: str, *, names: int) -> bool:
    """True for a headline in capitals, where a ticker can't be told from a word.

    A row of tickers is none: `names` counts the letters that may be such.
    """
    letters = [letter for letter in text if letter.isalpha()]
    capitals = sum(map(str.isupper, letters))
    mostly = len(letters) > 20 and capitals > 0.6 * len(letters)
    # The heads of a table are tickers, and no headline.
    return mostly and "|" not in text and capitals - names > 0.6 * (len(letters) - names)
