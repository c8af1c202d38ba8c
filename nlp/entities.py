"""Mentions gathered into the entities of a note."""

from __future__ import annotations

from collections.abc import Iterable

from nlp.mentions import Mention
from nlp.parsing import ParsedBlock
from nlp.types import Entity, Span

# What other text of the page may name without the note being about it.
_SILENT_ROLES = {"furniture", "disclaimer", "signature", "stated_sentiment"}


def entities(found: Iterable[tuple[ParsedBlock, tuple[Mention, ...]]]) -> tuple[Entity, ...]:
    """One entity an id, in order of first mention, with every mention of the body."""
    gathered: dict[tuple[str, str], tuple[Mention, list[Span]]] = {}
    for parsed, mentions in found:
        if parsed.block.role in _SILENT_ROLES:
            continue
        for mention in mentions:
            _, spans = gathered.setdefault((mention.kind, mention.id), (mention, []))
            spans.append(span_of(parsed, mention))
    return tuple(
        Entity(kind=first.kind, id=first.id, name=first.name, mentions=tuple(spans))
        for first, spans in gathered.values()
    )


def span_of(parsed: ParsedBlock, mention: Mention) -> Span:
    """Where a mention stands in the note."""
    text = parsed.text[mention.start : mention.end]
    return Span(parsed.offset + mention.start, parsed.offset + mention.end, text)
