"""Looking one thing up by its key, at the least cost.

On SQLite a point lookup takes some ten microseconds; handing it to another thread takes ten times that.
In WAL mode a reader never waits for the writer, so it is done on the spot. Only for statements that
find few rows by an index.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from piccolo.engine.postgres import PostgresEngine

from feedback.database.engines import AnyEngine
from feedback.database.statements import Row, numbered


async def looked_up(engine: AnyEngine, sql: str, parameters: Sequence[Any]) -> list[Row]:
    """The rows of an indexed lookup; `?` stands for each parameter."""
    if isinstance(engine, PostgresEngine):
        assert engine.pool is not None
        return [tuple(row) for row in await engine.pool.fetch(numbered(sql), *parameters)]
    return engine.looked_up(sql, parameters)
