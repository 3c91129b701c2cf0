"""What is erased of a person, and when. See docs/decisions/0010-what-an-invitation-keeps.md."""

from __future__ import annotations

from collections.abc import Sequence

from feedback.database.statements import Procedure, Rows, marks
from feedback.invitations import states
from feedback.invitations.queue import dropping

MESSAGE_KINDS = ("send", "remind")


def forgetting_address(invitation: int, errand: int) -> Procedure[None]:
    """After the last message: the address and the link are gone; the contact's hash stays, so that the
    unsubscribe link in that message works until the invitation ends."""
    yield Rows("UPDATE invitation SET token_sealed = NULL WHERE id = ?", [invitation])
    yield Rows("UPDATE errand SET contact_kind = NULL, contact_sealed = NULL WHERE id = ?", [errand])


def forgetting_contact(errands: Sequence[int]) -> Procedure[None]:
    """The errand no longer knows anybody."""
    if errands:
        yield Rows(
            "UPDATE errand SET contact_kind = NULL, contact_sealed = NULL, contact_hash = NULL "
            f"WHERE id IN ({marks(len(errands))})",
            list(errands),
        )


def ending(invitations: Sequence[int], errands: Sequence[int], state: str) -> Procedure[set[int]]:
    """End open invitations without an answer; gives those that really were open.

    The errand's fate becomes "closed", as an answered one's does: nothing tells which were answered.
    """
    if not invitations:
        return set()
    among, open_states = marks(len(invitations)), marks(len(states.ANSWERABLE))
    rows = yield Rows(
        "UPDATE invitation SET state = ?, errand = NULL, token_sealed = NULL, sent_on = NULL, reminded_on = NULL "
        f"WHERE id IN ({among}) AND state IN ({open_states}) RETURNING id",
        [state, *invitations, *states.ANSWERABLE],
    )
    ended = {row[0] for row in rows}
    gone = [errand for invitation, errand in zip(invitations, errands, strict=True) if invitation in ended]
    yield from forgetting_contact(gone)
    if gone:
        yield Rows(f"UPDATE errand SET fate = 'closed' WHERE id IN ({marks(len(gone))})", gone)
    yield from dropping(MESSAGE_KINDS, [str(invitation) for invitation in sorted(ended)])
    return ended
