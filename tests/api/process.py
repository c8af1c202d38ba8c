"""The program as a user runs it: a real process with a data folder of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.conftest import REPOSITORY


def tapecheck(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run `tapecheck` with its data folder under `home`."""
    return subprocess.run(
        [sys.executable, "-m", "api.cli", *words],
        capture_output=True,
        text=True,
        cwd=REPOSITORY,
        env={**os.environ, "TAPECHECK_HOME": str(home / "home")},
        check=False,
    )
