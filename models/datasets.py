"""Labelled sentences for training and measuring, one row for each sentence and target.

The permissively licensed sets are read where they lie and never copied; the project's own labels
are in `models.own_labels`.
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

from models.errors import LabelsMissing
from models.types import ScoringInput, Target

Label = Literal["positive", "neutral", "negative"]
LABELS: tuple[Label, Label, Label] = ("positive", "neutral", "negative")
Split = Literal["train", "calibrate", "held_out"]
SPLIT_SEED = "tapecheck-1"
SENTFIN = "sentfin/SEntFiN-v1.1.csv"
FINENTITY = "finentity/FinEntity.json"
TWITTER = "twitter_fin_news_sentiment/sent_train.csv"
TWITTER_VALIDATION = "twitter_fin_news_sentiment/sent_valid.csv"
SETS = (SENTFIN, FINENTITY, TWITTER, TWITTER_VALIDATION)

Row = TypeVar("Row")

_TWITTER_LABELS: dict[str, Label] = {"0": "negative", "1": "positive", "2": "neutral"}
_LINK = re.compile(r"https?://\S{1,300}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One labelled sentence and target; `source` names the set, such as "sentfin/entity".

    `score` in [-1, 1] is given where annotators graded the row.
    """

    input: ScoringInput
    label: Label
    source: str
    score: float | None = None

    @property
    def split(self) -> Split:
        """Decided by the text alone, so that all rows of a text fall on the same side."""
        spaced = " ".join(self.input.text.lower().split())
        draw = hashlib.sha256(f"{SPLIT_SEED}|{spaced}".encode()).digest()[0]
        return "held_out" if draw < 26 else "calibrate" if draw < 52 else "train"


def read_permissive(labels: Path) -> list[Example]:
    """Every usable row of the sets under `labels`; a text that a set repeats is taken once.

    Raises `LabelsMissing` where a set is not.

    Texts of the official Twitter validation file, which measures, are left out wherever they are.
    """
    require(labels / name for name in SETS)
    measuring = {folded(row.input.text) for row in read_twitter(labels / TWITTER_VALIDATION)}
    rows = [
        *read_sentfin(labels / SENTFIN),
        *read_finentity(labels / FINENTITY),
        *read_twitter(labels / TWITTER),
    ]
    return [row for row in rows if folded(row.input.text) not in measuring]


def require(files: Iterable[Path]) -> None:
    """Raise `LabelsMissing`, naming the first file that is not there."""
    for file in files:
        if not file.is_file():
            raise LabelsMissing(
                f"no {file}; --labels is the folder that holds the public labelled sets"
            )


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
    """Twitter Financial News: overall labels, links taken out of the text.

    The source is "twitter" for the training file, "twitter/validation" for the official other.
    """
    source = "twitter/validation" if path.name.endswith("valid.csv") else "twitter"
    with path.open(newline="", encoding="utf-8") as stream:
        for row in _first_of_each(csv.DictReader(stream), text=lambda row: row["text"]):
            text = _LINK.sub("", row["text"]).strip()
            yield _example(text, _TWITTER_LABELS[row["label"]], source)


def folded(text: str) -> str:
    """A text's letters and digits alone, by which repeats are known."""
    return "".join(char for char in text.lower() if char.isalnum())


def find_spans(text: str, value: str) -> tuple[tuple[int, int], ...]:
    """Every occurrence of `value` in `text`, as character offsets; at least one must be there."""
    spans = tuple(match.span() for match in re.finditer(re.escape(value), text))
    if not spans:
        raise ValueError(f"target {value!r} does not occur in {text!r}; correct the row")
    return spans


def _first_of_each(rows: Iterable[Row], *, text: Callable[[Row], str]) -> Iterator[Row]:
    seen: set[str] = set()
    for row in rows:
        key = folded(text(row))
        if key not in seen:
            seen.add(key)
            yield row


def _example(
    text: str, label: str, source: str, *, spans: tuple[tuple[int, int], ...] | None = None
) -> Example:
    polarity = next(name for name in LABELS if name == label)
    scored = ScoringInput(text=text, target=Target(spans=spans))
    return Example(input=scored, label=polarity, source=source)
