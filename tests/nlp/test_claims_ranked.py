"""Places in rankings: verbless ones, records of a thing's own past, groups in the note's words."""

from __future__ import annotations

import pytest

from nlp.reading import Reader
from tests.nlp.slots import Slots, check, read


def ranks(reader: Reader, text: str) -> list[Slots]:
    """The subject, relation, comparators, group and place of each rank of a note."""
    return [
        {
            "subject": c.subject,
            "relation": c.relation,
            "ids": set(c.comparators),
            "group": c.comparators_text if c.comparators_inferred else None,
            "place": c.magnitude and (c.magnitude.value, c.magnitude.unit),
        }
        for c in read(reader, text)
        if c.type == "rank"
    ]


PLACES = [
    ("PDP sits sixth among our nine sleeves in 2021.", "PDP", "highest", (6.0, "ratio")),
    ("XBI next-to-last of our 12 industry funds in June.", "XBI", "lowest", (2.0, "ratio")),
    ("Rough week. DVY: dead last of 8 dividend ETFs.", "DVY", "lowest", None),
    ("VTV is in the top quintile of large value funds in 2021.", "VTV", "highest",
     (20.0, "percent")),
    ("SCHD sits in the top tenth of large value funds in 2021.", "SCHD", "highest",
     (10.0, "percent")),
    ("KRE was in the bottom 5% of all equity ETFs in 2020.", "KRE", "lowest", (5.0, "percent")),
    ("In 2020 USMV: 71st percentile of US equity funds.", "USMV", "highest", (71.0, "percent")),
    ("MTUM took the prize among factor funds in 2020.", "MTUM", "highest", None),
    ("In 2019 the wooden spoon went to XLE.", "XLE", "lowest", None),
    ("IBB is the oldest of the biotech funds.", "IBB", "lowest", None),
    ("XLP was the least rewarding of the sector funds in 2021.", "XLP", "lowest", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "subject", "relation", "stated"), PLACES)
def test_place_in_other_words_is_a_rank(
    reader: Reader, text: str, subject: str, relation: str, stated: tuple[float, str] | None
) -> None:
    (found,) = ranks(reader, text)
    assert (found["subject"], found["relation"], found["place"]) == (subject, relation, stated)


RECORDS = [
    ("SPY lost 5.8% in June 2022, its worst month since March 2020.", "lowest", "month since"),
    ("GLD had its best year in a decade in 2020.", "highest", "year in a decade"),
    ("IWM fell 31% in Q1 2020, the steepest quarterly drop on record.", "lowest", "drop"),
]


@pytest.mark.parametrize(("text", "relation", "words"), RECORDS[:2])
def test_record_is_ranked_among_its_own_periods(
    reader: Reader, text: str, relation: str, words: str
) -> None:
    (found,) = ranks(reader, text)
    assert found["relation"] == relation
    assert found["group"].startswith(words)
    assert found["ids"] == set()


def test_group_that_the_note_does_not_list_keeps_its_words(reader: Reader) -> None:
    text = "XLE, XLU and XLF moved most. XLE was the best of the eleven funds on my list in 2021."
    (found,) = ranks(reader, text)
    assert "eleven funds on my list" in found["group"]


def test_group_in_front_of_the_name_is_what_it_is_ranked_in(reader: Reader) -> None:
    (found,) = ranks(reader, "Of the physical gold trusts we cover, GLDM is the cheapest.")
    assert (found["subject"], found["group"]) == ("GLDM", "the physical gold trusts we cover")


def test_list_in_brackets_is_the_group(reader: Reader) -> None:
    text = "KRE was the worst of the financial lines we hold (XLF, KBE, KIE) in 2020."
    (found,) = ranks(reader, text)
    assert found["ids"] == {"XLF", "KBE", "KIE"}


def test_next_place_is_in_the_same_group(reader: Reader) -> None:
    text = "XLE was the best of the eleven sector SPDRs in 2021; XLU 3rd."
    first, second = ranks(reader, text)
    assert second["subject"] == "XLU"
    assert second["group"] == first["group"]


def test_those_it_is_ahead_of_are_the_others(reader: Reader) -> None:
    text = "In June GLD was top of the table ahead of TLT, HYG and EEM."
    (found,) = ranks(reader, text)
    assert found["ids"] == {"TLT", "HYG", "EEM"}


def test_measure_of_the_superlative_is_named_before_it(reader: Reader) -> None:
    text = "DWAS, XSMO and IJR are alike. Since 2017 its Sharpe ratio is the lowest of the three."
    claim = next(c for c in read(reader, text) if c.type == "rank")
    check(claim, {"metric": "sharpe", "relation": "lowest"})


NO_RANKS = [
    "TLT could bounce. Paperwork first.",
    "SPY soared. A third, near enough!",
    "QQQ added 24% in the second and third quarters of 2021.",
    "Its top five positions make up a third of XLK.",
    "SPMO lost less than SPY in the first.",
]


@pytest.mark.parametrize("text", NO_RANKS)
def test_ordinals_of_other_things_rank_nothing(reader: Reader, text: str) -> None:
    assert ranks(reader, text) == []
