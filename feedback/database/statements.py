"""One procedure, two drivers.

A procedure is a generator that yields statements and is sent their rows. It is written once, with `?`
for every parameter, and run either on SQLite, inside the writer's thread without a hop per statement,
or on PostgreSQL, awaiting each.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeVar

Result = TypeVar("Result")
Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Rows:
    """Run once and give back the rows."""

    sql: str
    parameters: Sequence[Any] = ()


@dataclass(frozen=True, slots=True)
class Many:
    """Run for each set of parameters; gives back nothing."""

    sql: str
    parameters: Sequence[Sequence[Any]]


Procedure = Generator[Rows | Many, list[Row], Result]


def marks(count: int) -> str:
    """`?, ?, ?` for an IN list."""
    return ", ".join("?" * count)


def run_on_sqlite(connection: sqlite3.Connection, procedure: Procedure[Result]) -> Result:
    """Run in the connection's current transaction."""
    answer: list[Row] = []
    try:
        statement = next(procedure)
        while True:
            answer = _execute(connection, statement)
            statement = procedure.send(answer)
    except StopIteration as stop:
        return stop.value  # type: ignore[no-any-return]


def _execute(connection: sqlite3.Connection, statement: Rows | Many) -> list[Row]:
    if isinstance(statement, Many):
        if statement.parameters:
            connection.executemany(statement.sql, statement.parameters)
        return []
    return connection.execute(statement.sql, statement.parameters).fetchall()


async def run_on_postgres(connection: Any, procedure: Procedure[Result]) -> Result:
    """Run in the asyncpg connection's current transaction."""
    try:
        statement = next(procedure)
        while True:
            statement = procedure.send(await _fetch(connection, statement))
    except StopIteration as stop:
        return stop.value  # type: ignore[no-any-return]


async def _fetch(connection: Any, statement: Rows | Many) -> list[Row]:
    sql = numbered(statement.sql)
    if isinstance(statement, Many):
        if statement.parameters:
            await connection.executemany(sql, statement.parameters)
        return []
    return [tuple(row) for row in await connection.fetch(sql, *statement.parameters)]


@lru_cache(maxsize=512)
def numbered(sql: str) -> str:
    """`?` as `$1`, `$2`, …; statements here hold no question mark in text."""
    head, *rest = sql.split("?")
    return head + "".join(f"${place}{part}" for place, part in enumerate(rest, 1))
