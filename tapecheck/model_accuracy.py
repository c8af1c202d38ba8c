"""The table of `tapecheck models evaluate`: every line with its figures and its bar."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from models.evaluate import (
    Answered,
    Bin,
    answer,
    by_source,
    figures_of,
    flipped_pairs,
    measured_rows,
    reliability,
    where,
)
from models.own_labels import own_notes
from models.progress import Progress
from models.registry import open_model
from nlp.reading import Reader
from tapecheck.note_accuracy import note_figures, note_scores
from tapecheck.settings import Settings

OWN_TARGETS = "own, by target"
OWN_OVERALL = "own, overall"
PAIRS = "own, winner above zero above loser"
NOTES = "own notes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One set's figures; `bars` are what the project asks of itself, by the figure's name."""

    name: str
    rows: int
    figures: dict[str, float]
    bars: dict[str, float]
    reliability: tuple[Bin, ...] = ()

    @property
    def below(self) -> tuple[str, ...]:
        """The figures that miss their bar; of errors, a bar is the most."""
        return tuple(
            name
            for name, bar in self.bars.items()
            if (self.figures[name] > bar if name in _ERRORS else self.figures[name] < bar)
        )

    def told(self) -> str:
        """The line as the terminal shows it."""
        figures = "  ".join(f"{name} {value:.3f}" for name, value in self.figures.items())
        missed = [f"{name} {self.bars[name]:g}" for name in self.below]
        return f"{self.name:36} {self.rows:6}  {figures}" + (
            f"  BELOW {', '.join(missed)}" if missed else ""
        )


def markdown(lines: Sequence[Line]) -> str:
    """The lines as a table; a figure that misses its bar is in italics, with the bar."""
    head = "| set | rows | accuracy | macro-F1 | ECE | others |\n|---|---|---|---|---|---|"
    return "\n".join([head, *(_row(line) for line in lines)])


def _row(line: Line) -> str:
    shown = {name: _cell(line, name) for name in line.figures}
    columns = [shown.pop(name, "") for name in ("accuracy", "macro-F1", "ECE")]
    others = ", ".join(f"{name} {cell}" for name, cell in shown.items())
    return f"| {line.name} | {line.rows:,} | {' | '.join(columns)} | {others} |"


def _cell(line: Line, name: str) -> str:
    figure = f"{line.figures[name]:.3f}"
    bar = line.bars.get(name)
    if bar is None:
        return figure
    side = "≤" if name in _ERRORS else "≥"
    return (
        f"*{figure}* ({side} {bar:g})" if name in line.below else f"**{figure}** ({side} {bar:g})"
    )


_ERRORS = {"squared error", "mean error", "ECE"}
_ECE = {"ECE": 0.05}
_BARS: dict[str, dict[str, float]] = {
    "phrasebank/all-agree": {"accuracy": 0.94},
    "phrasebank/50-agree": {"accuracy": 0.82, "macro-F1": 0.79},
    "fiqa": {"squared error": 0.07},
    "sentfin/entity": {"accuracy": 0.90},
    "sentfin/conflicting": {"accuracy": 0.80},
    "twitter/validation": {"accuracy": 0.89},
    "finentity": {"macro-F1": 0.88},
    OWN_TARGETS: {"macro-F1": 0.88},
    PAIRS: {"share": 0.95},
    NOTES: {"sign right": 0.95, "Spearman": 0.85, "mean error": 0.12},
}


def measure(
    settings: Settings, *, model: str, labels: Path | None, progress: Progress
) -> list[Line]:
    """Every line that can be measured: with `labels`, those of the public sets too."""
    reader = Reader.open(settings.models_home)
    judge = open_model(model, home=settings.models_home)
    answered = answer(judge, measured_rows(labels), progress=progress)
    lines = [*_public(answered), *_own(answered)]
    notes = [note for note in own_notes() if note.split == "held_out"]
    ours = note_scores(notes, reader=reader, model=judge, progress=progress)
    found = note_figures(ours, [note.grade.settled for note in notes])
    figures = {
        "sign right": found.sign_right,
        "Spearman": found.correlation,
        "mean error": found.error,
    }
    lines.append(Line(name=NOTES, rows=found.rows, figures=figures, bars=_BARS[NOTES]))
    return lines


def _public(answered: Answered) -> Iterator[Line]:
    for source, rows in by_source(answered).items():
        if not source.startswith("own/"):
            yield _line(source, rows)


def _own(answered: Answered) -> Iterator[Line]:
    own = where(answered, lambda row: row.source.startswith("own/"))
    targets = where(own, lambda row: row.source.endswith("/target"))
    yield _line(OWN_OVERALL, where(own, lambda row: row.source.endswith("/overall")))
    yield _line(OWN_TARGETS, targets)
    pairs, right = flipped_pairs(targets)
    share = {"share": round(right / pairs, 4)}
    yield Line(name=PAIRS, rows=pairs, figures=share, bars=_BARS[PAIRS])


def _line(name: str, answered: Answered) -> Line:
    found = figures_of(answered)
    figures = {"accuracy": found.accuracy, "macro-F1": found.macro_f1}
    if found.squared_error is not None:
        figures["squared error"] = found.squared_error
    figures["ECE"] = found.calibration_error
    return Line(
        name=name,
        rows=found.rows,
        figures=figures,
        bars=_BARS.get(name, {}) | _ECE,
        reliability=tuple(reliability(answered)),
    )
