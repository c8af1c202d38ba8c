"""`tapecheck evaluate claims`: how well claims are read, on the project's annotated notes."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from api.console import Json, Model, one_line_errors, out, progress

if TYPE_CHECKING:
    from nlp.evaluation.scores import Count, Scores, Share

app = typer.Typer(help="Measure how well claims are read.", no_args_is_help=True)
_Half = Annotated[
    Literal["develop", "test"],
    typer.Option(help="`develop`, or `test`, which is for measuring only."),
]
_WORST = 25


@app.command(epilog="Example:  tapecheck evaluate claims --mutations --json")
def claims(
    half: _Half = "develop",
    notes: Annotated[
        Path | None, typer.Option(help="Annotated notes of your own, as JSON lines.")
    ] = None,
    mutations: Annotated[
        bool, typer.Option("--mutations", help="Change words, and see whether claims change.")
    ] = False,
    model: Model = None,
    worst: Annotated[int, typer.Option(help="How many of the worst cases to list.")] = _WORST,
    as_json: Json = False,
) -> None:
    """Precision, recall and F1 of claims, and the share of right slots, by type and behaviour."""
    from nlp.evaluation.annotation import gold_notes, read_notes
    from nlp.evaluation.mutations import mutation_scores
    from nlp.evaluation.reading import read_note
    from nlp.evaluation.scores import scores_of
    from tapecheck.pipeline import open_reader
    from tapecheck.settings import Settings

    settings = Settings()
    with one_line_errors(), progress("reading notes") as say:
        reader = open_reader(settings, model=model or settings.model)
        rows = gold_notes(half) if notes is None else tuple(read_notes(notes))
        read = []
        for number, row in enumerate(rows, 1):
            read.append(read_note(row, reader))
            say(f"note {number} of {len(rows)}")
        scores = scores_of(read)
        changed = mutation_scores(read, reader) if mutations else {}
    # The test half's cases are not shown, so that nobody mends rules by them.
    shown = 0 if half == "test" and notes is None else worst
    if as_json:
        print(json.dumps(_as_json(scores, changed, worst=shown), indent=1, ensure_ascii=False))
        return
    _print(scores, changed, worst=shown)


@app.command(epilog="Example:  tapecheck evaluate agreement --half test")
def agreement(
    half: _Half = "develop",
    as_json: Json = False,
) -> None:
    """How far the two annotations of the project's notes agree, before anything was settled."""
    from nlp.evaluation.readings import agreement_of_readings

    with one_line_errors():
        scores = agreement_of_readings(half)
    if as_json:
        print(json.dumps(_as_json(scores, {}, worst=0), indent=1))
        return
    _print(scores, {}, worst=0)


def _print(scores: Scores, changed: dict[str, Share], *, worst: int) -> None:
    lines = [
        _told("claims", scores.claims),
        _told("plainly checkable", scores.plain),
        _told("entities", scores.entities),
        *(_share(slot, share) for slot, share in scores.slots.items()),
        *(_told(kind, count) for kind, count in sorted(scores.by_type.items())),
        *(_told(f"behaviour {n}", count) for n, count in sorted(scores.by_behaviour.items())),
        *(_share(kind, share) for kind, share in changed.items()),
        *(fault.told() for fault in scores.faults[:worst]),
    ]
    for line in lines:
        out.print(line, markup=False, soft_wrap=True)


def _told(name: str, count: Count) -> str:
    return (
        f"{name:20} wanted {count.wanted:5}  precision {count.precision:.3f}"
        f"  recall {count.recall:.3f}  F1 {count.f1:.3f}"
    )


def _share(name: str, share: Share) -> str:
    return f"{name:20} seen {share.seen:7}  right {share.value:.3f}"


def _as_json(scores: Scores, changed: dict[str, Share], *, worst: int) -> dict[str, Any]:
    counts = {"claims": scores.claims, "plain": scores.plain, "entities": scores.entities}
    return {
        **{name: _figures(count) for name, count in counts.items()},
        "slots": {slot: asdict(share) | {"share": share.value} for slot, share in _seen(scores)},
        "by_type": {kind: _figures(count) for kind, count in sorted(scores.by_type.items())},
        "by_behaviour": {n: _figures(count) for n, count in sorted(scores.by_behaviour.items())},
        "mutations": {k: asdict(share) | {"share": share.value} for k, share in changed.items()},
        "worst": [fault.told() for fault in scores.faults[:worst]],
    }


def _seen(scores: Scores) -> list[tuple[str, Share]]:
    return [(slot, share) for slot, share in scores.slots.items() if share.seen]


def _figures(count: Count) -> dict[str, float]:
    return asdict(count) | {
        "precision": count.precision,
        "recall": count.recall,
        "f1": count.f1,
    }
