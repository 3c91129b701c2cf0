"""`likvardig references`: others' values from files, and the national ones that come with the program."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from feedback.errors import InputError
from feedback.quarterly.references.cube_file import cube_in
from feedback.quarterly.references.national import national_values
from feedback.quarterly.references.plan import Plan, plan
from feedback.quarterly.references.storing import remove, stored_values, take_in
from feedback.quarterly.references.table_file import values_in
from feedback.quarterly.references.values import Allowed, Key, Value, allowed_here
from feedback.service import opened_service
from feedback.settings import settings_now

_FILE = click.Path(path_type=Path)
dry_run = click.option("--dry-run", is_flag=True, help="Say what would happen, and store nothing.")
replace = click.option("--replace", is_flag=True, help="Let values take the place of stored ones.")


@dataclass(frozen=True)
class Found:
    """What a file holds: values, places it shows nothing of, and what is worth telling of it."""

    values: tuple[Value, ...]
    without: tuple[Key, ...] = ()
    told: tuple[str, ...] = ()


@click.group()
def references() -> None:
    """Values of other municipalities and of the whole country, shown beside ours."""


@references.command("import")
@click.argument("file", type=_FILE)
@dry_run
@replace
def import_table(file: Path, dry_run: bool, replace: bool) -> None:
    """Take in FILE, a CSV table of values: see docs/references.md."""
    _run(lambda allowed: Found(values_in(_content(file), allowed)), file.name, dry_run, replace)


@references.command("import-figures")
@click.argument("file", type=_FILE)
@click.option("--organisation", required=True, help="The municipality that published the file.")
@dry_run
@replace
def import_figures(file: Path, organisation: str, dry_run: bool, replace: bool) -> None:
    """Take in FILE, the figures another municipality has published in the format of our open data."""

    def read(allowed: Allowed) -> Found:
        cube = cube_in(_content(file), organisation, allowed)
        unknown = [f"Channels that are not ours, left out: {', '.join(cube.unknown)}"] if cube.unknown else []
        hidden = [f"Hidden in the file: {cube.hidden}"] if cube.hidden else []
        return Found(cube.values, cube.without, (*hidden, *unknown))

    _run(read, file.name, dry_run, replace)


@references.command("national")
@dry_run
@replace
def national(dry_run: bool, replace: bool) -> None:
    """Take in the national values that come with the program (SKR servicemätning)."""
    _run(lambda allowed: Found(national_values(allowed)), "skr.toml", dry_run, replace)


@references.command("list")
def list_values() -> None:
    """Every stored value with its source and year."""

    async def listed() -> tuple[Value, ...]:
        async with opened_service(settings_now()):
            return await stored_values()

    for each in asyncio.run(listed()):
        click.echo(f"{line(each)}  ({each.source})")


@references.command("remove")
@click.argument("organisation")
@click.argument("year", type=int)
def remove_values(organisation: str, year: int) -> None:
    """Remove every value of ORGANISATION for YEAR."""

    async def removed() -> int:
        async with opened_service(settings_now()) as service:
            return await remove(service, organisation, year, None)

    click.echo(f"Removed: {asyncio.run(removed())}")


def _run(read: Callable[[Allowed], Found], name: str, dry_run: bool, replace: bool) -> None:
    for told in asyncio.run(_imported(read, name, dry_run, replace)):
        click.echo(told)


async def _imported(
    read: Callable[[Allowed], Found], name: str, dry_run: bool, replace: bool
) -> tuple[str, ...]:
    async with opened_service(settings_now()) as service:
        found = read(allowed_here(service.municipality, service.today()))
        made = plan(found.values, await stored_values(), found.without)
        if dry_run:
            return (*found.told, *report(made), "Nothing was stored: this was a dry run.")
        if made.takes_away and not replace:
            raise InputError(
                "\n".join(
                    [*report(made), "Nothing was stored. Run it again with --replace to let this happen."]
                )
            )
        await take_in(service, found.values, None, name, found.without, made.fingerprint)
        return (*found.told, *report(made))


def report(made: Plan) -> Iterator[str]:
    """What happens, or would: how many of each, and each that takes something away."""
    yield f"New: {len(made.new)}, replaced: {len(made.replaced)}, removed: {len(made.removed)}, as before: {len(made.same)}"
    for old, new in made.replaced:
        yield f"  {line(old)} becomes {new.value}" + (f" ({new.source})" if new.source != old.source else "")
    for each in made.removed:
        yield f"  {line(each)} is removed: the file shows nothing there"


def line(value: Value) -> str:
    """One value in a line: whose, which year, of what."""
    about = " ".join(part for part in (value.measure, value.channel, value.district) if part)
    return f"{value.organisation} {value.year} {about}: {value.value} {value.unit}" + (
        f", n {value.n}" if value.n is not None else ""
    )


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise InputError(f"{file} cannot be read: {error.strerror}.") from None
