"""Sentences that were once misread, each with the slot that was wrong."""

from __future__ import annotations

from datetime import date

import pytest

from nlp.reading import Reader
from tests.nlp.notes import note
from tests.nlp.slots import Slots, check, read, slots_of

SENTENCES: list[tuple[str, str, Slots]] = [
    ("XSMO lost 15.4% in 2018, worse than IJR.", "comparison", {"relation": "below"}),
    ("XSMO fell less than IJR in 2022.", "comparison", {"relation": "above"}),
    ("XSMO has given up 12% since June 2021.", "level", {"relation": "falls", "value": 12.0}),
    ("Far from beating IJR, XSMO disappointed in 2021.", "comparison", {"modality": "negated"}),
    (
        "XSMO outperformed neither IJR nor DWAS in 2021.",
        "comparison",
        {"modality": "negated", "comparators": {"IJR", "DWAS"}, "quantifier": "any"},
    ),
    ("Neither XSMO nor DWAS beat IJR in 2021.", "comparison", {"modality": "negated"}),
    ("XSMO has yet to beat IJR since 2021.", "comparison", {"modality": "negated"}),
    ("SPY no longer leads IJR this year.", "comparison", {"modality": "negated"}),
    (
        "XSMO beat IJR by more than 3 percentage points a year since 2017.",
        "comparison",
        {"value": 3.0, "unit": "percentage_points", "base": "2016-12-31"},
    ),
    (
        "XSMO's gain of 21.4% beat IJR's 18.2% in 2021.",
        "comparison",
        {"value": None, "comparators": {"IJR"}},
    ),
    (
        "XSMO, with a 0.36% fee, has outperformed DWAS since 2017.",
        "comparison",
        {"metric": "total_return"},
    ),
    (
        "The volatility of XSMO is higher than that of IJR since 2017.",
        "risk",
        {"metric": "volatility", "relation": "above"},
    ),
    ("XSMO beat IJR, which lost 3% in 2018.", "level", {"subject": "IJR", "relation": "falls"}),
    (
        "USMV tracks the MSCI USA Minimum Volatility (USD) Index.",
        "reference",
        {"metric": "index_tracked"},
    ),
    ("XSMO carries a 0.36% fee.", "reference", {"metric": "expense_ratio", "value": 0.36}),
    (
        "PXSG became XSMO in June 2019, and since 21 June 2019 XSMO has returned 94.27%.",
        "level",
        {"window": "since", "base": "2019-06-21"},
    ),
    ("XSMO returned 3.2% in 2018\u00b9\u00b2 after costs.", "level", {"base": "2017-12-31"}),
    ("ABCD has outperformed SPY since 2020.", "comparison", {"subject": "ABCD"}),
    ("GLD returned twice as much as SPY in 2021.", "comparison", {"unit": "times", "value": 2.0}),
    (
        "ARKK is down 48% from its February 2021 high.",
        "risk",
        {"metric": "current_drawdown", "window": "since"},
    ),
    ("It is unlikely that IWM beats SPY in 2022.", "comparison", {"modality": "negated"}),
    ("IWM to beat SPY in 2023.", "forecast", {"subject": "IWM"}),
    ("Despite lagging SPY in 2021, QQQ is ahead since 2017.", "comparison", {"subject": "QQQ"}),
    (
        "If the Fed raises rates again in December, XSMO can fall sharply.",
        "conditional",
        {"due": None, "relation": "falls"},
    ),
]


@pytest.mark.parametrize(("text", "kind", "wanted"), SENTENCES, ids=[s[0] for s in SENTENCES])
def test_it_is_read_as_a_person_would(reader: Reader, text: str, kind: str, wanted: Slots) -> None:
    check(next(claim for claim in read(reader, text) if claim.type == kind), wanted)


def test_another_index_of_a_longer_name_is_not_the_shorter_one(reader: Reader) -> None:
    claims = read(reader, "The fund XSMO once followed the Russell 2000 Pure Growth Index.")
    assert "R2000" not in {name for claim in claims for name in claim.comparators}


def test_what_several_funds_did_is_asked_of_each(reader: Reader) -> None:
    found = read(reader, "IJH and IJR both rose in 2021.")
    assert [claim.subject for claim in found] == ["IJH", "IJR"]


def test_lists_told_apart_by_order_alone_are_not_guessed(reader: Reader) -> None:
    assert read(reader, "XSMO and SPMO beat IJR and SPY, respectively, in 2021.") == ()


def test_a_question_claims_nothing(reader: Reader) -> None:
    assert read(reader, "Did XSMO beat IJR in 2021?") == ()


def test_each_year_is_more_than_one_gap_can_answer(reader: Reader) -> None:
    (claim,) = read(reader, "VLUE lagged SPY in each year from 2017 to 2020.")
    assert "each_period" in claim.missing


def test_a_year_that_was_not_over_keeps_its_end(reader: Reader) -> None:
    doc = note("SPY gained 26.2% in 2023.")
    (claim,) = reader.read(doc, as_of=date(2023, 6, 30), written=date(2024, 6, 30)).claims
    assert claim.window.end == date(2023, 12, 31)


def test_a_year_said_inside_it_runs_to_the_day_of_the_note(reader: Reader) -> None:
    doc = note("SPY has gained 16.8% in 2023.")
    (claim,) = reader.read(doc, as_of=date(2023, 6, 30), written=date(2023, 6, 30)).claims
    assert claim.window.end == date(2023, 6, 30)


def test_an_index_that_nobody_knows_is_not_taken_for_the_usual_one(reader: Reader) -> None:
    claims = read(reader, "XSMO once tracked the Russell 2000 Pure Growth Index.")
    assert [slots_of(claim)["words"] for claim in claims] == ["Russell 2000 Pure Growth Index"]
