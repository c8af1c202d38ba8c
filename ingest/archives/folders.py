"""Files of a folder in a fixed order: hidden ones left out, links and devices not followed."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from ingest.archives.types import Skipped

_MAILDIR: Final = ("cur", "new", "tmp")


def files_of(folder: Path, *, prefix: str = "") -> Iterator[tuple[str, Path] | Skipped]:
    """Every file with its name relative to `folder`, by name; one folder's names are held at once.

    `prefix` stands before each name.

    Of a maildir the delivered messages (`cur`, `new`) and its folders, hidden as they are.
    """
    waiting: list[Iterator[str]] = [iter([""])]
    while waiting:
        name = next(waiting[-1], None)
        if name is None:
            waiting.pop()
            continue
        path = folder / name
        try:
            mode = path.lstat().st_mode
            if stat.S_ISDIR(mode):
                waiting.append(_listed(name, path))
            elif stat.S_ISREG(mode):
                yield prefix + name, path
            else:
                reason = "a link, pipe or device, not a file; give what it points to"
                yield Skipped(name=prefix + name, reason=reason)
        except OSError as error:
            reason = f"{error.strerror}; check who may read it"
            yield Skipped(name=prefix + (name or folder.name), reason=reason)


def _listed(within: str, folder: Path) -> Iterator[str]:
    names = sorted(os.listdir(folder))
    if all((folder / part).is_dir() for part in _MAILDIR):
        kept = [name for name in names if (folder / name).is_dir() and name != "tmp"]
    else:
        kept = [name for name in names if not name.startswith(".")]
    return (f"{within}/{name}" if within else name for name in kept)
