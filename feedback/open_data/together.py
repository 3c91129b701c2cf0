"""All quarters in one CSV: the newest edition of each, the oldest quarter first, told apart by two columns more."""

from __future__ import annotations

import asyncio
import csv
import hashlib
import io
from collections.abc import AsyncIterator

from feedback.open_data.content import whole
from feedback.open_data.editions import Edition, Published
from feedback.quarterly.published import COLUMNS

EXTRA = ("quarter", "edition")
ALL_COLUMNS = (*EXTRA, *COLUMNS)
NAME = "likvardig.csv"


def together_hash(published: Published) -> str:
    """A hash of everything that goes in: it changes when a quarter or an edition comes."""
    told = ";".join(f"{each.quarter.code}/{each.number}/{each.figures.hash}" for each in published.newest)
    return hashlib.sha256(told.encode()).hexdigest()


async def together(published: Published) -> AsyncIterator[bytes]:
    """The file, edition by edition: never more than one is held."""
    yield (",".join(ALL_COLUMNS) + "\n").encode()
    for edition in reversed(published.newest):
        yield await asyncio.to_thread(with_quarter, await whole(edition.figures), edition)


def with_quarter(content: bytes, edition: Edition) -> bytes:
    """The rows of an edition, each with its quarter and edition first. An edition that was archived with other
    columns has those it lacks left empty."""
    header, _, rows = content.partition(b"\n")
    beginning = f"{edition.quarter.code},{edition.number},".encode()
    if header.decode() == ",".join(COLUMNS) and b'"' not in rows:
        return b"".join(beginning + line + b"\n" for line in rows.splitlines() if line)
    return _rewritten(content, edition)


def _rewritten(content: bytes, edition: Edition) -> bytes:
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    for row in csv.DictReader(io.StringIO(content.decode())):
        writer.writerow([edition.quarter.code, edition.number, *(row.get(name) or "" for name in COLUMNS)])
    return written.getvalue().encode()
