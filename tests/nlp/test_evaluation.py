"""Annotated notes beside what is read of them: which claims meet, which slots agree."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from nlp.catalog import Catalog
from nlp.errors import AnnotationError
from nlp.evaluation.annotation import (
    MarkedClaim,
    MarkedMagnitude,
    MarkedWindow,
    as_row,
    read_notes,
)
from nlp.evaluation.checking import problems
from nlp.evaluation.mutations import mutation_scores
from nlp.evaluation.pairing import folded, paired, places, shown
from nlp.evaluation.prefill import prefilled
from nlp.evaluation.reading import read_note
from nlp.evaluation.scores import scores_of
from nlp.evaluation.slots import agrees
from nlp.reading import Reader
from tests.nlp.marked import marked, marked_note
from tests.nlp.notes import note

SINCE_2017 = MarkedWindow(kind="since", base=date(2016, 12, 31), end=date(2022, 8, 19))
FRIDAY, SUNDAY, MONDAY = date(2022, 3, 11), date(2022, 3, 13), date(2022, 3, 14)
TEXT = "XSMO has beaten IJR since 2017. It returned 12.4% in 2021."


def _percent(value: float) -> MarkedMagnitude:
    return MarkedMagnitude(value=value, unit="percent", approximate=False, annualised=None)


def _claims() -> tuple[MarkedClaim, MarkedClaim]:
    beaten = marked(quote="XSMO has beaten IJR since 2017", window=SINCE_2017)
    returned = marked(
        quote="It returned 12.4% in 2021",
        type="level",
        comparators=(),
        relation="equals",
        window=MarkedWindow(kind="calendar", base=date(2020, 12, 31), end=date(2021, 12, 31)),
        magnitude=_percent(12.4),
    )
    return beaten, returned


SAME: list[tuple[str, MarkedClaim, MarkedClaim]] = [
    ("comparators", marked(comparators=("IJR", "IWM")), marked(comparators=("IWM", "IJR"))),
    (
        "comparators",
        marked(comparators=(), group="small-cap peers"),
        marked(comparators=(), group="its peers"),
    ),
    (
        "relation",
        marked(type="level", relation="falls", magnitude=_percent(3.0)),
        marked(type="level", relation="equals", magnitude=_percent(-3.0)),
    ),
    (
        "magnitude",
        marked(type="level", relation="falls", magnitude=_percent(3.0)),
        marked(type="level", relation="equals", magnitude=_percent(-3.0)),
    ),
    (
        "window",
        marked(window=SINCE_2017),
        marked(window=MarkedWindow(kind="between", base=SINCE_2017.base, end=SINCE_2017.end)),
    ),
    (
        "window",
        marked(window=MarkedWindow(kind="calendar", base=SUNDAY, end=date(2022, 3, 18))),
        marked(window=MarkedWindow(kind="calendar", base=FRIDAY, end=date(2022, 3, 19))),
    ),
]
OTHER: list[tuple[str, MarkedClaim, MarkedClaim]] = [
    ("subject", marked(), marked(subject="IJR")),
    ("comparators", marked(), marked(comparators=("IJR", "IWM"))),
    ("comparators", marked(), marked(comparators=(), group="its peers")),
    ("relation", marked(), marked(relation="below")),
    ("metric", marked(), marked(metric="volatility")),
    ("window", marked(window=SINCE_2017), marked()),
    (
        "window",
        marked(window=MarkedWindow(kind="calendar", base=SUNDAY, end=date(2022, 3, 18))),
        marked(window=MarkedWindow(kind="calendar", base=MONDAY, end=date(2022, 3, 18))),
    ),
    ("magnitude", marked(magnitude=_percent(2.0)), marked(magnitude=_percent(2.5))),
    ("magnitude", marked(magnitude=_percent(2.0)), marked()),
    ("modality", marked(), marked(modality="hedged")),
]


@pytest.mark.parametrize(("slot", "one", "other"), SAME)
def test_slots_agree_where_the_query_is_the_same(
    slot: str, one: MarkedClaim, other: MarkedClaim
) -> None:
    assert agrees(slot, one, other)


@pytest.mark.parametrize(("slot", "one", "other"), OTHER)
def test_slots_differ_where_the_query_differs(
    slot: str, one: MarkedClaim, other: MarkedClaim
) -> None:
    assert not agrees(slot, one, other)


def test_claims_meet_by_their_words_and_type() -> None:
    beaten, returned = _claims()
    level = marked(quote="XSMO has beaten IJR since 2017", type="level")
    pairs = [*paired([*places((beaten, returned), TEXT)], [*places((level, returned), TEXT)])]
    assert {(p.wanted, p.read) for p in pairs} == {
        (beaten, None), (returned, returned), (None, level)
    }  # fmt: skip


def test_the_claim_that_agrees_on_more_slots_is_met() -> None:
    beaten, _ = _claims()
    wrong = marked(quote=beaten.quote, subject="IJR", comparators=("XSMO",))
    pairs = [*paired([*places((beaten,), TEXT)], [*places((wrong, beaten), TEXT)])]
    assert (pairs[0].wanted, pairs[0].read) == (beaten, beaten)


def test_a_note_read_as_annotated_scores_one(reader: Reader) -> None:
    scores = scores_of([read_note(marked_note(TEXT, *_claims()), reader)])
    assert scores.claims.f1 == scores.plain.recall == 1.0
    assert all(share.value == 1.0 for share in scores.slots.values())
    assert scores.faults == []


def test_missed_and_invented_claims_are_told(reader: Reader) -> None:
    beaten, _ = _claims()
    absent = marked(quote="XSMO has beaten IJR since 2017", type="rank")
    scores = scores_of([read_note(marked_note(TEXT, beaten, absent), reader)])
    assert (scores.claims.wanted, scores.claims.read, scores.claims.met) == (2, 2, 1)
    assert [fault.what for fault in scores.faults] == ["missed, rank", "no claim, level"]


def test_changed_words_change_the_claim(reader: Reader) -> None:
    shares = mutation_scores([read_note(marked_note(TEXT, *_claims()), reader)], reader)
    assert {kind: share.right for kind, share in shares.items()} == {
        "comparator swapped": 1,
        "sign flipped": 1,
        "negation added": 1,
        "year replaced": 1,
        "window shifted": 1,
    }


def test_prefilled_row_is_read_back_without_a_fault(reader: Reader, tmp_path: Path) -> None:
    row = prefilled(note(TEXT), id="n1", as_of=date(2022, 8, 19), reader=reader)
    (tmp_path / "mine.jsonl").write_text(as_row(row) + "\n", encoding="utf-8")
    (again,) = read_notes(tmp_path / "mine.jsonl")
    assert again == row
    assert [*problems(again, Catalog.load())] == []


def test_faults_of_an_annotation_are_named() -> None:
    wrong = marked(quote="XSMO beat nobody", comparators=(), modality="reported")
    found = [*problems(marked_note(TEXT, wrong), Catalog.load())]
    assert [line.split(": ")[1] for line in found] == [
        "the quote is not in the note",
        "compared with nothing, and nothing is said to be missing",
        "reported by nobody",
    ]


@pytest.mark.parametrize(
    ("row", "complaint"),
    [("{", "line 1: no JSON"), ('{"id": "n1"}', "line 1: ")],
)
def test_broken_rows_are_refused_by_line(tmp_path: Path, row: str, complaint: str) -> None:
    path = tmp_path / "mine.jsonl"
    path.write_text(row + "\n", encoding="utf-8")
    with pytest.raises(AnnotationError, match=complaint):
        [*read_notes(path)]


def test_a_row_of_html_is_found_by_the_words_that_it_shows() -> None:
    row = "<tr><td class='a'>S&amp;P 500</td><td>18.4%</td></tr>"
    assert folded(shown(row)) == folded("S&P 500 | 18.4%")


def test_a_less_than_sign_is_no_tag() -> None:
    assert shown("a yield < 2% and > 1%") == "a yield < 2% and > 1%"
