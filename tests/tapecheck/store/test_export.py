"""Exports hold every current claim and note, and nothing in them runs as a formula."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from tapecheck.store import Reader, Store, export
from tapecheck.store.errors import StoreFull
from tapecheck.store.forms import CLAIM_COLUMNS, NOTE_COLUMNS, claim_object
from tapecheck.store.types import ClaimQuery
from tests.tapecheck.store.varied import RUN, varied

NOTES = 12
FORMULAS = ["=1+1", "+1", "-1+cmd|' /C calc'!A0", "@SUM(A1)", "\t=1", "\r=1"]


@pytest.fixture
def filled(store: Store, reader: Reader, monkeypatch: pytest.MonkeyPatch) -> Reader:
    """A dozen notes, one of them read by two runs; exports take several pages."""
    monkeypatch.setattr(export, "A_PAGE", 5)
    store.add_report(*varied(0, run=replace(RUN, id="old")))
    store.add_reports(varied(number) for number in range(NOTES))
    return reader


def rows_of(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_json_lines_have_claims_as_in_a_report(filled: Reader, tmp_path: Path) -> None:
    file = tmp_path / "claims.jsonl"
    assert export.export(filled, file, "jsonl", "claims") == NOTES * 6
    told = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    assert told == [claim_object(row) for row in filled.claims(ClaimQuery(), limit=1000).rows]
    assert told[0]["note"]["id"] == varied(NOTES - 1)[0].id


def test_csv_has_a_row_for_each_claim(filled: Reader, tmp_path: Path) -> None:
    file = tmp_path / "claims.csv"
    export.export(filled, file, "csv", "claims")
    rows = rows_of(file)
    claims = filled.claims(ClaimQuery(), limit=1000).rows
    assert tuple(rows[0]) == CLAIM_COLUMNS
    assert [row["claim_id"] for row in rows] == [claim.id for claim in claims]
    assert [row["text"] for row in rows] == [claim.claim["text"] for claim in claims]


def test_parquet_has_days_and_numbers_of_their_own_types(filled: Reader, tmp_path: Path) -> None:
    file = tmp_path / "claims.parquet"
    export.export(filled, file, "parquet", "claims")
    table = pq.read_table(file)
    claims = filled.claims(ClaimQuery(), limit=1000).rows
    assert tuple(table.column_names) == CLAIM_COLUMNS
    assert table.column("published").to_pylist() == [claim.published for claim in claims]
    assert table.column("p").to_pylist() == [
        (claim.claim["verdict"]["significance"] or {}).get("p") for claim in claims
    ]
    assert pq.ParquetFile(file).num_row_groups == -(-NOTES * 6 // 5)


@pytest.mark.parametrize("form", ["jsonl", "csv", "parquet"])
def test_notes_are_exported_in_every_form(
    filled: Reader, tmp_path: Path, form: export.Form
) -> None:
    assert export.export(filled, tmp_path / "notes", form, "notes") == NOTES


def test_notes_as_a_table_count_their_verdicts(filled: Reader, tmp_path: Path) -> None:
    file = tmp_path / "notes.csv"
    export.export(filled, file, "csv", "notes")
    for row, note in zip(rows_of(file), filled.notes(limit=100).rows, strict=True):
        assert tuple(row) == NOTE_COLUMNS
        assert int(row["refuted"]) == note.verdicts.get("refuted", 0)
        assert float(row["score"]) == note.score


@pytest.mark.parametrize("form", ["jsonl", "csv", "parquet"])
def test_an_empty_store_gives_an_empty_file(
    reader: Reader, tmp_path: Path, form: export.Form
) -> None:
    file = tmp_path / "claims"
    assert export.export(reader, file, form, "claims") == 0
    if form == "csv":
        assert file.read_text().strip() == ",".join(CLAIM_COLUMNS)
    if form == "parquet":
        assert pq.read_table(file).num_rows == 0


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_text_of_a_note_runs_as_a_formula(
    store: Store, reader: Reader, tmp_path: Path, formula: str
) -> None:
    original, report, run = varied(1)
    note = report.note.model_copy(update={"title": formula, "author": formula})
    claims = [
        claim.model_copy(update={"text": formula, "standalone_text": formula})
        for claim in report.claims
    ]
    report = report.model_copy(update={"note": note, "claims": claims})
    store.add_report(replace(original, name=formula), report, run)
    file = tmp_path / "claims.csv"
    export.export(reader, file, "csv", "claims")
    for row in rows_of(file):
        for column in ("title", "author", "note_name", "text", "standalone_text"):
            assert row[column] == f"'{formula}"


def test_a_negative_number_stays_a_number() -> None:
    assert export.harmless(-0.5) == -0.5
    assert export.harmless("5 - 3 = 2") == "5 - 3 = 2"


def test_commas_quotes_and_lines_come_back_from_csv(
    store: Store, reader: Reader, tmp_path: Path
) -> None:
    original, report, run = varied(1)
    odd = 'a "quoted", text\nof two lines; \U0001f680'
    note = report.note.model_copy(update={"title": odd})
    store.add_report(original, report.model_copy(update={"note": note}), run)
    export.export(reader, tmp_path / "c.csv", "csv", "claims")
    assert {row["title"] for row in rows_of(tmp_path / "c.csv")} == {odd}


def test_a_target_that_can_not_be_written_is_named(reader: Reader, tmp_path: Path) -> None:
    with pytest.raises(StoreFull, match="can't be written"):
        export.export(reader, tmp_path / "none" / "claims.csv", "csv", "claims")


def test_an_export_that_fails_leaves_the_old_file(
    filled: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "claims.csv"
    file.write_text("the old one")

    def fail(cell: object) -> object:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(export, "harmless", fail)
    with pytest.raises(StoreFull, match="No space left"):
        export.export(filled, file, "csv", "claims")
    assert [one.read_text() for one in tmp_path.glob("claims*")] == ["the old one"]
