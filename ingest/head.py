"""Title, author and day of publication, as the text of the note itself gives them.

A date counts where it stands as a line or field of its own or as a dateline; in running prose
only "as of 31 October 2025" does, and only where nothing else dates the note.
"""

# ruff: noqa: RUF001, RUF002 - notes are written with typographic dashes, quotes and signs

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from ingest.dates import find_dates, parse_date
from ingest.raw import Metadata, RawBlock

_TOP: Final = 12
_MAX_FIELD: Final = 160
_MAX_TITLE: Final = 160
_NAME: Final = (
    r"[A-Z][\w.'’-]{0,30}(?: (?:[A-Z]|van |von |de |da |di |del |der |la |le |al-)[\w.'’-]{0,30})"
    r"{1,4}(?:, (?:CFA|CAIA|CMT|CFP|PhD|Ph\.D\.|MBA|FRM)){0,3}"
)
_NAMES: Final = rf"{_NAME}(?:(?:, {_NAME}){{0,3}},? (?:and|&) {_NAME})?"
_BYLINE: Final = re.compile(
    rf"(?:(?i:by|written by|prepared by|authored by|from) |(?i:by|written by|prepared by|authors?|"
    rf"analysts?|contributors?|strategists?) ?: ?)(?P<name>{_NAMES})(?:, [^.!?]{{1,60}})?"
)
_ANY_AUTHOR: Final = re.compile(
    r"(?i:authors?|analysts?|written by|prepared by) ?: ?(?P<name>.{2,100})"
)
_DATED: Final = re.compile(
    r"(?:(?:report |publication |publish(?:ed|ing)? |release |note |issue )?date|(?:first )?"
    r"published(?: on| at)?|posted(?: on)?|released(?: on)?|issued(?: on)?|dated|as (?:of|at))"
    r"\s?:?\s?(?P<rest>.{6,60})",
    re.IGNORECASE,
)
_UPDATED: Final = re.compile(
    r"(?:last )?(?:updated|modified)(?: on| at)?\s?:?\s?(?P<rest>.{6,60})", re.I
)
_AMBIGUOUS: Final = re.compile(
    r"(?:(?:date|published|posted|issued|dated)(?: on)?\s?:?\s?)?\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}",
    re.IGNORECASE,
)
_AS_OF: Final = re.compile(
    r"\b(?:as (?:of|at)|through|data (?:to|at))(?: the)?(?: (?:market|trading))?"
    r"(?: (?:close|end)(?: of (?:business|trading|the day|markets?))?)?(?: (?:of|on))?,? $",
    re.IGNORECASE,
)
_TITLE_FIELD: Final = re.compile(
    r"(?:title|subject|headline) ?: ?(?P<rest>.{3,160})", re.IGNORECASE
)
_SPLIT: Final = re.compile(
    r"\s?[|·•]\s?|\s[–—-]\s|(?<!ritten)(?<!epared)(?<!thored),?\s(?=[Bb]y [A-Z])"
    r"|\s(?=on \d|[Pp]ublished )"
)


def mark_title(blocks: Sequence[RawBlock]) -> list[RawBlock]:
    """The blocks with the first line's kind set to "title" if it reads like one."""
    out = list(blocks)
    body = [i for i, block in enumerate(out) if block.role == "body"]
    if not body or any(block.kind == "title" for block in out):
        return out
    for index in body[:4]:
        block = out[index]
        if _TITLE_FIELD.fullmatch(block.text) or _field_parts(block.text) is not None:
            continue
        if len(body) > 1 and _reads_like_title(block):
            out[index] = replace(block, kind="title")
        return out
    return out


def mark_fields(blocks: Sequence[RawBlock]) -> tuple[list[RawBlock], Metadata]:
    """The blocks with bylines and date lines near the top as furniture, and what they say."""
    out = list(blocks)
    title = author = None
    published: date | None = None
    for index in [i for i, block in enumerate(out) if block.role == "body"][:_TOP]:
        block = out[index]
        if block.kind == "title":
            words, day = _undated(block.text)
            title, published = title or words, published or day
            continue
        field = _TITLE_FIELD.fullmatch(block.text)
        parts = _field_parts(block.text)
        if field and title is None:
            title = field["rest"]
        elif parts is None:
            published = published or _dateline(block.text) or _undated(block.text)[1]
            continue
        else:
            author, published = author or parts.author, published or parts.published
        out[index] = replace(block, role="furniture")
    return out, Metadata(title=title, author=author, published=published)


def late_date(blocks: Sequence[RawBlock]) -> date | None:
    """The day of a note whose top has none: a date field anywhere, else the latest "as of"."""
    own = [block.text for block in blocks if block.role != "quoted"]
    for text in own:
        field = _DATED.fullmatch(text) if len(text) <= _MAX_FIELD else None
        if field and (day := parse_date(field["rest"])):
            return day
    return max((day for text in own for day in _as_of(text)), default=None)


def _reads_like_title(block: RawBlock) -> bool:
    text = block.text
    if block.kind == "heading":
        return not text.endswith(":")
    return (
        block.kind == "paragraph"
        and len(text) <= _MAX_TITLE
        and len(text.split()) <= 20
        and (text[0].isupper() or text[0].isdigit() or text[0] in "\"“'‘$€£")
        and not re.search(r"[.,;:]$|[.!?] [A-Z]", text)
        and any(ch.isalpha() for ch in text)
    )


def _field_parts(text: str) -> Metadata | None:
    """What a line says that is nothing but date and byline; None for any other line."""
    if len(text) > _MAX_FIELD:
        return None
    if author := _ANY_AUTHOR.fullmatch(text):
        return Metadata(author=author["name"].strip())
    name: str | None = None
    day: date | None = None
    for part in filter(None, _SPLIT.split(text)):
        byline = _BYLINE.fullmatch(part.strip(" ,"))
        found = _day(part.strip(" ,"))
        undecided = _UPDATED.fullmatch(part) or _AMBIGUOUS.fullmatch(part)
        if not byline and not found and not undecided:
            rest = _beside_date(part) if day is None else None
            if rest is None:
                return None
            found = rest
        name, day = name or (byline["name"] if byline else None), day or found
    return Metadata(author=name, published=day)


def _undated(text: str) -> tuple[str, date | None]:
    """A short line without the date that is one of its parts: "ETF Weekly | 14 May 2026"."""
    parts = _SPLIT.split(text) if len(text) <= _MAX_FIELD else [text]
    days = [day for part in parts if (day := _day(part))]
    if len(days) != 1 or len(parts) == 1:
        return text, None
    return " | ".join(part for part in parts if not _day(part)), days[0]


def _day(text: str) -> date | None:
    """The day of "14 May 2026" or "Published: 14 May 2026"."""
    field = _DATED.fullmatch(text)
    return parse_date(field["rest"] if field else text)


def _beside_date(text: str) -> date | None:
    """The day of "New York, 14 May 2026": a place or a house of a few words, then the date."""
    place = re.match(r"[A-Z][A-Za-z.&-]{1,20}(?: [A-Za-z&][A-Za-z.]{0,20}){0,4}, ", text)
    return parse_date(text[place.end() :].rstrip(".")) if place else None


def _dateline(text: str) -> date | None:
    """The day of "NEW YORK, May 14, 2026 – The fund …" or "May 14, 2026 (London) — …"."""
    found = find_dates(text[:100])
    if not found:
        return None
    start, end, day = found[0]
    before, after = text[:start], text[end:]
    opens = re.fullmatch(r"(?:[A-Z][A-Za-z.]{1,20}[ ,(]{0,3}){0,3}[(\[]?", before)
    closes = re.match(r"[)\]]?(?: ?\([A-Za-z ,.]{1,40}\))? ?(?:[–—:|]|-{1,2}\s)", after)
    return day if opens and closes else None


def _as_of(text: str) -> list[date]:
    return [
        day for start, _, day in find_dates(text) if _AS_OF.search(text[max(0, start - 60) : start])
    ]
