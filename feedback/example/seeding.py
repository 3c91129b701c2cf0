"""Filling a database with the example: marked as such before the first row, marked as whole after the last."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path

from rich.progress import Progress, TaskID

from feedback.answering.redaction import redacted
from feedback.database.statements import Many, Procedure, Row, Rows
from feedback.database.writer import run_procedure
from feedback.errors import SettingsError
from feedback.example.rows import SeedRows, rows_of
from feedback.example.sample import Sample, draw_sample, surveys_of
from feedback.example.truth import truth_of, write_truth
from feedback.keys import random_id
from feedback.service import EXAMPLE_DATA, Service
from feedback.tables import Errand, Installation, Response

SEEDED = "example_seeded"  # set last: without it the example is not whole
CHUNK = 20_000  # rows in one transaction

_RESPONSE = (
    "INSERT INTO response (id, survey, version, channel, office, service, district, language, mode, layout, week, "
    "receipt_hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_ANSWER = "INSERT INTO answer (id, response, question, score, choice, text) VALUES (?, ?, ?, ?, ?, ?)"
_FREEZE = (
    "INSERT INTO frozen_survey (id, survey, version, content_hash, frozen_on) VALUES (?, ?, ?, ?, ?) "
    "ON CONFLICT (survey, version) DO NOTHING"
)
# Not upserts: of two that seed at once the later one shall fail, not count everything twice.
_CELL = "INSERT INTO cell (key, n) VALUES (?, ?)"
_FUNNEL = "INSERT INTO funnel (key, n) VALUES (?, ?)"
_MARK = "INSERT INTO installation (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"


@dataclass(frozen=True)
class SeedReport:
    """What the example holds. `seeded_now` is False where it was there already."""

    seed: int
    today: str
    closed: int
    responses: int
    comments: int
    seeded_now: bool = True


async def is_seeded() -> bool:
    """Whether the whole example is in the database."""
    return bool(await Installation.exists().where(Installation.name == SEEDED))


async def seed(
    service: Service,
    today: date,
    seed: int = 2026,
    progress: Progress | None = None,
    truth: Path | None = None,
    scale: float = 1.0,
) -> SeedReport:
    """Write two years of example data up to the week before `today`, and the truth about them to the file `truth`.

    A database that holds it already is left as it is; one where seeding was interrupted is emptied of what
    was seeded and filled anew; one that holds anything else is refused with a SettingsError.
    """
    known = await _report()
    if known is not None:
        return replace(known, seeded_now=False)
    await _refuse_real_data()
    await _mark(service, EXAMPLE_DATA, f"{today.isoformat()} {seed}")
    sample, rows = _drawn(service, today, seed, scale, progress)
    await run_procedure(service.engine, _emptying())
    for title, statement, part in _parts(rows, sample, today):
        await _insert(service, progress, title, statement, part)
    if truth is not None:
        write_truth(truth, truth_of(sample, seed, rows.comment_ids))
    report = SeedReport(
        seed, today.isoformat(), len(sample.errands), len(rows.responses), len(sample.comments)
    )
    await _mark(service, SEEDED, json.dumps(asdict(report)))
    return report


async def _report() -> SeedReport | None:
    row = await Installation.select(Installation.value).where(Installation.name == SEEDED).first()
    return SeedReport(**json.loads(row["value"])) if row else None


async def _refuse_real_data() -> None:
    """Only an empty database is filled, or one that has been marked as an example before."""
    if await Installation.exists().where(Installation.name == EXAMPLE_DATA):
        return
    if await Response.exists() or await Errand.exists():
        raise SettingsError(
            "This database holds real errands or answers; example data are never put among them. "
            "Name another database in LIKVARDIG_DATABASE, such as sqlite:var/demo.sqlite."
        )


def _drawn(
    service: Service, today: date, seed: int, scale: float, progress: Progress | None
) -> tuple[Sample, SeedRows]:
    task = progress.add_task("Hittar på två år av ärenden", total=2) if progress else None
    survey_of = surveys_of(service.municipality, service.catalogue, today)
    sample = draw_sample(service.municipality, survey_of, today, seed, redacted, scale)
    _advance(progress, task, 1)
    rows = rows_of(sample, service.vocabulary, seed)
    _advance(progress, task, 1)
    return sample, rows


def _advance(progress: Progress | None, task: TaskID | None, steps: int) -> None:
    if progress is not None and task is not None:
        progress.advance(task, steps)


def _parts(rows: SeedRows, sample: Sample, today: date) -> Iterator[tuple[str, str, Sequence[Row]]]:
    """What is written, in order. The surveys are frozen first: they have answers from now on."""
    versions = {(each.id, each.version): each.content_hash for each in sample.survey_of.values()}
    frozen = [(random_id(), *key, content, today) for key, content in sorted(versions.items())]
    yield "Enkäter", _FREEZE, frozen
    yield "Enkätsvar", _RESPONSE, rows.responses
    yield "Svar på frågor", _ANSWER, rows.answers
    yield "Kub", _CELL, rows.cells
    yield "Ärenden", _FUNNEL, rows.funnel


async def _insert(
    service: Service, progress: Progress | None, title: str, statement: str, rows: Sequence[Row]
) -> None:
    task = progress.add_task(title, total=len(rows)) if progress else None
    for start in range(0, len(rows), CHUNK):
        part = rows[start : start + CHUNK]
        await run_procedure(service.engine, _writing(statement, part))
        _advance(progress, task, len(part))


def _writing(statement: str, rows: Sequence[Row]) -> Procedure[None]:
    yield Many(statement, rows)


def _emptying() -> Procedure[None]:
    """Takes away what an interrupted seeding left. The database is marked as an example, so nothing else is in it."""
    for table in ("answer", "response", "cell", "funnel"):
        yield Rows(f"DELETE FROM {table}")


async def _mark(service: Service, name: str, value: str) -> None:
    await run_procedure(service.engine, _writing(_MARK, [(name, value)]))
