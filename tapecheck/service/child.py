"""One worker process seen from the service; every call blocks, so each runs on a thread."""

from __future__ import annotations

from tapecheck.service import limits
from tapecheck.service.errors import NotReady
from tapecheck.service.jobs import Answer, Job, Load, Loaded, Score
from tapecheck.service.spawning import Spawned, spawn


class Gone(Exception):
    """The process ended while it was asked something."""


class Overtime(Exception):
    """The process didn't answer in time, and was killed."""


class Child:
    """A worker process, from loading to its end; `spawned` before, or spawned now."""

    def __init__(self, load: Load, *, spawned: Spawned | None = None) -> None:
        self._load = load
        self._spawned = spawned or spawn()
        self._first_memory = 0
        self._memory = 0
        self._notes = 0

    @property
    def pid(self) -> int:
        """The process id."""
        return self._spawned.process.pid

    @property
    def alive(self) -> bool:
        """False once the process has ended."""
        return self._spawned.process.poll() is None

    @property
    def worn(self) -> bool:
        """True once it has read, or grown, so much that a new one is better."""
        grown = self._memory - self._first_memory
        return self._notes >= limits.NOTES_A_WORKER or grown > limits.GROWTH

    def load(self) -> Loaded:
        """Have it load; raises `NotReady` with what keeps it from that."""
        try:
            answer = self._exchange(self._load, limits.LOAD_SECONDS)
        except Gone:
            raise NotReady("a worker ended while it loaded; see whether memory is short") from None
        except Overtime:
            raise NotReady(f"a worker didn't load in {limits.LOAD_SECONDS:.0f} s") from None
        if isinstance(answer, NotReady):
            raise answer
        assert isinstance(answer, Loaded)
        self._first_memory = self._memory = answer.memory
        return answer

    def ask(self, job: Job, *, seconds: float) -> Answer:
        """The answer to a job; raises `Gone` and `Overtime`, after which it is dead."""
        answer = self._exchange(job, seconds)
        assert isinstance(answer, Answer)
        self._notes += isinstance(job, Score)
        self._memory = answer.memory
        return answer

    def end(self) -> None:
        """Kill it; whoever waits for its answer gets `Gone`."""
        self._spawned.end()

    def close(self) -> None:
        """Let go of it for good."""
        self.end()
        self._spawned.pipe.close()

    def _exchange(self, message: object, seconds: float) -> object:
        pipe = self._spawned.pipe
        try:
            pipe.send(message)
            if not pipe.poll(seconds):
                self.end()
                raise Overtime
            return pipe.recv()
        except (EOFError, OSError):
            self.end()
            raise Gone from None
