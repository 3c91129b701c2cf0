"""The one step in which an approved summary and all its files are put down for good.

Files, hashes, state and the mails that tell of it are one transaction: there is never half an archive. After it no
statement of ours changes the summary or a file of it; the conditions stand in the statements themselves.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from feedback.database.statements import Procedure, Row, Rows, marks
from feedback.invitations.queue import enqueuing
from feedback.keys import random_id
from feedback.quarterly.hand import REVIEWED, held
from feedback.quarterly.package import DamagedSummary
from feedback.quarterly.runs import LostRun, Taken, ending
from feedback.staff.audit import Action, noting
from feedback.tables import SummaryFile

MAIL = "summary_mail"
_FILE = (
    "INSERT INTO summary_file (id, summary, name, kind, language, media_type, content, content_hash) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)
_ARCHIVE = (
    "UPDATE summary SET state = 'archived', content_hash = ?, differs = ?, program_version = ?, changes = changes + 1 "
    "WHERE id = ? AND state = 'reviewed' AND approved_at IS NOT NULL RETURNING id"
)
_STAFF = "SELECT id FROM staff WHERE is_active = ? AND role IN ({}) ORDER BY id"
_FILES = "SELECT name, content_hash FROM summary_file WHERE summary = {} ORDER BY name"


@dataclass(frozen=True, slots=True)
class Made:
    """A file of a summary."""

    name: str
    kind: str
    language: str
    media_type: str
    content: bytes

    @property
    def content_hash(self) -> str:
        return hash_of(self.content)


@dataclass(frozen=True, slots=True)
class Finished:
    """What is archived: the files, what differs from the edition before as JSON, and the version that made them."""

    files: Sequence[Made]
    differs: str
    program_version: str


def hash_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def whole_hash(files: Iterable[tuple[str, str]]) -> str:
    """SHA-256 over every file's name and own hash, a line each, in the order of the names."""
    lines = "".join(f"{content_hash}  {name}\n" for name, content_hash in sorted(files))
    return hash_of(lines.encode())


def archiving(taken: Taken, finished: Finished, roles: Sequence[str], now: datetime) -> Procedure[None]:
    """Raises LostRun where the work is somebody else's, or the approval was taken back."""
    assert taken.summary is not None
    found = yield from held(taken.summary)
    if found.state != REVIEWED or found.approved_at is None or found.approved_by is None:
        raise LostRun
    for file in finished.files:
        yield Rows(_FILE, _row(found.id, file))
    content_hash = whole_hash((file.name, file.content_hash) for file in finished.files)
    values = [content_hash, finished.differs, finished.program_version, found.id]
    if not (yield Rows(_ARCHIVE, values)):
        raise LostRun
    yield from _telling(found.id, roles, now)
    detail = f"{found.id:x} {found.quarter} {found.edition} {content_hash}"
    yield from noting(Action.SUMMARY_ARCHIVED, found.approved_by, detail, now)
    yield from ending(taken, found.id, now)


def _row(summary: int, file: Made) -> Row:
    about = (random_id(), summary, file.name, file.kind, file.language, file.media_type)
    return (*about, file.content, file.content_hash)


def _telling(summary: int, roles: Sequence[str], now: datetime) -> Procedure[None]:
    """A mail each, once: the key of the job is the summary and the person."""
    if roles:
        rows = yield Rows(_STAFF.format(marks(len(roles))), [True, *roles])
        yield from enqueuing(MAIL, [(f"{summary:x}.{staff:x}", now) for (staff,) in rows])


@dataclass(frozen=True, slots=True)
class ArchivedFile:
    """A file as it is listed."""

    name: str
    kind: str
    language: str
    size: int
    content_hash: str


async def files_of(summary: int) -> tuple[ArchivedFile, ...]:
    """Every file of an archived summary, by name."""
    rows = await SummaryFile.raw(
        "SELECT name, kind, language, LENGTH(content) AS size, content_hash FROM summary_file "
        "WHERE summary = {} ORDER BY name",
        summary,
    )
    return tuple(ArchivedFile(**row) for row in rows)


async def read_file(summary: int, content_hash: str, name: str) -> Made | None:
    """A file of the summary with this hash; None where there is none of the name. Raises DamagedSummary when it,
    or the list of files, is not what was archived: what is damaged is not shown."""
    rows = await SummaryFile.raw(
        "SELECT name, kind, language, media_type, content, content_hash FROM summary_file "
        "WHERE summary = {} AND name = {}",
        summary,
        name,
    )
    if not rows:
        return None
    [row] = rows
    listed = [(each["name"], each["content_hash"]) for each in await SummaryFile.raw(_FILES, summary)]
    made = Made(
        **{key: value for key, value in row.items() if key not in ("content", "content_hash")},
        content=bytes(row["content"]),
    )
    if made.content_hash != row["content_hash"] or whole_hash(listed) != content_hash:
        raise DamagedSummary(
            "Filen är inte den som arkiverades och visas därför inte. Be driften läsa in en säkerhetskopia."
        )
    return made
