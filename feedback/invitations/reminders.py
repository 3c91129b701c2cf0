"""The one reminder. It is the last message: afterwards the address and the link are forgotten."""

from __future__ import annotations

from feedback.database.statements import Procedure, Rows
from feedback.funnel import Stage
from feedback.invitations import states
from feedback.invitations.forgetting import forgetting_address
from feedback.invitations.pending import Pending
from feedback.invitations.sending import Messenger, counting

_REMINDED = "UPDATE invitation SET reminded_on = ? WHERE id = ? AND reminded_on IS NULL AND state IN (?, ?) RETURNING id"


class Reminder(Messenger):
    """Goes to those who have not answered, whether or not they began to."""

    states = states.REMINDABLE
    is_reminder = True

    def taken(self, pending: Pending) -> Procedure[None]:
        rows = yield Rows(_REMINDED, [self.service.today(), pending.id, *states.REMINDABLE])
        if rows:
            yield from forgetting_address(pending.id, pending.errand)
            yield from counting(self.service, pending, Stage.REMINDED)

    def refused(self, pending: Pending) -> Procedure[None]:
        """The invitation itself arrived, so it stands; only the address has no more use."""
        return forgetting_address(pending.id, pending.errand)
