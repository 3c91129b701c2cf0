"""`likvardig jobs …`: the job worker as a process of its own."""

from __future__ import annotations

import asyncio
import signal
from collections import Counter

import click

from feedback.closing import close_due, close_hourly
from feedback.invitations.eligibility import Fate
from feedback.invitations.jobs import work_forever, work_once
from feedback.quarterly.forever import summaries_forever, summaries_once
from feedback.service import opened_service
from feedback.settings import Settings, settings_now
from feedback.themes.forever import themes_forever, themes_once


@click.group()
def jobs() -> None:
    """Decide who is invited, send invitations and reminders, close quarters, find themes in comments, make summaries."""


@jobs.command()
@click.option("--once", is_flag=True, help="Do everything that is due now, say how much it was, and stop.")
def run(once: bool) -> None:
    """Work until interrupted. Several workers may run at once, also beside the service's own."""
    settings = settings_now()
    asyncio.run(_once(settings) if once else _forever(settings))


async def _once(settings: Settings) -> None:
    async with opened_service(settings) as service:
        done, fates = await work_once(service)
        await close_due(service, service.today())
        await themes_once(service)
        await summaries_once(service)
    click.echo(summary(done, fates))


async def _forever(settings: Settings) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for sign in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(sign, stop.set)
    async with opened_service(settings) as service:
        click.echo("Working. Press Ctrl+C to stop.")
        await asyncio.gather(
            work_forever(service, stop),
            close_hourly(service, stop),
            themes_forever(service, stop),
            summaries_forever(service, stop),
        )


def summary(done: int, fates: Counter[Fate]) -> str:
    """One line per kind of outcome, as people read it."""
    lines = [f"{fates.total()} errands decided, {done} jobs done."]
    return "\n".join(lines + [f"  {fate.word:<12} {fates[fate]:>7}" for fate in Fate if fates[fate]])
