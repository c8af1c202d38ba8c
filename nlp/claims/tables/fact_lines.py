"""Facts and figures set line by line: "Expense ratio: 0.39%" about one fund, "XLK +34.5%" of many.

Such a block says nothing else, so that it needs no parse: it is read here and nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from nlp.claims.tables.line_fields import fields_in, parts_of, row_at
from nlp.claims.tables.table_cells import named_figure
from nlp.claims.tables.table_claims import claim_of, measure_of
from nlp.claims.tables.table_facts import Pair, pair_claims
from nlp.claims.tables.table_frame import Frame, captions_of, frame_of, topic_of
from nlp.claims.tables.table_grid import cell_of
from nlp.claims.tables.table_labels import is_unclaimed
from nlp.mentions import TRADED, Mention
from nlp.parsing import ParsedBlock
from nlp.types import Claim

_LINE_KINDS = {"paragraph", "list_item"}
_TITLES = {"title", "heading"}
_LONGEST = 240
# A line of so many fields is no heading, however much it looks like one.
_SEVERAL = 3
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
    intro: list[Named] = []
    for parsed, mentions in found:
        line = _line(parsed, mentions)
        if line is None or (run and run[0].is_listing != line.is_listing):
            told |= _claims(run, lead, found, intro=intro, as_of=as_of, written=written)
            run = []
        if line is None:
            if parsed.block.kind != "list_item":
                intro = [*intro[-1:], (parsed, mentions)]
            lead = [*(_kept(lead) if parsed.block.kind in _LINE_KINDS else []), (parsed, mentions)]
        else:
            run.append(line)
    return told | _claims(run, lead, found, intro=intro, as_of=as_of, written=written)


def _kept(lead: Sequence[Named]) -> list[Named]:
    """Of the blocks above, the last heading: what comes below it is about the same fund."""
    return [named for named in lead if named[0].block.kind in _TITLES][-1:]


def _claims(
    run: Sequence[_Line],
    lead: Sequence[Named],
    note: Sequence[Named],
    *,
    intro: Sequence[Named],
    as_of: date,
    written: date | None,
) -> dict[int, tuple[Claim, ...]]:
    if not run:
        return {}
    topic = topic_of(lead[-1:]) or topic_of(lead) or topic_of(note[:2]) or topic_of(note)
    # What leads a list dates its lines below a line of prose too.
    said = intro if lead and lead[-1][0].block.kind == "list_item" else lead
    captions = captions_of([parsed for parsed, _ in said], ())
    frame = frame_of(captions, as_of=as_of, written=written, topic=topic)
    if run[0].is_listing:
        return _listed(run, captions_of([parsed for parsed, _ in lead], ()), frame)
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
    kind = parsed.block.kind
    if kind not in {*_LINE_KINDS, "heading"} or not 4 < len(parsed.text) <= _LONGEST:
        return None
    traded = [mention for mention in mentions if mention.kind in TRADED]
    fields = fields_in(parsed, traded)
    if fields and (kind in _LINE_KINDS or len(fields) >= _SEVERAL):
        return _Line(block=parsed, pairs=fields, is_listing=False)
    if kind not in _LINE_KINDS:
        return None
    lead = _LEAD.match(parsed.text)
    for start, words in ((0, ""), (lead.end(), lead["lead"]) if lead else (0, "")):
        listed = tuple(_listing(parsed, traded, start))
        if listed:
            return _Line(block=parsed, pairs=listed, is_listing=True, lead=words)
    return None


def _listing(parsed: ParsedBlock, traded: Sequence[Mention], start: int) -> Iterator[Pair]:
    """Every part of a block as a name and its figure; nothing where one of them is not."""
    pairs: list[Pair] = []
    for part in parts_of(parsed.text, _NUMBERS, start):
        told = named_figure(cell_of(parsed.text, part, traded, offset=parsed.offset))
        if told is None:
            return
        pairs.append((row_at(parsed, part, told), *told))
    yield from pairs
