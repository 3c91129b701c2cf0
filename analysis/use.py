"""Whether the service is used equally: events per 1,000 residents, and each district beside the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import special, stats

from analysis.exact_limits import clopper_pearson, poisson_limits
from analysis.multiplicity import benjamini_hochberg
from analysis.uncertainty import LEVEL, Estimate

PER = 1000


@dataclass(frozen=True, slots=True)
class Use:
    """A district's use. The ratio is None where nobody lives in the other districts; infinite above, or as a
    whole, where nothing happened there."""

    events: int
    residents: int
    rate: Estimate  # events per 1,000 residents
    ratio: Estimate | None  # to the rate of all other districts together
    p_value: float | None
    p_adjusted: float | None  # Benjamini-Hochberg over the districts


def rate_per_thousand(events: int, residents: int, level: float = LEVEL) -> Estimate:
    """Events per 1,000 residents with exact Poisson limits.

    Raises ValueError when there are no residents or a negative number of events.
    Source: `poisson_limits`; residents are taken as known without error.
    """
    _check(events, residents)
    low, high = poisson_limits(events, level)
    scale = PER / residents
    return Estimate(events * scale, float(low) * scale, float(high) * scale)


def rate_ratio(
    events: int, residents: int, other_events: int, other_residents: int, level: float = LEVEL
) -> Estimate | None:
    """Rate of one group divided by that of another, with exact conditional limits.

    Given the events of both together, those of the first are binomial; its exact limits P turn into limits of
    the ratio as P/(1 − P) · other residents/residents. None where neither has an event. Infinite above, and
    as a value, where the other has none. Raises ValueError as `rate_per_thousand`.

    Source: J. Przyborowski and H. Wilenski, Biometrika 31 (1940) 313–323.
    """
    _check(events, residents)
    _check(other_events, other_residents)
    if events + other_events == 0:
        return None
    low, high = clopper_pearson(events, events + other_events, level)
    scale = other_residents / residents
    value = events / other_events * scale if other_events else np.inf
    return Estimate(value, _odds(float(low)) * scale, _odds(float(high)) * scale)


def rate_ratio_p_value(events: int, residents: int, other_events: int, other_residents: int) -> float:
    """Two-sided exact p value that two rates are equal: twice the smaller tail of the binomial number of
    events of the first, given those of both, at most 1. It agrees with `rate_ratio`: below 1 − level just
    where the limits leave 1 out. 1 where there is no event. Source: as `rate_ratio`.
    """
    _check(events, residents)
    _check(other_events, other_residents)
    total, part = events + other_events, residents / (residents + other_residents)
    at_most = float(special.bdtr(events, total, part)) if total else 1.0
    at_least = float(stats.binom.sf(events - 1, total, part)) if total else 1.0
    return min(1.0, 2 * min(at_most, at_least))


def use_of_districts(
    events: Sequence[int], residents: Sequence[int], level: float = LEVEL
) -> tuple[Use | None, ...]:
    """Each district's rate, and its ratio to the other districts together; None where nobody lives.

    p values are adjusted over the districts by Benjamini-Hochberg. Raises ValueError when the lists differ in
    length or hold negative numbers. An event whose district is not known is not in the lists.

    Source: `rate_per_thousand`, `rate_ratio`, `benjamini_hochberg`.
    """
    if len(events) != len(residents) or min([*events, *residents], default=0) < 0:
        raise ValueError("events and residents must be numbers per district, none negative")
    all_events, everybody = sum(events), sum(residents)
    compared = [d for d, people in enumerate(residents) if 0 < people < everybody]
    beside = {
        d: (events[d], residents[d], all_events - events[d], everybody - residents[d]) for d in compared
    }
    p = {d: rate_ratio_p_value(*beside[d]) for d in compared}
    adjusted = dict(zip(compared, benjamini_hochberg(list(p.values())).tolist(), strict=True))
    return tuple(
        Use(
            events=events[d],
            residents=residents[d],
            rate=rate_per_thousand(events[d], residents[d], level),
            ratio=rate_ratio(*beside[d], level) if d in beside else None,
            p_value=p.get(d),
            p_adjusted=adjusted.get(d),
        )
        if residents[d]
        else None
        for d in range(len(residents))
    )


def _check(events: int, residents: int) -> None:
    if residents < 1 or events < 0:
        raise ValueError(f"{events} events of {residents} residents are not a rate")


def _odds(share: float) -> float:
    return share / (1 - share) if share < 1 else float("inf")
