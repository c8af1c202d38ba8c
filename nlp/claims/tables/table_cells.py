"""The figure in a cell: signs, brackets, units and footnote marks as tables set them."""

# ruff: noqa: RUF001 - tables are set with typographic dashes and signs

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from nlp import dates
from nlp.claims.facts.fact import stated_in_words
from nlp.claims.tables.table_grid import Cell
from nlp.claims.tables.table_periods import spelled
from nlp.metric_families import RATIOS, kind_of
from nlp.types import Magnitude, Metric, Span, Unit

_FIGURE = re.compile(
    r"(?P<about>~|≈|c\.? ?|ca\.? ?|about |around |approx\.? |roughly |[<>≤≥] ?)?"
    r"(?P<arrow>[▲▼△▽↑↓] ?)?"
    r"(?P<open>\()?(?P<sign>[-+−–‑] ?)?(?P<currency>US\$ ?|\$ ?|USD ?|[€£] ?|EUR ?|GBP ?)?"
    r"(?P<sign2>[-+−–‑])?(?P<number>\d{1,3}(?:[,'’]\d{3}){1,4}(?:\.\d{1,4})?"
    r"|\d{1,9}(?:[.,]\d{1,4})?|\.\d{1,4})"
    r"(?P<shut>\))?\s?(?P<unit>%|pct\b|per ?cent\b|percent\b|pp\b|ppts?\b|pts?\b|points?\b|bps?\b"
    r"|basis points\b|x\b|×|times\b|bn\b|billion\b|mn\b|mm\b|million\b|tn\b|trillion\b|[bm]\b)?"
    r"(?P<shut2>\))?[¹²³⁴⁵⁶⁷⁸⁹*†‡§^]{0,3}(?: ?\[\w{1,2}\])?"
    r"(?P<tail>(?:[ ,]{1,2}(?:p\.? ?a\.?|ann\.?|annuali[sz]ed|a year|per (?:year|annum)|USD|dollars"
    r"|net|gross|\([^()]{1,40}\)|(?:as (?:of|at)|at|on|since) .{4,40})){0,3})\.?",
    re.IGNORECASE,
)
_UNITS: dict[str, Unit] = {
    "%": "percent", "pct": "percent", "per cent": "percent", "percent": "percent",
    "pp": "percentage_points", "ppt": "percentage_points", "ppts": "percentage_points",
    "pt": "percentage_points", "pts": "percentage_points", "point": "percentage_points",
    "points": "percentage_points", "bp": "basis_points", "bps": "basis_points",
    "basis points": "basis_points", "x": "times", "×": "times", "times": "times",
}  # fmt: skip
_SCALES = {"b": 10**9, "m": 10**6, "t": 10**12}
_SCALE_IN_LABEL = re.compile(
    r"(?<![A-Za-z])(?P<scale>bn|billions?|b|mn|mm|millions?|m|tn|trillions?)\b",
    re.IGNORECASE,
)
_FOREIGN = re.compile(r"[€£]|\b(?:EUR|GBP|JPY|CHF|CAD)\b")
_NOT_A_SIZE = 10**5
# No fund costs so many per cent: a whole number from here on counts basis points.
_DEAR = 3
_GROWTH = re.compile(r"\bgrowth of (?:US)?\$ ?(?P<stake>1(?:0|00)?[,.]?000|100|1)\b", re.IGNORECASE)
_MOST = 10_000
# Beyond these, in per cent or as a ratio, the label means something else: a cost in dollars.
_LARGEST: dict[Metric, Decimal] = {
    "expense_ratio": Decimal(10), "yield": Decimal(100), "max_drawdown": Decimal(100),
    "current_drawdown": Decimal(100), "correlation": Decimal(1),
}  # fmt: skip
_BEHIND_NAME = re.compile(
    r" ?(?:\([A-Za-z][^()]{1,40}\))?(?: ?[:=→⇒]| ?(?:\.{2,60}|…{1,20})|,| [–—-](?= ))? ?"
)
_NONE = {"n/a", "na", "none", "n.a", "tbd", "nil"}
# A date of inception has its year: whether it has begun doesn't matter.
_IN_FIGURES = re.compile(
    r"(?P<one>\d{1,2})(?P<mark>[/.])(?P<other>\d{1,2})(?P=mark)(?P<year>(?:19|20)\d\d)"
)
_MONTHS_A_YEAR = 12
_ANY_DAY = date(2100, 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A cell's number as it stands; `unit` and `scale` are None where the cell has none."""

    number: Decimal
    half: Decimal
    unit: Unit | None
    scale: int | None
    currency: str
    is_negative: bool
    is_bracketed: bool
    is_about: bool
    span: Span

    @property
    def is_year(self) -> bool:
        """True for a bare 1950 to 2099."""
        return self.unit is None and re.fullmatch(r"(?:19[5-9]|20\d)\d", self.span.text) is not None


def figure_in(cell: Cell) -> Figure | None:
    """The figure that fills a cell, or None for words, blanks, "n/a" and dashes."""
    match = _FIGURE.fullmatch(cell.text)
    if match is None:
        return None
    number, half = _digits(match["number"])
    unit = (match["unit"] or "").lower()
    signs = {(match[group] or "").strip() for group in ("sign", "sign2", "arrow")}
    return Figure(
        number=number,
        half=half,
        unit=_UNITS.get(unit),
        scale=_SCALES.get(unit[0]) if unit and unit not in _UNITS else None,
        currency=(match["currency"] or "").strip().upper(),
        is_negative=bool(signs - {"", "+", "▲", "△", "↑"}),
        is_bracketed=bool(match["open"]),
        is_about=bool(match["about"]),
        span=Span(cell.start, cell.start + len(cell.text), cell.text),
    )


def named_figure(cell: Cell) -> tuple[Cell, Cell] | None:
    """The name and the figure of a cell that holds just these: "XLE 64.3%", "XLC: (37.6)"."""
    if not cell.names or cell.names[0].start > 1:
        return None
    name = cell.names[0]
    words = _BEHIND_NAME.match(cell.text, name.end)
    at = words.end() if words else name.end
    value = Cell(text=cell.text[at:], start=cell.start + at, names=())
    return (replace(cell, names=(name,)), value) if figure_in(value) is not None else None


def _digits(written: str) -> tuple[Decimal, Decimal]:
    """A number and half a unit of its last digit; a comma before three digits parts thousands."""
    plain = re.sub(r"(?<=\d)(?<!^0)[,'’](?=\d{3}(?!\d))", "", written).replace(",", ".")
    number = Decimal(f"0{plain}" if plain[0] == "." else plain)
    return number, Decimal(5).scaleb(int(number.as_tuple().exponent) - 1)


def stated(
    figure: Figure, *, metric: Metric, label: str, unit: Unit | None, annualised: bool | None
) -> Magnitude | None:
    """The figure as the measure's magnitude; None where it can't be one.

    `unit` is what label or caption say. A return keeps its sign, a depth or a cost has none.
    """
    scaled = _in_unit(figure, metric, label, unit)
    if scaled is None:
        return None
    said, scale = scaled
    value, half = figure.number * scale, figure.half * scale
    if value > _LARGEST.get(metric, value) * (100 if said == "basis_points" else 1):
        return None
    if figure.is_negative or figure.is_bracketed:
        if metric in {"max_drawdown", "current_drawdown"}:
            pass
        elif kind_of(metric) == "level" or metric in {"alpha", *RATIOS}:
            value = -value
        else:
            return None
    return Magnitude(
        value=float(value),
        unit=said,
        low=float(value - half),
        high=float(value + half),
        approximate=figure.is_about,
        annualised=annualised if kind_of(metric) == "level" else None,
        span=figure.span,
    )


def _in_unit(
    figure: Figure, metric: Metric, label: str, unit: Unit | None
) -> tuple[Unit, Decimal] | None:
    """The unit that the number is in, and by how much it must be scaled for it."""
    one = Decimal(1)
    if metric == "aum":
        return _dollars(figure, label)
    growth = _GROWTH.search(label)
    if growth is not None:
        return "times", one / Decimal(re.sub(r"\D", "", growth["stake"]))
    if figure.scale is not None or figure.currency or abs(figure.number) >= _MOST:
        return None
    if metric in RATIOS:
        return ("ratio", one) if figure.unit in {None, "times"} else None
    said = figure.unit or unit
    if metric == "expense_ratio" and said is None:
        dear = figure.number >= _DEAR and figure.number == figure.number.to_integral_value()
        said = "basis_points" if dear else None
    if said == "times":
        return (said, one) if kind_of(metric) == "level" else None
    return said or "percent", one


def _dollars(figure: Figure, label: str) -> tuple[Unit, Decimal] | None:
    if _FOREIGN.search(figure.currency) or _FOREIGN.search(label) or figure.unit is not None:
        return None
    named = _SCALE_IN_LABEL.search(label) if figure.scale is None else None
    scale = figure.scale or (_SCALES[named["scale"][0].lower()] if named else 1)
    return ("usd", Decimal(scale)) if figure.number * scale >= _NOT_A_SIZE else None


def in_words(cell: Cell, metric: Metric) -> Magnitude | None:
    """The index, the issuer or the date that a cell states."""
    words = cell.text.strip(" *†‡.")
    if metric == "inception_date":
        return _date_in(cell)
    if not any(char.isalpha() for char in words) or len(words) > 90 or words.lower() in _NONE:
        return None
    span = Span(cell.start, cell.start + len(cell.text), cell.text)
    index = next((name for name in cell.names if name.kind == "index"), None)
    return stated_in_words(index.id if index and metric == "index_tracked" else words, span)


def _in_words(text: str) -> str:
    """A date in figures as ISO text: month first between slashes, day first between dots."""
    found = _IN_FIGURES.fullmatch(text.strip())
    if found is None:
        return text
    one, other = int(found["one"]), int(found["other"])
    day, month = (other, one) if found["mark"] == "/" and one <= _MONTHS_A_YEAR else (one, other)
    return f"{found['year']}-{month:02}-{day:02}"


def _date_in(cell: Cell) -> Magnitude | None:
    """A stated date as ISO text as far as it goes; `low` and `high` are its first and last day."""
    phrases = dates.find(_in_words(spelled(cell.text)))
    period = phrases[0].period(as_of=_ANY_DAY) if phrases else None
    if period is None:
        return None
    first, last = period.first, period.last
    iso = first.isoformat()
    text = iso if first == last else iso[:7] if first.month == last.month else iso[:4]
    span = Span(cell.start, cell.start + len(cell.text), cell.text)
    low, high = float(first.toordinal()), float(last.toordinal())
    return Magnitude(value=low, unit="date", low=low, high=high, text_value=text, span=span)
