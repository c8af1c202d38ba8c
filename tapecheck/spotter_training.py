"""`tapecheck models train-spotter`: from the annotated notes to a spotter's weights."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from dataclasses import asdict
from pathlib import Path

from models.backbones import BackboneName
from models.manifest import sha256_of
from models.progress import Progress
from models.spotting.loading import spotter_file
from models.spotting.weights import save_spotter
from models.training.run_card import machine, write_manifest
from models.training.spotting import COURSES, SEED, Course, train_spotter
from models.training.spotting_corpus import Lesson
from nlp.evaluation.annotation import GOLD, read_notes
from nlp.reading import Reader
from tapecheck.spotting_lessons import ANSWERS, lessons_of

# All that rules may be written against, and what was written to be learnt from; never the test
# half, nor the notes that only measure.
TAUGHT = ("develop.jsonl", "further.jsonl", "later.jsonl", "more.jsonl", "latest.jsonl")


def run_card_file(backbone: BackboneName) -> str:
    """The run card's name, beside the weights."""
    return f"spotter_{backbone}_run_card.json"


def train(home: Path, out: Path, work: Path, *, backbone: BackboneName, progress: Progress) -> None:
    """Write weights, manifest and run card to `out`; `work` keeps what a second call goes on from.

    `home` holds the fetched models.
    """
    reader = Reader.open(home)
    notes = [note for name in TAUGHT for note in read_notes(GOLD / name)]
    progress(f"laying out {len(notes)} notes")
    lessons = [*lessons_of(notes, reader)]
    course, file = COURSES[backbone], spotter_file(backbone)
    weights = train_spotter(lessons, ANSWERS, home, work, course=course, progress=progress)
    save_spotter(weights, work / file)
    # Only now: the weights in `out` may be the ones that serve, pinned by the manifest beside them.
    shutil.copy(work / file, out)
    write_manifest(out, weights=[file])
    (out / run_card_file(backbone)).write_text(json.dumps(_card(lessons, course), indent=2) + "\n")


def _card(lessons: list[Lesson], course: Course) -> dict[str, object]:
    """What the run was: its inputs by hash, its settings, its lessons and its versions."""
    kinds = Counter(place.kind for lesson in lessons for place in lesson.places)
    return {
        "command": f"tapecheck models train-spotter --backbone {course.shape.backbone}",
        "settings": {"seed": SEED, **asdict(course)},
        "inputs_sha256": {name: sha256_of(Path(str(GOLD / name))) for name in TAUGHT},
        "passages": len(lessons),
        "claims": dict(sorted(kinds.items())),
        **machine(),
    }
