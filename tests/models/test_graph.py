from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime as ort
import pytest
from tokenizers import Tokenizer

from models.graph import Precision, build_graph, relative_buckets

GOLDEN = json.loads(Path(__file__).with_name("golden_embeddings.json").read_text())
ALL_LAYERS = 12


def _session(model_home: Path, precision: Precision) -> ort.InferenceSession:
    graph = build_graph(model_home / "mpnet", precision=precision, layers=ALL_LAYERS)
    return ort.InferenceSession(graph.SerializeToString())


@pytest.fixture(scope="module")
def fp32(model_home: Path) -> ort.InferenceSession:
    return _session(model_home, "fp32")


@pytest.fixture(scope="module")
def int8(model_home: Path) -> ort.InferenceSession:
    return _session(model_home, "int8")


@pytest.fixture(scope="module")
def golden_ids(model_home: Path) -> list[list[int]]:
    tokenizer = Tokenizer.from_file(str(model_home / "mpnet/tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return [tokenizer.encode(row["text"]).ids for row in GOLDEN]


def _mean(
    session: ort.InferenceSession, ids: list[int], *, padding: int = 0
) -> npt.NDArray[np.float32]:
    row = np.array([[*ids, *[1] * padding]])
    mask = np.array([[1] * len(ids) + [0] * padding])
    states = session.run(None, {"input_ids": row, "attention_mask": mask})[0][0]
    mean: npt.NDArray[np.float32] = states[: len(ids)].mean(axis=0)
    return mean


def test_the_tokenizer_gives_as_many_tokens_as_the_original(golden_ids: list[list[int]]) -> None:
    assert [len(ids) for ids in golden_ids] == [row["tokens"] for row in GOLDEN]


def test_fp32_embeddings_equal_the_reference_implementations(
    fp32: ort.InferenceSession, golden_ids: list[list[int]]
) -> None:
    for ids, row in zip(golden_ids, GOLDEN, strict=True):
        mean = _mean(fp32, ids)
        assert mean[:32] == pytest.approx(row["first32"], abs=1e-4)
        assert np.linalg.norm(mean) == pytest.approx(row["norm"], abs=1e-4)


def test_int8_embeddings_point_where_fp32_ones_do(
    fp32: ort.InferenceSession, int8: ort.InferenceSession, golden_ids: list[list[int]]
) -> None:
    for ids in golden_ids:
        exact, coarse = _mean(fp32, ids), _mean(int8, ids)
        cosine = exact @ coarse / np.linalg.norm(exact) / np.linalg.norm(coarse)
        assert cosine > 0.99


def test_padding_changes_nothing(fp32: ort.InferenceSession, golden_ids: list[list[int]]) -> None:
    alone, padded = _mean(fp32, golden_ids[0]), _mean(fp32, golden_ids[0], padding=20)
    assert padded == pytest.approx(alone, abs=1e-5)


@pytest.mark.parametrize(
    ("offset", "bucket"),
    [(0, 0), (-1, 1), (-7, 7), (-8, 8), (-16, 10), (-127, 15), (-511, 15), (1, 17), (511, 31)],
)
def test_offsets_fall_in_the_published_buckets(offset: int, bucket: int) -> None:
    assert relative_buckets(32, 512)[offset + 511] == bucket
