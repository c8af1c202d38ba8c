"""Charts as bytes, drawn on this machine: nothing that a chart names is fetched."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tapecheck.charts.theme import PAPER_INK, config

# Pixels a point: twice a screen's, so that a slide stays sharp.
_SCALE = 2.0


def page_svg(chart: Mapping[str, Any], *, ink: str) -> bytes:
    """On no background, in an ink that reads on the page's."""
    return _svg({**chart, "background": None, "config": config(ink)})


def paper_svg(chart: Mapping[str, Any]) -> bytes:
    """On white."""
    return _svg(_on_paper(chart))


def paper_png(chart: Mapping[str, Any]) -> bytes:
    """On white, twice a screen's resolution."""
    import vl_convert

    return vl_convert.vegalite_to_png(_on_paper(chart), scale=_SCALE, allowed_base_urls=[])


def _on_paper(chart: Mapping[str, Any]) -> dict[str, Any]:
    return {**chart, "background": "white", "config": config(PAPER_INK)}


def _svg(chart: dict[str, Any]) -> bytes:
    import vl_convert

    return vl_convert.vegalite_to_svg(chart, allowed_base_urls=[]).encode()
