"""Every type of claim in its plain form, with the slots that a person would fill in."""

from __future__ import annotations

import pytest

from nlp.reading import Reader
from tests.nlp.slots import TODAY, Slots, check, only

COMPARISONS: list[tuple[str, Slots]] = [
    (
        "XSMO has outperformed IJR and DWAS since 2017.",
        {"subject": "XSMO", "comparators": {"IJR", "DWAS"}, "relation": "above",
         "metric": "total_return", "window": "since", "base": "2016-12-31", "end": TODAY,
         "modality": "asserted", "missing": set()},
    ),
    (
        "Since 2017, XSMO beat IJR.",
        {"subject": "XSMO", "comparators": {"IJR"}, "relation": "above"},
    ),
    ("XSMO lagged IJR in 2021.", {"relation": "below", "base": "2020-12-31", "end": "2021-12-31"}),
    ("XSMO underperformed IJR in 2021.", {"relation": "below", "comparators": {"IJR"}}),
    ("XSMO has trailed IJR since 2017.", {"relation": "below", "comparators": {"IJR"}}),
    ("XSMO is ahead of IJR year to date.", {"relation": "above", "window": "ytd"}),
    ("XSMO is behind IJR year to date.", {"relation": "below", "window": "ytd"}),
    ("XSMO did better than IJR in 2021.", {"relation": "above", "comparators": {"IJR"}}),
    ("XSMO did worse than IJR in 2021.", {"relation": "below", "comparators": {"IJR"}}),
    ("XSMO returned more than IJR in 2021.", {"relation": "above", "comparators": {"IJR"}}),
    ("XSMO returned less than IJR in 2021.", {"relation": "below", "comparators": {"IJR"}}),
    (
        "XSMO was beaten by IJR in 2021.",
        {"subject": "XSMO", "relation": "below", "comparators": {"IJR"}},
    ),
    (
        "XSMO outperformed IJR by 4.9 percentage points in 2021.",
        {"value": 4.9, "unit": "percentage_points", "relation": "above"},
    ),
    (
        "XSMO beat IJR by 250 basis points in 2021.",
        {"value": 250.0, "unit": "basis_points", "relation": "above"},
    ),
    (
        "XSMO is 18.7 percentage points ahead of IJR this year.",
        {"value": 18.7, "unit": "percentage_points", "relation": "above", "window": "ytd"},
    ),
    (
        "XSMO has outperformed IJR by 2 percentage points a year since 2017.",
        {"value": 2.0, "annualised": True},
    ),
    ("XSMO has outperformed both IJR and DWAS since 2017.", {"quantifier": "both"}),
    ("XSMO has beaten the S&P SmallCap 600 since 2017.", {"comparators": {"SP600"}}),
    ("XSMO has beaten its benchmark since 2020.", {"comparators": {"SP600MOM"}}),
    ("XSMO has outperformed IJR.", {"window": "none", "missing": {"window"}}),
    ("XSMO has outperformed since 2017.", {"comparators": set(), "missing": {"comparators"}}),
    ("XSMO has outperformed.", {"missing": {"window", "comparators"}}),
    (
        "Over the past three years XSMO has surpassed IJR.",
        {"window": "trailing", "base": "2019-08-19"},
    ),
    (
        "From 2015 to 2019 XSMO beat IJR.",
        {"window": "between", "base": "2014-12-31", "end": "2019-12-31"},
    ),
    ("XSMO has beaten IJR since inception.", {"window": "since_inception", "base": "-"}),
    ("Historically, XSMO has beaten IJR.", {"window": "long_term", "base": "-"}),
    (
        "XSMO fell less than IJR in 2018.",
        {"relation": "above", "comparators": {"IJR"}, "base": "2017-12-31"},
    ),
    (
        "XSMO outperformed most of its small-cap momentum peers in 2021.",
        {"quantifier": "most", "comparators": {"DWAS", "XSVM"}},
    ),
    (
        "XSMO has outperformed every small-cap momentum ETF since 2017.",
        {"quantifier": "all", "comparators": {"DWAS", "XSVM"}},
    ),
    ("Unlike IJR, XSMO has beaten DWAS since 2017.", {"subject": "XSMO", "comparators": {"DWAS"}}),
    (
        "MTUM has beaten the S&P 500 and the Russell 1000 since 2017.",
        {"comparators": {"SP500", "R1000"}},
    ),
]  # fmt: skip
EQUIVALENCES: list[tuple[str, Slots]] = [
    (
        "XSMO has matched IJR since 2017.",
        {"subject": "XSMO", "comparators": {"IJR"}, "relation": "in_line",
         "metric": "total_return", "window": "since", "base": "2016-12-31"},
    ),
    (
        "XSMO only matches IJR since inception.",
        {"relation": "in_line", "window": "since_inception"},
    ),
    ("XSMO performed in line with IJR in 2021.", {"relation": "in_line", "comparators": {"IJR"}}),
    ("XSMO has kept pace with IJR since 2017.", {"relation": "in_line", "comparators": {"IJR"}}),
    (
        "XSMO returned about the same as IJR in 2021.",
        {"relation": "in_line", "comparators": {"IJR"}},
    ),
    ("XSMO was on par with IJR in 2021.", {"relation": "in_line", "comparators": {"IJR"}}),
    (
        "XSMO is roughly in line with IJR over five years.",
        {"window": "trailing", "base": "2017-08-19"},
    ),
    (
        "XSMO tracked the S&P SmallCap 600 Momentum Index closely over the past five years.",
        {"relation": "in_line", "comparators": {"SP600MOM"}, "base": "2017-08-19"},
    ),
]  # fmt: skip
LEVELS: list[tuple[str, Slots]] = [
    (
        "XSMO returned 94.27% since 21 June 2019.",
        {"subject": "XSMO", "relation": "equals", "metric": "total_return", "value": 94.27,
         "unit": "percent", "window": "since", "base": "2019-06-21", "end": TODAY},
    ),
    ("XSMO gained 21.4% in 2021.", {"relation": "rises", "value": 21.4, "base": "2020-12-31"}),
    ("XSMO rose 21.4% in 2021.", {"relation": "rises", "value": 21.4}),
    ("XSMO was up 21.4% in 2021.", {"relation": "rises", "value": 21.4}),
    ("XSMO fell 23% in 2018.", {"relation": "falls", "value": 23.0, "end": "2018-12-31"}),
    ("XSMO lost 23% in 2018.", {"relation": "falls", "value": 23.0}),
    ("XSMO is down 18.8% year to date.", {"relation": "falls", "value": 18.8, "window": "ytd"}),
    ("XSMO returned 12.1% a year from 2015 to 2019.", {"value": 12.1, "annualised": True}),
    ("XSMO returned \u22123.2% in 2018.", {"value": -3.2, "relation": "equals"}),
    ("XSMO returned (3.2%) in 2018.", {"value": -3.2, "relation": "equals"}),
    ("XSMO returned about 20% in 2021.", {"value": 20.0, "relation": "equals"}),
    ("XSMO fell in 2018.", {"relation": "falls", "value": None, "base": "2017-12-31"}),
    (
        "XSMO delivered an annualised return of 12% over the past decade.",
        {"value": 12.0, "annualised": True},
    ),
    ("In price terms XSMO gained 12% in 2021.", {"metric": "price_return", "value": 12.0}),
    ("The S&P 500 returned 28.7% in 2021.", {"subject": "SP500", "value": 28.7}),
    ("XSMO gained 21.4% last year.", {"base": "2020-12-31", "end": "2021-12-31"}),
]  # fmt: skip
RANKS: list[tuple[str, Slots]] = [
    (
        "XSMO was the best-performing small-cap ETF of 2021.",
        {"subject": "XSMO", "relation": "highest", "metric": "total_return", "window": "calendar",
         "base": "2020-12-31", "end": "2021-12-31"},
    ),
    ("XSMO is best in class.", {"subject": "XSMO", "relation": "highest"}),
    (
        "XSMO was the worst of the small-cap momentum ETFs in 2021.",
        {"relation": "lowest", "comparators": {"DWAS", "XSVM"}},
    ),
    (
        "The weakest of the small-cap momentum ETFs in 2021 was XSMO.",
        {"subject": "XSMO", "relation": "lowest"},
    ),
    ("XSMO was the top performer in 2021.", {"relation": "highest", "missing": {"comparators"}}),
    (
        "XSMO ranked first among small-cap momentum ETFs in 2021.",
        {"relation": "highest", "comparators": {"DWAS", "XSVM"}},
    ),
]  # fmt: skip
RISKS: list[tuple[str, Slots]] = [
    (
        "The maximum drawdown of XSMO in 2020 was 34%.",
        {"subject": "XSMO", "metric": "max_drawdown", "relation": "equals", "value": 34.0,
         "unit": "percent", "base": "2019-12-31", "end": "2020-12-31"},
    ),
    ("XSMO had a maximum drawdown of 34% in 2020.", {"metric": "max_drawdown", "value": 34.0}),
    ("XSMO stands 29% below its peak.", {"metric": "current_drawdown", "value": 29.0}),
    ("XSMO is 72% below its peak.", {"metric": "current_drawdown", "value": 72.0}),
    ("XSMO had a volatility of 18% in 2021.", {"metric": "volatility", "value": 18.0}),
    (
        "XSMO had a beta of 1.1 to the S&P 500 in 2021.",
        {"metric": "beta", "value": 1.1, "unit": "ratio"},
    ),
    ("The Sharpe ratio of XSMO was 0.92 in 2021.", {"metric": "sharpe", "value": 0.92}),
    ("XSMO has moderate risk.", {"metric": "volatility", "words": "moderate", "unit": "text"}),
    ("XSMO carries high risk.", {"metric": "volatility", "words": "high"}),
    ("XSMO has moderate sector and company risk.", {"metric": "volatility", "words": "moderate"}),
]  # fmt: skip
RISKS_COMPARED: list[tuple[str, Slots]] = [
    (
        "USMV had half the volatility of MTUM in 2020.",
        {"subject": "USMV", "comparators": {"MTUM"}, "metric": "volatility", "relation": "below",
         "value": 0.5, "unit": "times"},
    ),
    (
        "MTUM had twice the volatility of USMV in 2020.",
        {"relation": "above", "value": 2.0, "comparators": {"USMV"}},
    ),
    (
        "MTUM has been more volatile than USMV since 2017.",
        {"relation": "above", "metric": "volatility"},
    ),
    (
        "USMV has been less volatile than MTUM since 2017.",
        {"relation": "below", "metric": "volatility"},
    ),
    (
        "XSMO had a smaller drawdown than IJR in 2020.",
        {"metric": "max_drawdown", "relation": "below", "comparators": {"IJR"}},
    ),
    (
        "XSMO had a deeper drawdown than IJR in 2020.",
        {"metric": "max_drawdown", "relation": "above", "comparators": {"IJR"}},
    ),
    (
        "XSMO is riskier than IJR.",
        {"metric": "volatility", "relation": "above", "comparators": {"IJR"}},
    ),
]  # fmt: skip
REFERENCES: list[tuple[str, Slots]] = [
    (
        "XSMO charges 0.36% a year.",
        {"subject": "XSMO", "metric": "expense_ratio", "value": 0.36, "unit": "percent"},
    ),
    ("XSMO has an expense ratio of 0.36%.", {"metric": "expense_ratio", "value": 0.36}),
    (
        "XSMO costs 36 basis points a year.",
        {"metric": "expense_ratio", "value": 36.0, "unit": "basis_points"},
    ),
    (
        "XSMO was launched in March 2005.",
        {"metric": "inception_date", "words": "2005-03", "unit": "date"},
    ),
    ("XSMO was launched on 3 March 2005.", {"metric": "inception_date", "words": "2005-03-03"}),
    ("XSMO launched in 2005.", {"metric": "inception_date", "words": "2005"}),
    (
        "XSMO tracks the S&P SmallCap 600 Momentum Index.",
        {"metric": "index_tracked", "words": "SP600MOM"},
    ),
    (
        "XSMO follows the S&P SmallCap 600 Momentum Index.",
        {"metric": "index_tracked", "words": "SP600MOM"},
    ),
    ("XSMO seeks to track the S&P SmallCap 600 Momentum Index.", {"metric": "index_tracked"}),
    ("XSMO has a dividend yield of 0.8%.", {"metric": "yield", "value": 0.8}),
    ("XSMO yields 0.8%.", {"metric": "yield", "value": 0.8}),
    ("XSMO has been around since 2005.", {"metric": "inception_date", "words": "2005"}),
]  # fmt: skip
FORECASTS: list[tuple[str, Slots]] = [
    (
        "We expect XSMO to outperform IJR over the next twelve months.",
        {"subject": "XSMO", "comparators": {"IJR"}, "relation": "above", "modality": "forecast",
         "due": "2023-08-19"},
    ),
    ("XSMO will beat IJR next year.", {"relation": "above", "due": "2023-12-31"}),
    (
        "We expect XSMO to gain 10% by year end.",
        {"relation": "rises", "value": 10.0, "due": "2022-12-31"},
    ),
    (
        "XSMO should fall further over the next 3-6 months.",
        {"relation": "falls", "due": "2023-02-19"},
    ),
    ("XSMO is likely to lag IJR in 2023.", {"relation": "below", "due": "2023-12-31"}),
    ("We expect XSMO to recover.", {"relation": "rises", "due": None, "missing": {"horizon"}}),
]  # fmt: skip
POSSIBILITIES: list[tuple[str, Slots]] = [
    (
        "XSMO can compound sharply.",
        {"subject": "XSMO", "relation": "rises", "modality": "possible"},
    ),
    ("Small-cap momentum may unwind.", {"relation": "falls", "modality": "possible"}),
    ("XSMO could lag IJR.", {"relation": "below", "comparators": {"IJR"}, "modality": "possible"}),
]  # fmt: skip
CONDITIONALS: list[tuple[str, Slots]] = [
    (
        "If breadth narrows, XSMO could unwind.",
        {"subject": "XSMO", "relation": "falls", "trigger": "If breadth narrows",
         "modality": "possible", "missing": {"horizon"}},
    ),
    (
        "XSMO should recover if credit spreads tighten.",
        {"subject": "XSMO", "relation": "rises", "trigger": "if credit spreads tighten"},
    ),
    (
        "If rates fall, XSMO will rise over the next six months.",
        {"relation": "rises", "due": "2023-02-19"},
    ),
    (
        "Should breadth narrow, XSMO would fall.",
        {"relation": "falls", "trigger": "Should breadth narrow"},
    ),
    (
        "Unless rates fall, XSMO will struggle.",
        {"relation": "falls", "trigger": "Unless rates fall"},
    ),
    (
        "XSMO may outperform IJR if breadth improves.",
        {"trigger": "if breadth improves", "modality": "possible"},
    ),
    (
        "When breadth narrows, XSMO tends to lag.",
        {"trigger": "When breadth narrows", "relation": "below"},
    ),
    (
        "Once rates fall, XSMO should rally over the next 3-6 months.",
        {"relation": "rises", "due": "2023-02-19"},
    ),
]  # fmt: skip
CAUSES: list[tuple[str, Slots]] = [
    ("XSMO's lead is regime-dependent rather than structural.", {"subject": "XSMO"}),
    ("XSMO owes its lead to technology.", {"subject": "XSMO"}),
    ("The gains of XSMO were driven by falling interest rates.", {"subject": "XSMO"}),
    ("XSMO's weakness is explained by crowding.", {"subject": "XSMO"}),
]
TRADES: list[tuple[str, Slots]] = [
    ("We would buy XSMO and sell IJR.", {"legs": ("buy XSMO", "sell IJR")}),
    ("Go long XSMO and short DWAS.", {"legs": ("Go long XSMO", "short DWAS")}),
    (
        "Long strongest revisions, short weakest balance sheets.",
        {"legs": ("Long strongest revisions", "short weakest balance sheets")},
    ),
    ("Buy XSMO on weakness.", {"subject": "XSMO", "legs": ()}),
    ("We would trim XSMO here.", {"subject": "XSMO", "legs": ()}),
    ("We are overweight XSMO and underweight IJR.", {}),
]

PLAIN = [
    *(("comparison", *row) for row in COMPARISONS),
    *(("equivalence", *row) for row in EQUIVALENCES),
    *(("level", *row) for row in LEVELS),
    *(("rank", *row) for row in RANKS),
    *(("risk", *row) for row in RISKS),
    *(("risk", *row) for row in RISKS_COMPARED),
    *(("reference", *row) for row in REFERENCES),
    *(("forecast", *row) for row in FORECASTS),
    *(("possibility", *row) for row in POSSIBILITIES),
    *(("conditional", *row) for row in CONDITIONALS),
    *(("causal", *row) for row in CAUSES),
    *(("trade", *row) for row in TRADES),
]


@pytest.mark.parametrize(("kind", "text", "wanted"), PLAIN, ids=[row[1] for row in PLAIN])
def test_plain_claim_has_its_slots(reader: Reader, kind: str, text: str, wanted: Slots) -> None:
    check(only(reader, text, kind), wanted)
