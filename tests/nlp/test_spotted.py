"""What becomes of a spotter's proposals: claims with the slots that they point at, once each."""

from __future__ import annotations

from datetime import date

import pytest
from spacy.language import Language

import ingest
from nlp.catalog import Catalog
from nlp.quantities import find_quantities
from nlp.reading import Reader
from nlp.spotting.values import by_size
from nlp.types import Claim, Relation
from tapecheck.testing_spotter import CannedSpotter, Told

DAY = date(2022, 8, 19)


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return Catalog.load()


def _read(text: str, parser: Language, catalog: Catalog, *told: Told) -> tuple[Claim, ...]:
    spotting = Reader(parser=parser, catalog=catalog, spotter=CannedSpotter(*told))
    return spotting.read(ingest.read(text.encode(), name="note.txt"), as_of=DAY).claims


def test_a_spotted_claim_has_the_slots_that_were_pointed_at(
    parser: Language, catalog: Catalog
) -> None:
    text = "In 2021 MTUM let in nearly as much rain as IJR, some 13.4 % of it."
    read = _read(
        text,
        parser,
        catalog,
        Told(
            word="rain",
            kind="comparison",
            subject="MTUM",
            comparators=("IJR",),
            relation="below",
            window="In 2021",
            number="some 13.4 %",
        ),
    )
    (claim,) = (claim for claim in read if claim.type == "comparison")
    assert (claim.subject, claim.comparators) == ("MTUM", ("IJR",))
    assert (claim.window.base, claim.window.end) == (date(2020, 12, 31), date(2021, 12, 31))
    assert claim.magnitude is not None
    assert (claim.magnitude.value, claim.magnitude.unit) == (13.4, "percent")
    assert text[claim.start : claim.end] == claim.text
    assert claim.text.startswith("In 2021 MTUM")
    assert claim.missing == ()


def test_what_a_spotted_claim_leaves_open_is_said(parser: Language, catalog: Catalog) -> None:
    (claim,) = _read(
        "MTUM pipped its fellow travellers.",
        parser,
        catalog,
        Told(word="pipped", kind="comparison", subject="MTUM", relation="above"),
    )
    assert set(claim.missing) == {"window", "comparators"}


def test_what_a_rule_has_read_is_not_read_again(parser: Language, catalog: Catalog) -> None:
    text = "XSMO lagged IJR in 2021."
    rules = _read(text, parser, catalog)
    told = Told(word="lagged", kind="comparison", subject="XSMO", comparators=("IJR",))
    assert _read(text, parser, catalog, told) == rules


def test_another_number_of_the_same_sentence_is_another_claim(
    parser: Language, catalog: Catalog
) -> None:
    text = "XSMO returned 9 % in 2021, IJR's holders nursing a meagre 4."
    read = _read(
        text,
        parser,
        catalog,
        Told(word="4", kind="level", subject="IJR", relation="equals", number="4"),
    )
    assert [claim.subject for claim in read if claim.type == "level"] == ["XSMO", "IJR"]


def test_a_word_is_spotted_once_for_each_kind(parser: Language, catalog: Catalog) -> None:
    told = Told(word="pipped", kind="level", subject="MTUM", relation="above")
    assert len(_read("MTUM pipped everyone.", parser, catalog, told, told)) == 1


def test_an_unlikely_proposal_is_left_out(parser: Language, catalog: Catalog) -> None:
    told = Told(word="pipped", kind="level", subject="MTUM", chance=CannedSpotter.likely - 0.01)
    assert _read("MTUM pipped everyone.", parser, catalog, told) == ()


def test_a_disclaimer_makes_no_claim(parser: Language, catalog: Catalog) -> None:
    text = (
        "MTUM held up well this year, we think, and its holders know why.\n\n"
        "This document is for information only and is not investment advice. Past performance is"
        " not a guide to future returns; MTUM pipped nobody."
    )
    told = Told(word="pipped", kind="level", subject="MTUM")
    assert not any("pipped" in claim.text for claim in _read(text, parser, catalog, told))


def test_the_parts_of_a_condition_assert_nothing(parser: Language, catalog: Catalog) -> None:
    text = "If breadth narrows, XSMO could unwind and nurse a loss."
    rules = _read(text, parser, catalog)
    assert [claim.type for claim in rules] == ["conditional"]
    told = Told(word="nurse", kind="level", subject="XSMO", relation="falls")
    assert _read(text, parser, catalog, told) == rules


def test_a_row_of_a_table_that_was_read_is_not_read_again(
    parser: Language, catalog: Catalog
) -> None:
    text = "| Fund | 2021 |\n|---|---|\n| MTUM | 13.4% |\n| IJR | 26.6% |\n"
    spotting = Reader(
        parser=parser,
        catalog=catalog,
        spotter=CannedSpotter(Told(word="13.4", kind="risk", subject="MTUM", metric="volatility")),
    )
    doc = ingest.read(text.encode(), name="note.md")
    read = spotting.read(doc, as_of=DAY).claims
    assert {claim.type for claim in read} == {"level"}


def test_a_bare_beta_is_a_number_and_no_percentage(parser: Language, catalog: Catalog) -> None:
    (claim,) = _read(
        "Its beta? For MTUM we get 1.1 over that stretch.",
        parser,
        catalog,
        Told(
            word="1.1",
            kind="risk",
            subject="MTUM",
            metric="beta",
            relation="equals",
            number="1.1",
        ),
    )
    assert claim.magnitude is not None
    assert claim.magnitude.unit == "ratio"


def test_a_loss_is_one_by_its_size(parser: Language, catalog: Catalog) -> None:
    (claim,) = _read(
        "For the holders of MTUM it came to -12 % of grief.",
        parser,
        catalog,
        Told(word="12", kind="level", subject="MTUM", relation="falls", number="-12 %"),
    )
    assert claim.magnitude is not None
    assert claim.magnitude.value == 12


def test_a_described_group_is_the_catalogues_funds_of_that_kind(
    parser: Language, catalog: Catalog
) -> None:
    (claim,) = _read(
        "In 2021 XSMO pipped the other small-cap momentum funds.",
        parser,
        catalog,
        Told(
            word="pipped",
            kind="comparison",
            subject="XSMO",
            relation="above",
            window="In 2021",
            phrase="the other small-cap momentum funds",
        ),
    )
    assert claim.comparators_inferred
    assert "DWAS" in claim.comparators
    assert "XSMO" not in claim.comparators
    assert claim.comparators_text == "the other small-cap momentum funds"
    assert claim.missing == ()


def test_a_condition_is_told_with_its_consequence(parser: Language, catalog: Catalog) -> None:
    text = "We hold QUAL. A weaker dollar would put a spring into the step of MTUM."
    (claim,) = (
        claim
        for claim in _read(
            text,
            parser,
            catalog,
            Told(word="put", kind="conditional", subject="MTUM", modality="forecast"),
        )
        if claim.type == "conditional"
    )
    assert claim.text == "A weaker dollar would put a spring into the step of MTUM"
    assert text[claim.start : claim.end] == claim.text


def test_a_word_that_compares_states_no_fact(parser: Language, catalog: Catalog) -> None:
    text = "MTUM only matches the S&P 500 since 2017."
    rules = _read(text, parser, catalog)
    assert [claim.type for claim in rules] == ["equivalence"]
    told = Told(word="matches", kind="reference", subject="MTUM", metric="index_tracked")
    assert _read(text, parser, catalog, told) == rules


def test_what_is_claimed_of_several_is_a_claim_of_each(parser: Language, catalog: Catalog) -> None:
    read = _read(
        "Neither MTUM nor VLUE had SPY's staying power in 2021.",
        parser,
        catalog,
        Told(
            word="staying",
            kind="comparison",
            subject="MTUM",
            joint=("VLUE",),
            comparators=("SPY",),
            relation="below",
            window="in 2021",
        ),
    )
    found = [(claim.subject, claim.comparators) for claim in read if claim.relation == "below"]
    assert found == [("MTUM", ("SPY",)), ("VLUE", ("SPY",))]


def test_a_second_name_joins_a_claim_that_was_read_of_the_first(
    parser: Language, catalog: Catalog
) -> None:
    text = "XSMO (DWAS too) lagged IJR in 2021."
    rules = _read(text, parser, catalog)
    assert [claim.subject for claim in rules] == ["XSMO"]
    told = Told(
        word="lagged", kind="comparison", subject="XSMO", joint=("DWAS",), comparators=("IJR",)
    )
    read = _read(text, parser, catalog, told)
    assert sorted(claim.subject or "" for claim in read) == ["DWAS", "XSMO"]


@pytest.mark.parametrize(
    ("text", "word", "metric", "value"),
    [
        ("MTUM saw light in April 2013, we hear.", "saw", "inception_date", "2013-04"),
        ("Inside MTUM sits the S&P 500 and nothing else.", "sits", "index_tracked", "SP500"),
        ("Somebody at iShares minds MTUM.", "minds", "issuer", "iShares"),
    ],
)  # fmt: skip
def test_a_fact_has_the_value_that_stands_nearest(
    parser: Language, catalog: Catalog, text: str, word: str, metric: str, value: str
) -> None:
    told = Told(word=word, kind="reference", subject="MTUM", relation="equals", metric=metric)
    (claim,) = (claim for claim in _read(text, parser, catalog, told) if claim.metric == metric)
    assert claim.magnitude is not None
    assert claim.magnitude.text_value == value


@pytest.mark.parametrize(
    ("kind", "metric", "number", "unit"),
    [
        ("reference", "expense_ratio", "59", "basis_points"),
        ("comparison", "total_return", "9", "percentage_points"),
        ("level", "total_return", "9", "percent"),
        ("risk", "sharpe", "9", "ratio"),
    ],
)
def test_a_number_without_a_unit_is_in_its_measures(
    parser: Language, catalog: Catalog, kind: str, metric: str, number: str, unit: str
) -> None:
    told = Told(
        word=number, kind=kind, subject="MTUM", relation="above", metric=metric, number=number
    )
    read = _read(f"For MTUM one thing to note is {number}, they say.", parser, catalog, told)
    assert [claim.magnitude.unit for claim in read if claim.magnitude] == [unit]


@pytest.mark.parametrize(
    ("relation", "kept", "value"), [("rises", "equals", -4.2), ("falls", "falls", 4.2)]
)
def test_a_printed_loss_is_no_gain(relation: Relation, kept: Relation, value: float) -> None:
    (number,) = find_quantities("-4.2 %", offset=0)
    stated, told = by_size(number, relation)
    assert (told, stated.value) == (kept, value)
