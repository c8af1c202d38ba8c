"""Pages in this process, and in a real browser over a live server."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest
import structlog
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from starlette.testclient import TestClient

from tests.api.http.app import Live, client_of, serving
from tests.api.pages.site import FUND_NOTE, OLDER_NOTE, pages_over, upload

# Milliseconds; as long as a busy machine may take over what usually takes a few.
_PATIENCE = 15_000
HTML = {"Accept": "text/html"}


@pytest.fixture(autouse=True, scope="module")
def _quiet() -> Iterator[None]:
    """Nothing is printed."""
    structlog.configure(
        processors=[structlog.processors.KeyValueRenderer()],
        logger_factory=structlog.testing.CapturingLoggerFactory(),
    )
    yield
    structlog.reset_defaults()


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    """Pages without keys, on loopback, asked for as a browser does; forms are not followed."""
    with client_of(pages_over(tmp_path)) as client:
        client.headers.update(HTML)
        client.follow_redirects = False
        yield client


@pytest.fixture
def note_id(client: TestClient) -> str:
    """A stored note's id."""
    return upload(client)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; these tests are skipped by name where there is none."""
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("no Chromium on this machine; `apt install chromium` gets it")
    with sync_playwright() as playwright:
        # Chromium's own sandbox refuses to run as root, as containers do.
        started = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        expect.set_options(timeout=_PATIENCE)
        yield started
        started.close()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """A live server that holds two notes by two authors, and takes its time over others."""
    app = pages_over(tmp_path_factory.mktemp("site"), seconds_a_note=0.4)
    with serving(app) as live:
        for text in (OLDER_NOTE, FUND_NOTE):
            httpx2.post(f"{live.url}/v1/notes", content=text.encode(), timeout=20)
        yield live


@pytest.fixture
def context(browser: Browser, site: Live) -> Iterator[BrowserContext]:
    """A window of its own, at the site's address."""
    made = browser.new_context(
        base_url=site.url, viewport={"width": 1280, "height": 800}, permissions=["clipboard-read"]
    )
    made.set_default_timeout(_PATIENCE)
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A tab; the test fails where a script fails or the content policy is broken."""
    told: list[str] = []
    tab = context.new_page()
    tab.on("pageerror", lambda error: told.append(str(error)))
    tab.on("console", lambda line: told.append(line.text) if line.type == "error" else None)
    yield tab
    assert [words for words in told if "Failed to load resource" not in words] == []
