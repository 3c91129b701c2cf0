"""The closed quarters, as counts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.faults import InputError

Quarter = tuple[int, int]
"""(year, 1 to 4)"""

QUARTER, TWELVE_MONTHS, YEAR_TO_DATE = "quarter", "twelve_months", "year_to_date"


@dataclass(frozen=True)
class Tally:
    """Whole numbers of one form, the quarter first: how many answered, how many closed errands have no answer,
    and where it is known to all that there was no errand. Without `nonanswers` none are published."""

    answers: np.ndarray
    nonanswers: np.ndarray | None
    empty: np.ndarray

    def over(self, quarters: tuple[int, ...]) -> Tally:
        """Several quarters added up, without the quarter axis."""
        chosen = list(quarters)
        rest = None if self.nonanswers is None else self.nonanswers[chosen].sum(axis=0)
        return Tally(self.answers[chosen].sum(axis=0), rest, np.asarray(self.empty[chosen].all(axis=0)))

    def measures(self) -> np.ndarray:
        """2 × atoms: answers and non-answers, flattened."""
        rest = np.zeros_like(self.answers) if self.nonanswers is None else self.nonanswers
        return np.stack([self.answers.ravel(), rest.ravel()])


@dataclass(frozen=True)
class History:
    """All closed quarters in order, none left out.

    `channels`: quarter × district × channel. `services`: quarter × district × channel × service, adding up to
    `channels`. `offices`: quarter × office × service, adding up to the visits, which are channel number
    `visit`; visits at no known office are an office of their own. `languages`: quarter × district × language,
    adding up to the districts; not known is a language of its own. Raises InputError with every fault.
    """

    quarters: tuple[Quarter, ...]
    channels: Tally
    services: Tally | None = None
    offices: Tally | None = None
    visit: int | None = None
    languages: Tally | None = None

    def __post_init__(self) -> None:
        faults = [*_order_faults(self.quarters), *self._form_faults()]
        if not faults:
            faults = self._sum_faults()
        if faults:
            raise InputError(faults)

    def until(self, count: int) -> History:
        """As it was when only the first `count` quarters were closed."""
        parts = {name: _first(tally, count) for name, tally in self._tallies().items()}
        channels = parts.pop("channels")
        assert channels is not None
        return History(self.quarters[:count], channels, visit=self.visit, **parts)

    def _tallies(self) -> dict[str, Tally | None]:
        return {name: getattr(self, name) for name in ("channels", "services", "offices", "languages")}

    def _form_faults(self) -> list[str]:
        faults = []
        for name, axes in (("channels", 3), ("services", 4), ("offices", 3), ("languages", 3)):
            tally = self._tallies()[name]
            if tally is not None:
                faults += [f"{name}: {fault}" for fault in _faults(tally, axes, len(self.quarters))]
        if self.offices is not None and (self.services is None or self.visit is None):
            faults.append("offices need services, and the number of the visits' channel")
        return faults

    def _sum_faults(self) -> list[str]:
        faults = []
        if self.services is not None and not _agree(self.services, (3,), self.channels, ()):
            faults.append("services do not add up to channels")
        if self.languages is not None and not _agree(self.languages, (2,), self.channels, (2,)):
            faults.append("languages do not add up to the districts")
        if self.offices is not None and self.services is not None and self.visit is not None:
            visits = _channel(self.services, self.visit)
            if not _agree(self.offices, (1,), visits, (1,)):
                faults.append("offices do not add up to the visits")
        return faults


def periods(quarters: tuple[Quarter, ...], last: int) -> dict[str, tuple[int, ...]]:
    """The periods that end with quarter number `last`, as numbers of quarters: the quarter, the year so far
    (as much of it as there is), and the twelve months when four quarters are there."""
    year = quarters[last][0]
    found = {
        QUARTER: (last,),
        YEAR_TO_DATE: tuple(number for number in range(last + 1) if quarters[number][0] == year),
    }
    if last >= 3:
        found[TWELVE_MONTHS] = tuple(range(last - 3, last + 1))
    return found


def _order_faults(quarters: tuple[Quarter, ...]) -> list[str]:
    counted = [year * 4 + number - 1 for year, number in quarters if 1 <= number <= 4]
    if len(counted) == len(quarters) and counted == list(range(counted[0], counted[0] + len(counted))):
        return []
    return ["quarters must follow upon each other, none left out"]


def _faults(tally: Tally, axes: int, quarters: int) -> list[str]:
    counts = [tally.answers, *([] if tally.nonanswers is None else [tally.nonanswers])]
    if any(array.ndim != axes or array.shape != tally.empty.shape for array in counts):
        return [f"all arrays must have the same {axes} axes"]
    if tally.empty.shape[0] != quarters:
        return ["one entry per quarter"]
    faults = []
    if any((array < 0).any() for array in counts):
        faults.append("no count may be negative")
    if any((array[tally.empty] != 0).any() for array in counts):
        faults.append("what is said to be empty has errands")
    return faults


def _agree(fine: Tally, fine_axes: tuple[int, ...], coarse: Tally, coarse_axes: tuple[int, ...]) -> bool:
    """Whether two tallies have the same sums; non-answers only where both tell them."""
    pairs = [(fine.answers, coarse.answers)]
    if fine.nonanswers is not None and coarse.nonanswers is not None:
        pairs.append((fine.nonanswers, coarse.nonanswers))
    return all(np.array_equal(one.sum(axis=fine_axes), other.sum(axis=coarse_axes)) for one, other in pairs)


def _channel(services: Tally, visit: int) -> Tally:
    rest = None if services.nonanswers is None else services.nonanswers[:, :, visit]
    return Tally(services.answers[:, :, visit], rest, services.empty[:, :, visit])


def _first(tally: Tally | None, count: int) -> Tally | None:
    if tally is None:
        return None
    rest = None if tally.nonanswers is None else tally.nonanswers[:count]
    return Tally(tally.answers[:count], rest, tally.empty[:count])
