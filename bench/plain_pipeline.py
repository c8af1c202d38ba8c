"""What others take for the same notes, as JSON: the baselines of the bench.

    python -m bench.plain_pipeline prepare ARCHIVE SENTENCES.jsonl [--count 20]
    python -m bench.plain_pipeline transformers SENTENCES.jsonl [--backbone mpnet] [--batch 32]
    python -m bench.plain_pipeline spacy SENTENCES.jsonl

`prepare` writes the notes of an archive with the sentences that tapecheck scores, so that all
sides work on the same. `transformers` runs a Hugging Face text-classification pipeline of the same
backbone in torch, float32: a note at a time, or with `--batch` its own batching over all notes; it
needs torch and transformers only, and may be another environment's Python. Its head is not
trained, which costs the same time. `spacy` runs `nlp.pipe` with the components that we load.
"""

from __future__ import annotations

import argparse
import json
import logging
import resource
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

MODELS = Path.home() / ".local" / "share" / "tapecheck" / "models"
_LABELS = 3
_WARM = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A note as both sides get it."""

    name: str
    text: str
    sentences: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """How long a runner took over all notes, loading left out."""

    runner: str
    notes: int
    sentences: int
    seconds: float
    notes_per_second: float
    sentences_per_second: float
    peak_mebibytes: float


def prepare(archive: Path, count: int, models: Path) -> Iterator[Prepared]:
    """The first `count` notes with what tapecheck scores of each; what is no note is left out."""
    from ingest import IngestError, read
    from ingest.archives import Entry, entries
    from nlp.errors import NotAResearchNote
    from nlp.notehood import require_note
    from nlp.reading import Reader
    from tapecheck.pipeline import own_day

    reader = Reader.open(models)
    for entry in islice((one for one in entries(archive) if isinstance(one, Entry)), count):
        try:
            doc = read(entry.data)
            day = own_day(doc, latest=date.today())
            reading = reader.read(doc, as_of=day, written=day)
            require_note(doc, reading)
        except (IngestError, NotAResearchNote):
            continue
        weighed = [one.text for one in reading.sentences if one.weight]
        yield Prepared(name=entry.name, text=doc.text, sentences=weighed)


def transformers_runner(folder: Path, batch: int | None) -> Callable[[list[Prepared]], None]:
    """A text-classification pipeline over the notes' sentences; `batch` None: a note at a time."""
    import torch
    from transformers import AutoModelForSequenceClassification, AutoTokenizer, pipeline

    logging.getLogger("transformers").setLevel(logging.ERROR)
    torch.manual_seed(0)
    model = AutoModelForSequenceClassification.from_pretrained(
        str(folder), num_labels=_LABELS, dtype=torch.float32
    )
    tokenizer = AutoTokenizer.from_pretrained(str(folder))
    classify: Any = pipeline(
        "text-classification", model=model.eval(), tokenizer=tokenizer, top_k=None, truncation=True
    )

    def run(notes: list[Prepared]) -> None:
        if batch is None:
            for note in notes:
                classify(note.sentences)
        else:
            texts = (sentence for note in notes for sentence in note.sentences)
            for _ in classify(texts, batch_size=batch):
                pass

    return run


def spacy_runner(models: Path) -> Callable[[list[Prepared]], None]:
    """spaCy's own pipe over whole notes."""
    from nlp.parsing import load_parser

    parser = load_parser(models / "en_core_web_sm")

    def run(notes: list[Prepared]) -> None:
        for _ in parser.pipe((note.text for note in notes), batch_size=64):
            pass

    return run


def measure(name: str, run: Callable[[list[Prepared]], None], notes: list[Prepared]) -> Measured:
    """Time one pass over all notes, after a warm-up on the first."""
    run(notes[:_WARM])
    started = time.perf_counter()
    run(notes)
    seconds = time.perf_counter() - started
    sentences = sum(len(note.sentences) for note in notes)
    return Measured(
        runner=name,
        notes=len(notes),
        sentences=sentences,
        seconds=round(seconds, 3),
        notes_per_second=round(len(notes) / seconds, 3),
        sentences_per_second=round(sentences / seconds, 2),
        peak_mebibytes=round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
    )


def main() -> None:
    """Prepare notes, or run one baseline over prepared ones and print what it took."""
    asked = _arguments()
    if asked.what == "prepare":
        with asked.out.open("w", encoding="utf-8") as file:
            for one in prepare(asked.archive, asked.count, asked.models):
                file.write(json.dumps(asdict(one)) + "\n")
        return
    with asked.notes.open(encoding="utf-8") as file:
        notes = [Prepared(**json.loads(line)) for line in file]
    if asked.what == "spacy":
        name, run = "spacy nlp.pipe", spacy_runner(asked.models)
    else:
        way = f"batches of {asked.batch}" if asked.batch else "a note at a time"
        name = f"transformers, {asked.backbone}, torch fp32, {way}"
        run = transformers_runner(asked.models / asked.backbone, asked.batch)
    print(json.dumps(asdict(measure(name, run, notes))))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--models", type=Path, default=MODELS, help="where the models are stored")
    what = parser.add_subparsers(dest="what", required=True)
    prepares = what.add_parser("prepare")
    prepares.add_argument("archive", type=Path)
    prepares.add_argument("out", type=Path)
    prepares.add_argument("--count", type=int, default=20)
    runs = what.add_parser("transformers")
    runs.add_argument("notes", type=Path)
    runs.add_argument("--backbone", choices=("mpnet", "minilm"), default="mpnet")
    runs.add_argument("--batch", type=int, default=None)
    what.add_parser("spacy").add_argument("notes", type=Path)
    return parser.parse_args()


if __name__ == "__main__":
    main()
