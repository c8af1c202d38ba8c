"""The real pipeline in a real worker process, loaded once for all tests here."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest
from lxml import etree

from ingest import read
from tapecheck.pipeline import Pipeline
from tapecheck.service import Upload
from tapecheck.service.service import Service
from tapecheck.settings import Settings
from tapecheck.slots import Slots
from tests.conftest import REPOSITORY
from tests.tapecheck.service.notes import stored_once

pytestmark = pytest.mark.anyio
NOTE = (REPOSITORY / "examples" / "notes" / "momentum_since_2017.txt").read_bytes()


@pytest.fixture(scope="module")
async def service(
    settings: Settings, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Service]:
    """A service with one real worker."""
    store = tmp_path_factory.mktemp("service") / "notes.db"
    service = await Service.start(settings, store=store, prices="sample", model=None)
    await service.loaded()
    yield service
    await service.stop()


@pytest.fixture(scope="module")
async def report_id(service: Service) -> int:
    """The example note's report in the store."""
    task = await service.submit(Upload(name="momentum.txt", data=NOTE))
    return (await service.finished(task.id)).report_id or 0


def workers() -> list[int]:
    """Ids of this process's worker processes."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
            command = (status.parent / "cmdline").read_text()
        except OSError:
            continue
        if int(fields[1]) == os.getpid() and "tapecheck.service.worker" in command:
            found.append(int(status.parent.name))
    return found


async def test_the_stored_report_is_the_pipelines(
    service: Service, report_id: int, settings: Settings
) -> None:
    expected = Pipeline.open(settings, prices="sample").score(read(NOTE, name="momentum.txt"))
    assert service.reader.report_by_id(report_id) == expected


async def test_a_worker_killed_while_it_reads_costs_nothing_but_time(service: Service) -> None:
    given = Upload(name="long.txt", data=NOTE * 12)
    task = await service.submit(given)
    while service.reader.task(task.id).state == "queued":
        await asyncio.sleep(0.02)
    await asyncio.sleep(0.3)
    for worker in workers():
        os.kill(worker, signal.SIGKILL)
    ended = await service.finished(task.id)
    assert ended.state == "done"
    assert stored_once(service.reader, given)


async def test_a_corrected_start_is_judged_anew(service: Service, report_id: int) -> None:
    claim_id = f"{report_id}-c2"
    before = service.reader.claim(claim_id).claim["verdict"]
    made = await service.correct(claim_id, {"since": "2019"}, by=None)
    assert made.verdict["first_session"] == "2018-12-31"
    assert (made.verdict["as_of"], made.slots) == (before["as_of"], {"since": "2019"})


async def test_an_unchanged_slot_gives_the_same_verdict(service: Service, report_id: int) -> None:
    claim_id = f"{report_id}-c3"
    before = service.reader.claim(claim_id).claim["verdict"]
    again = (await service.correct(claim_id, {"subject": "MTUM"}, by=None)).verdict
    same = ("label", "reason", "magnitude", "first_session", "last_session", "reproduce")
    assert {name: again[name] for name in same} == {name: before[name] for name in same}


async def test_a_claim_is_verified_with_its_chart(service: Service) -> None:
    slots = Slots(subject="MTUM", relation="above", comparators=("USMV",), since="2017")
    found = await service.verify(slots)
    assert found.verdict["label"] == "supported"
    assert found.chart is not None


@pytest.mark.parametrize("theme", ["light", "dark"])
async def test_a_chart_is_drawn_in_both_themes(
    service: Service, report_id: int, theme: str
) -> None:
    chart = service.reader.chart(f"{report_id}-c2")
    assert chart is not None
    drawn = await service.svg(chart, theme="dark" if theme == "dark" else "light")
    assert etree.fromstring(drawn).tag.endswith("svg")
    assert (b"#c8c8c8" in drawn) == (theme == "dark")


async def test_returns_are_counted_from_the_close_on_or_before_a_day(service: Service) -> None:
    latest = date(2022, 12, 28)
    days = [latest, date(2022, 12, 25), date(2022, 12, 23), date(1990, 1, 1)]
    today, sunday, friday, before = await service.returns_since("MTUM", days)
    assert (today, before) == (None, None)
    assert sunday == friday != 0.0


async def test_a_ticker_without_prices_has_no_returns(service: Service) -> None:
    assert await service.returns_since("NOSUCH", [date(2020, 1, 2)]) == [None]


def test_the_service_imports_no_model_and_no_parser() -> None:
    heavy = "'spacy', 'onnxruntime', 'torch', 'statsmodels', 'vl_convert'"
    code = (
        "import sys, tapecheck.service.service, tapecheck.service.processes, api.server;"
        f"print([m for m in ({heavy}) if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, cwd=REPOSITORY, check=True
    )
    assert done.stdout.strip() == b"[]"
