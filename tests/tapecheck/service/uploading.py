"""A service that uploads to itself until it is killed: `python -m … FOLDER FIRST`.

Prints a line before each upload and one when it is acknowledged. Notes are numbered from FIRST.
"""

from __future__ import annotations

import asyncio
import sys
from itertools import count
from pathlib import Path

from tapecheck.testing import open_service
from tests.tapecheck.service.notes import upload

# So many askers at once that a kill meets every stage of an upload.
_ASKERS = 4


async def main(folder: Path, first: int) -> None:
    """Upload without an end."""
    service = await open_service(folder)
    numbers = count(first)

    async def ask() -> None:
        for number in numbers:
            print("sent", number, flush=True)
            await service.submit(upload(number))
            print("kept", number, flush=True)

    await asyncio.gather(*(ask() for _ in range(_ASKERS)))


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), int(sys.argv[2])))
