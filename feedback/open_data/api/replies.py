"""What the read API answers with. The description of the API is made from these."""

from __future__ import annotations

from typing import Any

import msgspec

from feedback.open_data.addresses import absolute, edition_path
from feedback.open_data.editions import Edition
from feedback.open_data.rows import PLACE, Row
from feedback.open_data.vocabulary import MeasureTerm
from feedback.quarterly.measures import MEASURES
from feedback.quarterly.published import COLUMNS
from feedback.service import Service

_NUMBERS = ("value", "low", "high")
UNITS = {measure.id: measure.unit for measure in MEASURES}


class FigureReply(msgspec.Struct, frozen=True, kw_only=True):
    """One published figure. A dimension that is null is everything together; a value that is null is not shown."""

    quarter: str
    edition: int
    ref: str
    table: str
    period: str | None
    measure: str
    unit: str | None
    state: str
    district: str | None
    channel: str | None
    office: str | None
    service: str | None
    language: str | None
    theme: str | None
    value: float | None
    low: float | None
    high: float | None
    n: int | None
    word: str | None
    organisation: str | None
    source: str | None


class FiguresReply(msgspec.Struct, frozen=True):
    """A page of figures. `next_cursor` leads to the next one, and is null on the last."""

    figures: tuple[FigureReply, ...]
    next_cursor: str | None


class FileReply(msgspec.Struct, frozen=True):
    """A file of an edition at its address for good."""

    format: str
    address: str
    bytes: int
    sha256: str


class EditionReply(msgspec.Struct, frozen=True):
    """An edition: when it was published, from which data and with which program."""

    edition: int
    published_on: str
    data_version: str
    program_version: str
    files: tuple[FileReply, ...]


class QuarterReply(msgspec.Struct, frozen=True):
    """A quarter and its editions, the newest first."""

    quarter: str
    newest_edition: int
    editions: tuple[EditionReply, ...]


class QuartersReply(msgspec.Struct, frozen=True):
    """Every published quarter, the newest first."""

    quarters: tuple[QuarterReply, ...]


class MeasuresReply(msgspec.Struct, frozen=True):
    """Every measure a figure can be of."""

    measures: tuple[MeasureTerm, ...]


class FaultReply(msgspec.Struct, frozen=True):
    """What is wrong with one parameter."""

    parameter: str
    message: str


class Problem(msgspec.Struct, frozen=True, omit_defaults=True):
    """An error, by RFC 9457."""

    type: str
    title: str
    status: int
    detail: str
    faults: tuple[FaultReply, ...] = ()


def figure_reply(edition: Edition, row: Row) -> FigureReply:
    told: dict[str, Any] = {name: text or None for name, text in zip(COLUMNS, row, strict=True)}
    for name in _NUMBERS:
        told[name] = None if told[name] is None else float(told[name])
    told["n"] = None if told["n"] is None else int(told["n"])
    told |= {
        "quarter": edition.quarter.code,
        "edition": edition.number,
        "unit": UNITS.get(row[PLACE["measure"]]),
    }
    return FigureReply(**told)


def quarter_reply(service: Service, editions: tuple[Edition, ...]) -> QuarterReply:
    """`editions` are one quarter's, the newest first."""
    return QuarterReply(
        editions[0].quarter.code,
        editions[0].number,
        tuple(_edition_reply(service, each) for each in editions),
    )


def _edition_reply(service: Service, edition: Edition) -> EditionReply:
    return EditionReply(
        edition.number,
        edition.approved_at.date().isoformat(),
        edition.data_version,
        edition.program_version,
        tuple(
            FileReply(
                file.kind.replace("figures", "csv"),
                absolute(service, edition_path(edition, file.kind)),
                file.size,
                file.hash,
            )
            for file in edition.files
        ),
    )
