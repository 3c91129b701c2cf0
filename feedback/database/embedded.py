"""SQLite as a service's database: a few long-lived readers and one locked writer.

Piccolo's own engine opens a connection, and with it a thread, for every query, and leaks it when a
BEGIN fails. Here connections are opened once; writing goes through one connection under a lock, in
WAL mode with `synchronous=FULL`, so that what was committed survives a power cut.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiosqlite
from piccolo.engine.sqlite import SQLiteEngine, SQLiteTransaction, TransactionType, dict_factory
from piccolo.querystring import QueryString

READERS = 4
BUSY_SECONDS = 20.0
BUSY_MILLISECONDS = int(BUSY_SECONDS * 1000)
WRITE_CACHE_KIB = 65_536
CHECKPOINT_PAGES = 8_000  # 32 MB of log before it is folded in: fewer, larger sweeps over scattered pages


class EmbeddedTransaction(SQLiteTransaction):
    """A transaction on the one writer: begun at once as a writer, its lock always given back."""

    __slots__ = ()

    async def __aenter__(self) -> SQLiteTransaction:
        if self._parent is not None:
            return self._parent
        engine: EmbeddedEngine = self.engine  # type: ignore[assignment]
        await engine.lock.acquire()
        try:
            self.connection = await engine.writer()
            await self.connection.execute("BEGIN IMMEDIATE")
        except BaseException:
            engine.lock.release()
            raise
        self.context = self.engine.current_transaction.set(self)
        return self

    async def __aexit__(self, kind: Any, error: Any, trace: Any) -> bool:
        if self._parent is not None:
            return error is None
        engine: EmbeddedEngine = self.engine  # type: ignore[assignment]
        try:
            await self._end(error)
        finally:
            self.engine.current_transaction.reset(self.context)
            engine.lock.release()
        return error is None

    async def _end(self, error: BaseException | None) -> None:
        if self._rolled_back or self._committed:
            return
        if error is not None:
            await self.rollback()  # type: ignore[no-untyped-call]
            return
        try:
            await self.commit()  # type: ignore[no-untyped-call]
        except BaseException:
            await self.rollback()  # type: ignore[no-untyped-call]
            raise


class EmbeddedEngine(SQLiteEngine):
    """Piccolo's SQLite engine over connections that live as long as the service."""

    __slots__ = ("_idle", "_lookups", "_loop", "_writer", "lock")

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        super().__init__(path=str(path), timeout=BUSY_SECONDS, check_same_thread=False)
        self._forget()

    def _forget(self) -> None:
        self._idle: list[aiosqlite.Connection] = []
        self._lookups: sqlite3.Connection | None = None
        self._writer: aiosqlite.Connection | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self.lock = asyncio.Lock()

    def _in_this_loop(self) -> None:
        """Connections belong to one event loop; a second loop (a test, a command) gets its own."""
        loop = asyncio.get_running_loop()
        if self._loop is not loop:
            self._forget()
            self._loop = loop

    async def _connect(self) -> aiosqlite.Connection:
        connection = await aiosqlite.connect(**self.connection_kwargs)
        connection.row_factory = dict_factory  # type: ignore[assignment]
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            f"busy_timeout={BUSY_MILLISECONDS}",
            f"cache_size=-{WRITE_CACHE_KIB}",
            f"wal_autocheckpoint={CHECKPOINT_PAGES}",
        ):
            await connection.execute(f"PRAGMA {pragma}")
        return connection

    async def writer(self) -> aiosqlite.Connection:
        """The writing connection; use it only while holding `lock`."""
        self._in_this_loop()
        if self._writer is None:
            self._writer = await self._connect()
        return self._writer

    @asynccontextmanager
    async def reader(self) -> AsyncIterator[aiosqlite.Connection]:
        """A reading connection, given back afterwards."""
        self._in_this_loop()
        connection = self._idle.pop() if self._idle else await self._connect()
        try:
            yield connection
        finally:
            if len(self._idle) < READERS and self._loop is asyncio.get_running_loop():
                self._idle.append(connection)
            else:
                await connection.close()

    async def get_connection(self) -> aiosqlite.Connection:
        """A connection of the caller's own, for streaming; the caller closes it."""
        return await self._connect()

    def looked_up(self, sql: str, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
        """Rows of an indexed lookup, found on the spot (see lookup.py)."""
        self._in_this_loop()
        if self._lookups is None:
            self._lookups = sqlite3.connect(**self.connection_kwargs, cached_statements=256)
        return self._lookups.execute(sql, parameters).fetchall()

    async def close(self) -> None:
        """Give every connection back to the system."""
        if self._loop is asyncio.get_running_loop():
            for connection in [*self._idle, *([self._writer] if self._writer else [])]:
                await connection.close()
            if self._lookups is not None:
                self._lookups.close()
        self._forget()

    async def run_querystring(self, querystring: QueryString, in_pool: bool = True) -> Any:
        query, args = querystring.compile_string(engine_type=self.engine_type)
        return await self._run(query, args)

    async def run_ddl(self, ddl: str, in_pool: bool = True) -> Any:
        return await self._run(ddl, [])

    async def _run(self, query: str, args: list[Any]) -> Any:
        self._in_this_loop()
        transaction = self.current_transaction.get()
        if transaction is not None:
            return await _fetch(transaction.connection, query, args)
        if query.lstrip()[:6].upper() == "SELECT":
            async with self.reader() as connection:
                return await _fetch(connection, query, args)
        async with self.lock:
            return await _fetch(await self.writer(), query, args)

    def transaction(
        self, transaction_type: TransactionType = TransactionType.immediate, allow_nested: bool = True
    ) -> EmbeddedTransaction:
        return EmbeddedTransaction(
            engine=self, transaction_type=TransactionType.immediate, allow_nested=allow_nested
        )


async def _fetch(connection: aiosqlite.Connection, query: str, args: list[Any]) -> list[dict[str, Any]]:
    async with connection.execute(query, args) as cursor:
        return list(await cursor.fetchall())  # type: ignore[arg-type]
