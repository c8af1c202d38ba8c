from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from models.backbones import BACKBONES, BackboneName
from models.encoder import PIECE, Encoder, join, open_tokenizer, pieces
from models.errors import HashMismatch
from tests.models import tiny


@pytest.fixture(params=BACKBONES)
def encoder(request: pytest.FixtureRequest, tiny_home: Path) -> Encoder:
    backbone: BackboneName = request.param
    return Encoder(tiny_home / backbone, backbone=backbone)


@pytest.mark.parametrize(
    ("tokens", "sizes"),
    [(0, [0]), (1, [1]), (PIECE, [PIECE]), (PIECE + 1, [PIECE, 1]), (3 * PIECE, [PIECE] * 3)],
)
def test_ids_are_cut_to_what_one_pass_takes(tokens: int, sizes: list[int]) -> None:
    assert [len(piece) for piece in pieces(range(tokens))] == sizes


def test_pieces_keep_every_id_in_order() -> None:
    ids = list(range(2 * PIECE + 7))
    assert [one for piece in pieces(ids) for one in piece] == ids


def test_joined_pieces_keep_the_first_start_and_the_last_end() -> None:
    states = [np.array(rows, dtype=np.float32)[:, None] for rows in ([-1, 1, 2, -2], [-3, 3, -4])]
    assert join(states)[:, 0].tolist() == [-1, 1, 2, 3, -4]


def test_a_single_piece_is_joined_to_itself() -> None:
    states = np.arange(8, dtype=np.float32).reshape(4, 2)
    assert (join([states]) == states).all()


def test_a_text_has_a_state_for_each_token_and_marker(encoder: Encoder) -> None:
    (tokens,) = encoder.encode(["w7 w8 w9"])
    assert tokens.states.shape == (5, tiny.HIDDEN)
    assert list(tokens.offsets) == [(0, 2), (3, 5), (6, 8)]


def test_an_empty_text_has_its_markers(encoder: Encoder) -> None:
    (tokens,) = encoder.encode([""])
    assert (len(tokens.states), len(tokens.offsets)) == (2, 0)


def test_texts_are_encoded_in_order_and_alike_alone(encoder: Encoder) -> None:
    texts = ["w7 w8", "w9 w10 w11 w12", "", "w7 w8 w9"]
    for text, tokens in zip(texts, encoder.encode(texts), strict=True):
        (alone,) = encoder.encode([text])
        assert tokens.states.tobytes() == alone.states.tobytes()


def test_a_long_text_is_read_to_its_end(encoder: Encoder) -> None:
    words = ["w7"] * (2 * PIECE + 5)
    (whole,), (other,) = encoder.encode([" ".join(words)]), encoder.encode([" ".join(words) + "8"])
    assert len(whole.states) == len(whole.offsets) + 2 == len(words) + 2
    assert np.abs(whole.states[-2] - other.states[-2]).max() > 0.01


@pytest.mark.parametrize("backbone", BACKBONES)
def test_the_tokenizers_own_limits_are_taken_off(tiny_home: Path, backbone: BackboneName) -> None:
    tokenizer = open_tokenizer(tiny_home / backbone, backbone=backbone)
    lengths = [len(tokenizer.encode(" ".join(["w7"] * n)).ids) for n in (1, 20)]
    assert lengths == [1, 20]


def test_a_tokenizer_that_is_not_the_pinned_one_is_refused(tiny_home: Path) -> None:
    (tiny_home / "mpnet/tokenizer.json").write_text("{}")
    with pytest.raises(HashMismatch, match=r"mpnet/tokenizer\.json"):
        open_tokenizer(tiny_home / "mpnet", backbone="mpnet")
