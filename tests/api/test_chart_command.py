"""`tapecheck chart` and `verify --chart` as a user meets them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.api.test_cli import NOTES, one_line, tapecheck

NOTE = str(NOTES / "momentum_since_2017.txt")
SLOTS = ("--subject", "MTUM", "--relation", "above", "--comparator", "USMV", "--since", "2017")


def test_a_folder_gets_a_picture_of_every_claim_on_returns(tmp_path: Path) -> None:
    done = tapecheck("chart", NOTE, "--output", f"{tmp_path}/charts")
    told = done.stdout.decode().splitlines()
    written = sorted(path.name for path in (tmp_path / "charts").iterdir())
    assert done.returncode == 0
    assert len(told) == len(written) > 1
    assert "momentum_since_2017-c2.png" in written


def test_one_claim_goes_to_one_file(tmp_path: Path) -> None:
    file = tmp_path / "c2.svg"
    done = tapecheck("chart", NOTE, "--claim", "c2", "--output", str(file))
    assert done.returncode == 0
    assert done.stdout.decode().startswith(f"{file}  c2 supported: ")
    assert file.read_text().startswith("<svg")


def test_json_is_a_chart_a_line_and_the_reports_own() -> None:
    lines = tapecheck("chart", NOTE, "--json").stdout.splitlines()
    report = json.loads(tapecheck("score", NOTE, "--json").stdout)
    held = [claim["chart"] for claim in report["claims"] if claim["chart"]]
    assert [json.loads(line) for line in lines] == held


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--claim", "c99"), "has no claim c99; its claims: c1, c2"),
        (("--output", "all.png"), "choose one with --claim"),
        (("--claim", "c2", "--output", "c2.gif"), "unknown extension .gif"),
        (("--claim", "c2", "--output", "/proc/none/c2.svg"), "can't be written"),
    ],
)
def test_what_cannot_be_drawn_is_one_line(words: tuple[str, ...], said: str) -> None:
    assert said in one_line(tapecheck("chart", NOTE, *words))


def test_a_claim_without_a_picture_says_why() -> None:
    report = json.loads(tapecheck("score", NOTE, "--json").stdout)
    bare = next(claim["id"] for claim in report["claims"] if not claim["chart"])
    have = ", ".join(claim["id"] for claim in report["claims"] if claim["chart"])
    line = one_line(tapecheck("chart", NOTE, "--claim", bare))
    assert f"{bare} has no picture: " in line
    assert line.endswith(f"with a picture: {have}")


def test_what_is_no_note_is_one_line() -> None:
    one_line(tapecheck("chart", str(NOTES / "consent_wall.html")))


def test_a_claim_given_as_slots_is_drawn(tmp_path: Path) -> None:
    file = tmp_path / "claim.png"
    done = tapecheck("verify", *SLOTS, "--chart", str(file))
    assert done.returncode == 0
    assert file.read_bytes().startswith(b"\x89PNG")


def test_slots_without_a_picture_are_judged_and_then_refused(tmp_path: Path) -> None:
    words = ("--subject", "MTUM", "--metric", "volatility", "--magnitude", "15 percent")
    done = tapecheck("verify", *words, "--type", "risk", "--chart", str(tmp_path / "a.png"))
    assert done.returncode == 1
    assert b"volatility" in done.stdout
    assert b"no picture" in done.stderr


def test_the_help_page_has_an_example() -> None:
    told = tapecheck("chart", "--help").stdout.decode()
    assert "tapecheck chart note.pdf --claim c2" in " ".join(told.split())
