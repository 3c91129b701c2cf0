"""Intervals of what is counted here from published counts, so that a reader can count them again.

Wilson's interval of a share, and Newcombe's of the difference between two, as in `analysis` (which this process does
not load). Both at 95 %, or at a level given by its normal quantile.
"""

from __future__ import annotations

from math import sqrt

from feedback.insight.figures import Measure

Z95 = 1.959963984540054
Z998 = 3.090232306167813  # 99.8 %: what leaves normal variation, here as in the charts over time


def wilson(successes: int, n: int, z: float = Z95) -> Measure:
    """E. B. Wilson, JASA 22 (1927) 209–212. Raises ValueError for what is no share."""
    if n < 1 or not 0 <= successes <= n:
        raise ValueError(f"{successes} of {n} is not a share")
    p = successes / n
    reach = z * sqrt(z * z + 4 * n * p * (1 - p))
    centre, below = 2 * n * p + z * z, 2 * (n + z * z)
    low = 0.0 if successes == 0 else (centre - reach) / below
    return Measure(p, low, 1.0 if successes == n else (centre + reach) / below)


def difference(first: tuple[int, int], second: tuple[int, int], z: float = Z95) -> Measure:
    """The first share minus the second, each as (satisfied, answers). R. G. Newcombe, Statistics in Medicine 17
    (1998) 873–890, method 10."""
    one, other = wilson(*first, z), wilson(*second, z)
    gap = one.value - other.value
    below = sqrt((one.value - one.low) ** 2 + (other.high - other.value) ** 2)
    above = sqrt((one.high - one.value) ** 2 + (other.value - other.low) ** 2)
    return Measure(gap, gap - below, gap + above)
