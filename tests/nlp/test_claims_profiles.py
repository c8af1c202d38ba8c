"""What a fund is, said in passing: index, issuer and first day in brackets, rows and answers."""

# ruff: noqa: RUF001 - tables are set with typographic dashes and signs

from __future__ import annotations

import pytest

import ingest
from nlp.reading import Reader
from tests.nlp.slots import AS_OF

Fact = tuple[str | None, str | None, str | None]


def _facts(reader: Reader, text: str) -> list[Fact]:
    claims = reader.read(ingest.read(text.encode()), as_of=AS_OF).claims
    told = (c for c in claims if c.type == "reference" and c.magnitude)
    return [(c.subject, c.metric, c.magnitude.text_value) for c in told if c.magnitude]


ISSUERS: list[tuple[str, list[tuple[str, str]]]] = [
    ("Direxion's SOXL is worse.", [("SOXL", "Direxion")]),
    ("BlackRock's IVV and Vanguard's VOO fell.", [("IVV", "BlackRock"), ("VOO", "Vanguard")]),
    ("MTUM and QUAL, both from iShares, rose.", [("MTUM", "iShares"), ("QUAL", "iShares")]),
    ("You asked about BOND: PIMCO's own, and not cheap.", [("BOND", "PIMCO")]),
    ("SPLV: Invesco, launched in May 2011.", [("SPLV", "Invesco")]),
]


@pytest.mark.parametrize(("text", "wanted"), ISSUERS)
def test_a_house_stands_beside_its_fund(
    reader: Reader, text: str, wanted: list[tuple[str, str]]
) -> None:
    told = [(who, what) for who, metric, what in _facts(reader, text) if metric == "issuer"]
    assert told == wanted


INDICES: list[tuple[str, str, str]] = [
    ("IWM (Russell 2000) has achieved 9.7% a year.", "IWM", "R2000"),
    ("PRF (RAFI US 1000) did better.", "PRF", "RAFI US 1000"),
    ("The Nasdaq-100 tracker QQQ slipped 1.5%.", "QQQ", "NDX"),
    ("TQQQ seeks three times the daily move of the Nasdaq-100.", "TQQQ", "NDX"),
    ("VWO, which moved to a FTSE benchmark, lagged.", "VWO", "FTSE benchmark"),
    ("What does IWM follow? The Russell 2000.", "IWM", "R2000"),
]


@pytest.mark.parametrize(("text", "fund", "index"), INDICES)
def test_an_index_is_told_by_its_place(reader: Reader, text: str, fund: str, index: str) -> None:
    assert (fund, "index_tracked", index) in _facts(reader, text)


DAYS: list[tuple[str, list[tuple[str, str]]]] = [
    (
        "New arrivals: MTUM and QUAL, the former in April 2013, the latter in July 2013.",
        [("MTUM", "2013-04"), ("QUAL", "2013-07")],
    ),
    ("USMV, EFAV, both from October 2011.", [("USMV", "2011-10"), ("EFAV", "2011-10")]),
    ("BOND was launched ten years ago.", [("BOND", "2012")]),
    ("PRF (2005, RAFI US 1000) lagged.", [("PRF", "2005")]),
]


@pytest.mark.parametrize(("text", "wanted"), DAYS)
def test_a_first_day_may_only_be_pointed_at(
    reader: Reader, text: str, wanted: list[tuple[str, str]]
) -> None:
    told = [(who, day) for who, metric, day in _facts(reader, text) if metric == "inception_date"]
    assert told == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Vanguard's chief economist said VOO would fall.",
        "SPY (unlike the S&P 500) pays a fee.",
        "We are long KRE vs XLU (+24% since inception 1 October).",
        "The market, as measured by the S&P 500, lost ground to DVY.",
        "The rally in EEM started in 2016.",
        "ARKK (2020) was a different beast.",
    ],
)
def test_words_beside_a_fund_may_be_no_facts(reader: Reader, text: str) -> None:
    assert _facts(reader, text) == []


def test_one_field_of_a_line_may_say_something_else(reader: Reader) -> None:
    text = (
        "# SMMV: new arrival\n\n"
        "- Manager: BlackRock • Rebalanced twice a year • Ticker since 7 Sep 2016 • Cost 20bp\n"
    )
    assert [metric for _, metric, _ in _facts(reader, text)] == [
        "issuer",
        "inception_date",
        "expense_ratio",
    ]


def test_signed_figures_beside_names_are_returns_without_a_head(reader: Reader) -> None:
    text = (
        "# Scorecard\n\n| Trade | Long leg | Short leg |\n|---|---|---|\n"
        "| Banks v. utilities | KBE +31.2% | XLU −4.4% |\n| Steel | SLX +18.9% | none |\n"
    )
    claims = reader.read(ingest.read(text.encode()), as_of=AS_OF).claims
    told = [(c.subject, c.metric, c.magnitude.value) for c in claims if c.magnitude]
    assert told == [
        ("KBE", "total_return", 31.2),
        ("XLU", "total_return", -4.4),
        ("SLX", "total_return", 18.9),
    ]


def test_the_line_above_a_table_names_what_betas_are_to(reader: Reader) -> None:
    text = (
        "# Risk\n\nFigures are daily, three years to 30 June 2022, benchmark SPY.\n\n"
        "| Sleeve | Volatility | Beta |\n|---|---|---|\n| MTUM | 21.4% | 0.98 |\n"
    )
    claims = reader.read(ingest.read(text.encode()), as_of=AS_OF).claims
    assert [(c.metric, c.comparators) for c in claims] == [("volatility", ()), ("beta", ("SPY",))]
