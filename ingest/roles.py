"""Which blocks are the note's own words and which are furniture, boilerplate or a signature.

Wording decides, and only wording that fills a block or a sentence: prose that mentions cookies,
subscriptions or past performance stays body.
"""

# ruff: noqa: RUF001 - notes are written with typographic dashes, quotes and signs

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final

from ingest.lexicon import lexicon
from ingest.raw import RawBlock

_MAX_FURNITURE: Final = 300
_MAX_SENTENCE: Final = 1500
_MAX_PROMOTION_WORDS: Final = 25
_MAX_SIGNATURE_LINES: Final = 8
_MAX_SIGNATURE_CHARS: Final = 80
_CLOSING_SHARE: Final = 0.4
"""A section of disclaimers runs to the next heading only in the later part of a note."""


def assign_roles(blocks: Sequence[RawBlock]) -> list[RawBlock]:
    """The blocks, each with a role; a block that mixes prose and boilerplate is split."""
    blocks = [part for block in blocks for part in _split_boilerplate(block)]
    blocks = _disclaimer_sections(blocks)
    blocks = [_with_furniture(block) for block in blocks]
    blocks = _signatures(blocks)
    return [block if block.role else replace(block, role="body") for block in blocks]


def is_furniture(text: str) -> bool:
    """Whether the whole of `text` is page furniture or a line that sells the service."""
    plain = _plain(text).rstrip(" .!»›>…→")
    if not plain or len(plain) > _MAX_FURNITURE:
        return False
    return any(p.fullmatch(plain) for p in lexicon().furniture_lines) or _is_promotion(plain)


def _is_promotion(text: str) -> bool:
    """A verbless line of product nouns with an adjective or audience of advertising."""
    known = lexicon()
    words = set(re.findall(r"[a-z]{1,30}", text.lower()))
    verbs = {word for word in words - known.promotion_participles if word.endswith("ed")}
    if len(words) > _MAX_PROMOTION_WORDS or verbs or known.promotion_verbs & words:
        return False
    nouns = len(known.promotion_nouns & words)
    cues = sum(bool(cue.search(text)) for cue in known.promotion_cues)
    return nouns >= 2 and cues >= 1 and not any(ch.isdigit() for ch in text)


def is_disclaimer(sentence: str) -> bool:
    """Whether one sentence is boilerplate that limits liability or defines ratings."""
    plain = _plain(sentence[:_MAX_SENTENCE])
    return any(pattern.search(plain) for pattern in lexicon().disclaimer_sentences)


def is_disclaimer_heading(text: str) -> bool:
    """Whether a line announces disclaimers or disclosures."""
    plain = _plain(text).rstrip(" :.")
    return len(plain) <= 100 and any(p.fullmatch(plain) for p in lexicon().disclaimer_headings)


def _plain(text: str) -> str:
    return " ".join(text.split()).replace("’", "'").strip(" *_")


def _sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.!?])\s(?=[\"“(A-Z©])", text)


def _split_boilerplate(block: RawBlock) -> Iterator[RawBlock]:
    """Leading and trailing sentences of boilerplate apart; all of it where they are the half."""
    if block.role or block.kind in ("title", "heading", "code"):
        yield block
        return
    head, colon, _ = block.text[:100].partition(":")
    sentences = _sentences(block.text)
    flags = _closed_gaps([is_disclaimer(sentence) for sentence in sentences])
    if (colon and is_disclaimer_heading(head)) or 2 * sum(flags) >= len(flags):
        yield replace(block, role="disclaimer")
        return
    first, last = flags.index(False), len(flags) - flags[::-1].index(False)
    for part in (slice(first), slice(first, last), slice(last, None)):
        if text := " ".join(sentences[part]):
            yield replace(block, text=text, role="disclaimer" if flags[part][0] else None)


def _closed_gaps(flags: list[bool]) -> list[bool]:
    """One or two sentences between boilerplate are boilerplate too."""
    runs = [(flag, len(list(group))) for flag, group in groupby(flags)]
    closed: list[bool] = []
    for index, (flag, count) in enumerate(runs):
        between = 0 < index < len(runs) - 1 and count <= 2
        closed += [flag or between] * count
    return closed


def _disclaimer_sections(blocks: Sequence[RawBlock]) -> list[RawBlock]:
    """A heading of disclaimers claims what follows: all to the next heading near the end of a
    note, only the next block at its beginning."""
    total = sum(len(block.text) for block in blocks) or 1
    out: list[RawBlock] = []
    done = left = 0
    for block in blocks:
        if block.role is None and is_disclaimer_heading(block.text):
            left = len(blocks) if done / total >= _CLOSING_SHARE else 1
            block = replace(block, role="disclaimer")
        elif block.kind in ("heading", "title") or block.role in ("quoted", "stated_sentiment"):
            left = 0
        elif left and block.role is None:
            left -= 1
            block = replace(block, role="disclaimer")
        done += len(block.text)
        out.append(block)
    return out


def _with_furniture(block: RawBlock) -> RawBlock:
    if block.role or block.kind == "title" or not is_furniture(block.text):
        return block
    return replace(block, role="furniture")


def _signatures(blocks: Sequence[RawBlock]) -> list[RawBlock]:
    """A sign-off with the short lines behind it, and contact lines at the end."""
    out = list(blocks)
    for index, block in enumerate(out):
        if block.role is None and _matches(block.text, lexicon().signoffs):
            behind = _short_run(out, index + 1, 1)
            ends = index + 1 + len(behind)
            if ends == len(out) or out[ends].role:
                _sign(out, [index, *behind])
    contacts = [i for i, block in enumerate(out) if block.role is None and _is_contact(block.text)]
    for index in contacts:
        if all(b.role or i in contacts for i, b in enumerate(out[index:], index)):
            _sign(out, [index, *_short_run(out, index - 1, -1)[:4]])
    return out


def _sign(blocks: list[RawBlock], indexes: Sequence[int]) -> None:
    for index in indexes:
        blocks[index] = replace(blocks[index], role="signature")


def _short_run(blocks: Sequence[RawBlock], index: int, step: int) -> list[int]:
    """Indexes of neighbouring lines that are no sentences: a name, an office, a telephone."""
    run: list[int] = []
    while 0 <= index < len(blocks) and len(run) < _MAX_SIGNATURE_LINES:
        block = blocks[index]
        short = len(block.text) <= _MAX_SIGNATURE_CHARS and not re.search(r"[.!?:]$", block.text)
        if block.role or block.kind not in ("paragraph", "heading") or not short:
            break
        run.append(index)
        index += step
    return run


def _is_contact(text: str) -> bool:
    """Telephone, address or site, alone or several on one line."""
    if len(text) > 2 * _MAX_SIGNATURE_CHARS:
        return False
    parts = [part for part in re.split(r"\s?[|·•;]\s?", text) if part]
    return bool(parts) and all(_matches(part, lexicon().signature_lines) for part in parts)


def _matches(text: str, patterns: Sequence[re.Pattern[str]]) -> bool:
    plain = _plain(text)
    return len(plain) <= _MAX_FURNITURE and any(p.fullmatch(plain) for p in patterns)
