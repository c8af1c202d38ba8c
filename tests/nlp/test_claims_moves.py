"""Returns that are told by a place, a sign or an outcome, with no verb of returning."""

from __future__ import annotations

import pytest

from nlp.reading import Reader
from tests.nlp.slots import Slots, check_all


def _level(subject: str, value: float, **more: object) -> Slots:
    return {"type": "level", "subject": subject, "value": value, **more}


def test_outcome_after_a_dated_sentence_is_a_return(reader: Reader) -> None:
    text = "SPY did 28.7% in 2021. IJR came out at 26.6%."
    check_all(reader, text, [_level("SPY", 28.7), _level("IJR", 26.6, base="2020-12-31")])


def test_former_and_latter_have_their_own_moves(reader: Reader) -> None:
    text = (
        "MTUM and SPMO were a study in contrast last year: the former slipped 3%, the latter was"
        " up 14%."
    )
    check_all(
        reader,
        text,
        [_level("MTUM", 3.0, relation="falls"), _level("SPMO", 14.0, relation="rises")],
    )


def test_cleft_sentence_tells_a_return(reader: Reader) -> None:
    text = "What XSMO actually returned in 2021 was 21.5%."
    check_all(reader, text, [_level("XSMO", 21.5, base="2020-12-31")])


def test_label_with_a_colon_tells_a_return(reader: Reader) -> None:
    text = "Annualised return of SPY over ten years: 12.4%."
    check_all(reader, text, [_level("SPY", 12.4, window="trailing")])


@pytest.mark.parametrize(
    ("sentence", "relation", "value"),
    [
        ("IJR stands at \u22124.3% for the year to date.", "falls", 4.3),
        ("IJR is sitting on a gain of roughly 12% since January.", "rises", 12.0),
        ("IJR finished 2021 down 14.", "falls", 14.0),
        ("In 2021 IJR was up a hundred and twenty-odd percent.", "rises", 120.0),
        ("IJR had a dreadful time in 2021: 37.6% down.", "falls", 37.6),
        ("IJR has compounded at roughly 23% annually since 2012.", "equals", 23.0),
    ],
)
def test_direction_comes_from_the_words_by_the_number(
    reader: Reader, sentence: str, relation: str, value: float
) -> None:
    check_all(reader, sentence, [_level("IJR", value, relation=relation)])


def test_edging_up_is_a_move_without_a_number(reader: Reader) -> None:
    check_all(
        reader,
        "SPY has edged up since March 2021.",
        [{"type": "level", "subject": "SPY", "relation": "rises", "value": None}],
    )


def test_price_alone_is_the_price_return(reader: Reader) -> None:
    check_all(
        reader,
        "On price alone IJR is off 2% over three years.",
        [_level("IJR", 2.0, metric="price_return", relation="falls")],
    )


def test_elliptic_second_fund_shares_the_fall(reader: Reader) -> None:
    check_all(
        reader,
        "In 2021 QUAL lost 14.3% and SPY 14.2%.",
        [_level("QUAL", 14.3, relation="falls"), _level("SPY", 14.2, relation="falls")],
    )


def test_name_right_before_its_number_owns_it(reader: Reader) -> None:
    check_all(
        reader,
        "In 2021 XSMO put on 7.9%, with IJR 7.2% higher.",
        [_level("XSMO", 7.9), _level("IJR", 7.2)],
    )


@pytest.mark.parametrize(
    "sentence",
    [
        "The position in SPY is 4% of assets.",
        "SPY is the plain choice while inflation stands at 8.5%.",
        "IJR has 12% of its money in banks.",
    ],
)
def test_shares_and_rates_are_no_returns(reader: Reader, sentence: str) -> None:
    check_all(reader, sentence, [])


def test_depth_in_words_is_a_drawdown(reader: Reader) -> None:
    check_all(
        reader,
        "EEM is two-thirds below its 2007 high.",
        [{"type": "risk", "metric": "current_drawdown", "value": 66.7}],
    )


def test_peak_to_trough_loss_is_a_drawdown(reader: Reader) -> None:
    check_all(
        reader,
        "From peak to trough IJR lost 41% in 2020.",
        [{"type": "risk", "metric": "max_drawdown", "subject": "IJR", "value": 41.0}],
    )


def test_date_before_launch_is_the_inception(reader: Reader) -> None:
    check_all(
        reader,
        "XSMO's March 2005 launch came late.",
        [{"type": "reference", "metric": "inception_date", "words": "2005-03"}],
    )


def test_what_holders_pay_is_the_fee(reader: Reader) -> None:
    check_all(
        reader,
        "Holders of IJR are paying 6 basis points.",
        [{"type": "reference", "metric": "expense_ratio", "value": 6.0}],
    )


def test_answer_speaks_of_what_the_question_names(reader: Reader) -> None:
    check_all(
        reader,
        "So where does that leave IJR? It was up 12% in 2021.",
        [_level("IJR", 12.0, relation="rises")],
    )
