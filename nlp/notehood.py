"""Tells a research note from what people upload by mistake: consent walls, logs, comment boxes.

A note is prose about something that has a price or moves one. The measures are shares of the
text, so that they hold for a paragraph and for ten pages.
"""

from __future__ import annotations

import re

from ingest.types import Document
from nlp.errors import NotAResearchNote
from nlp.reading import Reading

_WORD = re.compile(r"[^\W\d_]{2,}")
_CONSENT = re.compile(
    r"\b(?:cookies?|consent|privacy policy|your preferences|legitimate interest|accept all"
    r"|reject all|javascript|browser|log ?in|sign ?in|captcha|are you (?:a )?human"
    r"|subscribe to (?:continue|read))\b",
    re.IGNORECASE,
)
_LOG_LINE = re.compile(
    r"^\W{0,2}(?:\d{4}-\d\d-\d\d[T ]\d\d:\d\d|\w{3} {1,2}\d{1,2} \d\d:\d\d:\d\d|\[\d"
    r"|\d{1,3}(?:\.\d{1,3}){3} )"
    r"|\b(?:INFO|DEBUG|WARN(?:ING)?|ERROR|TRACE|FATAL)\b|^\s{0,8}at [\w.$]+\(|Traceback|HTTP/\d",
    re.MULTILINE,
)
_CODE = re.compile(
    r"[{};]\s*$|^\s*(?:def|import|class|function|var|const|SELECT|INSERT)\b", re.MULTILINE
)
_FINANCE = re.compile(
    r"\b(?:etfs?|funds?|index(?:es)?|indices|stocks?|shares?|equit(?:y|ies)|bonds?|yields?"
    r"|returns?|markets?|portfolio|investors?|valuations?|earnings|momentum|volatility|drawdown"
    r"|benchmark|rates?|inflation|sector|credit|outperform\w*|underperform\w*|rally|basis points"
    r"|treasur(?:y|ies)|alpha|beta|allocation|overweight|underweight|(?:small|mid|large)-?caps?"
    r"|revenues?|margins?|profits?|dividends?|buybacks?|price target|spreads?|recession|economy)\b",
    re.IGNORECASE,
)
_FEWEST_WORDS = 12
# Shares of the words (or lines) beyond which a text is something else; shares of real notes and
# of the non-notes in tests/nlp/test_notehood.py lie well to either side.
_CONSENT_SHARE, _LOG_SHARE, _CODE_SHARE, _FINANCE_SHARE = 0.04, 0.30, 0.35, 0.012


def require_note(doc: Document, reading: Reading) -> None:
    """Raise `NotAResearchNote`, saying what the text looks like, unless it reads like a note."""
    body = "\n".join(doc.text_of(block) for block in doc.blocks if block.role == "body")
    words = len(_WORD.findall(body))
    lines = [line for line in body.splitlines() if line.strip()]
    named = any(entity.kind in {"fund", "index", "stock"} for entity in reading.entities)
    if words < _FEWEST_WORDS and not reading.claims:
        raise _refusal(f"only {words} words of prose are left without page furniture")
    if _share(_LOG_LINE, lines) > _LOG_SHARE:
        raise _refusal("it reads like a log file")
    if _share(_CODE, lines) > _CODE_SHARE:
        raise _refusal("it reads like program code")
    if len(_CONSENT.findall(doc.text)) > _CONSENT_SHARE * words and not reading.claims:
        raise _refusal("it reads like a cookie or login wall")
    finance = len(_FINANCE.findall(body))
    if not reading.claims and finance < max(2, _FINANCE_SHARE * words) and not (named and finance):
        raise _refusal("it speaks of no fund, index or market")
    if not any(sentence.weight for sentence in reading.sentences):
        raise _refusal("it has no sentences of its own")


def _refusal(what: str) -> NotAResearchNote:
    return NotAResearchNote(f"not a research note: {what}")


def _share(pattern: re.Pattern[str], lines: list[str]) -> float:
    return sum(1 for line in lines if pattern.search(line)) / max(1, len(lines))
