"""The command line as a user meets it: a real process, real files, real models and prices."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY

NOTES = REPOSITORY / "examples" / "notes"


def tapecheck(*words: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run the installed command; there is no terminal, so no colours and no spinner."""
    command = [sys.executable, "-m", "api.cli", *words]
    return subprocess.run(command, input=stdin, capture_output=True, cwd=REPOSITORY, check=False)


def one_line(done: subprocess.CompletedProcess[bytes]) -> str:
    """The message of a failed command: exit code 1, one line, nothing on standard output."""
    assert (done.returncode, done.stdout) == (1, b"")
    lines = [
        line
        for line in done.stderr.decode().splitlines()
        if not line.startswith(("loading ", "reading "))
    ]
    assert len(lines) == 1
    return lines[0]


def test_help_imports_neither_spacy_nor_onnxruntime_nor_pandas() -> None:
    heavy = "'spacy', 'onnxruntime', 'pandas'"
    code = f"import sys, api.cli; print([m for m in ({heavy}) if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, cwd=REPOSITORY, check=True
    )
    assert done.stdout.strip() == b"[]"


@pytest.mark.parametrize("command", [(), ("score",), ("verify",), ("prices",), ("models",)])
def test_every_command_has_a_help_page(command: tuple[str, ...]) -> None:
    done = tapecheck(*command, "--help")
    assert done.returncode == 0
    assert b"Usage" in done.stdout


def test_one_report_a_line_and_a_refusal_for_what_is_no_note() -> None:
    files = [str(NOTES / "consent_wall.html"), str(NOTES / "momentum_since_2017.txt")]
    done = tapecheck("score", "--json", *files)
    first, second = (json.loads(line) for line in done.stdout.splitlines())
    assert done.returncode == 1
    assert (first["schema"], first["file"]) == ("tapecheck.refusal/1", files[0])
    assert second["schema"] == "tapecheck.report/1"


def test_standard_input_is_read() -> None:
    note = (NOTES / "momentum_since_2017.txt").read_bytes()
    done = tapecheck("score", "-", "--json", stdin=note)
    assert done.returncode == 0
    assert json.loads(done.stdout)["note"]["published"] == "2021-02-12"


def test_the_command_of_a_verdict_gives_the_verdict_again() -> None:
    note = str(NOTES / "momentum_since_2017.txt")
    report = json.loads(tapecheck("score", note, "--json").stdout)
    verdict = next(c["verdict"] for c in report["claims"] if c["verdict"]["significance"])
    words = shlex.split(verdict["reproduce"])
    again = json.loads(tapecheck(*words[1:], "--json").stdout)
    same = ("label", "reason", "direction", "robustness", "prices", "first_session", "last_session")
    assert {key: again[key] for key in same} == {key: verdict[key] for key in same}


def test_a_report_for_a_reader_shows_score_claims_and_numbers() -> None:
    done = tapecheck("score", str(NOTES / "momentum_since_2017.txt"))
    text = done.stdout.decode()
    assert "What moves the score" in text
    assert "points a year" in text
    assert "\x1b[" not in text


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n \n", "empty"),
        ("data.bin", bytes(range(256)) * 20, "data.bin"),
        ("picture.png", b"\x89PNG\r\n\x1a\n" + bytes(200), "picture.png"),
    ],
)
def test_an_input_that_cannot_be_read_is_one_line(
    tmp_path: Path, name: str, data: bytes, said: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert said in one_line(tapecheck("score", str(path)))


def test_a_missing_file_is_one_line() -> None:
    assert "not found" in one_line(tapecheck("score", "nowhere.txt"))


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("Date,MTUM,USMV\n2020-01-02,1,2\n2020-01-03,abc,2\n", "abc"),
        ("Date,MTUM,USMV\n2020-01-02,1,2\n2020-01-02,1,2\n", "2020-01-02"),
        ("Date,MTUM,USMV\n2020-01-03,1,2\n2020-01-02,1,2\n2020-01-06,1,2\n", "2020-01"),
    ],
    ids=["text in a number", "a duplicated date", "unsorted dates"],
)
def test_a_price_file_that_cannot_be_trusted_is_one_line(
    tmp_path: Path, rows: str, said: str
) -> None:
    prices = tmp_path / "prices.csv"
    prices.write_text(rows)
    note = str(NOTES / "momentum_since_2017.txt")
    line = one_line(tapecheck("score", note, "--prices", str(prices)))
    assert said in line
    assert "prices.csv" in line


def test_an_as_of_before_the_prices_is_one_line() -> None:
    note = str(NOTES / "momentum_since_2017.txt")
    line = one_line(tapecheck("score", note, "--as-of", "1980-01-01"))
    assert "before the first close" in line


def test_a_price_source_that_is_not_there_is_one_line() -> None:
    note = str(NOTES / "momentum_since_2017.txt")
    assert "no prices at" in one_line(tapecheck("score", note, "--prices", "nowhere"))


def test_a_model_nobody_knows_is_one_line() -> None:
    note = str(NOTES / "momentum_since_2017.txt")
    assert "mpnet" in one_line(tapecheck("score", note, "--model", "oracle"))


def test_a_slot_that_cannot_be_read_is_one_line() -> None:
    assert "--since" in one_line(tapecheck("verify", "--subject", "MTUM", "--since", "spring"))


def test_sentiment_answers_a_line_for_a_line() -> None:
    lines = b'{"text": "MTUM beat USMV.", "target": "USMV"}\n{"text": "Returns were poor."}\n'
    done = tapecheck("sentiment", stdin=lines)
    first, second = (json.loads(line) for line in done.stdout.splitlines())
    assert first["target"] == "USMV"
    assert set(second["probabilities"]) == {"positive", "neutral", "negative"}
