"""Trains the head on the permissive sets and the project's own sentences.

Needs the `train` extra (scikit-learn); serving does not. Everything is seeded, and nothing here
reads the sets that are for measuring only.
"""

from __future__ import annotations

import warnings
from dataclasses import replace
from pathlib import Path

import numpy as np

from models.datasets import LABELS, read_own, read_own_eval, read_permissive
from models.evaluate import figures_by_source, figures_of_head
from models.head import HEAD, Head, save_head, softmax
from models.mpnet import Encoder
from models.rows import Array, Progress, Rows, load_rows
from models.run_card import write_manifest, write_run_card

SEED = 20241
# Chosen by cross-validation on the own training sentences and the calibration headlines: five
# small networks give .77 accuracy a target where one large one gives .74, ten give no more; an
# own sentence weighs as much as 16 headlines, where 8 and 30 were no better for both.
MEMBERS = 5
WIDTH = 32
EPOCHS = 5
DECAY = 3.0
OWN_WEIGHT = 16.0
FOLDS = 4
# Neighbouring own sentences mirror each other ("A beat B", "B fell behind A"): blocks of twelve
# stay on one side of a fold.
BLOCK = 12


def train(labels: Path, home: Path, out: Path, *, progress: Progress) -> None:
    """Write `head.safetensors`, `run_card.json` and the manifest with the head's hash to `out`.

    `labels` holds the permissive sets, `home` the fetched models.
    """
    encoder = Encoder(home / "mpnet")
    public = load_rows(encoder, read_permissive(labels), progress=progress)
    notes = load_rows(encoder, list(read_own("own_train")), progress=progress)
    splits = np.array([example.split for example in public.examples])
    headlines = public.where(splits == "train")
    progress("cross-validating on the project's sentences")
    crossed = cross_validate(headlines, notes)
    progress("fitting the head")
    head = calibrate(fit(headlines, notes), public.where(splits == "calibrate"), notes, crossed)
    out.mkdir(parents=True, exist_ok=True)
    save_head(head, out / HEAD)
    write_manifest(out)
    measured = load_rows(encoder, read_own_eval(), progress=progress)
    figures = {
        "held_out": figures_of_head(head, public.where(splits == "held_out")),
        "own_train_cross_validated": figures_by_source(
            notes.examples, softmax(crossed, head.temperature)
        ),
        "own_eval": figures_of_head(head, measured),
    }
    counts = {"public": public.examples, "own": notes.examples}
    write_run_card(out, labels, counts, figures, temperature=head.temperature)
    progress(f"wrote {out / HEAD}")


def fit(headlines: Rows, notes: Rows) -> Head:
    """Multilayer perceptron on standardised features; the scaling is folded into its weights."""
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.neural_network import MLPClassifier

    features = np.concatenate([headlines.features, notes.features])
    mean, spread = features.mean(axis=0), features.std(axis=0) + 1e-3
    features -= mean
    features /= spread
    weights = np.ones(len(features))
    weights[len(headlines.labels) :] = OWN_WEIGHT
    targets = np.concatenate([headlines.labels, notes.labels])
    members = [
        MLPClassifier(
            hidden_layer_sizes=(WIDTH,),
            alpha=DECAY,
            batch_size=min(256, len(features)),
            max_iter=EPOCHS,
            random_state=SEED + member,
        )
        for member in range(MEMBERS)
    ]
    with warnings.catch_warnings():
        # The number of epochs is chosen: stopping before the loss is flat is meant.
        warnings.simplefilter("ignore", ConvergenceWarning)
        nets = [member.fit(features, targets, sample_weight=weights) for member in members]
    # The mean of the members' log-odds is one network with their hidden units side by side.
    hidden = np.concatenate([net.coefs_[0] for net in nets], axis=1) / spread[:, None]
    hidden_bias = np.concatenate([net.intercepts_[0] for net in nets]) - mean @ hidden
    out = np.concatenate([net.coefs_[1] for net in nets]) / MEMBERS
    out_bias = np.mean([net.intercepts_[1] for net in nets], axis=0)
    return Head(
        hidden=hidden.astype(np.float32),
        hidden_bias=hidden_bias.astype(np.float32),
        out=out.astype(np.float32),
        out_bias=out_bias.astype(np.float32),
        temperature=1.0,
    )


def cross_validate(headlines: Rows, notes: Rows) -> Array:
    """Logits of every own row from a head that saw neither its sentence nor a mirror of it."""
    texts = dict.fromkeys(example.input.text for example in notes.examples)
    fold_of = {text: place // BLOCK % FOLDS for place, text in enumerate(texts)}
    folds = np.array([fold_of[example.input.text] for example in notes.examples])
    logits = np.zeros((len(folds), len(LABELS)), dtype=np.float32)
    for fold in range(FOLDS):
        head = fit(headlines, notes.where(folds != fold))
        logits[folds == fold] = head.logits(notes.features[folds == fold])
    return logits


def calibrate(head: Head, headlines: Rows, notes: Rows, crossed: Array) -> Head:
    """Set the temperature of least log loss, own sentences and headlines weighing the same."""
    logits = np.concatenate([head.logits(headlines.features), crossed])
    labels = np.concatenate([headlines.labels, notes.labels])
    counts = (len(headlines.labels), len(notes.labels))
    weights = np.concatenate([np.full(count, 1 / count) for count in counts])

    def loss(temperature: float) -> float:
        chances = softmax(logits, temperature)[np.arange(len(labels)), labels]
        return float(-(weights * np.log(chances + 1e-12)).sum())

    candidates = (round(0.5 + step / 100, 2) for step in range(350))
    return replace(head, temperature=min(candidates, key=loss))
