"""What a claim's slots may point at: every name, period, number and phrase of a note."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from spacy.tokens import Span as DocSpan

from nlp.mentions import TRADED, Mention
from nlp.parsing import ParsedBlock
from nlp.quantities import find_any, find_bare, find_quantities
from nlp.types import Claim, EntityKind, Magnitude, Span, Window
from nlp.windows import find_windows

_Worded = TypeVar("_Worded", Window, Magnitude)
# What a claim may be about: things with prices, and groups of them.
_NAMED: frozenset[EntityKind] = TRADED | {"factor", "sector", "asset_class"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word that may make a claim; `sent` is the place of its sentence."""

    start: int
    end: int
    sent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A sentence, the day it is read at, and the block it stands in."""

    start: int
    end: int
    day: date
    parsed: ParsedBlock


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """A note laid out for spotting; all offsets are the note's."""

    text: str
    sents: tuple[Sent, ...]
    words: tuple[Word, ...]
    names: tuple[Mention, ...]
    windows: tuple[Window, ...]
    numbers: tuple[Magnitude, ...]
    phrases: tuple[Span, ...]

    def span(self, start: int, end: int) -> Span:
        """A stretch of the note with its words."""
        return Span(start, end, self.text[start:end])


def lay_ground(
    text: str,
    found: Iterable[tuple[ParsedBlock, tuple[Mention, ...]]],
    *,
    told: Iterable[Claim],
    as_of: date,
    written: date | None,
) -> Ground:
    """Everything to point at in the parsed blocks of a note, each with its mentions.

    Relative dates count from `as_of`, in a quoted older note from that note's own day. The claims
    `told` by rules know more of some periods than their words say: "in the quarter" under a head.
    """
    blocks = [*found]
    sents = tuple(sent for parsed, _ in blocks for sent in _sents(parsed, as_of))
    resolved = tuple(dict.fromkeys(claim.window for claim in told if claim.window.span))
    worded = (window for sent in sents for window in _windows(text, sent, as_of, written))
    return Ground(
        text=text,
        sents=sents,
        words=tuple(_words(sents)),
        names=tuple(name for parsed, mentions in blocks for name in _names(parsed, mentions)),
        windows=(*resolved, *_apart(worded, resolved)),
        numbers=tuple(number for sent in sents for number in _numbers(text, sent)),
        phrases=tuple(phrase for parsed, _ in blocks for phrase in _phrases(parsed)),
    )


def _sents(parsed: ParsedBlock, as_of: date) -> Iterator[Sent]:
    dated = parsed.block.dated if parsed.block.role == "quoted" else None
    for sent in parsed.doc.sents:
        start, end = sent.start_char + parsed.offset, sent.end_char + parsed.offset
        yield Sent(start=start, end=end, day=dated or as_of, parsed=parsed)


def _words(sents: tuple[Sent, ...]) -> Iterator[Word]:
    """Whatever holds a letter or a digit."""
    for place, sent in enumerate(sents):
        for token in doc_span(sent):
            if any(char.isalnum() for char in token.text):
                start = token.idx + sent.parsed.offset
                yield Word(start=start, end=start + len(token), sent=place)


def doc_span(sent: Sent) -> DocSpan:
    """The sentence in its block's parse."""
    offset = sent.parsed.offset
    span = sent.parsed.doc.char_span(sent.start - offset, sent.end - offset)
    assert span is not None
    return span


def _names(parsed: ParsedBlock, mentions: tuple[Mention, ...]) -> Iterator[Mention]:
    for mention in mentions:
        if mention.kind in _NAMED:
            start, end = mention.start + parsed.offset, mention.end + parsed.offset
            yield replace(mention, start=start, end=end)


def _windows(text: str, sent: Sent, as_of: date, written: date | None) -> Iterator[Window]:
    last = written if sent.day == as_of else None
    words = text[sent.start : sent.end]
    yield from find_windows(words, offset=sent.start, as_of=sent.day, written=last)


def _numbers(text: str, sent: Sent) -> Iterator[Magnitude]:
    """Those with a unit, then those without one, which are read as per cent."""
    words = text[sent.start : sent.end]
    found: list[Magnitude] = []
    for finder in (find_quantities, find_bare, find_any):
        found += _apart(finder(words, offset=sent.start), found)
    yield from found


def _apart(further: Iterable[_Worded], found: Iterable[_Worded]) -> list[_Worded]:
    """Those of words that share no letter with what is found already."""
    taken = {letter for each in found if each.span for letter in _letters(each.span)}
    return [each for each in further if each.span and taken.isdisjoint(_letters(each.span))]


def _letters(span: Span) -> range:
    return range(span.start, span.end)


def _phrases(parsed: ParsedBlock) -> Iterator[Span]:
    for chunk in parsed.doc.noun_chunks:
        start, end = chunk.start_char + parsed.offset, chunk.end_char + parsed.offset
        yield Span(start, end, chunk.text)
