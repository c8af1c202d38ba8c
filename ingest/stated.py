"""A note's own statement of its sentiment: "Overall Sentiment: mildly positive (0.25)".

Only a field counts, not prose: an owner and "sentiment", the label, perhaps a score, and nothing
of a sentence around it. It may be glued to page furniture and spread over several blocks.
"""

# ruff: noqa: RUF001 - notes are written with typographic dashes, quotes and signs

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from ingest.lexicon import lexicon
from ingest.raw import RawBlock
from ingest.roles import is_furniture

_MAX_FIELD: Final = 60
_MAX_BLOCKS: Final = 6
_SEPARATOR: Final = r"\s{0,3}(?:[:=|]|[–—-](?=\s))?(?:\*\*)?\s{0,3}"
_NUMBER: Final = (
    r"[(\[]?\s?(?P<score>[+\-−–]?(?:\d{1,3}(?:\.\d{1,6})?|\.\d{1,6}))(?!\d)"
    r"(?P<scale>\s?%|\s?/\s?\d{1,3})?\s?[)\]]?"
)
# Whose mood is no note's: the market's, or a rating of something else.
_OTHERS: Final = (
    r"(?!(?:market|investor|consumer|retail|trader|business|credit|quality|risk|ESG|news))"
)
_MOOD: Final = re.compile(r"sentiment|mood|tone|score", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Label in lower case, score in [-1, 1] or None; `ordinal` counts the statements' blocks."""

    ordinal: int
    label: str
    score: float | None


def split_stated(blocks: Sequence[RawBlock]) -> tuple[list[RawBlock], Statement | None]:
    """The blocks with each statement in a block of its own, and the statement that counts.

    That is the first with a score, or else the first.
    """
    out: list[RawBlock] = []
    found: list[Statement] = []
    rest = list(reversed(blocks))
    while rest:
        block = rest.pop()
        hit = _find(block, rest[:-_MAX_BLOCKS:-1]) if block.role is None else None
        if hit is None:
            out.append(block)
            continue
        if hit.before:
            out.append(replace(block, text=hit.before))
        found.append(Statement(ordinal=len(found), label=hit.label, score=hit.score))
        out.append(replace(block, text=hit.text, kind="paragraph", role="stated_sentiment"))
        last = [block, *(rest.pop() for _ in range(hit.taken))][-1]
        if hit.after:
            rest.append(replace(last, text=hit.after))
    return out, next((s for s in found if s.score is not None), found[0] if found else None)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Hit:
    before: str
    text: str
    after: str
    taken: int
    label: str
    score: float | None


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """The field with its label first, with its score first, and under a name of its own."""
    words = lexicon()
    owner = rf"(?P<owner>(?:{words.sentiment_owners})\s{{1,3}})?"
    one = words.sentiment_labels
    label = rf"(?P<label>{one}(?: to {one})?)(?!-)"
    score_name = rf"\s{{0,3}}[.,;|(]?\s{{0,3}}(?:sentiment\s{{0,3}})?score{_SEPARATOR}"
    label_first = (
        rf"{owner}sentiment(?:\s(?:label|rating|view))?(?P<colon>{_SEPARATOR})"
        rf"[(\[]?{label}[)\]]?(?:(?:{score_name}|\s{{0,3}}[,;|]?\s{{0,3}}){_NUMBER})?"
    )
    score_first = rf"{owner}sentiment\s{{0,3}}score(?P<colon>{_SEPARATOR}){_NUMBER}"
    score_first += rf"{_SEPARATOR}[(\[]?{label}[)\]]?"
    named = rf"(?P<owner>{_OTHERS}(?:[\w'’]{{1,15}} ){{0,2}})(?:sentiment|mood|tone|score)"
    named += rf"(?:,? {_OTHERS}[\w'’]{{1,15}}){{0,6}}(?P<colon>\s?:)(?:\*\*)?\s{{0,3}}"
    named_score = rf"{named}{_NUMBER}\s?[,;|(]?\s?{label}[)\]]?"
    named_label = rf"{named}[(\[]?{label}[)\]]?(?:\s{{0,3}}[,;|(]?\s{{0,3}}{_NUMBER})?"
    patterns = (score_first, label_first, named_score, named_label)
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)


def _find(block: RawBlock, following: Sequence[RawBlock]) -> _Hit | None:
    """The statement that begins in `block` and may run on into short fields behind it."""
    if _MOOD.search(block.text) is None:
        return None
    text, ends = block.text, [len(block.text)]
    for other in following:
        if len(other.text) > _MAX_FIELD or other.role is not None:
            break
        text = f"{text} {other.text}"
        ends.append(len(text))
    for pattern in _patterns():
        for match in pattern.finditer(text):
            if match.start() < ends[0] and _is_field(match, text, ends):
                return _hit(match, text, ends)
    return None


def _hit(match: re.Match[str], text: str, ends: Sequence[int]) -> _Hit:
    end = match.end() + len(re.match(r"[.;]?", text[match.end() :])[0])  # type: ignore[index]
    taken = next(i for i, stop in enumerate(ends) if end <= stop)
    return _Hit(
        before=_words(text[: match.start()]),
        text=text[match.start() : end].strip(),
        after=_words(text[end : ends[taken]]),
        taken=taken,
        label=match["label"].lower(),
        score=_score(match),
    )


def _words(text: str) -> str:
    """The text around a field, without the marks of bold type that were left of it."""
    return text.strip() if text.strip("*_ ") else ""


def _score(match: re.Match[str]) -> float | None:
    """The number on the scale from -1 to 1; other scales ("7/10", "65%") are not guessed at."""
    if match["score"] is None or match["scale"]:
        return None
    value = float(re.sub("[−–]", "-", match["score"]))
    return value if -1 <= value <= 1 else None


def _is_field(match: re.Match[str], text: str, ends: Sequence[int]) -> bool:
    """Whether the words stand as a field: marked as one, and no sentence on either side."""
    has_break = any(match.start() < stop < match.end() for stop in ends)
    marked = match["owner"] or match["colon"].strip() or match["score"] or has_break
    return bool(marked) and _begins(match, text) and _finishes(match, text, ends)


def _begins(match: re.Match[str], text: str) -> bool:
    before, start = text[: match.start()], match.start()
    if not before.strip(" *_") or re.search(r"[.!?;|)\]][\"”’]?\s?$", before[-4:]):
        return True
    glued = before[-1].islower() and text[start].isupper()
    return glued or (text[start].isupper() and is_furniture(before))


def _finishes(match: re.Match[str], text: str, ends: Sequence[int]) -> bool:
    after = text[match.end() :]
    if match.end() in ends or re.match(r"[.;]?\*{0,2}\s{0,3}$", after):
        return True
    if re.match(r"[.;](?:\s|$)", after):
        return True
    return match["score"] is not None and not re.match(r"\s?[a-z,%–-]", after)
