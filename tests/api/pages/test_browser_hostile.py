"""Notes that attack their reader, in a real Chromium: shown as text wherever they are shown."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from hashlib import sha256
from urllib.parse import quote

import httpx2
import pytest
from playwright.sync_api import Browser, Page

from models.note_score import label_of
from models.types import Probabilities
from tapecheck.report import (
    EntityReport,
    EntitySentimentReport,
    MentionReport,
    NoteReport,
    ProbabilitiesReport,
    Report,
    SentenceReport,
    SentimentReport,
    VersionsReport,
)
from tapecheck.store import Store
from tapecheck.store.types import Original
from tapecheck.testing_claims import canned_claim
from tapecheck.testing_reports import CANNED_RUN
from tests.api.http.app import Live, serving
from tests.api.pages.conftest import HTML
from tests.api.pages.payloads import PAYLOADS
from tests.api.pages.site import pages_over, tree

pytestmark = pytest.mark.allow_hosts(["127.0.0.1", "::1"])
DAY = date(2022, 3, 1)
SHOWN = "() => document.querySelector('h1').textContent"


def hostile(words: str) -> tuple[Original, Report]:
    """A note that says the same thing wherever it can say something."""
    data = words.encode()
    note = sha256(data).hexdigest()
    claim = canned_claim("supported", subject=words, comparators=(words,), as_of=DAY, text=words)
    claim = claim.model_copy(update={"source": words, "comparators_text": words})
    chances = Probabilities(positive=0.5, neutral=0.5, negative=0.0)
    report = Report(
        note=NoteReport(
            id=note,
            title=words,
            author=words,
            published=DAY,
            media_type="text/plain",
            stated_sentiment=None,
        ),
        text=words,
        as_of=DAY,
        sentiment=SentimentReport(
            score=0.5,
            label=label_of(0.5, probabilities=chances),
            probabilities=ProbabilitiesReport(positive=0.5, neutral=0.5, negative=0.0),
            sentences=[
                SentenceReport(start=0, end=len(words), score=0.5, weight=1.0, contribution=0.5)
            ],
            truncated=False,
            verified_score=0.5,
            reconciliation=words,
        ),
        entities=[
            EntityReport(
                kind="fund",
                id=words,
                name=words,
                mentions=[MentionReport(start=0, end=len(words), text=words)],
                sentiment=EntitySentimentReport(score=0.5, label="moderately positive"),
            )
        ],
        claims=[claim],
        versions=VersionsReport(tapecheck="1", model="m", model_sha256="0", catalog="c"),
    )
    received = datetime(2026, 1, 1, tzinfo=UTC)
    return Original(id=note, data=data, name=words, received=received), report


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """A server whose store holds one note a payload; it overrides the usual one."""
    folder = tmp_path_factory.mktemp("hostile")
    with Store.open(folder / "notes.db") as store:
        for words in PAYLOADS:
            store.add_report(*hostile(words), CANNED_RUN)
    with serving(pages_over(folder)) as live:
        yield live


@pytest.fixture
def alarmed(page: Page, site: Live) -> Iterator[Page]:
    """A tab; the test fails where a dialog opens, or anything is asked of another server."""
    told: list[str] = []

    def dialog(opened: object) -> None:
        told.append("dialog")
        opened.dismiss()  # type: ignore[attr-defined]

    page.on("dialog", dialog)
    page.on(
        "request",
        lambda request: None if request.url.startswith(site.url) else told.append(request.url),
    )
    yield page
    assert told == []


def claim_of(number: int) -> str:
    return f"/claims/{number}-c1"


def note_of(words: str) -> str:
    return f"/notes/{sha256(words.encode()).hexdigest()}"


def test_there_are_sixty_payloads() -> None:
    assert len(set(PAYLOADS)) == 60


def test_a_hostile_note_is_text(alarmed: Page) -> None:
    shown = []
    for words in PAYLOADS:
        alarmed.goto(note_of(words))
        shown.append(alarmed.locator("#text").text_content())
    assert shown == list(PAYLOADS)


def test_a_hostile_claim_is_text(alarmed: Page) -> None:
    shown = []
    for number in range(1, len(PAYLOADS) + 1, 3):
        alarmed.goto(claim_of(number))
        shown.append(alarmed.evaluate(SHOWN))
    assert shown == list(PAYLOADS[::3])


@pytest.mark.parametrize("path", ["/?q=", "/claims", "/tickers", "/authors"])
def test_lists_of_hostile_things_are_text(alarmed: Page, path: str) -> None:
    alarmed.goto(path)
    shown = {words.strip() for words in alarmed.locator("tbody bdi").all_text_contents()}
    assert len(shown & set(PAYLOADS)) >= 20


@pytest.mark.parametrize("path", ["/claims?q={}", "/?q={}", "/?author={}", "/claims?ticker={}"])
def test_a_hostile_query_is_text(alarmed: Page, path: str) -> None:
    for words in PAYLOADS[::4]:
        alarmed.goto(path.format(quote(words[:40])))
    assert alarmed.locator("h1").count() == 1


def test_hostile_corrections_are_text(alarmed: Page, site: Live) -> None:
    with httpx2.Client(base_url=site.url, headers=HTML) as client:
        answers = [
            client.post("/claims/1-c1/corrections", data={"subject": words}) for words in PAYLOADS
        ]
    assert {answer.status_code for answer in answers} == {303, 422}
    alarmed.goto(claim_of(1))
    shown = {words.strip() for words in alarmed.locator("ins bdi").all_text_contents()}
    assert shown == {" ".join(words.split()) for words in PAYLOADS[1:]}


def test_a_hostile_file_name_is_text(alarmed: Page) -> None:
    files = [
        {"name": words.replace("/", "")[:100], "mimeType": "text/plain", "buffer": b"no note"}
        for words in PAYLOADS[:30]
    ]
    alarmed.goto("/")
    alarmed.get_by_label("Note, or several notes").set_input_files(files)  # type: ignore[arg-type]
    alarmed.get_by_role("button", name="Check it").click()
    alarmed.wait_for_url("**/batches/*")
    alarmed.wait_for_function("() => !document.querySelector('[data-watch]')")
    assert alarmed.locator("tbody th bdi").count() == 30


@pytest.mark.parametrize("kind", ["tickers", "authors"])
def test_hostile_addresses_lead_to_text(site: Live, kind: str) -> None:
    with httpx2.Client(base_url=site.url, headers=HTML) as client:
        answers = [client.get(f"/{kind}/{quote(words, safe='')}") for words in PAYLOADS]
    shown = [
        tree(answer.text).xpath("//h1/bdi")[0].text_content()
        for answer in answers
        if answer.status_code == 200
    ]
    assert set(shown) <= set(PAYLOADS)
    assert len(shown) > 40


def test_every_answer_has_the_content_policy(site: Live) -> None:
    for path in ("/", "/claims", "/notes/none", "/static/app.js", "/claims/1-c1/chart.svg"):
        policy = httpx2.get(f"{site.url}{path}", headers=HTML).headers["content-security-policy"]
        assert "script-src 'self'" in policy
        assert "unsafe" not in policy


def test_a_script_of_a_note_would_not_run(page: Page, browser: Browser, site: Live) -> None:
    """Even where escaping failed: a script that stands in the page itself is refused."""
    tab = browser.new_page(base_url=site.url)
    refused: list[str] = []
    tab.on("console", lambda line: refused.append(line.text))
    tab.route(
        "**/authors",
        lambda route: (
            answer := route.fetch(),
            route.fulfill(response=answer, body=answer.text() + "<script>window.ran = 1</script>"),
        ),
    )
    tab.goto("/authors")
    ran = tab.evaluate("() => window.ran ?? null")
    tab.close()
    assert ran is None
    assert any("Content Security Policy" in line for line in refused)
