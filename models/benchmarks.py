"""Sets that only measure: nothing is trained, tuned or selected on them.

They are read where they lie (`labels/evaluate`, and Twitter's official validation file) and never
copied; `docs/model-card.md` has their licences.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from models.datasets import TWITTER_VALIDATION, Example, find_spans, read_twitter, require
from models.own_labels import polarity_of
from models.types import ScoringInput, Target

PHRASEBANK = {
    "phrasebank/all-agree": "financial_phrasebank/Sentences_AllAgree.txt",
    "phrasebank/50-agree": "financial_phrasebank/Sentences_50Agree.txt",
}
FIQA = "fiqa2018/fiqa_task1_merged_1173.jsonl"
_POLARITIES = {"positive": 0.5, "neutral": 0.0, "negative": -0.5}


def read_benchmarks(labels: Path) -> list[Example]:
    """Every row of every set under `labels` (the folder that has `train` and `evaluate`)."""
    require(labels / "evaluate" / name for name in (*PHRASEBANK.values(), FIQA))
    sets = [
        *(read_phrasebank(labels / "evaluate" / path, name) for name, path in PHRASEBANK.items()),
        read_fiqa(labels / "evaluate" / FIQA),
        read_twitter(labels / "train" / TWITTER_VALIDATION),
    ]
    return [example for rows in sets for example in rows]


def read_phrasebank(path: Path, source: str) -> Iterator[Example]:
    """Financial PhraseBank (Malo et al. 2014): `sentence@label` lines, the overall polarity."""
    for line in path.read_text(encoding="iso-8859-1").splitlines():
        text, _, label = line.rpartition("@")
        yield Example(
            input=ScoringInput(text=text.strip()),
            label=polarity_of(_POLARITIES[label.strip()]),
            source=source,
        )


def read_fiqa(path: Path) -> Iterator[Example]:
    """FiQA 2018 task 1 (Maia et al. 2018): a score towards a target, in headlines and posts.

    A target that the text does not name verbatim is asked about as the text overall.
    """
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text, words = row["sentence"], row["target"]
        spans = find_spans(text, words) if words in text else None
        yield Example(
            input=ScoringInput(text=text, target=Target(spans=spans)),
            label=polarity_of(row["score"]),
            source="fiqa",
            score=row["score"],
        )
