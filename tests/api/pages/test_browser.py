"""What a reader does, in a real Chromium: give notes, read them, filter, correct, delete."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.api.http.app import Live
from tests.api.pages.site import FUND_NOTE, NO_NOTE

pytestmark = pytest.mark.allow_hosts(["127.0.0.1", "::1"])

NOTE_PAGE = re.compile(r"/notes/[0-9a-f]{64}$")
DROP = """([name, text]) => {
  const data = new DataTransfer();
  data.items.add(new File([text], name, {type: "text/plain"}));
  const form = document.querySelector("[data-drop]");
  for (const kind of ["dragover", "drop"]) {
    form.dispatchEvent(new DragEvent(kind, {dataTransfer: data, bubbles: true, cancelable: true}));
  }
}"""


@pytest.fixture
def note(tmp_path: Path) -> Path:
    """A note that no test has given yet."""
    path = tmp_path / "note.txt"
    path.write_text(f"{FUND_NOTE}\nTold to {tmp_path.name}.\n")
    return path


def open_note(page: Page, title: str = "Small caps with momentum") -> None:
    page.goto("/")
    page.get_by_role("link", name=title).first.click()
    expect(page.get_by_role("heading", name=title)).to_be_visible()


def test_a_file_is_chosen_watched_and_read(page: Page, note: Path) -> None:
    page.goto("/")
    page.get_by_label("Note, or several notes").set_input_files(note)
    page.get_by_role("button", name="Check it").click()
    expect(page.locator("[aria-current=step]")).to_be_visible()
    page.wait_for_url(NOTE_PAGE)


def test_a_file_is_dropped(page: Page, note: Path) -> None:
    page.goto("/")
    page.evaluate(DROP, [note.name, note.read_text()])
    page.wait_for_url(NOTE_PAGE)


def test_without_scripts_the_page_goes_on_by_itself(
    browser: Browser, site: Live, note: Path
) -> None:
    context = browser.new_context(base_url=site.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    page.get_by_label("or paste its text").fill(note.read_text())
    page.get_by_role("button", name="Check it").click()
    page.wait_for_url(NOTE_PAGE, timeout=8_000)
    context.close()


def test_several_files_are_watched_to_the_last(page: Page, note: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text(NO_NOTE)
    page.goto("/")
    page.get_by_label("Note, or several notes").set_input_files([note, other])
    page.get_by_role("button", name="Check it").click()
    expect(page.get_by_role("link", name="Read it")).to_be_visible()
    expect(page.get_by_role("row", name="other.txt")).to_contain_text("Not a research note")


def test_a_refused_note_says_why(page: Page) -> None:
    page.goto("/")
    page.get_by_label("or paste its text").fill(NO_NOTE)
    page.get_by_role("button", name="Check it").click()
    expect(page.get_by_role("alert")).to_contain_text("Not a research note")


def test_a_claim_is_opened_from_the_text(page: Page) -> None:
    open_note(page)
    page.locator("#text a.c.refuted").first.click()
    expect(page.get_by_role("region", name="Verdicts")).to_contain_text("refuted")


def test_a_claim_lights_up_beside_its_words(page: Page) -> None:
    open_note(page)
    page.locator("#text a.c.refuted").first.hover()
    expect(page.locator(".line.lit")).to_contain_text("MTUM has lagged SPY")


def test_words_that_are_copied_are_the_note_s_own(page: Page) -> None:
    open_note(page)
    copied = page.evaluate(
        "() => { getSelection().selectAllChildren(document.querySelector('#text'));"
        " return getSelection().toString() }"
    )
    assert "IJR and DWAS since 2017. MTUM has lagged" in copied


def test_claims_are_filtered_by_verdict_and_back(page: Page) -> None:
    page.goto("/claims")
    page.get_by_label("Verdict", exact=True).select_option("refuted")
    page.get_by_role("button", name="Filter").click()
    rows = page.locator("tbody tr")
    expect(rows.first.locator(".badge").first).to_contain_text("refuted")
    few = rows.count()
    page.get_by_role("link", name="All claims").click()
    assert page.locator("tbody tr").count() > few > 0


def test_claims_are_sought_from_any_page(page: Page) -> None:
    page.goto("/authors")
    page.get_by_label("Search claims").fill("outperformed quality")
    page.get_by_label("Search claims").press("Enter")
    expect(page.get_by_text("No claim fits.")).to_be_visible()


def test_a_slot_is_corrected_and_judged_again(page: Page) -> None:
    open_note(page, "Four years in front")
    page.locator("#text a.c.supported").first.click()
    page.get_by_label("Relation").select_option("below")
    page.get_by_role("button", name="Judge again").click()
    change = page.get_by_role("article").first
    expect(change.get_by_role("row", name="Verdict")).to_contain_text("supported")
    expect(change.get_by_role("row", name="Verdict")).to_contain_text("refuted")


def test_the_command_is_copied(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    open_note(page)
    page.locator("#text a.c.supported").first.click()
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    command = page.locator("pre.command").last.text_content()
    assert page.evaluate("navigator.clipboard.readText()") == command


def test_the_first_key_leads_to_the_content(page: Page) -> None:
    page.goto("/claims")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


@pytest.mark.parametrize("path", ["/", "/claims", "/tickers/MTUM"])
def test_every_stop_of_the_keyboard_is_seen_and_named(page: Page, path: str) -> None:
    page.goto(path)
    stops = []
    for _ in range(14):
        page.keyboard.press("Tab")
        stops.append(
            page.evaluate(
                "() => { const e = document.activeElement, s = getComputedStyle(e);"
                " return [s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2,"
                " e.getAttribute('aria-label') || e.labels?.length > 0"
                " || e.textContent.trim() !== '', e.outerHTML.slice(0, 90)] }"
            )
        )
    assert [shown for seen, named, shown in stops if not (seen and named)] == []


def test_claims_in_the_text_are_reached_in_their_order(page: Page) -> None:
    open_note(page)
    page.locator("#text a.c").first.focus()
    found = []
    for _ in range(3):
        found.append(page.evaluate("document.activeElement.dataset.claim.split('-c')[1]"))
        page.keyboard.press("Tab")
    assert found == ["1", "2", "3"]


def test_a_note_is_deleted_once_that_is_confirmed(page: Page, note: Path) -> None:
    page.goto("/")
    page.get_by_label("Note, or several notes").set_input_files(note)
    page.get_by_role("button", name="Check it").click()
    page.wait_for_url(NOTE_PAGE)
    address = page.url
    page.get_by_role("link", name="Delete this note").click()
    page.get_by_role("button", name="Delete the note").click()
    page.goto(address)
    expect(page.get_by_role("heading", name="This is not here")).to_be_visible()
