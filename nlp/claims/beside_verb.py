"""Names that their place settles, where the parse is least sure: at a verb, before an "it"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Token

from nlp.claims.scene import Region, Scene
from nlp.mentions import TRADED, Mention

# "EFA, unhedged, has mustered", "XLK still lost", "VBR (more of that below) fell".
_TO_VERB = re.compile(
    r"(?:,[^,;:.()]{2,60},| \([^()]{2,60}\))? (?:(?:has|have|had|is|was|were|are|will|would|could"
    r"|might|may|should|can|did|does|do|been|be|not|never|still|also|only|just|since|now|then"
    r"|even|itself|all but|nearly|almost|actually|merely|barely|already|too|again|meanwhile) ){0,4}"
)
# What opens a clause; a comma alone may stand in a row of names.
_CLAUSE_OPENS = re.compile(
    r"(?:^|[;:.(\n]|\b(?:and|but|while|whereas|yet|whilst|though|although|as)) ?(?:the )?$",
    re.IGNORECASE,
)
# What a name stands behind that is the other side of a comparison.
_HELD = re.compile(
    r"\b(?:than|versus|vs\.?|against|behind|ahead of|in line with|beat|beats|beating|lags?|lagged"
    r"|lagging|trails?|trailed|trailing|outperform(?:s|ed|ing)?|underperform(?:s|ed|ing)?)"
    r"(?: (?:the|that of|those of|either|both|neither|any of))? $",
    re.IGNORECASE,
)
# "As for EMLC, it is up".
_ADDRESSED = re.compile(r"\b(?:as for|as to|regarding|take|consider) (?:the )?$", re.IGNORECASE)
_JOINED = re.compile(r",? (?:and|or|nor) |, ")
_REACH = 24


def name_before(scene: Scene, region: Region) -> Mention | None:
    """The name that opens the clause of a cue and stands right before its verb."""
    cue = region.cue.span.start_char
    ahead = [m for m in scene.mentions if m.kind in TRADED and m.end <= cue]
    for mention in reversed(ahead):
        if _TO_VERB.fullmatch(scene.text((mention.end, cue)).rstrip() + " "):
            return mention if _opens(scene, mention) else None
    return None


def opens_clause(scene: Scene, mention: Mention) -> bool:
    """True for a name that its clause begins with, and none that is joined to one before."""
    ends = [m.end for m in scene.mentions if m.kind in TRADED and m.end <= mention.start]
    joined = ends and _JOINED.fullmatch(scene.text((ends[-1], mention.start)))
    return not joined and _opens(scene, mention)


def _opens(scene: Scene, mention: Mention) -> bool:
    """True at the start of a clause, and for what the sentence turns to: "as for A"."""
    lead = scene.text((max(scene.whole[0], mention.start - _REACH), mention.start))
    return _CLAUSE_OPENS.search(lead) is not None or _ADDRESSED.search(lead) is not None


def not_held(scene: Scene, named: Sequence[Mention]) -> list[Mention]:
    """The names that are no other side of a comparison, nor joined to one."""
    free: list[Mention] = []
    held: Mention | None = None
    for mention in named:
        lead = scene.text((max(scene.whole[0], mention.start - _REACH), mention.start))
        joined = held and _JOINED.fullmatch(scene.text((held.end, mention.start)))
        if joined or _HELD.search(lead):
            held = mention
        else:
            free.append(mention)
    return free


def subject_before(scene: Scene, pronoun: Token) -> str | None:
    """The fund that is the subject of the nearest clause before, in the same sentence."""
    told = [t for t in scene.sent if t.dep_ in {"nsubj", "nsubjpass"} and t.i < pronoun.i]
    subjects = {t.idx for one in told for t in (one, *_owners(one))}
    named = [m for m in scene.mentions if m.kind in TRADED and m.end <= pronoun.idx]
    for mention in reversed(named):
        at_head = any(mention.start <= at < mention.end for at in subjects)
        if at_head or opens_clause(scene, mention):
            return mention.id
    return None


def _owners(subject: Token) -> list[Token]:
    """Whose a subject is: "GDX's beta"."""
    return [child for child in subject.children if child.dep_ == "poss"]


def first_before(scene: Scene, pronoun: Token) -> str | None:
    """The first fund that the sentence names before a pronoun."""
    named = (m for m in scene.mentions if m.kind in TRADED and m.end <= pronoun.idx)
    return next((m.id for m in named), None)
