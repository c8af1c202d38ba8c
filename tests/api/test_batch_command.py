"""`tapecheck batch` as a user runs it."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from api.batch_progress import summary
from tapecheck.batch.tally import Tally
from tapecheck.store import Reader
from tests.conftest import REPOSITORY

NOTES = REPOSITORY / "examples" / "notes"


def _batch(*words: str | Path, stdin: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "api.cli", "batch", *map(str, words)],
        capture_output=True,
        text=True,
        cwd=REPOSITORY,
        input=stdin,
        check=False,
    )


@pytest.fixture(scope="module")
def scored(
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """The example notes in a store, and what was printed."""
    store = tmp_path_factory.mktemp("batch") / "notes.db"
    return store, _batch(NOTES, "--db", store, "--model", "minilm", "--json")


def test_the_summary_counts_what_came_of_every_file(
    scored: tuple[Path, subprocess.CompletedProcess[str]],
) -> None:
    store, done = scored
    told = json.loads(done.stdout)
    assert done.returncode == 0
    assert (told["schema"], told["seen"]) == ("tapecheck.batch/1", 9)
    assert (told["scored"], told["refused"], told["known"]) == (8, 1, 0)
    assert told["claims"] == sum(told["verdicts"].values())
    assert [one["name"] for one in told["out"]] == ["consent_wall.html"]
    with Reader.open(store) as reader:
        assert len(reader.notes().rows) == 8


def test_given_again_it_finds_all_done(
    scored: tuple[Path, subprocess.CompletedProcess[str]],
) -> None:
    store, _ = scored
    again = _batch(NOTES, "--db", store, "--model", "minilm", "--resume")
    assert again.returncode == 0
    assert "stored before" in again.stdout
    assert "0 scored, 9 known" in again.stderr


def test_resume_refuses_another_model(
    scored: tuple[Path, subprocess.CompletedProcess[str]],
) -> None:
    store, _ = scored
    other = _batch(NOTES, "--db", store, "--model", "mpnet", "--resume")
    assert other.returncode == 1
    assert "leave out --resume" in other.stderr
    assert other.stderr.count("tapecheck:") == 1


def test_paths_come_from_standard_input(tmp_path: Path) -> None:
    paths = f"{NOTES / 'consent_wall.html'}\n{tmp_path / 'gone.txt'}\n"
    done = _batch("-", "--db", tmp_path / "notes.db", "--model", "minilm", stdin=paths)
    assert done.returncode == 0
    assert "could not be opened" in done.stdout
    assert "gone.txt" in done.stderr


def test_a_dry_run_lists_names_and_stores_nothing(tmp_path: Path) -> None:
    done = _batch(NOTES, "--db", tmp_path / "notes.db", "--dry-run")
    assert len(done.stdout.splitlines()) == 9
    assert "nothing was scored" in done.stderr
    assert not (tmp_path / "notes.db").exists()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("no/such/folder",), "no such file or folder"),
        (("s3://desk/notes",), "object storage is read by --engine ray"),
        ((NOTES, "--prices", "nowhere"), "nowhere"),
        ((NOTES, "--shards", "x"), "--engine ray"),
        ((NOTES, "--model", "bert"), "bert"),
    ],
)
def test_a_fault_is_one_line(tmp_path: Path, words: tuple[str | Path, ...], told: str) -> None:
    done = _batch(*words, "--db", tmp_path / "notes.db")
    assert done.returncode == 1
    faults = [line for line in done.stderr.splitlines() if line.startswith("tapecheck:")]
    assert len(faults) == 1
    assert told in faults[0]
    assert "Traceback" not in done.stderr


def test_ctrl_c_stores_what_is_under_way_and_ends(tmp_path: Path) -> None:
    archive = tmp_path / "notes.jsonl"
    text = (NOTES / "momentum_since_2017.txt").read_text(encoding="utf-8")
    lines = (json.dumps({"text": f"{text}\n\nCopy {number}."}) for number in range(2_000))
    archive.write_text("\n".join(lines), encoding="utf-8")
    store = tmp_path / "notes.db"
    run = subprocess.Popen(
        [sys.executable, "-m", "api.cli", "batch", archive, "--db", store, "--model", "minilm"],
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=REPOSITORY,
    )
    assert run.stderr is not None
    line = run.stderr.readline()
    while "notes a second" not in line:
        assert line
        line = run.stderr.readline()
    run.send_signal(signal.SIGINT)
    out, _ = run.communicate(timeout=120)
    assert run.returncode == 0
    assert "scored" in out
    with Reader.open(store) as reader:
        assert 0 < len(reader.notes(limit=200).rows) < 2_000


def test_a_summary_names_every_count() -> None:
    table = summary(Tally(began=0.0, ended=2.0, scored=4))
    assert [column.header for column in table.columns] == ["", ""]
    assert table.row_count == 10
