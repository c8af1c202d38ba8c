"""Finds the if-part of a statement, and the statement that hangs from it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.tokens import Token

from nlp.claims.outlook.order_words import NAME
from nlp.claims.outlook.orders import masked
from nlp.claims.outlook.segments import Segment, Stretch

_MARK = (
    r"(?:(?:even |only )?(?<!as )(?<!see )(?<!ask )(?<!know )(?<!what )(?<!wonder )(?<!tell )if"
    r"(?! (?:any|anything|not|no|only|ever|so|memory|we recall|I recall|you (?:like|will|disagree"
    r"|believe|ask|count|look|must|want|wish|prefer|include|exclude|ignore|read))\b)"
    r"|unless|provided(?: that)?|providing|assuming|suppos(?:e|ing)(?: that)?|barring"
    r"|(?<!for )as long as|so long as|in case|in the event(?: that| of)?|on condition that"
    r"|on the (?:assumption|condition) that)"
)
# Turned round, verb first: "should rates fall", "were rates to fall".
_TURNED = r"(?:should|were)(?= (?:the |it |they |this |that |[A-Z\x01a-z]))"
_HABIT = (
    r"(?:when(?:ever)?(?! (?:\w{3,12}ed|held|seen|taken|set|put)\b)|once(?! (?:an?|per|again"
    r"|more)\b)"
    r"|(?:every|each|any) time|the (?:day|moment|minute)(?= (?:that|the|it)\b)|as soon as)"
)
# Behind the consequence, a "should" before a subject and not before its own verb.
_TURNED_BEHIND = (
    r"should (?=(?:the|a|an|its?|they|we|this|that|these|those|any|another|our|[a-z]{3,14}s) )"
    r"|should (?-i:(?=[A-Z0-9\x01]))"
    r"|should (?=[a-z]{3,14} (?:[a-z]{3,14} )?(?:rise|fall|widen|narrow|break|tip|drop|slow|turn"
    r"|fade|return|persist|ease|climb|roll|hold|slip|cut|hike|go|stay|come|get|become|weaken"
    r"|strengthen|pick|continue|recover|rebound|stall|collapse|spike|crack)\b)"
    r"|were (?=[^,;.]{2,40} to [a-z])|had (?=[^,;.]{2,40} (?:not )?been )"
)
_FRONT = (
    r"\W{0,3}(?:(?:and|but|so|yet|now|then)[, ]{1,2})?"
    rf"(?P<clause>(?:{_MARK}|{_TURNED}|(?P<habit>{_HABIT}))"
)
_OPENING = re.compile(
    rf"{_FRONT} [^,;]{{3,200}}?), (?:then )?(?P<rest>(?<=, )\S|(?<=, then )\S)", re.IGNORECASE
)
# Without a comma, the consequence begins with the next name or pronoun that may do something.
# Set in between: "IWM, if the Fed pivots, could beat SPY".
_SET_IN = re.compile(
    rf"(?<=, )(?P<clause>(?:{_MARK}|(?P<habit>{_HABIT})) [^,;]{{3,100}}), (?=(?P<rest>can|could|may"
    r"|might|will|would|should|ought|tends?|usually|often|is likely|are likely)\b)",
    re.IGNORECASE,
)
# "With yields above 5 %, TLT would fall": the verb makes a condition of the words before it.
_MOOD = re.compile(
    r"\W{0,3}(?P<clause>(?:(?P<weak>with|in(?= an? ))|absent|without"
    r"|until) [^,;]{3,120}), (?P<rest>\S)",
    re.IGNORECASE,
)
_WOULD = re.compile(r"(?<!\bwe )(?<!\bI )\b(?:would|could)\b", re.IGNORECASE)
_UNMARKED = re.compile(
    rf"{_FRONT} [^,;]{{3,120}}?) (?=(?P<rest>{NAME}+|I|we|it|they|the (?:fund|shares|trade))"
    r"(?:['\u2019]d| (?:would|will|could|can|may|might|should|(?:is|are) (?:apt|likely|bound|set)"
    r"|\w{3,10}s(?= |$|[.;]))))",
    re.IGNORECASE,
)
_TRAILING = re.compile(
    rf"(?<=[ ,(])(?P<clause>(?:{_MARK} |(?P<habit>{_HABIT}) |(?P<turned>{_TURNED_BEHIND}))"
    r".{3,200})",
    re.IGNORECASE,
)
# "Once fees are deducted" says how, not when.
_COUNTED = re.compile(
    r" (?:is|are) (?:\w+ )?(?:taken|counted|included|added|reinvested|deducted|netted|adjusted"
    r"|stripped|considered|compared|measured)\b",
    re.IGNORECASE,
)
FORETELLS = re.compile(
    r"\b(?:can|could|may|might|will|['\u2019](?:ll|d)|should|would|ought to|tends? to|usually"
    r"|(?:is|are) (?:likely|apt|bound|set|going|due|sure) to|typically|often|always|invariably"
    r"|expect|anticipate|look for|we see)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """A statement with a condition: the stretch of its if-part, and of what follows from it."""

    trigger: Stretch
    rest: Stretch


def split(segment: Segment) -> Split | None:
    """Where the if-part stands, before its consequence or behind it; None without one.

    "When" and "once" make a condition of what is usual or to come, not of what has happened.
    """
    text = segment.text
    shown = masked(text, segment.start, segment.scene.mentions_in(segment.stretch))
    opening = _UNMARKED.match(shown) or _OPENING.match(text)
    if opening is not None:
        trigger = segment.part(*opening.span("clause"))
        found = Split(trigger=trigger, rest=(segment.start + opening.start("rest"), segment.end))
        return found if _counts(segment, found, opening) else None
    between = _SET_IN.search(text)
    if between is not None:
        return Split(trigger=segment.part(*between.span("clause")), rest=segment.stretch)
    trailing = _TRAILING.search(text) or _MOOD.match(text)
    if trailing is None:
        return None
    trigger = segment.part(*trailing.span("clause"))
    rest = (segment.start, trigger[0])
    if trailing.re is _MOOD:
        rest = (segment.start + trailing.start("rest"), segment.end)
    found = Split(trigger=trigger, rest=rest)
    return found if _counts(segment, found, trailing) else None


def _counts(segment: Segment, found: Split, match: re.Match[str]) -> bool:
    scene = segment.scene
    said = match.groupdict()
    if said.get("habit") and not _is_general(segment, found):
        return False
    if match.re is _MOOD:
        verb = _WOULD if said["weak"] else FORETELLS
        return verb.search(scene.text(found.rest)) is not None
    if said.get("turned") and FORETELLS.search(scene.text(found.rest)) is None:
        return False
    return bool(scene.text(found.rest).strip(" ,"))


def _is_general(segment: Segment, found: Split) -> bool:
    """True where both parts speak of what is usual or to come, and of no way of counting."""
    if _COUNTED.search(segment.scene.text(found.trigger)):
        return False
    tokens = [t for t in segment.scene.sent if segment.start <= t.idx < segment.end]
    if any(t.tag_ == "VBD" for t in tokens):
        return False
    leads = found.rest[0] > found.trigger[0]
    return (
        leads
        or FORETELLS.search(segment.scene.text(found.rest)) is not None
        or any(_is_present(t, found.rest) for t in tokens)
    )


def _is_present(token: Token, stretch: Stretch) -> bool:
    return (
        token.tag_ in {"VBZ", "VBP"}
        and token.dep_ != "aux"
        and stretch[0] <= token.idx < stretch[1]
    )
