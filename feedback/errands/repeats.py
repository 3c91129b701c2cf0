"""Which case numbers a file has shown already, kept on disk so that a long file needs no more memory."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager


class Repeats:
    """Remembers the line of every case number, as a keyed hash."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def earlier_line(self, external_hash: str, line: int) -> int | None:
        """The line that had this case number before, or None, and then it is remembered from now on."""
        key = bytes.fromhex(external_hash)
        added = self._connection.execute("INSERT OR IGNORE INTO seen VALUES (?, ?)", (key, line))
        if added.rowcount:
            return None
        return int(self._connection.execute("SELECT line FROM seen WHERE key = ?", (key,)).fetchone()[0])


@contextmanager
def repeats() -> Iterator[Repeats]:
    """An empty memory, gone when left."""
    connection = sqlite3.connect("")  # a private file of SQLite's own, deleted when closed
    try:
        connection.execute("PRAGMA journal_mode=OFF")
        connection.execute("CREATE TABLE seen (key BLOB PRIMARY KEY, line INTEGER) WITHOUT ROWID")
        connection.execute("BEGIN")
        yield Repeats(connection)
    finally:
        connection.close()
