"""`likvardig report`: a quarter's summary as files, without hand work."""

from __future__ import annotations

import asyncio
import os
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn

from feedback.closing import closes_on, read_closed, weeks_with_data
from feedback.errors import Fault, InputError, NotFound
from feedback.insight.desk import Desk
from feedback.process import Process
from feedback.quarterly import press
from feedback.quarterly.archiving import Made, files_of, read_file
from feedback.quarterly.craft import CraftMaker, usual_craft
from feedback.quarterly.document import EASY, FULL
from feedback.quarterly.editions import Heads, draft_notice
from feedback.quarterly.making import MAKING_SECONDS, draft_order, expected_figures, facts_of
from feedback.quarterly.reading import StoredSummary, all_summaries
from feedback.quarters import Quarter, parsed_quarter, quarter_of
from feedback.service import Service, opened_service
from feedback.settings import settings_now

DESK_SECONDS = 600.0  # what is hidden of a newly closed quarter is decided once in its life
Tell = Callable[[float, str], None]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for on the command line."""

    quarter: Quarter
    language: str
    is_easy: bool

    @property
    def kind(self) -> str:
        return EASY if self.is_easy else FULL


def asked_quarter(code: str) -> Quarter:
    """Raises InputError for what names no quarter."""
    quarter = parsed_quarter(code.strip().upper())
    if quarter is None:
        raise InputError(f"”{code}” är inget kvartal. Skriv till exempel 2026Q3.")
    return quarter


async def report_files(
    service: Service, wanted: Wanted, maker: CraftMaker, tell: Tell
) -> tuple[tuple[Made, ...], StoredSummary | None]:
    """The files: of the newest archived edition if there is one, which is given too; else of a draft made now.
    Raises NotFound for a quarter that is not closed."""
    archived = await newest_edition(wanted.quarter)
    if archived is not None:
        return await _archived_files(archived, wanted), archived
    await _refuse_open(service, wanted.quarter)
    return await _drafted_files(service, wanted, maker, tell), None


async def newest_edition(quarter: Quarter) -> StoredSummary | None:
    editions = [each for each in await all_summaries() if each.quarter == quarter.code and each.is_archived]
    return max(editions, key=lambda each: each.edition, default=None)


async def _archived_files(summary: StoredSummary, wanted: Wanted) -> tuple[Made, ...]:
    found = []
    for each in await files_of(summary.id):
        if each.language in (wanted.language, "") and (
            not each.language or _is_easy(each.kind) == wanted.is_easy
        ):
            file = await read_file(summary.id, summary.content_hash, each.name)
            assert file is not None
            found.append(file)
    return tuple(found)


def _is_easy(kind: str) -> bool:
    return kind.startswith(EASY)


async def _refuse_open(service: Service, quarter: Quarter) -> None:
    if await read_closed(quarter) is not None:
        return
    weeks = await weeks_with_data()
    day = closes_on(quarter, service.municipality.invitations)
    if weeks is None or not quarter_of(weeks[0]) <= quarter:
        raise NotFound(f"Det finns inga svar eller ärenden från kvartalet {quarter.code}.")
    if quarter_of(weeks[1]) < quarter:
        raise NotFound(
            f"Det finns inga svar eller ärenden från kvartalet {quarter.code} ännu. Det stängs tidigast {day.isoformat()}."
        )
    raise NotFound(f"Kvartalet {quarter.code} är inte stängt. Det stängs tidigast {day.isoformat()}.")


async def _drafted_files(service: Service, wanted: Wanted, maker: CraftMaker, tell: Tell) -> tuple[Made, ...]:
    """Made from what is stored alone: the document carries the day its quarter was closed, so that made twice it is
    the same."""
    order = await order_of(service, wanted.quarter, tell)
    process = Process()
    try:
        key = f"{wanted.language}-{wanted.kind}"
        tell(0.6, "Dokumentet sätts")
        files: tuple[Made, ...] = await process.done(MAKING_SECONDS, press.make_report, maker, order, key)
        return files
    finally:
        await asyncio.to_thread(process.end)


async def order_of(service: Service, quarter: Quarter, tell: Tell) -> press.DraftOrder:
    """Everything a draft outside the workflow is made from."""
    closed = await read_closed(quarter)
    assert closed is not None
    desk = Desk(answer_seconds=DESK_SECONDS)
    desk.start()
    total = expected_figures(service)
    tell(0.0, "Siffrorna samlas in")
    try:
        facts = await facts_of(
            service, desk, quarter, lambda asked: tell(0.6 * min(1.0, asked / total), "Siffrorna samlas in")
        )
    finally:
        await asyncio.to_thread(desk.stop)
    heads = Heads("", service.municipality.summary.officer)
    notices = {language: draft_notice(service, language) for language in press.LANGUAGES}
    return draft_order(service, facts, heads, 1, closed.closed_on, notices)


def write_all(folder: Path, files: Sequence[Made]) -> None:
    """Every file, or none: they are written under other names first. Raises InputError where that cannot be done."""
    parts = [(folder / f".{file.name}.{secrets.token_hex(4)}.part", folder / file.name) for file in files]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for file, (part, _whole) in zip(files, parts, strict=True):
            part.write_bytes(file.content)
        for part, whole in parts:
            os.replace(part, whole)
    except OSError as error:
        raise InputError(
            "Filerna kunde inte skrivas.", [Fault(str(folder), error.strerror or str(error))]
        ) from None
    finally:
        for part, _whole in parts:
            part.unlink(missing_ok=True) if folder.is_dir() else None


async def _report(wanted: Wanted, out: Path, maker: CraftMaker = usual_craft) -> str:
    console = Console(stderr=True)
    async with opened_service(settings_now()) as service:
        with Progress(
            TextColumn("{task.description}"), BarColumn(), console=console, disable=not console.is_terminal
        ) as progress:
            bar = progress.add_task("Börjar", total=1.0)
            files, archived = await report_files(
                service,
                wanted,
                maker,
                lambda share, stage: progress.update(bar, completed=share, description=stage),
            )
            progress.update(bar, completed=1.0, description="Klart")
        await asyncio.to_thread(write_all, out, files)
        return said(service, wanted, files, archived, out)


def said(
    service: Service, wanted: Wanted, files: Sequence[Made], archived: StoredSummary | None, out: Path
) -> str:
    """What was written, and whether it is the archived edition or a draft."""
    if archived is None:
        head = f"Utkast för {wanted.quarter.code}, inte godkänt:"
    else:
        assert archived.approved_at is not None
        zone = ZoneInfo(service.municipality.time_zone)
        day = archived.approved_at.astimezone(zone).date().isoformat()
        head = (
            f"Den arkiverade utgåvan {archived.edition} för {wanted.quarter.code}, godkänd av "
            f"{archived.approved_name} den {day}, oförändrad:"
        )
    return "\n".join([head, *(f"  {out / file.name}" for file in files)])


@click.command()
@click.option("--quarter", required=True, help="The quarter, as 2026Q3.")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path("."),
    show_default=True,
    help="Folder for the files.",
)
@click.option("--language", type=click.Choice(press.LANGUAGES), default="sv", show_default=True)
@click.option("--easy", is_flag=True, help="The one-page version in easy language.")
def report(quarter: str, out: Path, language: str, easy: bool) -> None:
    """Write a quarter's summary as PDF, HTML and DOCX, with its figures as CSV and Parquet.

    Takes the archived edition if there is one, and says so; else drafts it now, marked as a draft.
    """
    click.echo(asyncio.run(_report(Wanted(asked_quarter(quarter), language, easy), out)))
