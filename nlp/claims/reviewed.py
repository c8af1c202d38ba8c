"""The period that a note as a whole reviews, as its head says: "Third quarter 2011", "Daily wrap".

A commentary states its period once, in the title, a line below it or its first words, and speaks
of it ever after.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from nlp import dates
from nlp.claims.scene_setting import just_over, setting, stretch
from nlp.parsing import ParsedBlock
from nlp.screening import Screened
from nlp.types import Window
from nlp.windows import find_windows

# So many blocks and letters at the front of a note are its head.
_BLOCKS, _LONGEST = 4, 160
# A commentary appears within so many days of the end of what it reviews.
_LATE = {"year": 100, "half": 75, "quarter": 75, "month": 40}
# "October letter" may come out shortly before October is over.
_EARLY = 4
_WEEKLY = re.compile(
    r"\bweek(?:ly)? (?:ending|ended|to)\b|\bweekly\b|\bthe week(?:['\u2019]s)?(?= in\b|[,.:;]|$)"
    r"|\bend of (?:the )?week\b|\b(?:five|5) days\b(?=[.!]|$)|\bweek in review\b"
    r"|\b(?:last|this) week in\b",
    re.IGNORECASE,
)
_DAILY = re.compile(
    r"\bdaily\b(?! (?:reset|rebalanc|lever|return|total|mail))|\bdesk close\b"
    r"|\bclosing (?:call|bell|note|wrap)\b"
    r"|\b(?:evening|close|closing|market|day|daily|p\.?m\.?)[- ](?:wrap|recap|summary|round-?up)\b"
    r"|\bafter the (?:close|bell)\b|\bend[- ]of[- ]day\b|\bEOD\b|\bpost-?close\b|\bat the close\b",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"\b(?P<hour>1[6-9]|2[0-3])[:.h][0-5]\d\b")
# What a head says of the future, or of the note's own date.
_NOT_REVIEWED = re.compile(
    r"\b(?:outlook|preview|ahead|forecast|plan|positioning|into|for|initiat\w{3,5}|version|draft"
    r"|paper|since|before|after|until|by|from|launched|born|inception|effective|dated|index|fund)"
    r"(?: (?:the|of|this|fiscal))? $",
    re.IGNORECASE,
)


def reviewed(blocks: Iterable[ParsedBlock], *, as_of: date) -> Window | None:
    """The first period that the head of a note names and that was over, or nearly, on its day."""
    known = list(blocks)
    declared = next(_declared(known, as_of), None)
    if declared is not None:
        return declared
    texts = list(_head(known))
    for text in texts:
        window = _stated(text, as_of) or setting(text, as_of=as_of)
        if window is not None:
            return window
    for text in texts:
        if _WEEKLY.search(text):
            return just_over("week", _last_day(text, as_of))
        if _DAILY.search(text) or _CLOCK.search(text):
            return just_over("day", as_of)
    return just_over("day", as_of) if _is_tape(known) else None


# "SPY +1.2%, IWM up 0.4": what the tape did, without a verb; few days move a fund further.
_MOVE = re.compile(
    r"\b[A-Z]{2,5}:? (?:\(|[+\u2212\u2013-]|(?:up|down|closed|ends|ended) [+\u2212\u2013-]?)"
    r"(?P<value>\d{1,3}(?:\.\d{1,2})?)(?!\d|[.,]\d)"
)
_WIDEST_OF_A_DAY, _FEWEST_MOVES, _LONGEST_TAPE = 20, 2, 1500
# One wide move in so many, as of a fund of volatility, makes no longer period.
_FEW = 4
# Words by which a move is one of another period.
_OF_A_PERIOD = re.compile(
    r"\b(?:since|from|over|after|years?|months?|quarters?|weeks?|Y/?T/?D|MTD|QTD|Q[1-4]|H[12]"
    r"|(?:19|20)\d\d|p\.?a\.?|annuali[sz]ed)\b",
    re.IGNORECASE,
)


def _is_tape(blocks: Iterable[ParsedBlock]) -> bool:
    """True for a short note that says what funds did, and neither when nor in a whole sentence."""
    prose = [b for b in blocks if b.block.role == "body" and b.block.kind != "table_row"]
    if sum(len(parsed.text) for parsed in prose) > _LONGEST_TAPE:
        return False
    undated = (s for b in prose for s in _sentences(b) if not _OF_A_PERIOD.search(s))
    moves = [float(match["value"]) for text in undated for match in _MOVE.finditer(text)]
    wide = sum(move >= _WIDEST_OF_A_DAY for move in moves)
    return len(moves) >= _FEWEST_MOVES and wide * _FEW <= len(moves)


# "All risk numbers: five years to 31 October 2023", "The period covered is the year to June".
_DECLARES = Screened(
    r"\b(?:all|the|our|these|unless stated otherwise,?)? ?(?:[a-z-]{2,12} ){0,3}(?:figures|numbers"
    r"|statistics|returns|data|results|measures|period(?: covered)?|sample|window)"
    r"(?: (?:here|below|above|quoted|shown|in this note|throughout)){0,2}"
    r"(?: (?:are|is|cover|covers|run|runs)(?: (?:for|over|from))?|:)"
    r" (?:the |over the |for the )?(?P<period>[^.;|]{4,60})",
    re.IGNORECASE,
)


def _declared(blocks: Iterable[ParsedBlock], as_of: date) -> Iterator[Window]:
    """The period over which a note says that all its figures are measured."""
    for parsed in blocks:
        if parsed.block.role != "body" or parsed.block.kind == "table_row":
            continue
        for text in _sentences(parsed):
            stated = _DECLARES.match(text) if len(text) <= _LONGEST else None
            words = f"over the {stated['period']}" if stated else ""
            found = find_windows(words, offset=0, as_of=as_of)
            yield from (w for w in found if w.kind in {"trailing", "between"})


def _sentences(parsed: ParsedBlock) -> list[str]:
    return [parsed.text[sent.start_char : sent.end_char] for sent in parsed.doc.sents]


def _head(blocks: Iterable[ParsedBlock]) -> Iterator[str]:
    """The short lines at the front, and the first sentence where the text sets in."""
    seen = 0
    for parsed in blocks:
        if parsed.block.role not in {"body", "furniture"} or parsed.block.kind == "table_row":
            continue
        seen += 1
        if seen > _BLOCKS:
            return
        sents = _sentences(parsed)
        short = len(parsed.text) <= _LONGEST
        yield from (text for text in (sents if short else sents[:2]) if len(text) <= _LONGEST)
        if not short:
            return


def _stated(text: str, as_of: date) -> Window | None:
    """A period in so many words ("six months to 30 June"), or one that stands for itself."""
    for window in find_windows(f"over {text}", offset=0, as_of=as_of):
        stated = window.kind == "between" or (window.kind == "trailing" and window.end != as_of)
        if stated and _is_fresh(window.end, "quarter", as_of):
            return window
    for phrase in dates.find(text):
        found = stretch(phrase, as_of=as_of)
        if found is None or _NOT_REVIEWED.search(text[: phrase.start]):
            continue
        unit, window = found
        if _is_fresh(window.end, unit, as_of):
            return replace(window, end=min(window.end or as_of, as_of))
    return None


def _is_fresh(last: date | None, unit: str, as_of: date) -> bool:
    return last is not None and -_EARLY <= (as_of - last).days <= _LATE[unit]


def _last_day(text: str, as_of: date) -> date:
    """The day that "week ending 18 September" names."""
    for phrase in dates.find(text):
        period = phrase.period(as_of=as_of)
        if period is not None and period.first == period.last <= as_of:
            return period.last
    return as_of
