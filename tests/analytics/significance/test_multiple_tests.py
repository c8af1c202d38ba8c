"""Many tests at once: Holm over a note, Benjamini and Hochberg over an archive."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.multitest import multipletests

from analytics.significance import benjamini_hochberg, holm, holm_adjusted
from analytics.types import Significance, Verdict


def _verdict(p: float | None) -> Verdict:
    found = None
    if p is not None:
        found = Significance(
            comparator="B",
            t=1.0,
            interval=(0.0, 1.0),
            p=p,
            p_holm=p,
            detectable_gap=1.0,
            observations=100,
            method="",
        )
    return Verdict(
        label="supported", reason="", detail="", as_of=date(2020, 1, 1), significance=found
    )


def test_holm_steps_down_over_the_notes_tests() -> None:
    adjusted = holm([_verdict(p) for p in (0.01, None, 0.04, 0.03)])
    shown = [v.significance.p_holm if v.significance else None for v in adjusted]
    assert shown == [pytest.approx(0.03), None, pytest.approx(0.06), pytest.approx(0.06)]


def test_holm_leaves_a_note_without_tests_alone() -> None:
    verdicts = (_verdict(None),)
    assert holm(verdicts) == verdicts


def test_holm_again_changes_nothing() -> None:
    once = holm([_verdict(p) for p in (0.01, 0.04)])
    assert holm(once) == once


# Few, because statsmodels collects all garbage at every call.
@settings(max_examples=20, deadline=None)
@given(values=st.lists(st.floats(0, 1), min_size=1, max_size=12))
def test_holm_agrees_with_statsmodels(values: list[float]) -> None:
    expected = multipletests(values, method="holm")[1]
    assert holm_adjusted(values) == pytest.approx(list(expected))


def test_an_archives_tests_are_adjusted_in_their_order() -> None:
    adjusted = benjamini_hochberg([_verdict(p) for p in (0.04, None, 0.01, 0.03)])
    shown = [v.significance.p_bh if v.significance else None for v in adjusted]
    assert shown == [pytest.approx(0.04), None, pytest.approx(0.03), pytest.approx(0.04)]


def test_an_archive_without_tests_is_left_alone() -> None:
    verdicts = (_verdict(None),)
    assert benjamini_hochberg(verdicts) == verdicts


def test_an_archives_adjustment_leaves_that_of_each_note() -> None:
    once = holm([_verdict(p) for p in (0.01, 0.04)])
    again = benjamini_hochberg(once)
    assert [v.significance and v.significance.p_holm for v in again] == [
        v.significance and v.significance.p_holm for v in once
    ]


@given(values=st.lists(st.floats(0, 1), min_size=1, max_size=12))
def test_an_archive_is_never_adjusted_more_than_a_note(values: list[float]) -> None:
    note = holm([_verdict(p) for p in values])
    for one in benjamini_hochberg(note):
        assert one.significance is not None
        assert one.significance.p_bh is not None
        assert one.significance.p <= one.significance.p_bh + 1e-12
        assert one.significance.p_bh <= one.significance.p_holm + 1e-12
