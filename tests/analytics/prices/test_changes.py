"""A second version of the past is told apart: a factor over all of it, or a return that changed."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest

from analytics.prices.changes import Change, compare
from analytics.prices.series import Field
from tests.analytics.prices.files import closes, shared


def walk(sessions: int = 200) -> pd.Series:
    moves = np.random.default_rng(3).normal(0.0, 0.01, sessions)
    return closes(*(100 * np.exp(np.cumsum(moves))), first="2021-01-04")


def changes(
    was: pd.Series, now: pd.Series, field: Field = "adjusted"
) -> list[tuple[str, int, date, date]]:
    found = compare(pd.DataFrame({field: was}), pd.DataFrame({field: now}))
    return [(change.kind, change.rows, change.since, change.until) for change in found]


def one(was: pd.Series, now: pd.Series, field: Field = "adjusted") -> Change:
    (change,) = compare(pd.DataFrame({field: was}), pd.DataFrame({field: now}))
    return change


def day(values: pd.Series, at: int) -> date:
    return pd.Timestamp(values.index[at]).date()


def test_the_same_past_is_no_change() -> None:
    assert changes(walk(), walk()) == []


def test_later_days_are_no_change() -> None:
    assert changes(walk().iloc[:150], walk()) == []


def test_a_dividend_since_is_one_factor_over_all_rows() -> None:
    values = walk()
    change = one(values, values * 0.9923)
    assert (change.kind, change.rows) == ("rescaled", 200)
    assert change.factor == pytest.approx(0.9923)
    assert str(change) == (
        f"adjusted: 200 rows times 0.9923, {day(values, 0)} to {day(values, -1)}:"
        " a dividend or split since; returns unchanged"
    )


@pytest.mark.parametrize("decimals", [2, 4])
def test_a_factor_over_rounded_closes_is_still_one_factor(decimals: int) -> None:
    values = walk()
    assert one(values.round(decimals), (values * 0.9923).round(decimals)).kind == "rescaled"


def test_one_rewritten_close_is_named_with_both_values() -> None:
    values = walk()
    changed = values.copy()
    changed.iloc[80] *= 1.02
    change = one(values, changed, "close")
    assert (change.kind, change.rows, change.on) == ("revised", 1, day(values, 80))
    assert change.largest == pytest.approx(0.02)
    assert "+2.00%" in str(change)


def test_a_cent_on_a_close_of_two_decimals_is_seen() -> None:
    values = walk().round(2)
    changed = values.copy()
    changed.iloc[80] += 0.01
    assert changes(values, changed, "close") == [("revised", 1, day(values, 80), day(values, 80))]


def test_a_rewritten_close_beside_a_dividend_since_is_told_apart_from_it() -> None:
    values = walk()
    changed = values * 0.99
    changed.iloc[80] *= 1.05
    assert changes(values, changed) == [
        ("rescaled", 199, day(values, 0), day(values, -1)),
        ("revised", 1, day(values, 80), day(values, 80)),
    ]


def test_a_past_dividend_corrected_is_a_revision_although_by_one_factor() -> None:
    values = walk()
    changed = values.copy()
    changed.iloc[:120] *= 0.99
    change = one(values, changed)
    assert (change.kind, change.rows, change.until) == ("revised", 120, day(values, 119))
    assert "a past return is another" in str(change)


def test_another_vendors_history_is_revised_throughout() -> None:
    values = walk()
    noise = np.random.default_rng(5).normal(1.0, 0.001, len(values))
    assert changes(values, values * noise)[0][:2] == ("revised", 200)


def test_days_that_went_and_came_are_counted() -> None:
    values = walk()
    was, now = values.drop(values.index[[5, 6]]), values.drop(values.index[[50]])
    assert changes(was, now) == [
        ("removed", 1, day(values, 50), day(values, 50)),
        ("inserted", 2, day(values, 5), day(values, 6)),
    ]


def test_a_dividend_entered_later_is_a_change_and_days_without_one_are_none() -> None:
    was = closes(0.0, 0.0, 0.5)
    now = pd.Series([0.0, 0.3, 0.5], index=was.index)
    assert [found[:2] for found in changes(was, now, "dividend")] == [("inserted", 1)]


def test_a_split_of_zero_is_none_as_one_of_one_is() -> None:
    assert changes(closes(0.0, 2.0), closes(1.0, 2.0), "split") == []


def test_a_column_that_is_gone_is_reported() -> None:
    both = pd.DataFrame({"adjusted": walk(), "close": walk()})
    (change,) = compare(both, both[["adjusted"]])
    assert (change.kind, change.field, change.rows) == ("removed", "close", 200)


def test_a_short_past_is_compared_too() -> None:
    assert changes(closes(10.0), closes(11.0))[0][0] == "rescaled"
    assert [found[0] for found in changes(closes(10.0, 11.0), closes(10.0, 12.0))] == ["revised"]


def test_the_known_bad_tick_corrected_is_one_row_of_the_reference_series() -> None:
    wide = pd.read_parquet(shared("yahoo_adjusted/adj_close_wide.parquet"), columns=["XSMO"])
    was = wide["XSMO"].dropna()
    now = was.copy()
    now["2015-12-03"] = was["2015-12-04"]
    assert changes(was, now * 0.99)[1:] == [("revised", 1, date(2015, 12, 3), date(2015, 12, 3))]
