"""From a sentence's token states to one vector for each target of it.

Four means of token states stand side by side: all tokens, the target's tokens, and the two
tokens before and after each mention, where the words that say who beat whom usually are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from models.types import Array, Target

REACH = 2
SPEC = f"mean of all | target | {REACH} before | {REACH} after"


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenStates:
    """One text's encoded tokens; `states` is tokens by hidden, the two markers first and last.

    `offsets` are (start, end) characters of each token between the markers.
    """

    states: Array
    offsets: Sequence[tuple[int, int]]


Looks = tuple[list[int], list[int], list[int], list[int]]


def positions(offsets: Sequence[tuple[int, int]], target: Target) -> Looks:
    """Tokens that each of the four means is taken over, the start marker being token 0.

    Overall, and for a target that covers no token, all four are the whole text.
    """
    last = len(offsets)
    whole = list(range(1, last + 1)) or [0]
    mentions = _mentions(offsets, target)
    if not mentions:
        return whole, whole, whole, whole
    inside = [token for mention in mentions for token in mention]
    before = [token for mention in mentions for token in _before(mention)]
    after = [token for mention in mentions for token in _after(mention, last)]
    return whole, inside, before or [0], after or [last + 1]


def target_features(tokens: TokenStates, target: Target) -> Array:
    """Vector of four times the hidden size."""
    looks = positions(tokens.offsets, target)
    # What `mean` does, without its checks, which cost more than the sum.
    return np.concatenate(
        [np.add.reduce(tokens.states[look]) / np.float32(len(look)) for look in looks]
    )


def _mentions(offsets: Sequence[tuple[int, int]], target: Target) -> list[range]:
    """Token ranges of the target's spans; a span that covers no token is left out."""
    found = []
    for start, end in target.spans or ():
        inside = [i for i, (a, b) in enumerate(offsets, 1) if a < end and b > start]
        if inside:
            found.append(range(inside[0], inside[-1] + 1))
    return found


def _before(mention: range) -> range:
    return range(max(1, mention.start - REACH), mention.start)


def _after(mention: range, last: int) -> range:
    return range(mention.stop, min(last + 1, mention.stop + REACH))
