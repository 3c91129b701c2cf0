"""Who may change themes."""

from __future__ import annotations

from feedback.staff.roles import Role, Viewer


def may_edit(viewer: Viewer) -> bool:
    """The committee reads; those who answer for the service or look after it decide."""
    return viewer.role is not Role.COMMITTEE
