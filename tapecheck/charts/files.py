"""Charts as PNG, SVG or Vega-Lite files, drawn on this machine."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from tapecheck.charts.drawing import paper_png, paper_svg
from tapecheck.charts.theme import Spec

_SUFFIXES = (".png", ".svg", ".json")


class ChartError(ValueError):
    """A chart that can't be drawn where it was asked for; the message says what would do."""


def targets(output: Path, ids: Sequence[str], *, stem: str) -> list[Path]:
    """The file of each claim: `output` itself for one claim, or `stem-c2.png` in a folder.

    Raises `ChartError` for an unknown extension, and for one file where there are several claims.
    """
    if output.is_dir() or not output.suffix:
        return [output / f"{stem}-{claim_id}.png" for claim_id in ids]
    if output.suffix.lower() not in _SUFFIXES:
        known = ", ".join(_SUFFIXES)
        raise ChartError(f"{output}: unknown extension {output.suffix}; write {known} or a folder")
    if len(ids) > 1:
        raise ChartError(
            f"{output}: {len(ids)} claims have a picture ({', '.join(ids)}); choose one with"
            " --claim, or give a folder"
        )
    return [output]


def draw(chart: Spec, path: Path) -> None:
    """Write the chart to `path` in the form of its extension; raises `ChartError`."""
    data = _bytes(chart, path.suffix.lower())
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    except OSError as error:
        raise ChartError(f"{path} can't be written: {error.strerror}; name another file") from None


def _bytes(chart: Spec, suffix: str) -> bytes:
    if suffix == ".json":
        return json.dumps(chart, indent=1, ensure_ascii=False).encode()
    return paper_svg(chart) if suffix == ".svg" else paper_png(chart)
