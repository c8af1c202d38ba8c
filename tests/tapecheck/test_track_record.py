"""An author's tests taken together, against values worked out by hand."""

from __future__ import annotations

import pytest

from tapecheck.track_record import adjusted_together


def test_adjusted_values_are_those_worked_out_by_hand() -> None:
    """Four tests, ascending p times 4/rank, never falling from the right (1995, section 3.1)."""
    found = adjusted_together({"a": 0.01, "b": 0.04, "c": 0.03, "d": 0.5})
    assert found.p_bh == pytest.approx({"a": 0.04, "b": 0.16 / 3, "c": 0.16 / 3, "d": 0.5})
    assert found.beyond_luck == ("a",)


def test_no_tests_are_none_beyond_luck() -> None:
    assert adjusted_together({}).beyond_luck == ()
