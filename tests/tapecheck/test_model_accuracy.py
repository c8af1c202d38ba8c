"""The table of `tapecheck models evaluate`, and the card that repeats it."""

from __future__ import annotations

import json

import pytest

from models.manifest import DATA
from tapecheck.model_accuracy import Line, markdown
from tapecheck.note_accuracy import note_figures
from tests.conftest import REPOSITORY

CARD = (REPOSITORY / "docs" / "model-card.md").read_text(encoding="utf-8")
LINE = Line(
    name="set",
    rows=1200,
    figures={"accuracy": 0.91, "squared error": 0.08},
    bars={"accuracy": 0.90, "squared error": 0.07},
)


def test_a_line_names_what_it_misses() -> None:
    assert LINE.below == ("squared error",)
    assert LINE.told().endswith("BELOW squared error 0.07")


def test_the_table_sets_a_missed_bar_in_italics() -> None:
    row = markdown([LINE]).splitlines()[-1]
    assert row == "| set | 1,200 | **0.910** (≥ 0.9) |  |  | squared error *0.080* (≤ 0.07) |"


@pytest.mark.parametrize("model", ["mpnet", "minilm"])
def test_the_card_shows_the_measured_figures(model: str) -> None:
    measured = json.loads((DATA / f"figures_{model}.json").read_text())
    lines = [Line(**{**line, "reliability": ()}) for line in measured]
    assert markdown(lines) in CARD


def test_signs_count_only_where_the_editor_took_a_side() -> None:
    found = note_figures([0.3, -0.2, 0.05], [0.4, 0.3, -0.05])
    assert found.sign_right == 0.5


def test_the_error_is_the_mean_distance() -> None:
    assert note_figures([0.3, -0.2], [0.4, -0.4]).error == pytest.approx(0.15)


def test_correlation_is_of_ranks() -> None:
    assert note_figures([0.1, 0.2, 0.9], [-0.5, 0.0, 0.1]).correlation == pytest.approx(1)
