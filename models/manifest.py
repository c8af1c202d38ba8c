"""The pinned SHA-256 of every model file, and the check of a folder against it."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Literal

from models.errors import HashMismatch, ModelMissing

ModelName = Literal["mpnet", "minilm", "en_core_web_sm"]
MODEL_NAMES: tuple[ModelName, ...] = ("mpnet", "minilm", "en_core_web_sm")
DATA = Path(__file__).parent / "data"


@cache
def pinned(model: str) -> dict[str, str]:
    """Relative path to SHA-256, for one model of `data/manifest.json`."""
    hashes: dict[str, str] = json.loads((DATA / "manifest.json").read_text())[model]
    return hashes


def sha256_of(path: Path) -> str:
    """Hex digest of a file, read in blocks; a file that is absent raises `ModelMissing`."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except FileNotFoundError:
        raise missing(path) from None


def missing(path: Path) -> ModelMissing:
    """The error that names an absent file and how to get it."""
    return ModelMissing(f"model file {path} is not there; run `tapecheck models fetch`")


def verify_file(path: Path, expected: str) -> None:
    """Raise `HashMismatch` unless the file's bytes are the expected ones."""
    found = sha256_of(path)
    if found != expected:
        raise HashMismatch(
            f"model file {path} has SHA-256 {found[:12]}…, not the pinned {expected[:12]}…;"
            " delete its folder and run `tapecheck models fetch`"
        )


def verify_folder(folder: Path, model: ModelName) -> None:
    """Check every pinned file of one model; the first missing or altered one is raised."""
    for name, expected in pinned(model).items():
        verify_file(folder / name, expected)
