"""Each stage is charged what runs in it, and not what runs in a stage inside it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from types import SimpleNamespace

import pytest

from bench.stages import Stages

Work = Callable[[float], None]


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> Work:
    """Passes so many seconds of a clock that nothing else moves."""
    spent = [0.0]
    monkeypatch.setattr(time, "process_time", lambda: sum(spent))
    return spent.append


def test_what_runs_inside_another_stage_counts_for_itself_only(work: Work) -> None:
    stages, owner = Stages(), SimpleNamespace(inner=lambda: work(6.0))
    stages.wrap(owner, "inner", "inner")
    with stages.stage("outer"):
        work(2.0)
        owner.inner()
    assert stages.seconds == {"inner": 6.0, "outer": 2.0}


def test_a_generator_is_charged_for_its_steps_and_not_for_what_is_done_between(work: Work) -> None:
    def steps() -> Iterator[int]:
        for number in range(3):
            work(2.0)
            yield number

    stages, owner = Stages(), SimpleNamespace(steps=steps)
    stages.wrap_steps(owner, "steps", "steps")
    with stages.stage("outer"):
        for _ in owner.steps():
            work(1.0)
    assert stages.seconds == {"steps": 6.0, "outer": 3.0}
