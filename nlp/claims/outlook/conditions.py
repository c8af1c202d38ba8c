"""Finds the if-part of a statement, and the statement that hangs from it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Token

from nlp.claims.outlook.order_words import NAME
from nlp.claims.outlook.orders import masked
from nlp.claims.outlook.segments import Segment, Stretch

_MARK = (
    r"(?:(?:even |only )?(?<!as )(?<!see )(?<!ask )(?<!know )(?<!what )(?<!wonder )(?<!tell )if"
    r"(?! (?:any|anybody|anyone|anything|not|no|only|ever|so|memory|we recall|I recall"
    r"|you['\u2019]ll|you (?:like|will|disagree"
    r"|believe|ask|care|count|look|must|want|wish|prefer|include|exclude|ignore|read))\b)"
    r"|unless|provided(?: that)?|providing|assuming|suppos(?:e|ing)(?: that)?|barring"
    r"|(?<!for )as long as|so long as|in case|in the event(?: that| of)?|on condition that"
    r"|on the (?:assumption|condition) that)"
)
# Turned round, verb first: "should rates fall", "were rates to fall".
_TURNED = (
    r"(?:(?:should|were)(?= (?:the |it |they |this |that |[A-Z\x01a-z]))"
    r"|had(?= [^,;.]{2,40}? (?:not )?(?:been|held|owned|kept|bought|stayed|delivered|matched)\b))"
)
_HABIT = (
    r"(?:when(?:ever)?(?! (?:\w{3,12}ed|held|seen|taken|set|put)\b)|once(?! (?:an?|per|again"
    r"|more)\b)"
    r"|(?:every|each|any) time|the (?:day|moment|minute)(?= (?:that|the|it)\b)|as soon as)"
)
# "Give us a vaccine and it could double".
_GIVEN = re.compile(
    r"\W{0,3}(?:(?:and|but|so)[, ]{1,2})?(?P<clause>(?:give|grant|hand) [^;.]{3,80}?)"
    r"(?:, (?:though|however),?)?,? and (?P<rest>\S)",
    re.IGNORECASE,
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
    r"\W{0,3}(?:(?:and|but|so|yet|now|then|look|well|still|also|here|again|first|second|third"
    r"|finally"
    r"|lastly|fourth|otherwise|conversely)[, ]{1,2}){0,3}"
    rf"(?P<clause>(?:{_MARK}|{_TURNED}|(?P<habit>{_HABIT}))"
)
_OPENING = re.compile(
    rf"{_FRONT} [^,;]{{2,200}}?)(?:,|:(?=\s)| ->| \u2192"
    rf"| \u2013) (?:then )?(?P<rest>\S)",
    re.IGNORECASE,
)
# Without a comma, the consequence begins with the next name or pronoun that may do something.
# Set in between: "IWM, if the Fed pivots, could beat SPY".
_SET_IN = re.compile(
    rf"(?<=, )(?P<clause>(?:{_MARK}|should|were"
    rf"|(?P<habit>{_HABIT})) [^,;]{{3,100}}), (?=(?P<rest>can|could|may"
    r"|might|will|would|should|ought|tends?|usually|often|is likely|are likely)\b)",
    re.IGNORECASE,
)
# "With yields above 5 %, TLT would fall": the verb makes a condition of the words before it.
_MOOD = re.compile(
    r"\W{0,3}(?:(?:and|but|so)[, ]{1,2})?(?P<clause>(?:(?P<weak>with|in(?= an? ))|absent|without"
    r"|until|conditional on|(?:in that|in which|in such a) case|in that event|failing that)"
    r"(?: [^,;]{3,120})?),? (?P<rest>\S)",
    re.IGNORECASE,
)
_WOULD = re.compile(r"(?<!\bwe )(?<!\bI )\b(?:would|could)\b", re.IGNORECASE)
_UNMARKED = re.compile(
    rf"{_FRONT} [^,;]{{3,120}}?) (?=(?P<rest>{NAME}+|I|we|you|it|they|both|each|neither|all"
    r"|either|none|the (?:\w{3,12} )?(?:funds?|shares|trade|etf|pair|two|group|sector|index"
    r"|cyclicals|miners|banks))(?:['\u2019](?:d|ll)| (?:(?:see|expect|think|reckon|look for)\b"
    r"|won['\u2019]t|would|will|could|can|may|might"
    r"|should|(?:is|are) (?:apt|likely|bound|set)"
    r"|\w{3,10}s(?= |$|[.;]))))",
    re.IGNORECASE,
)
_TRAILING = re.compile(
    rf"(?<=[ ,(])(?P<clause>(?:{_MARK} |(?P<habit>{_HABIT}) |(?P<turned>{_TURNED_BEHIND}))"
    r".{3,200})",
    re.IGNORECASE,
)
# "A firmer dollar might cost EEM 5 %": an event that has not come, and what it would do.
_EVENT = re.compile(
    r"\W{0,3}(?:(?:and|but|so|we reckon|we think|I think)[, ]{1,2})?(?P<clause>(?:an?|any|another)"
    r" (?:\w{3,10}er\b|repeat|regime|return (?:of|to)|break (?:above|below|of)|move (?:above|below"
    r"|back)|further|sustained|prolonged|large|big)"
    r"[^,;:.]{3,90}?)(?:, [^,;:]{2,40},)? (?P<rest>(?:would|could|might|may)\b(?! have\b)"
    r"(?:, we think,|, I think,)? [a-z])",
    re.IGNORECASE,
)
# "A double dip would hurt IWM": of an event named so, "would" says if, "could" only that it may.
_BLOW = re.compile(
    r"\W{0,3}(?:(?:and|but|so|we reckon|we think|I think)[, ]{1,2})?(?P<clause>(?:an?|any|another)"
    r" (?:[\w-]{2,14} ){0,2}(?:wave|dip|reversal|rotation|recession|downturn|pivot|shock|spike"
    r"|sell-?off|crash|squeeze|default|ceasefire|truce|surprise|slowdown|shutdown|escalation"
    r"|steepening|flattening|easing|tightening|hike|rate cut|back-?up|deal|flare-?up|unwind"
    r"|devaluation|revaluation|rebound|fall|rise|drop|jump|surge)\b[^,;:.]{0,90}?)"
    r" (?P<rest>would\b(?! have\b)(?:, we think,|, I think,)? [a-z])",
    re.IGNORECASE,
)
# "A rotation into value, were it to come, might …": what comes first is the event.
_INDEFINITE = re.compile(rf"\W{{0,3}}(?:an?|any|another) [^,;:.{NAME}]{{0,12}}", re.IGNORECASE)
# Who could do something is no event.
_ACTOR = re.compile(
    r"\b(?:funds?|etfs?|investors?|readers?|portfolios?|holders?|strateg(?:y|ies)|positions?|pair"
    r"|setback|client|buyer|saver|product|note|basket|stake|sleeve|person|analyst|manager|index)$",
    re.IGNORECASE,
)
_JOINT = re.compile(r", (?:but|and|so|yet|though|although|while|whereas|which)\b|;")
# "Once fees are deducted" says how, not when.
_COUNTED = re.compile(
    r" (?:is|are) (?:\w+ )?(?:taken|counted|included|added|reinvested|deducted|netted|adjusted"
    r"|stripped|considered|compared|measured)\b",
    re.IGNORECASE,
)
FORETELLS = re.compile(
    r"\b(?:can|could|(?-i:may)|might|will|['\u2019](?:ll|d)|should|would|ought to|tends? to|usually"
    r"|(?:is|are) (?:likely|apt|bound|set|going|due|sure) to|typically|often|always|invariably"
    r"|expect|anticipate|look for|we see|won['\u2019]t)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """A statement with a condition: the stretch of its if-part, and of what follows from it.

    Of an `event` no if is said: "a firmer dollar" is the condition of what it might do.
    """

    trigger: Stretch
    rest: Stretch
    kind: Literal["if", "event"] = "if"


def split(segment: Segment) -> Split | None:
    """Where the if-part stands, before its consequence or behind it; None without one.

    "When" and "once" make a condition of what is usual or to come, not of what has happened.
    """
    text = segment.text
    shown = masked(text, segment.start, segment.scene.mentions_in(segment.stretch))
    opening = _UNMARKED.match(shown) or _OPENING.match(text) or _GIVEN.match(text)
    if opening is not None:
        trigger = segment.part(*opening.span("clause"))
        found = Split(trigger=trigger, rest=(segment.start + opening.start("rest"), segment.end))
        return found if _counts(segment, found, opening) else None
    between = _SET_IN.search(text)
    if between is not None:
        starts = between.start("rest") if _INDEFINITE.match(shown) else 0
        rest = (segment.start + starts, segment.end)
        return Split(trigger=segment.part(*between.span("clause")), rest=rest)
    trailing = _TRAILING.search(text) or _MOOD.match(text)
    if trailing is None:
        return _nominal(segment, shown)
    trigger = _until_joint(segment, segment.part(*trailing.span("clause")))
    rest = (segment.start, trigger[0])
    if trailing.re is _MOOD:
        rest = (segment.start + trailing.start("rest"), segment.end)
    found = Split(trigger=trigger, rest=rest)
    return found if _counts(segment, found, trailing) else None


def _until_joint(segment: Segment, clause: Stretch) -> Stretch:
    """A closing if-part up to where another thought is joined: "once X is done, but it isn't …"."""
    joint = _JOINT.search(segment.scene.text(clause))
    return (clause[0], clause[0] + joint.start()) if joint else clause


def _nominal(segment: Segment, shown: str) -> Split | None:
    """What might happen, as what would move a fund: "a firmer dollar might cost EEM 5 %"."""
    match = _EVENT.match(shown) or _BLOW.match(shown)
    if match is None or NAME in match["clause"][:12] or _ACTOR.search(match["clause"]):
        return None
    rest = (segment.start + match.start("rest"), segment.end)
    return Split(trigger=segment.part(*match.span("clause")), rest=rest, kind="event")


def _counts(segment: Segment, found: Split, match: re.Match[str]) -> bool:
    scene = segment.scene
    said = match.groupdict()
    if said.get("habit") and not _is_general(segment, found):
        return False
    if match.re is _GIVEN:
        return FORETELLS.search(scene.text(found.rest)) is not None
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
    foretells = FORETELLS.search(segment.scene.text(found.rest)) is not None
    told = found.trigger if foretells else segment.stretch
    if any(t.tag_ == "VBD" and told[0] <= t.idx < told[1] for t in tokens):
        return False
    leads = found.rest[0] > found.trigger[0]
    return leads or foretells or any(_is_present(t, found.rest) for t in tokens)


def _is_present(token: Token, stretch: Stretch) -> bool:
    return (
        token.tag_ in {"VBZ", "VBP"}
        and token.dep_ != "aux"
        and stretch[0] <= token.idx < stretch[1]
    )
