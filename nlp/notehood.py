"""Tells a research note from what people upload by mistake: consent walls, logs, comment boxes.

A note is prose about something that has a price or moves one. What it says of a market is counted
in different words, because a note speaks many words of the trade, while the gym with its "momentum"
and the shop with its "return policy" repeat one. Tables are left out of the count: an account
statement names funds too, and says nothing of them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import sqrt

from spacy.lang.en.stop_words import STOP_WORDS

from ingest.types import Document
from nlp.errors import NotAResearchNote
from nlp.reading import Reading

_WORD = re.compile(r"[^\W\d_]{2,}")
_CONSENT = re.compile(
    r"\b(?:cookies?|consent|privacy policy|your preferences|legitimate interest|accept all"
    r"|reject all|javascript|browser|log ?in|sign ?in|captcha|are you (?:a )?human"
    r"|subscribe to (?:continue|read))\b",
    re.IGNORECASE,
)
_LOG_LINE = re.compile(
    r"^\W{0,2}(?:\d{4}-\d\d-\d\d[T ]\d\d:\d\d|\w{3} {1,2}\d{1,2} \d\d:\d\d:\d\d|\[\d{1,4}[-/.]\d"
    r"|\d{1,3}(?:\.\d{1,3}){3} )"
    r"|^\s{0,8}(?:\[[a-z][\w.:-]{0,40}\]|(?:warning|error|info|debug):)\s"
    r"|\b(?:INFO|DEBUG|WARN(?:ING)?|ERROR|TRACE|FATAL)\b|^\s{0,8}at [\w.$]+\(|Traceback|HTTP/\d",
    re.MULTILINE,
)
_CODE = re.compile(
    r"[{};]\s*$|^\s*(?:def|import|class|function|var|const|SELECT|INSERT)\b", re.MULTILINE
)
_SYMBOL = re.compile(r"[][{}=_;<>|\\\"@#*^~`+/]")
# Words that hardly anybody but those who write of markets uses in this form.
_TRADE = re.compile(
    r"\b(?:et[fp]s?|equit(?:y|ies)|stocks|bonds|treasur(?:y|ies)|drawdowns?|basis points|bps?"
    r"|(?:small|mid|large|mega|micro)[ -]?(?:caps?|capitali[sz]ation)|underperform\w*|overweight"
    r"|outperformance|underweight|valuations?|earnings|inflation|dividends?|buybacks?|recession"
    r"|price target|benchmarks?|volatility|investors|shareholders?|fed|fomc|gilts?|bullion|s&p"
    r"|nasdaq|russell|msci|(?:policy|real|interest) rates|rate cuts?|cyclicals?|semiconductors?"
    r"|annuali[sz]ed|sharpe|tracking (?:error|difference)|expense ratio|total returns?|yields"
    r"|high[ -]yield|hedge funds?|sell-?offs?|nav|net asset value|capital gains?|fixed income"
    r"|balance sheets?|issuers?|(?:index|mutual) funds?|\d{2,3}-day|seasonals|breadth|downside"
    r"|(?:in|out)flows?|cash flows?|positioning|repric\w{1,5})\b",
    re.IGNORECASE,
)
# Words of the trade that other walks of life use as well.
_SHARED = re.compile(
    r"\b(?:funds?|index(?:es)?|indices|stock|shares?|bond|yield(?:ed|ing)?|return(?:s|ed)?|markets?"
    r"|portfolios?|momentum|sectors?|rates?|credit|outperform(?:s|ed|ing)?|rall(?:y|ied)|alpha"
    r"|beta|allocations?|revenues?|margins?|profits?|spreads?|economy|gain(?:s|ed)?|fell|cheap"
    r"|lag(?:s|ged|ging)?|factors?|premium|discounts?|swaps?|trend|weights?|rebalanc\w{1,4}"
    r"|hedged?|currency|tax(?:ed|able)?|risks?|volume|peers|trad(?:es?|ed|ing|ers?)|assets?"
    r"|income|distributions?|holders|duration|coupons?|leveraged?|breakout|exposures?|correlations?"
    r"|consensus|upside|commodit(?:y|ies))\b",
    re.IGNORECASE,
)
# Words in which a page, a shop, an office, a contract or an examiner deals with its reader.
_READER = re.compile(
    r"\b(?:please|you|your|click\w{0,3}|(?:un)?subscri\w{1,6}|(?:sign|log)(?:ed|ged)?[ -]?"
    r"(?:in|up|out|on)|passwords?|e-?mails?|cookies?|consent|registers?|download|browser|websites?"
    r"|newsletter|members?|comments?|reply|replies|invoice|payment|customers?|quantity|messages?"
    r"|contact|telephone|meeting|agenda|invit\w{1,7}|office|cv|salary|applications?|degree"
    r"|experience|exam|marks|questions?|compute|explain|define|shall|liab\w{2,7}|part(?:y|ies)"
    r"|herein|agreement|threads?|posts?|moderators?|users?|search|page|terms|version)\b",
    re.IGNORECASE,
)
# Words that say how something does, or what to think or do of it.
_VIEW = re.compile(
    r"\b(?:rose|ris(?:en|es?|ing)|fell|fall(?:s|en|ing)?|gain(?:s|ed|ing)|los(?:t|es?|ing)"
    r"|beat(?:s|en|ing)?|(?:out|under)perform\w{0,5}|lag(?:s|ged|ging)?|trail(?:s|ed|ing)|le(?:d|ads?)"
    r"|improv\w{1,6}|weak(?:er|est|ness|en\w{0,3})?|strong(?:er|est)?|cheap(?:er|est)?|expensive"
    r"|rich(?:er)?|dear(?:er)?|priced|attractive|(?:over|under)(?:weight|valued)|neutral|we"
    r"|prefer\w{0,4}|expect\w{0,3}|trim\w{0,4}|(?:un)?likely|(?:head|tail)winds?|rall(?:y|ied|ies)"
    r"|sell-?offs?|recover\w{0,3}|rebound\w{0,3}|declin\w{1,3}|drop(?:s|ped)?|slid|slump\w{0,3}"
    r"|surg(?:es?|ed|ing)|jump\w{0,3}|climb\w{0,3}|worst|worse|best|better|higher|lower|tight\w{0,5}"
    r"|wid(?:er|en\w{0,3})|narrow\w{0,3}|cut|doubled|halved|returned|paid|costs?|than|versus|vs"
    r"|against|ahead|behind|above|below|outpac\w{1,3}|since|because|yet|although|though|despite"
    r"|while|would|should|could|might|argues?|case|worr\w{1,3}|buy|add|avoid|stay|crowded|last"
    r"|opportunity|catalyst|quarter|weeks?|months?|correlat\w{1,4}|negative|positive|stretched"
    r"|benefit\w{0,3}|suffer\w{0,3}|hurts?|help(?:s|ed)|support(?:s|ed|ive)?|pressur\w{1,3}|fragile"
    r"|robust|conviction|believe|think|outlook|appeal\w{0,3}|favou?r\w{0,4}|rewarded|scenario)\b"
    r"|(?<=\d)(?:%| percent\b)",
    re.IGNORECASE,
)
_NAMED = frozenset({"fund", "index", "stock"})
_THEMES = frozenset({"asset_class", "macro", "sector"})
_FEWEST_WORDS = 12
# Shares of the words, lines or characters beyond which a text is something else; the annotated
# notes and the models' own notes lie to one side, nlp/data/gold/non_notes.jsonl to the other.
_CONSENT_SHARE, _LOG_SHARE, _CODE_SHARE, _SYMBOL_SHARE = 0.04, 0.30, 0.35, 0.07
_FUNCTION_SHARE, _READER_SHARE = 0.20, 0.03
# The number of different words grows about as the root of the length. What a note must say of a
# market at least: so much a root of its words, within the two bounds.
_MARKET_PER_ROOT, _LEAST_MARKET, _ENOUGH_MARKET = 0.48, 3, 24
_MOST_CLAIMS = 5
_VIEWS_PER_ROOT = 0.30
# Who names two funds in sentences compares them, in whatever words.
_COMPARED = 2


def require_note(doc: Document, reading: Reading) -> None:
    """Raise `NotAResearchNote`, saying what the text looks like, unless it reads like a note."""
    prose = _Prose.of(doc, reading)
    if reason := _form(doc, reading, prose) or _matter(doc, prose):
        raise NotAResearchNote(f"not a research note: {reason}")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Prose:
    """The body without its tables, and how much it says of a market.

    `market` is two a term of the trade, name or claim (`trade` of them) and one a word or theme
    that others share; `views` counts the words of movement and judgement, `named` the funds,
    indices and stocks; `says` is whether a claim is about one of those.
    """

    text: str
    words: tuple[str, ...]
    market: int
    trade: int
    views: int
    named: int
    says: bool

    @classmethod
    def of(cls, doc: Document, reading: Reading) -> _Prose:
        blocks = [b for b in doc.blocks if b.role == "body" and b.kind != "table_row"]
        offsets = frozenset(n for block in blocks for n in range(block.start, block.end))
        text = "\n".join(doc.text_of(block) for block in blocks)
        entities = [e for e in reading.entities if any(m.start in offsets for m in e.mentions)]
        named = {e.id for e in entities if e.kind in _NAMED}
        subjects = [c.subject for c in reading.claims if c.subject and c.start in offsets]
        trade = _different(_TRADE, text) + len(named) + min(len(subjects), _MOST_CLAIMS)
        themes = sum(1 for e in entities if e.kind in _THEMES)
        return cls(
            text=text,
            words=tuple(_WORD.findall(text.lower())),
            market=2 * trade + _different(_SHARED, text) + themes,
            trade=trade,
            views=_different(_VIEW, text),
            named=len(named),
            says=not named.isdisjoint(subjects),
        )


def _form(doc: Document, reading: Reading, prose: _Prose) -> str | None:
    """What keeps the text from being English sentences, whatever it speaks of."""
    body = "\n".join(doc.text_of(block) for block in doc.blocks if block.role == "body")
    lines = [line for line in body.splitlines() if line.strip()]
    words = len(_WORD.findall(body))
    if words < _FEWEST_WORDS and not reading.claims:
        return f"only {words} words of prose are left without page furniture"
    if _share(_LOG_LINE, lines) > _LOG_SHARE:
        return "it reads like a log file"
    symbols = len(_SYMBOL.findall(prose.text)) / max(1, len(prose.text))
    if _share(_CODE, lines) > _CODE_SHARE or symbols > _SYMBOL_SHARE:
        return "it reads like program code"
    if not any(sentence.weight for sentence in reading.sentences):
        return "it has no sentences of its own"
    function = sum(1 for word in prose.words if word in STOP_WORDS)
    if function < _FUNCTION_SHARE * len(prose.words) and not prose.says:
        return "it is a list or in another language, without English sentences"
    return None


def _matter(doc: Document, prose: _Prose) -> str | None:
    """What the text is about, where that is no market."""
    words = len(prose.words)
    if prose.says:
        return None
    if len(_CONSENT.findall(doc.text)) > _CONSENT_SHARE * words:
        return "it reads like a cookie or login wall"
    readers = len(_READER.findall(prose.text))
    if readers > _READER_SHARE * words and 2 * readers >= prose.market:
        return "it deals with its reader (a page, an account, a form), hardly with a market"
    least = min(_ENOUGH_MARKET, max(_LEAST_MARKET, _MARKET_PER_ROOT * sqrt(words)))
    if prose.market < least or not prose.trade:
        return "it speaks of no fund, index or market"
    if prose.views < _VIEWS_PER_ROOT * sqrt(words) and prose.named < _COMPARED:
        return "it names things of the market and does not say how they do"
    return None


def _different(pattern: re.Pattern[str], text: str) -> int:
    """How many different words match, singular and plural being one."""
    return len({found.lower().rstrip("s") for found in pattern.findall(text)})


def _share(pattern: re.Pattern[str], lines: list[str]) -> float:
    return sum(1 for line in lines if pattern.search(line)) / max(1, len(lines))
