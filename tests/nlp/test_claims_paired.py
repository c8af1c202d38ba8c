"""Returns that stand in pairs and rows, that echo others, and that come to nothing."""

from __future__ import annotations

import pytest

from nlp.reading import Reader
from tests.nlp.slots import read, slots_of

Level = tuple[str, str, float | None]


def _levels(reader: Reader, text: str) -> list[Level]:
    found = (slots_of(c) for c in read(reader, text) if c.type == "level")
    return [(s["subject"], s["relation"], s["value"]) for s in found]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "SPTM and SPY are neck and neck since July 18: 3.0% and 3.1%.",
            [("SPTM", "equals", 3.0), ("SPY", "equals", 3.1)],
        ),
        (
            "VBR has kept pace with IWN since the end of June (both +1.5%).",
            [("VBR", "equals", 1.5), ("IWN", "equals", 1.5)],
        ),
        (
            "VBR vs VTI, ten years: 10.6 vs 11.0.",
            [("VBR", "equals", 10.6), ("VTI", "equals", 11.0)],
        ),
    ],
)
def test_two_figures_are_of_the_two_compared(
    reader: Reader, text: str, wanted: list[Level]
) -> None:
    assert _levels(reader, text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "VTV and VUG had returned 19% and 27% respectively in the ten months to October.",
            [("VTV", "equals", 19), ("VUG", "equals", 27)],
        ),
        (
            "In 2021 SPY, QQQ and IWM gained 12, 15 and 9 per cent.",
            [("SPY", "equals", 12), ("QQQ", "equals", 15), ("IWM", "equals", 9)],
        ),
    ],
)
def test_a_row_of_figures_goes_by_order(reader: Reader, text: str, wanted: list[Level]) -> None:
    assert _levels(reader, text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "SQQQ doubled in 2021 and so did TQQQ.",
            [("SQQQ", "rises", 2), ("TQQQ", "rises", 2)],
        ),
        (
            "TLT fell 4% in 2021, and so did IEF.",
            [("TLT", "falls", 4), ("IEF", "falls", None)],
        ),
        ("SPY turned $10,000 into $20,500 since 2015.", [("SPY", "rises", 2.05)]),
        (
            "QYLD against QQQ. From 2014 to 2021, 10,000 became 18,950 in the one and 53,200 in"
            " the other.",
            [("QYLD", "rises", 1.895), ("QQQ", "rises", 5.32)],
        ),
    ],
)
def test_an_echo_is_a_level_too(reader: Reader, text: str, wanted: list[Level]) -> None:
    assert _levels(reader, text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "XLE went nowhere in 2021.",
        "MTUM returned nothing in 2021.",
        "VUG moved sideways in 2021.",
        "QUAL broke even in 2021.",
        "IWM barely moved in 2021.",
    ],
)
def test_what_came_to_nothing_returned_none(reader: Reader, text: str) -> None:
    assert [value for _, _, value in _levels(reader, text)] == [0]


def test_a_colour_is_a_direction(reader: Reader) -> None:
    levels = _levels(reader, "SPY and QQQ were both red in June.")
    assert levels == [("SPY", "falls", None), ("QQQ", "falls", None)]


def test_its_regained_is_no_passive(reader: Reader) -> None:
    levels = _levels(reader, "BND is dull. Since 19 July, though, it's regained 4.6.")
    assert levels == [("BND", "rises", 4.6)]


def test_a_measure_behind_a_comma_is_not_the_figures(reader: Reader) -> None:
    text = "Since 2004 RSP returned 9.1% a year and SPY 7.8%, at a volatility of 21.6%."
    assert ("SPY", "equals", 7.8) in _levels(reader, text)


@pytest.mark.parametrize(
    "text",
    [
        "SPY and QQQ charge 0.09% and 0.20%.",
        "The S&P 500 is an index of 500 names.",
        "We sold 10,000 VTV and bought 20,000 VUG.",
        "The light is red.",
        "So did she.",
    ],
)
def test_pairs_of_other_things_are_no_returns(reader: Reader, text: str) -> None:
    assert _levels(reader, text) == []
