"""Drawing errands from the grid and following each to its fate: the same random numbers for the same seed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from feedback.example.calendar_weeks import NORMAL_WEEKS_A_YEAR, Weeks
from feedback.example.grid import Grid, offices_in
from feedback.example.plan import Plan
from survey_defs.municipality import Municipality

Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]
Random = np.random.Generator
T = TypeVar("T")
REMINDED_ANSWERS = 0.30  # of the answers come after the reminder
OPEN_WEEKS = 3  # errands of the last weeks may still be answered; their links have not expired
NOWHERE = -1


@dataclass(frozen=True)
class Errands:
    """Closed errands, one per place in every array. Positions on the axes; NOWHERE where there is none."""

    week: Integers
    district: Integers  # where the resident lives
    channel: Integers
    service: Integers
    language: Integers
    office: Integers
    says_district: Flags  # whether the errand carries the district

    def __len__(self) -> int:
        return len(self.week)

    def chosen(self, where: NDArray[np.int64] | Flags) -> Errands:
        return Errands(*(getattr(self, each.name)[where] for each in fields(self)))


@dataclass(frozen=True)
class Fates:
    """What became of each errand; exactly one of the reasons, or invited and what followed."""

    no_contact: Flags
    opted_out: Flags
    sampled_out: Flags
    quarantined: Flags
    invited: Flags
    delivered: Flags
    failed: Flags
    reminded: Flags
    started: Flags
    answered: Flags
    expired: Flags


def draw_errands(grid: Grid, weeks: Weeks, plan: Plan, municipality: Municipality, random: Random) -> Errands:
    """Poisson numbers of errands per week and combination, spread out to one entry each."""
    parts = [_week_of_errands(grid, weeks, week, random) for week in range(len(weeks.mondays))]
    week, district, channel, service, language = (
        np.concatenate([part[axis] for part in parts]) for axis in range(5)
    )
    missing = np.array([plan.channel[word].without_district for word in grid.axes.channels])
    says = random.random(len(week)) >= missing[channel]
    office = _offices(grid, plan, municipality, district, channel, random)
    return Errands(week, district, channel, service, language, office, says)


def _week_of_errands(grid: Grid, weeks: Weeks, week: int, random: Random) -> tuple[Integers, ...]:
    rate = grid.errands * (weeks.errands[week] / NORMAL_WEEKS_A_YEAR)
    counts = random.poisson(rate * weeks.services[week][None, None, :, None])
    where = np.nonzero(counts)
    times = counts[where]
    return (np.full(times.sum(), week), *(np.repeat(axis, times) for axis in where))


def _offices(
    grid: Grid, plan: Plan, municipality: Municipality, district: Integers, channel: Integers, random: Random
) -> Integers:
    """Which office a visit was paid to: the local one mostly, where there is one, else the central one."""
    names = [office.id for office in municipality.offices]
    if not names:
        return np.full(len(district), NOWHERE)
    central = next((place for place, office in enumerate(municipality.offices) if office.central), 0)
    near = [offices_in(municipality, word) for word in grid.axes.districts]
    local = np.array([names.index(offices[0].id) if offices else central for offices in near])
    goes_near = random.random(len(district)) < plan.office_effect.local_share
    physical = np.array([municipality.channel(word).physical for word in grid.axes.channels])
    chosen = np.where(goes_near, local[district], central)
    return np.where(physical[channel], chosen, NOWHERE)


def draw_fates(errands: Errands, grid: Grid, weeks: Weeks, plan: Plan, random: Random) -> Fates:
    """Each errand through the funnel, step by step."""
    channels = [plan.channel[word] for word in grid.axes.channels]

    def happens(share: NDArray[np.float64]) -> Flags:
        return random.random(len(errands)) < share[errands.channel]

    has_contact = happens(np.array([each.contact for each in channels]))
    opted_out = has_contact & happens(np.full(len(channels), plan.opted_out))
    asked = has_contact & ~opted_out
    sampled_out = asked & ~happens(np.array([each.sampling for each in channels]))
    left = asked & ~sampled_out
    quarantined = left & happens(np.array([each.quarantine for each in channels]))
    invited = left & ~quarantined
    delivered = invited & happens(grid.reached)
    answers = delivered & (random.random(len(errands)) < grid.answers[errands.channel, errands.language])
    late = random.random(len(errands)) < REMINDED_ANSWERS
    half = random.random(len(errands)) < plan.started_only
    is_over = errands.week < len(weeks.mondays) - OPEN_WEEKS
    return Fates(
        no_contact=~has_contact,
        opted_out=opted_out,
        sampled_out=sampled_out,
        quarantined=quarantined,
        invited=invited,
        delivered=delivered,
        failed=invited & ~delivered,
        reminded=delivered & (~answers | late),
        started=answers | (delivered & half),
        answered=answers,
        expired=delivered & ~answers & is_over,
    )


def drawn_by(shares: NDArray[np.float64], random: Random) -> Integers:
    """One position per row of `shares`, each with the chance the row gives it."""
    limits = np.cumsum(shares, axis=1)
    limits[:, -1] = 1.0  # rounding must not leave a gap at the end
    return np.asarray((random.random(len(shares))[:, None] > limits).sum(axis=1))


@dataclass(frozen=True)
class Yardstick:
    """Measures how far a draw lies from its truth, group by group."""

    where: Integers  # the entries that are measured
    group: Integers  # the group of each of them
    expected: NDArray[np.float64]  # per group: how many ones
    allowed: NDArray[np.float64]  # per group: how far from it a draw may lie

    @classmethod
    def of(
        cls,
        chances: NDArray[np.float64],
        group: Integers,
        where: Flags,
        limits: float | NDArray[np.float64],
        least: int = 10,
    ) -> Yardstick:
        """For entries that are 1 with these chances; `limits` in standard errors. Groups under `least` are left out."""
        entries = np.flatnonzero(where)
        groups = int(group.max(initial=0)) + 1
        chance, group = chances[entries], group[entries]
        error = limits * np.sqrt(np.bincount(group, chance * (1 - chance), minlength=groups))
        count = np.bincount(group, minlength=groups)
        allowed = np.where((count >= least) & (error > 0), error, np.inf)
        expected = np.bincount(group, chance, minlength=groups).astype(np.float64)
        return cls(entries, group, expected, allowed)

    def deviation(self, observed: NDArray[np.bool_]) -> NDArray[np.float64]:
        """Per group, how far the draw lies from its truth as a part of what is allowed: up to 1 is no surprise."""
        found = np.bincount(self.group, observed[self.where], minlength=len(self.allowed))
        return np.asarray(np.abs(found - self.expected) / self.allowed)


def typical(
    draw: Callable[[Integers], T],
    deviations: Callable[[T], NDArray[np.float64]],
    replace: Callable[[T, Integers, T], T],
    group: Integers,
    tries: int,
) -> T:
    """A draw for every entry of `group`, drawn again group by group where it lies too far from its truth.

    An example shall show what was planted. Among a hundred places chance alone makes one look unequal now and
    then; such a draw is honest, but teaches the wrong lesson, so the answers of that place are drawn again.
    `draw` gives new values for the entries named, `replace` puts them in, `deviations` has one number per group,
    up to 1 where all is well. After `tries` rounds the draw is taken as it is.
    """
    drawn = draw(np.arange(len(group)))
    for _ in range(tries):
        again = np.flatnonzero(deviations(drawn)[group] > 1)
        if not len(again):
            break
        drawn = replace(drawn, again, draw(again))
    return drawn
