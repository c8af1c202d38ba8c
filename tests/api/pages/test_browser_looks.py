"""How pages look, in a real Chromium: accessible, in both schemes, on a phone, still."""

from __future__ import annotations

from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, Page, ViewportSize

from tests.api.http.app import Live

pytestmark = pytest.mark.allow_hosts(["127.0.0.1", "::1"])

PAGES = ("home", "note", "delete", "claims", "claim", "corrected", "tickers", "ticker", "authors",
         "author", "sign in", "missing", "filtered", "refused")  # fmt: skip
PHONE: ViewportSize = {"width": 360, "height": 740}
SHIFTS = """() => new Promise((done) => {
  let sum = 0;
  new PerformanceObserver((list) => { for (const one of list.getEntries()) sum += one.value; })
    .observe({type: "layout-shift", buffered: true});
  setTimeout(() => done(sum), 300);
})"""


@pytest.fixture(scope="module")
def addresses(browser: Browser, site: Live) -> dict[str, str]:
    """Where each kind of page is; one claim is corrected, one note refused."""
    page = browser.new_page(base_url=site.url)
    page.goto("/")
    note = str(page.locator("tbody th a").first.get_attribute("href"))
    page.goto(note)
    claim, other = (
        str(page.locator(f"#text a.c.{label}").first.get_attribute("href"))
        for label in ("supported", "refuted")
    )
    page.goto(other)
    page.get_by_label("Relation").select_option("below")
    page.get_by_role("button", name="Judge again").click()
    page.goto("/")
    page.get_by_label("or paste its text").fill("cookies are used here and nothing else is said")
    page.get_by_role("button", name="Check it").click()
    page.get_by_role("alert").wait_for()
    refused = page.url
    page.close()
    return {
        "home": "/", "note": note, "delete": f"{note}/delete", "claims": "/claims",
        "claim": claim, "corrected": other, "tickers": "/tickers", "ticker": "/tickers/MTUM",
        "authors": "/authors", "author": "/authors/Ann%20Author", "sign in": "/sign-in",
        "missing": "/notes/none", "filtered": "/claims?q=nothing+at+all", "refused": refused,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("scheme", "rules"),
    # The schemes differ in colours alone.
    [("light", {}), ("dark", {"runOnly": ["color-contrast", "link-in-text-block"]})],
)
def test_axe_finds_nothing_serious(
    browser: Browser,
    site: Live,
    addresses: dict[str, str],
    scheme: Literal["light", "dark"],
    rules: dict[str, list[str]],
) -> None:
    page = browser.new_page(base_url=site.url, color_scheme=scheme)
    found = []
    for name in PAGES:
        page.goto(addresses[name])
        found += [
            (name, one["id"], one["impact"], one["nodes"][0]["html"][:120])
            for one in Axe().run(page, options=rules).response["violations"]
            if one["impact"] in ("serious", "critical")
        ]
    page.close()
    assert found == []


def test_no_page_scrolls_sideways_on_a_phone(
    browser: Browser, site: Live, addresses: dict[str, str]
) -> None:
    page = browser.new_page(base_url=site.url, viewport=PHONE)
    widths = {}
    for name in PAGES:
        page.goto(addresses[name])
        widths[name] = page.evaluate("document.documentElement.scrollWidth")
    page.close()
    assert {name: width for name, width in widths.items() if width > PHONE["width"]} == {}


def test_nothing_moves_while_a_page_loads(page: Page, addresses: dict[str, str]) -> None:
    shifts = {}
    for name in ("note", "claim", "ticker"):
        page.goto(addresses[name])
        page.wait_for_load_state("networkidle")
        shifts[name] = page.evaluate(SHIFTS)
    assert {name: sum_ for name, sum_ in shifts.items() if sum_ > 0.01} == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_chart_is_of_the_page_s_scheme(
    browser: Browser, site: Live, addresses: dict[str, str], scheme: Literal["light", "dark"]
) -> None:
    page = browser.new_page(base_url=site.url, color_scheme=scheme)
    page.goto(addresses["claim"])
    source = page.locator(".chart img").evaluate("(image) => image.currentSrc")
    width = page.locator(".chart img").evaluate("(image) => image.naturalWidth")
    page.close()
    assert (source.rpartition("theme=")[2], width > 0) == (scheme, True)


def test_dark_pages_are_dark(browser: Browser, site: Live) -> None:
    page = browser.new_page(base_url=site.url, color_scheme="dark")
    page.goto("/")
    ground = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    page.close()
    assert ground == "rgb(20, 22, 24)"


def test_verdicts_differ_without_their_colours(page: Page, addresses: dict[str, str]) -> None:
    page.goto(addresses["note"])
    styles = page.evaluate(
        "() => [...document.querySelectorAll('.key-box .c')].map((e) => {"
        " const s = getComputedStyle(e);"
        " return s.textDecorationStyle + ' ' + s.textDecorationThickness })"
    )
    assert len(set(styles)) == len(styles) == 5


def test_the_underline_of_an_outer_claim_stops_at_an_inner_one_s_mark(
    page: Page, addresses: dict[str, str]
) -> None:
    page.goto(addresses["note"])
    boxes = page.evaluate(
        "() => [...document.querySelectorAll('.at-end')].map((mark) =>"
        " getComputedStyle(mark, '::after').display)"
    )
    # What CSS decorates are inline boxes; those of a block of their own it leaves alone.
    assert set(boxes) == {"inline-block"}


def test_a_strong_tint_has_a_sign_beside_it(page: Page, addresses: dict[str, str]) -> None:
    page.goto(addresses["note"])
    signs = page.evaluate(
        "() => ['.neg3', '.pos3'].map((name) => getComputedStyle("
        "document.querySelector('#text ' + name), '::after').content)"
    )
    assert [sign[1] for sign in signs] == ["▼", "▲"]


def test_a_printed_page_has_no_forms(page: Page, addresses: dict[str, str]) -> None:
    page.emulate_media(media="print")
    page.goto(addresses["claim"])
    assert [page.locator(name).first.is_visible() for name in (".top", ".correct", ".foot")] == [
        False
    ] * 3
