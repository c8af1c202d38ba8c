"""Figures as they are printed: a real minus, fixed digits, a unit; a dash where there is none."""

from __future__ import annotations

from datetime import date, datetime

NONE = "–"  # noqa: RUF001 - the printed sign for no figure
_VALUE_UNITS = {
    "percent_per_year": "% a year",
    "percent": "%",
    "percentage_points": "points",
    "points_per_year": "points a year",
    "basis_points": "basis points",
    "times": "times",
    "usd": "$",
}
_GAP_UNITS = {"percent_per_year": "points a year", "percent": "points"}
_LONGEST_LINE = 160


def number(value: float | None, digits: int = 2) -> str:
    """A figure with a real minus and thousands parted."""
    if value is None:
        return NONE
    return f"{value:,.{digits}f}".replace("-", "−")  # noqa: RUF001


def signed(value: float | None, digits: int = 2) -> str:
    """A figure that always shows its sign; what rounds to nothing shows none."""
    if value is None:
        return NONE
    if round(value, digits) == 0:
        return f"{0:.{digits}f}"
    return f"{value:+,.{digits}f}".replace("-", "−")  # noqa: RUF001


def share(value: float | None) -> str:
    """A share in [0, 1] as whole percent."""
    return NONE if value is None else f"{value:.0%}"


def p_value(value: float | None) -> str:
    """A probability; small ones as a bound."""
    if value is None:
        return NONE
    return "< 0.001" if value < 0.001 else f"{value:.3f}"


def unit(name: str) -> str:
    """What a value is counted in."""
    return _VALUE_UNITS.get(name, "" if name == "ratio" else name.replace("_", " "))


def gap_unit(name: str) -> str:
    """What the gap of two values is counted in."""
    return _GAP_UNITS.get(name, unit(name))


def day(value: date | None) -> str:
    """A day as it sorts."""
    return NONE if value is None else value.isoformat()


def moment(value: datetime | None) -> str:
    """A moment in UTC, to the minute."""
    return NONE if value is None else f"{value:%Y-%m-%d %H:%M} UTC"


def short(text: str, longest: int = _LONGEST_LINE) -> str:
    """One line of a text, cut with an ellipsis."""
    line = " ".join(text.split())
    return line if len(line) <= longest else line[: longest - 1] + "…"


def as_sentence(words: str) -> str:
    """A message for a person: no option's dashes, a capital, a full stop."""
    plain = words.removeprefix("--")
    return plain[:1].upper() + plain[1:] + ("" if plain.endswith((".", "!", "?")) else ".")


def plural(count: int, one: str, many: str | None = None) -> str:
    """A count with its noun."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"
