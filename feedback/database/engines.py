"""Which database is in use: SQLite in a file by default, PostgreSQL or CockroachDB by address."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import parse_qsl, unquote, urlsplit

from piccolo.apps.migrations.tables import Migration
from piccolo.engine.base import Engine
from piccolo.engine.postgres import PostgresEngine
from piccolo.table import Table

from feedback.database.embedded import EmbeddedEngine
from feedback.settings import Settings, settings_now
from feedback.tables import TABLES

POOL_SIZE = 8
AnyEngine = EmbeddedEngine | PostgresEngine

_bound: list[AnyEngine] = []


def engine_for(settings: Settings) -> AnyEngine:
    """A new engine for the configured database; nothing is opened yet."""
    if settings.database_is_sqlite:
        return EmbeddedEngine(settings.sqlite_path)
    if settings.database.startswith("cockroachdb:"):
        from piccolo.engine.cockroach import CockroachEngine

        return CockroachEngine(config=_address("postgresql" + settings.database.removeprefix("cockroachdb")))
    return PostgresEngine(config=_address(settings.database))


def _address(url: str) -> dict[str, object]:
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    config: dict[str, object] = {
        "host": query.get("host") or parts.hostname,
        "port": parts.port or 5432,
        "user": unquote(parts.username or "postgres"),
        "database": parts.path.lstrip("/"),
    }
    if parts.password:
        config["password"] = unquote(parts.password)
    return config


def bind(engine: AnyEngine) -> AnyEngine:
    """Make `engine` the one every table speaks to."""
    os.environ.setdefault("PICCOLO_CONF", "feedback.piccolo_conf")
    _bound[:] = [engine]
    tables: tuple[type[Table], ...] = (*TABLES, Migration)
    for table in tables:
        table._meta.db = engine
    return engine


def bound_engine() -> Engine[object]:  # type: ignore[type-var]
    """The engine in use; made from the environment when Piccolo's own commands ask first."""
    if not _bound:
        bind(engine_for(settings_now()))
    return _bound[0]  # type: ignore[return-value]


async def open_engine(engine: AnyEngine) -> None:
    if isinstance(engine, PostgresEngine):
        await engine.start_connection_pool(min_size=1, max_size=POOL_SIZE)


async def close_engine(engine: AnyEngine) -> None:
    if isinstance(engine, EmbeddedEngine):
        await engine.close()
    elif engine.pool:
        await engine.close_connection_pool()


@asynccontextmanager
async def connected(settings: Settings) -> AsyncIterator[AnyEngine]:
    """The configured database, opened, bound to the tables, and closed at the end."""
    engine = bind(engine_for(settings))
    await open_engine(engine)
    try:
        yield engine
    finally:
        await close_engine(engine)
