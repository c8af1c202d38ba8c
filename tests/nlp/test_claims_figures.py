"""Figures beside a name are claims of their own, with the measure and period of their sentence."""

from __future__ import annotations

import pytest

from nlp.reading import Reader
from tests.nlp.slots import Slots, check_all, read

IN_2021 = {"base": "2020-12-31", "end": "2021-12-31"}


def _level(subject: str, value: float, **others: object) -> Slots:
    return {"type": "level", "subject": subject, "value": value, "unit": "percent"} | others


LISTED: list[tuple[str, list[Slots]]] = [
    (
        "XSMO gained 12.4% in 2021 and IJR 26.8%.",
        [_level("XSMO", 12.4, **IN_2021), _level("IJR", 26.8, **IN_2021)],
    ),
    (
        "In 2021 MTUM returned 13.4%, against 27% for QUAL and 29.1% for VLUE.",
        [
            _level("MTUM", 13.4, **IN_2021),
            _level("QUAL", 27.0, **IN_2021),
            _level("VLUE", 29.1, **IN_2021),
        ],
    ),
    (
        "USMV +20.6% in 2021, SPLV +24.3%.",
        [_level("USMV", 20.6, **IN_2021), _level("SPLV", 24.3, **IN_2021)],
    ),
    (
        "IWM fell 5% in 2021, and EFA, which hedges nothing, 3.2 per cent.",
        [_level("IWM", 5.0, relation="falls"), _level("EFA", 3.2)],
    ),
    (
        "DIA lost 32% in 2008 and SPY 36.8.",
        [_level("DIA", 32.0, relation="falls"), _level("SPY", 36.8, base="2007-12-31")],
    ),
    (
        "XSMO had a volatility of 21% in 2021, IJR one of 19%.",
        [
            {"type": "risk", "subject": "XSMO", "metric": "volatility", "value": 21.0},
            {"type": "risk", "subject": "IJR", "metric": "volatility", "value": 19.0},
        ],
    ),
]


@pytest.mark.parametrize(("text", "wanted"), LISTED, ids=[text for text, _ in LISTED])
def test_each_named_figure_is_a_claim(reader: Reader, text: str, wanted: list[Slots]) -> None:
    check_all(reader, text, wanted)


OTHERS = [
    "Inflation ran at 7% in 2021 while XSMO, 40% of the portfolio, was left alone.",
    "The Fed left the funds rate at 0.25% and IJR did what it does.",
    "We hold QUAL at a 12% weight.",
    "Turnover of MTUM was 112%.",
]


@pytest.mark.parametrize("text", OTHERS)
def test_shares_and_rates_are_no_returns(reader: Reader, text: str) -> None:
    assert not [c for c in read(reader, text) if c.type == "level"]


MOVES = [
    ("XSMO has nearly tripled since 2012.", "rises", 3.0, "times"),
    ("IJR lost a third in 2008.", "falls", 33.3, "percent"),
    ("EFA gave back a fifth of its value in 2018.", "falls", 20.0, "percent"),
    ("QQQ put on forty-eight percent in 2020.", "rises", 48.0, "percent"),
    ("IWM eased 1.4% in 2021.", "falls", 1.4, "percent"),
    ("SCHD plunges 66.5% in 2021 on the unadjusted chart.", "falls", 66.5, "percent"),
]


@pytest.mark.parametrize(("text", "relation", "value", "unit"), MOVES)
def test_moves_are_read_in_words(
    reader: Reader, text: str, relation: str, value: float, unit: str
) -> None:
    wanted = {"type": "level", "relation": relation, "value": value, "unit": unit}
    check_all(reader, text, [wanted])
