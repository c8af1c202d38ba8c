"""The best or worst stretch of a thing's own history: "its worst week since March 2020"."""

from __future__ import annotations

import re

from nlp.claims.comparing.comparators import Comparators
from nlp.claims.draft import Draft

# "Its worst week since March 2020": ranked among its own weeks, the record's reach behind it.
_REACH = re.compile(
    r",? (?:since|ever|on record|yet|(?:in|of) (?:its|their|the fund.s) (?:life|history|existence)"
    r"|(?:in|for) (?:more than |over |almost |nearly )?[\w-]{1,8} (?:years?|decades?|months?"
    r"|quarters?|weeks?|generation))\b",
    re.IGNORECASE,
)
_SUPERLATIVE = re.compile(r"\b(?:best|worst|\w{3,8}est)\b ?", re.IGNORECASE)
_PAST_ENDS = re.compile(r"[.;,()\u2014]| (?:and|but|after|while|as|they|by)\b|$")


def is_own_past(draft: Draft) -> bool:
    """True for "its best year since 2009", which no other fund is ranked in."""
    words = _SUPERLATIVE.search(draft.region.cue.span.text)
    behind = draft.scene.text((draft.region.cue.span.end_char, draft.scene.whole[1]))
    reach = _REACH.match(behind)
    unit = words is not None and words.end() < len(draft.region.cue.span.text)
    return reach is not None and (unit or behind.lower().startswith(" since"))


def past_words(draft: Draft) -> Comparators:
    """The stretch that a record is of, in the note's words: "week since March 2020"."""
    start, cue_end = draft.region.cue.span.start_char, draft.region.cue.span.end_char
    behind = draft.scene.text((cue_end, draft.scene.whole[1]))
    reach, first = _REACH.match(behind), _SUPERLATIVE.search(draft.region.cue.span.text)
    assert reach is not None
    stop = _PAST_ENDS.search(behind, reach.end())
    end = cue_end + (stop.start() if stop else len(behind))
    text = draft.scene.text((start + (first.end() if first else 0), end)).strip(" ,.")
    return Comparators(inferred=True, quantifier="named", text=text)
