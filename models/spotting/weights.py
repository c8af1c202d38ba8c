"""The spotter's trained weights: adapters and heads in one safetensors file, with their answers."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path

from models.adapters import Adapters
from models.spotting.head import Answers, SpotterHead
from models.weights import Shape, read_tensors, write_tensors


@dataclass(frozen=True, slots=True, kw_only=True)
class SpotterWeights:
    """Everything that training gave."""

    shape: Shape
    adapters: Adapters
    head: SpotterHead


def save_spotter(weights: SpotterWeights, path: Path) -> None:
    """Write adapters in half precision and heads in full; the same weights give the same bytes."""
    about = {
        "shape": asdict(weights.shape),
        "answers": asdict(weights.head.answers),
        "reach": weights.head.reach,
    }
    write_tensors(path, adapters=weights.adapters, head=weights.head.tensors, about=about)


def load_spotter(path: Path) -> SpotterWeights:
    """Read what `save_spotter` wrote; the caller has checked the file's hash."""
    about, pairs, head = read_tensors(path)
    shape = Shape(**about["shape"])
    answers = Answers(**{name: tuple(said) for name, said in about["answers"].items()})
    return SpotterWeights(
        shape=shape,
        adapters=Adapters(pairs=pairs, scale=shape.scale),
        head=SpotterHead(tensors=head, answers=answers, reach=about["reach"]),
    )
