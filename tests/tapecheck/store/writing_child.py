"""A process that writes reports for ever, and says the id of each once it is on the disk.

`python -m tests.tapecheck.store.writing_child STORE FIRST`: FIRST numbers its first note.
"""

from __future__ import annotations

import sys
from itertools import count
from pathlib import Path

from tapecheck.store import Store
from tests.tapecheck.store.varied import varied


def main() -> None:
    """Write until killed."""
    with Store.open(Path(sys.argv[1])) as store:
        for number in count(int(sys.argv[2])):
            original, report, run = varied(number)
            task = store.add_task(
                note_id=original.id, name=original.name, data=original.data, as_of=None
            )
            store.start_task(task.id)
            store.finish_with_report(task.id, original, report, run)
            print(number, flush=True)


if __name__ == "__main__":
    main()
