"""Where the time of a note goes: `python -m bench.stages ARCHIVE [PRICES] [--notes N] [--model M]`.

Scores the first notes of an archive into a store in one process on one processor, by the code that
`tapecheck batch` runs in several. Prints each stage's milliseconds of processor a note, the share
that is neither spaCy's nor the models', and how near the model comes to the most that this
processor does in 8-bit integers.
"""

from __future__ import annotations

import argparse
import functools
import os
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime as ort
from onnx import TensorProto, helper
from spacy.language import Language

from bench.archive import PRICES
from ingest.archives import entries
from models.classifier import Classifier
from models.encoder import Encoder
from models.spotting.spotter import Spotter
from nlp.reading import Reader as NoteReader
from tapecheck.batch import scoring
from tapecheck.batch.types import Chunk, Outcome
from tapecheck.checking import Checker
from tapecheck.service.desk import Desk
from tapecheck.service.jobs import Load
from tapecheck.settings import Settings
from tests.tapecheck.batch.archives import scored

NOTES, WARM = 200, 32
_SPOTTER = "model: spotter"
# Layers and hidden size; a layer's six products hold twelve times its square.
_SIZES = {"mpnet": (12, 768), "minilm": (6, 384)}
_SIDE = 1024


class Stages:
    """Seconds of processor by stage; what runs inside another stage counts for itself only."""

    def __init__(self) -> None:
        """Nothing is timed before it is wrapped."""
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self._open: list[str] = []
        self._since = time.process_time()

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """What runs inside counts for this stage."""
        self._charge()
        self._open.append(name)
        try:
            yield
        finally:
            self._charge()
            self._open.pop()

    def inside(self, name: str) -> bool:
        """Whether that stage is the one that runs."""
        return self._open[-1:] == [name]

    def wrap(self, owner: Any, attribute: str, name: str, *, unless: str = "") -> None:
        """Have every call of a function count for a stage, but those from within another."""
        plain: Callable[..., Any] = getattr(owner, attribute)

        @functools.wraps(plain)
        def timed(*given: Any, **named: Any) -> Any:
            with self.stage(unless if self.inside(unless) else name):
                return plain(*given, **named)

        setattr(owner, attribute, timed)

    def wrap_steps(self, owner: Any, attribute: str, name: str) -> None:
        """Have each step of a generator count for a stage."""
        plain: Callable[..., Iterator[Any]] = getattr(owner, attribute)

        @functools.wraps(plain)
        def timed(*given: Any, **named: Any) -> Iterator[Any]:
            steps, end = plain(*given, **named), object()
            while True:
                with self.stage(name):
                    step = next(steps, end)
                if step is end:
                    return
                yield step

        setattr(owner, attribute, timed)

    def _charge(self) -> None:
        now = time.process_time()
        if self._open:
            self.seconds[self._open[-1]] += now - self._since
        self._since = now


class OneProcess:
    """The engine without other processes."""

    def __init__(self, desk: Desk) -> None:
        """Score by a loaded desk."""
        self.run = desk.run
        self._scorer = desk.scorer

    def score(self, chunks: Iterable[Chunk]) -> Iterator[tuple[Outcome, ...]]:
        """The outcomes of each chunk, in order."""
        return (self._scorer.score(chunk, as_of=None) for chunk in chunks)

    def close(self) -> None:
        """Nothing to let go of."""


def measured(archive: Path, *, prices: str, model: str, notes: int) -> tuple[Stages, int]:
    """The stages of so many notes, after a few that warm up, and the tokens that were encoded."""
    desk = Desk.open(Load(settings=Settings(), prices=prices, model=model))
    with tempfile.TemporaryDirectory() as name:
        _score(archive, Path(name) / "warm.db", desk, slice(0, WARM))
        stages, tokens = Stages(), [0]
        _wrap(stages, tokens)
        with stages.stage("archive and store"):
            _score(archive, Path(name) / "notes.db", desk, slice(WARM, WARM + notes))
    return stages, tokens[0]


def _wrap(stages: Stages, tokens: list[int]) -> None:
    stages.wrap(scoring, "read", "file to text")
    stages.wrap(NoteReader, "read", "entities and claims")
    stages.wrap_steps(Language, "pipe", "spaCy")
    # The spotter has an encoder of its own, which is no part of how near the model comes.
    stages.wrap(Spotter, "propose", _SPOTTER)
    stages.wrap(Encoder, "_encode", "model: encoder", unless=_SPOTTER)
    stages.wrap(Classifier, "score", "model: means and heads")
    stages.wrap(Checker, "check", "verdicts then")
    stages.wrap(Checker, "check_now", "verdicts now")
    stages.wrap(Checker, "picture", "pictures")
    stages.wrap(scoring.ChunkScorer, "score", "scores and reports")
    states = Encoder._states

    def counted(encoder: Encoder, ids: Any) -> Any:
        tokens[0] += 0 if stages.inside(_SPOTTER) else len(ids) + 2
        return states(encoder, ids)

    Encoder._states = counted  # type: ignore[method-assign]


def _score(archive: Path, db: Path, desk: Desk, part: slice) -> None:
    found = islice(entries(archive), part.start, part.stop)
    scored(found, db, engine=OneProcess(desk), quiet=True)


def peak() -> float:
    """Operations a second of one large product of 8-bit integers, the best of ten."""
    shape, kinds = [_SIDE, _SIDE], (TensorProto.UINT8, TensorProto.INT8)
    given = [
        helper.make_tensor_value_info(name, kind, shape)
        for name, kind in zip("ab", kinds, strict=True)
    ]
    out = helper.make_tensor_value_info("c", TensorProto.INT32, shape)
    node = helper.make_node("MatMulInteger", ["a", "b"], ["c"])
    model = helper.make_model(
        helper.make_graph([node], "peak", given, [out]),
        opset_imports=[helper.make_opsetid("", 20)],
        ir_version=10,
    )
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    session = ort.InferenceSession(model.SerializeToString(), options)
    feed = {"a": np.full(shape, 3, np.uint8), "b": np.full(shape, -2, np.int8)}
    return 2 * _SIDE**3 / min(_seconds(session, feed) for _ in range(10))


def _seconds(session: ort.InferenceSession, feed: dict[str, Any]) -> float:
    began = time.process_time()
    session.run(None, feed)
    return time.process_time() - began


def main() -> None:
    """Print the stages of one model."""
    given = _arguments()
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    stages, tokens = measured(
        given.archive, prices=given.prices, model=given.model, notes=given.notes
    )
    whole = sum(stages.seconds.values())
    for name, seconds in sorted(stages.seconds.items(), key=lambda item: -item[1]):
        each = 1e3 * seconds / given.notes
        print(f"{name:24}{each:8.1f} ms a note {seconds / whole:8.1%}")
    model = stages.seconds["model: encoder"]
    libraries = stages.seconds["spaCy"] + sum(
        seconds for name, seconds in stages.seconds.items() if name.startswith("model: ")
    )
    print(f"{'all':24}{1e3 * whole / given.notes:8.1f} ms a note")
    print(f"outside spaCy and the models: {1 - libraries / whole:.1%}")
    layers, hidden = _SIZES[given.model]
    work, most = 2 * layers * 12 * hidden**2 * tokens, peak()
    rate = work / model
    print(f"encoder: {rate / 1e9:.0f} of {most / 1e9:.0f} GOP/s ({rate / most:.0%})")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("archive", type=Path)
    parser.add_argument("prices", nargs="?", default=PRICES)
    parser.add_argument("--notes", type=int, default=NOTES)
    parser.add_argument("--model", choices=sorted(_SIZES), default="mpnet")
    return parser.parse_args()


if __name__ == "__main__":
    main()
