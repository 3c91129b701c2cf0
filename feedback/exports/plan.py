"""What the dashboards show of a quarter by district and channel: the only places that may stand in a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from feedback.errors import Fault, InputError
from feedback.exports.variables import UNKNOWN
from feedback.insight.closed import Listed
from feedback.insight.desk import Desk
from feedback.insight.figures import QUARTER, SHOWN, OverviewFigures, OverviewRequest
from feedback.insight.period import Period
from feedback.insight.selection import over
from feedback.quarters import Quarter
from feedback.service import Service

Place = tuple[str, str]  # district, channel


@dataclass(frozen=True, slots=True)
class QuarterPlan:
    """`shown` are the places whose figure is shown; `has_rest` says that the quarter's total is, so that all other
    answers together may be told without their place."""

    code: str
    content_hash: str
    shown: frozenset[Place]
    has_rest: bool


@dataclass(frozen=True, slots=True)
class Order:
    """A file that is asked for. `districts` are the only ones of a manager; None: everything."""

    plans: tuple[QuarterPlan, ...]
    format: str
    districts: frozenset[str] | None = None

    @property
    def quarters(self) -> tuple[str, ...]:
        return tuple(plan.code for plan in self.plans)


def chosen(listed: Sequence[Listed], codes: Sequence[str]) -> tuple[Listed, ...]:
    """The closed quarters asked for, the oldest first. Raises InputError with every fault."""
    known = {each.code: each for each in listed}
    faults = [
        Fault(code, f"är inte ett stängt kvartal; de som är stängda är {', '.join(known) or 'inga ännu'}")
        for code in dict.fromkeys(codes)
        if code not in known
    ]
    if faults:
        raise InputError("Uttaget kan inte göras:", faults)
    if not codes:
        raise InputError("Välj minst ett kvartal.")
    return tuple(known[code] for code in sorted(set(codes)))


async def plans(service: Service, desk: Desk, quarters: Sequence[Listed]) -> tuple[QuarterPlan, ...]:
    """As decided when each quarter was closed. Raises Busy while that is still being worked out."""
    closed = tuple(each.quarter for each in await desk.closed(service))
    return tuple([await _plan(service, desk, each, closed) for each in quarters])


async def _plan(service: Service, desk: Desk, listed: Listed, closed: Sequence[Quarter]) -> QuarterPlan:
    scope = over(Period(QUARTER, listed.quarter), closed).scope
    figures = await desk.figures(service, OverviewRequest(scope))
    assert isinstance(figures, OverviewFigures)
    matrix = figures.matrix
    shown = frozenset(
        (district or UNKNOWN, channel)
        for district in matrix.rows
        for channel in matrix.columns
        if matrix.slot(district, channel).state == SHOWN
    )
    return QuarterPlan(listed.code, listed.content_hash, shown, matrix.total.state == SHOWN)
