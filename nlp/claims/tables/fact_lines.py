"""Facts and figures set line by line: "Expense ratio: 0.39%" about one fund, "XLK +34.5%" of many.

Such a block says nothing else, so that it needs no parse: it is read here and nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from nlp.claims.tables.table_cells import named_figure
from nlp.claims.tables.table_claims import claim_of, measure_of
from nlp.claims.tables.table_facts import Pair, is_fact, is_identity, pair_claims, pair_in
from nlp.claims.tables.table_frame import Frame, captions_of, frame_of, topic_of
from nlp.claims.tables.table_grid import Cell, Row, cell_of
from nlp.claims.tables.table_labels import is_unclaimed
from nlp.mentions import TRADED, Mention
from nlp.parsing import ParsedBlock
from nlp.types import Claim, Span

_LINE_KINDS = {"paragraph", "list_item"}
_TITLES = {"title", "heading"}
_LONGEST = 240
_PARTING = re.compile(r"\s[|\u00b7\u2022]\s|; |, (?=[A-Za-z][\w&() /%-]{1,30}: )")
_NUMBERS = re.compile(r",? and (?=[A-Z])|, (?=[A-Z])|; ")
_LEAD = re.compile(r"(?P<lead>[^:]{2,80}): ?")

Named = tuple[ParsedBlock, tuple[Mention, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """A block as pairs of a label and its value.

    A listing has names for labels, and perhaps a `lead` that says what all its figures are.
    """

    block: ParsedBlock
    pairs: tuple[Pair, ...]
    is_listing: bool
    lead: str = ""


def line_claims(
    blocks: Iterable[Named], *, as_of: date, written: date | None = None
) -> Mapping[int, tuple[Claim, ...]]:
    """The claims of each block that is such a line, by the block's place in the note."""
    found = list(blocks)
    told: dict[int, tuple[Claim, ...]] = {}
    run: list[_Line] = []
    lead: list[Named] = []
    for parsed, mentions in found:
        line = _line(parsed, mentions)
        if line is None or (run and run[0].is_listing != line.is_listing):
            told |= _claims(run, lead, found, as_of=as_of, written=written)
            run = []
        if line is None:
            lead = [*(_kept(lead) if parsed.block.kind in _LINE_KINDS else []), (parsed, mentions)]
        else:
            run.append(line)
    return told | _claims(run, lead, found, as_of=as_of, written=written)


def _kept(lead: Sequence[Named]) -> list[Named]:
    """Of the blocks above, the last heading: what comes below it is about the same fund."""
    return [named for named in lead if named[0].block.kind in _TITLES][-1:]


def _claims(
    run: Sequence[_Line],
    lead: Sequence[Named],
    note: Sequence[Named],
    *,
    as_of: date,
    written: date | None,
) -> dict[int, tuple[Claim, ...]]:
    if not run:
        return {}
    topic = topic_of(lead[-1:]) or topic_of(lead) or topic_of(note[:2]) or topic_of(note)
    captions = captions_of([parsed for parsed, _ in lead], ())
    frame = frame_of(captions, as_of=as_of, written=written, topic=topic)
    if run[0].is_listing:
        return _listed(run, captions, frame)
    claims = list(pair_claims([pair for line in run for pair in line.pairs], frame))
    if not claims:
        return {}
    return {line.block.offset: tuple(c for c in claims if _is_in(c, line.block)) for line in run}


def _is_in(claim: Claim, block: ParsedBlock) -> bool:
    return block.offset <= claim.start < block.offset + len(block.text)


def _listed(
    run: Sequence[_Line], captions: Sequence[str], frame: Frame
) -> dict[int, tuple[Claim, ...]]:
    """A list of names and figures under a line that says what they are; else it is left alone."""
    told: dict[int, tuple[Claim, ...]] = {}
    for line in run:
        lead = line.lead or (captions[0] if captions else "")
        measure = measure_of([lead], frame, window=None)
        if measure is not None:
            told[line.block.offset] = tuple(
                claim
                for row, name, value in line.pairs
                for claim in claim_of(row, value, name, measure, against=None)
            )
        elif is_unclaimed(lead):
            told[line.block.offset] = ()
    return told


def _line(parsed: ParsedBlock, mentions: tuple[Mention, ...]) -> _Line | None:
    if parsed.block.kind not in _LINE_KINDS or not 4 < len(parsed.text) <= _LONGEST:
        return None
    traded = [mention for mention in mentions if mention.kind in TRADED]
    fields = [*_fields(parsed, traded)]
    if (fields and any(is_fact(label, value) for _, label, value in fields)) or (
        len(fields) == 1 and fields[0][1].text and is_identity(*fields[0][1:])
    ):
        return _Line(block=parsed, pairs=tuple(fields), is_listing=False)
    lead = _LEAD.match(parsed.text)
    for start, words in ((0, ""), (lead.end(), lead["lead"]) if lead else (0, "")):
        listed = tuple(_listing(parsed, traded, start))
        if listed:
            return _Line(block=parsed, pairs=listed, is_listing=True, lead=words)
    return None


def _fields(parsed: ParsedBlock, traded: Sequence[Mention]) -> Iterator[Pair]:
    """Every part of a block as a field; nothing where one of them is none."""
    parts = [*_parts(parsed.text, _PARTING)]
    cells = [cell_of(parsed.text, part, traded, offset=parsed.offset) for part in parts]
    pairs = [pair_in(cell) for cell in cells]
    for part, pair in zip(parts, pairs, strict=True):
        if pair is None or not all(pairs):
            return
        yield _row(parsed, part, pair), *pair


def _listing(parsed: ParsedBlock, traded: Sequence[Mention], start: int) -> Iterator[Pair]:
    """Every part of a block as a name and its figure; nothing where one of them is not."""
    pairs: list[Pair] = []
    for part in _parts(parsed.text, _NUMBERS, start):
        told = named_figure(cell_of(parsed.text, part, traded, offset=parsed.offset))
        if told is None:
            return
        pairs.append((_row(parsed, part, told), *told))
    yield from pairs


def _parts(text: str, parting: re.Pattern[str], start: int = 0) -> Iterator[tuple[int, int]]:
    for match in parting.finditer(text, start):
        yield start, match.start()
        start = match.end()
    end = len(text.rstrip(" .;,"))
    if end > start:
        yield start, end


def _row(parsed: ParsedBlock, place: tuple[int, int], cells: tuple[Cell, ...]) -> Row:
    start, end = place
    span = Span(parsed.offset + start, parsed.offset + end, parsed.text[start:end])
    return Row(cells=cells, span=span)
