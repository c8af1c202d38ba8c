"""Conditions without an if, and causes in the nouns of desks."""

from __future__ import annotations

import pytest

from nlp.reading import Reader
from tests.nlp.slots import read

# (text, subject, relation)
CONDITIONS = [
    ("Give us a vaccine, though, and IWM could double from here.", "IWM", "rises"),
    ("Third, when the market rebounds by more than 8%, MTUM underperforms SPY.", "MTUM", "below"),
    ("We think a double dip would hurt IWM most.", "IWM", "falls"),
]


@pytest.mark.parametrize(("text", "subject", "relation"), CONDITIONS)
def test_event_is_a_condition(reader: Reader, text: str, subject: str, relation: str) -> None:
    found = [(c.type, c.subject, c.relation) for c in read(reader, text)]
    assert found == [("conditional", subject, relation)]


CAUSES = [
    "Utilities were the principal contributor.",
    "Oil was the cause of the loss.",
    "Both were pulled up by the vaccine headlines.",
    "Stimulus was the decisive influence behind the rally.",
]


@pytest.mark.parametrize("text", CAUSES)
def test_noun_of_cause_explains_what_was_said_before(reader: Reader, text: str) -> None:
    found = read(reader, f"SPY fell 5% in May. {text}")
    assert [(c.type, c.subject) for c in found][1:] == [("causal", "SPY")]


def test_cause_behind_a_bare_figure_explains_it(reader: Reader) -> None:
    found = read(reader, "HYG did 13.4% in 2019, helped by oil.")
    assert ("causal", "HYG") in [(c.type, c.subject) for c in found]


def test_description_of_two_words_is_one_subject(reader: Reader) -> None:
    found = read(reader, "Small-cap momentum may unwind.")
    assert [(c.type, c.subject) for c in found] == [("possibility", "small_caps")]
