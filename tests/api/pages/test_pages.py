"""Pages as answers: what each shows, and how lists are filtered and paged."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from tests.api.pages.site import (
    FUND_NOTE,
    OLDER_NOTE,
    claim_ids,
    one_claim,
    parsed,
    upload,
)


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/notes/{note}",
        "/notes/{note}/delete",
        "/claims",
        "/claims/{claim}",
        "/tickers",
        "/tickers/XSMO",
        "/authors",
        "/authors/Ann%20Author",
    ],
)
def test_every_page_has_its_json(client: TestClient, note_id: str, path: str) -> None:
    page = parsed(client, path.format(note=note_id, claim=one_claim(client, note_id)))
    (link,) = page.xpath('//link[@rel="alternate"]/@href')
    answer = client.get(link, headers={"Accept": "application/json"})
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/json")


def test_the_first_page_lists_notes_newest_first(client: TestClient) -> None:
    upload(client, OLDER_NOTE)
    upload(client)
    titles = parsed(client, "/").xpath("//tbody//th//a")
    assert [title.text_content() for title in titles] == [
        "Small caps with momentum",
        "Four years in front",
    ]


@pytest.mark.parametrize(
    ("query", "found"), [("?q=momentum", 1), ("?author=ben+writer", 0), ("?from=2022-03-02", 0)]
)
def test_notes_are_filtered(client: TestClient, note_id: str, query: str, found: int) -> None:
    assert len(parsed(client, f"/{query}").xpath("//tbody/tr")) == found


def test_a_note_is_shown_letter_for_letter(client: TestClient, note_id: str) -> None:
    page = parsed(client, f"/notes/{note_id}")
    text = client.get(f"/v1/notes/{note_id}").json()["text"]
    assert page.get_element_by_id("text").text_content() == text


def test_every_claim_of_a_note_is_in_its_list(client: TestClient, note_id: str) -> None:
    page = parsed(client, f"/notes/{note_id}")
    claims = client.get(f"/v1/notes/{note_id}").json()["claims"]
    assert len(page.find_class("line")) == len(claims) > 0


@pytest.mark.parametrize(
    ("query", "labels"),
    [
        ("verdict=refuted", {"refuted"}),
        ("ticker=USMV", {"mixed"}),
        ("flag=mandate_change", {"refuted"}),
        ("author=nobody", set()),
        ("q=outperformed&type=comparison", {"supported"}),
        ("from=2022-01-01&to=2022-12-31&verdict=mixed", {"mixed"}),
        ("from=2023-01-01", set()),
    ],
)
def test_claims_are_filtered(
    client: TestClient, note_id: str, query: str, labels: set[str]
) -> None:
    rows = parsed(client, f"/claims?{query}").xpath(
        "//tbody/tr/td[1]/span[contains(@class, 'badge')]"
    )
    assert {row.text_content().strip("✓✗±…?") for row in rows} == labels


def test_counts_stay_while_a_verdict_is_chosen(client: TestClient, note_id: str) -> None:
    def counts(path: str) -> list[str]:
        return [
            one.text_content() for one in parsed(client, path).xpath("//ul[@class='verdicts']//b")
        ]

    assert counts("/claims") == counts("/claims?verdict=refuted")


def test_claims_are_paged_to_the_last(client: TestClient) -> None:
    sentences = " ".join(f"MTUM has outperformed SPY since {1990 + n}." for n in range(60))
    upload(client, f"Many claims\n\n2022-03-01\n\n{sentences}")
    first = parsed(client, "/claims")
    second = parsed(client, first.xpath('//a[@rel="next"]/@href')[0])
    shown = [set(page.xpath("//tbody//a[@class='said']/@href")) for page in (first, second)]
    assert [len(part) for part in shown] == [50, 10]
    assert not shown[0] & shown[1]


def test_empty_filters_mean_nothing(client: TestClient, note_id: str) -> None:
    page = parsed(client, "/claims?q=&ticker=&type=&verdict=&flag=&from=&to=")
    assert page.xpath("//tbody/tr")


def test_a_chart_comes_for_light_and_dark(client: TestClient, note_id: str) -> None:
    claim = one_claim(client, note_id)
    drawn = [client.get(f"/claims/{claim}/chart.svg?theme={t}").text for t in ("light", "dark")]
    assert ["#333333" in drawn[0], "#dddddd" in drawn[1]] == [True, True]


def test_a_claim_without_chart_shows_none(client: TestClient, note_id: str) -> None:
    claim = claim_ids(client.get(f"/notes/{note_id}").text)[1]
    assert parsed(client, f"/claims/{claim}").find_class("chart") == []
    assert client.get(f"/claims/{claim}/chart.svg").status_code == 404


def test_the_reproduce_command_is_whole(client: TestClient, note_id: str) -> None:
    claim = one_claim(client, note_id)
    command = client.get(f"/v1/claims/{claim}").json()["verdict"]["reproduce"]
    assert parsed(client, f"/claims/{claim}").xpath("//pre/code")[0].text_content() == command


def test_a_ticker_tells_what_it_returned_since(client: TestClient, note_id: str) -> None:
    page = parsed(client, "/tickers/XSMO")
    (cell,) = page.xpath('//td[@data-name="since then"]')
    assert cell.text_content() == "+3.0 %"


def test_a_ticker_without_prices_tells_none(client: TestClient) -> None:
    upload(client, FUND_NOTE.replace("XSMO", "ZSMO"))
    (cell,) = parsed(client, "/tickers/ZSMO").xpath('//td[@data-name="since then"]')
    assert cell.text_content() == "–"  # noqa: RUF001


def test_two_notes_make_a_time_line(client: TestClient, note_id: str) -> None:
    upload(client, OLDER_NOTE)
    assert len(parsed(client, "/tickers/MTUM").xpath("//figure//a")) == 2
