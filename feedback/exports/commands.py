"""`likvardig export …`: files for those who work with the figures."""

from __future__ import annotations

import asyncio
import signal
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from feedback.errors import InputError
from feedback.exports.making import Made, made
from feedback.exports.plan import Order, QuarterPlan, chosen, plans
from feedback.exports.writing import WRITERS
from feedback.insight.desk import Desk
from feedback.service import Service, opened_service
from feedback.settings import settings_now
from feedback.staff.audit import Action, note

DECIDE_SECONDS = 3600.0  # what is hidden of a quarter is decided once in its life


@click.group()
def export() -> None:
    """Files of answers, figures and open data."""


@export.command()
@click.option("--quarter", "quarters", multiple=True, required=True, help="Such as 2026Q3; may be repeated.")
@click.option("--format", "format", type=click.Choice(tuple(WRITERS)), required=True)
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help="The file to write."
)
@click.option("--overwrite", is_flag=True, help="Write over a file that is there.")
def responses(quarters: tuple[str, ...], format: str, out: Path, overwrite: bool) -> None:
    """Answers of closed quarters, a row for each response, without anything that tells who gave them.

    What stands in the file and what is left out of it: docs/exports.md."""
    if out.exists() and not overwrite:
        raise InputError(f"{out} finns redan. Välj ett annat namn, eller lägg till --overwrite.")
    done = asyncio.run(_exported(quarters, format, out))
    click.echo(f"{done.rows} svar skrivna till {out} ({done.size / 1e6:.1f} MB).")


async def _exported(quarters: tuple[str, ...], format: str, out: Path) -> Made:
    task_of_ours = asyncio.current_task()
    assert task_of_ours is not None
    # Told to end, it ends as with Ctrl+C: nothing half-written is left.
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task_of_ours.cancel)
    async with opened_service(settings_now()) as service:
        order = Order(await _plans(service, quarters), format)
        console = Console(stderr=True)
        bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            TaskProgressColumn(),
            TimeRemainingColumn(),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )
        with bar:
            task = bar.add_task("Skriver svar", total=1.0)
            done = await made(service, order, out, lambda share: bar.update(task, completed=share))
        await note(service, Action.EXPORTED, detail=f"likvardig export responses {described(order, done)}")
        return done


async def _plans(service: Service, quarters: tuple[str, ...]) -> tuple[QuarterPlan, ...]:
    """What is shown, from a desk of our own for as long as it takes."""
    desk = Desk(answer_seconds=DECIDE_SECONDS)
    wanted = chosen(await desk.closed(service), quarters)
    desk.start()
    try:
        return await plans(service, desk, wanted)
    finally:
        await asyncio.to_thread(desk.stop)


def described(order: Order, done: Made) -> str:
    """What the audit keeps of a file."""
    scope = "" if order.districts is None else f" {','.join(sorted(order.districts))}"
    return f"{','.join(order.quarters)} {order.format}{scope} {done.rows} rows"
