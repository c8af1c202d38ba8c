"""A claim takes the period that the talk is of: named before, pointed back to, or under review."""

from __future__ import annotations

from datetime import date

import pytest

from nlp.reading import Reader
from nlp.windows import find_windows
from tests.nlp.notes import note
from tests.nlp.slots import Slots, only, read, slots_of

YEAR_2021 = ("2020-12-31", "2021-12-31")
FIVE_YEARS = ("2017-08-19", "2022-08-19")
TO_JUNE = ("2019-06-30", "2022-06-30")
TO_YESTERDAY = ("2021-12-31", "2022-08-18")
TO_TODAY = ("2021-12-31", "2022-08-19")
THREE_YEARS = ("2019-08-19", "2022-08-19")
SINCE_2017 = ("2016-12-31", "2022-08-19")


def _last(reader: Reader, text: str) -> Slots:
    return slots_of(read(reader, text)[-1])


CARRIED = [
    ("Since 2017 XSMO has beaten IJR. It has also beaten DWAS.", SINCE_2017),
    ("Since 2017 XSMO has beaten IJR. It is also ahead of DWAS.", SINCE_2017),
    ("In 2021 XSMO beat IJR. It lagged DWAS.", YEAR_2021),
    ("XSMO beat IJR in 2021. Over that year it lagged DWAS.", YEAR_2021),
    ("XSMO beat IJR in 2021. IWM trailed both over the same period.", YEAR_2021),
    ("XSMO beat IJR in 2021.\n\nIt lagged DWAS.", YEAR_2021),
    ("From 2018 to 2019 XSMO beat IJR. In 2021 it rose. It led IWM that year.", YEAR_2021),
    ("Since its launch in 2005 XSMO has doubled. EFA fell over the past five.", FIVE_YEARS),
    ("XSMO was launched in 2005. EFA fell 3% on Thursday.", ("2022-08-17", "2022-08-18")),
    ("Total returns to 30 June 2022.\n\nXSMO beat IJR over three years.", TO_JUNE),
    ("All figures to last night's close.\n\nXSMO is up 3% year to date.", TO_YESTERDAY),
    ("(Closing prices of the 18th)\n\nXSMO is up 3% year to date.", TO_YESTERDAY),
    ("Through Thursday's close XSMO is up 3% year to date.", TO_YESTERDAY),
    ("SPY lost 2% on Thursday's close. XSMO is up 3% year to date.", TO_TODAY),
    ("MTUM fell in March 2020. It beat VLUE that year.", ("2019-12-31", "2020-12-31")),
    ("MTUM rose in 2020. Over three years it gained 9%, and IWM 5% over that span.", THREE_YEARS),
    (
        "All figures to 30 June 2022. From June 2017 to May 2022 XSMO rose. Over the five years "
        "IJR lost 3%.",
        ("2017-05-31", "2022-05-31"),
    ),
    ("A fair question after 2021. XSMO lost 3% in that year.", YEAR_2021),
    (
        "XSMO was listed in 2005. I bought IJR in 2017. IJR has returned 7% a year since.",
        SINCE_2017,
    ),
    ("XSMO beat IJR over five years. But look at 2021! IJR lost 3%.", YEAR_2021),
    ("Is XSMO ahead of IJR since 2017?\n\nIt has beaten IJR.", SINCE_2017),
    ("How bad was the first quarter?\n\nSPY lost 5%.", ("2021-12-31", "2022-03-31")),
    ("In 2021 XSMO gained 4%, which was rare since 2017. It lost to IJR.", YEAR_2021),
    ("*Since the start of 2017*\n\nSPY rose.\n\nXSMO has beaten IJR.", SINCE_2017),
]


@pytest.mark.parametrize(("text", "days"), CARRIED, ids=[text for text, _ in CARRIED])
def test_period_of_the_talk_is_taken_over(reader: Reader, text: str, days: tuple[str, str]) -> None:
    found = _last(reader, text)
    assert (found["base"], found["end"]) == days


LAST_CLOSE = [
    "(Prices: Thursday close)",
    "Closes of Thursday.",
    "Closing levels of Thursday, August 18.",
    "Price date: 18 August 2022",
    "Every figure stops at last night's close.",
    "I ran them for you, so everything below stops on the 18th.",
    "All windows below end on 18 August.",
    "Priced at Thursday's close.",
    "The secretary tabled returns to the preceding evening.",
    "We read both clocks, each up to last night.",
    "As of Thursday night.",
    "At last night's close, all was quiet.",
    "(To Thursday's close)",
]
OWN_DAY = [
    "From 8 August through yesterday: IJR fell.",
    "IJR gained 46% a year from the end of 2011 through Thursday.",
    "Entries for the contest close on Thursday.",
    "Moves and month to date as of the close on Friday.",
    "Producer prices were off 5% in the year to May.",
    "Prices for the year ended in May.",
    "Since the close of 18 August IJR fell.",
]


@pytest.mark.parametrize("text", LAST_CLOSE)
def test_figures_run_to_the_close_that_the_note_names(reader: Reader, text: str) -> None:
    found = _last(reader, f"{text}\n\nXSMO is up 3% year to date.")
    assert (found["base"], found["end"]) == TO_YESTERDAY


@pytest.mark.parametrize("text", OWN_DAY)
def test_a_period_of_its_own_ends_no_other(reader: Reader, text: str) -> None:
    found = _last(reader, f"{text}\n\nXSMO is up 3% year to date.")
    assert (found["base"], found["end"]) == TO_TODAY


NOT_CARRIED = [
    "XSMO beat IJR in 2021. It has beaten DWAS.",
    "XSMO beat IJR in 2021. It trails DWAS.",
    "Since 2017 XSMO has beaten IJR. In 2020 it lagged.\n\nXSMO outperformed DWAS.",
]


@pytest.mark.parametrize("text", NOT_CARRIED)
def test_other_tenses_and_paragraphs_start_without_a_period(reader: Reader, text: str) -> None:
    assert _last(reader, text)["missing"] == {"window"}


def test_the_quarter_of_a_commentary_is_the_one_just_over(reader: Reader) -> None:
    # Read on 19 August 2022: the quarter under review ended on 30 June.
    claim = only(reader, "XSMO fell 12% over the quarter.", "level")
    assert (str(claim.window.base), str(claim.window.end)) == ("2022-03-31", "2022-06-30")


@pytest.mark.parametrize("as_of", [date(1, 1, 1), date(2, 3, 1), date(9999, 12, 31)])
@pytest.mark.parametrize(
    "text",
    [
        "SPY rose 3 % YTD.",
        "SPY fell 2 % yesterday, and 1 % on Thursday.",
        "Over the past five, SPY gained 3 %.",
        "SPY was the weakest of the quarter.",
        "SPY will rise by the end of next year.",
        "In the last decade SPY beat IJR.",
    ],
)
def test_days_at_the_ends_of_the_calendar_are_read(reader: Reader, text: str, as_of: date) -> None:
    assert reader.read(note(text), as_of=as_of).sentences


def test_a_period_before_the_calendar_is_none() -> None:
    assert find_windows("It rose YTD.", offset=0, as_of=date(1, 5, 1)) == ()
