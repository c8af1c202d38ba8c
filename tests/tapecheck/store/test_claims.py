"""Finding claims: each filter, plain words, pages that neither skip nor repeat."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tapecheck.report import ClaimReport, Report
from tapecheck.store import Reader, Store
from tapecheck.store.types import ClaimQuery
from tests.tapecheck.store.varied import varied

NOTES = 40
Holds = Callable[[Report, ClaimReport], bool]


@pytest.fixture
def reports(store: Store) -> dict[int, Report]:
    """Forty notes in the store, by report id."""
    made = [varied(number) for number in range(NOTES)]
    ids = store.add_reports(made)
    return {report_id: report for report_id, (_, report, _) in zip(ids, made, strict=True)}


def expected(reports: dict[int, Report], holds: Holds) -> list[str]:
    """Ids of the claims for which it holds, newest first."""
    return [
        f"{report_id}-{claim.id}"
        for report_id in sorted(reports, reverse=True)
        for claim in reversed(reports[report_id].claims)
        if holds(reports[report_id], claim)
    ]


def found(reader: Reader, query: ClaimQuery) -> list[str]:
    return [row.id for row in reader.claims(query, limit=1000).rows]


FILTERS: list[tuple[ClaimQuery, Holds]] = [
    (ClaimQuery(), lambda r, c: True),
    (ClaimQuery(ticker="XSMO"), lambda r, c: "XSMO" in (c.subject, *c.comparators)),
    (ClaimQuery(type="rank"), lambda r, c: c.type == "rank"),
    (ClaimQuery(verdict="refuted"), lambda r, c: c.verdict.label == "refuted"),
    (ClaimQuery(author="  ana DE souza"), lambda r, c: r.note.author == "Ana  de Souza"),
    (ClaimQuery(author=" "), lambda r, c: False),
    (ClaimQuery(flag="proxy_used"), lambda r, c: "proxy_used" in c.verdict.flags),
    (
        ClaimQuery(since=date(2020, 1, 1)),
        lambda r, c: r.note.published is not None and r.note.published >= date(2020, 1, 1),
    ),
    (
        ClaimQuery(until=date(2020, 1, 1)),
        lambda r, c: r.note.published is not None and r.note.published <= date(2020, 1, 1),
    ),
    (ClaimQuery(note=varied(7)[0].id), lambda r, c: r.note.id == varied(7)[0].id),
    (
        ClaimQuery(ticker="IJR", flag="contradicts", verdict="mixed"),
        lambda r, c: (
            "IJR" in (c.subject, *c.comparators)
            and "contradicts" in c.verdict.flags
            and c.verdict.label == "mixed"
        ),
    ),
    (
        ClaimQuery(words="carry MOMENTUM", type="level"),
        lambda r, c: (
            c.type == "level"
            and {"carry", "momentum"}
            <= set(f"{r.note.title} {c.standalone_text}".lower().replace(",", "").split())
        ),
    ),
]


@pytest.mark.parametrize(("query", "holds"), FILTERS)
def test_a_query_finds_what_holds_and_nothing_else(
    reader: Reader, reports: dict[int, Report], query: ClaimQuery, holds: Holds
) -> None:
    wanted = expected(reports, holds)
    assert found(reader, query) == (wanted if query.note is None else wanted[::-1])


@pytest.mark.parametrize(("query", "holds"), FILTERS)
def test_counts_are_of_all_verdicts(
    reader: Reader, reports: dict[int, Report], query: ClaimQuery, holds: Holds
) -> None:
    if query.verdict is not None:
        pytest.skip("the verdict of a query is left out of its counts")
    labels = {
        f"{report_id}-{claim.id}": claim.verdict.label
        for report_id, report in reports.items()
        for claim in report.claims
    }
    assert reader.count(query) == Counter(labels[name] for name in expected(reports, holds))


def test_the_verdict_of_a_query_is_left_out_of_its_counts(
    reader: Reader, reports: dict[int, Report]
) -> None:
    assert reader.count(ClaimQuery(verdict="mixed")) == reader.count(ClaimQuery())


def test_a_claim_is_the_one_of_the_report_without_its_chart(
    reader: Reader, reports: dict[int, Report]
) -> None:
    for row in reader.claims(ClaimQuery(), limit=1000).rows:
        report_id, number = row.id.split("-")
        report = reports[int(report_id)]
        claim = next(one for one in report.claims if one.id == number)
        assert row.claim == claim.model_dump(mode="json", exclude={"chart"})
        assert (row.note_id, row.title, row.author, row.published) == (
            report.note.id,
            report.note.title,
            report.note.author,
            report.note.published,
        )


def test_a_claim_keeps_the_order_of_the_report_s_keys(
    reader: Reader, reports: dict[int, Report]
) -> None:
    row = reader.claims(ClaimQuery(), limit=1).rows[0]
    report_id, number = row.id.split("-")
    claim = next(one for one in reports[int(report_id)].claims if one.id == number)
    assert list(row.claim) == list(claim.model_dump(exclude={"chart"}))


ODD_WORDS = [
    '"',
    "*",
    "NEAR(",
    "NEAR(momentum carry, 5)",
    ":",
    "title: momentum",
    "-momentum",
    "^momentum",
    "momentum*",
    "momentum OR",
    "AND",
    "NOT momentum",
    "{title} : x",
    "\U0001f680",
    "\x00",
    "moment\x00um",
    "\ud800",
    "'; DROP TABLE claims; --",
    "a" * 10_000,
    "momentum " * 1_200,
    " ".join(f"w{number}" for number in range(2_000)),
    '"' * 10_000,
    "( " * 5_000,
    "٣ ½ é e\u0301 ﬁ",
]


@pytest.mark.parametrize("words", ODD_WORDS, ids=lambda words: ascii(words[:20]))
def test_odd_words_are_words_and_never_an_error(
    reader: Reader, reports: dict[int, Report], words: str
) -> None:
    query = ClaimQuery(words=words)
    assert len(reader.claims(query).rows) <= sum(reader.count(query).values())
    reader.notes(words=words)


@given(words=st.text(max_size=60))
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_text_is_an_error(reader: Reader, reports: dict[int, Report], words: str) -> None:
    reader.count(ClaimQuery(words=words, author=words, ticker=words, note=words, run=words))
    reader.count(ClaimQuery(words=words))


@pytest.mark.parametrize(
    "words", ["momentum*", "-momentum", '"momentum"', "(momentum)", "MOMENTUM"]
)
def test_signs_around_a_word_say_nothing(
    reader: Reader, reports: dict[int, Report], words: str
) -> None:
    assert found(reader, ClaimQuery(words=words)) == found(reader, ClaimQuery(words="momentum"))


@pytest.mark.parametrize("words", ["OR", "NOT", "NEAR"])
def test_an_operator_is_a_word_like_any_other(
    reader: Reader, reports: dict[int, Report], words: str
) -> None:
    assert found(reader, ClaimQuery(words=f"momentum {words}")) == []


def test_words_of_nothing_but_signs_are_found_nowhere(
    reader: Reader, reports: dict[int, Report]
) -> None:
    assert found(reader, ClaimQuery(words="\U0001f680 **")) == []


def test_blank_words_ask_for_nothing(reader: Reader, reports: dict[int, Report]) -> None:
    assert found(reader, ClaimQuery(words=" \t")) == found(reader, ClaimQuery())


@pytest.mark.parametrize(
    "query", [ClaimQuery(), ClaimQuery(words="momentum"), ClaimQuery(ticker="XSMO")]
)
def test_pages_neither_skip_nor_repeat_while_rows_are_added(
    store: Store, reader: Reader, reports: dict[int, Report], query: ClaimQuery
) -> None:
    before = found(reader, query)
    seen: list[str] = []
    after: int | None = None
    number = NOTES
    while True:
        page = reader.claims(query, after=after, limit=7)
        seen += [row.id for row in page.rows]
        store.add_report(*varied(number))
        number, after = number + 1, page.after
        if after is None:
            break
    assert seen == before


@pytest.mark.parametrize("limit", [1, 6, 239, 240, 241])
def test_the_last_page_says_that_it_is_the_last(
    reader: Reader, reports: dict[int, Report], limit: int
) -> None:
    page = reader.claims(ClaimQuery(), limit=limit)
    assert (page.after is None) == (limit >= NOTES * 6)
    assert len(page.rows) == min(limit, NOTES * 6)


def test_a_page_after_the_oldest_claim_is_empty(reader: Reader, reports: dict[int, Report]) -> None:
    for after in (0, 1, -(2**70)):
        page = reader.claims(ClaimQuery(), after=after)
        assert (page.rows, page.after) == ((), None)


def test_the_claims_of_a_note_come_as_its_text_has_them_page_by_page(
    reader: Reader, reports: dict[int, Report]
) -> None:
    report_id, report = max(reports.items(), key=lambda one: len(one[1].claims))
    query, found, after = ClaimQuery(note=report.note.id), [], None
    while True:
        page = reader.claims(query, after=after, limit=1)
        found += [row.id for row in page.rows]
        if (after := page.after) is None:
            break
    assert len(report.claims) > 1
    assert found == [f"{report_id}-{claim.id}" for claim in report.claims]
