"""The README is run: its Python block, and every `tapecheck` command in it."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys

import pytest

from tests.conftest import REPOSITORY

README = (REPOSITORY / "README.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^\.venv/bin/tapecheck (.+)$", README, re.MULTILINE)
MAKE = re.findall(r"^make (\w+)", README, re.MULTILINE)


@pytest.mark.parametrize("words", COMMANDS)
def test_a_command_of_the_readme_works(words: str) -> None:
    command = [sys.executable, "-m", "api.cli", *shlex.split(words)]
    done = subprocess.run(command, capture_output=True, cwd=REPOSITORY, check=False)
    assert (done.returncode, bool(done.stdout)) == (0, True), done.stderr.decode()


def test_the_python_block_of_the_readme_runs() -> None:
    (block,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    done = subprocess.run(
        [sys.executable, "-c", block], capture_output=True, cwd=REPOSITORY, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    assert b"supported" in done.stdout


@pytest.mark.parametrize("target", MAKE)
def test_a_make_target_of_the_readme_exists(target: str) -> None:
    makefile = (REPOSITORY / "Makefile").read_text(encoding="utf-8")
    assert re.search(rf"^{target}:", makefile, re.MULTILINE)
