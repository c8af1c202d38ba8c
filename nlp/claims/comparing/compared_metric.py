"""Which measure a comparison compares: the cue's own, one named near it, or the subject's."""

from __future__ import annotations

import re

from nlp.claims.comparing.gaps import own_multiple
from nlp.claims.cues import Cue
from nlp.claims.draft import Draft
from nlp.claims.slots import measured_in
from nlp.types import Metric

# Words that compare sizes; "worse than" says which side is better whatever the verb.
BY_SIZE = {
    "more than", "less than", "faster than", "slower than", "further than", "harder than",
    "as much as",
}  # fmt: skip
_SIZED = BY_SIZE | {
    "higher than", "lower than", "larger than", "smaller than", "greater than", "bigger than",
}  # fmt: skip
_MEASURED_BEFORE = {"risk", "reference"}
# Measures that only an adjective names: "no calmer than", "half as deep as".
_ADJECTIVES: tuple[tuple[Metric, re.Pattern[str]], ...] = (
    ("max_drawdown", re.compile(r"\b(?:deep|deeper|shallower|peak-to-trough)\b", re.I)),
    (
        "volatility",
        re.compile(
            r"\b(?:jumpy|volatile|risky|choppy|bumpy|agitated|riskier|calmer|safer|drama|swings?)\b",
            re.I,
        ),
    ),
    ("expense_ratio", re.compile(r"\b(?:cheaper|dearer|costlier|expensive|dear|costly)\b", re.I)),
)
_PAYS = re.compile(
    r"\b(?:(?P<yields>yield(?:s|ed|ing)?)|charg(?:es|ed|ing)|costs?|costing)(?: (?:far|much|a bit"
    r"|slightly|rather|a little|no|even))? $",
    re.IGNORECASE,
)
_OF_ANOTHER = re.compile(r"\b(?:that|those) of\b|[A-Z]['\u2019]s\b")
_PRICE_OF = re.compile(r"\bthe price (?:tag )?of\b", re.IGNORECASE)
# What a multiple of another's figure, which names no measure itself, is measured in.
_MOVED = re.compile(
    r"\b(?:gain(?:s|ed)?|returns?|returned|rises?|rose|loss(?:es)?|lost|f[ae]ll|up|down|ytd|advanced?"
    r"|made|earned|climbed|dropped|performance|rall(?:y|ied)|slide|off)\b",
    re.IGNORECASE,
)
_AS_MUCH = re.compile(
    r"\b(?:as (?:much|well|far|high|hard)|what\b|(?:the|its|['\u2019]s) (?:return|gain|loss|fall"
    r"|drop|rise|advance|decline|damage|pain|hit)|made|doubl\w+|tripl\w+|trebl\w+)\b",
    re.IGNORECASE,
)


def metric_compared(draft: Draft, stretch: tuple[int, int]) -> Metric | None:
    """The measure compared: the cue's own, one named near it, or the subject's ("its volatility").

    A multiple needs one in words: "half the position" compares nothing.
    """
    cue = draft.region.cue
    if cue.predicate.metric is not None:
        return cue.predicate.metric
    before = cues_before(draft)
    if before and before[-1].type == "risk" and before[-1].token.dep_ == "nsubj":
        return before[-1].predicate.metric or "total_return"
    if before and before[-1].type in _MEASURED_BEFORE and cue.span.text.lower() in _SIZED:
        return before[-1].predicate.metric
    paid = _paid(draft)
    if paid is not None:
        return paid
    named = _adjective(draft) or measured_in(draft.scene.text(_about_measure(draft, stretch)))
    if named is not None or own_multiple(draft) is None:
        return named or "total_return"
    return _metric_of_multiple(draft, before)


def _adjective(draft: Draft) -> Metric | None:
    words = draft.region.cue.span.text
    return next((metric for metric, pattern in _ADJECTIVES if pattern.search(words)), None)


def _paid(draft: Draft) -> Metric | None:
    """What "yields more than" and "charges less than" compare."""
    cue = draft.region.cue.span
    verb = _PAYS.search(draft.scene.text((draft.scene.whole[0], cue.start_char))[-24:])
    if verb is None or cue.text.lower() not in _SIZED:
        return None
    return "yield" if verb["yields"] else "expense_ratio"


def _metric_of_multiple(draft: Draft, before: list[Cue]) -> Metric | None:
    words = draft.scene.text((draft.region.cue.span.start_char, draft.region.end))
    told = before[-1] if before else None
    if _PRICE_OF.search(words):
        return "expense_ratio"
    if told is not None and told.type in _MEASURED_BEFORE:
        return told.predicate.metric
    front = draft.scene.text((draft.scene.whole[0], draft.region.cue.span.start_char))
    moved = _MOVED.search(front) is not None and _OF_ANOTHER.search(words)
    return "total_return" if _AS_MUCH.search(words) or moved else None


def _about_measure(draft: Draft, stretch: tuple[int, int]) -> tuple[int, int]:
    """Where the measure is named: "its volatility is higher than", but "beat B in volatility"."""
    whole = len(draft.region.cue.span) > 1
    return (draft.region.start if whole else draft.region.cue.span.end_char), stretch[1]


def cues_before(draft: Draft) -> list[Cue]:
    """The cues that the sentence holds before this one."""
    return [r.cue for r in draft.scene.regions if r.start < draft.region.start]
