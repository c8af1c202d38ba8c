"""Lines of the terminal's verdict that no other test sees."""

from __future__ import annotations

from datetime import date

import pytest
from rich.console import Console

from analytics.types import Significance, Verdict
from api.terminal import render_verdict


def _told(places: tuple[int, int] | None, *, first: bool | None) -> str:
    found = Significance(
        comparator="B",
        t=1.0,
        interval=(0.0, 1.0),
        p=0.3,
        p_holm=0.3,
        detectable_gap=1.0,
        observations=100,
        method="",
        rank_interval=places,
        in_confidence_set=first,
    )
    verdict = Verdict(
        label="supported", reason="", detail="", as_of=date(2020, 1, 1), significance=found
    )
    console = Console(width=100)
    with console.capture() as captured:
        console.print(render_verdict(verdict))
    return captured.get()


@pytest.mark.parametrize(("first", "words"), [(True, "may be first"), (False, "cannot be first")])
def test_a_rank_tells_its_places_and_whether_it_may_be_first(first: bool, words: str) -> None:
    assert f"place 2 to 5 at 95%, {words}" in _told((2, 5), first=first)


def test_a_claim_without_a_rank_tells_no_place() -> None:
    assert "place" not in _told(None, first=None)


def test_a_condition_not_yet_met_tells_its_past_episodes() -> None:
    counted = "11 episodes since 2005-03-03: IWM fell further in 7, association only"
    verdict = Verdict(label="pending", reason="Waits", detail=counted, as_of=date(2020, 1, 1))
    console = Console(width=100)
    with console.capture() as captured:
        console.print(render_verdict(verdict))
    assert counted in captured.get()
