"""Tables in plain text: which lines are rows, and which words of a row stand in which column.

Columns are parted by bars, by tabs, by runs of blanks, or (where a mail program has squeezed
these) by single blanks before figures. A row that leaves a column empty keeps an empty cell.
"""

# ruff: noqa: RUF001 - notes are written with typographic dashes and signs

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby, pairwise
from typing import Final

from ingest.canonical import squeeze

Cells = tuple[str, ...]
_RULE: Final = re.compile(r"[-=_*~#+|:.\s—–]{3,}")
_GAP: Final = re.compile(r"\||\t|(?<=[^\s.!?:]) {2,}(?=\S)|(?<=\S) {4,}(?=\S)")
_CELL: Final = re.compile(r"\S+(?: \S+)*")
_RULED: Final = re.compile(r"\S\s{0,40}[|\t]\s{0,40}\S")
_MAX_CELL: Final = 60
_SEVERAL: Final = 3
_VALUE: Final = re.compile(
    r"[-+−–~(]{0,2}[$€£]?\d[\d.,]{0,11}(?:%|bps?|bn|mn?|x)?\)?%?[¹²³*†‡]{0,2}|n/?a\.?|[-–—]",
    re.IGNORECASE,
)
_PLAUSIBLE_NAME: Final = re.compile(r"[A-Z](?:[^.!?;:%\d]|\d(?![.,]\d)){0,59}")
_MONTH: Final = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
_PERIOD: Final = re.compile(r"\d|[QH]\d|[YMQ]TD\b|since\b", re.IGNORECASE)
# One column's head of a row of heads whose columns only single blanks part.
_HEAD: Final = re.compile(
    r"(?:since (?:inception|launch|inc\.?)|max(?:imum|\.)? (?:dd|draw-?down|loss)"
    r"|(?:st(?:andard|d|\.)?\.?) dev(?:iation|\.)?|(?:expense|exp\.?|sharpe|sortino) ratio"
    r"|(?:net|total|price|mgmt\.?|dividend|div\.?|sec) (?:assets|returns?|fee|yield)"
    rf"|(?:q[1-4]|[1-4]q|h[12]|[12]h|{_MONTH}) ['’]?\d{{2,4}}"
    r"|\d{1,2}[- ]?(?:years?|yrs?|y|months?|mths?|mos?|m)\b\.?)"
    r"(?: (?:ann(?:uali[sz]ed|\.)?|p\.?a\.?|returns?|vol(?:atility|\.)?|tr|beta))?(?=[ ,]|$)"
    r"|\S+(?: \(.{1,12}?\)| ann\.| p\.?a\.?(?=\s|$))?",
    re.IGNORECASE,
)


def table_rows(lines: Sequence[str]) -> dict[int, Cells]:
    """The cells of each line that belongs to a table, by its index; a ruling line has none."""
    found: dict[int, Cells] = {}
    runs = groupby(range(len(lines)), key=lambda i: is_row(lines[i]))
    for parted, run in runs:
        if parted:
            found |= _table(lines, list(run))
    return found | _tight_tables(lines, found)


def is_rule(line: str) -> bool:
    """Whether a line is nothing but drawn."""
    return bool(_RULE.fullmatch(line.strip()))


def is_row(line: str) -> bool:
    """Whether a line shows columns by itself, or draws a line between rows that do."""
    return len(_split(line)) > 1 or is_rule(line)


def columns_of(line: str) -> int:
    """How many columns a line shows by itself."""
    return len(_split(line))


def _split(line: str) -> Cells:
    cells = (squeeze(cell) for cell in _GAP.split(line.strip().strip("|")))
    return tuple(filter(None, cells))


def _table(lines: Sequence[str], run: Sequence[int]) -> dict[int, Cells]:
    rows = [i for i in run if not is_rule(lines[i])]
    ruled = all(_RULED.search(lines[i]) for i in rows)
    if len(rows) < 2 or not (ruled or _is_set_with_blanks([_split(lines[i]) for i in rows])):
        return {}
    cells = _between_rules(lines, rows) if ruled else None
    cells = cells or _aligned({i: lines[i].expandtabs(8) for i in rows})
    return dict.fromkeys(run, ()) | cells


def _is_set_with_blanks(rows: Sequence[Cells]) -> bool:
    """As many cells in most rows, or several in all; short ones, with figures in half the rows."""
    _, common = Counter(map(len, rows)).most_common(1)[0]
    regular = common >= 0.6 * len(rows) or min(map(len, rows)) >= _SEVERAL
    figures = sum(any(ch.isdigit() for ch in "".join(cells[1:])) for cells in rows)
    short = all(len(cell) <= _MAX_CELL for cells in rows for cell in cells)
    return short and regular and 2 * figures >= len(rows)


def _between_rules(lines: Sequence[str], rows: Sequence[int]) -> dict[int, Cells] | None:
    """Cells between bars or tabs, empty ones kept; None where tabs only line columns up."""
    bars = all("|" in lines[i] for i in rows)
    shown = _without_frame([lines[i] for i in rows]) if bars else [lines[i] for i in rows]
    cells = {i: _kept(line, "|" if bars else "\t") for i, line in zip(rows, shown, strict=True)}
    if bars or len({len(row) for row in cells.values()}) == 1:
        return cells
    bare = {i: _split(lines[i]) for i in rows}
    return bare if len({len(row) for row in bare.values()}) == 1 else None


def _without_frame(lines: Sequence[str]) -> list[str]:
    """The rows without the bars that frame them all: a bar before one alone parts a blank cell."""
    shown = [line.strip() for line in lines]
    if all(line.startswith("|") for line in shown):
        shown = [line.removeprefix("|") for line in shown]
    if all(line.endswith("|") for line in shown):
        shown = [line.removesuffix("|") for line in shown]
    return shown


def _kept(line: str, rule: str) -> Cells:
    line = line if rule == "|" else line.strip(" ")
    return tuple(squeeze(cell) for cell in line.split(rule))


def _aligned(lines: Mapping[int, str]) -> dict[int, Cells]:
    """The words of every row under the columns that most rows of figures show."""
    spans = {i: [match.span() for match in _CELL.finditer(line)] for i, line in lines.items()}
    columns = _columns([row for i, row in spans.items() if _has_figures(lines[i], row)])
    return {
        i: _placed(lines[i], row, columns) or tuple(lines[i][a:b] for a, b in row)
        for i, row in spans.items()
    }


def _has_figures(line: str, row: Sequence[tuple[int, int]]) -> bool:
    return any(_VALUE.fullmatch(line[start:end]) for start, end in row[1:])


def _columns(rows: Sequence[Sequence[tuple[int, int]]]) -> list[tuple[int, int]]:
    """From where to where each column reaches, by the fullest rows that are no exception."""
    if not rows:
        return []
    counts = Counter(map(len, rows))
    usual = max(count for count, times in counts.items() if 4 * times >= len(rows))
    same = [row for row in rows if len(row) == usual]
    reach = [
        (min(row[at][0] for row in same), max(row[at][1] for row in same)) for at in range(usual)
    ]
    apart = all(left[1] <= right[0] for left, right in pairwise(reach))
    return reach if apart else []


def _placed(
    line: str, row: Sequence[tuple[int, int]], columns: Sequence[tuple[int, int]]
) -> Cells | None:
    """A row's cells column by column, by their place, word by word where two cells would meet."""
    if len(row) == len(columns) or not columns:
        return None
    if len(row) == len(columns) - 1 and row[0][0] > columns[0][0] and not _has_figures(line, row):
        return ("", *(line[a:b] for a, b in row))
    at = [_nearest(span, columns) for span in row]
    if len(set(at)) == len(at):
        cells = dict(zip(at, (line[a:b] for a, b in row), strict=True))
        return tuple(cells.get(column, "") for column in range(len(columns)))
    words: dict[int, list[str]] = {}
    for word in re.finditer(r"\S+", line):
        words.setdefault(_nearest(word.span(), columns), []).append(word[0])
    return tuple(" ".join(words.get(column, ())) for column in range(len(columns)))


def _nearest(span: tuple[int, int], columns: Sequence[tuple[int, int]]) -> int:
    def distance(index: int) -> tuple[int, int]:
        start, end = columns[index]
        return max(start - span[1], span[0] - end, 0), abs(start + end - sum(span))

    return min(range(len(columns)), key=distance)


def _tight_tables(lines: Sequence[str], taken: Iterable[int]) -> dict[int, Cells]:
    """Rows of a name and figures under a row of heads, all parted by single blanks."""
    known = set(taken)
    found: dict[int, Cells] = {}
    tails = [0 if i in known else _figures_behind_name(line) for i, line in enumerate(lines)]
    for is_figures, run in groupby(range(len(lines)), key=lambda i: tails[i] >= 2):
        rows = list(run)
        if not is_figures or len(rows) < 2:
            continue
        count = min(tails[i] for i in rows)
        above = rows[0] - 1
        head = None if above < 0 or above in known else _heads(lines[above], count)
        if head is not None:
            found[above] = head
        if head is not None or _is_head_of_years(lines[rows[0]]):
            found |= {i: _name_and_figures(lines[i], count) for i in rows}
    return found


def _figures_behind_name(line: str) -> int:
    """How many figures end a line that opens with a name; 0 for any other line."""
    words = line.split()
    count = 0
    for word in reversed(words[-13:]):
        if not _VALUE.fullmatch(word):
            break
        count += 1
    name = " ".join(words[: len(words) - count])
    return count if _PLAUSIBLE_NAME.fullmatch(name) else 0


def _name_and_figures(line: str, count: int) -> Cells:
    words = line.split()
    return (" ".join(words[:-count]), *words[-count:])


def _heads(line: str, count: int) -> Cells | None:
    """The heads of `count` columns of figures and of the names before them."""
    by_words, by_phrases = tuple(line.split()), tuple(m[0] for m in _HEAD.finditer(squeeze(line)))
    for heads in (by_words, by_phrases):
        if len(heads) == count + 1 and not _PERIOD.match(heads[0]):
            return heads
        if len(heads) == count:
            return ("", *heads)
    return None


def _is_head_of_years(line: str) -> bool:
    """Whether a line that looks like a row of figures is a row of heads: "Fund 2021 2022"."""
    return all(re.fullmatch(r"(?:19|20)\d\d", word) for word in line.split()[1:])
