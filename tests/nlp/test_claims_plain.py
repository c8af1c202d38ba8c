"""Every type of claim in its plain form, with the slots that a person would fill in.

All sentences are read on 19 August 2022 unless a test says otherwise.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ingest.types import Block, BlockKind, BlockRole, Document, StatedSentiment
from nlp.reading import Reader
from nlp.types import Claim
from tests.nlp.notes import GAP, blocks, note

AS_OF = date(2022, 8, 19)
TODAY = "2022-08-19"
Slots = dict[str, Any]


def _read(reader: Reader, text: str) -> tuple[Claim, ...]:
    return reader.read(note(text), as_of=AS_OF).claims


def _slots(claim: Claim) -> Slots:
    """The slots of a claim as plain values, dates as text."""
    stated, condition, horizon = claim.magnitude, claim.condition, claim.horizon
    return {
        "type": claim.type,
        "subject": claim.subject,
        "comparators": set(claim.comparators),
        "quantifier": claim.quantifier,
        "relation": claim.relation,
        "metric": claim.metric,
        "window": claim.window.kind,
        "base": str(claim.window.base or "-"),
        "end": str(claim.window.end or "-"),
        "value": stated and stated.value,
        "unit": stated and stated.unit,
        "words": stated and stated.text_value,
        "annualised": stated and stated.annualised,
        "modality": claim.modality,
        "source": claim.source,
        "trigger": condition and condition.trigger,
        "due": str(horizon.due) if horizon else None,
        "legs": claim.legs,
        "missing": set(claim.missing),
    }


def _check(claim: Claim, wanted: Slots) -> None:
    found = _slots(claim)
    assert {name: found[name] for name in wanted} == wanted


def _one(reader: Reader, text: str, kind: str) -> Claim:
    """The only claim of the last line of a note, which is of that type."""
    last = text.rfind("\n") + 1
    line = text[last:].strip()
    doc = note(text)
    at = doc.text.rfind(line)
    found = [c for c in reader.read(doc, as_of=AS_OF).claims if c.start >= at]
    assert [c.type for c in found] == [kind]
    return found[0]


COMPARISONS: list[tuple[str, Slots]] = [
    (
        "XSMO has outperformed IJR and DWAS since 2017.",
        {"subject": "XSMO", "comparators": {"IJR", "DWAS"}, "relation": "above",
         "metric": "total_return", "window": "since", "base": "2016-12-31", "end": TODAY,
         "modality": "asserted", "missing": set()},
    ),
    ("Since 2017, XSMO beat IJR.", {"subject": "XSMO", "comparators": {"IJR"}, "relation": "above"}),
    ("XSMO lagged IJR in 2021.", {"relation": "below", "base": "2020-12-31", "end": "2021-12-31"}),
    ("XSMO underperformed IJR in 2021.", {"relation": "below", "comparators": {"IJR"}}),
    ("XSMO has trailed IJR since 2017.", {"relation": "below", "comparators": {"IJR"}}),
    ("XSMO is ahead of IJR year to date.", {"relation": "above", "window": "ytd"}),
    ("XSMO is behind IJR year to date.", {"relation": "below", "window": "ytd"}),
    ("XSMO did better than IJR in 2021.", {"relation": "above", "comparators": {"IJR"}}),
    ("XSMO did worse than IJR in 2021.", {"relation": "below", "comparators": {"IJR"}}),
    ("XSMO returned more than IJR in 2021.", {"relation": "above", "comparators": {"IJR"}}),
    ("XSMO returned less than IJR in 2021.", {"relation": "below", "comparators": {"IJR"}}),
    ("XSMO was beaten by IJR in 2021.", {"subject": "XSMO", "relation": "below", "comparators": {"IJR"}}),
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
    ("Over the past three years XSMO has surpassed IJR.", {"window": "trailing", "base": "2019-08-19"}),
    ("From 2015 to 2019 XSMO beat IJR.", {"window": "between", "base": "2014-12-31", "end": "2019-12-31"}),
    ("XSMO has beaten IJR since inception.", {"window": "since_inception", "base": "-"}),
    ("Historically, XSMO has beaten IJR.", {"window": "long_term", "base": "-"}),
    (
        "XSMO fell less than IJR in 2018.",
        {"relation": "above", "comparators": {"IJR"}, "base": "2017-12-31"},
    ),
]  # fmt: skip
EQUIVALENCES: list[tuple[str, Slots]] = [
    (
        "XSMO has matched IJR since 2017.",
        {"subject": "XSMO", "comparators": {"IJR"}, "relation": "in_line",
         "metric": "total_return", "window": "since", "base": "2016-12-31"},
    ),
    ("XSMO only matches IJR since inception.", {"relation": "in_line", "window": "since_inception"}),
    ("XSMO performed in line with IJR in 2021.", {"relation": "in_line", "comparators": {"IJR"}}),
    ("XSMO has kept pace with IJR since 2017.", {"relation": "in_line", "comparators": {"IJR"}}),
    ("XSMO returned about the same as IJR in 2021.", {"relation": "in_line", "comparators": {"IJR"}}),
    ("XSMO was on par with IJR in 2021.", {"relation": "in_line", "comparators": {"IJR"}}),
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
    ("XSMO has more than doubled since 2017.", {"value": 2.0, "unit": "times"}),
    ("XSMO delivered an annualised return of 12% over the past decade.", {"value": 12.0, "annualised": True}),
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
    ("XSMO was the worst of the small-cap momentum ETFs in 2021.", {"relation": "lowest", "comparators": {"DWAS", "XSVM"}}),
    ("The weakest of the small-cap momentum ETFs in 2021 was XSMO.", {"subject": "XSMO", "relation": "lowest"}),
    ("XSMO was the top performer in 2021.", {"relation": "highest", "missing": {"comparators"}}),
]  # fmt: skip
RISKS: list[tuple[str, Slots]] = [
    (
        "The maximum drawdown of XSMO in 2020 was 34%.",
        {"subject": "XSMO", "metric": "max_drawdown", "relation": "equals", "value": 34.0,
         "unit": "percent", "base": "2019-12-31", "end": "2020-12-31"},
    ),
    ("XSMO had a maximum drawdown of 34% in 2020.", {"metric": "max_drawdown", "value": 34.0}),
    (
        "USMV had half the volatility of MTUM in 2020.",
        {"subject": "USMV", "comparators": {"MTUM"}, "metric": "volatility", "relation": "below",
         "value": 0.5, "unit": "times"},
    ),
    ("MTUM had twice the volatility of USMV in 2020.", {"relation": "above", "value": 2.0, "comparators": {"USMV"}}),
    ("MTUM has been more volatile than USMV since 2017.", {"relation": "above", "metric": "volatility"}),
    ("USMV has been less volatile than MTUM since 2017.", {"relation": "below", "metric": "volatility"}),
    ("XSMO stands 29% below its peak.", {"metric": "current_drawdown", "value": 29.0}),
    ("XSMO is 72% below its peak.", {"metric": "current_drawdown", "value": 72.0}),
    ("XSMO had a volatility of 18% in 2021.", {"metric": "volatility", "value": 18.0}),
    ("XSMO had a beta of 1.1 to the S&P 500 in 2021.", {"metric": "beta", "value": 1.1, "unit": "ratio"}),
    ("The Sharpe ratio of XSMO was 0.92 in 2021.", {"metric": "sharpe", "value": 0.92}),
    ("XSMO has moderate risk.", {"metric": "volatility", "words": "moderate", "unit": "text"}),
    ("XSMO carries high risk.", {"metric": "volatility", "words": "high"}),
    ("XSMO has moderate sector and company risk.", {"metric": "volatility", "words": "moderate"}),
]  # fmt: skip
REFERENCES: list[tuple[str, Slots]] = [
    ("XSMO charges 0.36% a year.", {"subject": "XSMO", "metric": "expense_ratio", "value": 0.36, "unit": "percent"}),
    ("XSMO has an expense ratio of 0.36%.", {"metric": "expense_ratio", "value": 0.36}),
    ("XSMO costs 36 basis points a year.", {"metric": "expense_ratio", "value": 36.0, "unit": "basis_points"}),
    ("XSMO carries a 0.36% fee.", {"metric": "expense_ratio", "value": 0.36}),
    ("XSMO was launched in March 2005.", {"metric": "inception_date", "words": "March 2005", "unit": "date"}),
    ("XSMO was launched on 3 March 2005.", {"metric": "inception_date", "words": "3 March 2005"}),
    ("XSMO launched in 2005.", {"metric": "inception_date", "words": "2005"}),
    ("XSMO tracks the S&P SmallCap 600 Momentum Index.", {"metric": "index_tracked", "words": "SP600MOM"}),
    ("XSMO follows the S&P SmallCap 600 Momentum Index.", {"metric": "index_tracked", "words": "SP600MOM"}),
    ("XSMO seeks to track the S&P SmallCap 600 Momentum Index.", {"metric": "index_tracked"}),
    ("XSMO has a dividend yield of 0.8%.", {"metric": "yield", "value": 0.8}),
]  # fmt: skip
FORECASTS: list[tuple[str, Slots]] = [
    (
        "We expect XSMO to outperform IJR over the next twelve months.",
        {"subject": "XSMO", "comparators": {"IJR"}, "relation": "above", "modality": "forecast",
         "due": "2023-08-19"},
    ),
    ("XSMO will beat IJR next year.", {"relation": "above", "due": "2023-12-31"}),
    ("We expect XSMO to gain 10% by year end.", {"relation": "rises", "value": 10.0, "due": "2022-12-31"}),
    ("XSMO should fall further over the next 3-6 months.", {"relation": "falls", "due": "2023-02-19"}),
    ("XSMO is likely to lag IJR in 2023.", {"relation": "below", "due": "2023-12-31"}),
    ("We expect XSMO to recover.", {"relation": "rises", "due": None, "missing": {"horizon"}}),
]  # fmt: skip
POSSIBILITIES: list[tuple[str, Slots]] = [
    ("XSMO can compound sharply.", {"subject": "XSMO", "relation": "rises", "modality": "possible"}),
    ("Small-cap momentum may unwind.", {"relation": "falls", "modality": "possible"}),
    ("XSMO could lag IJR.", {"relation": "below", "comparators": {"IJR"}, "modality": "possible"}),
]  # fmt: skip
CONDITIONALS: list[tuple[str, Slots]] = [
    (
        "If breadth narrows, XSMO could unwind.",
        {"subject": "XSMO", "relation": "falls", "trigger": "If breadth narrows",
         "modality": "possible", "missing": {"horizon"}},
    ),
    ("XSMO should recover if credit spreads tighten.", {"subject": "XSMO", "relation": "rises", "trigger": "if credit spreads tighten"}),
    ("If rates fall, XSMO will rise over the next six months.", {"relation": "rises", "due": "2023-02-19"}),
    ("Should breadth narrow, XSMO would fall.", {"relation": "falls", "trigger": "Should breadth narrow"}),
    ("Unless rates fall, XSMO will struggle.", {"relation": "falls", "trigger": "Unless rates fall"}),
]  # fmt: skip
CAUSES: list[tuple[str, Slots]] = [
    ("XSMO's lead is regime-dependent rather than structural.", {"subject": "XSMO"}),
    ("XSMO owes its lead to technology; it is driven by semiconductors.", {}),
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
    *(("reference", *row) for row in REFERENCES),
    *(("forecast", *row) for row in FORECASTS),
    *(("possibility", *row) for row in POSSIBILITIES),
    *(("conditional", *row) for row in CONDITIONALS),
    *(("causal", *row) for row in CAUSES),
    *(("trade", *row) for row in TRADES),
]


@pytest.mark.parametrize(("kind", "text", "wanted"), PLAIN, ids=[row[1] for row in PLAIN])
def test_plain_claim_has_its_slots(reader: Reader, kind: str, text: str, wanted: Slots) -> None:
    _check(_one(reader, text, kind), wanted)


# Several claims, and what a clause inherits


def _all(reader: Reader, text: str, wanted: list[Slots]) -> None:
    found = [_slots(claim) for claim in _read(reader, text)]
    kept = [
        {name: slots[name] for name in want} for slots, want in zip(found, wanted, strict=False)
    ]
    assert [slots["type"] for slots in found] == [want["type"] for want in wanted]
    assert kept == wanted


SEVERAL: list[tuple[str, list[Slots]]] = [
    (
        "Since 2017, XSMO has outperformed IJR and DWAS, though it only matches IJT since inception"
        " and still lags QQQ.",
        [
            {"type": "comparison", "subject": "XSMO", "comparators": {"IJR", "DWAS"},
             "relation": "above", "window": "since", "base": "2016-12-31"},
            {"type": "equivalence", "subject": "XSMO", "comparators": {"IJT"},
             "relation": "in_line", "window": "since_inception"},
            {"type": "comparison", "subject": "XSMO", "comparators": {"QQQ"}, "relation": "below",
             "window": "since_inception"},
        ],
    ),
    (
        "MTUM gained 37.5% in 2017 and lost 1.8% in 2018.",
        [
            {"type": "level", "subject": "MTUM", "relation": "rises", "value": 37.5,
             "base": "2016-12-31"},
            {"type": "level", "subject": "MTUM", "relation": "falls", "value": 1.8,
             "base": "2017-12-31"},
        ],
    ),
    (
        "In 2020 MTUM gained 29.9% and beat QUAL.",
        [
            {"type": "level", "subject": "MTUM", "base": "2019-12-31"},
            {"type": "comparison", "subject": "MTUM", "comparators": {"QUAL"},
             "base": "2019-12-31", "end": "2020-12-31"},
        ],
    ),
    (
        "XSMO beat IJR in 2021, while DWAS trailed it.",
        [
            {"type": "comparison", "subject": "XSMO", "comparators": {"IJR"}, "relation": "above"},
            {"type": "comparison", "subject": "DWAS", "relation": "below", "base": "2020-12-31"},
        ],
    ),
    (
        "XSMO, which charges 0.36% a year, has beaten IJR since 2017.",
        [
            {"type": "reference", "subject": "XSMO", "metric": "expense_ratio", "value": 0.36},
            {"type": "comparison", "subject": "XSMO", "comparators": {"IJR"},
             "base": "2016-12-31"},
        ],
    ),
    (
        "XSMO tracks the S&P SmallCap 600 Momentum Index and was launched in March 2005.",
        [
            {"type": "reference", "subject": "XSMO", "metric": "index_tracked"},
            {"type": "reference", "subject": "XSMO", "metric": "inception_date",
             "words": "March 2005"},
        ],
    ),
    (
        "USMV is up 5.2% this year; MTUM is down 1.1%.",
        [
            {"type": "level", "subject": "USMV", "relation": "rises", "value": 5.2,
             "window": "ytd"},
            {"type": "level", "subject": "MTUM", "relation": "falls", "value": 1.1},
        ],
    ),
    (
        "DWAS charges 0.60% a year while IJR has an expense ratio of 0.06%.",
        [
            {"type": "reference", "subject": "DWAS", "value": 0.6},
            {"type": "reference", "subject": "IJR", "value": 0.06},
        ],
    ),
    (
        "MTUM has outperformed USMV and QUAL since 2017 but lagged VLUE year to date.",
        [
            {"type": "comparison", "comparators": {"USMV", "QUAL"}, "window": "since"},
            {"type": "comparison", "subject": "MTUM", "comparators": {"VLUE"},
             "relation": "below", "window": "ytd"},
        ],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), SEVERAL, ids=[row[0] for row in SEVERAL])
def test_one_sentence_holds_several_claims(reader: Reader, text: str, wanted: list[Slots]) -> None:
    _all(reader, text, wanted)


FOLLOWING = [
    ("XSMO is a small-cap fund.\nIt has beaten IJR since 2017.", "comparison", "XSMO"),
    ("XSMO is a small-cap fund.\nThe fund has beaten IJR since 2017.", "comparison", "XSMO"),
    ("XSMO is a small-cap fund.\nThis ETF gained 21.4% in 2021.", "level", "XSMO"),
    ("XSMO is a small-cap fund.\nIts maximum drawdown in 2020 was 34%.", "risk", "XSMO"),
    ("XSMO is cheaper than DWAS.\nThe latter charges 0.60% a year.", "reference", "DWAS"),
    ("XSMO is cheaper than DWAS.\nThe former charges 0.36% a year.", "reference", "XSMO"),
    ("MTUM leads QUAL.\nUSMV is calm.\nIt has beaten VLUE since 2017.", "comparison", "USMV"),
]


@pytest.mark.parametrize(("text", "kind", "subject"), FOLLOWING)
def test_subject_is_carried_over_from_before(
    reader: Reader, text: str, kind: str, subject: str
) -> None:
    assert _one(reader, text, kind).subject == subject


def test_window_is_not_carried_into_a_new_sentence(reader: Reader) -> None:
    claim = _one(reader, "XSMO gained 21.4% in 2021.\nIt has beaten IJR.", "comparison")
    assert claim.window.kind == "none"


CONCESSIONS: list[tuple[str, list[Slots]]] = [
    (
        "Despite lagging IJR in 2021, XSMO has beaten IJR since 2017.",
        [
            {"type": "comparison", "subject": "XSMO", "relation": "below", "base": "2020-12-31"},
            {"type": "comparison", "subject": "XSMO", "relation": "above", "base": "2016-12-31"},
        ],
    ),
    (
        "Although DWAS has outperformed XSMO since March 2020, we prefer the latter.",
        [{"type": "comparison", "subject": "DWAS", "comparators": {"XSMO"}, "relation": "above",
          "base": "2020-02-29"}],
    ),
    (
        "XSMO has beaten IJR since 2017, despite its loss of 15.4% in 2018.",
        [
            {"type": "comparison", "subject": "XSMO", "base": "2016-12-31", "end": TODAY},
            {"type": "level", "subject": "XSMO", "relation": "falls", "value": 15.4,
             "base": "2017-12-31"},
        ],
    ),
    (
        "Even though XSMO trailed IJR in 2021, it leads IJR over the past five years.",
        [
            {"type": "comparison", "subject": "XSMO", "relation": "below", "base": "2020-12-31"},
            {"type": "comparison", "subject": "XSMO", "relation": "above", "base": "2017-08-19"},
        ],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), CONCESSIONS, ids=[row[0] for row in CONCESSIONS])
def test_concession_is_a_claim_of_its_own(reader: Reader, text: str, wanted: list[Slots]) -> None:
    _all(reader, text, wanted)


# How a claim is meant

NEGATED = [
    ("XSMO has not beaten IJR since 2017.", "above"),
    ("XSMO hasn't outperformed IJR since 2017.", "above"),
    ("XSMO has never beaten IJR.", "above"),
    ("XSMO failed to beat IJR in 2021.", "above"),
    ("XSMO did not lag IJR in 2021.", "below"),
    ("XSMO no longer leads IJR.", "above"),
    ("It isn't true that XSMO has beaten IJR since 2017.", "above"),
]


@pytest.mark.parametrize(("text", "relation"), NEGATED)
def test_negation_stands_in_the_modality_and_leaves_the_verbs_relation(
    reader: Reader, text: str, relation: str
) -> None:
    claim = _one(reader, text, "comparison")
    assert (claim.modality, claim.relation) == ("negated", relation)


@pytest.mark.parametrize(
    "text",
    [
        "XSMO did not fail to beat IJR in 2021.",
        "XSMO has never failed to beat IJR.",
        "XSMO has not only beaten IJR since 2017, it has beaten DWAS too.",
    ],
)
def test_double_negation_asserts(reader: Reader, text: str) -> None:
    claim = _read(reader, text)[0]
    assert (claim.modality, claim.relation) == ("asserted", "above")


REPORTED = [
    ("Critics say XSMO lagged IJR in 2021.", "Critics"),
    ("One broker argues that XSMO has beaten IJR since 2017.", "One broker"),
    ("According to Invesco, XSMO has beaten IJR since 2017.", "Invesco"),
    ("XSMO has beaten IJR since 2017, according to one competitor.", "one competitor"),
    ("The issuer claims that XSMO returned 94% since 2019.", "The issuer"),
]


@pytest.mark.parametrize(("text", "source"), REPORTED)
def test_reported_speech_names_its_source(reader: Reader, text: str, source: str) -> None:
    (claim,) = _read(reader, text)
    assert (claim.modality, claim.source) == ("reported", source)


@pytest.mark.parametrize(
    "text",
    [
        "We think XSMO has beaten IJR since 2017.",
        "The data show that XSMO has beaten IJR since 2017.",
        "This note argues that XSMO has beaten IJR since 2017.",
    ],
)
def test_the_author_is_no_source(reader: Reader, text: str) -> None:
    (claim,) = _read(reader, text)
    assert claim.source is None


@pytest.mark.parametrize(
    "text",
    [
        "Had we held USMV instead since 2020, we would have lost 4.1%.",
        "XSMO would have returned 40% since 2017.",
        "With a lower fee XSMO would have beaten IJR in 2021.",
    ],
)
def test_what_would_have_been_is_counterfactual(reader: Reader, text: str) -> None:
    assert [claim.modality for claim in _read(reader, text)] == ["counterfactual"]


@pytest.mark.parametrize(
    "text",
    [
        "XSMO has arguably outperformed IJR since 2017.",
        "XSMO seems to have outperformed IJR since 2017.",
        "XSMO has probably beaten IJR since 2017.",
    ],
)
def test_hedge_is_heard(reader: Reader, text: str) -> None:
    assert _one(reader, text, "comparison").modality == "hedged"


def test_condition_asserts_nothing_by_itself(reader: Reader) -> None:
    _one(reader, "If XSMO outperforms IJR, momentum could rally.", "conditional")


QUIET = [
    "XSMO beat analysts' expectations for flows.",
    "We met the manager of XSMO in March 2020.",
    "The up and down of XSMO is tiring.",
    "More than ever, XSMO needs patience.",
    "XSMO holds 120 companies in 11 sectors.",
    "Past performance of XSMO is not a guide to future returns.",
]


@pytest.mark.parametrize("text", QUIET)
def test_prose_without_a_claim_has_none(reader: Reader, text: str) -> None:
    assert _read(reader, text) == ()


# Repeats


def test_a_claim_made_again_points_to_the_first(reader: Reader) -> None:
    first, second = _read(
        reader, "XSMO has outperformed IJR since 2017.\nSince 2017, XSMO has beaten IJR."
    )
    assert (first.repeats, second.repeats) == (None, first.id)


@pytest.mark.parametrize(
    "again",
    [
        "XSMO has outperformed IJR since 2018.",
        "XSMO has outperformed DWAS since 2017.",
        "XSMO has not outperformed IJR since 2017.",
        "IJR has outperformed XSMO since 2017.",
    ],
)
def test_another_claim_is_no_repeat(reader: Reader, again: str) -> None:
    claims = _read(reader, f"XSMO has outperformed IJR since 2017.\n{again}")
    assert [claim.repeats for claim in claims] == [None, None]


def test_ids_follow_the_note(reader: Reader) -> None:
    claims = _read(reader, "XSMO rose 5% in 2021.\nIJR fell 3% in 2018.\nMTUM lags QUAL.")
    assert [claim.id for claim in claims] == ["c1", "c2", "c3"]


# Groups


def test_described_group_is_the_funds_listed_on_the_window(reader: Reader) -> None:
    claim = _one(
        reader, "XSMO has outperformed key small-cap single-factor ETFs since 2017.", "comparison"
    )
    assert claim.comparators_inferred
    assert claim.quantifier == "key"
    assert "XSLV" in claim.comparators
    assert "XSHQ" not in claim.comparators


# Tables, quotations, the note's own score


def _table(rows: list[str]) -> Document:
    return blocks((row, "table_row", "body") for row in rows)


def test_a_cell_is_a_claim_of_its_row_and_column(reader: Reader) -> None:
    doc = _table(["Fund | 2021 return | Expense ratio | YTD", "XSMO | 21.4% | 0.36% | \u221218.8%"])
    claims = reader.read(doc, as_of=AS_OF).claims
    found = [(c.type, c.subject, c.metric, c.magnitude and c.magnitude.value) for c in claims]
    assert sorted(found) == [
        ("level", "XSMO", "total_return", 18.8),
        ("level", "XSMO", "total_return", 21.4),
        ("reference", "XSMO", "expense_ratio", 0.36),
    ]


def test_a_column_of_years_dates_its_cells(reader: Reader) -> None:
    doc = _table(["Fund | 2020 | 3Y", "XSMO | 21.4% | 40.1%"])
    windows = [c.window for c in reader.read(doc, as_of=AS_OF).claims]
    assert [(str(w.base), str(w.end)) for w in windows] == [
        ("2019-12-31", "2020-12-31"),
        ("2019-08-19", TODAY),
    ]


def test_a_negative_cell_falls(reader: Reader) -> None:
    doc = _table(["Fund | 2018 return", "XSMO | (15.4%)"])
    (claim,) = reader.read(doc, as_of=AS_OF).claims
    _check(claim, {"relation": "falls", "value": 15.4, "base": "2017-12-31"})


def test_a_row_without_a_fund_claims_nothing(reader: Reader) -> None:
    doc = _table(["Fund | 2018 return", "Average | 15.4%"])
    assert reader.read(doc, as_of=AS_OF).claims == ()


def _quoted(dated: date | None) -> Document:
    mine, theirs = "I reread your note; MTUM trails QUAL.", "MTUM is up 13.6% year to date."
    start = len(mine) + len(GAP)
    kinds: dict[str, Any] = {"kind": "paragraph", "origin": "line 1"}
    return Document(
        id="0" * 64,
        media_type="text/plain",
        text=mine + GAP + theirs,
        blocks=(
            Block(start=0, end=len(mine), role="body", **kinds),
            Block(
                start=start,
                end=start + len(theirs),
                role="quoted",
                dated=dated,
                author="Priya Nair",
                **kinds,
            ),
        ),
    )


def test_quoted_older_note_is_read_at_its_own_date(reader: Reader) -> None:
    own, quoted = reader.read(_quoted(date(2018, 9, 5)), as_of=AS_OF).claims
    assert (own.read_at, quoted.read_at) == (None, date(2018, 9, 5))
    _check(quoted, {"window": "ytd", "base": "2017-12-31", "end": "2018-09-05"})


def test_quoted_older_note_is_attributed(reader: Reader) -> None:
    _, quoted = reader.read(_quoted(date(2018, 9, 5)), as_of=AS_OF).claims
    assert (quoted.modality, quoted.source) == ("reported", "Priya Nair")


@pytest.mark.parametrize("role", ["furniture", "disclaimer", "signature"])
def test_what_surrounds_the_note_claims_nothing(reader: Reader, role: BlockRole) -> None:
    doc = blocks([("XSMO has outperformed IJR since 2017.", "paragraph", role)])
    assert reader.read(doc, as_of=AS_OF).claims == ()


@pytest.mark.parametrize("kind", ["paragraph", "list_item", "heading", "title"])
def test_claims_are_read_wherever_the_author_speaks(reader: Reader, kind: BlockKind) -> None:
    doc = blocks([("XSMO has outperformed IJR since 2017.", kind, "body")])
    assert [c.type for c in reader.read(doc, as_of=AS_OF).claims] == ["comparison"]


def _scored(label: str, score: float | None) -> Document:
    words = "Overall sentiment mildly positive, 0.25"
    said = StatedSentiment(label=label, score=score, start=0, end=len(words))
    block = Block(
        start=0, end=len(words), kind="paragraph", role="stated_sentiment", origin="line 1"
    )
    return Document(
        id="0" * 64, media_type="text/plain", text=words, blocks=(block,), stated_sentiment=said
    )


def test_stated_sentiment_is_a_self_report(reader: Reader) -> None:
    (claim,) = reader.read(_scored("mildly positive", 0.25), as_of=AS_OF).claims
    _check(
        claim,
        {"type": "self_report", "metric": "sentiment", "value": 0.25, "unit": "ratio",
         "words": "mildly positive", "subject": None},
    )  # fmt: skip


def test_stated_sentiment_without_a_number_keeps_its_label(reader: Reader) -> None:
    (claim,) = reader.read(_scored("mildly positive", None), as_of=AS_OF).claims
    _check(claim, {"unit": "text", "words": "mildly positive"})


# What stands alone


def test_standalone_text_names_subject_and_window(reader: Reader) -> None:
    claims = _read(reader, "XSMO rose 21.4% in 2021 and beat IJR.")
    assert all(claim.standalone_text.startswith("XSMO ") for claim in claims)
    assert all("in 2021" in claim.standalone_text for claim in claims)


def test_claim_about_nobody_misses_its_subject(reader: Reader) -> None:
    (claim,) = _read(reader, "The portfolio has outperformed IJR since 2017.")
    assert claim.subject is None
    assert "subject" in claim.missing


def test_inherited_slots_make_a_claim_less_sure(reader: Reader) -> None:
    plain = _one(reader, "XSMO has beaten IJR since 2017.", "comparison")
    carried = _one(reader, "XSMO is ours.\nIt has beaten IJR since 2017.", "comparison")
    assert carried.parse_confidence < plain.parse_confidence <= 1


@pytest.mark.parametrize("as_of", ["2018-11-23", "2021-02-12"])
def test_relative_words_count_from_the_date_of_reading(reader: Reader, as_of: str) -> None:
    day = date.fromisoformat(as_of)
    doc = note("XSMO has beaten IJR year to date.")
    (claim,) = reader.read(doc, as_of=day).claims
    assert (claim.window.base, claim.window.end) == (date(day.year - 1, 12, 31), day)
