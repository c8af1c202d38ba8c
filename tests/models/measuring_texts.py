"""Every text of the sets that only measure, read from their files in `labels/evaluate`."""

from __future__ import annotations

import csv
import json
import re
import zipfile
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any
from xml.etree import ElementTree


def letters(text: str) -> str:
    """A text's letters and digits, so that spaces about punctuation and case tell none apart."""
    return re.sub(r"[\W_]", "", text.lower())


def measuring_texts(evaluate: Path) -> set[str]:
    """The `letters` of every string in every data file under the folder."""
    readers = {
        ".csv": _cells,
        ".json": _json_strings,
        ".jsonl": _json_lines,
        ".txt": _labelled_lines,
        ".xlsx": _sheet_strings,
    }
    files = [path for path in evaluate.rglob("*") if path.suffix in readers]
    return {letters(text) for path in files for text in readers[path.suffix](path)}


def _cells(path: Path) -> Iterator[str]:
    with path.open(newline="", encoding="utf-8") as stream:
        delimiter = "\t" if "\t" in stream.readline() else ","
        stream.seek(0)
        rows = csv.DictReader(stream, delimiter=delimiter)
        if "gold_token" in (rows.fieldnames or ()):
            # One token a row; its sentence is what shares the two indices.
            for _, tokens in groupby(rows, key=lambda row: (row["doc_idx"], row["sent_idx"])):
                yield " ".join(row["gold_token"] for row in tokens)
        else:
            yield from (cell for row in rows for cell in row.values() if isinstance(cell, str))


def _json_strings(path: Path) -> Iterator[str]:
    yield from _strings(json.loads(path.read_text(encoding="utf-8")))


def _json_lines(path: Path) -> Iterator[str]:
    for line in path.read_text(encoding="utf-8").splitlines():
        yield from _strings(json.loads(line))


def _labelled_lines(path: Path) -> Iterator[str]:
    for line in path.read_text(encoding="iso-8859-1").splitlines():
        yield line.rpartition("@")[0]


def _sheet_strings(path: Path) -> Iterator[str]:
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.endswith(("sheet1.xml", "sharedStrings.xml")):
                for element in ElementTree.fromstring(archive.read(name)).iter():
                    if element.tag.endswith("}t"):
                        yield element.text or ""


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _strings(one)
