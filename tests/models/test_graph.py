from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime as ort
import pytest
from safetensors.numpy import save_file
from tokenizers import Tokenizer

from models.adapters import Adapters, merge
from models.backbones import BACKBONES, BackboneName
from models.graph import build_graph, relative_buckets
from models.graph_builder import Precision
from tests.models import tiny

GOLDEN = json.loads(Path(__file__).with_name("golden_embeddings.json").read_text())
ALL_LAYERS: dict[BackboneName, int] = {"mpnet": 12, "minilm": 6}
States = npt.NDArray[np.float32]


@pytest.fixture(scope="module", params=BACKBONES)
def backbone(request: pytest.FixtureRequest) -> BackboneName:
    chosen: BackboneName = request.param
    return chosen


def _session(home: Path, backbone: BackboneName, precision: Precision) -> ort.InferenceSession:
    graph = build_graph(
        home / backbone, backbone=backbone, precision=precision, layers=ALL_LAYERS[backbone]
    )
    return ort.InferenceSession(graph.SerializeToString())


@pytest.fixture(scope="module")
def fp32(backbone_home: Path, backbone: BackboneName) -> ort.InferenceSession:
    return _session(backbone_home, backbone, "fp32")


@pytest.fixture(scope="module")
def int8(backbone_home: Path, backbone: BackboneName) -> ort.InferenceSession:
    return _session(backbone_home, backbone, "int8")


@pytest.fixture(scope="module")
def golden_ids(backbone_home: Path, backbone: BackboneName) -> list[list[int]]:
    tokenizer = Tokenizer.from_file(str(backbone_home / backbone / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return [tokenizer.encode(row["text"]).ids for row in GOLDEN[backbone]]


def _states(session: ort.InferenceSession, ids: list[int], *, padding: int = 0) -> States:
    row = np.array([[*ids, *[1] * padding]])
    mask = np.array([[1] * len(ids) + [0] * padding])
    states: States = session.run(None, {"input_ids": row, "attention_mask": mask})[0][0]
    return states[: len(ids)]


def _mean(session: ort.InferenceSession, ids: list[int], *, padding: int = 0) -> States:
    mean: States = _states(session, ids, padding=padding).mean(axis=0)
    return mean


def test_the_tokenizer_gives_as_many_tokens_as_the_original(
    backbone: BackboneName, golden_ids: list[list[int]]
) -> None:
    assert [len(ids) for ids in golden_ids] == [row["tokens"] for row in GOLDEN[backbone]]


def test_fp32_embeddings_equal_the_reference_implementations(
    backbone: BackboneName, fp32: ort.InferenceSession, golden_ids: list[list[int]]
) -> None:
    for ids, row in zip(golden_ids, GOLDEN[backbone], strict=True):
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


IDS = [0, 7, 11, 30, 7, 2]
Build = Callable[..., ort.InferenceSession]


@pytest.fixture
def build(tmp_path: Path, backbone: BackboneName) -> Build:
    """Builds a graph of the tiny backbone: of `tensors` in place of its own, with `adapters`."""

    def built(
        *,
        tensors: dict[str, States] | None = None,
        adapters: Adapters | None = None,
        precision: Precision = "fp32",
        layers: int = tiny.LAYERS,
    ) -> ort.InferenceSession:
        (tmp_path / "config.json").write_bytes(tiny.model_files(backbone)["config.json"])
        save_file(tensors or tiny.backbone_tensors(backbone), tmp_path / "model.safetensors")
        graph = build_graph(
            tmp_path, backbone=backbone, precision=precision, layers=layers, adapters=adapters
        )
        return ort.InferenceSession(graph.SerializeToString())

    return built


@pytest.mark.parametrize("precision", ["fp32", "int8"])
def test_adapters_serve_as_if_their_weights_had_been_merged(
    build: Build, backbone: BackboneName, precision: Precision
) -> None:
    adapters = tiny.trained(backbone).adapters
    merged = tiny.backbone_tensors(backbone)
    merge(merged, adapters)
    with_adapters = _states(build(adapters=adapters, precision=precision), IDS)
    assert (with_adapters == _states(build(tensors=merged, precision=precision), IDS)).all()


@pytest.mark.parametrize("place", range(6))
def test_every_adapted_product_changes_the_states(
    build: Build, backbone: BackboneName, place: int
) -> None:
    product, pair = sorted(tiny.trained(backbone).adapters.pairs.items())[place]
    one = Adapters(pairs={product: pair}, scale=2.0)
    assert np.abs(_states(build(adapters=one), IDS) - _states(build(), IDS)).max() > 0.01


def test_layers_beyond_the_asked_ones_have_no_part(build: Build, backbone: BackboneName) -> None:
    other = tiny.backbone_tensors(backbone)
    merge(other, tiny.trained(backbone).adapters)  # of the second layer only
    assert (_states(build(tensors=other, layers=1), IDS) == _states(build(layers=1), IDS)).all()


def test_the_order_of_tokens_matters(build: Build) -> None:
    session = build()
    swapped = [IDS[0], IDS[2], IDS[1], *IDS[3:]]
    assert np.abs(_mean(session, swapped) - _mean(session, IDS)).max() > 0.01


@pytest.mark.parametrize("precision", ["fp32", "int8"])
def test_a_row_is_encoded_alike_alone_and_beside_another(
    build: Build, precision: Precision
) -> None:
    session = build(precision=precision)
    rows = np.array([IDS, [0, 90, 91, 92, 93, 2]])
    both = session.run(None, {"input_ids": rows, "attention_mask": np.ones_like(rows)})[0]
    assert both[0] == pytest.approx(_states(session, IDS), abs=1e-5)


@pytest.mark.parametrize(
    ("offset", "bucket"),
    [(0, 0), (-1, 1), (-7, 7), (-8, 8), (-16, 10), (-127, 15), (-511, 15), (1, 17), (511, 31)],
)
def test_offsets_fall_in_the_published_buckets(offset: int, bucket: int) -> None:
    assert relative_buckets(32, 512)[offset + 511] == bucket
