"""Facts in running prose, in the words that the field has for fees, sizes, launches and yields."""

from __future__ import annotations

import pytest

import ingest
from nlp.reading import Reader
from nlp.types import Claim
from tests.nlp.slots import AS_OF

Fact = tuple[str | None, str | None, float]


def _facts(reader: Reader, text: str) -> list[Claim]:
    claims = reader.read(ingest.read(text.encode()), as_of=AS_OF).claims
    return [claim for claim in claims if claim.type == "reference"]


def _figures(reader: Reader, text: str) -> list[Fact]:
    return [(c.subject, c.metric, c.magnitude.value) for c in _facts(reader, text) if c.magnitude]


FEES: list[tuple[str, list[tuple[str, float]]]] = [
    ("SPLV is on offer at 25 bps.", [("SPLV", 25)]),
    ("Neither is a bargain next to VOO (3 bp).", [("VOO", 3)]),
    ("Fees were cut, and VWO went from 0.10 to 0.08 per cent.", [("VWO", 0.08)]),
    ("VTI is cheaper to own than SPTM (3bp v 4bp).", [("VTI", 3), ("SPTM", 4)]),
    ("QUAL wins against SPHQ on cost (15 bp against 29).", [("QUAL", 15), ("SPHQ", 29)]),
    ("MTUM is 15 bps, IJS is 18 and VBR is 7.", [("MTUM", 15), ("IJS", 18), ("VBR", 7)]),
    ("The same fifteen basis points for SHY and TLT.", [("SHY", 15), ("TLT", 15)]),
    ("JEPI comes with a 0.35% sticker.", [("JEPI", 0.35)]),
]


@pytest.mark.parametrize(("text", "wanted"), FEES)
def test_a_price_is_told_without_the_word_fee(
    reader: Reader, text: str, wanted: list[tuple[str, float]]
) -> None:
    assert _figures(reader, text) == [(fund, "expense_ratio", value) for fund, value in wanted]


def test_an_entry_of_a_list_holds_a_fee_a_size_and_an_issuer(reader: Reader) -> None:
    text = (
        "Gold, three ways\n\n- IAU: 0.25%, about $32 billion, launched in January 2005.\n"
        "- SGOL: abrdn's entry; 0.17%.\n"
    )
    assert [(c.subject, c.metric) for c in _facts(reader, text)] == [
        ("IAU", "expense_ratio"),
        ("IAU", "aum"),
        ("IAU", "inception_date"),
        ("SGOL", "issuer"),
        ("SGOL", "expense_ratio"),
    ]


YIELDS: list[tuple[str, list[tuple[str, float]]]] = [
    ("BIL pays about 2.2% now.", [("BIL", 2.2)]),
    ("LQD yld 3.6.", [("LQD", 3.6)]),
    ("On income there is nothing to win: 7.1% on JNK, 6.9% on HYG.", [("JNK", 7.1), ("HYG", 6.9)]),
    ("SCHD or VYM? The former yields 3.4 per cent, the latter 3.0.", [("SCHD", 3.4), ("VYM", 3)]),
]


@pytest.mark.parametrize(("text", "wanted"), YIELDS)
def test_a_yield_is_told_in_many_words(
    reader: Reader, text: str, wanted: list[tuple[str, float]]
) -> None:
    assert _figures(reader, text) == [(fund, "yield", value) for fund, value in wanted]


LAUNCHES = [
    ("USMV launched October 18, 2011.", "2011-10-18"),
    ("USMV has tracked it since the first day of trading, 18 October 2011.", "2011-10-18"),
    ("Having listed in October 2011, USMV is no newcomer.", "2011-10"),
]


@pytest.mark.parametrize(("text", "day"), LAUNCHES)
def test_a_launch_is_told_in_many_words(reader: Reader, text: str, day: str) -> None:
    days = [c.magnitude.text_value for c in _facts(reader, text) if c.magnitude]
    assert day in days


def test_a_size_needs_no_noun(reader: Reader) -> None:
    assert _figures(reader, "IBB, with some $8 billion, remains the largest.") == [
        ("IBB", "aum", 8e9)
    ]


def test_a_house_may_have_an_index_of_no_name(reader: Reader) -> None:
    facts = _facts(reader, "EEM follows MSCI's index.")
    assert [(c.subject, c.metric) for c in facts] == [("EEM", "index_tracked")]


def test_a_fact_stays_one_before_a_forecast(reader: Reader) -> None:
    (fact,) = _facts(reader, "BKLN yields 4.3%; it should earn that next year.")
    assert fact.modality == "asserted"


NO_FACTS = [
    "Inflows into SPY reached $3 billion last week.",
    "Every momentum fund with more than $500 million, MTUM included, fell.",
    "XSMO gained 20 bps on Tuesday.",
    "USMV was 30bp behind SPY.",
    "The Fed cut by 25 bp and TLT jumped.",
    "Spreads widened 40 bps and HYG fell.",
]


@pytest.mark.parametrize("text", NO_FACTS)
def test_flows_moves_and_gaps_are_no_facts(reader: Reader, text: str) -> None:
    assert _facts(reader, text) == []
