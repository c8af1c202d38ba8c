"""Is it more than luck: tests on paired daily log returns of common sessions.

All gaps, intervals and margins are percentage points a year of continuously compounded return:
daily log differences times the window's own sessions a year. Against no comparator the other
side is cash at zero. How often each test errs is measured in `docs/simulation.md`.
"""

from analytics.significance.blocks import block_length
from analytics.significance.bootstrap import seed_of
from analytics.significance.episodes import EpisodeTest, episode_test
from analytics.significance.gap import gap_test, t_statistic
from analytics.significance.multiple_tests import benjamini_hochberg, holm, holm_adjusted
from analytics.significance.newey_west import DETECTABLE, NORMAL, two_sided
from analytics.significance.ranks import with_place

__all__ = [
    "DETECTABLE",
    "NORMAL",
    "EpisodeTest",
    "benjamini_hochberg",
    "block_length",
    "episode_test",
    "gap_test",
    "holm",
    "holm_adjusted",
    "seed_of",
    "t_statistic",
    "two_sided",
    "with_place",
]
