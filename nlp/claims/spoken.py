"""The periods that a note has spoken of, which a sentence that names none goes on about."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from spacy.tokens import Token

from nlp.parsing import clause_head
from nlp.types import Window

# Windows that reach up to the note's day, which "has beaten" and "is ahead" may be about.
_OPEN = {"since", "since_inception", "trailing", "ytd", "long_term"}
# A period that ended so many days ago may still be spoken of as present.
_RECENT = 45
_REMEMBERED = 6
# So many days apart, two stretches of whole months or years are as long.
_SAME_LENGTH, _MONTH = 3, 28


@dataclass(slots=True)
class Spoken:
    """Mutable on purpose: the periods named so far, and `here` the last one of this paragraph.

    `title` is that of the heading above, where it has one; `review` the one that the note as a
    whole is about, by its head; `lead` that of the words above a list; `tabled` those of the last
    table. `asked` is true where the last words were a question. `measured` is the day up to which
    the note's figures run, where it states one, `day` the note's own. `heard` are the last
    sentences, each with whether a claim measured something over its period.
    """

    here: Window | None = None
    title: Window | None = None
    review: Window | None = None
    lead: Window | None = None
    listing: bool = False
    asked: bool = False
    tabled: list[Window] = field(default_factory=list)
    tabling: bool = False
    named: list[Window] = field(default_factory=list)
    measured: date | None = None
    day: date | None = None
    heard: deque[tuple[str, bool]] = field(default_factory=lambda: deque(maxlen=_REMEMBERED))

    def begin(self, kind: str) -> None:
        """A new paragraph names its own period, an item of a list goes on from its lead-in."""
        listed = kind == "list_item"
        if listed and not self.listing:
            self.lead = self.here
        kept = self.lead or (None if self.review else self.here)
        if not self.asked:
            self.here = kept if listed else None
        self.asked = False
        self.listing = listed
        self.tabling = False
        if kind in {"heading", "title"}:
            self.tabled = []

    def show(self, windows: Iterable[Window]) -> None:
        """A row of a table: the prose below it goes on about the table's periods."""
        if not self.tabling:
            self.tabled = []
        self.tabling = True
        self.tabled += (window for window in windows if window.kind != "none")

    def hear(self, windows: tuple[Window, ...], *, setting: Window | None = None) -> None:
        """Remember the periods of a sentence, or the one that it only sets the scene with."""
        self.asked = False
        if setting is not None:
            windows = (setting,)
        if windows:
            self.here = windows[-1]
            self.named += windows

    @property
    def table(self) -> Window | None:
        """The one period of all figures of the last table, if it has no other."""
        return self.tabled[0] if len(_days(self.tabled)) == 1 else None

    @property
    def only(self) -> Window | None:
        """The one period that a note speaks of, if it has named no other."""
        return self.named[0] if len(_days(self.named)) == 1 else None

    @property
    def known(self) -> list[Window]:
        """What a later sentence may point at: the note's own period, then all that were named."""
        return [*([self.review] if self.review else []), *self.tabled, *self.named]


def _days(windows: Iterable[Window]) -> set[tuple[date | None, date | None, str]]:
    return {(window.base, window.end, window.kind) for window in windows}


def as_tabled(window: Window, spoken: Spoken) -> Window:
    """ "Over three years" below a table is its column of three years, which ends where it does."""
    if window.kind != "trailing" or window.end != spoken.day or _length(window) < _MONTH:
        return window
    for column in spoken.tabled:
        if column.kind == "trailing" and abs(_length(column) - _length(window)) <= _SAME_LENGTH:
            return replace(window, base=column.base, end=column.end)
    return window


def _length(window: Window) -> int:
    return (window.end - window.base).days if window.base and window.end else 0


def carried(token: Token, spoken: Spoken) -> Window | None:
    """The paragraph's period, for a sentence that names none and whose tense fits it."""
    window = spoken.here or spoken.table or spoken.title or spoken.review or spoken.only
    if window is None:
        return None
    fits = window.kind in _OPEN or _is_recent(window, spoken) or not _is_present(token)
    return window if fits else None


def _is_recent(window: Window, spoken: Spoken) -> bool:
    if window.end is None or spoken.day is None:
        return False
    return (spoken.day - window.end).days <= _RECENT


def _is_present(token: Token) -> bool:
    """True for "has beaten" and "trails", which speak of a time that reaches up to today."""
    verb = clause_head(token)
    helpers = {child.lower_ for child in verb.children if child.dep_ in {"aux", "auxpass"}}
    if helpers & {"has", "have", "'ve", "is", "are", "remains", "remain"}:
        return True
    return verb.tag_ in {"VBZ", "VBP"}
