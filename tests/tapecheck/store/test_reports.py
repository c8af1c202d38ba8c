"""What is put in comes out again: reports to the byte, one current report a note, corrections."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from nlp.reading import Reader as NoteReader
from tapecheck.checking import Checker
from tapecheck.pipeline import Pipeline
from tapecheck.store import Reader, Store
from tapecheck.store.errors import NotThere, StoreError
from tapecheck.store.types import ClaimQuery, Original
from tapecheck.testing import KeywordModel, steady_prices
from tests.conftest import REPOSITORY
from tests.tapecheck.notes import document
from tests.tapecheck.store.varied import LATEST, RUN, varied

NEW_RUN = replace(RUN, id="run-2", catalog="2026-08")
EXAMPLE = REPOSITORY / "examples" / "notes" / "momentum_since_2017.txt"


@pytest.mark.parametrize("number", range(6))
def test_a_report_comes_back_to_the_byte(store: Store, reader: Reader, number: int) -> None:
    original, report, run = varied(number)
    report_id = store.add_report(original, report, run)
    assert reader.report(original.id).model_dump_json() == report.model_dump_json()
    assert reader.report_by_id(report_id) == report


@pytest.fixture(scope="module")
def pipeline(note_reader: NoteReader) -> Pipeline:
    prices = steady_prices(
        {"MTUM": 12.0, "QUAL": 9.0, "USMV": 6.0}, first=date(2014, 1, 2), last=date(2021, 12, 31)
    )
    return Pipeline(
        reader=note_reader,
        model=KeywordModel({"strong": 0.8, "outperformed": 0.3}),
        checker=Checker(prices=prices, catalog=note_reader.catalog, spec="prices"),
    )


def test_a_report_of_the_real_pipeline_comes_back_to_the_byte(
    store: Store, reader: Reader, pipeline: Pipeline
) -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    report = pipeline.score(document(text))
    original = replace(varied(0)[0], id=report.note.id, data=text.encode())
    store.add_report(original, report, RUN)
    assert any(claim.chart for claim in report.claims)
    assert reader.report(original.id).model_dump_json() == report.model_dump_json()


def test_the_same_report_again_has_the_id_it_has(store: Store, reader: Reader) -> None:
    first = store.add_report(*varied(1))
    assert store.add_report(*varied(1)) == first
    assert sum(reader.count(ClaimQuery()).values()) == 6


def test_a_new_run_makes_the_note_s_current_report(store: Store, reader: Reader) -> None:
    store.add_report(*varied(1))
    newer = store.add_report(*varied(1, run=NEW_RUN, claims=6))
    (note,) = reader.notes().rows
    assert (note.report_id, note.run) == (newer, "run-2")
    assert sum(reader.count(ClaimQuery()).values()) == 6


def test_a_former_run_s_report_and_claims_are_still_there(store: Store, reader: Reader) -> None:
    original, report, run = varied(1)
    store.add_report(original, report, run)
    store.add_report(*varied(1, run=NEW_RUN))
    assert reader.report(original.id, run=run.id) == report
    assert {row.run for row in reader.claims(ClaimQuery(run=run.id)).rows} == {run.id}


def test_another_as_of_day_is_another_report(store: Store, reader: Reader) -> None:
    original, report, run = varied(1)
    first = store.add_report(original, report, run)
    second = store.add_report(*varied(1, as_of=date(2026, 6, 30)))
    assert first != second
    assert reader.find_report(original.id, run.id, report.as_of) == first
    assert reader.find_report(original.id, run.id, date(2026, 6, 30)) == second
    assert reader.find_report(original.id, run.id, date(2026, 6, 29)) is None


@pytest.mark.parametrize("number", range(12))
def test_a_known_report_is_found_by_the_note_s_own_day(
    store: Store, reader: Reader, number: int
) -> None:
    original, report, run = varied(number)
    assert reader.find_report(original.id, run.id, None) is None
    report_id = store.add_report(original, report, run)
    assert report.as_of == (report.note.published or LATEST)
    assert reader.find_report(original.id, run.id, None) == report_id


def test_many_reports_are_written_in_the_order_given(store: Store, reader: Reader) -> None:
    ids = store.add_reports(varied(number) for number in range(5))
    assert ids == sorted(ids)
    assert [row.report_id for row in reader.notes().rows] == ids[::-1]


def test_many_reports_are_all_written_or_none(store: Store, reader: Reader) -> None:
    original, report, run = varied(1)
    with pytest.raises(StoreError):
        store.add_reports([varied(0), (replace(original, id="f" * 64), report, run)])
    assert reader.notes().rows == ()


def test_the_original_comes_back_as_it_came_first(store: Store, reader: Reader) -> None:
    original, report, run = varied(1)
    store.add_report(original, report, run)
    store.add_report(replace(original, name="again.txt"), report, NEW_RUN)
    assert reader.original(original.id) == original


def test_a_name_with_half_a_character_is_kept_without_it(store: Store, reader: Reader) -> None:
    original, report, run = varied(1)
    store.add_report(replace(original, name="a\ud800b\x00.txt"), report, run)
    assert reader.original(original.id).name == "a?b.txt"


def test_runs_are_kept_once(store: Store, reader: Reader) -> None:
    store.add_run(RUN)
    store.add_run(RUN)
    store.add_run(NEW_RUN)
    assert reader.runs() == (NEW_RUN, RUN)


def test_a_correction_stands_beside_the_claim(store: Store, reader: Reader) -> None:
    report_id = store.add_report(*varied(1))
    claim_id = f"{report_id}-c2"
    before = reader.claim(claim_id)
    made = store.add_correction(
        claim_id, slots={"subject": "XSMO\ud83d"}, verdict={"label": "mixed"}, by="desk"
    )
    assert reader.corrections(claim_id) == (made,)
    assert reader.claim(claim_id) == replace(before, corrections=1)


@pytest.mark.parametrize(
    "claim_id", ["1-c99", "9-c1", "c1", "", "1-c1'--", "\uff11-c1", "9" * 30 + "-c1", "\ud800"]
)
def test_a_claim_that_is_not_there_is_named(store: Store, reader: Reader, claim_id: str) -> None:
    store.add_report(*varied(1))
    with pytest.raises(NotThere, match="no claim"):
        reader.claim(claim_id)
    with pytest.raises(NotThere, match="no claim"):
        store.add_correction(claim_id, slots={}, verdict={}, by=None)


@pytest.mark.parametrize("note_id", ["", "f" * 64, "' OR 1=1 --", "\x00", "\ud800"])
def test_a_note_that_is_not_there_is_named(store: Store, reader: Reader, note_id: str) -> None:
    store.add_report(*varied(1))
    for ask in (reader.note, reader.report, reader.original):
        with pytest.raises(NotThere, match="no note"):
            ask(note_id)


def test_a_chart_is_there_where_the_report_has_one(store: Store, reader: Reader) -> None:
    original, report, run = varied(3)
    report_id = store.add_report(original, report, run)
    charts = {claim.id: claim.chart for claim in report.claims}
    assert any(charts.values())
    assert charts == {number: reader.chart(f"{report_id}-{number}") for number in charts}


def test_every_write_changes_the_count_of_changes(store: Store, reader: Reader) -> None:
    original: Original = varied(1)[0]
    seen = {reader.change()}
    report_id = store.add_report(*varied(1))
    seen.add(reader.change())
    store.add_correction(f"{report_id}-c1", slots={}, verdict={}, by=None)
    seen.add(reader.change())
    store.delete_note(original.id)
    seen.add(reader.change())
    assert len(seen) == 4
