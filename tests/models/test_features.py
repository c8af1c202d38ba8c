from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from models.features import TokenStates, positions, target_features
from models.types import Target

# Six words of one letter, tokens 1 to 6; the state of each is its number, in a hidden size of 1,
# between a start marker of -1 and an end marker of -2.
TEXT = "a b c d e f"
OFFSETS = [(place, place + 1) for place in range(0, 11, 2)]
TOKENS = TokenStates(
    states=np.array([-1, 1, 2, 3, 4, 5, 6, -2], dtype=np.float32)[:, None], offsets=OFFSETS
)
WHOLE = [1, 2, 3, 4, 5, 6]
START, END = 0, 7


def _target(*words: str) -> Target:
    """A mention from the first to the last letter of each of the words given."""
    return Target(spans=tuple((TEXT.index(w[0]), TEXT.index(w[-1]) + 1) for w in words))


@pytest.mark.parametrize(
    ("target", "inside", "before", "after"),
    [
        (_target("c d"), [3, 4], [1, 2], [5, 6]),
        (_target("b"), [2], [1], [3, 4]),
        (_target("a"), [1], [START], [2, 3]),
        (_target("f"), [6], [4, 5], [END]),
        (_target("a b c d e f"), WHOLE, [START], [END]),
        (_target("b", "e"), [2, 5], [1, 3, 4], [3, 4, 6]),
        (_target("a", "f"), [1, 6], [4, 5], [2, 3]),
        (Target(spans=((5, 8),)), [4], [2, 3], [5, 6]),
        (Target(spans=((1, 2), (4, 5))), [3], [1, 2], [4, 5]),
    ],
    ids=[
        "in the middle",
        "a token from the start",
        "at the start",
        "at the end",
        "all there is",
        "two mentions",
        "two mentions at the edges",
        "a span that cuts into its tokens",
        "a span between tokens beside one on them",
    ],
)
def test_the_looks_are_at_the_target_and_two_tokens_on_either_side(
    target: Target, inside: list[int], before: list[int], after: list[int]
) -> None:
    assert positions(OFFSETS, target) == (WHOLE, inside, before, after)


@pytest.mark.parametrize(
    "target",
    [Target(), Target(spans=()), Target(spans=((1, 2),)), Target(spans=((90, 95),))],
    ids=["none", "no span", "between tokens", "beyond the text"],
)
def test_without_a_token_of_a_target_every_look_is_at_the_whole(target: Target) -> None:
    assert positions(OFFSETS, target) == (WHOLE, WHOLE, WHOLE, WHOLE)


@pytest.mark.parametrize("target", [Target(), _target("a")])
def test_a_text_without_tokens_is_looked_at_by_its_start_marker(target: Target) -> None:
    offsets: Sequence[tuple[int, int]] = []
    assert positions(offsets, target) == ([0], [0], [0], [0])


def test_the_parts_are_the_means_of_what_is_looked_at() -> None:
    assert target_features(TOKENS, _target("c d")) == pytest.approx([3.5, 3.5, 1.5, 5.5])


def test_a_target_at_the_start_has_the_start_marker_before_it() -> None:
    assert target_features(TOKENS, _target("a")) == pytest.approx([3.5, 1, -1, 2.5])


def test_a_target_at_the_end_has_the_end_marker_after_it() -> None:
    assert target_features(TOKENS, _target("f")) == pytest.approx([3.5, 6, 4.5, -2])


def test_the_markers_are_no_part_of_the_whole() -> None:
    assert target_features(TOKENS, Target()) == pytest.approx([3.5] * 4)


def test_the_parts_stand_side_by_side() -> None:
    two = TokenStates(states=np.repeat(TOKENS.states, 2, axis=1), offsets=OFFSETS)
    found = target_features(two, _target("c d"))
    assert found == pytest.approx([3.5, 3.5, 3.5, 3.5, 1.5, 1.5, 5.5, 5.5])
