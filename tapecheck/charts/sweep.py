"""The lower panel: the claim's figure had its window begun on another day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from analytics.sweeps import OtherWindows, Sweep
from analytics.types import Robustness
from tapecheck.charts.theme import (
    SECOND,
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

_HEIGHT = 190
_FIGURE: Spec = {"field": "figure", "type": "quantitative"}


def sweep_panel(others: OtherWindows, *, subject: str, robustness: Robustness | None) -> Spec:
    """Both sweeps, nothing at zero, and the claim's own window marked."""
    return {
        "title": headed(_title(others, subject), wrapped(_shares(others, robustness)))
        | {"offset": 20},
        "width": WIDTH,
        "height": _HEIGHT,
        "layer": [*_holds(others), _zero(), _lines(others), *_own(others)],
    }


def _title(others: OtherWindows, subject: str) -> str:
    if others.comparator is None:
        return f"Return of {subject}, {_unit(others)}, by the day the window begins"
    return f"{subject} minus {others.comparator}, {_unit(others)}, by the day the window begins"


def _shares(others: OtherWindows, robustness: Robustness | None) -> str:
    """What share of the windows bears the whole claim out, all comparators counted."""
    known = {
        "start dates": robustness.share_of_starts if robustness else None,
        "rolling windows": robustness.share_of_rolling if robustness else None,
    }
    shares = [f"{share:.0%} of {what}" for what, share in known.items() if share is not None]
    what = "direction" if others.comparator is None else "whole claim"
    said = f"the {what} holds from {', '.join(shares)}" if shares else ""
    shaded = "shaded: where it holds" if others.holds else ""
    return "; ".join(part for part in (shaded, said) if part)


def _holds(others: OtherWindows) -> Iterator[Spec]:
    if others.holds is None:
        return
    low, high = others.holds
    open_end = {"value": _HEIGHT if low is None else 0}
    end = open_end if low is None or high is None else {"field": "to"}
    yield {
        "data": {"values": [{"figure": high if low is None else low, "to": high}]},
        "mark": {"type": "rect", "color": SUBJECT, "opacity": 0.09},
        "encoding": {"y": _FIGURE, "y2": end},
    }


def _zero() -> Spec:
    return {
        "data": {"values": [{"figure": 0}]},
        "mark": {"type": "rule", "strokeWidth": 1},
        "encoding": {"y": _FIGURE},
    }


def _lines(others: OtherWindows) -> Spec:
    names = [_name(sweep, others) for sweep in others.sweeps]
    rows = [
        {
            "windows": name,
            "start": [day.isoformat() for day in sweep.starts],
            "figure": [rounded(figure) for figure in sweep.figures],
        }
        for name, sweep in zip(names, others.sweeps, strict=True)
    ]
    axis = day_axis(*_ends(others))
    return {
        "data": {"values": rows},
        "transform": [
            {"flatten": ["start", "figure"]},
            {"calculate": "toDate(datum.start)", "as": "start"},
        ],
        "mark": {"type": "line", "strokeWidth": 2},
        "encoding": {
            "x": {"field": "start", "title": "first day of the window"} | UTC_DAY | axis,
            "y": _FIGURE | {"title": _unit(others), "axis": {"format": "~f"}},
            "color": {
                "field": "windows",
                "type": "nominal",
                "title": None,
                "scale": {"domain": names, "range": [SUBJECT, SECOND]},
            },
            "tooltip": [
                {"field": "windows", "type": "nominal"},
                {"field": "start", "type": "temporal", "timeUnit": "utcyearmonthdate"},
                _FIGURE | {"title": _unit(others), "format": "+.2f"},
            ],
        },
    }


def _name(sweep: Sweep, others: OtherWindows) -> str:
    if sweep.kind == "same_end":
        return f"windows to {others.last}"
    return f"windows of {_length(others)}"


def _length(others: OtherWindows) -> str:
    days = (others.last - others.first).days
    return f"{days / 365.25:.1f} years" if days > 365 else f"{days} days"


def _unit(others: OtherWindows) -> str:
    unit = "percent" if others.comparator is None else "points"
    return f"{unit} a year" if others.is_yearly else unit


def _own(others: OtherWindows) -> Iterator[Spec]:
    """The claim's own window: a rule at its first day, its figure, and words above the panel."""
    label = f"the claim's own window, from {others.first}: {signed(others.figure, 2)}"
    values = [{"start": others.first.isoformat(), "figure": others.figure, "label": label}]
    own = {
        "data": {"values": values},
        "transform": [{"calculate": "toDate(datum.start)", "as": "start"}],
    }
    x = {"field": "start", **UTC_DAY}
    yield own | {"mark": {"type": "rule", "strokeDash": [5, 4]}, "encoding": {"x": x}}
    yield own | {
        "mark": {"type": "point", "shape": "diamond", "size": 90, "filled": True, "opacity": 1},
        "encoding": {"x": x, "y": _FIGURE, "color": {"value": SUBJECT}},
    }
    yield own | {
        "mark": {"type": "text", "baseline": "bottom", "align": _side(others), "dy": -4},
        "encoding": {"x": x, "y": {"value": 0}, "text": {"field": "label", "type": "nominal"}},
    }


def _side(others: OtherWindows) -> str:
    """Words to that side of their day on which the axis leaves room."""
    first, last = _ends(others)
    return "left" if others.first <= first + (last - first) / 2 else "right"


def _ends(others: OtherWindows) -> tuple[date, date]:
    """The first and the last day on the axis."""
    days = [day for sweep in others.sweeps for day in sweep.starts]
    return min(*days, others.first), max(*days, others.first)
