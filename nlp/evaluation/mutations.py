"""Changes of a note's words that must change its claims: a reader that doesn't notice is asleep.

Each mutation rewrites one claim's words in its note and says how the claim must change; every
other slot must stay. Only claims that were read right before the change are asked about.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from nlp.claims.draft import INVERSE
from nlp.evaluation.annotation import MarkedClaim, MarkedNote, MarkedWindow
from nlp.evaluation.reading import ReadNote, read_note
from nlp.evaluation.scores import Share
from nlp.evaluation.slots import agrees, slots_of
from nlp.reading import Reader

Change = Callable[[MarkedClaim, MarkedNote], "Mutation | None"]
_OTHER_FUNDS = ("IWM", "QQQ", "EFA", "VTV", "SPLV")
_OPPOSITES = {
    "outperformed": "underperformed",
    "beaten": "trailed",
    "beat": "trailed",
    "ahead of": "behind",
    "trailed": "beat",
    "lagged": "beat",
    "underperformed": "outperformed",
    "behind": "ahead of",
    "rose": "fell",
    "gained": "lost",
    "fell": "rose",
    "lost": "gained",
    "best": "worst",
    "worst": "best",
    "higher": "lower",
    "lower": "higher",
}
_NEGATED = {
    "has outperformed": "has not outperformed",
    "has beaten": "has not beaten",
    "have beaten": "have not beaten",
    "has lagged": "has not lagged",
    "has trailed": "has not trailed",
    "outperformed": "did not outperform",
    "beat": "did not beat",
    "lagged": "did not lag",
    "trailed": "did not trail",
    "underperformed": "did not underperform",
}
_YEAR = re.compile(r"\b20(?:0[4-9]|1\d|2[0-5])\b")
_SINCE = re.compile(r"\b[Ss]ince (20(?:0[4-9]|1\d|2[0-5]))\b")
_PERCENT = re.compile(r"(?<=\d)(?: ?%| per ?cent\b)")
_POINTS = re.compile(r"\b(?:percentage points?|points?)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutation:
    """The note with one claim rewritten, and that claim as it now should be read."""

    kind: str
    note: MarkedNote
    claim: MarkedClaim


def mutation_scores(notes: Iterable[ReadNote], reader: Reader) -> dict[str, Share]:
    """By kind of mutation: of the rewritten claims, the share that is read as it should be."""
    shares: dict[str, Share] = {}
    for read in notes:
        for mutation in _mutations(read):
            share = shares.setdefault(mutation.kind, Share())
            share.seen += 1
            share.right += _is_noticed(mutation, reader)
    return shares


def _mutations(read: ReadNote) -> Iterator[Mutation]:
    for pair in read.pairs:
        if pair.wanted is not None and pair.read is not None and _is_right(pair.wanted, pair.read):
            changes = (change(pair.wanted, read.note) for change in _CHANGES)
            yield from (mutation for mutation in changes if mutation is not None)


def _is_right(wanted: MarkedClaim, read: MarkedClaim) -> bool:
    return all(agrees(slot, wanted, read) for slot in slots_of(wanted.type))


def _is_noticed(mutation: Mutation, reader: Reader) -> bool:
    found = read_note(mutation.note, reader).pairs
    return any(
        pair.wanted == mutation.claim and pair.read is not None
        and _is_right(mutation.claim, pair.read)
        for pair in found
    )  # fmt: skip


def _swapped(claim: MarkedClaim, note: MarkedNote) -> Mutation | None:
    """Another fund in the place of a comparator."""
    for old in claim.comparators:
        new = next(t for t in _OTHER_FUNDS if t not in note.text)
        words = re.compile(rf"(?<![\w.]){re.escape(old)}(?![\w.])")
        if len(words.findall(claim.quote)) == 1:
            others = tuple(new if one == old else one for one in claim.comparators)
            changed = replace(claim, comparators=others)
            return _rewritten("comparator swapped", claim, changed, note, (words, new))
    return None


def _flipped(claim: MarkedClaim, note: MarkedNote) -> Mutation | None:
    """The opposite verb."""
    if claim.relation not in INVERSE or claim.metric != "total_return":
        return None
    for word, opposite in _OPPOSITES.items():
        words = re.compile(rf"\b{word}\b")
        if len(words.findall(claim.quote)) == 1:
            changed = replace(claim, relation=INVERSE[claim.relation])
            return _rewritten("sign flipped", claim, changed, note, (words, opposite))
    return None


def _denied(claim: MarkedClaim, note: MarkedNote) -> Mutation | None:
    """A "not" before the verb."""
    if claim.type != "comparison" or claim.modality != "asserted" or claim.magnitude is not None:
        return None
    for word, denial in _NEGATED.items():
        words = re.compile(rf"\b{word}\b")
        if claim.relation in INVERSE and len(words.findall(claim.quote)) == 1:
            changed = replace(claim, relation=INVERSE[claim.relation], modality="negated")
            return _rewritten("negation added", claim, changed, note, (words, denial))
    return None


def _other_year(claim: MarkedClaim, note: MarkedNote) -> Mutation | None:
    """ "Since 2017" becomes "since 2015"."""
    found = _SINCE.search(claim.quote)
    if found is None or claim.window.kind != "since" or len(_YEAR.findall(claim.quote)) != 1:
        return None
    year = int(found[1])
    other = year - 2
    if claim.window.base is None or claim.window.base.year != year - 1:
        return None
    window = replace(claim.window, base=claim.window.base.replace(year=other - 1))
    words = re.compile(rf"\b{year}\b")
    changed = replace(claim, window=window)
    return _rewritten("year replaced", claim, changed, note, (words, str(other)))


def _other_window(claim: MarkedClaim, note: MarkedNote) -> Mutation | None:
    """ "Since 2017" becomes "in 2017"."""
    found = _SINCE.search(claim.quote)
    if found is None or claim.window.base is None or len(_YEAR.findall(claim.quote)) != 1:
        return None
    year = int(found[1])
    if claim.window.base.year != year - 1 or year >= note.as_of.year:
        return None
    end = claim.window.base.replace(year=year)
    window = MarkedWindow(kind="calendar", base=end.replace(year=year - 1), end=end)
    words = re.compile(rf"\b(?:since) {year}\b", re.IGNORECASE)
    new = f"{'I' if found[0][0] == 'S' else 'i'}n {year}"
    changed = replace(claim, window=window)
    return _rewritten("window shifted", claim, changed, note, (words, new))


def _other_unit(claim: MarkedClaim, note: MarkedNote) -> Mutation | None:
    """Basis points for per cent or points of a gap."""
    if claim.type != "comparison" or claim.magnitude is None:
        return None
    if claim.magnitude.unit not in {"percent", "percentage_points"}:
        return None
    for words in (_PERCENT, _POINTS):
        if len(words.findall(claim.quote)) == 1:
            stated = replace(claim.magnitude, unit="basis_points")
            changed = replace(claim, magnitude=stated)
            return _rewritten("unit changed", claim, changed, note, (words, " basis points"))
    return None


def _rewritten(
    kind: str,
    was: MarkedClaim,
    now: MarkedClaim,
    note: MarkedNote,
    change: tuple[re.Pattern[str], str],
) -> Mutation | None:
    """The note with the claim's words changed, where these stand in it once."""
    words, new = change
    quote = words.sub(new, was.quote).replace("  ", " ")
    if note.text.count(was.quote) != 1 or quote == was.quote:
        return None
    now = replace(now, quote=quote)
    claims = tuple(now if one is was else one for one in note.claims)
    text = note.text.replace(was.quote, quote)
    return Mutation(kind=kind, note=replace(note, text=text, claims=claims), claim=now)


_CHANGES: tuple[Change, ...] = (
    _swapped, _flipped, _denied, _other_year, _other_window, _other_unit,
)  # fmt: skip
