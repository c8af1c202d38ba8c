"""One sentence laid out for reading: its cues, and the stretch of words that belongs to each.

The parse is trusted for who does what; which words belong to which predicate is decided by their
place, because the parser hangs a closing "since 2017" on the wrong verb too often.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from spacy.tokens import Span as DocSpan
from spacy.tokens import Token

from nlp.claims.cues import Cue
from nlp.claims.periods import recalled
from nlp.claims.spoken import Spoken
from nlp.mentions import TRADED, Mention
from nlp.parsing import ParsedBlock, clause_head, clause_tokens
from nlp.quantities import find_quantities
from nlp.types import Magnitude, Span, Window
from nlp.windows import find_windows

# Where what follows a predicate is no longer what it speaks of.
_STOP = re.compile(
    r"[;:]|\b(?:because|while|whereas|although|though|but|if|when|which|who|so that|yet|since it"
    r"|as it|despite|even as|unless|until|suggests?|suggesting)\b",
    re.IGNORECASE,
)
# "Its worst quarter" ranks the period that it names, "the bottom 5 %" a share.
_RECORD = re.compile(
    r"\b(?:best|worst|\w{4,8}est)\b.{0,24} [\w-]{3,10}$|\b(?:top|bottom) \d", re.IGNORECASE
)
_YEAR = re.compile(r"(?<![\w.,$])(?:19|20)\d\d(?![\w%]|[.,]\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """The words around one cue: `start` to `end` are offsets into the block's own text."""

    cue: Cue
    start: int
    end: int

    @property
    def after(self) -> tuple[int, int]:
        """From the end of the cue to where the words stop speaking of it."""
        return self.cue.span.end_char, self.end

    @property
    def before(self) -> tuple[int, int]:
        """From the region's start to the cue."""
        return self.start, self.cue.span.start_char


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A sentence with everything found in it; mentions in offsets of the block's own text.

    `words` is the sentence as written, and
    `veiled` is it at its place behind blanks, its names, years and periods as letters:
    "S&P 500" and "since 2017" hold digits and dots that are no figures and end no sentence.
    """

    parsed: ParsedBlock
    sent: DocSpan
    words: str
    mentions: tuple[Mention, ...]
    windows: tuple[Window, ...]
    quantities: tuple[Magnitude, ...]
    regions: tuple[Region, ...]
    as_of: date
    veiled: str

    def place(self, span: Span) -> tuple[int, int]:
        """Where a span of the note stands, in offsets of the block."""
        return span.start - self.parsed.offset, span.end - self.parsed.offset

    def mentions_in(self, stretch: tuple[int, int]) -> list[Mention]:
        """The mentions that lie wholly inside."""
        return [m for m in self.mentions if stretch[0] <= m.start and m.end <= stretch[1]]

    def windows_in(self, stretch: tuple[int, int]) -> list[Window]:
        """The windows that lie wholly inside."""
        return [w for w in self.windows if w.span and self._inside(w.span, stretch)]

    def quantities_in(self, stretch: tuple[int, int]) -> list[Magnitude]:
        """The quantities that lie wholly inside."""
        return [q for q in self.quantities if q.span and self._inside(q.span, stretch)]

    def quantities_at(self, stretch: tuple[int, int]) -> list[Magnitude]:
        """The quantities that share a letter with a stretch."""
        placed = ((q, self.place(q.span)) for q in self.quantities if q.span)
        return [q for q, (start, end) in placed if start < stretch[1] and stretch[0] < end]

    def _inside(self, span: Span, stretch: tuple[int, int]) -> bool:
        start, end = self.place(span)
        return stretch[0] <= start and end <= stretch[1]

    def text(self, stretch: tuple[int, int]) -> str:
        """The words of a stretch."""
        return self.parsed.text[stretch[0] : stretch[1]]

    def span(self, stretch: tuple[int, int]) -> Span:
        """A stretch of the block as a span of the note, without blanks or commas at its ends."""
        text = self.text(stretch)
        start = stretch[0] + len(text) - len(text.lstrip(" ,;:\n"))
        end = stretch[0] + len(text.rstrip(" ,;:.\n"))
        offset = self.parsed.offset
        return Span(offset + start, offset + end, self.text((start, end)))

    @property
    def whole(self) -> tuple[int, int]:
        """The sentence's own stretch."""
        return self.sent.start_char, self.sent.end_char

    def until_stop(self, stretch: tuple[int, int]) -> tuple[int, int]:
        """The front of a stretch, up to a word that starts another thought."""
        stop = _STOP.search(self.text(stretch))
        return (stretch[0], stretch[0] + stop.start()) if stop else stretch


def lay_out(
    parsed: ParsedBlock,
    sent: DocSpan,
    *,
    mentions: tuple[Mention, ...],
    cues: tuple[Cue, ...],
    as_of: date,
    written: date | None = None,
    spoken: Spoken | None = None,
) -> Scene:
    """The scene of one sentence; `spoken` is what periods were named before it."""
    start, end = sent.start_char, sent.end_char
    offset = parsed.offset + start
    words = parsed.text[start:end]
    day = spoken.measured if spoken and spoken.measured else as_of
    written = written if day == as_of else max(written or as_of, as_of)
    windows = find_windows(words, offset=offset, as_of=day, written=written)
    if spoken is not None:
        windows = recalled(words, offset=offset, windows=windows, spoken=spoken, as_of=as_of)
    quantities = find_quantities(words, offset=offset)
    own = (cue for cue in cues if start <= cue.span.start_char < end)
    named = tuple(m for m in mentions if start <= m.start and m.end <= end)
    return Scene(
        parsed=parsed,
        sent=sent,
        words=words,
        mentions=named,
        windows=windows,
        quantities=quantities,
        regions=_regions(
            sent, [cue for cue in own if not _is_taken(cue, windows, quantities, parsed.offset)]
        ),
        as_of=as_of,
        veiled=" " * start + _veiled(words, start, named, windows, offset),
    )


def _veiled(
    words: str, first: int, mentions: Iterable[Mention], windows: Iterable[Window], offset: int
) -> str:
    """The words as the readers of figures see them; they begin at `first` of the block."""
    text = _YEAR.sub("xxxx", words)
    for mention in mentions:
        if mention.kind in TRADED:
            start, end = mention.start - first, mention.end - first
            text = _masked(text, start, end, r"\S")
    for window in windows:
        if window.span is not None:
            start, end = window.span.start - offset, window.span.end - offset
            text = _masked(text, start, end, r"[\d.,:;]")
    return text


def _masked(text: str, start: int, end: int, what: str) -> str:
    return text[:start] + re.sub(what, "x", text[start:end]) + text[end:]


def _is_taken(cue: Cue, windows: Iterable[Window], numbers: Iterable[Magnitude], at: int) -> bool:
    """True for the "first" of "the first half" and the "third" of "lost a third".

    A launch stays one in "since its launch". `at` is where the block begins in the note.
    """
    if cue.type == "reference" or cue.token.pos_ == "VERB":
        return False
    words = Span(at + cue.span.start_char, at + cue.span.end_char, cue.span.text)
    if cue.type == "rank" and _RECORD.search(cue.span.text):
        return False
    said: list[Window | Magnitude] = [*windows, *(numbers if cue.type == "rank" else ())]
    return any(found.span is not None and _takes(found.span, words) for found in said)


def _takes(period: Span, cue: Span) -> bool:
    """Whether a cue is a word of a period; "deepest fall in 2021 was shallower" only holds one."""
    return cue.overlaps(period) and not (cue.start < period.start and period.end < cue.end)


def _regions(sent: DocSpan, cues: list[Cue]) -> tuple[Region, ...]:
    edges = [sent.start_char]
    edges += [_boundary(before, cue) for before, cue in pairwise(cues)]
    edges.append(sent.end_char)
    return tuple(
        Region(cue=cue, start=start, end=end)
        for cue, (start, end) in zip(cues, pairwise(edges), strict=bool(cues))
    )


def _boundary(before: Cue, cue: Cue) -> int:
    """Where the words of `cue` begin: with its clause, or with its own phrase inside a clause."""
    head = clause_head(cue.token)
    same = head == clause_head(before.token)
    own: list[Token] = list(cue.token.subtree) if same else clause_tokens(head)
    behind = [token for token in own if before.span.end <= token.i <= cue.span.start]
    return min(behind, key=lambda token: token.i).idx if behind else cue.span.start_char
