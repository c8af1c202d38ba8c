"""The figures of `tapecheck evaluate claims`: found, right slot by slot, and the worst notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from nlp.evaluation.annotation import MarkedClaim
from nlp.evaluation.pairing import Pair
from nlp.evaluation.reading import ReadNote
from nlp.evaluation.slots import PRICED, SLOTS, agrees, slots_of

_PLAIN = {"asserted", "negated", "reported", "hedged"}


@dataclass(slots=True)
class Count:
    """Of things wanted and things read: how many, and how many are both."""

    wanted: int = 0
    read: int = 0
    met: int = 0

    @property
    def precision(self) -> float:
        """Share of what was read that was wanted."""
        return self.met / self.read if self.read else 0.0

    @property
    def recall(self) -> float:
        """Share of what was wanted that was read."""
        return self.met / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of the two."""
        total = self.wanted + self.read
        return 2 * self.met / total if total else 0.0


@dataclass(slots=True)
class Share:
    """How many were looked at, and how many of them were right."""

    seen: int = 0
    right: int = 0

    @property
    def value(self) -> float:
        """NaN-free: a slot never seen is not wrong."""
        return self.right / self.seen if self.seen else 1.0


@dataclass(slots=True)
class Scores:
    """All figures of a set of notes; `by_type` and `by_behaviour` count claims."""

    claims: Count = field(default_factory=Count)
    plain: Count = field(default_factory=Count)
    entities: Count = field(default_factory=Count)
    slots: dict[str, Share] = field(default_factory=lambda: {slot: Share() for slot in SLOTS})
    by_type: dict[str, Count] = field(default_factory=dict)
    by_behaviour: dict[int, Count] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What went wrong with a claim: missed, read though it is none, or these slots misread."""

    note: str
    what: str
    wanted: MarkedClaim | None
    read: MarkedClaim | None

    def told(self) -> str:
        """One line for the terminal."""
        claim = self.wanted or self.read
        quote = claim.quote if claim else ""
        return f"{self.note}: {self.what}: {' '.join(quote.split())}"


def is_plain(claim: MarkedClaim) -> bool:
    """Whether prices or facts could check the claim as its words stand."""
    return claim.type in PRICED and claim.modality in _PLAIN and not claim.missing


def scores_of(notes: Iterable[ReadNote]) -> Scores:
    """Count everything over the notes."""
    scores = Scores()
    for read in notes:
        wanted = frozenset(read.note.entities)
        _add(scores.entities, len(wanted), len(read.entities), len(wanted & read.entities))
        for pair in read.pairs:
            _count(scores, pair, read.note.behaviours)
            scores.faults += _faults(read.note.id, pair)
    return scores


def _count(scores: Scores, pair: Pair, behaviours: Sequence[int]) -> None:
    claim = pair.wanted or pair.read
    assert claim is not None
    counts = [scores.claims, scores.by_type.setdefault(claim.type, Count())]
    counts += [scores.by_behaviour.setdefault(number, Count()) for number in behaviours]
    counts += [scores.plain] if is_plain(claim) else []
    wanted, read = pair.wanted is not None, pair.read is not None
    for count in counts:
        _add(count, wanted, read, wanted and read)
    if pair.wanted is not None and pair.read is not None:
        for slot in slots_of(pair.wanted.type):
            scores.slots[slot].seen += 1
            scores.slots[slot].right += agrees(slot, pair.wanted, pair.read)


def _add(count: Count, wanted: int, read: int, met: int) -> None:
    count.wanted += wanted
    count.read += read
    count.met += met


def _faults(note: str, pair: Pair) -> Iterator[Fault]:
    wanted, read = pair.wanted, pair.read
    if wanted is None or read is None:
        claim = wanted or read
        what = f"{'no claim' if wanted is None else 'missed'}, {claim.type if claim else ''}"
        yield Fault(note=note, what=what, wanted=wanted, read=read)
        return
    wrong = [slot for slot in slots_of(wanted.type) if not agrees(slot, wanted, read)]
    if wrong:
        yield Fault(note=note, what=f"{', '.join(wrong)} misread", wanted=wanted, read=read)
