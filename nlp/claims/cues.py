"""Finds the words that make a claim, with what they claim."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import chain
from typing import Any, NamedTuple

from spacy.tokens import Doc, Span, Token

from nlp.screening import PatternIndex
from nlp.types import ClaimType, Metric, Relation

# A verb form that the tagger took for a noun still counts where the parse gives it a verb's place.
_NAMED_FOR_PEOPLE = {"sharpe", "sortino", "calmar"}
_OBJECTS = {"both", "it", "them", "the", "its", "all", "every", "either"}
_BARE_PASTS = {"beat", "led", "outran", "outdid", "overtook", "overran"}
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


class _Pattern(NamedTuple):
    """Words in a row that make a cue; a "*" among them is any one word, or none."""

    predicate: Predicate
    words: tuple[str, ...]
    verbal: bool = False


_Index = Mapping[str, Sequence[_Pattern]]


class CueFinder:
    """Finds the predicates' words and lemmas, each pattern tried behind its first word only."""

    def __init__(self) -> None:
        predicates = load_predicates()
        self._written = _by_first_word(chain.from_iterable(map(_as_written, predicates)))
        self._lemmas = _by_first_word(chain.from_iterable(map(_by_lemma, predicates)))
        self._phrased = PatternIndex(
            (pattern, predicate) for predicate in predicates for pattern in predicate.regexes
        )

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
        written = [token.lower_ for token in doc]
        lemmas = [token.lemma_ for token in doc]
        for pattern, start, end in chain(
            _fits(self._written, written), _fits(self._lemmas, lemmas)
        ):
            span = doc[start:end]
            if _is_part_of_name(span) or _bounds_number(span):
                continue
            if not pattern.verbal or _is_verb(span.root):
                yield Cue(predicate=pattern.predicate, span=span, token=span.root)

    def _searched(self, doc: Doc) -> Iterator[Cue]:
        for match, predicate in self._phrased.find(doc.text):
            span = doc.char_span(*match.span(), alignment_mode="expand")
            if span is not None and not _bounds_number(span):
                yield Cue(predicate=predicate, span=span, token=span.root)


def _as_written(predicate: Predicate) -> Iterator[_Pattern]:
    for form in predicate.forms:
        yield _Pattern(predicate, (form,))
    for phrase in predicate.phrases:
        yield _Pattern(predicate, tuple(phrase.split()))


def _by_lemma(predicate: Predicate) -> Iterator[_Pattern]:
    """The tagger's lemma of "better" is "well": a phrase fits as written or by its lemmas."""
    for verb in predicate.verbs:
        yield _Pattern(predicate, (verb,), verbal=True)
    for phrase in predicate.phrases:
        yield _Pattern(predicate, tuple(phrase.split()))


def _by_first_word(patterns: Iterable[_Pattern]) -> _Index:
    index: defaultdict[str, list[_Pattern]] = defaultdict(list)
    for pattern in patterns:
        index[pattern.words[0]].append(pattern)
    return index


def _fits(index: _Index, words: Sequence[str]) -> Iterator[tuple[_Pattern, int, int]]:
    """Each pattern that fits, with its first word's number and the one behind its last."""
    for start, word in enumerate(words):
        for pattern in index.get(word, ()):
            for end in _ends(pattern.words[1:], words, start + 1):
                yield pattern, start, end


def _ends(pattern: Sequence[str], words: Sequence[str], at: int) -> Iterator[int]:
    """Where a pattern that begins at a word may end."""
    if not pattern:
        yield at
        return
    if at < len(words) and pattern[0] in {"*", words[at]}:
        yield from _ends(pattern[1:], words, at + 1)
    if pattern[0] == "*":
        yield from _ends(pattern[1:], words, at)


def _forms(verb: str) -> list[str]:
    """Every regular form, its last letter doubled too: taggers make adjectives of some."""
    return [verb, f"{verb}s"] + [
        stem + end for stem in (verb, verb + verb[-1]) for end in ("ed", "ing")
    ]


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
    if _stands_between_names(token):
        return True
    return token.dep_ in _VERBAL and any(child.dep_.startswith("nsubj") for child in token.children)


def _stands_between_names(token: Token) -> bool:
    """True for the "trails" of "IWC trails both", which the tagger takes for a noun."""
    if not token.i or token.i + 1 >= len(token.doc) or not token.is_lower:
        return False
    before, after = token.nbor(-1).text, token.nbor().text
    named = (before.isupper() and len(before) > 1) or before in {"%", "\u2019s", "now", "still"}
    verbal = token.text.endswith(("s", "ed")) or token.text in _BARE_PASTS
    return named and verbal and (after.isupper() or after in _OBJECTS)
