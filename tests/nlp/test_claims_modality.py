"""Negation, reported speech, hedges and what would have been are told from assertions."""

from __future__ import annotations

import pytest

from nlp.reading import Reader
from tests.nlp.slots import only, read

NEGATED = [
    ("XSMO has not beaten IJR since 2017.", "above"),
    ("XSMO hasn't outperformed IJR since 2017.", "above"),
    ("XSMO has never beaten IJR.", "above"),
    ("XSMO failed to beat IJR in 2021.", "above"),
    ("XSMO did not lag IJR in 2021.", "below"),
    ("XSMO cannot be said to have beaten IJR since 2017.", "above"),
]


@pytest.mark.parametrize(("text", "relation"), NEGATED)
def test_negation_stands_in_the_modality_and_leaves_the_verbs_relation(
    reader: Reader, text: str, relation: str
) -> None:
    claim = only(reader, text, "comparison")
    assert (claim.modality, claim.relation) == ("negated", relation)


@pytest.mark.parametrize(
    "text",
    [
        "Nor has XSMO beaten IJR since 2017.",
        "XSMO by no means beat IJR in 2021.",
        "It is not the case that XSMO outperformed IJR in 2021.",
        "There is no evidence that XSMO has beaten IJR since 2017.",
    ],
)
def test_negation_outside_the_verb_counts(reader: Reader, text: str) -> None:
    assert only(reader, text, "comparison").modality == "negated"


@pytest.mark.parametrize(
    "text",
    [
        "It isn't true, by the way, that XSMO failed to beat IJR in 2021.",
        "XSMO did not fail to beat IJR in 2021.",
        "XSMO has never failed to beat IJR.",
        "XSMO has not only beaten IJR since 2017, it has beaten DWAS too.",
    ],
)
def test_double_negation_asserts(reader: Reader, text: str) -> None:
    claim = read(reader, text)[0]
    assert (claim.modality, claim.relation) == ("asserted", "above")


REPORTED = [
    ("Critics say XSMO lagged IJR in 2021.", "Critics"),
    ("One broker argues that XSMO has beaten IJR since 2017.", "One broker"),
    ("According to Invesco, XSMO has beaten IJR since 2017.", "Invesco"),
    ("XSMO has beaten IJR since 2017, according to one competitor.", "one competitor"),
    ("The issuer claims that XSMO returned 94% since 2019.", "The issuer"),
]


REPORTED += [
    ("XSMO, the article notes, has beaten IJR since 2017.", "the article"),
    ("As the Handelsblatt writes, XSMO fell 12% in 2021.", "the Handelsblatt"),
    ('"XSMO has beaten IJR since 2017," said Ann Lee, who runs research.', "Ann Lee"),
    ("A reader in Leeds wrote in to say that XSMO lagged IJR in 2021.", "A reader in Leeds"),
]


@pytest.mark.parametrize(("text", "source"), REPORTED)
def test_reported_speech_names_its_source(reader: Reader, text: str, source: str) -> None:
    (claim,) = read(reader, text)
    assert (claim.modality, claim.source) == ("reported", source)


def test_reported_negation_turns_the_relation_round(reader: Reader) -> None:
    claim = only(reader, "Critics say XSMO has not beaten IJR since 2017.", "comparison")
    assert (claim.modality, claim.relation) == ("reported", "below")


@pytest.mark.parametrize("text", ["XSMO will not beat IJR.", "XSMO might not beat IJR."])
def test_negated_prospect_turns_the_relation_round(reader: Reader, text: str) -> None:
    (claim,) = read(reader, text)
    assert claim.relation == "below"


def test_what_stood_before_a_colon_negates_nothing_behind_it(reader: Reader) -> None:
    text = "It no longer is: over the past five years XSMO has lagged IJR."
    assert read(reader, text)[-1].modality == "asserted"


@pytest.mark.parametrize(
    "text",
    [
        "That said, XSMO has beaten IJR since 2017.",
        "We think XSMO has beaten IJR since 2017.",
        "The data show that XSMO has beaten IJR since 2017.",
        "This note argues that XSMO has beaten IJR since 2017.",
    ],
)
def test_the_author_is_no_source(reader: Reader, text: str) -> None:
    (claim,) = read(reader, text)
    assert claim.source is None


@pytest.mark.parametrize(
    "text",
    [
        "Had we held USMV instead since 2020, we would have lost 4.1%.",
        "XSMO would have returned 40% since 2017.",
        "Had XSMO not changed its index, it would have lagged IJR.",
        "With a lower fee XSMO would have beaten IJR in 2021.",
        "XSMO should have made 114% since 2017.",
    ],
)
def test_what_would_have_been_is_counterfactual(reader: Reader, text: str) -> None:
    assert [claim.modality for claim in read(reader, text)] == ["counterfactual"]


@pytest.mark.parametrize(
    "text",
    [
        "XSMO has arguably outperformed IJR since 2017.",
        "XSMO seems to have outperformed IJR since 2017.",
        "XSMO has probably beaten IJR since 2017.",
        "XSMO may have beaten IJR in 2021.",
        "XSMO has beaten IJR since 2017, I believe.",
    ],
)
def test_hedge_is_heard(reader: Reader, text: str) -> None:
    assert only(reader, text, "comparison").modality == "hedged"


def test_hedge_holds_for_the_words_that_share_its_verb(reader: Reader) -> None:
    claims = read(reader, "In 2021 XSMO appears to have gained 38%, well ahead of IJR.")
    assert {claim.modality for claim in claims} == {"hedged"}


def test_condition_asserts_nothing_by_itself(reader: Reader) -> None:
    only(reader, "If XSMO outperforms IJR, momentum could rally.", "conditional")


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
    assert read(reader, text) == ()
