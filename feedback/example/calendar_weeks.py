"""The weeks of the example data: two years back through the last whole week, and how busy each is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from feedback.example.plan import Plan
from feedback.packing import monday_of
from feedback.quarters import quarter_of

WEEKS = 104
NORMAL_WEEKS_A_YEAR = 52
QUARTERS_OF_A_YEAR = 4
CLOSED_AFTER = timedelta(days=21)  # with links valid for 14 days


@dataclass(frozen=True)
class Weeks:
    """Mondays in order. `errands` and `services` are relative to a normal week; `in_dip` marks the last whole quarter."""

    mondays: tuple[date, ...]
    errands: NDArray[np.float64]  # weeks
    services: NDArray[np.float64]  # weeks × services
    in_dip: NDArray[np.bool_]
    is_recent: NDArray[np.bool_]  # of the last twelve months
    in_closed_year: NDArray[
        np.bool_
    ]  # of the four newest quarters that are closed, which the pages begin with


def weeks_until(today: date, plan: Plan, services: tuple[str, ...]) -> Weeks:
    """The weeks that end before the week of `today`."""
    newest = monday_of(today) - timedelta(weeks=1)
    mondays = tuple(newest - timedelta(weeks=back) for back in range(WEEKS - 1, -1, -1))
    first, last = last_whole_quarter(newest + timedelta(days=6))
    return Weeks(
        mondays,
        np.array([_busyness(plan, monday) for monday in mondays]),
        np.array([[_demand(plan, word, monday) for word in services] for monday in mondays]),
        np.array([first <= monday <= last for monday in mondays]),
        np.array([place >= WEEKS - NORMAL_WEEKS_A_YEAR for place in range(WEEKS)]),
        _closed_year(mondays, today),
    )


def _closed_year(mondays: tuple[date, ...], today: date) -> NDArray[np.bool_]:
    quarters = [quarter_of(monday) for monday in mondays]
    closed = sorted({each for each in quarters if each.is_over(today - CLOSED_AFTER)})[-QUARTERS_OF_A_YEAR:]
    return np.array([each in closed for each in quarters])


def last_whole_quarter(day: date) -> tuple[date, date]:
    """First and last day of the newest calendar quarter that is over by the end of `day`."""
    following = _quarter_start(day + timedelta(days=1))
    last = following - timedelta(days=1)
    return _quarter_start(last), last


def _quarter_start(day: date) -> date:
    return date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)


def _busyness(plan: Plan, monday: date) -> float:
    thursday = monday + timedelta(days=3)  # the day that says which year and month a week belongs to
    quiet = plan.quiet_weeks.get(monday.isocalendar().week, 1.0)
    return plan.season[thursday.month - 1] * quiet


def _demand(plan: Plan, service: str, monday: date) -> float:
    months = plan.service[service].months
    return months[(monday + timedelta(days=3)).month - 1] if months else 1.0
