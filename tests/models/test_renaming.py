from __future__ import annotations

import re

import pytest

from models.own_labels import Grade, LabelledSentence
from models.training.renaming import renamed

UP = Grade(first=0.4, second=0.5, settled=0.45)
DOWN = Grade(first=-0.4, second=-0.4, settled=-0.4)
ZERO = Grade(first=0.0, second=0.0, settled=0.0)


def _sentence(text: str, *targets: str) -> LabelledSentence:
    grades = dict(zip(targets, (UP, DOWN, ZERO), strict=False))
    return LabelledSentence(
        text=text, overall=UP, targets=grades, split="train", source="own/prose"
    )


def _other(sentence: LabelledSentence, *, seed: int = 1) -> LabelledSentence:
    found = renamed(sentence, seed=seed)
    assert found is not None
    return found


def test_tickers_have_as_many_other_letters_and_all_else_stands() -> None:
    sentence = _sentence("SPMO beat IWM by 3 points.", "SPMO", "IWM")
    found = _other(sentence)
    assert re.fullmatch(r"[A-Z]{4} beat [A-Z]{3} by 3 points\.", found.text)
    assert not {"SPMO", "IWM"} & {*found.text.split()}


def test_the_targets_are_the_new_names_with_their_old_grades() -> None:
    found = _other(_sentence("SPMO beat IWM.", "SPMO", "IWM"))
    winner, _, loser = found.text.removesuffix(".").split()
    assert found.targets == {winner: UP, loser: DOWN}


def test_every_mention_is_renamed() -> None:
    found = _other(_sentence("IWM fell; nobody bought IWM.", "IWM"))
    first, second = re.findall(r"[A-Z]{3}", found.text)
    assert first == second != "IWM"


def test_a_cashtag_keeps_its_sign() -> None:
    found = _other(_sentence("$IWM to the moon", "$IWM"))
    assert re.fullmatch(r"\$[A-Z]{3} to the moon", found.text)
    assert [*found.targets] == [found.text.split()[0]]


def test_letters_inside_another_word_are_left_alone() -> None:
    found = _other(_sentence("IWM holds IWMX and 4IWM.", "IWM"))
    assert "IWMX" in found.text
    assert "4IWM" in found.text


def test_targets_that_are_words_stay() -> None:
    found = _other(_sentence("IWM beat the Russell 2000.", "IWM", "Russell 2000"))
    assert found.targets["Russell 2000"] == DOWN


def test_what_else_was_labelled_is_carried_over() -> None:
    sentence = _sentence("IWM rose.", "IWM")
    found = _other(sentence)
    assert (found.overall, found.split, found.source) == (UP, "train", "own/prose")


def test_a_ticker_that_is_no_target_stays() -> None:
    assert "SPY" in _other(_sentence("IWM beat SPY.", "IWM")).text


@pytest.mark.parametrize("targets", [(), ("small caps",), ("S&P 500",)])
def test_a_sentence_without_a_ticker_has_no_other_form(targets: tuple[str, ...]) -> None:
    assert renamed(_sentence("The S&P 500 beat small caps.", *targets), seed=1) is None


def test_a_target_that_holds_a_renamed_one_leaves_no_other_form() -> None:
    # "IWM shares" would no longer be in the text.
    assert renamed(_sentence("IWM shares rose.", "IWM", "IWM shares"), seed=1) is None


def test_the_same_seed_gives_the_same_letters() -> None:
    sentence = _sentence("SPMO beat IWM.", "SPMO", "IWM")
    assert renamed(sentence, seed=7) == renamed(sentence, seed=7)


def test_another_seed_or_sentence_gives_other_letters() -> None:
    sentence = _sentence("SPMO rose.", "SPMO")
    names = {
        *(_other(sentence, seed=seed).text.split()[0] for seed in (1, 2)),
        _other(_sentence("SPMO fell.", "SPMO")).text.split()[0],
    }
    assert len(names) == 3
