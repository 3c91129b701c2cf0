"""`likvardig export`, put together: answers for staff, and the published figures as files."""

from __future__ import annotations

from feedback.exports.commands import export
from feedback.open_data.commands import cube, open_data

export.add_command(open_data)
export.add_command(cube)

__all__ = ["export"]
