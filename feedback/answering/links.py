"""An invitation's link: what it leads to, and whether it may still be answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from feedback.cells import Dimensions
from feedback.database.engines import AnyEngine
from feedback.database.lookup import looked_up
from feedback.invitations.states import DUE, MODE_OF_MEDIUM, SENT, SPENT, WITHDRAWN, may_be_answered
from feedback.packing import monday_of

_FIND = (
    "SELECT i.state, i.survey, i.version, i.carrier, i.language, i.expires_on, "
    "e.channel, e.office, e.service, e.district, e.language, e.closed_on "
    "FROM invitation i LEFT JOIN errand e ON e.id = i.errand WHERE i.token_hash = ?"
)
_RECEIPT = "SELECT 1 FROM response WHERE receipt_hash = ?"
_ERRAND_FIELDS = ("channel", "office", "service", "district", "language")
_NOT_YET_STARTED = (DUE, SENT)
_MODES = MODE_OF_MEDIUM | {"letter": "letter_link"}


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
        if self.state == SPENT:
            return Standing.USED
        if self.state == WITHDRAWN:
            return Standing.WITHDRAWN
        is_open = may_be_answered(self.state) and self.closed_on is not None and self.expires_on >= today
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


async def find_link(engine: AnyEngine, token_hash: str) -> Link | None:
    """The invitation of a link, with its errand, in one lookup."""
    rows = await looked_up(engine, _FIND, [token_hash])
    if not rows:
        return None
    state, survey, version, carrier, language, expires_on, *errand, closed_on = rows[0]
    fields = dict(zip(_ERRAND_FIELDS, errand, strict=True))
    return Link(token_hash, state, survey, version, carrier, language, expires_on, fields, closed_on)


async def is_known_receipt(engine: AnyEngine, receipt_hash: str) -> bool:
    """Whether an answer with this receipt is stored."""
    return bool(await looked_up(engine, _RECEIPT, [receipt_hash]))
