"""Asking for a draft of a closed quarter."""

from __future__ import annotations

from feedback.closing import closes_on
from feedback.database.statements import Procedure, Rows
from feedback.database.writer import run_procedure
from feedback.errors import Conflict, NotFound
from feedback.insight.closed import closed_quarters
from feedback.quarterly.hand import Hand, hand_of, my_turn
from feedback.quarterly.runs import DRAFT, asking
from feedback.quarters import Quarter
from feedback.service import Service
from feedback.staff.audit import Action, noting
from feedback.staff.roles import Viewer

_LIVE = "SELECT id FROM summary WHERE quarter = ? AND state IN ('drafted', 'reviewed')"


async def ask_for_draft(service: Service, viewer: Viewer, quarter: Quarter) -> int:
    """The work that will be done: new, or what is under way already. Raises NotFound for a quarter that is not
    closed, Conflict where there is a draft."""
    hand = hand_of(service, viewer)
    if quarter not in [each.quarter for each in await closed_quarters()]:
        day = closes_on(quarter, service.municipality.invitations)
        raise NotFound(
            f"Kvartalet {quarter.code} är inte stängt. Det kan stängas tidigast {day.isoformat()}."
        )
    return await run_procedure(service.engine, _asking(hand, quarter.code))


def _asking(hand: Hand, quarter: str) -> Procedure[int]:
    yield from my_turn()
    if (yield Rows(_LIVE, [quarter])):
        raise Conflict(
            "Det finns redan ett utkast för kvartalet. Arbeta vidare med det, eller kassera det först."
        )
    run = yield from asking(DRAFT, quarter, None, hand.viewer.id, hand.now)
    yield from noting(Action.SUMMARY_ASKED, hand.viewer.id, quarter, hand.now)
    return run
