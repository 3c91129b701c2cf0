"""`likvardig quarters …`: which quarters are closed, and closing those that are due."""

from __future__ import annotations

import asyncio

import click

from feedback.closing import close_due, closes_on, weeks_with_data
from feedback.quarters import quarters_between
from feedback.service import Service, opened_service
from feedback.settings import settings_now
from feedback.tables import ClosedQuarter


@click.group()
def quarters() -> None:
    """The quarters whose counts are closed, which is what dashboards show."""


@quarters.command("list")
def list_quarters() -> None:
    """Every quarter with errands or answers: when it was closed, or from which day it can be."""

    async def work() -> list[str]:
        async with opened_service(settings_now()) as service:
            return await _lines(service)

    click.echo("\n".join(asyncio.run(work())) or "Inga ärenden eller svar ännu.")


async def _lines(service: Service) -> list[str]:
    columns = ClosedQuarter.quarter, ClosedQuarter.closed_on, ClosedQuarter.content_hash
    rows = {row["quarter"]: row for row in await ClosedQuarter.select(*columns)}
    lines = {
        code: f"{code}  stängt {row['closed_on']}  {row['content_hash'][:12]}" for code, row in rows.items()
    }
    weeks = await weeks_with_data()
    for quarter in quarters_between(*weeks) if weeks else ():
        day = closes_on(quarter, service.municipality.invitations)
        lines.setdefault(quarter.code, f"{quarter.code}  öppet, stängs från {day}")
    return [lines[code] for code in sorted(lines)]


@quarters.command()
def close() -> None:
    """Close every quarter that is due. The service does it by itself; twice does no harm."""

    async def work() -> list[str]:
        async with opened_service(settings_now()) as service:
            return [quarter.code for quarter in await close_due(service, service.today())]

    closed = asyncio.run(work())
    click.echo(f"Stängda: {', '.join(closed)}." if closed else "Inget kvartal är klart att stängas.")
