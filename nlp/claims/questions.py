"""Questions: they claim nothing, but their answers speak of what they name."""

from __future__ import annotations

import re
from datetime import date

from spacy.tokens import Span

from nlp import dates
from nlp.claims.facts.measures import named_measure
from nlp.claims.memory import Memory
from nlp.claims.scene_setting import stretch
from nlp.mentions import Mention
from nlp.parsing import ParsedBlock
from nlp.types import Metric, Window
from nlp.windows import find_windows

_OF_INDEX = re.compile(
    r"\b(?:index|benchmark|tracks?|follows?|replicates?|mirrors?)\b", re.IGNORECASE
)
_TAG = re.compile(
    r"(?:\d|\b(?:lost|gained|fell|rose|down|up)\b)[^?]{0,120},"
    r" (?:(?:right|no|yes|eh|(?:is|has|did|does|was)n['\u2019]t it)|so \w{2,6} [^,;?]{0,30})\?\s*$",
    re.IGNORECASE,
)


def is_question(text: str) -> bool:
    """False for what only a tag makes one: "TLT has lost a third, so whom did it hedge?"."""
    return text.rstrip().endswith("?") and _TAG.search(text) is None


def ask(
    parsed: ParsedBlock, sent: Span, mentions: tuple[Mention, ...], memory: Memory, *, as_of: date
) -> None:
    """Remember what a question names, and its period."""
    asked = tuple(m for m in mentions if sent.start_char <= m.start and m.end <= sent.end_char)
    memory.note(asked)
    index: Metric | None = "index_tracked" if _OF_INDEX.search(sent.text) else None
    memory.measure = named_measure(sent.text) or index
    offset = parsed.offset + sent.start_char
    memory.spoken.hear(
        find_windows(sent.text, offset=offset, as_of=as_of), setting=_asked_of(sent.text, as_of)
    )
    memory.spoken.asked = True
    funds = [m.id for m in asked if m.kind == "fund"]
    memory.subject = funds[0] if funds else memory.subject


def _asked_of(text: str, as_of: date) -> Window | None:
    """The year or quarter that a question is of: "How bad was the fourth quarter?"."""
    found = (stretch(phrase, as_of=as_of) for phrase in dates.find(text))
    named = next((window for unit, window in filter(None, found) if unit != "month"), None)
    over = named is not None and named.end is not None and named.end <= as_of
    return named if over and not find_windows(text, offset=0, as_of=as_of) else None
