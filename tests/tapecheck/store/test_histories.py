"""What became of it: entities and authors over the current reports of all notes."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from statistics import fmean

import pytest

from tapecheck.report import Report
from tapecheck.store import Reader, Store
from tapecheck.store.errors import NotThere
from tapecheck.store.types import Mentioned
from tests.tapecheck.store.varied import RUN, TICKERS, varied

NOTES = 30


@pytest.fixture
def reports(store: Store) -> dict[int, Report]:
    """Thirty notes, the first five of which were read by an older run too."""
    store.add_reports(varied(n, run=replace(RUN, id="old"), claims=3) for n in range(5))
    made = [varied(number) for number in range(NOTES)]
    ids = store.add_reports(made)
    return {report_id: report for report_id, (_, report, _) in zip(ids, made, strict=True)}


def test_an_entity_counts_each_note_s_current_report(
    reader: Reader, reports: dict[int, Report]
) -> None:
    for ticker in TICKERS:
        told = reader.entity(ticker)
        spoken = [e for r in reports.values() for e in r.entities if e.id == ticker]
        about = [c for r in reports.values() for c in r.claims if c.subject == ticker]
        assert (told.notes, told.name) == (len(spoken), f"{ticker} Fund")
        assert told.mean_score == pytest.approx(
            fmean(e.sentiment.score for e in spoken if e.sentiment)
        )
        assert told.verdicts == Counter(c.verdict.label for c in about)
        assert told.verdicts_now == Counter((c.verdict_now or c.verdict).label for c in about)


def test_entities_come_with_the_most_spoken_of_first(
    reader: Reader, reports: dict[int, Report]
) -> None:
    told = reader.entities()
    assert {one.id for one in told} == set(TICKERS)
    assert [one.notes for one in told] == sorted((one.notes for one in told), reverse=True)
    assert reader.entities(limit=3) == told[:3]


def test_an_entity_that_is_only_compared_with_is_of_unknown_kind(
    store: Store, reader: Reader
) -> None:
    original, report, run = varied(3)
    unnamed = report.model_copy(update={"entities": []})
    store.add_report(original, unnamed, run)
    other = next(c for claim in report.claims for c in claim.comparators)
    assert (reader.entity(other).kind, reader.entity(other).notes) == ("unknown", 0)
    (mentioned,) = reader.mentions(other).rows
    assert (mentioned.mentions, mentioned.score) == (0, None)


@pytest.mark.parametrize("entity_id", ["NOPE", "", "x' OR 1=1", "\ud800"])
def test_an_entity_that_no_note_speaks_of_is_named(
    reader: Reader, reports: dict[int, Report], entity_id: str
) -> None:
    with pytest.raises(NotThere, match="no note speaks of"):
        reader.entity(entity_id)
    assert reader.mentions(entity_id).rows == ()


def test_mentions_have_the_note_s_mood_and_its_claims(
    reader: Reader, reports: dict[int, Report]
) -> None:
    for one in reader.mentions("XSMO", limit=100).rows:
        report = reports[one.note.report_id]
        entity = next((e for e in report.entities if e.id == "XSMO"), None)
        mood = entity and entity.sentiment
        about = [c for c in report.claims if c.subject == "XSMO"]
        assert one.note == reader.note(report.note.id)
        assert one.mentions == (len(entity.mentions) if entity else 0)
        assert (one.score, one.label) == ((mood.score, mood.label) if mood else (None, None))
        assert one.verdicts == Counter(c.verdict.label for c in about)
        assert one.verdicts_now == Counter((c.verdict_now or c.verdict).label for c in about)


def test_mentions_are_paged_without_a_gap(reader: Reader, reports: dict[int, Report]) -> None:
    whole = reader.mentions("XSMO", limit=100).rows
    seen: list[Mentioned] = []
    after: int | None = None
    while True:
        page = reader.mentions("XSMO", after=after, limit=4)
        seen += page.rows
        after = page.after
        if after is None:
            break
    assert tuple(seen) == whole


@pytest.mark.parametrize("written", ["Ana  de Souza", "ana de souza", " ANA DE\tSOUZA "])
def test_an_author_is_known_by_any_spelling_of_the_name(
    reader: Reader, reports: dict[int, Report], written: str
) -> None:
    theirs = {i: r for i, r in reports.items() if r.note.author == "Ana  de Souza"}
    told = reader.author(written)
    days = sorted(r.note.published for r in theirs.values() if r.note.published)
    claims = [c for r in theirs.values() for c in r.claims]
    assert (told.author, told.notes) == ("Ana  de Souza", len(theirs))
    assert (told.first, told.last) == (days[0], days[-1])
    assert told.mean_score == pytest.approx(fmean(r.sentiment.score for r in theirs.values()))
    assert told.mean_verified_score == pytest.approx(
        fmean(r.sentiment.verified_score for r in theirs.values())
    )
    assert told.verdicts == Counter(c.verdict.label for c in claims)
    assert told.types == Counter(c.type for c in claims)


def test_the_p_values_of_an_author_are_by_claim(reader: Reader, reports: dict[int, Report]) -> None:
    told = reader.author("李 明")
    assert told.p_values == {
        f"{report_id}-{claim.id}": claim.verdict.significance.p
        for report_id, report in reports.items()
        if report.note.author == "李 明"
        for claim in report.claims
        if claim.verdict.significance
    }


def test_authors_come_with_the_most_notes_first(reader: Reader, reports: dict[int, Report]) -> None:
    told = reader.authors()
    names = {r.note.author for r in reports.values()} - {None}
    assert {one.author for one in told} == names
    assert [one.notes for one in told] == sorted((one.notes for one in told), reverse=True)


@pytest.mark.parametrize("author", ["", "Nobody", "' OR 1=1 --"])
def test_an_author_of_no_note_is_named(
    reader: Reader, reports: dict[int, Report], author: str
) -> None:
    with pytest.raises(NotThere, match="no note by"):
        reader.author(author)


def test_notes_are_filtered_by_words_author_and_day(
    reader: Reader, reports: dict[int, Report]
) -> None:
    rows = reader.notes(
        words="momentum", author="J. Müller", since=date(2018, 1, 1), limit=100
    ).rows
    wanted = [
        report_id
        for report_id, report in sorted(reports.items(), reverse=True)
        if "momentum" in f"{report.note.title} {report.text}".lower()
        and report.note.author == "J. Müller"
        and report.note.published
        and report.note.published >= date(2018, 1, 1)
    ]
    assert [row.report_id for row in rows] == wanted
    assert wanted


def test_a_note_counts_its_verdicts(reader: Reader, reports: dict[int, Report]) -> None:
    for row in reader.notes(limit=100).rows:
        claims = reports[row.report_id].claims
        assert row.verdicts == Counter(claim.verdict.label for claim in claims)
        assert row.claims == len(claims)


def test_notes_are_paged_without_a_gap(reader: Reader, reports: dict[int, Report]) -> None:
    first = reader.notes(limit=20)
    rest = reader.notes(limit=20, after=first.after)
    assert [r.report_id for r in (*first.rows, *rest.rows)] == sorted(reports, reverse=True)
    assert rest.after is None
