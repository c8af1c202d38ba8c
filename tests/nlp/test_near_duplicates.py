from __future__ import annotations

import hashlib
import time
from random import Random

import pytest

from bench.archive_facts import Market, open_market
from bench.archive_notes import made_notes
from bench.light_rewrites import REWRITES
from bench.near_duplicates import refilled
from nlp.near_duplicates import (
    BANDS,
    PERMUTATIONS,
    THRESHOLD,
    band_keys,
    shingles,
    signature,
    similarity,
)

GOLDEN = "5d337536ae2ccd41b0d1b91d648d8bfb887b095519467a28ed974f7bddc4ed1d"
NOTE = (
    "Since 2017, XSMO has outperformed IJR by 2.1% a year. The lead was earned in three years out"
    " of nine, and a drawdown of 40.3% in 2020 took most holders by surprise."
)


@pytest.fixture(scope="module")
def market() -> Market:
    return open_market()


@pytest.fixture(scope="module")
def texts(market: Market) -> list[str]:
    return [one.text for one in made_notes(60, market) if one.kind == "note"]


def share_a_key(one: bytes, other: bytes) -> bool:
    return not set(band_keys(one)).isdisjoint(band_keys(other))


@pytest.mark.parametrize("name", REWRITES)
def test_a_light_rewrite_is_found_and_told(name: str, texts: list[str]) -> None:
    random = Random(3)
    for text in texts:
        first, second = signature(text), signature(REWRITES[name](text, random))
        assert share_a_key(first, second)
        assert similarity(first, second) >= THRESHOLD


def test_the_same_template_for_another_fund_is_another_note(
    texts: list[str], market: Market
) -> None:
    random = Random(3)
    for text in texts:
        assert similarity(signature(text), signature(refilled(text, random, market))) < THRESHOLD


def test_different_notes_share_no_key(texts: list[str]) -> None:
    made = [signature(text) for text in texts]
    assert not any(
        share_a_key(one, other) for at, one in enumerate(made) for other in made[at + 1 :]
    )


@pytest.mark.parametrize(
    "same",
    [
        NOTE.upper(),
        NOTE.replace(" ", "\n\t "),
        NOTE.replace(",", ""),
        NOTE.replace(" ", "\u00a0"),
        f"\n\n{NOTE}\n",
    ],
)
def test_case_space_and_punctuation_change_nothing(same: str) -> None:
    assert signature(same) == signature(NOTE)


def test_a_number_is_a_word() -> None:
    assert "by 2.1% a year" in shingles(NOTE)
    assert shingles("2.1%") != shingles("21%")


def test_similarity_estimates_the_share_of_shingles(texts: list[str]) -> None:
    for text in texts[:20]:
        half = text[len(text) // 2 :]
        ours, theirs = shingles(text), shingles(half)
        exact = len(ours & theirs) / len(ours | theirs)
        assert abs(similarity(signature(text), signature(half)) - exact) < 0.2


def test_a_signature_is_the_same_on_every_machine_and_version() -> None:
    """Stored signatures are worth nothing where this changes."""
    made = signature(NOTE)
    assert len(made) == 4 * PERMUTATIONS
    assert hashlib.sha256(made + b"".join(band_keys(made))).hexdigest() == GOLDEN


def test_keys_are_short_and_each_band_has_its_own() -> None:
    keys = band_keys(b"\0" * 4 * PERMUTATIONS)
    assert len(set(keys)) == BANDS
    assert {len(key) for key in keys} == {8}


def test_texts_without_words_are_alike_and_short_ones_are_told_apart() -> None:
    assert similarity(signature(""), signature(" \n\u2014")) == 1.0
    assert similarity(signature("XSMO leads."), signature("IJR leads.")) < 0.1


@pytest.mark.parametrize(
    "text", ["a" * 400_000, "1," * 200_000, "a.-" * 150_000, "\u2019" * 400_000]
)
def test_no_text_takes_long(text: str) -> None:
    started = time.process_time()
    signature(text)
    assert time.process_time() - started < 3
