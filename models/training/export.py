"""From a trained network to the weights that serve."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
import torch

from models.adapters import Adapters
from models.head import Head, softmax
from models.training.corpus import Text, batch_of, batched
from models.training.network import Network
from models.training.stepping import HEADS
from models.types import Array
from models.weights import Weights

_PREFIX = "tower.model."


def export(network: Network, *, temperature: float) -> Weights:
    """Adapters and heads as arrays; matrices of the heads are turned to features by outputs."""
    trained = {name: value.detach().cpu().numpy() for name, value in network.trained().items()}
    heads = head_tensors(trained)
    shape = network.tower.shape
    return Weights(
        shape=shape,
        adapters=adapters_of(trained, scale=shape.scale),
        head=Head(
            hidden=_turned(heads["hidden.weight"]),
            hidden_bias=heads["hidden.bias"],
            polarity=_turned(heads["polarity.weight"]),
            polarity_bias=heads["polarity.bias"],
            score=_turned(heads["score.weight"]),
            score_bias=heads["score.bias"],
            temperature=temperature,
        ),
    )


def adapters_of(trained: Mapping[str, Array], *, scale: float) -> Adapters:
    """The adapters among what training changed, by their product's name in the backbone."""
    ups = sorted(name for name in trained if name.endswith(".up"))
    pairs = {
        name.removeprefix(_PREFIX).removesuffix(".up"): (
            trained[name],
            trained[name.removesuffix("up") + "down"],
        )
        for name in ups
    }
    return Adapters(pairs=pairs, scale=scale)


def head_tensors(trained: Mapping[str, Array]) -> dict[str, Array]:
    """The heads among what training changed, by their own names."""
    return {
        name.removeprefix(HEADS): value for name, value in trained.items() if name.startswith(HEADS)
    }


@torch.no_grad()
def answers(network: Network, texts: Sequence[Text]) -> tuple[Array, Array]:
    """Log-odds (rows by 3) and scores (rows), row by row in the order of the texts."""
    network.eval()
    order = sorted(range(len(texts)), key=lambda place: len(texts[place].ids))
    first = np.cumsum([0, *(len(text.rows) for text in texts)])
    logits = np.zeros((first[-1], 3), dtype=np.float32)
    scores = np.zeros(first[-1], dtype=np.float32)
    done = 0
    for part in batched([texts[place] for place in order]):
        found = network(batch_of(part, device=network.device))
        places = order[done : done + len(part)]
        rows = np.concatenate([np.arange(first[p], first[p + 1]) for p in places])
        logits[rows], scores[rows] = found[0].float().cpu().numpy(), found[1].float().cpu().numpy()
        done += len(part)
    return logits, scores


def best_temperature(
    logits: Array, labels: npt.NDArray[np.int64], weights: npt.NDArray[np.float64]
) -> float:
    """The temperature of least log loss, to two places (Guo et al. 2017)."""

    def loss(temperature: float) -> float:
        chances = softmax(logits, temperature)[np.arange(len(labels)), labels]
        return float(-(weights * np.log(chances + 1e-12)).sum())

    return min((round(0.5 + step / 100, 2) for step in range(350)), key=loss)


def _turned(weight: Array) -> Array:
    return np.ascontiguousarray(weight.T)
