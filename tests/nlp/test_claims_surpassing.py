"""The wide vocabulary of beating, lagging, matching and leading a group, and what looks like it."""

from __future__ import annotations

import pytest

from nlp.reading import Reader
from tests.nlp.slots import Slots, check, only, read

AHEAD: list[tuple[str, Slots]] = [
    ("IJR walloped IWM in 2021.", {}),
    ("IJR cruised past IWM in 2021.", {}),
    ("IJR gained on IWM in 2021.", {}),
    ("IJR won by 4 points against IWM in 2021.", {"value": 4.0}),
    ("IJR delivered a higher return than IWM in 2021.", {}),
    ("IJR suffered a smaller loss than IWM in 2018.", {}),
    ("IJR's decline was milder than IWM's in 2018.", {}),
    ("IJR had a better 2018 than IWM.", {}),
    ("IJR has built a comfortable cushion over IWM since 2017.", {"window": "since"}),
    ("IJR's outperformance of IWM came to 5 points in 2020.", {"value": 5.0}),
    ("IJR protected better on the way down than IWM in 2018.", {}),
    ("IJR's return since 2012 is above IWM's.", {"window": "since"}),
    ("IJR 300bp over IWM ytd.", {"window": "ytd"}),
]
BEHIND: list[tuple[str, Slots]] = [
    ("IWM was no match for IJR in 2020.", {}),
    ("IWM has given ground to IJR since 2011.", {}),
    ("IWM came second to IJR in 2019.", {}),
    ("IWM comes off worse against IJR in 2019.", {}),
    ("IWM fell further than IJR in 2018.", {}),
    ("IWM took a heavier beating than IJR in 2018.", {}),
    ("IWM carries a 4-point deficit to IJR this year.", {}),
    ("Relative to IJR, IWM has underperformed by 3 points this year.", {"value": 3.0}),
    ("Measured against IJR, IWM has come up short since 2001.", {"window": "since"}),
    ("IWM's gain was smaller than IJR's in 2021.", {}),
]
LEVEL: list[tuple[str, Slots]] = [
    ("XSMO moved in tandem with IJR in 2019.", {}),
    ("Not much separates XSMO from IJR over five years.", {}),
    ("XSMO has done about as well as IJR since 2017.", {}),
    ("XSMO and IJR delivered almost identical returns in 2019.", {}),
    ("XSMO fell as hard as IJR in 2020.", {}),
    ("XSMO earned the same return as IJR in 2019.", {}),
    ("XSMO returned what IJR returned in 2019.", {}),
    ("The difference between XSMO and IJR is negligible over ten years.", {}),
    ("XSMO and IJR finished 2019 within a point of each other.", {}),
    ("XSMO barely differs from IJR in return since 2017.", {}),
]
RANKED: list[tuple[str, Slots]] = [
    ("XLE took first place among sector funds in 2021.", {"relation": "highest"}),
    ("XLE is a top-quartile fund over five years.", {"relation": "highest", "value": 25.0}),
    ("XLE was our best performer last quarter.", {"relation": "highest"}),
    ("XLE was unrivalled among sector funds in 2021.", {"relation": "highest"}),
    ("XLE propped up the table in 2021.", {"relation": "lowest"}),
    ("XLE finished at the bottom of the pile in 2021.", {"relation": "lowest"}),
    ("XLE has the lowest fee in its category.", {"metric": "expense_ratio", "missing": set()}),
    ("Nothing we own fell as much as XLE in 2020.", {"relation": "lowest"}),
]
FEES_AND_INCOME: list[tuple[str, Slots]] = [
    ("VOO costs less than SPY.", {"relation": "below", "metric": "expense_ratio"}),
    ("VOO is still cheaper to own than SPY.", {"relation": "below", "metric": "expense_ratio"}),
    ("VOO pays a higher dividend than SPY.", {"relation": "above", "metric": "yield"}),
    ("VOO's yield is below SPY's.", {"relation": "below", "metric": "yield"}),
    ("VOO is larger than SPY by assets.", {"relation": "above", "metric": "aum"}),
]
SAY_NOTHING = [
    "We like IJR better than IWM.",
    "IJR has a higher P/E than IWM.",
    "IJR has fewer stocks than IWM.",
    "IJR is older than IWM.",
    "IJR is trading above its 200-day moving average.",
    "Rising rates hammered XLU and XLRE in 2022.",
    "XLE is first and foremost an oil fund.",
    "IJR rose for the third time in a week.",
    "IJR has a larger weight in banks than IWM.",
]


@pytest.mark.parametrize(("text", "wanted"), AHEAD)
def test_words_of_beating_put_the_subject_ahead(reader: Reader, text: str, wanted: Slots) -> None:
    found = only(reader, text, "comparison")
    check(found, {"subject": "IJR", "comparators": {"IWM"}, "relation": "above", **wanted})


@pytest.mark.parametrize(("text", "wanted"), BEHIND)
def test_words_of_lagging_put_the_subject_behind(reader: Reader, text: str, wanted: Slots) -> None:
    found = only(reader, text, "comparison")
    check(found, {"subject": "IWM", "comparators": {"IJR"}, "relation": "below", **wanted})


@pytest.mark.parametrize(("text", "wanted"), LEVEL)
def test_words_of_sameness_set_two_funds_level(reader: Reader, text: str, wanted: Slots) -> None:
    found = only(reader, text, "equivalence")
    check(found, {"subject": "XSMO", "comparators": {"IJR"}, "relation": "in_line", **wanted})


@pytest.mark.parametrize(("text", "wanted"), RANKED)
def test_a_place_in_a_group_is_a_rank(reader: Reader, text: str, wanted: Slots) -> None:
    check(only(reader, text, "rank"), {"subject": "XLE", **wanted})


@pytest.mark.parametrize(("text", "wanted"), FEES_AND_INCOME)
def test_a_comparison_takes_its_measure_from_its_words(
    reader: Reader, text: str, wanted: Slots
) -> None:
    found = only(reader, text, "comparison")
    check(found, {"subject": "VOO", "comparators": {"SPY"}, **wanted})


@pytest.mark.parametrize("text", SAY_NOTHING)
def test_words_of_size_about_something_else_compare_no_returns(reader: Reader, text: str) -> None:
    kinds = {claim.type for claim in read(reader, text)}
    assert not kinds & {"comparison", "equivalence", "rank"}


def test_could_not_keep_up_tells_what_happened(reader: Reader) -> None:
    found = only(reader, "IWM could not keep up with QQQ in 2020.", "comparison")
    assert found.modality == "negated"


def test_a_name_set_beside_two_others_is_the_lead_of_the_last_comparison(reader: Reader) -> None:
    found = read(reader, "IJR did worse than QQQ in 2020, as did IWM.")
    assert [claim.subject for claim in found] == ["IJR", "IWM"]
