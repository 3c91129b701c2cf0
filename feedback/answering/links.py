"""An invitation's link: what it leads to, and whether it may still be answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from feedback.cells import Dimensions
from feedback.packing import monday_of
from feedback.tables import Invitation, Response

_FIND = (
    "SELECT i.state, i.survey, i.version, i.carrier, i.language AS invited_in, i.expires_on, "
    "e.channel, e.office, e.service, e.district, e.language, e.closed_on "
    "FROM invitation i LEFT JOIN errand e ON e.id = i.errand WHERE i.token_hash = {}"
)
_ANSWERABLE = frozenset({"due", "sent", "failed", "started"})
_NOT_YET_STARTED = frozenset({"due", "sent"})
_MODES = {"e_mail": "e_mail_link", "sms": "sms_link", "letter": "letter_link"}


class Standing(Enum):
    """What a link is good for; `value` names the page that says so."""

    OPEN = "open"
    USED = "used"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Link:
    """One invitation with what its errand said. A spent one has neither errand nor survey any more."""

    token_hash: str
    state: str
    survey: str
    version: str
    carrier: str
    language: str
    expires_on: date
    errand: Mapping[str, str | None]
    closed_on: date | None

    def standing(self, today: date) -> Standing:
        if self.state == "spent":
            return Standing.USED
        if self.state == "withdrawn":
            return Standing.WITHDRAWN
        is_open = self.state in _ANSWERABLE and self.closed_on is not None and self.expires_on >= today
        return Standing.OPEN if is_open else Standing.EXPIRED

    @property
    def place(self) -> Dimensions:
        """Where the errand belongs; only an open link has one."""
        if self.closed_on is None:
            raise ValueError("a link without its errand has no place")
        return Dimensions(week=monday_of(self.closed_on), **self.errand)  # type: ignore[arg-type]

    @property
    def mode(self) -> str:
        return _MODES.get(self.carrier, "e_mail_link")

    @property
    def is_untouched(self) -> bool:
        """Whether nobody has sent in a form for it, so that a first one is still to be counted."""
        return self.state in _NOT_YET_STARTED


async def find_link(token_hash: str) -> Link | None:
    """The invitation of a link, with its errand, in one query."""
    rows = await Invitation.raw(_FIND, token_hash)
    if not rows:
        return None
    row = rows[0]
    return Link(
        token_hash=token_hash,
        state=row["state"],
        survey=row["survey"],
        version=row["version"],
        carrier=row["carrier"],
        language=row["invited_in"],
        expires_on=row["expires_on"],
        errand={name: row[name] for name in ("channel", "office", "service", "district", "language")},
        closed_on=row["closed_on"],
    )


async def is_known_receipt(receipt_hash: str) -> bool:
    """Whether an answer with this receipt is stored."""
    return bool(await Response.exists().where(Response.receipt_hash == receipt_hash))
