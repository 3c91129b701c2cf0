"""`likvardig errands import`: a file of closed errands, with a bar while it runs and a summary at the end."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

from feedback.errands.importing import Order, Outcome, import_file
from feedback.errands.tally import summary
from feedback.errors import InputError
from feedback.service import opened_service
from feedback.settings import settings_now

_SHOWN_DELIMITERS = {"\t": "tab"}
_SHOWN_ENCODINGS = {"cp1252": "Windows-1252", "utf-8": "UTF-8", "utf-8-sig": "UTF-8", "utf-16": "UTF-16"}
_PATH = click.Path(path_type=Path)


@click.group()
def errands() -> None:
    """Closed errands from case systems."""


@errands.command("import")
@click.argument("file", type=_PATH)
@click.option("--mapping", type=_PATH, required=True, help="How to read the file: see docs/errand-files.md.")
@click.option("--dry-run", is_flag=True, help="Say what would happen, and store nothing.")
@click.option("--rejects", type=_PATH, help="Where rejected rows go; FILE.rejects.csv by default.")
def import_errands(file: Path, mapping: Path, dry_run: bool, rejects: Path | None) -> None:
    """Import the closed errands of FILE, a CSV file.

    Good rows are stored; the others are written to a file with line number and reason. Importing the
    same file again changes nothing.
    """
    order = Order(file, mapping, dry_run, rejects)
    for path in (file, mapping):
        if not path.is_file():
            raise InputError(f"There is no file {path}.")
    outcome = asyncio.run(_import(order))
    for line in report(order, outcome):
        click.echo(line)


async def _import(order: Order) -> Outcome:
    async with opened_service(settings_now()) as service:
        with _bar(order.file) as progress:
            return await import_file(service, order, progress)


@contextmanager
def _bar(file: Path) -> Iterator[Callable[[int], None]]:
    """A bar of the bytes read, on a terminal only."""
    console = Console(stderr=True)
    parts = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*parts, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task(file.name, total=file.stat().st_size)
        yield lambda bytes_read: progress.update(task, completed=bytes_read)


def report(order: Order, outcome: Outcome) -> Iterator[str]:
    """What is printed when all rows have been read."""
    encoding = _SHOWN_ENCODINGS.get(outcome.encoding.name, outcome.encoding.name)
    delimiter = _SHOWN_DELIMITERS.get(outcome.delimiter, outcome.delimiter)
    yield f"{order.file}: {encoding}, fields separated by {delimiter}"
    if outcome.encoding.is_damaged:
        yield "  Some bytes are not UTF-8; they are read as \ufffd."
    yield from summary(outcome.tally, order.is_dry_run)
    if outcome.rejects:
        yield f"Rejected rows, with line and reason: {outcome.rejects}"
    if order.is_dry_run:
        yield "Nothing was stored: this was a dry run."
