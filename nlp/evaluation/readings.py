"""How far two people who annotated the same notes agree, before anything was settled."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

from pydantic import TypeAdapter

from nlp.evaluation.annotation import GOLD, Half, MarkedClaim, MarkedEntity, gold_notes
from nlp.evaluation.pairing import paired, places
from nlp.evaluation.reading import ReadNote
from nlp.evaluation.scores import Scores, scores_of

_CLAIMS = TypeAdapter(tuple[MarkedClaim, ...])
_ENTITIES = TypeAdapter(tuple[MarkedEntity, ...])
READINGS = ("first", "second")


def agreement_of_readings(half: Half) -> Scores:
    """The second reading scored as if the first were right: F1 of claims, share of equal slots."""
    return scores_of(_beside(half))


def _beside(half: Half) -> Iterator[ReadNote]:
    texts = {note.id: note for note in gold_notes(half)}
    first, second = (_reading(half, name) for name in READINGS)
    for id, (claims, entities) in first.items():
        note = replace(texts[id], claims=claims, entities=entities)
        theirs, others = second[id]
        pairs = paired([*places(claims, note.text)], [*places(theirs, note.text)])
        yield ReadNote(note=note, pairs=tuple(pairs), entities=frozenset(others))


def _reading(
    half: Half, name: str
) -> dict[str, tuple[tuple[MarkedClaim, ...], tuple[MarkedEntity, ...]]]:
    lines = (GOLD / "readings" / f"{half}.{name}.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    return {
        row["id"]: (
            _CLAIMS.validate_python(row["claims"]),
            _ENTITIES.validate_python(row["entities"]),
        )
        for row in rows
    }
