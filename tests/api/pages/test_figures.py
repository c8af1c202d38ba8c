"""Figures as printed."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from api.pages.views import figures
from api.pages.views.shapes import on_scale, tally, time_line


@pytest.mark.parametrize(
    ("value", "printed"),
    [(0.234, "+0.23"), (-1234.5, "−1,234.50"), (-0.001, "0.00"), (0.0, "0.00"), (None, "–")],  # noqa: RUF001
)
def test_a_signed_figure_has_a_real_sign(value: float | None, printed: str) -> None:
    assert figures.signed(value) == printed


@pytest.mark.parametrize(
    ("value", "printed"),
    [(0.0004, "< 0.001"), (0.0421, "0.042"), (1.0, "1.000"), (None, "–")],  # noqa: RUF001
)
def test_a_small_p_is_a_bound(value: float | None, printed: str) -> None:
    assert figures.p_value(value) == printed


@pytest.mark.parametrize(
    ("name", "of_value", "of_gap"),
    [
        ("percent_per_year", "% a year", "points a year"),
        ("percent", "%", "points"),
        ("ratio", "", ""),
        ("times", "times", "times"),
        ("something_new", "something new", "something new"),
    ],
)
def test_gaps_of_percents_are_points(name: str, of_value: str, of_gap: str) -> None:
    assert (figures.unit(name), figures.gap_unit(name)) == (of_value, of_gap)


def test_a_long_text_is_cut_to_one_line() -> None:
    assert figures.short("a\n b " * 100, 8) == "a b a b…"


@pytest.mark.parametrize(("count", "words"), [(1, "1 note"), (0, "0 notes"), (1200, "1,200 notes")])
def test_a_count_has_its_plural(count: int, words: str) -> None:
    assert figures.plural(count, "note") == words


def test_a_moment_names_its_zone() -> None:
    assert figures.moment(datetime(2026, 1, 2, 3, 4, tzinfo=UTC)) == "2026-01-02 03:04 UTC"


def test_a_bar_is_as_long_as_all_its_parts() -> None:
    parts = tally({"refuted": 1, "supported": 2})
    assert [(part.name, part.x, part.width) for part in parts] == [
        ("supported", 0.0, 66.67),
        ("refuted", 66.67, 33.33),
    ]


def test_no_verdicts_make_no_bar() -> None:
    assert tally({}) == ()


@pytest.mark.parametrize(("score", "at"), [(-1.0, 0.0), (0.0, 50.0), (1.0, 100.0), (7.0, 100.0)])
def test_a_score_stands_on_its_scale(score: float, at: float) -> None:
    assert on_scale(score) == at


def test_one_note_makes_no_time_line() -> None:
    assert time_line([(date(2020, 1, 1), 0.5, "/", "one")]) is None


def test_notes_of_one_day_stand_at_one_place() -> None:
    found = time_line([(date(2020, 1, 1), s, "/", "one") for s in (0.5, -0.5)])
    assert found is not None
    assert [(dot.x, dot.y) for dot in found.dots] == [(0.0, 25.0), (0.0, 75.0)]
