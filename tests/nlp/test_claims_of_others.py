"""What is said of something else, aimed at, or promised by nobody is no claim on the fund."""

from __future__ import annotations

from datetime import date

import pytest

import ingest
from nlp.reading import Reader
from tests.nlp.slots import only, read

OF_ANOTHER = [
    "IBM fell 6% in 2020.",
    "Bonds fell 6% in 2020.",
    "Apple rose 12% in 2020, MTUM's largest holding.",
    "Revenue at Nvidia, MTUM's top holding, rose 62% in 2021.",
    "The dividend of MTUM rose 12% in 2021.",
    "Inflows to MTUM rose 40% in 2021.",
]


@pytest.mark.parametrize("text", OF_ANOTHER)
def test_figures_of_other_things_are_no_return_of_the_fund(reader: Reader, text: str) -> None:
    found = read(reader, f"MTUM is a momentum fund.\n{text}")
    assert [c.text for c in found if c.type == "level"] == []


NO_CLAIM = [
    "MTUM seeks to outperform the MSCI USA Index.",
    "There is no guarantee that MTUM will outperform QUAL.",
    "MTUM's top 10 holdings account for 30% of assets.",
]


@pytest.mark.parametrize("text", NO_CLAIM)
def test_aims_and_disclaimers_claim_nothing(reader: Reader, text: str) -> None:
    assert [c for c in read(reader, text) if c.type != "reference"] == []


@pytest.mark.parametrize("minus", ["-", "\u2212", "minus ", "negative "])
def test_a_minus_may_be_a_word(reader: Reader, minus: str) -> None:
    stated = only(reader, f"MTUM returned {minus}3.2% in 2020.", "level").magnitude
    assert stated is not None
    assert abs(stated.value) == 3.2
    assert (stated.low < 0) or only(
        reader, f"MTUM returned {minus}3.2% in 2020.", "level"
    ).relation == "falls"


def test_a_period_before_the_calendar_is_none(reader: Reader) -> None:
    doc = ingest.read(b"MTUM rose 2% in the last 5000 calendar years.", name="note.txt")
    assert [c.window.kind for c in reader.read(doc, as_of=date(2021, 2, 12)).claims] == ["none"]
