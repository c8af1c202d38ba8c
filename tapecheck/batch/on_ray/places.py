"""Where files are, on disk or in object storage: a path or a URI as a file system and a path in it.

Credentials and endpoints come from the environment, or stand in the URI's query, as Arrow has it:
`s3://desk/notes?endpoint_override=minio:9000&scheme=http`.
"""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import quote

from pyarrow import ArrowInvalid, fs

from ingest.canonical import one_line
from tapecheck.service.errors import NotReady

_REMOTE = "://"
# What a URI may have besides letters and digits; "#" is a letter of a file's name to object stores.
_PUNCTUATION = "/:?=&%@+,;~!$'()*[]"
_KEYS = re.compile(r"//[^/@\s]*:[^/@\s]*@")


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
        trouble = f"{error}; give a folder, or a URI such as s3://BUCKET/FOLDER"
    except OSError as error:
        trouble = f"{error}; check the address and this machine's credentials"
    raise NotReady(told(place, trouble))


def at_uri(uri: str) -> tuple[fs.FileSystem, str]:
    """As `opened`, of a URI whose spaces and accents need not be encoded; raises Arrow's errors."""
    system, path = fs.FileSystem.from_uri(quote(uri, safe=_PUNCTUATION))
    return system, path


def below(uri: str, name: str) -> str:
    """The URI of a file in the folder that a URI names."""
    folder, mark, query = uri.partition("?")
    return f"{folder.rstrip('/')}/{quote(name)}{mark}{query}"


def told(place: str, trouble: str) -> str:
    """A line about a place for people, without the keys that a URI may hold."""
    return _KEYS.sub("//", f"{place}: {one_line(trouble)}")
