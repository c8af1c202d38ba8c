"""The upper panel: what 100 became, and what the claim says it should have."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from analytics.pictures import Line, Picture
from tapecheck.charts.theme import (
    DASHES,
    OTHERS,
    REST,
    SUBJECT,
    UTC_DAY,
    WIDTH,
    Spec,
    day_axis,
    headed,
    rounded,
    signed,
    wrapped,
)

_HEIGHT = 250
# A log scale is for windows on which equal steps of growth would look unequal.
_LONG = timedelta(days=5 * 365)
_WIDE = 3
_MANTISSAS = ((1.0,), (1.0, 3.0), (1.0, 2.0, 5.0), (1.0, 1.5, 2.0, 3.0, 5.0, 7.0))
_FEWEST_TICKS = 4


def growth_panel(picture: Picture) -> Spec:
    """Lines of growth, the subject's on top, with the stated level as a rule."""
    funds = dict(zip(_names(picture), picture.lines, strict=True))
    return {
        "title": headed(_title(picture), wrapped(_changes(picture))),
        "width": WIDTH,
        "height": _HEIGHT,
        "layer": [_lines(funds, picture), *_level(picture)],
    }


def _title(picture: Picture) -> str:
    kind = "dividends reinvested" if picture.basis == "total_return" else "without dividends"
    return f"Growth of 100, {kind}, {picture.first} to {picture.last}"


def _changes(picture: Picture) -> str:
    return "; ".join(
        f"{event.ticker} left {event.before} for {event.after} on {event.on}"
        for event in picture.changes
    )


def _names(picture: Picture) -> Iterator[str]:
    """ "IJT  +312.4 %", or "SP600 by IJR  +290.1 %" for an index that a fund stands in for."""
    for line in picture.lines:
        fund = f"{line.fund} by {line.proxy}" if line.proxy else line.fund
        yield f"{fund}  {signed(100 * (line.growth[-1] / line.growth[0] - 1))} %"


def _lines(funds: dict[str, Line], picture: Picture) -> Spec:
    rows = [
        {
            "fund": name,
            "subject": line is picture.lines[0],
            "day": [day.isoformat() for day in line.days],
            "growth": [rounded(value) for value in line.growth],
        }
        for name, line in reversed(funds.items())
    ]
    return {
        "data": {"values": rows},
        "transform": [
            {"flatten": ["day", "growth"]},
            {"calculate": "toDate(datum.day)", "as": "day"},
        ],
        "mark": {"type": "line", "strokeJoin": "round"},
        "encoding": {
            "x": {"field": "day", "title": None} | UTC_DAY | day_axis(picture.first, picture.last),
            "y": {"field": "growth", "type": "quantitative", **_scale(picture)},
            **_looks(funds),
            "tooltip": [
                {"field": "fund", "type": "nominal"},
                {"field": "day", "type": "temporal", "timeUnit": "utcyearmonthdate"},
                {"field": "growth", "type": "quantitative", "format": ",.1f"},
            ],
        },
    }


def _looks(funds: dict[str, Line]) -> Spec:
    """One legend, highest growth first, for colour and dash; the subject is wider."""
    rounds = [(colour, dash) for dash in DASHES for colour in OTHERS]
    subject, *others = funds
    looks = {subject: (SUBJECT, DASHES[0])}
    for number, name in enumerate(others):
        looks[name] = rounds[number] if number < len(rounds) else (REST, DASHES[0])
    order = sorted(funds, key=lambda name: -funds[name].growth[-1])
    is_subject = {"field": "subject", "equal": True}
    width = {"condition": {"test": is_subject, "value": 2.8}, "value": 1.4}
    return {"strokeWidth": width} | {
        channel: {
            "field": "fund",
            "type": "nominal",
            "title": None,
            "scale": {"domain": order, "range": [looks[name][part] for name in order]},
            "legend": {"symbolStrokeWidth": 2.5, "columns": 1 + len(order) // 17},
        }
        for part, channel in enumerate(("color", "strokeDash"))
    }


def _scale(picture: Picture) -> Spec:
    title = "base close = 100"
    values = [value for line in picture.lines for value in line.growth]
    values += [] if picture.level is None else [picture.level]
    is_wide = min(values) > 0 and max(values) > _WIDE * min(values)
    if picture.last - picture.first < _LONG or not is_wide:
        return {"title": title, "scale": {"zero": False}, "axis": {"format": ",~f"}}
    return {
        "title": f"{title}, log scale",
        "scale": {"type": "log", "nice": False, "padding": 8},
        "axis": {"format": ",~f", "values": log_ticks(min(values), max(values))},
    }


def log_ticks(low: float, high: float) -> list[float]:
    """Round numbers between two, as few as four where that many lie between them."""
    found: list[float] = []
    for mantissas in _MANTISSAS:
        every = [rounded(m * 10.0**power) for power in range(-4, 8) for m in mantissas]
        found = [tick for tick in every if low <= tick <= high]
        if len(found) >= _FEWEST_TICKS:
            break
    return found


def _level(picture: Picture) -> Iterator[Spec]:
    """The growth that the claim states, across the panel, labelled at its left end."""
    if picture.level is None:
        return
    label = f"claimed: {signed(picture.level - 100, 2)} %"
    data = {"values": [{"growth": rounded(picture.level), "label": label}]}
    y = {"field": "growth", "type": "quantitative"}
    yield {
        "data": data,
        "mark": {"type": "rule", "strokeDash": [5, 4], "strokeWidth": 1.5},
        "encoding": {"y": y},
    }
    yield {
        "data": data,
        "mark": {
            "type": "text",
            "align": "left",
            "baseline": "bottom" if picture.level >= 100 else "top",
            "dy": -3 if picture.level >= 100 else 4,
        },
        "encoding": {"y": y, "x": {"value": 4}, "text": {"field": "label", "type": "nominal"}},
    }
