"""An invitation that is still open, with what its message needs to know."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from feedback.cells import Dimensions
from feedback.tables import Invitation

# The opt-out is looked up too: since the decision the contact may have refused by another way than the link.
_PENDING = (
    "SELECT i.id, i.state, i.token_sealed, i.survey, i.version, i.carrier, i.language, i.expires_on, "
    "i.reminded_on, e.id AS errand, e.contact_sealed, e.closed_on, e.channel, e.office, e.service, e.district, "
    "e.language AS errand_language, o.contact_hash AS refused FROM invitation i JOIN errand e ON e.id = i.errand "
    "LEFT JOIN opt_out o ON o.contact_hash = e.contact_hash WHERE i.id = {}"
)


@dataclass(frozen=True, slots=True)
class Pending:
    """Both sealed fields are None once the last message has been sent."""

    id: int
    state: str
    survey: str
    version: str
    carrier: str
    language: str
    expires_on: date
    reminded_on: date | None
    errand: int
    dimensions: Dimensions
    is_refused: bool
    token_sealed: str | None = field(repr=False)
    contact_sealed: str | None = field(repr=False)


async def pending_invitation(identity: int) -> Pending | None:
    """None when it is at its end: it no longer knows its errand."""
    rows = await Invitation.raw(_PENDING, identity)
    if not rows:
        return None
    row = rows[0]
    at = Dimensions(
        row["closed_on"],
        row["channel"],
        row["district"],
        row["office"],
        row["service"],
        row["errand_language"],
    )
    own = {
        name: row[name] for name in Pending.__dataclass_fields__ if name not in {"dimensions", "is_refused"}
    }
    return Pending(dimensions=at, is_refused=row["refused"] is not None, **own)
