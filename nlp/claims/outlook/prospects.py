"""Reads what is to come: which way, against whom and by how much."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nlp.claims.draft import INVERSE
from nlp.claims.memory import Memory
from nlp.claims.outlook.segments import Stretch, named_before, named_in
from nlp.claims.scene import Scene
from nlp.types import Magnitude, Metric, Relation

# What sets one thing against another, which stands behind the words.
_AGAINST: tuple[tuple[Relation, re.Pattern[str]], ...] = (
    (
        "below",
        re.compile(
            r"\b(?:(?:yield|give up|surrender|lose|cede|forfeit)s?(?:ing)? (?:its|the|their"
            r"|some of its|most of its) (?:lead|edge"
            r"|advantage)(?: over| to)?|(?:hand|give)s?(?:ing)? [\w ]{0,30}?back to|fall(?:s"
            r"|ing)? (?:further )?(?:behind|than|short of)"
            r"|lose (?:out|ground) to|struggle to (?:keep (?:up|pace) with|match|beat)|(?:trail"
            r"|lag|underperform)s?|do worse than|lose more than"
            r"|(?:fall|drop|slide|sink|decline) (?:more|harder|further|faster) than|fare worse than"
            r"|(?:finish|end|close|rank|come in) (?:[\w]{1,9} ){0,2}(?:below|under)"
            r"|(?:a )?(?:larger|bigger|deeper|worse|steeper) (?:loss|fall|drop|decline|drawdown)"
            r" than)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "above",
        re.compile(
            r"\b(?:(?:claw|win|get|gain|make|take)s?(?: back| up)? [\w ]{0,30}?(?:ground|gap"
            r"|deficit|what|lost)\b[\w ]{0,30}?(?: on| to| against)"
            r"|close the gap (?:to|with|on)|catch up (?:with|to|on)|pull (?:further )?(?:ahead"
            r"|away)(?: of| from)?|(?:stay|get|move|be|finish|end) ahead of"
            r"|leave [\w ]{1,40} (?:in the dust|behind|standing)|overtak(?:e|es|ing)"
            r"|(?:out(?:run|perform|pace|do|strip|shine|earn)|beat|best|top|lead|surpass)s?(?:ing)?"
            r"|(?:finish|end|close|rank|come out) (?:[\w]{1,9} ){0,2}(?:above|over)"
            r"|(?:a )?(?:smaller|lesser|milder|shallower) (?:loss|fall|drop|decline|drawdown) than"
            r"|do better than|lose less than|(?:fall|drop|slide|decline) less than"
            r"|hold up better than"
            r"|recover faster than|rise more than|fare better than)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "in_line",
        re.compile(
            r"\b(?:catch|match|draw level with|keep (?:pace|up) with|(?:move|trade|perform"
            r"|return) in line with|track)(?:es|s)?\b",
            re.IGNORECASE,
        ),
    ),
)
_RISE = re.compile(
    r"\b(?:(?<=have )(?:gained|risen|made|beaten|been up)|legs? (?:up|higher)|first out of"
    r"|keeps? going|recoups?|retrac(?:es?|ing)|favou?rs?"
    r"|comes? back"
    r"|turns?(?= (?:up|around|higher)?(?:[.,;]|$| if| when| once))|extends?|surpris(?:e|es) "
    r"|rallying"
    r"|doubling|on top|keeps? (?:its|their) lead|hold(?:s)? up|stag(?:e|es) a|pays? off|up(?= (?:\d"
    r"|one|two|three|four|five|six|ten|a (?:third|quarter|fifth|tenth|point)))|bottoms?(?! out of)"
    r"|claws?|catch-up|comeback|rebounding|recovering|moves? up|outpaces?|makes? money|earns? its"
    r"|last(?= (?:past|into|until|beyond|through|long))|compound|rall(?:y|ies)|ris(?:e|es|ing)"
    r"|(?<!'s )(?<!its )gains?|climbs?|advances?"
    r"|outperform|recover(?:s|y)?|rebounds?|bounce[s]?|upside"
    r"|add(?:s|ing)?|improve[s]?|re-?rate (?:higher|upwards?)|do well|doubl(?:e|es|ing)|trebles?"
    r"|triples?|appreciates?|grows?|jumps?"
    r"|soars?|surges?|go(?:es)? (?:up|higher)|higher|does well|win back|make up|claw back"
    r"|benefits?|lifts?"
    r"|helps?|boosts?|supports?|shines?|thrives?|do(?:es)? (?:better|best)|winners?|place to be"
    r"|new highs?|rips?|squeezes?|pops?|spikes?"
    r"|melt(?:s|ing)? up|flies|fly|skyrockets?|catch(?:es)? up|(?<!the )(?<!its )(?<!s )leads?"
    r"|(?:touch|hit|reach)(?:es|s)?(?= (?:\$|\d|new|a new))|be worth|takes? off|work(?:s)?)\b",
    re.IGNORECASE,
)
_FALL = re.compile(
    r"\b(?:(?<=have )(?:lost|fallen|dropped|been down|suffered)|legs? (?:down|lower)|new lows?"
    r"|lower lows?|weighs? (?:heavily )?on|wipes? out"
    r"|costs?(?= )|further to"
    r" fall|roll(?:s)? over|stumbles?|wobbles?|fades?|crumbles?|be hit|hit (?:hard|the hardest)"
    r"|worst"
    r" hit|unkind|not be kind|gives? back|de-?rating|halving|setback|unwind(?:s|ing)?|repric(?:e"
    r"|es)"
    r"|shrinks?|closes?(?= (?:(?:some|most|much|part|half|all) of )?(?:the|that|this) gap)"
    r"|down(?= (?:\d"
    r"|one|two|three|four|five|six|ten|a (?:third|quarter|fifth|tenth|point)))|lower(?:ed)?"
    r"|get (?:worse|ugly)|bust|go(?:es)? to zero|first to go|goes(?=[.,;]|$)|reversal|drawdown"
    r"|unwinds?|be sold|sold off|fall(?:s|ing)?|drops?|declin(?:e|es|ing)|underperform"
    r"|lags?|de-?rate[s]?|sell(?:s|ing)?[- ]?off|suffers?|struggles?"
    r"|slid(?:e|es)|los(?:e|es|ing)|corrects?|correction|revers(?:e|es|al)|weakens?|narrows?"
    r"|vulnerable|in trouble|at risk|exposed|cracks?|disappoints?|halves|halve|downside"
    r"|(?:give|hand|gives|hands)(?: it)?(?: all)?[\w ]{0,20} back|gives? (?:up|back)|retests?"
    r"|uglier|go(?:es)? (?:down|lower)|(?:pull|push|drag)[\w ]{0,20} (?:lower|down)|lower"
    r"|knocks?|shaves?|(?<=% )drawdown|halv(?:e|es)|sinks?|tumbles?|plunges?|slips?|sheds?|hurts?"
    r"|dents?|punish(?:es)?|drags? on|goes"
    r"|crash(?:es)?|craters?|bleeds?|caves?|melt(?:s|ing)? down|surrenders?|backs? off"
    r"|swoons?|sells|gets? (?:hit|hurt|crushed|hammered|smoked|killed|cut)|trails?|breaks? down"
    r"|evaporates?)\b",
    re.IGNORECASE,
)
_RETURN = re.compile(
    r"\b(?:(?:go|trade|run|get) to (?=\$?\d)|(?:re)?tests? (?=\$?\d)|returns?|earns?|delivers?"
    r"|mak(?:e|es|ing)|yields? a return|generat(?:e|es)|pencil(?:s"
    r"|led)? in|target(?:s|ing)?|calls? for)\b",
    re.IGNORECASE,
)
_METRICS: tuple[tuple[Metric, re.Pattern[str]], ...] = (
    ("yield", re.compile(r"\byield\b(?! (?:its|the|their))", re.I)),
    ("volatility", re.compile(r"\bvolatility\b", re.I)),
    ("expense_ratio", re.compile(r"\b(?:fee|expense ratio|charge)\b", re.I)),
    ("aum", re.compile(r"\b(?:assets|in size)\b|\$\d[\d.,]{0,6} ?(?:bn|billion)", re.I)),
)  # fmt: skip
_DENIED = re.compile(
    r"\b(?:won['\u2019]t|will not|cannot|unlikely to|will never|don['\u2019]t see|do not see"
    r"|not to)\b",
    re.IGNORECASE,
)
# Others that nobody lists: "above every other sector fund".
_REST = re.compile(
    r" (?:(?:every|all|any|most)(?: of)? (?:the )?(?:other|others|rest)|(?:the|its) (?:rest|others"
    r"|peers?|pack|field|market|wider market|broad market|group|rivals?|category)|everything else"
    r"|peers)\b",
    re.IGNORECASE,
)
_UNITS = {"percent", "percentage_points", "basis_points", "times", "usd"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Prospect:
    """What a stretch says of the future."""

    relation: Relation
    metric: Metric
    comparators: tuple[str, ...]
    magnitude: Magnitude | None


def prospect(
    scene: Scene, stretch: Stretch, *, subject: str | None, memory: Memory
) -> Prospect | None:
    """The direction that the words give, or None where nothing in them moves."""
    text = scene.text(stretch)
    numbers = [q for q in scene.quantities_in(stretch) if q.unit in _UNITS]
    stated = numbers[0] if numbers else None
    metric = _measured(text)
    unopposed: Relation | None = None
    for against, pattern in _AGAINST:
        match = pattern.search(text)
        unopposed = unopposed or (against if match else None)
        others = _others(scene, stretch, match, subject=subject, memory=memory) if match else ()
        if others or (match and _REST.match(text, match.end())):
            return Prospect(relation=against, metric=metric, comparators=others, magnitude=stated)
    relation = direction(text) or unopposed
    if relation is None:
        return None
    relation = INVERSE.get(relation, relation) if _DENIED.search(text) else relation
    return Prospect(relation=relation, metric=metric, comparators=(), magnitude=stated)


def _measured(text: str) -> Metric:
    return next((metric for metric, pattern in _METRICS if pattern.search(text)), "total_return")


def _others(
    scene: Scene, stretch: Stretch, match: re.Match[str], *, subject: str | None, memory: Memory
) -> tuple[str, ...]:
    """What stands behind, or inside, the words that set one thing against another."""
    within = (stretch[0] + match.start(), stretch[1])
    named = dict.fromkeys(m.id for m in named_in(scene, within) if m.id != subject)
    if named:
        return tuple(named)
    behind = scene.text((stretch[0] + match.end(), stretch[1]))[:24]
    if re.match(r"\W{1,2}(?:the (?:index|market|benchmark)|it\b|them\b|both\b)", behind):
        known = [id for id in named_before(scene, within[0], memory) if id != subject]
        return tuple(known[-2:] if re.match(r"\W{1,2}(?:them|both)", behind) else known[-1:])
    return ()


def direction(text: str) -> Relation | None:
    """Which way the first word of movement goes; "another rate rise could knock" falls."""
    modal = _MODAL.search(text)
    for words in (text[modal.end() :], text) if modal else (text,):
        found = [
            (match.start(), relation)
            for pattern, relation in _DIRECTIONS
            if (match := pattern.search(words)) is not None
        ]
        if found:
            return min(found)[1]
    return None


_MODAL = re.compile(r"\b(?:will|would|could|may|might|should|ought to|can)\b", re.IGNORECASE)
_DIRECTIONS: tuple[tuple[re.Pattern[str], Relation], ...] = (
    (_RISE, "rises"),
    (_FALL, "falls"),
    (_RETURN, "equals"),
    (re.compile(r"\+ ?\d"), "rises"),
    (re.compile("[-\u2212\u2013]\\d"), "falls"),
)
