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


def typical(draw: Callable[[], T], surprise: Callable[[T], float], limit: float, tries: int) -> T:
    """Draw until nothing lies further than `limit` standard errors from its truth, or the least surprising of `tries`.

    An example shall show what was planted. Among a hundred places chance alone makes one look unequal now and
    then; such a draw is honest, but teaches the wrong lesson, so another one is drawn.
    """
    best, least = draw(), float("inf")
    for attempt in range(tries):
        drawn = best if attempt == 0 else draw()
        surprising = surprise(drawn)
        if surprising < least:
            best, least = drawn, surprising
        if least <= limit:
            break
    return best


def largest_deviation(
    observed: NDArray[np.float64], expected: NDArray[np.float64], groups: list[Integers], least: float = 10
) -> float:
    """The largest |observed − expected| of any group, in its own standard errors; groups under `least` are left out.

    `observed` is 0 or 1, `expected` the chance of 1; each of `groups` numbers the group every entry belongs to.
    """
    worst = 0.0
    for group in groups:
        count = np.bincount(group)
        error = np.sqrt(np.bincount(group, expected * (1 - expected)))
        seen = (count >= least) & (error > 0)
        difference = np.abs(np.bincount(group, observed) - np.bincount(group, expected))
        worst = max(worst, float(np.max(difference[seen] / error[seen], initial=0.0)))
    return worst
