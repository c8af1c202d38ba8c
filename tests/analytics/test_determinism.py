"""The same claims over the same prices give the same verdicts, to the byte."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.analytics import mixed_verdicts

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def expected() -> list[bytes]:
    """The verdicts of this process, before anything is remembered from a first time."""
    return mixed_verdicts.lines()


@contextmanager
def _fresh(*arguments: int, hash_seed: int) -> Iterator[subprocess.Popen[bytes]]:
    """A new interpreter that puts its sets and dictionaries' hashes in another order."""
    command = [sys.executable, "-m", "tests.analytics.mixed_verdicts", *map(str, arguments)]
    environment = os.environ | {"PYTHONHASHSEED": str(hash_seed)}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE) as process:
        yield process


def _lines(process: subprocess.Popen[bytes]) -> list[bytes]:
    return process.communicate()[0].split(b"\n")


def test_every_claim_of_the_mixed_set_has_a_verdict_of_its_own(expected: list[bytes]) -> None:
    assert len(set(expected)) == mixed_verdicts.CLAIMS


def test_a_second_time_in_one_process_gives_the_same_bytes(expected: list[bytes]) -> None:
    assert mixed_verdicts.lines() == expected


def test_a_fresh_process_with_another_hash_seed_gives_the_same_bytes(
    expected: list[bytes],
) -> None:
    with _fresh(hash_seed=1) as process:
        assert _lines(process) == expected


def test_claims_split_over_two_workers_give_the_same_bytes(expected: list[bytes]) -> None:
    with _fresh(0, 2, hash_seed=3) as even, _fresh(1, 2, hash_seed=4) as odd:
        found = _lines(even), _lines(odd)
    assert found == (expected[0::2], expected[1::2])
