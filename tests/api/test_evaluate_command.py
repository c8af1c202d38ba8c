"""`tapecheck evaluate` and `tapecheck annotate`: figures as text and JSON, rows to correct."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from api.cli import app

NOTES = Path(__file__).parents[2] / "examples" / "notes"
NOTE = NOTES / "momentum_since_2017.txt"


@pytest.fixture(scope="module")
def row() -> str:
    """The note's row as it is pre-filled: measured against itself, everything is right."""
    result = CliRunner().invoke(app, ["annotate", "note", str(NOTE)])
    assert result.exit_code == 0
    return result.stdout.strip()


def test_a_prefilled_note_has_its_own_date_and_claims(row: str) -> None:
    note = json.loads(row)
    assert note["as_of"] == "2021-02-12"
    assert {claim["type"] for claim in note["claims"]} >= {"comparison", "level", "forecast"}


def test_rows_without_a_fault_are_counted(row: str, tmp_path: Path) -> None:
    (tmp_path / "mine.jsonl").write_text(row + "\n", encoding="utf-8")
    result = CliRunner().invoke(app, ["annotate", "check", str(tmp_path / "mine.jsonl")])
    assert result.exit_code == 0
    assert "1 notes with" in result.stdout


def test_a_quote_that_is_not_in_the_note_is_told(row: str, tmp_path: Path) -> None:
    note = json.loads(row)
    note["claims"][0]["quote"] = "never said"
    (tmp_path / "mine.jsonl").write_text(json.dumps(note) + "\n", encoding="utf-8")
    result = CliRunner().invoke(app, ["annotate", "check", str(tmp_path / "mine.jsonl")])
    assert result.exit_code == 1
    assert "the quote is not in the note" in result.output


def test_a_note_measured_against_itself_is_right(row: str, tmp_path: Path) -> None:
    (tmp_path / "mine.jsonl").write_text(row + "\n", encoding="utf-8")
    arguments = ["evaluate", "claims", "--notes", str(tmp_path / "mine.jsonl"), "--json"]
    result = CliRunner().invoke(app, arguments)
    found = json.loads(result.stdout)
    assert (found["claims"]["f1"], found["worst"]) == (1.0, [])
    assert {slot["share"] for slot in found["slots"].values()} == {1.0}


def test_agreement_of_the_two_annotations_is_printed() -> None:
    result = CliRunner().invoke(app, ["evaluate", "agreement", "--half", "test", "--json"])
    assert json.loads(result.stdout)["claims"]["f1"] > 0.9


def test_an_unknown_half_is_refused() -> None:
    result = CliRunner().invoke(app, ["evaluate", "claims", "--half", "best"])
    assert result.exit_code == 2
    assert "'best' is not one of 'develop'" in result.output
