"""From a sentence's token states to one vector for each target of it.

Four means of token states stand side by side: all tokens, the target's tokens, and the two
tokens before and after each mention, where the words that say who beat whom usually are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from models.types import Target

Array = npt.NDArray[np.float32]
REACH = 2
SPEC = f"mean of all | target | {REACH} before | {REACH} after"


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenStates:
    """One text's encoded tokens; `states` is tokens by hidden, without the two markers.

    `start` and `end` are the markers' states; `offsets` are (start, end) characters a token.
    """

    states: Array
    start: Array
    end: Array
    offsets: Sequence[tuple[int, int]]


def target_features(tokens: TokenStates, target: Target) -> Array:
    """Vector of four times the hidden size; overall, all four parts are the text's mean."""
    whole = tokens.states.mean(axis=0) if len(tokens.states) else tokens.start
    mentions = _mentions(tokens.offsets, target)
    if not mentions:
        return np.concatenate([whole] * 4)
    inside = [token for mention in mentions for token in mention]
    before = [token for mention in mentions for token in _before(mention)]
    last = len(tokens.states)
    after = [token for mention in mentions for token in _after(mention, last)]
    return np.concatenate(
        [
            whole,
            tokens.states[inside].mean(axis=0),
            tokens.states[before].mean(axis=0) if before else tokens.start,
            tokens.states[after].mean(axis=0) if after else tokens.end,
        ]
    )


def _mentions(offsets: Sequence[tuple[int, int]], target: Target) -> list[range]:
    """Token ranges of the target's spans; a span that covers no token is left out."""
    found = []
    for start, end in target.spans or ():
        inside = [i for i, (a, b) in enumerate(offsets) if a < end and b > start]
        if inside:
            found.append(range(inside[0], inside[-1] + 1))
    return found


def _before(mention: range) -> range:
    return range(max(0, mention.start - REACH), mention.start)


def _after(mention: range, last: int) -> range:
    return range(mention.stop, min(last, mention.stop + REACH))
