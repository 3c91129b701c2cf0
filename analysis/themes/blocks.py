"""Long lists in blocks: one after another, or in several processes where there is much to do."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import ExitStack
from typing import Any, TypeVar

SIZE = 20_000  # comments of a block
WORTH = 100_000  # comments before other processes, which take seconds to start, are worth it
_AHEAD = 2  # blocks per process that wait: more would only take memory

T = TypeVar("T")


class Blocks:
    """A context. `processes` 1 does everything here; more are started when there is enough to do, and ended."""

    def __init__(self, processes: int, comments: int) -> None:
        self._processes = processes if comments >= WORTH else 1
        self._stack = ExitStack()
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Blocks:
        if self._processes > 1:
            # Started afresh: a copy of this process would carry its threads' locks along.
            fresh = multiprocessing.get_context("spawn")
            self._pool = self._stack.enter_context(ProcessPoolExecutor(self._processes, mp_context=fresh))
        return self

    def __exit__(self, *ended: object) -> None:
        if self._pool is not None and ended[0] is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
        self._stack.close()

    def each(
        self, work: Callable[..., list[T]], fixed: tuple[Any, ...], *columns: Sequence[Any]
    ) -> Iterator[list[T]]:
        """`work(*fixed, *block of each column)` for one block after the other, in order."""
        count = len(columns[0])
        blocks = ([column[start : start + SIZE] for column in columns] for start in range(0, count, SIZE))
        if self._pool is None:
            for block in blocks:
                yield work(*fixed, *block)
            return
        waiting: deque[Future[list[T]]] = deque()
        for block in blocks:
            waiting.append(self._pool.submit(work, *fixed, *block))
            if len(waiting) >= _AHEAD * self._processes:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
