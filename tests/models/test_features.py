from __future__ import annotations

import numpy as np
import pytest

from models.features import TokenStates, target_features
from models.types import Target

# Six words of one letter; the state of each is its number, 1 to 6, in a hidden size of 1.
TEXT = "a b c d e f"
TOKENS = TokenStates(
    states=np.arange(1, 7, dtype=np.float32)[:, None],
    start=np.array([-1], dtype=np.float32),
    end=np.array([-2], dtype=np.float32),
    offsets=[(place, place + 1) for place in range(0, 11, 2)],
)


def test_parts_are_whole_target_before_and_after() -> None:
    spans = ((TEXT.index("c"), TEXT.index("d") + 1),)
    assert target_features(TOKENS, Target(spans=spans)) == pytest.approx([3.5, 3.5, 1.5, 5.5])


def test_overall_every_part_is_the_whole() -> None:
    assert target_features(TOKENS, Target()) == pytest.approx([3.5] * 4)


def test_a_target_at_the_start_has_the_start_marker_before_it() -> None:
    assert target_features(TOKENS, Target(spans=((0, 1),))) == pytest.approx([3.5, 1, -1, 2.5])


def test_a_target_at_the_end_has_the_end_marker_after_it() -> None:
    assert target_features(TOKENS, Target(spans=((10, 11),))) == pytest.approx([3.5, 6, 4.5, -2])


def test_every_mention_counts() -> None:
    both = target_features(TOKENS, Target(spans=((0, 1), (10, 11))))
    assert both == pytest.approx([3.5, 3.5, 4.5, 2.5])


def test_a_span_between_tokens_is_read_as_overall() -> None:
    assert target_features(TOKENS, Target(spans=((1, 2),))) == pytest.approx([3.5] * 4)


def test_a_text_without_tokens_is_read_from_its_start_marker() -> None:
    empty = TokenStates(
        states=np.empty((0, 1), dtype=np.float32), start=TOKENS.start, end=TOKENS.end, offsets=[]
    )
    assert target_features(empty, Target(spans=((0, 1),))) == pytest.approx([-1] * 4)
