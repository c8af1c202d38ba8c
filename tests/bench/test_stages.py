"""Each stage is charged what runs in it, and not what runs in a stage inside it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from types import SimpleNamespace

import pytest

from bench.stages import Stages


def work(seconds: float) -> None:
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass


def test_what_runs_inside_another_stage_counts_for_itself_only() -> None:
    stages, owner = Stages(), SimpleNamespace(inner=lambda: work(0.06))
    stages.wrap(owner, "inner", "inner")
    with stages.stage("outer"):
        work(0.02)
        owner.inner()
    assert stages.seconds["inner"] == pytest.approx(0.06, abs=0.01)
    assert stages.seconds["outer"] == pytest.approx(0.02, abs=0.01)


def test_a_generator_is_charged_for_its_steps_and_not_for_what_is_done_between() -> None:
    def steps() -> Iterator[int]:
        for number in range(3):
            work(0.02)
            yield number

    stages, owner = Stages(), SimpleNamespace(steps=steps)
    stages.wrap_steps(owner, "steps", "steps")
    with stages.stage("outer"):
        for _ in owner.steps():
            work(0.01)
    assert stages.seconds["steps"] == pytest.approx(0.06, abs=0.01)
    assert stages.seconds["outer"] == pytest.approx(0.03, abs=0.01)
