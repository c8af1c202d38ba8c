"""Whether a file's last row was taken before that session's close.

Two signs: the file was written while the session ran, or the row's volume is a fraction of a
day's. Of the reference files with volumes the last rows, taken 70 minutes after the opening, have
6 to 10 % of the usual volume and the least of a year; of whole sessions at most 0.4 % do.
"""

from __future__ import annotations

from datetime import datetime

import numpy as np
import pandas as pd

from analytics.prices.defects import Defect, found
from analytics.prices.sessions import Days, last_completed

_USUAL_SESSIONS, _YEAR = 20, 250
_THIN_SHARE = 0.2
_KEPT = "kept where it is; `tapecheck prices import` leaves it out"


def doubtful_last(days: Days, volumes: pd.Series | None, *, written: datetime) -> Defect | None:
    """The defect of the last row, or None; `written` is when the file was, `days` ascend."""
    if why := _written_early(days, written) or _traded_little(volumes):
        return found("intraday_last", days[-1], why, done=_KEPT)
    return None


def _written_early(days: Days, written: datetime) -> str:
    """Said only when the row before was complete: an unpacked archive's times mean nothing."""
    over = np.datetime64(last_completed(written), "D")
    if len(days) < 2 or not days[-2] <= over < days[-1]:
        return ""
    return f"the file was written at {written:%Y-%m-%d %H:%M} UTC, before that session was over"


def _traded_little(volumes: pd.Series | None) -> str:
    if volumes is None or len(volumes) <= _USUAL_SESSIONS:
        return ""
    usual = volumes.rolling(_USUAL_SESSIONS).median().shift()
    shares = (volumes / usual.where(usual > 0)).iloc[-_YEAR:]
    last = float(shares.iloc[-1])
    if not last < _THIN_SHARE or last > float(shares.min()):
        return ""
    return f"its volume is {last:.0%} of the usual, the least of {len(shares)} sessions"
