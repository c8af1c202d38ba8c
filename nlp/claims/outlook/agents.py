"""Who gives an order to buy or sell: the author, somebody whom he quotes, or nobody."""

from __future__ import annotations

import re

from nlp.claims.outlook.order_words import NAME
from nlp.claims.outlook.orders import Order
from nlp.claims.outlook.segments import token_at
from nlp.claims.scene import Scene
from nlp.claims.stance.reporting import source_of

_AUTHOR = (
    r"(?:we|I|us|our (?:own )?(?:desk|team|committee|clients?|book|sleeve|stance|position(?:ing)?"
    r"|view|advice|strategists|model|portfolios?|recommendation|proposal)"
    r"|the (?:desk|committee|team|house|board|sleeve|book|trustees?|trust|endowment|foundation"
    r"|family"
    r"|partnership|plan|scheme|household|(?:investment|model|strategy)"
    r" (?:committee|portfolio|book|team))|(?:clients|investors|holders|readers|buyers|one|you)"
    r" (?:should|could|might|may|ought|would do well))(?:['\u2019](?:m|re|d|ve|ll))?"
)
# Words that make of "we … X" a thought about X and not a trade in it.
_THOUGHT = (
    r"(?:that|which|who|because|if|when|had|think|believe|expect|note|noted|say|said|saw|see|found"
    r"|never expected|measure|compare|show|average|while|have been)"
)
_BY_AUTHOR = re.compile(
    rf"\b{_AUTHOR}(?: (?!{_THOUGHT}\b)[\w'\u2019%-]{{1,20}},?){{0,6}} $|\b{_AUTHOR} $"
    r"|\b(?:readers?|holders?|investors?|clients?|anyone|those|owners?|buyers?)(?: [^.;,]{1,40})?"
    r" (?:should|ought to|could|may|might|would do well to)(?: \w{2,12}){0,2} $"
    r"|(?:^|[.:;] )(?:use|take) [^.;,]{3,30} to $|(?:^|[.:;] )(?:raise|free|make"
    r"|fund) [^.;,]{1,30} by $"
    r"|\b(?:my|our) (?:\w{3,12} )?(?:advice|recommendation|suggestion|plan|intention|instinct"
    r"|inclination|call|proposal|answer) (?:is|was|would be|remains) (?:still |therefore |simply )?"
    r"(?:not )?(?:to )?(?:[^.;]{2,60} and (?:not )?to )?(?:stop |start |begin )?$"
    # "RESOLVED to sell", "it was agreed to leave".
    r"|\b(?:resolved|agreed|decided|voted|determined|approved|elected)(?:,? (?:unanimously|nem"
    r"\.? con\.?|by \w{2,12}|\w{3,12}ly))?(?::|,)?(?: not)? to (?:not )?"
    r"(?:[^.;]{2,60} and (?:not )?to )?$"
    r"|\b(?:we|I) (?:said|wrote|told \w{2,10} to|said to)[:,]? [\"\u201c]?$",
    re.IGNORECASE,
)
_BY_NOBODY = re.compile(
    r"(?:^|[:;(\u2022*>\u2014\u2013\"\u201c.!?] ?|\bplease |#\d{1,2} |\(?\b[\da-z]{1,2}[.):] "
    r"|\b(?:the )?desk )"
    r"(?:(?:begin|start|stop|cease|resume|do|prefer to|might|could|will"
    r"|still|also|now|just|again|then|therefore|stay|staying|remain|keep|be|not|don['\u2019]t"
    r"|do not|never|today|tactically|continue to|would|of the (?:two|three|four|five|pair),?"
    r"|here,?|for now,?|meanwhile,?|on balance,?|either way,?|instead,?|so|from here,?|in short,?"
    r"|if in doubt,?|i(?:['\u2019]d|m)|to) ){0,3}$",
    re.IGNORECASE,
)
_BY_OTHERS = re.compile(
    r"(?P<who>(?!(?:We|I|Our|My)\b)[A-Z][\w.&'\u2019-]{1,25}"
    r"(?: [A-Z][\w.&'\u2019-]{1,25}){0,3}|the (?:broker|issuer|analyst|strategist|manager|author"
    r"|adviser|advisor|column|newsletter)s?|[Ss]he|[Hh]e|[Tt]hey)"
    r"(?: [\w-]{1,15}){0,2} (?:recommend(?:s|ed)?|advis(?:es|ed)|suggest(?:s|ed)|urg(?:es|ed)"
    r"|propos(?:es?|ed)|advocat(?:es|ed)|prefers|favou?rs|says?(?: it)?|says? to|would(?: not"
    r"|n['\u2019]t)?(?: be)?)"
    r"(?: [\w-]{1,15}){0,3} $"
)
_GRADER = re.compile(
    r"(?P<who>(?!(?:We|I|Our|My)\b)[A-Z][\w.&'\u2019-]{1,25}(?: [A-Z][\w.&'\u2019-]{1,25}){0,3})"
    r"[^.;]{0,40} $"
)
# A gerund that is followed by a verb is what a sentence is about: "owning TLT has cost 30 %".
_COSTS = re.compile(
    r"^[^,;.]{0,40}?\b(?:would|has|have|was|were|is|can|could|cost|paid|made|meant|means)\b", re.I
)
# Who asks whether to hold holds nothing yet, and who does not "buy it" doubts a story.
_ASKED = re.compile(
    r"\b(?:ask(?:s|ed)?|wonder(?:s|ed)?|debat(?:es|ed)|discuss(?:es|ed)|consider(?:s|ed)?)"
    r"(?: [^.;,]{1,30})? (?:if|whether)\b[^.;]{0,60}$",
    re.IGNORECASE,
)
_DOUBTED = re.compile(r"(?:n['\u2019]t|not|never) (?:\w+ )?$", re.IGNORECASE)
# "Long Treasuries fell too", "the GLD we sold has risen": what is told of what is held.
_TELLS = re.compile(
    r"(?: \w{2,10}ly| have| has| had)? (?:fell|rose|lost|gained|returned|fared|did|is|are|was|were"
    r"|has|have|had|made|beat|led|paid|sold off|yield|\w{3,10}ed)\b",
    re.IGNORECASE,
)
_PAST_HOLDING = re.compile(r"\b(?:had|have) (?:\w+ )?$|\bwould have (?:\w+ )?$", re.I)
# Whose "would rather" it is, where not the author's.
_RATHER = re.compile(r"(?:would|['\u2019]d) (?:rather|sooner)")
_WISHER = re.compile(r"(?P<who>\b[Ss]he|\b[Hh]e|\b[Tt]hey|(?:[A-Z][a-z]{1,20} ?){1,3}?) ?$")


def agent_of(scene: Scene, order: Order, text: str) -> str | None:
    """Who gives an order: "" for the author, the name of another, None where nobody trades."""
    front = text[: order.words[0]]
    if _ASKED.search(front) or _is_idle(order, text, front):
        return None
    authors = order.voice == "choice" or _is_authors(order, text)
    wisher = _WISHER.search(front) if _RATHER.match(order.verb) else None
    if wisher is not None:
        return wisher["who"]
    if order.voice == "grade":
        speaker = _GRADER.search(front[-80:])
        if speaker is not None:
            return speaker["who"]
        own = _BY_NOBODY.search(front[-60:]) or re.search(r"\b(?:we|I)\b", front, re.IGNORECASE)
        return "" if own else None
    if authors:
        at = scene.whole[0] + order.words[0]
        return source_of(scene, token_at(scene, at) or scene.sent.root) or ""
    other = _BY_OTHERS.search(front[-120:])
    return other["who"] if other is not None and NAME not in other["who"] else None


def _is_authors(order: Order, text: str) -> bool:
    """True where "we" act, or nobody does: an order, a diary's "sold", "buying on weakness"."""
    front, behind = text[: order.words[0]], text[order.words[1] :]
    if _PAST_HOLDING.search(front) and not order.is_stance:
        return bool(re.search(rf"\b{_AUTHOR} (?:have|['\u2019]ve) (?:\w+ )?$", front, re.I))
    if _BY_AUTHOR.search(front[-160:]):
        return not order.verb.startswith("owned")
    if _BY_NOBODY.search(front[-60:]) is None:
        return False
    return not (order.verb.endswith("ing") and _COSTS.match(behind))


def _is_idle(order: Order, text: str, front: str) -> bool:
    """True for words of trading that only describe: "long Treasuries fell", "I don't buy it"."""
    if order.verb == "buy" and text[slice(*order.object)].lower() == "it":
        return _DOUBTED.search(front) is not None
    return (
        order.is_stance
        and order.verb == "long"
        and not front.strip(" -*\u2022")
        and _TELLS.match(text, order.words[1]) is not None
    )
