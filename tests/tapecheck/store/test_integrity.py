"""The check of a store finds what was changed behind its back, and nothing in a whole one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tapecheck.store import Store
from tapecheck.store.integrity import check
from tests.tapecheck.store.varied import varied

# By the part of the store that the check should name.
SPOILT = [
    ("notes", "UPDATE notes SET data = x'00' WHERE rowid = 1"),
    ("rows", "UPDATE reports SET claims = 99 WHERE id = 1"),
    ("rows", "UPDATE reports SET current = 0 WHERE id = 1"),
    ("rows", "UPDATE claims SET verdict = 'pending' WHERE verdict = 'refuted'"),
    ("rows", "UPDATE claims SET author_key = 'another' WHERE id = 1"),
    ("rows", "DELETE FROM claim_bodies WHERE claim_id = 2"),
    ("rows", "DELETE FROM report_bodies WHERE report_id = 2"),
    ("rows", "INSERT INTO flags VALUES ('proxy_used', 999999)"),
    ("rows", "UPDATE tasks SET payload = NULL"),
    ("words", "UPDATE claim_bodies SET text = 'other words' WHERE claim_id = 3"),
    ("words", "INSERT INTO note_words (rowid, title) VALUES (7777, 'of no note')"),
    ("words", "DELETE FROM claim_words_data WHERE id > 10"),
    ("reports", "UPDATE report_bodies SET json = '{}' WHERE report_id = 1"),
    ("reports", "UPDATE verdicts SET json = replace(json, '\"as_of\"', '\"asof\"')"),
    ("reports", "UPDATE charts SET data = x'0102'"),
]


@pytest.fixture
def spoilable(store: Store) -> Store:
    store.add_reports(varied(number) for number in range(8))
    store.add_task(note_id="0" * 64, name="a", data=b"a", as_of=None)
    store._db.execute("PRAGMA foreign_keys = OFF")
    return store


def test_a_whole_store_has_no_trouble(spoilable: Store) -> None:
    assert check(spoilable.path) == ()


@pytest.mark.parametrize(("part", "statement"), SPOILT)
def test_what_was_changed_behind_its_back_is_found(
    spoilable: Store, part: str, statement: str
) -> None:
    assert spoilable._db.execute(statement).rowcount != 0
    assert part in {trouble.part for trouble in check(spoilable.path)}


def test_a_spoilt_page_is_found(path: Path) -> None:
    with Store.open(path) as store:
        store.add_reports(varied(number) for number in range(20))
    data = bytearray(path.read_bytes())
    middle = len(data) // 4096 // 2 * 4096
    data[middle : middle + 64] = b"\xff" * 64
    path.write_bytes(data)
    assert {trouble.part for trouble in check(path)} == {"file"}


def test_the_check_changes_nothing(path: Path) -> None:
    with Store.open(path) as store:
        store.add_reports(varied(number) for number in range(3))
    before = path.read_bytes()
    assert check(path) == ()
    assert path.read_bytes() == before
