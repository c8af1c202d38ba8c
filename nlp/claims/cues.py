"""Finds the words that make a claim, with what they claim."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Literal

from spacy.language import Language
from spacy.matcher import Matcher
from spacy.tokens import Doc, Span, Token

from nlp.types import ClaimType, Metric, Relation

# A verb form that the tagger took for a noun still counts where the parse gives it a verb's place.
_NAMED_FOR_PEOPLE = {"sharpe", "sortino", "calmar"}
_VERBAL = {"ROOT", "advcl", "relcl", "ccomp", "parataxis"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Predicate:
    """One row of `predicates.toml`."""

    type: ClaimType
    relation: Relation
    metric: Metric | None
    verbs: tuple[str, ...]
    words: tuple[str, ...]
    phrases: tuple[str, ...]
    regexes: tuple[re.Pattern[str], ...]

    @property
    def forms(self) -> frozenset[str]:
        """Every regular form of `words`."""
        return frozenset(form for word in self.words for form in _forms(word))


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A predicate found at `span`; `token` is the word whose place in the parse counts."""

    predicate: Predicate
    span: Span
    token: Token

    @property
    def type(self) -> ClaimType:
        """The type of claim that the words make."""
        return self.predicate.type


@cache
def load_predicates() -> tuple[Predicate, ...]:
    """The rows of `nlp/data/predicates.toml`."""
    text = resources.files("nlp").joinpath("data/predicates.toml").read_text(encoding="utf-8")
    return tuple(_predicate(row) for row in tomllib.loads(text)["predicate"])


def _predicate(row: dict[str, Any]) -> Predicate:
    return Predicate(
        type=row["type"],
        relation=row["relation"],
        metric=row.get("metric"),
        verbs=tuple(row.get("verbs", ())),
        words=tuple(row.get("words", ())),
        phrases=tuple(row.get("phrases", ())),
        regexes=tuple(re.compile(text, re.IGNORECASE) for text in row.get("regexes", ())),
    )


class CueFinder:
    """Matches the predicates' lemmas; built once for a parser."""

    def __init__(self, *, parser: Language) -> None:
        self._predicates = load_predicates()
        self._matcher = Matcher(parser.vocab)
        for number, predicate in enumerate(self._predicates):
            for kind, patterns in _patterns(predicate).items():
                self._matcher.add(f"{kind}:{number}", patterns)

    def find(self, doc: Doc) -> tuple[Cue, ...]:
        """Every cue of a parsed text in order; the longest wins where two overlap."""
        found = [*self._matched(doc), *self._searched(doc)]
        found.sort(key=lambda cue: (cue.span.start - cue.span.end, cue.span.start))
        taken: set[int] = set()
        kept: list[Cue] = []
        for cue in found:
            words = range(cue.span.start, cue.span.end)
            if taken.isdisjoint(words):
                taken.update(words)
                kept.append(cue)
        return tuple(sorted(kept, key=lambda cue: cue.span.start))

    def _matched(self, doc: Doc) -> Iterator[Cue]:
        for span in self._matcher(doc, as_spans=True):
            kind, number = span.label_.split(":")
            if _is_part_of_name(span) or _bounds_number(span):
                continue
            if kind != "verbs" or _is_verb(span.root):
                yield Cue(predicate=self._predicates[int(number)], span=span, token=span.root)

    def _searched(self, doc: Doc) -> Iterator[Cue]:
        # spaCy puts a text together anew at every call.
        text = doc.text
        for predicate in self._predicates:
            for pattern in predicate.regexes:
                for match in pattern.finditer(text):
                    span = doc.char_span(*match.span(), alignment_mode="expand")
                    if span is not None and not _bounds_number(span):
                        yield Cue(predicate=predicate, span=span, token=span.root)


def _patterns(predicate: Predicate) -> dict[str, list[list[dict[str, Any]]]]:
    phrases = [phrase.split() for phrase in predicate.phrases]
    listed: dict[str, list[list[dict[str, Any]]]] = {
        "verbs": [[{"LEMMA": verb}] for verb in predicate.verbs],
        "words": [[{"LOWER": {"IN": _forms(word)}}] for word in predicate.words],
        # The tagger's lemma of "better" is "well": a phrase fits as written or by its lemmas.
        "phrases": [_sequence(words, by) for words in phrases for by in ("LOWER", "LEMMA")],
    }
    return {kind: patterns for kind, patterns in listed.items() if patterns}


def _forms(verb: str) -> list[str]:
    """Every regular form, its last letter doubled too: taggers make adjectives of some."""
    return [verb, f"{verb}s"] + [
        stem + end for stem in (verb, verb + verb[-1]) for end in ("ed", "ing")
    ]


def _sequence(words: list[str], by: Literal["LOWER", "LEMMA"]) -> list[dict[str, Any]]:
    return [{"OP": "?"} if word == "*" else {by: word} for word in words]


def _is_part_of_name(span: Span) -> bool:
    """True for "MSCI USA Minimum Volatility Index": a capital inside a sentence is a name's."""
    first = span[0]
    if first.lower_ in _NAMED_FOR_PEOPLE:
        return False
    return first.is_title and not first.is_sent_start and first.pos_ in {"PROPN", "NOUN", "ADJ"}


def _bounds_number(span: Span) -> bool:
    """True for the "more than" of "by more than 3 points", which compares nothing."""
    after = span.doc[span.end] if span.end < len(span.doc) else None
    return span[-1].lower_ == "than" and after is not None and after.like_num


def _is_verb(token: Token) -> bool:
    if token.pos_ in {"VERB", "AUX"}:
        return token.dep_ not in {"amod", "compound"}
    # "SCHD plunges 66 %": a noun has no number right behind it.
    if token.i + 1 < len(token.doc) and token.nbor().like_num and token.i and not token.is_title:
        before = token.nbor(-1)
        return before.text.isupper() or before.pos_ in {"PROPN", "PRON", "ADV", "NOUN"}
    return token.dep_ in _VERBAL and any(child.dep_.startswith("nsubj") for child in token.children)
