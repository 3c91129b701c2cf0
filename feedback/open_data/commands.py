"""`likvardig export open-data` and `likvardig export cube`: what is published, as files in a folder of one's own.

Nothing is written under its name until it is whole.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import click
from litestar.datastructures import State

from feedback.errors import InputError, NotFound
from feedback.open_data.addresses import METADATA_SUFFIX, PACKAGE, VOCABULARY, edition_name
from feedback.open_data.content import whole
from feedback.open_data.describing import edition_csvw, edition_package, encoded
from feedback.open_data.editions import SUFFIX, Edition
from feedback.open_data.shelf import Shelf, shelf
from feedback.open_data.together import together
from feedback.quarters import parsed_quarter
from feedback.service import opened_service
from feedback.settings import settings_now

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Written:
    """A file of the export, whole."""

    name: str
    content: bytes


def _run(work: Callable[[Shelf], Awaitable[T]]) -> T:
    async def opened() -> T:
        async with opened_service(settings_now()) as service:
            return await work(await shelf(State({"service": service})))

    return asyncio.run(opened())


@click.command("open-data")
@click.option("--quarter", required=True, help="The quarter, such as 2026Q3.")
@click.option("--edition", type=click.IntRange(min=1), help="Its edition; the newest unless given.")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    help="The folder to write to; made where it is missing.",
)
def open_data(quarter: str, edition: int | None, out: Path) -> None:
    """Write a quarter's published figures with the description of their columns."""
    asked = parsed_quarter(quarter)
    if asked is None:
        raise InputError(f"{quarter} is not a quarter such as 2026Q3.")

    async def work(found: Shelf) -> list[Written]:
        try:
            return await edition_files(found, found.published.edition(asked, edition))
        except NotFound:
            raise InputError(_missing(found, asked.code, edition)) from None

    out.mkdir(parents=True, exist_ok=True)
    for file in _run(work):
        _write(out / file.name, file.content)
        click.echo(out / file.name)


@click.command()
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("likvardig.csv"),
    help="The file to write; the ending .parquet gives Parquet, any other CSV.",
)
def cube(out: Path) -> None:
    """Write the suppressed cube: the newest edition of every published quarter in one file."""

    async def work(found: Shelf) -> bytes:
        content = b"".join([part async for part in together(found.published)])
        return content if out.suffix.lower() != ".parquet" else _as_parquet(content)

    out.parent.mkdir(parents=True, exist_ok=True)
    _write(out, _run(work))
    click.echo(out)


async def edition_files(found: Shelf, edition: Edition) -> list[Written]:
    """An edition's files under their names for good, with what describes them."""
    files = [Written(edition_name(edition, SUFFIX[each.kind]), await whole(each)) for each in edition.files]
    return [
        *files,
        Written(edition_name(edition, METADATA_SUFFIX), await edition_csvw(found, edition, is_newest=False)),
        Written(PACKAGE, await edition_package(found, edition, is_newest=False)),
        Written(VOCABULARY, encoded(await found.words())),
    ]


def _as_parquet(content: bytes) -> bytes:
    from feedback.open_data.worker.cube import cube_parquet

    return cube_parquet(content)


def _missing(found: Shelf, quarter: str, edition: int | None) -> str:
    codes = ", ".join(each.quarter.code for each in found.published.newest) or "none yet"
    which = f"edition {edition} of {quarter}" if edition else quarter
    return f"{which} is not published. Published are: {codes}."


def _write(path: Path, content: bytes) -> None:
    beside = path.with_name(path.name + ".part")
    beside.write_bytes(content)
    beside.replace(path)
