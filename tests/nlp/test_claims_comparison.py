"""Comparisons, equivalences and ranks as professionals word them, and what they leave unsaid."""

from __future__ import annotations

import pytest

from nlp.reading import Reader
from tests.nlp.slots import Slots, check, check_all, only, read

RISK = {"volatility", "max_drawdown", "sharpe", "sortino", "calmar", "downside_deviation", "beta"}
Y2021 = {"base": "2020-12-31", "end": "2021-12-31"}
COMPARISONS: list[tuple[str, Slots]] = [
    (
        "XLU edged XLP by 40 basis points in 2021.",
        {"subject": "XLU", "comparators": {"XLP"}, "relation": "above", "value": 40.0,
         "unit": "basis_points", **Y2021},
    ),
    (
        "VTV was outpaced by VUG in 2020.",
        {"subject": "VTV", "comparators": {"VUG"}, "relation": "below"},
    ),
    (
        "Since 2017 IWM has been left behind by QQQ.",
        {"subject": "IWM", "comparators": {"QQQ"}, "relation": "below", "window": "since"},
    ),
    (
        "QUAL held up better than MTUM in 2022.",
        {"subject": "QUAL", "comparators": {"MTUM"}, "relation": "above"},
    ),
    (
        "EFA finished 2021 nine points shy of SPY.",
        {"subject": "EFA", "relation": "below", "value": 9.0, "unit": "percentage_points"},
    ),
    (
        "IJR left XSMO 4 points behind in 2021.",
        {"subject": "IJR", "comparators": {"XSMO"}, "relation": "above", "value": 4.0, **Y2021},
    ),
    ("HDV lost less than DVY in 2021.", {"subject": "HDV", "relation": "above"}),
    ("VNQ gave holders more than SCHD in 2021.", {"subject": "VNQ", "relation": "above"}),
    (
        "Value stocks have trailed growth stocks by 3 points a year since 2010.",
        {"subject": "value", "comparators": {"growth"}, "value": 3.0, "annualised": True},
    ),
    (
        "The gap between IWD and IWF was 12 points in 2021.",
        {"subject": "IWD", "comparators": {"IWF"}, "value": 12.0},
    ),
    ("IWM's drawdown was shallower than QQQ's in 2021.", {"subject": "IWM",
     "metric": "max_drawdown", "relation": "below", "comparators": {"QQQ"}}),
    ("USMV has had a lower volatility than SPY since 2012.", {"subject": "USMV",
     "metric": "volatility", "relation": "below", "comparators": {"SPY"}}),
    ("SPHB is twice as volatile as SPLV.", {"subject": "SPHB", "metric": "volatility",
     "relation": "above", "value": 2.0, "unit": "times"}),
    ("XSMO runs at 1.3x the volatility of IJR.", {"subject": "XSMO", "metric": "volatility",
     "value": 1.3, "comparators": {"IJR"}}),
    ("DIA lost twice as much as SPLV in 2020.", {"metric": "total_return", "relation": "below",
     "value": 2.0}),
    ("IVV is 3 basis points cheaper than SPY.", {"metric": "expense_ratio", "relation": "below",
     "value": 3.0, "missing": set()}),
    ("VYM yields more than VTI.", {"metric": "yield", "relation": "above", "missing": set()}),
    ("SPY has a better Calmar ratio than IWM since 2012.", {"metric": "calmar",
     "relation": "above"}),
    ("SPYG pulled away from SPYV in 2020.", {"subject": "SPYG", "relation": "above"}),
]  # fmt: skip
EQUIVALENCES: list[tuple[str, Slots]] = [
    (
        "There was nothing in it between VOO and SPY in 2021.",
        {"subject": "VOO", "comparators": {"SPY"}, "relation": "in_line", **Y2021},
    ),
    ("VOO and SPY are neck and neck this year.", {"subject": "VOO", "comparators": {"SPY"}}),
    ("IJR is no more volatile than IWM.", {"metric": "volatility", "comparators": {"IWM"}}),
    ("SCHB finished level with VTI in 2021.", {"subject": "SCHB", "comparators": {"VTI"}}),
    ("IVV came within 2 basis points of VOO in 2021.", {"subject": "IVV", "value": 2.0}),
]
RANKS: list[tuple[str, Slots]] = [
    (
        "XLE ranked second among the sector funds in 2021.",
        {"subject": "XLE", "relation": "highest", "value": 2.0, "missing": set()},
    ),
    ("We hold XLK, XLF and XLU. XLU was the calmest of the three in 2021.", {"subject": "XLU",
     "comparators": {"XLK", "XLF"}, "metric": "volatility", "relation": "lowest"}),
    ("Our funds are QUAL, MTUM and VLUE. MTUM lost the least of the three in 2021.",
     {"subject": "MTUM", "comparators": {"QUAL", "VLUE"}, "relation": "highest"}),
    ("Our funds are QUAL, MTUM and VLUE. VLUE brought up the rear in 2021.",
     {"subject": "VLUE", "comparators": {"QUAL", "MTUM"}, "relation": "lowest"}),
]  # fmt: skip
NOTHING = [
    "Looking ahead, XLE faces a difficult year.",
    "The year ahead looks better for IWM.",
    "The fund XSMO holds more than 600 stocks.",
    "Better than expected earnings lifted XLK.",
    "More than half of QQQ is technology.",
    "We sold half the position in XSMO.",
]


@pytest.mark.parametrize(("text", "slots"), COMPARISONS)
def test_wording_is_a_comparison(reader: Reader, text: str, slots: Slots) -> None:
    kind = "risk" if slots.get("metric") in RISK else "comparison"
    check(only(reader, text, kind), slots)


@pytest.mark.parametrize(("text", "slots"), EQUIVALENCES)
def test_wording_is_an_equivalence(reader: Reader, text: str, slots: Slots) -> None:
    check(only(reader, text, "equivalence"), slots)


@pytest.mark.parametrize(("text", "slots"), RANKS)
def test_wording_is_a_rank(reader: Reader, text: str, slots: Slots) -> None:
    (claim,) = (c for c in read(reader, text) if c.type == "rank")
    check(claim, slots)


@pytest.mark.parametrize("text", NOTHING)
def test_wording_compares_nothing(reader: Reader, text: str) -> None:
    compared = {"comparison", "equivalence", "rank"}
    assert [c.text for c in read(reader, text) if c.type in compared] == []


# What the note has said before


def test_comparative_alone_means_the_other_of_the_two(reader: Reader) -> None:
    text = "XSMO returned 9% in 2021 and IJR 7%.\nIJR was ahead by 3 points in 2020."
    check(only(reader, text, "comparison"), {"subject": "IJR", "comparators": {"XSMO"}})


def test_both_means_the_two_named_before(reader: Reader) -> None:
    text = "IWD and IWF parted ways.\nIVV beat both of them in 2021."
    check(only(reader, text, "comparison"), {"comparators": {"IWD", "IWF"}, "quantifier": "both"})


def test_the_latter_is_the_second_name(reader: Reader) -> None:
    text = "MTUM rose 4% in 2021 and QUAL 6%, so that the latter finished 2 points in front."
    (claim,) = (c for c in read(reader, text) if c.type == "comparison")
    check(claim, {"subject": "QUAL", "comparators": {"MTUM"}, "value": 2.0})


def test_lead_belongs_to_the_first_of_the_two(reader: Reader) -> None:
    text = "DXJ gained 30% in 2021, EWJ 5%.\nThe 25-point lead of the former over the latter faded."
    check(only(reader, text, "comparison"), {"subject": "DXJ", "comparators": {"EWJ"},
                                             "value": 25.0})  # fmt: skip


def test_index_is_the_one_that_was_named(reader: Reader) -> None:
    text = "MTUM beat the S&P 500 in 2020.\nQUAL lagged the index in 2021."
    check(only(reader, text, "comparison"), {"subject": "QUAL", "comparators": {"SP500"}})


def test_all_five_are_those_of_the_list(reader: Reader) -> None:
    names = "The factor funds that we follow are MTUM, QUAL, USMV, VLUE and SIZE."
    found = only(reader, f"{names}\nSPY beat all five factor funds in 2021.", "comparison")
    check(found, {"comparators": {"MTUM", "QUAL", "USMV", "VLUE", "SIZE"}, "quantifier": "all"})


def test_group_that_the_note_names_is_not_inferred(reader: Reader) -> None:
    names = "The factor funds that we follow are MTUM, QUAL, USMV, VLUE and SIZE."
    found = only(reader, f"{names}\nSPY beat all five factor funds in 2021.", "comparison")
    assert not found.comparators_inferred


def test_group_without_known_members_keeps_its_words(reader: Reader) -> None:
    found = only(reader, "XLV beat most sector funds in 2021.", "comparison")
    assert (found.comparators_text, found.quantifier) == ("most sector funds", "most")


# Several claims in one sentence


def test_neither_nor_denies_the_comparison_of_each(reader: Reader) -> None:
    text = "Neither VLUE nor SIZE has kept up with SPY since 2017."
    denied = {"type": "comparison", "relation": "above", "modality": "negated"}
    check_all(reader, text, [{**denied, "subject": "VLUE"}, {**denied, "subject": "SIZE"}])


def test_two_windows_are_two_claims(reader: Reader) -> None:
    text = "USMV lost less than SPY over the past month and over the past year."
    wanted = {"type": "comparison", "subject": "USMV", "relation": "above"}
    check_all(reader, text, [{**wanted, "base": "2022-07-19"}, {**wanted, "base": "2021-08-19"}])


def test_each_place_is_a_rank(reader: Reader) -> None:
    text = "XLE: first in 2020, seventh in 2021."
    claims = [c for c in read(reader, text) if c.type == "rank"]
    assert [c.magnitude and c.magnitude.value for c in claims] == [1.0, 7.0]


# Said again in fewer words


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("QQQ beat SPY in 2020, and so did ARKK.", {"subject": "ARKK", "modality": "asserted"}),
        ("VT has not beaten SPY since 2015. Nor has VXUS.", {"subject": "VXUS"}),
        (
            "AVUV is ahead of SPY since 2019, and VBR is not.",
            {"subject": "VBR", "modality": "negated"},
        ),
    ],
)
def test_verb_left_out_repeats_the_comparison(reader: Reader, text: str, slots: Slots) -> None:
    last = [c for c in read(reader, text) if c.type == "comparison"][-1]
    check(last, {**slots, "comparators": {"SPY"}, "relation": "above"})
