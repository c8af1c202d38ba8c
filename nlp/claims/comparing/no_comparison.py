"""Words of comparing that compare no returns: a taste, a share of one's own, a place told."""

from __future__ import annotations

import re

from nlp.claims.comparing.gaps import own_multiple
from nlp.claims.draft import Draft

# Who likes one better than another tells of himself.
_BY_TASTE = {"better than", "more than", "less than"}
_TASTES = {"like", "prefer", "love", "want", "rate", "favour", "favor", "know", "trust", "suit"}
_PART = re.compile(
    r"\b(?:account(?:s|ed|ing)?|explain(?:s|ed)?|recover(?:s|ed)?|retrac(?:es|ed)|responsible|due"
    r"|attribut\w{1,6}|recoup(?:s|ed)?|regain(?:s|ed)?|eras(?:es|ed)|contribut\w{1,4}|supplied"
    r"|provided|gave back|clawed back)\b[^.;]{0,30}$",
    re.IGNORECASE,
)
_BESIDE = {"behind", "ahead of", "in front of"}
_SAME_PLACE = re.compile(r",? ?(?:(?:on|in|of) (?:[\w'\u2019-]{1,14} ?){1,3})?", re.IGNORECASE)


def says_nothing(draft: Draft) -> bool:
    """Whether the cue tells of whoever likes, of a part of one thing, or what a rank has told."""
    return _is_taste(draft) or _is_share(draft) or _is_place(draft)


def _is_taste(draft: Draft) -> bool:
    """True for "we like A better than B", which tells of whoever likes."""
    cue = draft.region.cue
    return cue.span.text.lower() in _BY_TASTE and cue.token.head.lemma_ in _TASTES


def _is_share(draft: Draft) -> bool:
    """True for "accounts for a third of the gain", a part of one thing's own."""
    before = draft.scene.text((draft.scene.whole[0], draft.region.cue.span.start_char))
    return own_multiple(draft) is not None and _PART.search(before) is not None


def _is_place(draft: Draft) -> bool:
    """True for the "behind" of "silver medal behind XLC": the rank before it tells the same."""
    cue = draft.region.cue.span
    ranks = [r.cue.span for r in draft.scene.regions if r.cue.type == "rank"]
    before = [span for span in ranks if span.end_char <= cue.start_char]
    if not before or cue.text.lower() not in _BESIDE:
        return False
    between = draft.scene.text((before[-1].end_char, cue.start_char))
    return _SAME_PLACE.fullmatch(between) is not None
