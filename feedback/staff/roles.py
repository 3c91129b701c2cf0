"""Who may see what. Pure decisions about one signed-in person."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from feedback.access import Access


class Role(StrEnum):
    """What a person answers for. Stored as text."""

    MANAGER = "manager"  # some districts or offices
    COMMITTEE = "committee"  # the whole municipality, everything aggregated
    ADMINISTRATOR = "administrator"  # the same, and the accounts


# The roles a kind of access lets in; what lies within their scope is decided page by page.
ADMITTED: dict[Access, frozenset[Role]] = {
    Access.STAFF: frozenset(Role),
    Access.EXPORTS: frozenset({Role.MANAGER, Role.ADMINISTRATOR}),
    Access.COMMITTEE: frozenset(Role),
    Access.ADMINISTRATOR: frozenset({Role.ADMINISTRATOR}),
}
OPEN = frozenset({Access.PUBLIC, Access.SIGNED})


@dataclass(frozen=True)
class Viewer:
    """The signed-in person. `districts` and `offices` matter for managers only."""

    id: int
    name: str
    title: str
    role: Role
    language: str
    districts: frozenset[str] = field(default_factory=frozenset)
    offices: frozenset[str] = field(default_factory=frozenset)

    @property
    def sees_everything(self) -> bool:
        """Whether every district and office may be seen by itself."""
        return self.role is not Role.MANAGER

    @property
    def is_administrator(self) -> bool:
        return self.role is Role.ADMINISTRATOR

    @property
    def may_export(self) -> bool:
        """Whether files of answers are for this person at all; the committee reads what is aggregated."""
        return self.role in ADMITTED[Access.EXPORTS]

    def may_see(self, dimension: str, value: str) -> bool:
        """Whether one district or office may be seen by itself. Channels and services are everybody's."""
        own = {"district": self.districts, "office": self.offices}.get(dimension)
        return own is None or self.sees_everything or value in own

    def own(self, dimension: str) -> frozenset[str]:
        """The districts or offices a manager answers for."""
        return self.districts if dimension == "district" else self.offices


def may_enter(viewer: Viewer, access: Access) -> bool:
    """Whether a signed-in person may open a route of this kind."""
    return access in OPEN or viewer.role in ADMITTED.get(access, frozenset())


def may_edit(viewer: Viewer) -> bool:
    """Whether a person may change themes and release quotes. The committee reads: what its own questions are
    answered with is not for it to arrange."""
    return viewer.role in (Role.MANAGER, Role.ADMINISTRATOR)
