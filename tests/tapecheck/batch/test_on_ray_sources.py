"""What a cluster reads is what one machine reads: same names, order, bytes and reasons."""

from __future__ import annotations

import gzip
import io
import json
import mailbox
import os
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest

from ingest.archives import Skipped, entries
from tapecheck.batch.on_ray.sources import Source, entries_of
from tests.tapecheck.batch.apart import read_apart


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    """A folder with one of nearly everything in it."""
    folder = tmp_path / "notes"
    (folder / "2019" / "deep").mkdir(parents=True)
    (folder / "2019" / "deep" / "b.txt").write_text("A note.")
    (folder / "2019.txt").write_text("Another.")
    (folder / ".hidden").write_text("none")
    (folder / "link.txt").symlink_to(folder / "2019.txt")
    with zipfile.ZipFile(folder / "2019" / "old.zip", "w") as old:
        old.writestr("in/c.txt", "Zipped.")
    (folder / "packed.txt.gz").write_bytes(gzip.compress(b"Packed."))
    (folder / "rows.jsonl").write_text(
        "\n".join(json.dumps({"text": text}) for text in ("One.", "Two."))
    )
    box = mailbox.mbox(str(folder / "sent.mbox"))
    message = EmailMessage()
    message["From"], message["Subject"] = "a@example.com", "note"
    message.set_content("A message.")
    box.add(message)
    box.close()
    return folder


def test_a_folder_is_read_as_on_one_machine(mixed: Path) -> None:
    assert read_apart(str(mixed)) == list(entries(mixed))


def test_a_single_file_is_read_as_on_one_machine(mixed: Path) -> None:
    table = mixed / "rows.jsonl"
    assert read_apart(str(table)) == list(entries(table))


def test_the_named_column_is_the_text(mixed: Path) -> None:
    table = mixed / "bodies.jsonl"
    table.write_text(json.dumps({"wording": "Here."}))
    assert read_apart(str(table), text_column="wording") == list(
        entries(table, text_column="wording")
    )


def test_a_missing_file_and_a_pipe_are_skipped_with_the_same_reasons(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo(tmp_path / "pipe")
    lines = f"{tmp_path}/gone.txt\n{tmp_path}/pipe\nnul\0byte\n".encode()
    feed(monkeypatch, lines)
    apart = read_apart(None)
    feed(monkeypatch, lines)
    assert apart == list(entries(None))


def test_paths_on_standard_input_are_read_as_on_one_machine(
    mixed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = f"{mixed / '2019.txt'}\n{mixed}/2019/\n\n".encode()
    feed(monkeypatch, lines)
    apart = read_apart(None)
    feed(monkeypatch, lines)
    assert apart == list(entries(None))


def feed(monkeypatch: pytest.MonkeyPatch, lines: bytes) -> None:
    """Put lines on standard input."""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(lines)))


def test_object_storage_is_read_as_a_folder_but_for_links(mixed: Path) -> None:
    (mixed / "link.txt").unlink()
    assert read_apart(f"file://{mixed}") == list(entries(mixed))


def test_one_object_is_read_as_a_file(mixed: Path) -> None:
    assert read_apart(f"file://{mixed}/rows.jsonl") == list(entries(mixed / "rows.jsonl"))


def test_an_object_that_is_gone_is_skipped(tmp_path: Path) -> None:
    source = Source(name="gone.txt", at=f"file://{tmp_path}/gone.txt")
    (found,) = entries_of(source, text_column=None)
    assert found == Skipped(name="gone.txt", reason="not found; check the path")
