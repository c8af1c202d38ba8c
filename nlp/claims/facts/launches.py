"""Reads the day a fund began: "launched in the summer of '12", "since its start in May 2022"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from nlp import dates
from nlp.claims.facts.fact import Fact, clause_start, each_match
from nlp.claims.scene import Scene
from nlp.numerals import SPELLED, decimal_of
from nlp.screening import Screened
from nlp.types import Magnitude, Span

_DATE = re.compile(dates.source(tag="_a"), re.IGNORECASE)
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
# No fund of the catalogue began before the year 70 of its century.
_FIRST_OF_CENTURY = 70
_SHORT = re.compile(
    r"(?:(?P<month>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}(?:-|[- ]['\u2019])"
    rf"|(?:the )?(?P<season>{'|'.join(_SEASONS)})(?: of)? (?:['\u2019]|20|19)|['\u2019])"
    r"(?P<year>\d\d)(?![\d%])",
    re.IGNORECASE,
)
_AGO = re.compile(
    rf"(?:just |only |exactly |some )?(?P<years>\d{{1,2}}|{'|'.join(SPELLED)}) years? ago"
    r"(?P<month>,? (?:this|to the) (?:very )?(?:week|month|day)| today)?",
    re.IGNORECASE,
)
_BEGAN = Screened(
    r"(?<![\w-])(?:launched|launches|incepted|listed|(?:start|beg[au])(?:ed"
    r"|n)?(?: its)? (?:trading|life|out)"
    r"|(?:(?<=, )|(?<=it )|(?<=which )|(?<=fund ))(?:started|began)"
    r"|opened(?: for business)?|arrived|debuted|c[ao]me (?:to (?:the )?market|into being|along)"
    r"|went live"
    r"|(?:ha[sd] |have )(?:only )?traded|dat(?:es|ed|ing)(?: back)?|born|created|introduced"
    r"|established"
    r"|floated|brought to market|been (?:around|trading|live|with us|going)|existed|first traded"
    r"|set up"
    r"|hit the market|made its debut|goes back|live|around|trading(?= (?:since|from))|trades since"
    r"|(?:run|managed|sponsored) by [A-Z][\w.]{1,20}(?: [A-Z][\w.]{1,20}){0,2})"
    r"(?P<tail>,?(?: by [A-Z][\w.]{1,20}(?: [A-Z][\w.]{1,20}){0,2})?"
    r"(?: (?:only|just|back|again|first|here|on the market|there))?"
    r" (?:in|on|from|since|to|during|at|as recently as)(?: about| around| only| late)? )",
    re.IGNORECASE,
)
# "Launched January 20, 2004", with no preposition.
_BARE = Screened(
    r"(?<![\w-])(?:launched|incepted|listed|born|debuted|established|live since|opened"
    r"|started)(?P<tail>,? )",
    re.IGNORECASE,
)
_BEGINNING = Screened(
    r"(?<![\w-])(?:(?:launch|inception|debut|listing|IPO)"
    r"(?: date)?(?: of (?:that|the|this|both|each)(?: \w{1,12})?)?|incepted"
    r"|(?:its |the |their )?first (?:day|session) of (?:trading|business|dealing)"
    r"|(?:its|their|['\u2019]s|whose) (?:own )?(?:start|birth|introduction|beginnings?|first day))"
    r"(?P<tail> (?:was |is |came )?(?:only |back )?(?:in|on|of|from) | (?:is |was )?|(?:: ?"
    r"| ?[(=] ?|, ?)|, in )",
    re.IGNORECASE,
)
# "its October 2011 launch", "a March 2005 debut"
_BEFORE = Screened(
    r"\b(?:its|their|the|an?|whose|['\u2019]s) (?P<day>(?:[\w.,]{1,9} ){1,3}?)"
    r"(?:launch|inception|debut|listing|IPO|start|introduction)\b(?! of)",
    re.IGNORECASE,
)
# "and EWJ from March 1996" behind a launch that was told with a verb.
_ALSO = re.compile(
    r",?(?: only| just| itself| not until| a little later)? (?:from|in|since|on|to) ", re.I
)
_NEXT = re.compile(r",?;? (?:and |while |whereas |but |with )?(?:the )?")
_SELF = re.compile(
    r"\b(?:it|they|which|that|who|the (?:[\w-]{1,15} ){0,3}(?:funds?|etfs?|product|vehicle|tracker"
    r"|note|share class|latter|former|thing|one|newcomer|upstart|pair|duo|wrapper|offering|strategy"
    r"|portfolio|trust)|both|each|older|younger|was|were|ha(?:s|d|ving)|one|newcomer|pair)\b",
    re.IGNORECASE,
)


def launches(scene: Scene) -> Iterator[Fact]:
    """The first day of each fund, to the month or the year where the words say no more."""
    found: list[Fact] = []
    for pattern in (_BEGAN, _BARE, _BEGINNING):
        for cue in each_match(pattern, scene):
            if pattern is not _BEGINNING and not _is_of_fund(scene, cue.start()):
                continue
            lead = scene.text((max(scene.whole[0], cue.start() - 16), cue.start()))
            fact = None if _SINCE.search(lead) else _fact(scene, cue.start(), cue.end())
            if fact is not None and all(fact.at[1] != other.at[1] for other in found):
                found.append(fact)
    for before in each_match(_BEFORE, scene):
        dated = _fact(scene, before.start(), before.start("day"))
        if dated is not None and dated.at[1] == before.end("day") - 1:
            found.append(replace(dated, at=before.span()))
    yield from found
    yield from _also(scene, found[0].at[1]) if found else _pointed_at(scene)


# "New arrivals: …, the former in April, the latter in July", "both from October 2011".
_ARRIVED = Screened(r"\b(?:new (?:arrivals?|launch(?:es)?|funds?|listings?)|newcomers?)\b", re.I)
_THOSE = Screened(r"\bthe (?:former|latter|first|second),?(?P<at> )(?:in|on|from|since) ", re.I)
_BOTH = Screened(r"[,(] ?(?P<at>both|all|each) (?:(?:live|listed|trading) )?(?:from|since) ", re.I)


def _pointed_at(scene: Scene) -> Iterator[Fact]:
    """Dates behind words that only point at funds: where the talk is of new ones, or at its end."""
    for cue in each_match(_THOSE, scene) if _ARRIVED.search(scene.words) else ():
        fact = _fact(scene, cue.start("at"), cue.end())
        if fact is not None:
            yield fact
    yield from _entries(scene)
    for cue in each_match(_BOTH, scene):
        fact = _fact(scene, cue.start("at"), cue.end())
        ends = fact is not None and scene.text((fact.at[1], scene.whole[1])).strip(" .)") == ""
        if fact is not None and ends:
            yield fact


# "+24% since inception 1 Oct" tells since when, not what.
_SINCE = re.compile(r"[%\d)] ?since $", re.IGNORECASE)


# "Launched: SCHD 2011, VIG 2006", "came to market in 2015: LRGF (April), GSLC (September)"
_HEADS = Screened(
    r"\b(?:launch(?:es|ed)?|launch dates?|inceptions?|listed|listings|first traded|born|debuts?"
    r"|came to (?:the )?market|started trading)(?: (?:in|during))?(?: (?P<year>(?:19|20)\d\d))?: ",
    re.IGNORECASE,
)
_BESIDE = re.compile(r"(?: \(|:? )(?:in |on |since |from )?")


def _entries(scene: Scene) -> Iterator[Fact]:
    """Names with a date each, behind words that say what the dates are."""
    head = _HEADS.search(scene.parsed.text, *scene.whole)
    listed = (m for m in scene.mentions if head and m.kind == "fund" and m.start >= head.end())
    for mention in listed:
        lead = _BESIDE.match(scene.parsed.text, mention.end, scene.whole[1])
        year = int(head["year"]) if head and head["year"] else scene.as_of.year
        then = replace(scene, as_of=min(scene.as_of, date(year, 12, 31)))
        fact = _fact(then, mention.start, lead.end()) if lead else None
        if fact is not None:
            yield replace(fact, owner=mention)


def _is_of_fund(scene: Scene, start: int) -> bool:
    """True where the verb's own clause opens with it, or names or points to a fund."""
    begin = clause_start(scene, start)
    before = scene.text((begin, start))
    named = any(begin <= m.start < start and m.kind == "fund" for m in scene.mentions)
    return named or not before.strip() or _SELF.search(before) is not None


def _fact(scene: Scene, start: int, at: int) -> Fact | None:
    text = scene.parsed.text
    match = _SHORT.match(text, at) or _DATE.match(text, at) or _AGO.match(text, at)
    if match is None:
        return None
    days = _days(match, scene.as_of)
    if days is None or days.first > scene.as_of:
        return None
    stated = stated_day(days, scene.span(match.span()))
    return Fact(metric="inception_date", magnitude=stated, at=(start, match.end()))


def stated_day(days: dates.Period, span: Span) -> Magnitude:
    """A day as a fact's value: somewhere in the period that its words name."""
    return Magnitude(
        value=float(days.first.toordinal()),
        unit="date",
        low=float(days.first.toordinal()),
        high=float(days.last.toordinal()),
        text_value=_written(days),
        span=span,
    )


def _also(scene: Scene, after: int) -> Iterator[Fact]:
    """Further launches in a row, each a name and a date: ", SPSM only from Jul-13"."""
    for mention in scene.mentions:
        if mention.kind == "fund" and _NEXT.fullmatch(scene.text((after, mention.start))):
            lead = _ALSO.match(scene.parsed.text, mention.end)
            fact = _fact(scene, mention.end, lead.end()) if lead else None
            if fact is not None:
                after = fact.at[1]
                yield fact


def _days(match: re.Match[str], as_of: date) -> dates.Period | None:
    if match.re is _AGO:
        return _ago(match, as_of)
    return dates.period(match, tag="_a", as_of=as_of) if match.re is _DATE else _short(match)


def _ago(match: re.Match[str], as_of: date) -> dates.Period:
    """So many years back: that year, or that month where it is said to be this one."""
    year = as_of.year - int(decimal_of(match["years"].lower()))
    month, months = (as_of.month, 1) if match["month"] else (1, 12)
    first = date(year, month, 1)
    return dates.Period(first, dates.add_months(first, months) - timedelta(days=1))


def _short(match: re.Match[str]) -> dates.Period:
    """A month, season or year whose century is left out."""
    year = int(match["year"]) + (2000 if int(match["year"]) < _FIRST_OF_CENTURY else 1900)
    first, months = date(year, 1, 1), 12
    if match["month"]:
        first, months = date(year, dates.MONTHS[match["month"].lower()], 1), 1
    elif match["season"]:
        first, months = date(year, _SEASONS[match["season"].lower()], 1), 3
    return dates.Period(first, dates.add_months(first, months) - timedelta(days=1))


def _written(days: dates.Period) -> str:
    """The day in ISO form, or the month or year where the words say no more."""
    if days.first == days.last:
        return days.first.isoformat()
    if days.first.month == days.last.month and days.first.year == days.last.year:
        return f"{days.first:%Y-%m}"
    return f"{days.first:%Y}" if days.first.year == days.last.year else days.first.isoformat()
