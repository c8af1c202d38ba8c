"""Pictures of verdicts as Vega-Lite, and as files."""

from tapecheck.charts.files import ChartError, draw, targets
from tapecheck.charts.spec import Chart, chart, why_none

__all__ = ["Chart", "ChartError", "chart", "draw", "targets", "why_none"]
