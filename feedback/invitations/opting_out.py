"""A contact asks to be left in peace: from then on no survey, and what was under way is withdrawn."""

from __future__ import annotations

from datetime import date

from feedback.cells import Dimensions, counted
from feedback.database.statements import Many, Procedure, Rows
from feedback.database.writer import run_procedure
from feedback.funnel import UPSERT_FUNNEL, Stage, funnel_key
from feedback.invitations import states
from feedback.invitations.forgetting import ending
from feedback.invitations.links import Invitation
from feedback.service import Service
from feedback.vocabulary import Vocabulary

_OPT_OUT = "INSERT INTO opt_out (contact_hash, since) VALUES (?, ?) ON CONFLICT (contact_hash) DO NOTHING"
_CONTACT = "SELECT contact_hash FROM errand WHERE id = ?"
_OPEN = (
    "SELECT i.id, e.id, e.closed_on, e.channel, e.district, e.office, e.service, e.language "
    "FROM invitation i JOIN errand e ON e.id = i.errand WHERE e.contact_hash = ? OR e.id = ? ORDER BY i.id"
)


async def opt_out_by_link(service: Service, invitation: Invitation) -> bool:
    """Leave the invitation's contact in peace for good; True when that is (now, or already) so.

    False: the invitation ended some other way, and nothing is left that says whose it was.
    """
    if invitation.state in states.ENDED or invitation.errand is None:
        return invitation.state == states.WITHDRAWN
    await run_procedure(service.engine, opting_out(service.vocabulary, invitation.errand, service.today()))
    return True


def opting_out(vocabulary: Vocabulary, errand: int, today: date) -> Procedure[None]:
    """Note the refusal, and withdraw every open invitation of the same contact."""
    rows = yield Rows(_CONTACT, [errand])
    contact = rows[0][0] if rows else None
    if contact:
        yield Rows(_OPT_OUT, [contact, today])
    found = yield Rows(_OPEN, [contact, errand])
    ended = yield from ending([row[0] for row in found], [row[1] for row in found], states.WITHDRAWN)
    keys = [funnel_key(vocabulary, Dimensions(*row[2:]), Stage.WITHDRAWN) for row in found if row[0] in ended]
    yield Many(UPSERT_FUNNEL, counted(keys))
