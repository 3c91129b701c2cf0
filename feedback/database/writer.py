"""The group-commit writer: many requests, one transaction, and no one is answered before it is on disk.

Each process has one bounded queue. Whatever waits is taken as one batch, applied in one transaction and
committed; only then is each request answered. A batch that fails is tried again one by one, so that one
bad write harms nobody else. A full queue raises Busy at once.
"""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from piccolo.engine.postgres import PostgresEngine

from feedback.database.embedded import BUSY_MILLISECONDS, EmbeddedEngine
from feedback.database.engines import AnyEngine
from feedback.database.statements import Procedure, run_on_postgres, run_on_sqlite
from feedback.errors import Busy

Item = TypeVar("Item")
Outcome = TypeVar("Outcome")
BATCH_LIMIT = 256


class GroupCommit(Generic[Item, Outcome]):
    """Applies items in batches through `procedure(batch) -> outcomes`, in the order they came."""

    def __init__(
        self,
        engine: AnyEngine,
        procedure: Callable[[Sequence[Item]], Procedure[list[Outcome]]],
        queue_size: int = 4096,
    ) -> None:
        self._engine = engine
        self._procedure = procedure
        self._queue: asyncio.Queue[tuple[Item, asyncio.Future[Outcome]]] = asyncio.Queue(queue_size)
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._task = asyncio.create_task(self._work(), name="group-commit")

    async def stop(self) -> None:
        """Finish what was taken in, then stop."""
        await self._queue.join()
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    async def write(self, item: Item) -> Outcome:
        """Returns once the item is committed; raises Busy when the queue is full."""
        done: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
        try:
            self._queue.put_nowait((item, done))
        except asyncio.QueueFull:
            raise Busy("Många svarar just nu. Försök igen om en liten stund.") from None
        return await done

    async def _work(self) -> None:
        while True:
            batch = [await self._queue.get()]
            while len(batch) < BATCH_LIMIT and not self._queue.empty():
                batch.append(self._queue.get_nowait())
            try:
                await self._settle(batch)
            finally:
                for _ in batch:
                    self._queue.task_done()

    async def _settle(self, batch: list[tuple[Item, asyncio.Future[Outcome]]]) -> None:
        """Commit the batch and answer each; on failure each alone, so that only the culprit fails."""
        try:
            outcomes = await self._commit([item for item, _ in batch])
        except Exception as error:
            if len(batch) == 1:
                _fail(batch[0][1], error)
                return
            for pair in batch:
                await self._settle([pair])
            return
        for (_, done), outcome in zip(batch, outcomes, strict=True):
            if not done.done():
                done.set_result(outcome)

    async def _commit(self, items: Sequence[Item]) -> list[Outcome]:
        return await run_procedure(self._engine, self._procedure(items))


def _fail(done: asyncio.Future[Any], error: Exception) -> None:
    if not done.done():
        done.set_exception(error)


Result = TypeVar("Result")


async def run_procedure(engine: AnyEngine, procedure: Procedure[Result]) -> Result:
    """Run a procedure in one transaction of its own, committed when this returns."""
    if isinstance(engine, PostgresEngine):
        async with _postgres_connection(engine) as connection, connection.transaction():
            return await run_on_postgres(connection, procedure)
    return await _run_embedded(engine, procedure)


@contextlib.asynccontextmanager
async def _postgres_connection(engine: PostgresEngine) -> Any:
    if engine.pool is None:
        await engine.start_connection_pool()
    assert engine.pool is not None
    async with engine.pool.acquire() as connection:
        yield connection


async def _run_embedded(engine: EmbeddedEngine, procedure: Procedure[Result]) -> Result:
    """Commit in the connection's own thread, where it waits for the disk; the statements here.

    Each row of a statement run in the other thread would have to win the interpreter back from this one,
    a queue of many small waits. Between begin and commit nothing waits, so a batch runs where it stands.
    """
    writer = await engine.writer()
    async with engine.lock:
        connection = writer._conn
        if not _begun_at_once(connection):
            await writer.execute("BEGIN IMMEDIATE")
        factory, connection.row_factory = connection.row_factory, None
        try:
            result = run_on_sqlite(connection, procedure)
            await writer.execute("COMMIT")
        except BaseException:
            await writer.execute("ROLLBACK")
            raise
        finally:
            connection.row_factory = factory
    return result


def _begun_at_once(connection: sqlite3.Connection) -> bool:
    """Begin without waiting; False where another process is writing, and waiting is for the other thread."""
    connection.execute("PRAGMA busy_timeout=0")
    try:
        connection.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError:
        return False
    finally:
        connection.execute(f"PRAGMA busy_timeout={BUSY_MILLISECONDS}")
    return True
