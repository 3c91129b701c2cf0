"""`likvardig staff …`: accounts from the command line."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable

import click
from rich.console import Console
from rich.table import Table

from feedback.service import Service, opened_service
from feedback.settings import settings_now
from feedback.staff.accounts import (
    Account,
    NewAccount,
    all_accounts,
    change_password,
    create_account,
    disable_account,
)
from feedback.staff.roles import Role
from feedback.web.languages import STAFF_LANGUAGES

from_stdin = click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")


def _run(work: Callable[[Service], Awaitable[None]]) -> None:
    async def opened() -> None:
        async with opened_service(settings_now()) as service:
            await work(service)

    asyncio.run(opened())


def _password(password_stdin: bool) -> str:
    if password_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    return str(click.prompt("Password", hide_input=True, confirmation_prompt=True))


@click.group()
def staff() -> None:
    """Accounts of staff, committee and administrators."""


@staff.command()
@click.argument("email")
@click.option("--name", required=True, help="The person's name, as shown on the pages.")
@click.option("--title", default="", help="What the person is, such as enhetschef.")
@click.option("--role", type=click.Choice([role.value for role in Role]), required=True)
@click.option(
    "--district", "districts", multiple=True, help="A district the manager answers for; may be repeated."
)
@click.option(
    "--office", "offices", multiple=True, help="An office the manager answers for; may be repeated."
)
@click.option("--language", type=click.Choice(STAFF_LANGUAGES), default=STAFF_LANGUAGES[0])
@from_stdin
def add(
    email: str,
    name: str,
    title: str,
    role: str,
    districts: tuple[str, ...],
    offices: tuple[str, ...],
    language: str,
    password_stdin: bool,
) -> None:
    """Make an account for EMAIL."""
    new = NewAccount(
        email=email,
        name=name,
        title=title,
        role=role,
        language=language,
        districts=districts,
        offices=offices,
        password=_password(password_stdin),
    )
    _run(lambda service: create_account(service, new))
    click.echo(f"{email} can sign in now.")


@staff.command("list")
def list_accounts() -> None:
    """Every account, with what it may see."""

    async def show(service: Service) -> None:
        Console().print(_listed(await all_accounts()))

    _run(show)


@staff.command()
@click.argument("email")
def disable(email: str) -> None:
    """Close the account of EMAIL and sign it out everywhere."""
    _run(lambda service: disable_account(service, email))
    click.echo(f"{email} can no longer sign in.")


@staff.command()
@click.argument("email")
@from_stdin
def password(email: str, password_stdin: bool) -> None:
    """Set a new password for EMAIL and sign it out everywhere."""
    new = _password(password_stdin)
    _run(lambda service: change_password(service, email, new))
    click.echo(f"{email} has a new password.")


def _listed(accounts: list[Account]) -> Table:
    table = Table("E-mail", "Name", "Role", "Sees", "State")
    for account in accounts:
        viewer = account.viewer
        sees = sorted(viewer.districts | viewer.offices)
        table.add_row(
            account.email,
            viewer.name,
            viewer.role.value,
            "everything" if viewer.sees_everything else ", ".join(sees),
            "active" if account.is_active else "disabled",
        )
    return table
