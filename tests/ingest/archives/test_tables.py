from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from ingest import read
from tests.ingest.archives.builders import (
    NOTE,
    got,
    jsonl_of,
    parquet_of,
    read_all,
    reasons,
    written,
    zip_of,
)

TEXT = NOTE.decode()
ROW = {"id": 7, "title": "Momentum check", "author": "Jane Doe", "date": "2026-05-14", "text": TEXT}


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.jsonl", jsonl_of([ROW])),
        ("a.csv", (",".join(ROW) + "\n" + ",".join(f'"{v}"' for v in ROW.values())).encode()),
        ("a.parquet", parquet_of({name: [value] for name, value in ROW.items()})),
        ("b.parquet", parquet_of({**{name: [value] for name, value in ROW.items()},
                                  "date": [dt.datetime(2026, 5, 14, 9, 30)],
                                  "author": [["Jane Doe"]]})),
        ("a.tsv", ("\t".join(ROW) + "\n" + "\t".join(map(str, ROW.values()))).encode()),
        ("a.jsonl", jsonl_of([ROW | {"date": "2026-05-14T09:30:00Z"}])),
    ],
)  # fmt: skip
def test_a_row_tells_ingestion_its_title_author_and_day(
    name: str, data: bytes, tmp_path: Path
) -> None:
    (note,) = read_all(written(tmp_path, name, data)).values()
    doc = read(note)
    assert (doc.title, doc.author, doc.published) == (
        "Momentum check", "Jane Doe", dt.date(2026, 5, 14),
    )  # fmt: skip
    assert [doc.text_of(block) for block in doc.blocks if block.role == "body"] == [TEXT]


def test_a_row_of_html_stays_a_page_with_its_fields(tmp_path: Path) -> None:
    rows = [ROW | {"text": f"<p>{TEXT}</p>"}]
    (note,) = read_all(written(tmp_path, "a.jsonl", jsonl_of(rows))).values()
    doc = read(note)
    assert doc.media_type == "text/html"
    assert (doc.title, doc.author, doc.published) == (
        "Momentum check", "Jane Doe", dt.date(2026, 5, 14),
    )  # fmt: skip


def test_a_row_without_fields_is_its_text_alone(tmp_path: Path) -> None:
    rows = [{"text": TEXT, "title": None, "date": 5}]
    assert read_all(written(tmp_path, "a.jsonl", jsonl_of(rows))) == {"a.jsonl:1": NOTE}


def test_front_matter_in_a_row_is_left_alone(tmp_path: Path) -> None:
    text = f"---\ntitle: Own\n---\n{TEXT}"
    (note,) = read_all(written(tmp_path, "a.jsonl", jsonl_of([ROW | {"text": text}]))).values()
    assert note == text.encode()


def test_any_column_can_be_named_as_the_text(tmp_path: Path) -> None:
    path = written(tmp_path, "a.csv", f'id,blob,text\n1,"{TEXT}",short\n'.encode())
    assert read_all(path, text_column="blob") == {"a.csv:2": NOTE}


def test_a_single_column_is_a_table_where_it_was_asked_for(tmp_path: Path) -> None:
    path = written(tmp_path, "a.csv", f'blob\n"{TEXT}"\n'.encode())
    assert read_all(path, text_column="blob") == {"a.csv:2": NOTE}


def test_a_missing_column_is_told_with_those_that_are_there(tmp_path: Path) -> None:
    path = written(tmp_path, "a.parquet", parquet_of({"id": [1], "blob": [TEXT]}))
    assert reasons(path)["a.parquet"] == "no text column; name one of those there: id, blob"
    assert "no column 'x'" in reasons(path, text_column="x")["a.parquet"]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b'{"text": ""}', "empty"),
        (b'{"text": null}', "empty"),
        (b'{"text": 5}', "no text but int"),
        (b'{"other": "x"}', "no text column"),
        (b"[1, 2]", "no object"),
        (b'{"text": "x', "no JSON"),
        (b"\xff\xfe\x00", "no JSON"),
    ],
)
def test_one_bad_line_costs_only_itself(line: bytes, reason: str, tmp_path: Path) -> None:
    path = written(tmp_path, "a.jsonl", jsonl_of([ROW]) + line + b"\n\n" + jsonl_of([ROW]))
    assert reason in reasons(path)["a.jsonl:2"]
    assert got(path) == ["a.jsonl:1", "a.jsonl:4"]


def test_rows_over_several_lines_count_as_one(tmp_path: Path) -> None:
    data = b'date,text\n2020-01-01,"One\n\nline, and ""another"""\n\n2020-01-02,Two\n'
    found = read_all(written(tmp_path, "a.csv", data))
    assert list(found) == ["a.csv:2", "a.csv:3"]
    assert b'One\n\nline, and "another"' in found["a.csv:2"]


def test_a_stray_quotation_mark_in_a_cell_is_text(tmp_path: Path) -> None:
    data = b'date,text\n2020-01-01,A 5" rule\n2020-01-02,Two\n'
    assert len(read_all(written(tmp_path, "a.csv", data))) == 2


def test_a_semicolon_table_in_windows_1252_is_read(tmp_path: Path) -> None:
    data = "date;text\n2020-01-01;Zürich \u2013 it led\n".encode("cp1252")
    (note,) = read_all(written(tmp_path, "a.csv", data)).values()
    assert "Zürich \u2013 it led" in note.decode()


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        b"Note, text\n",
        b'{\n  "text": "a pretty-printed object"\n}\n',
        b"The fund leads, and the text below says so, as the note on it does, too.\n\nIt led.",
        b"date,close\n2020-01-01,5\n",
    ],
)
def test_what_only_resembles_a_table_is_one_note(data: bytes, tmp_path: Path) -> None:
    assert read_all(written(tmp_path, "a.txt", data)) == {"a.txt": data}


def test_tables_inside_a_zip_are_opened(tmp_path: Path) -> None:
    inner = {"a.jsonl": jsonl_of([ROW]), "b.parquet": parquet_of({"text": ["One", "Two"]})}
    assert got(written(tmp_path, "a.zip", zip_of(inner))) == [
        "a.zip/a.jsonl:1",
        "a.zip/b.parquet:1",
        "a.zip/b.parquet:2",
    ]


def test_a_packed_table_is_opened_as_a_stream(tmp_path: Path) -> None:
    import gzip

    path = written(tmp_path, "a.jsonl.gz", gzip.compress(jsonl_of([ROW, ROW])))
    assert got(path) == ["a.jsonl.gz:1", "a.jsonl.gz:2"]
