"""One at a time: everything that changes themes or their assignments waits for its turn here, in its own transaction."""

from __future__ import annotations

from feedback.database.statements import Procedure, Rows

# A row that everybody writes to: on PostgreSQL the second waits until the first has committed, and then sees
# what it did. SQLite has one writer anyway.
_TURN = (
    "INSERT INTO installation (name, value) VALUES ('themes_turn', '') "
    "ON CONFLICT (name) DO UPDATE SET value = installation.value"
)


def my_turn() -> Procedure[None]:
    """To be yielded from first in a transaction."""
    yield Rows(_TURN)
