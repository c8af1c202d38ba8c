"""Fact sheets and lists of figures, set line by line."""

# ruff: noqa: RUF001 - lists are set with typographic dashes and signs

from __future__ import annotations

import pytest

import ingest
from nlp.reading import Reader
from nlp.types import Claim
from tests.nlp.slots import AS_OF, TODAY, Slots, check


def _read(reader: Reader, text: str) -> tuple[Claim, ...]:
    return reader.read(ingest.read(text.encode()), as_of=AS_OF).claims


def _figures(claims: tuple[Claim, ...]) -> list[tuple[str | None, str | None, float]]:
    return [(c.subject, c.metric, c.magnitude.value) for c in claims if c.magnitude]


LINES: list[tuple[str, Slots]] = [
    ("Expense ratio: 0.39%", {"metric": "expense_ratio", "value": 0.39, "missing": set()}),
    ("TER: 39 bps", {"metric": "expense_ratio", "unit": "basis_points"}),
    ("Inception: 3 March 2005", {"metric": "inception_date", "words": "2005-03-03"}),
    ("Launch date: March 2005", {"metric": "inception_date", "words": "2005-03"}),
    ("Benchmark: S&P SmallCap 600 Momentum Index", {"metric": "index_tracked"}),
    ("Net assets: $1.2bn", {"metric": "aum", "value": 1.2e9, "unit": "usd"}),
    ("Assets under management: USD 700 million", {"metric": "aum", "value": 7e8}),
    ("Issuer: Invesco", {"metric": "issuer", "words": "Invesco"}),
    ("Distribution yield: 1.1%", {"metric": "yield", "value": 1.1}),
    ("Standard deviation (3Y): 22.1%", {"metric": "volatility", "base": "2019-08-19"}),
    ("Maximum drawdown: -41.2%", {"metric": "max_drawdown", "value": 41.2}),
    ("Beta vs IJR: 1.02", {"metric": "beta", "comparators": {"IJR"}, "type": "risk"}),
    ("5-year annualised return: 6.1%", {"type": "level", "annualised": True}),
    ("YTD: −18.8%", {"type": "level", "value": -18.8, "end": TODAY}),
    ("2021: 21.4%", {"type": "level", "end": "2021-12-31"}),
]


@pytest.mark.parametrize(("line", "wanted"), LINES)
def test_a_line_of_a_fact_sheet_is_about_its_fund(reader: Reader, line: str, wanted: Slots) -> None:
    (claim,) = _read(reader, f"Fund in focus\n\nTicker: XSMO\n{line}\nHoldings: 120\n")
    check(claim, {"subject": "XSMO", **wanted})


def test_the_title_may_name_the_fund(reader: Reader) -> None:
    text = "# Invesco S&P SmallCap Momentum ETF\n\n- **TER:** 0.39%\n- **Launched:** 2005\n"
    assert [claim.subject for claim in _read(reader, text)] == ["XSMO", "XSMO"]


def test_one_line_may_hold_the_whole_sheet(reader: Reader) -> None:
    text = "Fund in focus\n\nTicker: XSMO; expense ratio: 0.39%; inception: 3 March 2005\n"
    assert [claim.metric for claim in _read(reader, text)] == ["expense_ratio", "inception_date"]


def test_each_sheet_is_about_its_own_fund(reader: Reader) -> None:
    text = "Fees\n\nTicker: XSMO\nTER: 0.39%\n\nTicker: XMMO\nTER: 0.34%\n"
    assert _figures(_read(reader, text)) == [
        ("XSMO", "expense_ratio", 0.39),
        ("XMMO", "expense_ratio", 0.34),
    ]


def test_a_list_of_definitions_in_html_is_a_sheet(reader: Reader) -> None:
    text = (
        "<html><body><h1>Fund page</h1><dl><dt>Ticker</dt><dd>XSMO</dd>"
        "<dt>Expense ratio</dt><dd>0.39%</dd><dt>Index</dt><dd>S&amp;P 500</dd></dl></body></html>"
    )
    found = [(claim.subject, claim.metric) for claim in _read(reader, text)]
    assert found == [("XSMO", "expense_ratio"), ("XSMO", "index_tracked")]


def test_a_sheet_in_a_table_of_two_columns(reader: Reader) -> None:
    rows = "| Item | Value |\n|---|---|\n| Symbol | XSMO |\n| Fee | 0.39% |\n| Beta | 1.1 |"
    assert [claim.subject for claim in _read(reader, f"# Sheet\n\n{rows}\n")] == ["XSMO", "XSMO"]


def test_bullets_take_measure_and_period_from_the_line_above(reader: Reader) -> None:
    text = "Note\n\n2021 total returns:\n- XLK +34.5%\n- XLC: +15.9%\n- XLE (0.6%)\n"
    claims = _read(reader, text)
    assert _figures(claims) == [
        ("XLK", "total_return", 34.5),
        ("XLC", "total_return", 15.9),
        ("XLE", "total_return", -0.6),
    ]
    assert {str(claim.window.end) for claim in claims} == {"2021-12-31"}


def test_figures_in_a_row_take_them_from_its_own_lead(reader: Reader) -> None:
    claims = _read(reader, "Note\n\nFees, bp: QQQ 20, SPY 9 and VTV 4.\n")
    assert {claim.magnitude.unit for claim in claims if claim.magnitude} == {"basis_points"}
    assert [claim.subject for claim in claims] == ["QQQ", "SPY", "VTV"]


def test_a_bullet_before_says_nothing_of_the_ones_behind(reader: Reader) -> None:
    text = "Note\n\n- DWAS had the deeper drawdown.\n- Year to date: DWAS −2%, IWO −3.5%.\n"
    assert _figures(_read(reader, text))[-1] == ("IWO", "total_return", -3.5)


@pytest.mark.parametrize("line", ["10Y Treasury yield: 4.2%", "CPI: 3.1%", "Target price: 12%"])
def test_figures_of_something_else_are_not_the_funds(reader: Reader, line: str) -> None:
    claims = _read(reader, f"Fund in focus\n\nTicker: XSMO\nTER: 0.39%\n{line}\n")
    assert [claim.metric for claim in claims] == ["expense_ratio"]


def test_weights_are_no_returns(reader: Reader) -> None:
    assert _read(reader, "Note\n\nTop weights:\n- XLK 20%\n- XLE 10%\n") == ()


def test_a_sentence_behind_a_label_is_left_to_the_grammar(reader: Reader) -> None:
    claims = _read(reader, "Note\n\nCosts: USMV asks 0.15% and SPLV 0.25%.\n")
    assert _figures(claims) == [("USMV", "expense_ratio", 0.15), ("SPLV", "expense_ratio", 0.25)]
