"""What pages ask about summaries: which there are of a quarter, one with its documents, its comments."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from feedback.errors import NotFound
from feedback.quarterly.differences import Differences, read_differences
from feedback.quarterly.document import Document
from feedback.quarterly.editions import Heads
from feedback.quarterly.hand import ARCHIVED, LIVE
from feedback.quarterly.making import newest_archived, worded_row
from feedback.quarterly.package import Package, unpacked
from feedback.quarterly.press import LANGUAGES, changed
from feedback.tables import Summary, SummaryComment

_SUMMARIES = (
    "SELECT m.id, m.quarter, m.edition, m.state, m.data_version, m.program_version, m.case_number, m.officer, "
    "m.drafted_at, d.name AS drafted_name, m.reviewed_at, m.reviewed_by, r.name AS reviewed_name, m.approved_at, "
    "m.approved_name, m.content_hash, m.changes FROM summary m LEFT JOIN staff d ON d.id = m.drafted_by "
    "LEFT JOIN staff r ON r.id = m.reviewed_by"
)
_COMMENTS = (
    "SELECT c.id, c.place, c.text, s.name AS staff_name, c.at, c.settled_at, t.name AS settled_name "
    "FROM summary_comment c LEFT JOIN staff s ON s.id = c.staff LEFT JOIN staff t ON t.id = c.settled_by "
    "WHERE c.summary = {} ORDER BY c.at, c.id"
)


@dataclass(frozen=True, slots=True)
class StoredSummary:
    """One edition without its documents."""

    id: int
    quarter: str
    edition: int
    state: str
    data_version: str
    program_version: str
    case_number: str
    officer: str
    drafted_at: datetime
    drafted_name: str | None
    reviewed_at: datetime | None
    reviewed_by: int | None
    reviewed_name: str | None
    approved_at: datetime | None
    approved_name: str
    content_hash: str
    changes: int

    @property
    def is_live(self) -> bool:
        return self.state in LIVE

    @property
    def is_archived(self) -> bool:
        return self.state == ARCHIVED

    @property
    def is_being_archived(self) -> bool:
        return self.is_live and self.approved_at is not None

    @property
    def heads(self) -> Heads:
        return Heads(self.case_number, self.officer)


@dataclass(frozen=True, slots=True)
class StoredComment:
    id: int
    place: str
    text: str
    staff_name: str | None
    at: datetime
    settled_at: datetime | None
    settled_name: str | None


@dataclass(frozen=True, slots=True)
class Contents:
    """What an edition says: its package, the words people gave it, and what differs from the one before."""

    package: Package
    prose: Mapping[str, Mapping[str, str]]
    differs: Differences | None

    def document(self, key: str) -> Document:
        """Raises NotFound."""
        if key not in self.package.documents:
            raise NotFound("Den delen finns inte i sammanfattningen.")
        return self.package.documents[key]


async def all_summaries() -> tuple[StoredSummary, ...]:
    """Every edition in any state, by quarter and edition."""
    rows = await Summary.raw(f"{_SUMMARIES} ORDER BY m.quarter, m.edition")
    return tuple(StoredSummary(**row) for row in rows)


async def summary_of(id: int) -> StoredSummary:
    """Raises NotFound."""
    rows = await Summary.raw(_SUMMARIES + " WHERE m.id = {}", id)
    if not rows:
        raise NotFound("Sammanfattningen finns inte.")
    return StoredSummary(**rows[0])


async def contents_of(id: int) -> Contents:
    """What an edition says. Raises NotFound, or DamagedSummary."""
    rows = await Summary.raw(
        "SELECT quarter, edition, state, documents, prose, case_number, officer, differs FROM summary WHERE id = {}",
        id,
    )
    if not rows:
        raise NotFound("Sammanfattningen finns inte.")
    [row] = rows
    package = await asyncio.to_thread(unpacked, bytes(row["documents"]))
    if row["state"] == ARCHIVED:
        differs = read_differences(row["differs"]) if row["edition"] > 1 else None
    else:
        before = await newest_archived(row["quarter"])
        # Notices stand outside the text and make no difference.
        nothing = dict.fromkeys(LANGUAGES, "")
        differs = await asyncio.to_thread(
            changed, worded_row(row), worded_row(before) if before else None, nothing
        )
    return Contents(package, json.loads(row["prose"]), differs)


async def comments_of(id: int) -> tuple[StoredComment, ...]:
    """Everything said about an edition, the oldest first."""
    rows = await SummaryComment.raw(_COMMENTS, id)
    return tuple(StoredComment(**row) for row in rows)
