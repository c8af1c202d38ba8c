"""Who says it, where that is somebody other than the author of the note."""

from __future__ import annotations

import re

from spacy.tokens import Token

from nlp.claims.scene import Scene
from nlp.screening import Screened

_VERBS = {
    "say", "claim", "argue", "report", "note", "contend", "suggest", "insist", "maintain",
    "believe", "state", "write", "think", "allege", "tell", "point", "observe", "reckon", "add",
    "assert", "estimate", "concede", "admit", "warn", "announce", "declare", "boast",
    "complain", "object", "remark", "explain", "calculate", "figure", "hold", "swear",
    "expect", "predict", "forecast", "advertise", "have",
}  # fmt: skip
# Whom the verb has as an object is whom the statement is about: "expects DXJ to recover".
_EXPECT = {"expect", "predict", "forecast", "see", "believe", "reckon"}
# Verbs that also stand beside what they report: "…, she writes, …".
_AROUND = {
    "say", "write", "note", "argue", "claim", "report", "tell", "add", "observe", "reckon",
    "insist", "suggest", "warn", "explain", "point", "state", "contend", "maintain",
}  # fmt: skip
_ACCORDING = Screened(
    r"\b(?:according to|in the (?:words|view|opinion) of|by the (?:reckoning|count) of)"
    r" (?P<who>(?!us\b|our\b|my\b)[^,;.]{2,60})",
    re.IGNORECASE,
)
_PER = Screened(
    r", (?:per|told by|as told by|says|said) (?P<who>(?:(?:the|our|every) [a-z]{3,12} ?"
    r"|[A-Z][\w&]{1,20} ?)"
    r"{1,3}?)(?=[,;.)]|$| in\b| on\b| today\b)"
)
_IN_VIEW = Screened(
    r"\bin (?P<who>(?!our\b|my\b)[\w.'\u2019 -]{2,40}?)(?:['\u2019]s?)?"
    r" (?:view|opinion|reckoning)\b",
    re.IGNORECASE,
)
_AS_WRITES = Screened(
    r"\bas (?P<who>(?!we\b|i\b|it\b)[\w.\u2019' -]{2,40}?)"
    r" (?:writes?|wrote|says?|said|notes?|noted|puts? it|reports?|reported|has it|argues?)\b",
    re.IGNORECASE,
)
# The author speaking of the note itself, and figures that speak for themselves, report nobody.
_NOBODY = {
    "we", "i", "this", "it", "that", "note", "piece", "data", "numbers", "figures", "evidence",
    "chart", "table", "which", "there", "what", "history", "record", "results", "returns", "prices",
    "nobody", "everybody", "one", "who", "anyone", "you", "each", "both", "neither", "none", "they",
}  # fmt: skip
# "Nearly all of that margin traces to …": a share of something.
_SHARES = {"all", "most", "much", "part", "half", "nearly", "almost", "practically", "roughly"}
_SILENT = {"fund", "index", "stock", "factor", "sector", "asset_class"}
_ASCRIBES = re.compile(
    r"\W{0,3}(?P<who>(?:the|our|their|his|her|my) (?:[a-z]{3,12} ){0,2}(?:authors?|quants?"
    r"|managers?"
    r"|analysts?|strategists?|desk|broker|issuer|sponsor|colleagues|team|adviser|advisor|writer"
    r"|columnist|newsletter|house|consultants?|economists?)"
    r"|[A-Z][a-z]{2,14}(?:(?: [A-Z][a-z]{2,14}){1,2}"
    r"| (?:over )?(?:at|of|from) (?:the )?[A-Z][\w&]{1,20}))"
    r" (?:puts?|calls?|called|rates?|rated|describes?|has|had|sees?|saw|considers?|deems?|dubs"
    r"|reckons?|attributes?|attributed|blames?|blamed|credits?|credited|traces?|says?|said"
    r"|thinks?)\b"
)
_INITIALS = re.compile(r"\W{0,3}(?P<who>[A-Z]{2}): ")
_SET_OFF = {",", '"', "\u201d", "\u2019", ".", "\u2014", "\u2013", ")"}


def source_of(scene: Scene, token: Token) -> str | None:
    """Who is said to say what `token` stands in, in the words of the note."""
    for pattern in (_ACCORDING, _AS_WRITES, _IN_VIEW, _PER):
        match = pattern.search(scene.words)
        if match is not None:
            return match["who"].strip()
    return _governing(scene, token) or _beside(scene, token) or _before(scene, token)


def _before(scene: Scene, token: Token) -> str | None:
    """ "The authors put its beta at 1.2", "AN: IWF ahead of IWD", "our quants call it moderate"."""
    front = scene.text((scene.whole[0], token.idx))
    match = _ASCRIBES.match(front) or _INITIALS.match(front)
    return match["who"] if match and match["who"].lower() not in _NOBODY else None


def _governing(scene: Scene, token: Token) -> str | None:
    """The speaker of a verb above: "critics say that XSMO lagged"."""
    for verb in token.ancestors:
        if verb.lemma_.lower() in _VERBS and _hangs_from(token, verb):
            return _speaker(scene, verb)
    return None


def _hangs_from(token: Token, verb: Token) -> bool:
    return any(
        child.dep_ == "ccomp" or (child.dep_ == "xcomp" and verb.lemma_ in _EXPECT)
        for child in [token, *token.ancestors]
        if child.head == verb and child != verb
    )


def _beside(scene: Scene, token: Token) -> str | None:
    """The speaker of a verb set in or behind the statement: ", she writes, …", "…, said X"."""
    verbs = (word for word in token.sent if word.lemma_.lower() in _AROUND and word != token)
    return next((_speaker(scene, verb) for verb in verbs if _is_set_off(verb)), None)


def _is_set_off(verb: Token) -> bool:
    """True where the verb and its speaker stand between commas, quotes or the sentence's end."""
    speaker = next((child for child in verb.children if child.dep_ == "nsubj"), None)
    if speaker is None:
        return False
    first = min(speaker.left_edge.i, verb.i)
    after = verb.doc[verb.i + 1].text if verb.i + 1 < len(verb.doc) else "."
    leads = first > verb.sent.start and verb.doc[first - 1].text in _SET_OFF
    return leads and (speaker.i > verb.i or after in _SET_OFF)


def _speaker(scene: Scene, verb: Token) -> str | None:
    """The words of the verb's subject; "wrote in to say" has that of "wrote"."""
    for speaking in (verb, verb.head) if verb.dep_ in {"xcomp", "advcl"} else (verb,):
        for child in speaking.children:
            if child.dep_ == "nsubj" and child.lower_ not in _NOBODY:
                words = _name(child)
                if _is_thing(scene, child, words):
                    return None
                return str(child.doc[words[0].i : words[-1].i + 1].text)
    return None


def _is_thing(scene: Scene, speaker: Token, words: list[Token]) -> bool:
    """True for a fund, a factor, or a share of something, which say nothing themselves."""
    named = any(m.start <= speaker.idx < m.end and m.kind in _SILENT for m in scene.mentions)
    return named or words[0].text[0].isdigit() or words[0].lower_ in _SHARES


def _name(speaker: Token) -> list[Token]:
    """The speaker's words up to a comma or a clause about them."""
    clause = {
        word
        for child in speaker.children
        if child.dep_ in {"relcl", "acl", "appos", "punct"}
        for word in child.subtree
    }
    kept: list[Token] = []
    for word in speaker.subtree:
        if word in clause and kept and word.i > speaker.i:
            break
        kept.append(word)
    return kept
