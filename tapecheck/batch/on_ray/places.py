"""Where files are, on disk or in object storage: a path or a URI as a file system and a path in it.

Credentials and endpoints come from the environment, or stand in the URI's query, as Arrow has it:
`s3://desk/notes?endpoint_override=minio:9000&scheme=http`.
"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote, urlsplit

from pyarrow import ArrowInvalid, fs

from ingest.canonical import one_line
from tapecheck.service.errors import NotReady

_REMOTE = "://"
# What a URI may have besides letters and digits; "#" is a letter of a file's name to object stores.
_PUNCTUATION = "/:?=&%@+,;~!$'()*[]"


def is_remote(place: str) -> bool:
    """Whether it is a URI of object storage (s3://, gs://, ...) and no path."""
    return _REMOTE in place


def opened(place: str) -> tuple[fs.FileSystem, str]:
    """Its file system and the path there; raises `NotReady` for a URI that leads nowhere."""
    if not is_remote(place):
        return fs.LocalFileSystem(), str(Path(place).resolve())
    try:
        return at_uri(place)
    except ArrowInvalid as error:
        told = f"{one_line(str(error))}; give a folder, or a URI such as s3://BUCKET/FOLDER"
    except OSError as error:
        told = f"{one_line(str(error))}; check the address and this machine's credentials"
    raise NotReady(f"{place}: {told}")


def at_uri(uri: str) -> tuple[fs.FileSystem, str]:
    """As `opened`, of a URI whose spaces and accents need not be encoded; raises Arrow's errors."""
    system, path = fs.FileSystem.from_uri(quote(uri, safe=_PUNCTUATION))
    return system, path


def inside(uri: str, *, root: str, name: str) -> str:
    """The URI of a file below another URI, whose `root` is its path in its file system."""
    parts = urlsplit(uri)
    path = quote(f"{root.rstrip('/')}/{name}")
    return f"{parts.scheme}{_REMOTE}{path}" + (f"?{parts.query}" if parts.query else "")
