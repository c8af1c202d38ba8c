"""Trades as desks and minutes write them: tickets, weights, arrows, resolutions, labels."""

from __future__ import annotations

import pytest

from nlp.reading import Reader
from tests.nlp.slots import read


def traded(reader: Reader, text: str) -> list[tuple[str | None, str]]:
    """Subject and modality of each trade of a note."""
    return [(c.subject, c.modality) for c in read(reader, text) if c.type == "trade"]


TICKETS = [
    ("B 4,000 XLV @ 131.20", "XLV"),
    ("S 1,500 XLE @ 72.02", "XLE"),
    ("#2 buy IEF 300 avg 101.10", "IEF"),
]
WEIGHTS = [
    ("Decision: USMV 6 → 4.", "USMV"),
    ("Changes: SPHB cut to zero.", "SPHB"),
    ("We are taking KRE from overweight to neutral.", "KRE"),
    ("Move XLK from overweight to neutral.", "XLK"),
    ("We are lifting EFA to overweight.", "EFA"),
    ("EQUITIES ▲ (from ►). No comment.", "equities"),
    ("GLDM stays put.", "GLDM"),
    ("SLX: take half off.", "SLX"),
]
RESOLUTIONS = [
    ("It was agreed to leave VTV at 10%.", "VTV"),
    ("RESOLVED: to redeem half of EWJ.", "EWJ"),
    ("It was resolved that IWM be sold.", "IWM"),
    ("SCHD should be trimmed by 2 points.", "SCHD"),
    ("Our advice is to stop adding to EZU.", "EZU"),
    ("Begin accumulating VWO.", "VWO"),
    ("We said buy SOXX in March.", "SOXX"),
    ("RSP is the one we would own.", "RSP"),
]


@pytest.mark.parametrize(("text", "subject"), [*TICKETS, *WEIGHTS, *RESOLUTIONS])
def test_order_without_a_sentence_is_a_trade(reader: Reader, text: str, subject: str) -> None:
    assert traded(reader, text) == [(subject, "asserted")]


DENIED = [
    ("Neither TLT nor IEF is a buy at these levels.", ["TLT", "IEF"]),
    ("No switch to VWO.", ["VWO"]),
    ("No action on GLD.", ["GLD"]),
    ("Do not chase VNM.", ["VNM"]),
]


@pytest.mark.parametrize(("text", "subjects"), DENIED)
def test_order_not_to_trade_is_negated(reader: Reader, text: str, subjects: list[str]) -> None:
    assert traded(reader, text) == [(subject, "negated") for subject in subjects]


MOVED = [
    ("We recommend that the holding in IWM be transferred to IJR.", "IJR", ("IWM",)),
    ("#3 roll JPST > SGOV today", "SGOV", ("JPST",)),
    ("We advise trustees to map DVY balances to VYM.", "VYM", ("DVY",)),
    ("I still like XLV over XLU.", "XLV", ("XLU",)),
]


@pytest.mark.parametrize(("text", "subject", "others"), MOVED)
def test_other_leg_stands_among_the_comparators(
    reader: Reader, text: str, subject: str, others: tuple[str, ...]
) -> None:
    found = [(c.subject, c.comparators) for c in read(reader, text) if c.type == "trade"]
    assert found == [(subject, others)]


def test_list_of_grades_is_no_pair(reader: Reader) -> None:
    text = "We stay defensive: overweight USMV, underweight IWM, neutral SPY."
    assert [id for id, _ in traded(reader, text)] == ["USMV", "IWM", "SPY"]


def test_proposal_of_another_is_reported(reader: Reader) -> None:
    assert traded(reader, "Lord Harding proposed disposal of DBC.") == [("DBC", "reported")]


NO_TRADE = [
    "Every long leg has beaten its short.",
    "I don't buy it that JEPI can return 10%.",
    "Long Treasuries fell too.",
    "The chair asked if the Trust might simply hold both VWO and EEM.",
    "IWM was cut to 12% from 14% by the index provider.",
    "XLF should be held back by rates.",
    "XLE stays the weakest sector of 2022.",
    "GLD is down to 4% of the index.",
    "The fund is overweight technology.",
]


@pytest.mark.parametrize("text", NO_TRADE)
def test_description_is_no_trade(reader: Reader, text: str) -> None:
    assert traded(reader, text) == []
