"""One run over an archive: what is new is scored, what came of it is stored, chunk by chunk.

Whatever is stored is not done again: a run that was killed goes on where its last transaction
ended. Everything is kept in the archive's own order, so that two runs store the same.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime

from ingest.archives import Entry, Skipped
from tapecheck.batch.chunks import chunked
from tapecheck.batch.tally import Tally
from tapecheck.batch.types import Engine, Item, Outcome, Scored
from tapecheck.store import Reader, Store
from tapecheck.store.types import Copy, Kept, Original, Refusal, Run

Watch = Callable[[Tally], None]


def score_archive(
    found: Iterable[Entry | Skipped],
    *,
    engine: Engine,
    store: Store,
    reader: Reader,
    as_of: date | None,
    limit: int | None,
    watch: Watch,
) -> Tally:
    """Score what the store doesn't hold yet, at most `limit` notes; `watch` sees each chunk done.

    Raises the store's errors and the engine's `NotReady`; no note's fault ends the run.
    """
    tally = Tally(began=time.monotonic())
    run = engine.run
    store.add_run(run)
    sieve = Sieve(reader=reader, run=run, as_of=as_of, tally=tally, limit=limit)
    for outcomes in engine.score(chunked(sieve.new(found))):
        links = store.add_chunk([_kept(one) for one in outcomes], run, copies=sieve.copies())
        tally.add(outcomes, links)
        sieve.done(outcomes)
        watch(tally)
    store.add_chunk([], run, copies=sieve.copies())
    tally.ended = time.monotonic()
    watch(tally)
    return tally


class Sieve:
    """Lets through what is to be scored, and counts the rest."""

    def __init__(
        self, *, reader: Reader, run: Run, as_of: date | None, tally: Tally, limit: int | None
    ) -> None:
        self._reader = reader
        self._run = run
        self._as_of = as_of
        self._tally = tally
        self._left = limit
        self._under_way: dict[str, str] = {}
        self._copies: list[Copy] = []

    def new(self, found: Iterable[Entry | Skipped]) -> Iterator[Item]:
        """The items without a report or a refusal of this run, each content once."""
        for one in found:
            if self._left == 0:
                return
            if isinstance(one, Skipped):
                self._tally.skip(one)
                continue
            item = Item.of(one)
            name = self._under_way.get(item.note_id) or self._reader.done_as(
                item.note_id, self._run.id, self._as_of
            )
            if name is None:
                self._under_way[item.note_id] = item.name
                self._left = None if self._left is None else self._left - 1
                yield item
            elif name == item.name:
                self._tally.known += 1
            else:
                self._tally.doubles += 1
                self._copies.append(Copy(note_id=item.note_id, name=item.name))

    def done(self, outcomes: Iterable[Outcome]) -> None:
        """What is stored is found there from now on."""
        for one in outcomes:
            self._under_way.pop(one.item.note_id, None)

    def copies(self) -> list[Copy]:
        """The same bytes under other names, seen since this was last asked."""
        seen, self._copies = self._copies, []
        return seen


def _kept(outcome: Outcome) -> Kept | Refusal:
    item = outcome.item
    if not isinstance(outcome, Scored):
        return Refusal(note_id=item.note_id, name=item.name, reason=outcome.reason)
    original = Original(id=item.note_id, data=item.data, name=item.name, received=datetime.now(UTC))
    return Kept(original=original, report=outcome.report, signature=outcome.signature)
