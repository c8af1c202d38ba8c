"""`tapecheck models train-spotter`: from the annotated notes to the spotter's weights."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from dataclasses import asdict
from pathlib import Path

from models.manifest import sha256_of
from models.progress import Progress
from models.spotting.loading import WEIGHTS
from models.spotting.weights import save_spotter
from models.training.run_card import machine, write_manifest
from models.training.spotting import EPOCHS, RATE, SEED, SHAPE, train_spotter
from models.training.spotting_corpus import Lesson
from nlp.evaluation.annotation import GOLD, read_notes
from nlp.reading import Reader
from tapecheck.spotting_lessons import ANSWERS, lessons_of

# All that rules may be written against, and what was written to be learnt from; never the test
# half, nor the notes that only measure.
TAUGHT = ("develop.jsonl", "further.jsonl", "later.jsonl", "more.jsonl", "latest.jsonl")
RUN_CARD = "spotter_run_card.json"


def train(home: Path, out: Path, work: Path, *, progress: Progress) -> None:
    """Write weights, manifest and run card to `out`; `work` keeps what a second call goes on from.

    `home` holds the fetched models.
    """
    reader = Reader.open(home)
    notes = [note for name in TAUGHT for note in read_notes(GOLD / name)]
    progress(f"laying out {len(notes)} notes")
    lessons = [*lessons_of(notes, reader)]
    weights = train_spotter(lessons, ANSWERS, home, work, progress=progress)
    save_spotter(weights, work / WEIGHTS)
    # Only now: the weights in `out` may be the ones that serve, pinned by the manifest beside them.
    shutil.copy(work / WEIGHTS, out)
    write_manifest(out, weights=[WEIGHTS])
    (out / RUN_CARD).write_text(json.dumps(_card(lessons), indent=2) + "\n")


def _card(lessons: list[Lesson]) -> dict[str, object]:
    """What the run was: its inputs by hash, its settings, its lessons and its versions."""
    kinds = Counter(place.kind for lesson in lessons for place in lesson.places)
    return {
        "command": "tapecheck models train-spotter",
        "settings": {"seed": SEED, "shape": asdict(SHAPE), "epochs": EPOCHS, "rate": RATE},
        "inputs_sha256": {name: sha256_of(Path(str(GOLD / name))) for name in TAUGHT},
        "passages": len(lessons),
        "claims": dict(sorted(kinds.items())),
        **machine(),
    }
