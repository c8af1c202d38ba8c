"""Rules' claims weighed by a spotter: which of them stand, and of whom they are."""

from __future__ import annotations

from datetime import date

import pytest
from spacy.language import Language

import ingest
from nlp.catalog import Catalog
from nlp.reading import Reader
from nlp.spotting.weighed import HARDLY, NOT_AT_ALL, RATHER, SURELY, UNLIKELY
from nlp.types import Claim
from tapecheck.testing_spotter import CannedSpotter, Told

DAY = date(2022, 8, 19)
LAGGED = "XSMO lagged IJR in 2021."
RETURNED = "We met the managers of MTUM. XSMO returned 9 % in 2021."


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return Catalog.load()


def _read(
    text: str, parser: Language, catalog: Catalog, *told: Told, otherwise: float = 0.0
) -> tuple[Claim, ...]:
    spotter = CannedSpotter(*told, otherwise=otherwise)
    doc = ingest.read(text.encode(), name="note.txt")
    return Reader(parser=parser, catalog=catalog, spotter=spotter).read(doc, as_of=DAY).claims


def _told(chance: float, *, kind: str = "comparison") -> Told:
    return Told(word="lagged", kind=kind, subject="XSMO", comparators=("IJR",), chance=chance)


@pytest.mark.parametrize(
    ("chance", "other", "stands"),
    [
        (HARDLY / 2, 0.0, False),
        (HARDLY, 0.0, True),
        (HARDLY, RATHER, False),
        (UNLIKELY, RATHER, True),
    ],
)
def test_a_claim_stands_that_is_not_too_unlikely(
    parser: Language, catalog: Catalog, chance: float, other: float, stands: bool
) -> None:
    told = (_told(chance), _told(other, kind="trade"))
    read = _read(LAGGED, parser, catalog, *told)
    assert any(claim.type == "comparison" for claim in read) == stands


def test_another_kind_of_claim_takes_the_place_of_an_unlikely_one(
    parser: Language, catalog: Catalog
) -> None:
    read = _read(LAGGED, parser, catalog, _told(0.9, kind="trade"))
    assert [claim.type for claim in read] == ["trade"]


def test_a_note_states_its_own_sentiment_whatever_a_spotter_thinks(
    parser: Language, catalog: Catalog
) -> None:
    read = _read(f"{LAGGED}\n\nOverall sentiment: mildly positive, 0.25.", parser, catalog)
    assert [claim.type for claim in read] == ["self_report"]


def _returned(share: float, *, rules: float = 0.0) -> Told:
    shares = {"MTUM": share, "XSMO": rules}
    return Told(
        word="9", kind="level", subject="MTUM", relation="equals", number="9 %", shares=shares
    )


@pytest.mark.parametrize(
    ("told", "whose"),
    [
        (_returned(SURELY), "MTUM"),
        (_returned(SURELY - 0.01), "XSMO"),
        (_returned(SURELY, rules=NOT_AT_ALL + 0.01), "XSMO"),
    ],
)
def test_a_claim_is_of_whom_the_spotter_is_sure(
    parser: Language, catalog: Catalog, told: Told, whose: str
) -> None:
    (claim,) = _read(RETURNED, parser, catalog, told)
    assert claim.subject == whose
    assert claim.subject_span is not None
    assert claim.subject_span.text == whose
    assert whose in claim.standalone_text


def test_whom_a_claim_is_set_beside_does_not_become_its_subject(
    parser: Language, catalog: Catalog
) -> None:
    told = Told(word="lagged", kind="comparison", subject="IJR")
    (claim,) = _read(LAGGED, parser, catalog, told)
    assert (claim.subject, claim.comparators) == ("XSMO", ("IJR",))


def test_a_claim_of_nobody_is_given_the_name_that_it_lacks(
    parser: Language, catalog: Catalog
) -> None:
    text = "It lagged SPY in 2021. We met the managers of MTUM."
    (alone,) = _read(text, parser, catalog, otherwise=0.2)
    assert (alone.subject, alone.missing) == (None, ("subject",))
    told = Told(word="lagged", kind="comparison", subject="MTUM", comparators=("SPY",))
    (found,) = _read(text, parser, catalog, told)
    assert (found.subject, found.missing) == ("MTUM", ())


def test_a_trade_of_two_legs_stands(parser: Language, catalog: Catalog) -> None:
    (claim,) = _read("We are long XSMO and short DWAS.", parser, catalog)
    assert len(claim.legs) == 2


def test_a_claim_does_not_turn_to_a_group(parser: Language, catalog: Catalog) -> None:
    text = "We like small caps, and XSMO returned 9 % in 2021."
    told = Told(word="9", kind="level", subject="small_caps", relation="equals", number="9 %")
    (claim,) = (claim for claim in _read(text, parser, catalog, told) if claim.type == "level")
    assert claim.subject == "XSMO"
