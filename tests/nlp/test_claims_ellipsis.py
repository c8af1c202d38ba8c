"""Comparisons in few words: plurals, rows of periods, gaps said again, no "than"."""

from __future__ import annotations

import pytest

from nlp.reading import Reader
from tests.nlp.slots import check, read, slots_of


def compared(reader: Reader, text: str, kind: str = "comparison") -> list[tuple[str | None, ...]]:
    """Subject, relation and comparators of each claim of the kind."""
    return [
        (c.subject, c.relation, *sorted(c.comparators))
        for c in read(reader, text)
        if c.type == kind
    ]


PLURALS = [
    ("IBB fell 27% and XBI 36%. Year to date neither has beaten SPY.", {"IBB", "XBI"}),
    ("IWM +1.4%, MDY +1.3% in June, both ahead of SPY.", {"IWM", "MDY"}),
    ("XLU and XLP rose. Both defensive funds have held up better than SPY this year.",
     {"XLU", "XLP"}),
    ("LRGF, GSLC and JPUS all listed in 2015. None of them has beaten IVV since 2016.",
     {"LRGF", "GSLC", "JPUS"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "subjects"), PLURALS)
def test_plural_stands_for_each_of_those_named(
    reader: Reader, text: str, subjects: set[str]
) -> None:
    assert {claim[0] for claim in compared(reader, text)} == subjects


PERIODS = [
    ("IJR has beaten IWM over one, three and five years.",
     ["2021-08-19", "2019-08-19", "2017-08-19"]),
    ("XSMO lagged IJR in both 2020 and 2021.", ["2019-12-31", "2020-12-31"]),
    ("VWO has been behind IEMG in each of the last two calendar years.",
     ["2020-12-31", "2019-12-31"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "bases"), PERIODS)
def test_each_period_of_a_row_is_a_claim(reader: Reader, text: str, bases: list[str]) -> None:
    found = [slots_of(c)["base"] for c in read(reader, text) if c.type == "comparison"]
    assert found == bases


AGAIN = [
    ("Since 2017 XSMO has not kept pace with IJR, nor has it with MDY.", ("XSMO", "above", "MDY")),
    ("So far in 2022 XSMO trails IJT, though not IJR.", ("XSMO", "below", "IJR")),
    ("XLRE beat SPY in June. So did KRE, by five points.", ("KRE", "above", "SPY")),
]


@pytest.mark.parametrize(("text", "wanted"), AGAIN)
def test_relation_is_said_again_of_another(
    reader: Reader, text: str, wanted: tuple[str, ...]
) -> None:
    assert compared(reader, text)[-1] == wanted


def test_gap_alone_repeats_the_comparison(reader: Reader) -> None:
    claim = read(reader, "DIA has lagged SPY. The shortfall is roughly six points year to date.")[
        -1
    ]
    check(
        claim,
        {"subject": "DIA", "relation": "below", "comparators": {"SPY"}, "value": 6,
         "unit": "percentage_points", "window": "ytd"},
    )  # fmt: skip


def test_lead_of_a_sentence_before_keeps_its_side(reader: Reader) -> None:
    claim = read(reader, "DXJ beat EWJ in 2013. In 2014 the margin shrank to about 13 points.")[-1]
    check(claim, {"subject": "DXJ", "relation": "above", "value": 13, "base": "2013-12-31"})


WITHOUT_THAN = [
    ("SPY lost 5% in June. QQQ did even worse.", ("QQQ", "below", "SPY")),
    ("SPY lost 5% in June. SLV got it worse still.", ("SLV", "below", "SPY")),
    ("DIA fell 7% in June. VPU fared better still.", ("VPU", "above", "DIA")),
    ("In 2019 GDX more than doubled GLD's gain.", ("GDX", "above", "GLD")),
    ("In 2017 IYR nearly doubled what VNQ made.", ("IYR", "above", "VNQ")),
    ("VIG lost 9.8% in 2022, half the damage done to SPY.", ("VIG", "above", "SPY")),
    ("IWM is 3.1 points up on SPY since 31 May.", ("IWM", "above", "SPY")),
    ("GLDM at 0.10% undercuts IAU.", ("GLDM", "below", "IAU")),
]


@pytest.mark.parametrize(("text", "wanted"), WITHOUT_THAN)
def test_other_words_compare_too(reader: Reader, text: str, wanted: tuple[str, ...]) -> None:
    assert wanted in compared(reader, text)


LEVEL = [
    ("XMHQ beat XMMO in 2020, and IVOG is within a whisker.", "IVOG"),
    ("SPHQ and QUAL fell in 2020. The two funds act almost exactly alike.", "SPHQ"),
    ("XMHQ and IJH rose in 2020. XMHQ was in the same ballpark as IJH.", "XMHQ"),
]


@pytest.mark.parametrize(("text", "subject"), LEVEL)
def test_closeness_is_an_equivalence(reader: Reader, text: str, subject: str) -> None:
    found = compared(reader, text, "equivalence")
    assert found
    assert found[-1][:2] == (subject, "in_line")


def test_both_alone_points_to_the_two_before(reader: Reader) -> None:
    text = "VIG and VYM rose in 2021. SCHD is ahead of both, by 1.8 points in VIG's case."
    assert ("SCHD", "above", "VIG", "VYM") in compared(reader, text)


NOTHING = [
    "A weaker dollar accounts for a third of VXUS's gain.",
    "XMMO beat IJH in 2020. What did not help was energy.",
    "Goldman sees SMH ahead of SOXX. I don't.",
]


@pytest.mark.parametrize("text", NOTHING)
def test_shares_and_speakers_compare_nothing_more(reader: Reader, text: str) -> None:
    named = [c for c in compared(reader, text) if c[1] == "below" or "VXUS" in c]
    assert named == []
