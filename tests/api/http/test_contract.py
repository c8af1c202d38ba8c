"""schemathesis on a live server: no server error, no status or body that is not documented."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.api.http.app import NOTE, UNLIMITED, app_over, bearer, serving

CONFIG = Path(__file__).parent / "schemathesis.toml"
EXAMPLES = "6"


@pytest.mark.allow_hosts(["127.0.0.1"])  # schemathesis speaks to a port of loopback
def test_schemathesis_finds_nothing(tmp_path: Path) -> None:
    secrets: dict[str, str] = {}
    app = app_over(tmp_path, secrets=secrets, auth="required", **UNLIMITED)
    with serving(app) as live:
        _upload(live.port, secrets["admin"])
        key = bearer(secrets["admin"])["Authorization"]
        done = subprocess.run(
            [
                str(Path(sys.executable).with_name("schemathesis")),
                *("--config-file", str(CONFIG), "run", f"{live.url}/openapi.json"),
                *("-H", f"Authorization: {key}", "--seed", "6", "--workers", "1"),
                *("--max-examples", EXAMPLES, "--no-color"),
            ],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
            timeout=280,
        )
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]


def _upload(port: int, secret: str) -> None:
    """One note, so that there is something to be found."""
    from http.client import HTTPConnection

    connection = HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("POST", "/v1/notes", body=NOTE, headers=bearer(secret))
    assert connection.getresponse().status == 201
    connection.close()
