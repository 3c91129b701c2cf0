"""How many further answers would settle a gap that is already large enough to be found, yet not settled."""

from __future__ import annotations

from math import ceil, inf

from scipy import special

from analysis.uncertainty import LEVEL, Estimate


def answers_to_settle(
    n: int, gap: Estimate, p_value: float, p_adjusted: float, margin: float, level: float = LEVEL
) -> int | None:
    """Further answers until a gap that stays as it is would get a verdict, whichever comes first.

    Two ways lead there, with an interval whose width falls as 1/√n. *Equal*: the interval's reach on the far
    side falls to margin − |gap|: n·(reach/(margin − |gap|))². *Lacking* or *better*: the p value falls to
    (1 − level)·p/p_adjusted, where it would survive among the others: n·(z_needed/z_now)². None where the gap
    is 0 and reaches past any margin there is, or no number would do. An estimate, since the gap will move.
    Raises ValueError when n < 1. Source: ours; the square-root law of standard errors.
    """
    if n < 1:
        raise ValueError("there must be answers to begin with")
    found = min(_until_equal(n, gap, margin), _until_apart(n, p_value, p_adjusted, level))
    return None if found == inf else max(1, ceil(found - n))


def _until_equal(n: int, gap: Estimate, margin: float) -> float:
    room = margin - abs(gap.value)
    reach = gap.high - gap.value if gap.value > 0 else gap.value - gap.low
    return n * (reach / room) ** 2 if room > 0 else inf


def _until_apart(n: int, p_value: float, p_adjusted: float, level: float) -> float:
    now = float(special.ndtri(1 - p_value / 2))
    if now <= 0 or p_adjusted <= 0:
        return inf
    needed = float(special.ndtri(1 - min((1 - level) * p_value / p_adjusted, 1 - level) / 2))
    return n * (needed / now) ** 2
