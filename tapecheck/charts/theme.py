"""Colours, sizes and words that every panel shares; legible on light and on dark pages."""

from __future__ import annotations

import textwrap
from datetime import date
from typing import Any

Spec = dict[str, Any]

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
WIDTH = 640
# Of equal contrast, 4.5 to 1, against white and against black (WCAG 2.2, 1.4.3).
PAGE_INK = "#767676"
PAPER_INK = "#333333"
# Okabe and Ito (2008), told apart by colour-blind readers; black and yellow, which vanish on one
# of the two backgrounds, left out. The subject's comes first.
SUBJECT = "#0072B2"
SECOND = "#56B4E9"
OTHERS = ("#D55E00", "#009E73", "#CC79A7", "#E69F00", SECOND)
REST = "#999999"
# A second and a third round of the colours is dashed.
DASHES = ([1, 0], [6, 3], [2, 2])
_LETTERS_A_LINE = 104
_MOST_LINES = 3
UTC_DAY: Spec = {"type": "temporal", "scale": {"type": "utc", "nice": False}}
# As many "Nov 2021" or "2021" as stand side by side under a panel.
_MOST_MONTHS = 11
_MOST_YEARS = 22
_DAYS_A_MONTH = 30.4


def config(ink: str) -> Spec:
    """The look of everything that isn't data, in one ink."""
    return {
        "font": "Helvetica, Arial, sans-serif",
        "view": {"stroke": None},
        "axis": {
            "labelColor": ink,
            "titleColor": ink,
            "domainColor": ink,
            "tickColor": ink,
            "gridColor": ink,
            "gridOpacity": 0.18,
            "labelFontSize": 11,
            "titleFontSize": 11,
            "titleFontWeight": "normal",
        },
        "legend": {"labelColor": ink, "titleColor": ink, "labelFontSize": 11, "labelLimit": 220},
        "title": {
            "color": ink,
            "subtitleColor": ink,
            "anchor": "start",
            "frame": "group",
            "fontSize": 12,
            "subtitleFontSize": 11,
        },
        "rule": {"color": ink},
        "text": {"color": ink, "fontSize": 11},
    }


def day_axis(first: date, last: date) -> Spec:
    """Ticks at the first of weeks, months or years, so far apart that their labels fit."""
    months = (last - first).days / _DAYS_A_MONTH
    for step in (1, 2, 3, 6):
        if months <= 2:
            return _ticks("week", 1, "%-d %b")
        if months / step <= _MOST_MONTHS:
            return _ticks("month", step, "%b %Y")
    years = (step for step in (1, 2, 5, 10) if months / 12 / step <= _MOST_YEARS)
    return _ticks("year", next(years, 20), "%Y")


def _ticks(interval: str, step: int, form: str) -> Spec:
    count = {"interval": interval, "step": step}
    return {"axis": {"format": form, "tickCount": count, "grid": False}}


def headed(text: str, more: list[str]) -> Spec:
    """A title, with lines below it where there are any."""
    return {"text": text, "subtitle": more} if more else {"text": text}


def wrapped(words: str) -> list[str]:
    """Text as lines that fit the width; more than three end in an ellipsis."""
    return textwrap.wrap(
        " ".join(words.split()), width=_LETTERS_A_LINE, max_lines=_MOST_LINES, placeholder=" …"
    )


def signed(number: float, digits: int = 1) -> str:
    """A number with its sign, a minus as it is printed."""
    return f"{number:+,.{digits}f}".replace("-", "−")  # noqa: RUF001


def rounded(number: float) -> float:
    """Five digits are more than any screen shows."""
    return float(f"{number:.5g}")
