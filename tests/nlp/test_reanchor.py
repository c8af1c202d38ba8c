"""Read again on a later day, open windows stretch or move along, and closed ones stay."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from nlp.reanchor import reanchor
from nlp.types import Claim
from nlp.windows import find_windows

READ, NOW = date(2021, 2, 12), date(2022, 12, 28)
CLAIM = Claim(id="c1", type="comparison", text="", start=0, end=0, standalone_text="")


def _moved(words: str) -> tuple[str, str]:
    (window,) = find_windows(words, offset=0, as_of=READ)
    moved = reanchor(replace(CLAIM, window=window), read_on=READ, now=NOW).window
    return str(moved.base or "-"), str(moved.end)


@pytest.mark.parametrize(
    ("words", "base", "end"),
    [
        ("since 2017", "2016-12-31", "2022-12-28"),
        ("since 21 June 2019", "2019-06-21", "2022-12-28"),
        ("since inception", "-", "2022-12-28"),
        ("over the long term", "-", "2022-12-28"),
        ("over the past three years", "2019-12-28", "2022-12-28"),
        ("over the last six months", "2022-06-28", "2022-12-28"),
    ],
)
def test_open_window_runs_to_the_later_day(words: str, base: str, end: str) -> None:
    assert _moved(words) == (base, end)


@pytest.mark.parametrize(
    ("words", "base", "end"),
    [
        ("in 2020", "2019-12-31", "2020-12-31"),
        ("year to date", "2020-12-31", "2021-02-12"),
        ("from 2017 to 2019", "2016-12-31", "2019-12-31"),
        ("since 2017 through 2 July 2020", "2016-12-31", "2020-07-02"),
        ("over the three years to June 2020", "2017-06-30", "2020-06-30"),
    ],
)
def test_window_with_an_end_of_its_own_stays(words: str, base: str, end: str) -> None:
    assert _moved(words) == (base, end)


def test_claim_without_a_window_is_left_as_it_is() -> None:
    assert reanchor(CLAIM, read_on=READ, now=NOW) == CLAIM
