"""What the spotter is told it got wrong, summed over a batch and divided by its claims."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import torch
from torch import Tensor
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy, log_softmax

from models.spotting.types import SLOTS, Slot
from models.training.spotting_corpus import Read, means, padded
from models.training.spotting_network import SpottingNetwork


def loss_of(network: SpottingNetwork, part: Sequence[Read]) -> Tensor:
    """Mean loss a claim: where it is, its traits, and the arcs of its slots."""
    states = network.states(*padded(part))
    told = [
        loss for read, one in zip(part, states, strict=True) for loss in _of(network, read, one)
    ]
    claims = sum(len(read.places) for read in part)
    return torch.stack(told).sum() / max(claims, 1)


def _of(network: SpottingNetwork, read: Read, states: Tensor) -> Iterator[Tensor]:
    words = states[read.words]
    yield _finding(network, read, words)
    if not read.places:
        return
    kinds = [network.answers.kinds.index(place.kind) for place in read.places]
    own = words[[place.word for place in read.places]]
    anchors = network.heads.anchors(own, torch.tensor(kinds))
    for trait, log_odds in network.heads.traits(anchors).items():
        answers: tuple[str | None, ...] = getattr(network.answers, trait)
        wanted = [answers.index(place.traits[trait]) for place in read.places]  # type: ignore[index]
        yield cross_entropy(log_odds, torch.tensor(wanted), reduction="sum")
    for slot in SLOTS:
        arcs = network.heads.arcs(slot, anchors, means(states, read.ranges[slot]))
        several = slot in {"comparator", "joint"}
        yield from _several(read, slot, arcs) if several else _one(read, slot, arcs)


def _finding(network: SpottingNetwork, read: Read, words: Tensor) -> Tensor:
    """Each word and kind for itself: a word may make claims of two kinds."""
    log_odds = network.heads.found(words)
    wanted = torch.zeros_like(log_odds)
    for place in read.places:
        wanted[place.word, network.answers.kinds.index(place.kind)] = 1
    return binary_cross_entropy_with_logits(log_odds, wanted, reduction="sum")


def _one(read: Read, slot: Slot, arcs: Tensor) -> Iterator[Tensor]:
    """Any of the right candidates will do: a fund may be named three times."""
    asked = [row for row, place in enumerate(read.places) if slot in place.arcs]
    if not asked:
        return
    wrong = torch.ones(len(asked), arcs.shape[1], dtype=torch.bool)
    for number, row in enumerate(asked):
        wrong[number, [1 + candidate for candidate in read.places[row].arcs[slot]] or [0]] = False
    shares = log_softmax(arcs[asked], dim=1).masked_fill(wrong, -torch.inf)
    yield -torch.logsumexp(shares, dim=1).sum()


def _several(read: Read, slot: Slot, arcs: Tensor) -> Iterator[Tensor]:
    """Each entity for itself: the arcs to its names together against the arc to nothing."""
    names: dict[str, list[int]] = {}
    for place, entity in enumerate(read.entities):
        names.setdefault(entity, []).append(1 + place)
    if not names:
        return
    together = torch.stack([torch.logsumexp(arcs[:, own], dim=1) for own in names.values()], dim=1)
    log_odds = together - arcs[:, :1]
    wanted = torch.tensor(
        [
            [float(any(1 + c in own for c in place.arcs[slot])) for own in names.values()]
            for place in read.places
        ]
    )
    yield binary_cross_entropy_with_logits(log_odds, wanted, reduction="sum")
