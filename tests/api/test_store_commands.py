"""`tapecheck store`, `claims` and `keys` as a user meets them: a real process, a real store."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tapecheck.store import Reader, Store
from tapecheck.store.forms import claim_object
from tapecheck.store.types import ClaimQuery
from tests.api.process import tapecheck
from tests.tapecheck.store.varied import varied


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of ten notes that nobody writes."""
    path = tmp_path_factory.mktemp("store") / "notes.db"
    with Store.open(path) as store:
        store.add_reports(varied(number) for number in range(10))
    return path


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A store of one's own, to spoil."""
    path = tmp_path / "own.db"
    with Store.open(path) as store:
        store.add_report(*varied(1))
    return path


def failed(done: subprocess.CompletedProcess[str]) -> str:
    """The one line of a failed command."""
    assert (done.returncode, done.stdout) == (1, "")
    (line,) = [line for line in done.stderr.splitlines() if line.startswith("tapecheck: ")]
    return line


def test_claims_are_told_with_their_verdicts_and_counted(db: Path, tmp_path: Path) -> None:
    done = tapecheck(tmp_path, "claims", "--db", str(db), "--verdict", "refuted")
    with Reader.open(db) as reader:
        rows = reader.claims(ClaimQuery(verdict="refuted")).rows
    assert done.returncode == 0
    assert done.stdout.count("✗ refuted  ") == len(rows)
    assert rows[0].claim["standalone_text"] in done.stdout
    assert "of any verdict: 60 claims" in done.stderr
    assert "\x1b[" not in done.stdout


def test_claims_print_one_json_object_a_line(db: Path, tmp_path: Path) -> None:
    done = tapecheck(tmp_path, "claims", "--db", str(db), "--limit", "7", "--json")
    with Reader.open(db) as reader:
        rows = reader.claims(ClaimQuery(), limit=7).rows
    assert [json.loads(line) for line in done.stdout.splitlines()] == [
        claim_object(row) for row in rows
    ]
    assert done.stderr == ""


def test_claims_are_filtered_by_every_option(db: Path, tmp_path: Path) -> None:
    with Reader.open(db) as reader:
        every = reader.claims(ClaimQuery(), limit=1000).rows
    wanted = next(row for row in every if row.claim["verdict"]["flags"] and row.author)
    claim, day = wanted.claim, str(wanted.published)
    filters = {
        "--ticker": claim["subject"] or claim["comparators"][0],
        "--verdict": claim["verdict"]["label"],
        "--author": wanted.author or "",
        "--type": claim["type"],
        "--flag": claim["verdict"]["flags"][0],
        "--since": day,
        "--until": day,
        "--words": claim["text"],
    }
    words = [word for pair in filters.items() for word in pair]
    done = tapecheck(tmp_path, "claims", "--db", str(db), "--json", *words)
    assert [json.loads(line)["claim_id"] for line in done.stdout.splitlines()] == [wanted.id]


@pytest.mark.parametrize(
    ("option", "value"),
    [("--verdict", "wrong"), ("--type", "hunch"), ("--flag", "red")],
)
def test_a_word_that_no_claim_has_is_one_line(
    db: Path, tmp_path: Path, option: str, value: str
) -> None:
    line = failed(tapecheck(tmp_path, "claims", "--db", str(db), option, value))
    assert f"{option} '{value}' is not known; give one of" in line


def test_no_store_is_one_line_and_none_is_made(tmp_path: Path) -> None:
    path = tmp_path / "none.db"
    for words in (("claims",), ("store", "check"), ("keys", "list")):
        assert "no store at" in failed(tapecheck(tmp_path, *words, "--db", str(path)))
    assert not path.exists()


def test_check_says_that_a_store_is_whole(db: Path, tmp_path: Path) -> None:
    done = tapecheck(tmp_path, "store", "check", "--db", str(db))
    assert (done.returncode, done.stdout) == (0, f"{db} is whole\n")


def test_check_tells_each_trouble_and_fails(own: Path, tmp_path: Path) -> None:
    with Store.open(own) as store:
        store._db.execute("UPDATE notes SET data = x'00'")
    line = failed(tapecheck(tmp_path, "store", "check", "--db", str(own)))
    assert line.startswith("tapecheck: notes: note ")
    told = json.loads(tapecheck(tmp_path, "store", "check", "--db", str(own), "--json").stdout)
    assert (told["whole"], told["troubles"][0]["part"]) == (False, "notes")


def test_a_damaged_store_is_one_line(own: Path, tmp_path: Path) -> None:
    own.write_bytes(own.read_bytes()[:5000])
    assert "cut short" in failed(tapecheck(tmp_path, "store", "check", "--db", str(own)))


def test_a_backup_is_a_store(db: Path, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    done = tapecheck(tmp_path, "store", "backup", "--db", str(db), str(target), "--json")
    assert json.loads(done.stdout)["bytes"] == target.stat().st_size
    again = tapecheck(tmp_path, "store", "backup", "--db", str(db), str(target))
    assert "is there already" in failed(again)


@pytest.mark.parametrize(("name", "what"), [("c.csv", "claims"), ("n.parquet", "notes")])
def test_an_export_takes_its_form_from_the_name(
    db: Path, tmp_path: Path, name: str, what: str
) -> None:
    target = str(tmp_path / name)
    done = tapecheck(tmp_path, "store", "export", "--db", str(db), target, "--what", what, "--json")
    assert json.loads(done.stdout)[what] == (60 if what == "claims" else 10)
    assert (tmp_path / name).stat().st_size > 0


def test_an_export_in_no_known_form_is_one_line(db: Path, tmp_path: Path) -> None:
    done = tapecheck(tmp_path, "store", "export", "--db", str(db), "claims.xlsx")
    assert ".jsonl, .csv or .parquet" in failed(done)


def test_a_key_is_made_listed_and_revoked(own: Path, tmp_path: Path) -> None:
    base = ("--db", str(own))
    made = tapecheck(tmp_path, "keys", "create", *base, "--name", "desk", "--scope", "write")
    secret = made.stdout.strip()
    with Reader.open(own) as reader:
        key = reader.key_of(secret)
    assert key is not None
    listed = tapecheck(tmp_path, "keys", "list", *base)
    assert "desk" in listed.stdout
    assert secret not in listed.stdout
    revoked = tapecheck(tmp_path, "keys", "revoke", key.id, *base, "--json")
    assert json.loads(revoked.stdout)["revoked"] is not None
    with Reader.open(own) as reader:
        assert reader.key_of(secret) is None


def test_a_key_prints_json_with_its_secret(own: Path, tmp_path: Path) -> None:
    done = tapecheck(tmp_path, "keys", "create", "--db", str(own), "--name", "desk", "--json")
    told = json.loads(done.stdout)
    assert (told["scope"], told["secret"][:3]) == ("read", "tk_")


def test_an_unknown_scope_is_one_line(own: Path, tmp_path: Path) -> None:
    words = ("--db", str(own), "--name", "desk", "--scope", "root")
    assert "read, write, admin" in failed(tapecheck(tmp_path, "keys", "create", *words))


def test_an_unknown_key_is_one_line(own: Path, tmp_path: Path) -> None:
    assert "no key 'x'" in failed(tapecheck(tmp_path, "keys", "revoke", "x", "--db", str(own)))


def test_a_store_that_is_served_is_read_but_gets_no_key(own: Path, tmp_path: Path) -> None:
    with Store.open(own):
        line = failed(tapecheck(tmp_path, "keys", "create", "--db", str(own), "--name", "desk"))
        assert "is being written by process" in line
        assert tapecheck(tmp_path, "claims", "--db", str(own)).returncode == 0


@pytest.mark.parametrize(
    "command",
    [
        ("claims",),
        ("store",),
        ("store", "check"),
        ("store", "backup"),
        ("store", "export"),
        ("keys",),
        ("keys", "create"),
        ("keys", "list"),
        ("keys", "revoke"),
    ],
)
def test_every_command_has_a_help_page_with_an_example(
    tmp_path: Path, command: tuple[str, ...]
) -> None:
    done = tapecheck(tmp_path, *command, "--help")
    assert done.returncode == 0
    assert len(command) == 1 or "Example" in done.stdout
