"""What checking a claim needs."""

from __future__ import annotations

import subprocess
import sys


def test_checking_one_claim_loads_no_language_model() -> None:
    code = "import sys, tapecheck.checking; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
