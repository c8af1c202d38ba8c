"""Tasks and batches on their way, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from api.pages.views.figures import as_sentence, moment, plural
from tapecheck.store.types import FINISHED, Batch, Task, TaskState

_STATES: tuple[TaskState, ...] = ("done", "refused", "failed", "cancelled")
_HEADINGS: dict[TaskState, str] = {
    "refused": "This can’t be read as a research note",  # noqa: RUF001
    "failed": "This note could not be read",
    "cancelled": "The reading was cancelled",
}
_CANCELLED = "It was taken out of the queue before its turn. Give the file again to have it read."
_UNKNOWN = "Nothing more is known. Give the file again; if that fails too, ask whoever runs this."
StepState = Literal["done", "doing", "to do"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of reading a note."""

    name: str
    state: StepState
    mark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskView:
    """A note on its way; `problem` is empty until there is one."""

    id: str
    name: str
    batch: str
    running: bool
    steps: tuple[Step, ...]
    told: str
    heading: str
    problem: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskLine:
    """A file of a batch; `note` is where to read it."""

    id: str
    name: str
    state: TaskState
    note: str
    problem: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchLine:
    """A batch in a list."""

    id: str
    title: str
    state: str
    done: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchView:
    """A batch with its files."""

    id: str
    title: str
    running: bool
    done: int
    total: int
    states: tuple[tuple[str, int], ...]
    created: str
    finished: str
    tasks: tuple[TaskLine, ...]


def task_view(task: Task) -> TaskView:
    """A task with the steps it has behind it."""
    return TaskView(
        id=task.id,
        name=task.name,
        batch=task.batch_id or "",
        running=task.state not in FINISHED,
        steps=_steps(task.state),
        told=_told(task),
        heading=_HEADINGS.get(task.state, ""),
        problem=problem_of(task),
    )


def batch_line(batch: Batch) -> BatchLine:
    """A batch in one line."""
    return BatchLine(
        id=batch.id,
        title=_title(batch),
        state=batch.state,
        done=_finished(batch),
        total=batch.total,
    )


def batch_view(batch: Batch, tasks: Sequence[Task]) -> BatchView:
    """A batch and those of its tasks that the page shows."""
    return BatchView(
        id=batch.id,
        title=_title(batch),
        running=batch.state == "running" or _finished(batch) < batch.total,
        done=_finished(batch),
        total=batch.total,
        states=tuple((name, batch.states[name]) for name in _STATES if batch.states.get(name)),
        created=moment(batch.created),
        finished=moment(batch.finished) if batch.finished else "",
        tasks=tuple(map(_line, tasks)),
    )


def problem_of(task: Task) -> str:
    """Why nothing came of a task, in a sentence; empty where something did or may."""
    if task.state == "cancelled":
        return _CANCELLED
    if task.state not in FINISHED or task.state == "done":
        return ""
    found = task.problem or {}
    return as_sentence(str(found.get("reason") or found.get("detail") or _UNKNOWN))


def _line(task: Task) -> TaskLine:
    return TaskLine(
        id=task.id,
        name=task.name,
        state=task.state,
        note=task.note_id if task.state == "done" else "",
        problem=problem_of(task),
    )


def _steps(state: TaskState) -> tuple[Step, ...]:
    reached = {"queued": 1, "running": 2}.get(state, 3)
    names = ("Stored", "Waiting for its turn", "Being read and checked against prices")
    return tuple(
        Step(
            name=name,
            state="done" if at < reached else "doing" if at == reached else "to do",
            mark="✓" if at < reached else "▸" if at == reached else "·",
        )
        for at, name in enumerate(names)
    )


def _told(task: Task) -> str:
    again = " It is being tried again." if task.attempts > 1 else ""
    return (
        "The file is stored and won’t be lost. This page goes on by itself;"  # noqa: RUF001
        f" you may also leave it and come back.{again}"
    )


def _title(batch: Batch) -> str:
    return f"Batch of {plural(batch.total, 'file')}, {moment(batch.created)}"


def _finished(batch: Batch) -> int:
    return sum(count for state, count in batch.states.items() if state in FINISHED)
