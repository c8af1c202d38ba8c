"""What a note, or an older one that it quotes, sets out in tables and lists."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from nlp.claims.tables.fact_lines import line_claims
from nlp.claims.tables.records import record_claims
from nlp.claims.tables.tables import table_claims
from nlp.mentions import Mention
from nlp.parsing import ParsedBlock
from nlp.types import Claim

Named = tuple[ParsedBlock, tuple[Mention, ...]]
_READ_ROLES = {"body", "quoted"}


def set_out_claims(
    blocks: Iterable[Named], *, as_of: date, written: date | None = None
) -> Mapping[int, tuple[Claim, ...]]:
    """The claims of each block that is a row or a line of a list, by the block's place.

    A block that is here says nothing else; an older note is read at its own date.
    """
    told: dict[int, tuple[Claim, ...]] = {}
    for read_at, own in _voices(blocks).items():
        days = (read_at, read_at) if read_at else (as_of, written)
        told |= line_claims(own, as_of=days[0], written=days[1])
        told |= record_claims(own, as_of=days[0], written=days[1])
        for claim in table_claims(own, as_of=days[0], written=days[1]):
            told[claim.start] = (*told.get(claim.start, ()), claim)
    return told


def _voices(blocks: Iterable[Named]) -> dict[date | None, list[Named]]:
    """The blocks by the day they were written on, if it is not the note's own."""
    voices: dict[date | None, list[Named]] = {}
    for parsed, mentions in blocks:
        block = parsed.block
        if block.role in _READ_ROLES:
            day = block.dated if block.role == "quoted" else None
            voices.setdefault(day, []).append((parsed, mentions))
    return voices
