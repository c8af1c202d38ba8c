"""Labelled sentences for training and measuring, one row for each sentence and target.

The permissively licensed sets are read where they lie and never copied; `data/own_*.jsonl` were
written for the project.
"""

from __future__ import annotations

import csv
import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeVar

from models.manifest import DATA
from models.types import ScoringInput, Target

Label = Literal["positive", "neutral", "negative"]
LABELS: tuple[Label, Label, Label] = ("positive", "neutral", "negative")
OwnSet = Literal["own_train", "own_eval", "own_eval_2"]
Split = Literal["train", "calibrate", "held_out"]
SPLIT_SEED = "tapecheck-1"
SENTFIN = "sentfin/SEntFiN-v1.1.csv"
FINENTITY = "finentity/FinEntity.json"
TWITTER = "twitter_fin_news_sentiment/sent_train.csv"
SETS = (SENTFIN, FINENTITY, TWITTER)

Row = TypeVar("Row")

_TWITTER_LABELS: dict[str, Label] = {"0": "negative", "1": "positive", "2": "neutral"}
_LINK = re.compile(r"https?://\S{1,300}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One labelled sentence and target; `source` names the set, such as "sentfin/entity"."""

    input: ScoringInput
    label: Label
    source: str

    @property
    def split(self) -> Split:
        """Decided by the text alone, so that all rows of a text fall on the same side."""
        folded = " ".join(self.input.text.lower().split())
        draw = hashlib.sha256(f"{SPLIT_SEED}|{folded}".encode()).digest()[0]
        return "held_out" if draw < 26 else "calibrate" if draw < 52 else "train"


def read_permissive(labels: Path) -> list[Example]:
    """Every usable row of the sets under `labels`; a text that a set repeats is taken once."""
    return [
        *read_sentfin(labels / SENTFIN),
        *read_finentity(labels / FINENTITY),
        *read_twitter(labels / TWITTER),
    ]


def read_sentfin(path: Path) -> Iterator[Example]:
    """SEntFiN 1.1: a row for each entity, and one overall where a headline's entities agree."""
    with path.open(newline="", encoding="utf-8") as stream:
        rows = list(_first_of_each(csv.DictReader(stream), text=lambda row: row["Title"]))
    for row in rows:
        text, decisions = row["Title"], json.loads(row["Decisions"])
        for entity, label in decisions.items():
            yield _example(text, label, "sentfin/entity", spans=find_spans(text, entity))
        if len(set(decisions.values())) == 1:
            yield _example(text, next(iter(decisions.values())), "sentfin/overall")


def read_finentity(path: Path) -> Iterator[Example]:
    """FinEntity: a row for each span; the 70 spans whose offsets miss their value are skipped."""
    paragraphs = json.loads(path.read_text(encoding="utf-8"))
    for paragraph in _first_of_each(paragraphs, text=lambda row: str(row["content"])):
        text = paragraph["content"]
        for mark in paragraph["annotations"]:
            start, end = mark["start"], mark["end"]
            if text[start:end] == mark["value"]:
                label = mark["label"].lower()
                yield _example(text, label, "finentity", spans=((start, end),))


def read_twitter(path: Path) -> Iterator[Example]:
    """Twitter Financial News: overall labels, links taken out of the text."""
    with path.open(newline="", encoding="utf-8") as stream:
        for row in _first_of_each(csv.DictReader(stream), text=lambda row: row["text"]):
            text = _LINK.sub("", row["text"]).strip()
            yield _example(text, _TWITTER_LABELS[row["label"]], "twitter")


def read_own(name: OwnSet) -> Iterator[Example]:
    """The project's sentences: a row overall, and one for each named target."""
    for line in (DATA / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield _example(row["text"], row["overall"], f"{name}/overall")
        for target, label in row["targets"].items():
            spans = find_spans(row["text"], target)
            yield _example(row["text"], label, f"{name}/target", spans=spans)


def read_own_eval() -> list[Example]:
    """Both measuring sets: the second was written after the first had been looked at."""
    return [*read_own("own_eval"), *read_own("own_eval_2")]


def find_spans(text: str, value: str) -> tuple[tuple[int, int], ...]:
    """Every occurrence of `value` in `text`, as character offsets; at least one must be there."""
    spans = tuple(match.span() for match in re.finditer(re.escape(value), text))
    if not spans:
        raise ValueError(f"target {value!r} does not occur in {text!r}; correct the row")
    return spans


def _first_of_each(rows: Iterable[Row], *, text: Callable[[Row], str]) -> Iterator[Row]:
    seen: set[str] = set()
    for row in rows:
        folded = " ".join(text(row).lower().split())
        if folded not in seen:
            seen.add(folded)
            yield row


def _example(
    text: str, label: str, source: str, *, spans: tuple[tuple[int, int], ...] | None = None
) -> Example:
    polarity = next(name for name in LABELS if name == label)
    scored = ScoringInput(text=text, target=Target(spans=spans))
    return Example(input=scored, label=polarity, source=source)
