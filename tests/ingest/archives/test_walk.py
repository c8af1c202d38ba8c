from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from ingest import read
from ingest.archives import Entry, Skipped, entries, names
from tests.ingest.archives.builders import (
    NOTE,
    OTHER,
    got,
    jsonl_of,
    maildir_of,
    mbox_of,
    parquet_of,
    read_all,
    reasons,
    tar_of,
    written,
    zip_of,
)
from tests.ingest.builders import EVERY_FORMAT, note_docx

DEEP = 1_100


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    """A folder of everything."""
    folder = tmp_path / "desk"
    written(folder, "b.txt", NOTE)
    written(folder, "a/c.txt", OTHER)
    written(folder, "old.zip", zip_of({"2019/a.txt": NOTE, "b.docx": note_docx()}))
    written(folder, "old.tar.gz", tar_of({"x.txt": NOTE}, pack="gz"))
    written(folder, "notes.jsonl", jsonl_of([{"text": "One."}, {"text": "Two."}]))
    written(folder, "notes.csv", b"date,text\n2020-01-01,One\n")
    written(folder, "notes.parquet", parquet_of({"text": ["One", "Two"]}))
    mbox_of(["One.", "Two."], folder)
    maildir_of(["One."], folder)
    return folder


def test_formats_are_mixed_in_a_folder_and_told_by_content(mixed: Path) -> None:
    found = got(mixed)
    mails = [name for name in found if name.startswith("mail/")]
    assert [name for name in found if name not in mails] == [
        "a/c.txt",
        "b.txt",
        "inbox.mbox:1",
        "inbox.mbox:2",
        "notes.csv:2",
        "notes.jsonl:1",
        "notes.jsonl:2",
        "notes.parquet:1",
        "notes.parquet:2",
        "old.tar.gz/x.txt",
        "old.zip/2019/a.txt",
        "old.zip/b.docx",
    ]
    assert len(mails) == 2


def test_a_name_does_not_decide_what_a_file_is(tmp_path: Path) -> None:
    assert got(written(tmp_path, "notes.pdf", zip_of({"a.txt": NOTE}))) == ["notes.pdf/a.txt"]


def test_names_are_those_of_the_entries_in_order(mixed: Path) -> None:
    written(mixed, "z.zip", b"PK\x03\x04 broken")
    written(mixed, "z.jsonl", b'{"text": "a"}\n{"text": 3}\n')
    assert list(names(mixed)) == [one.name for one in entries(mixed)]


def test_the_same_folder_gives_the_same_entries_twice(mixed: Path) -> None:
    assert list(entries(mixed)) == list(entries(mixed))


def test_hidden_files_are_left_out_with_none_said(tmp_path: Path) -> None:
    written(tmp_path, ".DS_Store", b"x")
    written(tmp_path, ".git/config", b"x")
    written(tmp_path, "a.zip", zip_of({".hidden": b"x", "__MACOSX/._a.txt": b"x", "a.txt": NOTE}))
    assert [one.name for one in entries(tmp_path)] == ["a.zip/a.txt"]


def test_links_and_pipes_in_a_folder_are_skipped_with_a_reason(tmp_path: Path) -> None:
    (tmp_path / "link.txt").symlink_to(written(tmp_path, "a.txt", NOTE))
    (tmp_path / "loop").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "pipe")
    assert set(reasons(tmp_path)) == {"link.txt", "loop", "pipe"}


def test_a_linked_folder_can_be_the_source_itself(tmp_path: Path) -> None:
    written(tmp_path, "real/a.txt", NOTE)
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert got(tmp_path / "link") == ["a.txt"]


def test_folders_nested_deeper_than_python_recurses_are_read(tmp_path: Path) -> None:
    path = tmp_path.joinpath(*["d"] * DEEP, "a.txt")
    for depth in range(1, DEEP + 1):
        tmp_path.joinpath(*["d"] * depth).mkdir()
    path.write_bytes(NOTE)
    try:
        assert got(tmp_path) == ["d/" * DEEP + "a.txt"]
    finally:  # pytest's own clean-up recurses
        subprocess.run(["rm", "-r", str(tmp_path / "d")], check=True)


def test_what_is_missing_or_shut_is_named(tmp_path: Path) -> None:
    assert "not found" in reasons(tmp_path / "none.zip")["none.zip"]
    os.mkfifo(tmp_path / "pipe")
    assert "pipe" in reasons(tmp_path / "pipe")["pipe"]


def test_a_note_beyond_the_limit_is_skipped_before_it_is_held(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(5 * 1024**3)
    assert "larger than" in reasons(path)["huge.txt"]


def test_names_with_control_characters_are_fit_for_a_terminal(tmp_path: Path) -> None:
    written(tmp_path, "a\x1b[31m\n.txt", NOTE)
    (tmp_path / os.fsdecode(b"\xff.txt")).write_bytes(NOTE)
    for name in got(tmp_path):
        assert name.isprintable()
        assert name.encode()


@pytest.mark.parametrize("form", EVERY_FORMAT)
def test_every_format_of_note_comes_through_a_zip_whole(form: str, tmp_path: Path) -> None:
    data = EVERY_FORMAT[form]()
    assert read_all(written(tmp_path, "a.zip", zip_of({"n": data}))) == {"a.zip/n": data}


def test_paths_on_standard_input_are_sources(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = written(tmp_path, "a.txt", NOTE)
    folder = written(tmp_path, "f/b.txt", OTHER).parent
    archive = written(tmp_path, "o.zip", zip_of({"c.txt": NOTE}))
    lines = f"{note}\n\n{folder}\r\n{archive}\n{tmp_path}/none\n{'x' * 9_000}\n"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(lines.encode())))
    found = list(entries(None))
    assert [one.name for one in found if isinstance(one, Entry)] == [
        str(note),
        f"{folder}/b.txt",
        f"{archive}/c.txt",
    ]
    assert [one.name for one in found if isinstance(one, Skipped)] == [f"{tmp_path}/none", "line 6"]


def test_entries_are_notes_to_ingestion(mixed: Path) -> None:
    for one in entries(mixed):
        assert isinstance(one, Entry)
        assert read(one.data).text
