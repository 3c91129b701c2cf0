"""What two windows of twelve months tell of the quarters they do not share.

A service is published for twelve months only, but a window less an earlier one is what the new quarters have
beyond the dropped ones: new − dropped = difference. The dropped are anywhere between 0 and what the earlier
window holds, less where the tables of all services, or a known absence of errands, say so. Where that leaves
fewer than `smallest` + 1 possible values, and the new, the dropped or the shared quarters are too few to be told,
the later window's figure is not shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analysis.publication.closing import Closing, grid_of
from analysis.publication.grid import margins
from analysis.publication.history import QUARTER, History, Tally


def told_by_succession(history: History, closings: Sequence[Closing], smallest: int) -> np.ndarray:
    """Places × services of the last window: True where it would tell too much beside an earlier one.

    `closings` are those of all quarters; of the last one only the table of all services is looked at.
    """
    assert history.services is not None
    last = len(history.quarters) - 1
    _, rows, columns, services = history.services.answers.shape
    found = np.zeros(((rows + 1) * (columns + 1), services), dtype=bool)
    for back in range(1, min(3, last - 3) + 1):
        found |= _told_by(history, closings, back, smallest)
    return found


@dataclass(frozen=True)
class _Sums:
    """Places × services: counts of one measure over some quarters, and the most there can be."""

    value: np.ndarray
    most: np.ndarray


def _told_by(history: History, closings: Sequence[Closing], back: int, smallest: int) -> np.ndarray:
    last = len(history.quarters) - 1
    dropped = tuple(range(last - back - 3, last - 3))
    shared = tuple(range(last - 3, last - back + 1))
    new = tuple(range(last - back + 1, last + 1))
    before = closings[last - back].services
    was_shown = ~np.stack([grid_of(table).ravel() for table in before], axis=1)
    found = np.zeros_like(was_shown)
    for measure in (0, 1):
        first, middle, latest = (_sums(history, closings, each, measure) for each in (dropped, shared, new))
        found |= was_shown & _is_narrow(first, middle, latest, measure, smallest)
    return found


def _is_narrow(dropped: _Sums, shared: _Sums, new: _Sums, measure: int, smallest: int) -> np.ndarray:
    beyond = new.value - dropped.value
    least = np.maximum.reduce([np.zeros_like(beyond), -beyond, dropped.value + shared.value - shared.most])
    most = np.minimum.reduce([dropped.value + shared.value, dropped.most, new.most - beyond])
    few = np.zeros(beyond.shape, dtype=bool)
    for sums in (dropped, shared, new):
        few |= (sums.value < smallest) & (sums.most > 0) & ((measure == 0) | (sums.value > 0))
    narrow: np.ndarray = few & (most - least < smallest + 1)
    return narrow


def _sums(history: History, closings: Sequence[Closing], quarters: tuple[int, ...], measure: int) -> _Sums:
    """The most is what all services have together, where every quarter of it is shown; nothing, where it is
    known that there was no errand."""
    assert history.services is not None
    services = history.services.over(quarters)
    shape = services.answers.shape
    to_places = margins(shape[0], shape[1])
    value = to_places @ services.measures()[measure].reshape(-1, shape[2])
    exists = to_places @ (~services.empty).reshape(-1, shape[2]).astype(float) > 0
    every = to_places @ _measure(history.channels.over(quarters), measure)
    shown = ~np.any([grid_of(closings[n].tables[QUARTER]).ravel() for n in quarters], axis=0)
    together = np.where(shown, every, np.inf)[:, None]
    return _Sums(value, np.where(exists, together, 0.0))


def _measure(tally: Tally, measure: int) -> np.ndarray:
    chosen: np.ndarray = tally.measures()[measure]
    return chosen
