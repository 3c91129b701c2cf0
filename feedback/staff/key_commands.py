"""`likvardig keys …`: keys of the read API from the command line."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

import click
from rich.console import Console
from rich.table import Table

from feedback.service import Service, opened_service
from feedback.settings import settings_now
from feedback.staff.api_keys import ListedKey, all_keys, make_key, revoke_key

T = TypeVar("T")


def _run(work: Callable[[Service], Awaitable[T]]) -> T:
    async def opened() -> T:
        async with opened_service(settings_now()) as service:
            return await work(service)

    return asyncio.run(opened())


@click.group()
def keys() -> None:
    """Keys of the read API, one per consumer."""


@keys.command()
@click.argument("name")
def add(name: str) -> None:
    """Make a key for NAME, who will use it, and print it: the only time it is shown."""
    click.echo(_run(lambda service: make_key(service, name, None)))


@keys.command("list")
def list_keys() -> None:
    """Every key: who has it, when it was made and last used."""
    Console().print(_listed(_run(lambda _: all_keys())))


@keys.command()
@click.argument("number", type=int)
def revoke(number: int) -> None:
    """Take back the key with this NUMBER, at once and for good."""
    name = _run(lambda service: revoke_key(service, number, None))
    click.echo(f"The key of {name} no longer opens anything.")


def _listed(found: list[ListedKey]) -> Table:
    table = Table("Number", "Name", "Made", "By", "Last used", "State")
    for key in found:
        table.add_row(
            str(key.id),
            key.name,
            key.made_at.date().isoformat(),
            key.made_by or "command line",
            key.last_used_on.isoformat() if key.last_used_on else "never",
            "open" if key.is_open else "revoked",
        )
    return table
