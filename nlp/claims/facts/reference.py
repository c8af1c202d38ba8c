"""Tells following an index, which is a fact, from keeping up with one, which prices decide."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.claims.comparing.comparison import comparison
from nlp.claims.draft import Draft
from nlp.claims.memory import Memory
from nlp.mentions import TRADED
from nlp.types import Claim

_INDEX_NAME = re.compile(
    r" (?:the )?(?P<name>[A-Z][\w&.()/-]{1,30}(?: [\w&.()/-]{1,30}){1,8}? Index)\b"
)


def tracking(draft: Draft, memory: Memory) -> Iterator[Claim]:
    """ "has tracked the S&P 500 over the years" compares, unless the index is a nameless one."""
    after = draft.region.after
    named = [m for m in draft.scene.mentions_in(after) if m.kind in TRADED]
    unknown = not named and _INDEX_NAME.match(draft.scene.text(after)) is not None
    if draft.region.cue.token.lemma_ != "track" or not unknown:
        yield from comparison(draft, memory)
