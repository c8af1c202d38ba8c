"""One sentence may hold several claims, and a clause inherits from what stands before it."""

from __future__ import annotations

from datetime import date

import pytest

from nlp.reading import Reader
from tests.nlp.notes import note
from tests.nlp.slots import TODAY, Slots, check_all, only, read

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
             "words": "2005-03"},
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
    (
        "XSMO gained 21.4% in 2021, 3.2 points more than IJR.",
        [
            {"type": "level", "value": 21.4},
            {"type": "comparison", "comparators": {"IJR"}, "value": 3.2,
             "unit": "percentage_points", "base": "2020-12-31"},
        ],
    ),
    (
        "XSMO gained 12.4% in 2021 after falling 3.1% in 2018.",
        [
            {"type": "level", "relation": "rises", "value": 12.4, "base": "2020-12-31"},
            {"type": "level", "relation": "falls", "value": 3.1, "base": "2017-12-31"},
        ],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), SEVERAL, ids=[row[0] for row in SEVERAL])
def test_one_sentence_holds_several_claims(reader: Reader, text: str, wanted: list[Slots]) -> None:
    check_all(reader, text, wanted)


BESIDE_ITS_VERB = [
    ("XLE has gained 19% and XLK has lost 3%.", ["XLE", "XLK"]),
    ("HEDJ has put on 20% this year; EFA, unhedged, has mustered 9%.", ["HEDJ", "EFA"]),
    ("QQQ gained 25% and TQQQ still lost 10%.", ["QQQ", "TQQQ"]),
    ("The gap between XSMO and IJR has widened.", ["XSMO"]),
    ("AGG fell 3%. GSLC is a near miss: its return is in line with SPY's.", ["AGG", "GSLC"]),
]


@pytest.mark.parametrize(("text", "subjects"), BESIDE_ITS_VERB)
def test_the_name_at_its_verb_is_the_subject(
    reader: Reader, text: str, subjects: list[str]
) -> None:
    assert [claim.subject for claim in read(reader, text)] == subjects


CHAINED = [
    "In 2021 JEPI returned 9%: more than XYLD, more than QYLD, less than SPHD.",
    "In 2021 JEPI earned more than XYLD or QYLD and far more than SPHD.",
    "From 2013 to 2018 JEPI was behind XYLD, behind QYLD and, by a whisker, behind SPHD.",
]


@pytest.mark.parametrize("text", CHAINED)
def test_what_was_compared_with_is_no_subject_of_the_next(reader: Reader, text: str) -> None:
    assert {claim.subject for claim in read(reader, text)} == {"JEPI"}


POINTED_BACK = [
    ("JAAA is calm. ANGL beat HYG last year; it also swung more than SPY.", ["ANGL", "ANGL"]),
    ("SPY is down 3%. As for EMLC, of which more below, it is up 13%.", ["SPY", "EMLC"]),
    ("IEFA rose 3%. Members asked who issues HEFA. It was launched in 2014.", ["IEFA", "HEFA"]),
    ("DXJ is unlike FXY. It costs 0.48% (EWJ 0.50%).", ["DXJ", "EWJ"]),
]


@pytest.mark.parametrize(("text", "subjects"), POINTED_BACK)
def test_it_is_whoever_was_told_of_last(reader: Reader, text: str, subjects: list[str]) -> None:
    assert [claim.subject for claim in read(reader, text)] == subjects


def test_both_are_those_told_of_and_not_their_benchmark(reader: Reader) -> None:
    text = "DWAS gained 15% in 2021 and XSMO 11%. DWAS is ahead of IJR. Both have beaten QQQ."
    beat = [claim for claim in read(reader, text) if "QQQ" in claim.comparators]
    assert {claim.subject for claim in beat} == {"DWAS", "XSMO"}


def test_neither_may_be_two_that_follow_the_index(reader: Reader) -> None:
    text = "VOO rose 3% in 2021. IVV rose 3% too. Neither has beaten the index since 2015."
    beat = [claim for claim in read(reader, text) if claim.type == "comparison"]
    assert [claim.subject for claim in beat] == ["VOO", "IVV"]


FOLLOWING = [
    ("XSMO is a small-cap fund.\nIt has beaten IJR since 2017.", "comparison", "XSMO"),
    ("XSMO is a small-cap fund.\nThe fund has beaten IJR since 2017.", "comparison", "XSMO"),
    ("XSMO is a small-cap fund.\nThis ETF gained 21.4% in 2021.", "level", "XSMO"),
    ("XSMO is a small-cap fund.\nIts maximum drawdown in 2020 was 34%.", "risk", "XSMO"),
    ("MTUM leads QUAL.\nThe latter fund gained 5% in 2021.", "level", "QUAL"),
    ("MTUM leads QUAL.\nThe former fund gained 5% in 2021.", "level", "MTUM"),
    ("MTUM leads QUAL.\nUSMV is calm.\nIt has beaten VLUE since 2017.", "comparison", "USMV"),
]


@pytest.mark.parametrize(("text", "kind", "subject"), FOLLOWING)
def test_subject_is_carried_over_from_before(
    reader: Reader, text: str, kind: str, subject: str
) -> None:
    assert only(reader, text, kind).subject == subject


def test_window_is_not_carried_into_a_new_sentence(reader: Reader) -> None:
    claim = only(reader, "XSMO gained 21.4% in 2021.\nIt has beaten IJR.", "comparison")
    assert claim.window.kind == "none"


CONCESSIONS: list[tuple[str, list[Slots]]] = [
    (
        "Although DWAS has outperformed XSMO since March 2020, we prefer the latter.",
        [{"type": "comparison", "subject": "DWAS", "comparators": {"XSMO"}, "relation": "above",
          "base": "2020-02-29"},
         {"type": "trade", "subject": "XSMO"}],
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
    check_all(reader, text, wanted)


# Repeats


def test_a_claim_made_again_points_to_the_first(reader: Reader) -> None:
    first, second = read(
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
    claims = read(reader, f"XSMO has outperformed IJR since 2017.\n{again}")
    assert [claim.repeats for claim in claims] == [None, None]


def test_ids_follow_the_note(reader: Reader) -> None:
    claims = read(reader, "XSMO rose 5% in 2021.\nIJR fell 3% in 2018.\nMTUM lags QUAL.")
    assert [claim.id for claim in claims] == ["c1", "c2", "c3"]


# Groups


def test_described_group_is_the_funds_listed_on_the_window(reader: Reader) -> None:
    claim = only(
        reader, "XSMO has outperformed key small-cap single-factor ETFs since 2017.", "comparison"
    )
    assert claim.comparators_inferred
    assert claim.quantifier == "key"
    assert "XSLV" in claim.comparators
    assert "XSHQ" not in claim.comparators


# What stands alone


def test_standalone_text_names_subject_and_window(reader: Reader) -> None:
    claims = read(reader, "XSMO rose 21.4% in 2021 and beat IJR.")
    assert all(claim.standalone_text.startswith("XSMO ") for claim in claims)
    assert all("in 2021" in claim.standalone_text for claim in claims)


def test_claim_about_nobody_misses_its_subject(reader: Reader) -> None:
    (claim,) = read(reader, "The portfolio has outperformed IJR since 2017.")
    assert claim.subject is None
    assert "subject" in claim.missing


def test_inherited_slots_make_a_claim_less_sure(reader: Reader) -> None:
    plain = only(reader, "XSMO has beaten IJR since 2017.", "comparison")
    carried = only(reader, "XSMO is ours.\nIt has beaten IJR since 2017.", "comparison")
    assert carried.parse_confidence < plain.parse_confidence <= 1


@pytest.mark.parametrize("as_of", ["2018-11-23", "2021-02-12"])
def test_relative_words_count_from_the_date_of_reading(reader: Reader, as_of: str) -> None:
    day = date.fromisoformat(as_of)
    doc = note("XSMO has beaten IJR year to date.")
    (claim,) = reader.read(doc, as_of=day).claims
    assert (claim.window.base, claim.window.end) == (date(day.year - 1, 12, 31), day)
