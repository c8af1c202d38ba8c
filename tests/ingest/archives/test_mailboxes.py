from __future__ import annotations

import mailbox
from pathlib import Path

from ingest import read
from tests.ingest.archives.builders import NOTE, got, maildir_of, mbox_of, read_all, written
from tests.ingest.builders import mail

BODIES = [
    "One leads.",
    "From here on it lags.\n\nFrom this, nothing follows.",
    ">From me.",
    "Four.",
]


def test_messages_are_those_that_the_standard_library_reads(tmp_path: Path) -> None:
    path = mbox_of(BODIES, tmp_path)
    box = mailbox.mbox(path)
    expected = [str(message.get_payload()).replace("\n>From", "\nFrom") for message in box]
    box.close()
    found = [data.split(b"\n\n", 1)[1].decode() for data in read_all(path).values()]
    assert [one.strip() for one in found] == [one.lstrip(">").strip() for one in expected]


def test_a_message_has_the_bytes_of_its_own_file(tmp_path: Path) -> None:
    (data,) = read_all(mbox_of(["One leads.\n"], tmp_path)).values()
    assert read(data).id == read(mail("One leads.\n")).id


def test_a_line_that_begins_with_from_in_prose_parts_nothing(tmp_path: Path) -> None:
    head = b"From a@b.c Thu May 14 09:30:00 2026\nFrom: a@b.c\n\n"
    prose = b"From January to March 2026\nit led.\n\nFrom the start it led in 2026, they say.\n"
    assert got(written(tmp_path, "m", head + prose)) == ["m:1"]


def test_windows_line_ends_part_messages_too(tmp_path: Path) -> None:
    one = b"From a@b.c Thu May 14 09:30:00 2026\r\nFrom: a@b.c\r\n\r\nText.\r\n\r\n"
    assert got(written(tmp_path, "m", one * 2)) == ["m:1", "m:2"]


def test_a_maildir_gives_what_was_delivered_and_its_folders(tmp_path: Path) -> None:
    path = maildir_of(["One.", "Two."], tmp_path)
    written(path, "tmp/half", NOTE)
    written(path, "dovecot-uidlist", b"3 V1")
    texts = [read(data).text for data in read_all(path).values()]
    assert sorted(texts) == ["An older one.", "One.", "Two."]
