"""Reading much without holding much: statements that see the database at one moment, a page of rows at a time.

SQLite runs them in a connection's own thread and PostgreSQL behind a cursor, so the event loop goes on.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any, Protocol

from piccolo.engine.postgres import PostgresEngine

from feedback.database.engines import AnyEngine
from feedback.database.statements import Row, numbered

PAGE = 5_000


class Moment(Protocol):
    """The database as it is at one moment."""

    def pages(self, sql: str, parameters: Sequence[Any] = (), size: int = PAGE) -> AsyncIterator[list[Row]]:
        """The rows of a statement, at most `size` at a time; `?` stands for each parameter."""


@asynccontextmanager
async def one_moment(engine: AnyEngine) -> AsyncIterator[Moment]:
    """A connection of its own with a transaction that only reads."""
    if isinstance(engine, PostgresEngine):
        assert engine.pool is not None
        async with (
            engine.pool.acquire() as connection,
            connection.transaction(isolation="repeatable_read", readonly=True),
        ):
            yield _OnPostgres(connection)
        return
    connection = await engine.get_connection()
    connection.row_factory = None
    try:
        await connection.execute("BEGIN")
        yield _OnSqlite(connection)
        await connection.execute("ROLLBACK")
    finally:
        await connection.close()


class _OnSqlite:
    def __init__(self, connection: Any) -> None:
        self._connection = connection

    async def pages(
        self, sql: str, parameters: Sequence[Any] = (), size: int = PAGE
    ) -> AsyncIterator[list[Row]]:
        async with self._connection.execute(sql, parameters) as cursor:
            while rows := await cursor.fetchmany(size):
                yield rows


class _OnPostgres:
    def __init__(self, connection: Any) -> None:
        self._connection = connection

    async def pages(
        self, sql: str, parameters: Sequence[Any] = (), size: int = PAGE
    ) -> AsyncIterator[list[Row]]:
        cursor = await self._connection.cursor(numbered(sql), *parameters)
        while rows := await cursor.fetch(size):
            yield [tuple(row) for row in rows]
