"""Facts and figures set out without a table: leaders, legends, bare values, league tables."""

from __future__ import annotations

import pytest

import ingest
from nlp.reading import Reader
from nlp.types import Claim
from tests.nlp.slots import AS_OF, Slots, check


def _read(reader: Reader, text: str) -> tuple[Claim, ...]:

    return reader.read(ingest.read(text.encode()), as_of=AS_OF).claims


def _figures(claims: tuple[Claim, ...]) -> list[tuple[str | None, str | None, float]]:
    return [(c.subject, c.metric, c.magnitude.value) for c in claims if c.magnitude]


def _metrics(claims: tuple[Claim, ...]) -> list[tuple[str | None, str | None]]:
    return [(c.subject, c.metric) for c in claims]


LEADERS: list[tuple[str, Slots]] = [
    ("Ongoing charge ........ 0.39%", {"metric": "expense_ratio", "value": 0.39}),
    ("First traded .......... 3 March 2005", {"metric": "inception_date", "words": "2005-03-03"}),
    ("Sponsor ............... Invesco", {"metric": "issuer", "words": "Invesco"}),
    ("Return, 3 yrs p.a. .... 8.1%", {"type": "level", "annualised": True, "base": "2019-08-19"}),
    ("Worst slide ........... 41.2%", {"metric": "max_drawdown", "value": 41.2}),
    ("Beta to IJR, 3 yrs .... 1.02", {"metric": "beta", "comparators": {"IJR"}}),
    ("Fee → 39 bp", {"metric": "expense_ratio", "unit": "basis_points"}),
    ("Issued by: Invesco", {"metric": "issuer", "words": "Invesco"}),
    ("Yield - 1.1%", {"metric": "yield", "value": 1.1}),
    ("AUM $700 million", {"metric": "aum", "value": 7e8}),
    ("Maximum drawdown, ten years: 44%", {"metric": "max_drawdown", "base": "2012-08-19"}),
    ("Listed since: 03/04/2005", {"metric": "inception_date", "words": "2005-03-04"}),
]


@pytest.mark.parametrize(("line", "wanted"), LEADERS)
def test_any_mark_may_lead_from_a_label_to_its_value(
    reader: Reader, line: str, wanted: Slots
) -> None:
    (claim,) = _read(reader, f"Fund card\n\nTicker: XSMO\n{line}\nHoldings: 120\n")
    check(claim, {"subject": "XSMO", **wanted})


RECORDS = [
    "XSMO: fee 0.39%, assets $700m, yield 1.1%",
    "XSMO — 39 bp — $700m — yld 1.1",
    "XSMO $700m, 39bp, yld 1.1",
    "XSMO · 0.39% · $700m · 1.1% yield",
    "TER 0.39% | AUM $700m | Yield 1.1% | Ticker XSMO",
]


@pytest.mark.parametrize("line", RECORDS)
def test_a_line_of_values_tells_what_each_of_them_is(reader: Reader, line: str) -> None:
    claims = _read(reader, f"Our small caps\n\n{line}\n")
    assert {c.metric for c in claims} == {"expense_ratio", "aum", "yield"}
    assert {c.subject for c in claims} == {"XSMO"}


LEGENDS = [
    ("Format is ticker, fee, assets, 2021 return.", "SPLV, 0.25%, $10.5bn, 24.2%"),
    ("LOW VOL (ticker — fee — AUM — 2021 return)", "SPLV — 0.25% — $10.5bn — 24.2%"),
    ("Fund / expense ratio / size / 2021 return", "SPLV / 0.25% / $10.5bn / 24.2%"),
]


@pytest.mark.parametrize(("legend", "line"), LEGENDS)
def test_a_legend_in_words_heads_the_lines_below_it(reader: Reader, legend: str, line: str) -> None:
    assert _figures(_read(reader, f"{legend}\n\n{line}\n")) == [
        ("SPLV", "expense_ratio", 0.25),
        ("SPLV", "aum", 10.5e9),
        ("SPLV", "total_return", 24.2),
    ]


def test_an_issuer_and_a_fee_alone_are_an_entry_of_a_list(reader: Reader) -> None:
    text = "**VTI**\n\n- Vanguard. 0.03%.\n\n**ITOT**\n\n- iShares. 0.03%.\n"
    assert _metrics(_read(reader, text)) == [
        ("VTI", "issuer"),
        ("VTI", "expense_ratio"),
        ("ITOT", "issuer"),
        ("ITOT", "expense_ratio"),
    ]


def test_figures_between_slashes_go_with_periods_between_slashes(reader: Reader) -> None:
    claims = _read(reader, "XSMO\n\nReturn (1y / 3y / 5y): -8.2% / 7.4% / 5.3%\n")
    assert [str(c.window.base) for c in claims] == ["2021-08-19", "2019-08-19", "2017-08-19"]


def test_a_table_without_heads_takes_the_line_above_it(reader: Reader) -> None:
    text = "Total return, 2016 to 2020\n\nIWF       157%\nIWD        59%\nRPV        42%\n"
    claims = _read(reader, text)
    assert _figures(claims)[0] == ("IWF", "total_return", 157.0)
    check(claims[0], {"base": "2015-12-31", "end": "2020-12-31"})


def test_a_column_may_be_headed_by_the_fund_in_general(reader: Reader) -> None:
    text = (
        "# Energy Select Sector SPDR Fund (XLE)\n\n| Period | Fund, price | Fund, total |\n"
        "|---|---|---|\n| Quarter | 0.7 | 1.8 |\n"
    )
    assert _figures(_read(reader, text)) == [
        ("XLE", "price_return", 0.7),
        ("XLE", "total_return", 1.8),
    ]


def test_a_column_of_ranks_places_each_fund_among_the_others(reader: Reader) -> None:
    text = (
        "| Rank | Fund | 2021 |\n|---|---|---|\n| 1 | XLE | 53% |\n| 2 | XLF | 35% |\n"
        "| 3 | XLU | 18% |\n"
    )
    ranks = [c for c in _read(reader, text) if c.type == "rank"]
    check(ranks[1], {"subject": "XLF", "comparators": {"XLE", "XLU"}, "value": 2})
    assert len(ranks) == 3


NOTHING = [
    "Weights: XLK 29%, XLF 13%, XLV 12%.",
    "The fee: nobody minds.",
    "Turnover .... 88%",
    "Holdings | 120 | Turnover | 88%",
    "Volatility climbed again in 2021",
]


@pytest.mark.parametrize("line", NOTHING)
def test_what_is_no_fact_makes_no_reference(reader: Reader, line: str) -> None:
    claims = _read(reader, f"XSMO at a glance\n\n{line}\n")
    assert [c for c in claims if c.type == "reference" or c.magnitude] == []
