"""A run over an archive on Ray, in a process of its own: `python ray_run.py JSON`.

Prints what was stored, as JSON. Ray needs sockets and leaves threads behind, which the tests'
process may not have.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, cast

from tapecheck.batch.archive import score_archive
from tapecheck.batch.local import LocalEngine
from tapecheck.batch.on_ray import RayEngine
from tapecheck.batch.on_ray.workers import Opened
from tapecheck.batch.tally import Tally
from tapecheck.service.jobs import Load
from tapecheck.settings import Settings
from tapecheck.store import Reader, Store
from tapecheck.store.types import Kept
from tests.tapecheck.batch.light_engine import LightEngine, MemoryStore, SlowEngine

ENGINES: dict[str, Opened] = {"light": LightEngine, "slow": SlowEngine, "local": LocalEngine}


@dataclass
class Machines:
    """A cluster of three nodes on this machine: one only directs, two work, one of them dies."""

    killed: list[str] = field(default_factory=list)

    @cached_property
    def cluster(self) -> Any:
        from ray.cluster_utils import Cluster

        memory = 100 * 1024 * 1024
        head = {"num_cpus": 0, "object_store_memory": memory, "include_dashboard": False}
        cluster = Cluster(initialize_head=True, head_node_args=head)
        for _ in range(2):
            cluster.add_node(num_cpus=1, object_store_memory=memory)
        return cluster

    def strike(self, tally: Tally) -> None:
        """Kill a worker once a chunk is stored, and the other worker's node two chunks later."""
        if tally.scored and not self.killed:
            self._nodes = sorted(self._raylets(), key=_worker_of, reverse=True)
            self.killed.append(_kill(_worker_of(self._nodes[0])))
        elif tally.scored > 40 and len(self.killed) == 1:
            self.killed.append(_kill(self._nodes[1]))

    def _raylets(self) -> list[int]:
        infos = [node.all_processes["raylet"][0] for node in self.cluster.worker_nodes]
        return [info.process.pid for info in infos]


def _worker_of(raylet: int) -> int:
    """The process that scores on a node; 0 where it hasn't begun."""
    children = Path(f"/proc/{raylet}/task/{raylet}/children").read_text().split()
    return max((int(one) for one in children if "MapWorker" in _told(int(one))), default=0)


def _told(process: int) -> str:
    return Path(f"/proc/{process}/cmdline").read_text().replace("\0", " ").strip()


def _kill(process: int) -> str:
    told = _told(process)
    os.kill(process, signal.SIGKILL)
    return "node" if "/raylet" in told.split()[0] else told.split(".")[0]


def main() -> None:
    """Run what the arguments ask for, and print what came of it."""
    asked = json.loads(sys.argv[1])
    machines = Machines() if asked.get("machines") else None
    store = MemoryStore(earlier=tuple(asked.get("earlier", ())))
    as_of = date.fromisoformat(asked["as_of"]) if "as_of" in asked else None
    engine = RayEngine(
        Load(settings=Settings(), prices="sample", model="minilm"),
        as_of=as_of,
        workers=None if machines else asked.get("workers", 1),
        address=machines.cluster.address if machines else asked.get("address"),
        shards=asked.get("shards"),
        opened=ENGINES[asked["engine"]],
    )
    try:
        tally = score_archive(
            engine.found(asked["archive"], text_column=None, past=store),
            engine=engine,
            store=cast(Store, store),
            reader=cast(Reader, store),
            as_of=as_of,
            limit=asked.get("limit"),
            watch=machines.strike if machines else lambda _: None,
        )
    finally:
        engine.close()
    killed = machines.killed if machines else []
    if machines:
        machines.cluster.shutdown()
    print(json.dumps({"tally": tally.as_json(), "killed": killed, "stored": _stored(store)}))


def _stored(store: MemoryStore) -> list[list[str]]:
    """Name, then the report or why there is none, and the signature; in the order of storing."""
    return [
        [one.original.name, one.report.model_dump_json(), one.signature.hex()]
        if isinstance(one, Kept)
        else [one.name, one.reason, ""]
        for one in store.kept
    ]


if __name__ == "__main__":
    main()
