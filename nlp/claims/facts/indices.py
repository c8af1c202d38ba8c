"""Reads which index a fund follows or followed, and who issues it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.catalog import Catalog
from nlp.claims.facts.fact import Fact, each_match, stated_in_words
from nlp.claims.facts.issuer_names import ISSUERS, NAMED
from nlp.claims.scene import Scene
from nlp.screening import Screened

_FOLLOWS = Screened(
    r"(?<![\w-])(?:(?:tracks?|tracking|tracked|follow(?:s|ing|ed)?|replicat(?:es?|ing|ed)"
    r"|mirror(?:s|ing|ed)?"
    r"|shadow(?:s|ing|ed)?|mimic(?:s|king|ked)?|indexed to|pegged to|linked to|tied to|hugs?"
    r"|copies|copied)"
    r"|(?:(?:guided|governed|benchmarked|(?<!as )measured|driven) (?:today |now )?(?:by|to|against)"
    r"|benchmark(?: is| was|:)?"
    r"|based on|(?:running|run|runs|built|modelled|modeled) on|(?:tracker|product|vehicle|wrapper"
    r"|fund|etf)s? (?:on|for|of)"
    r"|(?:gives?|gave|offers?|provid(?:es|ing)|giving) (?:\w{1,12} )?(?:access|exposure) to"
    r"|index(?: tracked)?[:?]?(?= [A-Z])|benchmark\?"
    r"|(?:underlying|its|their|whose|the|own|['\u2019]s) (?:index|benchmark)"
    r" (?:is|was|remains|being)"
    r"|underlying index|previously,?|formerly,?|(?:daily (?:moves?|returns?|performance)|inverse)"
    r" of|(?:went|moved|switched|switches|changed|converted) from [^.;:]{3,50}? to"
    r"|(?:switched|switches|moves|moved|converted|changed|migrated|shifted|re-?based|re-?pointed"
    r"|transferred) (?:over )?(?:to|onto)|adopt(?:s|ed|ing)|put (?:it|them|the fund) on(?:to)?"
    r"|(?:meant|built|designed|supposed|set up) to (?:track|follow|replicate|mirror|copy))"
    r"|(?P<hold>holds?|owns?)|=) "
    r"(?:today |now |instead |currently |still |simply |merely )?(?:the |a |an )?"
    r"(?:(?:same|very same|narrower|broader|wider|well-known|old|plain|familiar|identical|new"
    r"|standard|full) ){0,2}",
    re.IGNORECASE,
)
_CLOSELY = re.compile(
    r" (?:(?:very|fairly|so|quite|reasonably|almost|pretty|extremely) )?(?:closely|tightly"
    r"|loosely|well|poorly"
    r"|faithfully|to within|within|in lockstep|perfectly|exactly|higher|lower|down|up"
    r"|point for point)\b",
    re.IGNORECASE,
)
_PART = r"(?:[A-Z][\w.&/()-]{0,24}|\d{2,4}|of|ex|and|on|US|\(USD\))"
# A name in capitals that ends in "Index", or a description that ends in "benchmark".
_NAME = re.compile(
    rf"(?P<name>[A-Z][\w.&/-]{{1,24}}(?:\s(?:> )?{_PART}){{0,10}}? (?:[Ii]ndex|Benchmark|Series))\b"
)
# "MSCI's index", whichever of its many it is.
_HOUSE = re.compile(
    r"(?P<name>[A-Z][\w&]{1,15}['\u2019]s (?:[\w-]{1,15} ){0,2}(?:index|benchmark))\b"
)
_DESCRIBED = re.compile(r"(?P<name>[A-Z][\w.&/-]{1,24}(?: [\w-]{1,15}){0,4} (?:index|benchmark))\b")
_AFTER_FUND = re.compile(r"(?P<name>[A-Z][\w.&/-]{1,24}(?: (?:[A-Z][\w.&/-]{0,24}|\d{2,4})){1,6})")
_STOCKS = re.compile(
    r"(?: index)?(?:['\u2019]s)? (?:stocks|names|shares|companies|constituents|basket)\b"
)
_TITLE = r"i?[A-Z][\w&.-]{0,20}\w(?: (?:[A-Z][\w&.-]{0,20}\w|&|of)){0,3}"
_ISSUED = re.compile(
    rf"\b(?i:issued|sponsored|underwritten|offered|marketed|launched) by (?:the )?(?P<by>{_TITLE})"
    rf"|\b(?i:run|managed|provided|distributed|sold) by (?:the )?(?P<known>{_TITLE})"
    rf"|(?i:(?:\bits|\bthe|\bwhose|['\u2019]s) (?:issuer|sponsor|provider))(?:,| is| was|:"
    rf"| =)? (?P<is>{_TITLE})"
    rf"|\b(?P<does>{_TITLE}) (?:issued|issues|sponsors|sponsored|runs it|manages it)\b"
    rf"|\b(?:entry|offering|affair|product|contender|version|fund|vehicle|answer|wrapper"
    rf"|tracker|one) from (?:the )?(?P<house>{NAMED})\b(?= people| stable| family| range|[,.;:)]|$)"
    rf"|\b(?P<makes>{NAMED})(?:['\u2019]s|(?<=s)['\u2019]) (?:own |new )?x{{2,6}}\b"
    rf"|\b(?P<own>{NAMED})['\u2019]s own\b"
    rf"|\b(?:both|all|each|all (?:three|four|five)|the pair|either),?(?: are| come)? (?:from|by)"
    rf" (?P<several>{NAMED})\b"
    rf"|\b(?P<owns>{NAMED})['\u2019]s (?:own )?(?:entry|offering|contender|answer"
    rf"|version|rival|effort)\b"
)


def indices(scene: Scene, *, asked: bool) -> Iterator[Fact]:
    """Each index that the words say a fund follows, by its id where it is a known one.

    `asked` says that the sentence before asked for one.
    """
    text = scene.parsed.text
    yield from _worn(scene)
    yield from _answer(scene) if asked else ()
    for cue in each_match(_FOLLOWS, scene):
        at = cue.end()
        known = next((m for m in scene.mentions if m.kind == "index" and m.start == at), None)
        if cue["hold"] and (known is None or _STOCKS.match(text, known.end) is None):
            continue
        named = _named(text, at, scene.whole[1], cue[0])
        if named is not None and (known is None or named.end() > known.end + _TAIL):
            span = scene.span(named.span("name"))
            stated = stated_in_words(" ".join(span.text.replace(">", " ").split()), span)
        elif known is not None and not _CLOSELY.match(text, known.end):
            span = scene.span((known.start, known.end))
            stated = stated_in_words(known.id, span)
        else:
            continue
        _, end = scene.place(span)
        if not _compares(scene, cue, end):
            yield Fact(metric="index_tracked", magnitude=stated, at=(cue.start(), end))


def _answer(scene: Scene) -> Iterator[Fact]:
    """An index, known or by its name, that is all the sentence says."""
    start, end = scene.whole
    start += len("The ") if scene.text((start, end)).startswith("The ") else 0
    known = next((m for m in scene.mentions if m.kind == "index" and m.start == start), None)
    named = _NAME.match(scene.parsed.text, start, end)
    close = named.end() if named else known.end if known else start
    if start < close and not scene.text((close, end)).strip(" ."):
        span = scene.span((start, close))
        words = known.id if known and known.end >= close - _TAIL else span.text
        yield Fact(
            metric="index_tracked", magnitude=stated_in_words(words, span), at=(start, close)
        )


def _worn(scene: Scene) -> Iterator[Fact]:
    """An index that a fund wears as its kind: "IJR is an S&P SmallCap 600 tracker"."""
    for mention in scene.mentions:
        lead = scene.text((max(scene.whole[0], mention.start - 24), mention.start))
        kind = _TRACKER.match(scene.parsed.text, mention.end)
        if mention.kind == "index" and kind and _IS_A.search(lead):
            stated = stated_in_words(mention.id, scene.span((mention.start, mention.end)))
            yield Fact(metric="index_tracked", magnitude=stated, at=(mention.start, kind.end()))
            continue
        named = next((m for m in scene.mentions if m.start == mention.end + 2), None)
        bracketed = scene.text((mention.end, mention.end + 2)) == " ("
        if mention.kind == "index" and bracketed and named and named.kind == "fund":
            if _OF_INDICES.search(scene.words):
                span = scene.span((mention.start, mention.end))
                stated = stated_in_words(mention.id, span)
                at = (mention.start, named.end)
                yield Fact(metric="index_tracked", magnitude=stated, at=at, owner=named)
            continue
        worn = kind and next((m for m in scene.mentions if m.start == kind.end() + 1), None)
        if mention.kind == "index" and worn and worn.kind == "fund":
            stated = stated_in_words(mention.id, scene.span((mention.start, mention.end)))
            yield Fact(metric="index_tracked", magnitude=stated, at=(mention.start, worn.end))


_OF_INDICES = Screened(r"\b(?:index|indices|indexes|benchmarks?|track\w*|follow\w*)\b", re.I)
_IS_A = re.compile(
    r"\b(?:is|are|another|,) (?:an?|the) (?:plain |cheap |simple |big )?$|\banother $", re.I
)
_TRACKER = re.compile(r" (?:index )?(?:tracker|fund|ETF)s?\b", re.IGNORECASE)


def _named(text: str, at: int, end: int, cue: str) -> re.Match[str] | None:
    """An index by its words: a name that ends in "Index", or what a fund is said to be "on"."""
    patterns = (_NAME, _HOUSE, _DESCRIBED, *((_AFTER_FUND,) if _IS_FUND.match(cue) else ()))
    return next((m for m in (p.match(text, at, end) for p in patterns) if m), None)


# How much longer than a known index's a name must be to be another's: more than " Index".
_TAIL = 6
_IS_FUND = re.compile(r"(?:tracker|product|vehicle|wrapper|fund|etf)s? on ", re.IGNORECASE)


def _compares(scene: Scene, cue: re.Match[str], end: int) -> bool:
    """True for "has tracked the index since 2017", which is about returns; "only" makes a fact."""
    starts = [scene.place(w.span)[0] for w in scene.windows if w.span]
    timed = any(end <= at and _AT_ONCE.fullmatch(scene.text((end, at))) for at in starts)
    kept_up = timed and _KEPT_UP.match(cue[0]) is not None
    return kept_up and _MANDATE.search(scene.words) is None


_AT_ONCE = re.compile(r",?(?: \w{1,12}){0,2} ")
_KEPT_UP = re.compile(r"(?:tracked|mirrored|shadowed|tracking|tracks)\b", re.IGNORECASE)
_MANDATE = re.compile(
    r"\b(?:only|until|once|formerly|previously|originally|before|used to|switched|today|now"
    r"|since (?:then|launch|inception|its launch))\b",
    re.IGNORECASE,
)


# No need to try so many names where none of these stands.
_ISSUES = re.compile(
    r"issue|sponsor|underwrit|offered|marketed|launched|\b(?:run|runs|manage[ds]?|provided|sold)\b"
    r"|distributed|provider| from |(?:both|all|each|pair) by |['\u2019]s? ",
    re.IGNORECASE,
)


def issuers(scene: Scene, catalog: Catalog) -> Iterator[Fact]:
    """Who is said to issue a fund; whoever only runs one must be known as an issuer."""
    if _ISSUES.search(scene.words) is None:
        return
    for match in _ISSUED.finditer(scene.veiled, *scene.whole):
        group = match.lastgroup or "by"
        name = scene.text(match.span(group))
        if group == "known" and not _is_issuer(name, catalog):
            continue
        stated = stated_in_words(name, scene.span(match.span(group)))
        yield Fact(metric="issuer", magnitude=stated, at=match.span())


def _is_issuer(name: str, catalog: Catalog) -> bool:
    return name in ISSUERS or any(
        fund.issuer.lower() == name.lower() for fund in catalog.funds.values()
    )
