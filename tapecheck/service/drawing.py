"""Charts as bytes for a page or a slide, drawn on this machine."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import vl_convert

from tapecheck.charts.theme import PAPER_INK, config
from tapecheck.service.types import Theme

# The second is of the same contrast on near-black as the first on white, 11 to 1.
_INK: Mapping[Theme, str] = {"light": PAPER_INK, "dark": "#c8c8c8"}
# Pixels a point: twice a screen's, so that a slide stays sharp.
_SCALE = 2.0


def svg(chart: Mapping[str, Any], *, theme: Theme) -> bytes:
    """On no background, in an ink that reads on the theme's."""
    drawn = {**chart, "background": None, "config": config(_INK[theme])}
    return vl_convert.vegalite_to_svg(drawn, allowed_base_urls=[]).encode()


def png(chart: Mapping[str, Any]) -> bytes:
    """On white."""
    drawn = {**chart, "background": "white", "config": config(PAPER_INK)}
    return vl_convert.vegalite_to_png(drawn, scale=_SCALE, allowed_base_urls=[])
