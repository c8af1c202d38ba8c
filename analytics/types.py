"""What checking a claim takes and gives: price series in, verdicts out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    import pandas as pd

VerdictLabel = Literal["supported", "refuted", "mixed", "pending", "unverifiable"]
Unverifiable = Literal[
    "causal",
    "opinion",
    "trade",
    "vague_metric",
    "unknown_subject",
    "unknown_comparator",
    "no_price_data",
    "out_of_coverage",
    "too_few_observations",
]
Flag = Literal[
    "mandate_change",
    "proxy_used",
    "window_shortened",
    "ticker_reused",
    "survivorship",
    "thin_history",
    "bad_tick_suspected",
    "inferred_comparators",
    "contradicts",
    "decision_error",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceSeries:
    """Daily closes of one ticker, ascending sessions, no gaps filled, no duplicates.

    `adjusted` is split- and dividend-adjusted (total return); `close` is the price as quoted,
    adjusted for splits only. One of them may be None. Both are float64 `pd.Series` on a
    `DatetimeIndex` without time zone, in US dollars. `fingerprint` is "sha256:…" over the data.
    """

    ticker: str
    adjusted: pd.Series | None
    close: pd.Series | None
    source: str
    fingerprint: str


class PriceSource(Protocol):
    """Where closes come from; the seam that other vendors plug into."""

    @property
    def name(self) -> str:
        """A short description for the report, such as "sample (skfolio 1.12.2)"."""
        ...

    def tickers(self) -> frozenset[str]:
        """Every ticker known to be at hand without a network call."""
        ...

    def load(self, ticker: str) -> PriceSeries | None:
        """The series of one ticker, or None where this source has none."""
        ...

    def first_close(self) -> date | None:
        """The earliest day over all series at hand; None for an empty or live source."""
        ...

    def last_close(self) -> date | None:
        """The latest session over all series at hand; None for an empty or live source."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Direction:
    """Subject against one comparator on the window; `gap` = subject - comparator, in `unit`.

    `proxy` is the fund whose prices stood in for an index. For a level or risk claim
    `comparator` is None and `gap` is None.
    """

    comparator: str | None
    subject_value: float | None
    comparator_value: float | None
    gap: float | None
    unit: str
    holds: bool | None
    proxy: str | None = None
    first_session: date | None = None
    last_session: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MagnitudeCheck:
    """A stated number against the computed one, in the claim's own unit."""

    claimed: float
    computed: float
    unit: str
    tolerance: float
    within: bool
    exact: bool
    right_for: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Significance:
    """Is the gap more than luck: `t` by Newey-West, `interval` 95 % in points a year.

    `p_holm` is adjusted over the note, `p_bh` over an archive of notes. Of a rank:
    `rank_interval` is the first and last place that the data allow the subject, 95 %, and
    `in_confidence_set` whether it may be first.
    """

    comparator: str | None
    t: float
    interval: tuple[float, float]
    p: float
    p_holm: float
    detectable_gap: float
    observations: int
    method: str
    tost_p: float | None = None
    sharpe_difference: float | None = None
    sharpe_p: float | None = None
    p_bh: float | None = None
    rank_interval: tuple[int, int] | None = None
    in_confidence_set: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterWindow:
    """The window on which the claim fails most; `gap` in points a year."""

    start: date
    end: date
    gap: float


@dataclass(frozen=True, slots=True, kw_only=True)
class MandateSplit:
    """The same comparison on one side of a change of mandate; `gap` in points a year."""

    label: str
    start: date
    end: date
    comparator: str
    gap: float
    holds: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Robustness:
    """Does it hold on other windows; shares in [0, 1], None where the history is too short."""

    share_of_starts: float | None
    share_of_rolling: float | None
    counter_window: CounterWindow | None
    price_return_gap: float | None
    mandate_split: tuple[MandateSplit, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowResult:
    """One of the windows tried for a claim that names none."""

    name: str
    start: date
    end: date
    label: VerdictLabel


@dataclass(frozen=True, slots=True, kw_only=True)
class Episodes:
    """How often a condition's consequence followed its trigger, against any window as long.

    `trigger` is the ticker whose closes show it and `rule` what counts as an episode; `on` are
    the sessions at whose close the outcome begins to count, for `lag` sessions. `held` of the
    `judged` episodes, whose lag is over, bore the consequence out; `base_share` of all windows
    did, of which `independent` don't overlap. `p` is of the mean return by circular shifts.
    `assumed` lists what the note leaves open.
    """

    trigger: str
    rule: str
    on: tuple[date, ...]
    lag: int
    held: int
    judged: int
    base_share: float
    independent: int
    p: float | None = None
    assumed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PricesUsed:
    """Which prices a verdict stands on."""

    source: str
    fingerprint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the tape says of one claim, as of one date.

    `reason` is a sentence, or for `unverifiable` one word of `Unverifiable`; `detail` says what
    to do next, or which figures decided.
    """

    label: VerdictLabel
    reason: str
    detail: str
    as_of: date
    first_session: date | None = None
    last_session: date | None = None
    direction: tuple[Direction, ...] = ()
    magnitude: MagnitudeCheck | None = None
    significance: Significance | None = None
    robustness: Robustness | None = None
    windows_tried: tuple[WindowResult, ...] = ()
    episodes: Episodes | None = None
    flags: tuple[Flag, ...] = ()
    conventions: tuple[str, ...] = ()
    prices: PricesUsed | None = None
    reproduce: str = ""
