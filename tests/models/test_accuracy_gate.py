"""No change may lower a model's accuracy below the floors of `models/data/floors.toml`.

A floor is lowered only by editing that file, in the open. The public sets are not part of the
project: their gate runs where they lie beside it, on rows drawn by hash.
"""

from __future__ import annotations

import hashlib
import tomllib

import pytest

from models.benchmarks import FIQA, PHRASEBANK
from models.datasets import SETS, Example
from models.evaluate import Answered, answer, figures_by_source, figures_of, measured_rows, where
from models.manifest import DATA, sha256_of
from models.own_labels import OWN, own_examples
from models.registry import open_model
from models.types import SentimentModel
from tapecheck.settings import Settings
from tests.conftest import SHARED

FLOORS = tomllib.loads((DATA / "floors.toml").read_text())
LABELS = SHARED / "labels"
SAMPLE = 200
MODELS = ("mpnet", "minilm")


def _quiet(_: str) -> None:
    pass


@pytest.fixture(scope="module", params=MODELS)
def judge(request: pytest.FixtureRequest, settings: Settings) -> SentimentModel:
    return open_model(request.param, home=settings.models_home)


@pytest.fixture(scope="module")
def own(judge: SentimentModel) -> Answered:
    return answer(judge, own_examples("held_out"), progress=_quiet)


@pytest.fixture(scope="module")
def public(judge: SentimentModel) -> Answered:
    files = [*(LABELS / "train" / name for name in SETS)]
    files += [LABELS / "evaluate" / name for name in (*PHRASEBANK.values(), FIQA)]
    if not all(file.exists() for file in files):
        pytest.skip("the public labelled sets are not in ../shared/labels")
    pins = FLOORS["public_sha256"]
    changed = [f.name for f in files if sha256_of(f) != pins[f.name]]
    assert not changed, "a set is not the one that the floors were measured on"
    return answer(judge, _sample(measured_rows(LABELS)), progress=_quiet)


def _sample(rows: list[Example]) -> list[Example]:
    """Of each public source the rows with the smallest hashes: the same ones on every machine."""
    by_source: dict[str, list[Example]] = {}
    for row in rows:
        if not row.source.startswith("own/"):
            by_source.setdefault(row.source, []).append(row)
    chosen: list[Example] = []
    for found in by_source.values():
        drawn = sorted(found, key=lambda row: hashlib.sha256(repr(row).encode()).digest())
        chosen += drawn[:SAMPLE]
    return chosen


def test_the_own_labels_are_the_pinned_ones() -> None:
    found = {path.name: sha256_of(path) for path in OWN.glob("*.jsonl")}
    assert found == FLOORS["own_sha256"]


@pytest.mark.parametrize("kind", ["overall", "target"])
def test_own_sentences_stay_above_their_floor(
    own: Answered, judge: SentimentModel, kind: str
) -> None:
    rows = where(own, lambda row: row.source.endswith(kind))
    assert figures_of(rows).macro_f1 >= FLOORS[judge.name]["own"][kind]


def test_public_rows_stay_above_their_floor(public: Answered, judge: SentimentModel) -> None:
    found = figures_by_source(public)
    short = {
        source: (found[source].accuracy, floor)
        for source, floor in FLOORS[judge.name]["public"].items()
        if found[source].accuracy < floor
    }
    assert not short
