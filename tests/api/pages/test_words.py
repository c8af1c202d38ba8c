"""Every label, flag and slot value has words: none comes up that the pages can't tell."""

from __future__ import annotations

from typing import get_args

import pytest

from analytics.types import Flag, Unverifiable, VerdictLabel
from api.pages.views import words
from nlp.types import (
    ClaimType,
    EntityKind,
    Metric,
    Modality,
    Quantifier,
    Relation,
    Unit,
    WindowKind,
)


@pytest.mark.parametrize(
    ("told", "names"),
    [
        (words.MARKS, VerdictLabel),
        (words.MEANINGS, VerdictLabel),
        (words.FLAGS, Flag),
        (words.TYPES, ClaimType),
        (words.RELATIONS, Relation),
        (words.METRICS, Metric),
        (words.QUANTIFIERS, Quantifier),
        (words.MODALITIES, Modality),
        (words.WINDOWS, WindowKind),
        (words.UNITS, Unit),
        (words.KINDS, EntityKind),
    ],
)
def test_every_value_has_its_words(told: dict[str, str], names: object) -> None:
    assert set(told) == set(get_args(names))


def test_marks_of_verdicts_differ() -> None:
    assert len(set(words.MARKS.values())) == len(words.LABELS)


@pytest.mark.parametrize("reason", get_args(Unverifiable))
def test_a_one_word_reason_is_spelt_out(reason: str) -> None:
    assert " " in words.why("unverifiable", reason)


def test_a_reason_that_is_a_sentence_stays() -> None:
    assert words.why("refuted", "MTUM is behind.") == "MTUM is behind."


@pytest.mark.parametrize(("given", "told"), [("small_caps", "small caps"), ("MSCI_EM", "MSCI_EM")])
def test_themes_are_spelt_with_blanks_and_tickers_stay(given: str, told: str) -> None:
    assert words.spelt(given) == told
