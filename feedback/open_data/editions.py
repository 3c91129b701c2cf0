"""What is published: the archived summaries' files of figures. Nothing else is ever read from here.

A quarter has one edition or several; the newest is what a quarter's stable address shows, and every edition keeps an
address of its own for good.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from feedback.errors import NotFound
from feedback.quarters import Quarter, parsed_quarter
from feedback.tables import Summary

ARCHIVED = "archived"
FIGURES, PARQUET = "figures", "parquet"
SUFFIX = {FIGURES: "csv", PARQUET: "parquet"}
MEDIA_TYPE = {FIGURES: "text/csv; header=present", PARQUET: "application/vnd.apache.parquet"}


@dataclass(frozen=True, slots=True)
class OpenFile:
    """A file as it was archived; its content is read when somebody asks for it."""

    id: int
    kind: str
    hash: str
    size: int


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition of a quarter, approved and archived."""

    quarter: Quarter
    number: int
    approved_at: datetime
    data_version: str
    program_version: str
    figures: OpenFile
    parquet: OpenFile | None

    @property
    def key(self) -> tuple[str, int]:
        return self.quarter.code, self.number

    def file(self, kind: str) -> OpenFile:
        """Raises NotFound where an edition was archived without such a file."""
        found = self.figures if kind == FIGURES else self.parquet
        if found is None:
            raise NotFound("Den utgåvan finns inte i det formatet.")
        return found

    @property
    def files(self) -> tuple[OpenFile, ...]:
        return tuple(each for each in (self.figures, self.parquet) if each is not None)


@dataclass(frozen=True, slots=True)
class Published:
    """Every edition, the newest quarter first and in it the newest edition first."""

    editions: tuple[Edition, ...]

    @property
    def newest(self) -> tuple[Edition, ...]:
        """The newest edition of every quarter, the newest quarter first."""
        found: dict[Quarter, Edition] = {}
        for edition in self.editions:
            found.setdefault(edition.quarter, edition)
        return tuple(found.values())

    def of(self, quarter: Quarter) -> tuple[Edition, ...]:
        """A quarter's editions, the newest first; none where it is not published."""
        return tuple(each for each in self.editions if each.quarter == quarter)

    def edition(self, quarter: Quarter, number: int | None = None) -> Edition:
        """One edition, or the newest one; raises NotFound."""
        for each in self.of(quarter):
            if number is None or each.number == number:
                return each
        raise NotFound("Det kvartalet eller den utgåvan är inte publicerad.")


_EDITIONS = (
    "SELECT summary.quarter, summary.edition, summary.approved_at, summary.data_version, "
    "summary.program_version, summary_file.id, summary_file.kind, summary_file.content_hash, "
    "length(summary_file.content) AS size FROM summary JOIN summary_file ON summary_file.summary = summary.id "
    "WHERE summary.state = {} AND summary_file.kind IN ({}, {})"
)


async def published() -> Published:
    """Everything that is published now."""
    rows = await Summary.raw(_EDITIONS, ARCHIVED, FIGURES, PARQUET)
    by_edition: dict[tuple[str, int], list[dict[str, Any]]] = {}
    for row in rows:
        by_edition.setdefault((row["quarter"], row["edition"]), []).append(row)
    found = (_edition(by_edition[key]) for key in sorted(by_edition, reverse=True))
    return Published(tuple(each for each in found if each is not None))


def _edition(rows: list[dict[str, Any]]) -> Edition | None:
    """One edition of its rows, a file each; None where it was archived without figures."""
    first = rows[0]
    quarter = parsed_quarter(first["quarter"])
    files = {row["kind"]: OpenFile(row["id"], row["kind"], row["content_hash"], row["size"]) for row in rows}
    if quarter is None or FIGURES not in files:
        return None
    return Edition(
        quarter=quarter,
        number=first["edition"],
        approved_at=first["approved_at"],
        data_version=first["data_version"],
        program_version=first["program_version"],
        figures=files[FIGURES],
        parquet=files.get(PARQUET),
    )
