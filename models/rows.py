"""Labelled examples with their features, kept in a cache folder: encoding takes minutes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from platformdirs import user_cache_path

from models.datasets import LABELS, Example
from models.features import SPEC
from models.mpnet import Encoder, features_of

Array = npt.NDArray[np.float32]
Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """Examples, their features (rows by width) and the numbers of their labels."""

    examples: Sequence[Example]
    features: Array
    labels: npt.NDArray[np.int64]

    def where(self, mask: npt.NDArray[np.bool_]) -> Rows:
        """The rows at which the mask is true."""
        chosen = [self.examples[row] for row in np.flatnonzero(mask).tolist()]
        return Rows(examples=chosen, features=self.features[mask], labels=self.labels[mask])


def load_rows(encoder: Encoder, examples: Sequence[Example], *, progress: Progress) -> Rows:
    """Encode the examples, or take what an earlier call with the same ones kept."""
    labels = np.array([LABELS.index(example.label) for example in examples])
    key = hashlib.sha256(f"{encoder.sha256}|{SPEC}".encode())
    key.update(repr([example.input for example in examples]).encode())
    path = user_cache_path("tapecheck") / f"features-{key.hexdigest()[:16]}.npy"
    if not path.exists():
        progress(f"encoding {len(examples)} rows")
        vectors = features_of(encoder, [example.input for example in examples])
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(".partial.npy")
        np.save(partial, np.array(vectors, dtype=np.float16))
        partial.replace(path)
    return Rows(examples=examples, features=np.load(path).astype(np.float32), labels=labels)
