"""The content of a published file, in pieces or whole, packed once for all who take gzip, and read into rows once."""

from __future__ import annotations

import asyncio
import gzip
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any, Generic, TypeVar

from litestar.datastructures import State

from feedback.errors import NotFound
from feedback.open_data.editions import OpenFile
from feedback.open_data.rows import Row, Told, rows_of, told_by
from feedback.tables import SummaryFile

PIECE = 1 << 20
PACKED_AT_MOST = 8 << 20  # larger files are sent as they are
KEPT_PACKED = 32 << 20
KEPT_ROWS = 40_000
KEPT_TOLD = 1_000
KEPT_DOCUMENTS = 16 << 20
LEVEL = 6

_PIECE_OF = "SELECT substr(content, {}, {}) AS piece FROM summary_file WHERE id = {}"
T = TypeVar("T")


async def pieces(file: OpenFile, first: int = 0, last: int | None = None) -> AsyncIterator[bytes]:
    """The bytes from `first` to `last`, both included, a piece at a time."""
    end = file.size if last is None else last + 1
    while first < end:
        length = min(PIECE, end - first)
        rows: list[dict[str, Any]] = await SummaryFile.raw(_PIECE_OF, first + 1, length, file.id)
        if not rows:
            raise NotFound("Filen finns inte längre.")
        yield bytes(rows[0]["piece"])
        first += length


async def whole(file: OpenFile) -> bytes:
    return b"".join([piece async for piece in pieces(file)])


class Kept(Generic[T]):
    """What was made of files by their content's hash: the least recently asked for goes when there is too much."""

    def __init__(self, most: int, size: Callable[[T], int]) -> None:
        self._most, self._size = most, size
        self._held: OrderedDict[str, T] = OrderedDict()
        self._total = 0
        self._lock = asyncio.Lock()

    async def of(self, hash: str, make: Callable[[], Awaitable[T]]) -> T:
        """What is kept under a hash, made the first time; nothing is made twice at once."""
        if hash in self._held:
            self._held.move_to_end(hash)
            return self._held[hash]
        async with self._lock:
            if hash not in self._held:
                self._keep(hash, await make())
            return self._held[hash]

    def _keep(self, hash: str, made: T) -> None:
        self._held[hash] = made
        self._total += self._size(made)
        while self._total > self._most and len(self._held) > 1:
            _, gone = self._held.popitem(last=False)
            self._total -= self._size(gone)


class Contents:
    """The kept packed files, rows and descriptions of one running application."""

    def __init__(self) -> None:
        self._packed: Kept[bytes] = Kept(KEPT_PACKED, len)
        self._rows: Kept[tuple[Row, ...]] = Kept(KEPT_ROWS, len)
        self._told: Kept[Told] = Kept(KEPT_TOLD, lambda _: 1)
        self._documents: Kept[bytes] = Kept(KEPT_DOCUMENTS, len)

    async def packed(self, file: OpenFile) -> bytes:
        """A file as gzip; the same file gives the same bytes."""

        async def make() -> bytes:
            return await asyncio.to_thread(packed, await whole(file))

        return await self._packed.of(file.hash, make)

    async def rows(self, file: OpenFile) -> tuple[Row, ...]:
        """The rows of a file of figures."""

        async def make() -> tuple[Row, ...]:
            return await asyncio.to_thread(rows_of, await whole(file))

        return await self._rows.of(file.hash, make)

    async def told(self, file: OpenFile) -> Told:
        """What there is to know of a file of figures without its rows."""

        async def make() -> Told:
            return await asyncio.to_thread(_told_by, await whole(file))

        return await self._told.of(file.hash, make)

    async def document(self, key: str, make: Callable[[], Awaitable[bytes]]) -> bytes:
        """A description of files; `key` names it and everything it is made from."""
        return await self._documents.of(key, make)


def _told_by(content: bytes) -> Told:
    return told_by(rows_of(content))


def packed(content: bytes) -> bytes:
    return gzip.compress(content, LEVEL, mtime=0)


def contents(state: State) -> Contents:
    """What the application keeps, begun at the first request."""
    kept: Contents | None = state.get("open_data_contents")
    if kept is None:
        kept = Contents()
        state["open_data_contents"] = kept
    return kept
