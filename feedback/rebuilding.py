"""`likvardig rebuild-cube`: the cube again, from the stored answers, in one streaming pass."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable

import click
import numpy as np
from rich.progress import Progress

from feedback.database.statements import Many, Procedure, Rows
from feedback.database.streaming import Moment, one_moment
from feedback.database.writer import run_procedure
from feedback.recounting import RESPONSES, Questions, Recount, Responses, pairs
from feedback.service import Service, opened_service
from feedback.settings import settings_now
from feedback.tables import Answer, Response

PAGE = 50_000

Advance = Callable[[int], None]


async def rebuild(service: Service, progress: Progress | None = None) -> int:
    """Replace the cube by what the stored answers say; returns the number of responses read.

    Run it while no answers arrive: what is stored meanwhile may be missed. Closed quarters stay as they are.
    """
    on_responses, on_answers = await _advancing(progress)
    async with one_moment(service.engine) as moment:
        responses = await _responses(service, moment, on_responses)
        keys, counts = await _recounted(service, moment, responses, on_answers)
    await run_procedure(service.engine, _replacing(keys, counts))
    return responses.read


async def _responses(service: Service, moment: Moment, advance: Advance) -> Responses:
    responses = Responses(service.vocabulary)
    async for rows in moment.pages(RESPONSES, size=PAGE):
        responses.add(rows)
        advance(len(rows))
    responses.finish()
    return responses


async def _recounted(
    service: Service, moment: Moment, responses: Responses, advance: Advance
) -> tuple[np.ndarray, np.ndarray]:
    questions = Questions(service.vocabulary)
    recount = Recount(responses, questions)
    async for rows in moment.pages(questions.statement, size=PAGE):
        recount.add(rows)
        advance(len(rows))
    return recount.tally.counted()


def _replacing(keys: np.ndarray, counts: np.ndarray) -> Procedure[None]:
    yield Rows("DELETE FROM cell")
    for part in pairs(keys, counts, PAGE):
        yield Many("INSERT INTO cell (key, n) VALUES (?, ?)", part)


async def _advancing(progress: Progress | None) -> tuple[Advance, Advance]:
    """What to call with each page of responses and of answers; texts and single choices have no score, so the
    second bar may end early."""
    if progress is None:
        return _unseen, _unseen
    responses = progress.add_task("Läser enkätsvar", total=await Response.count())
    answers = progress.add_task("Räknar svar på frågor", total=await Answer.count())
    return (
        lambda number: progress.advance(responses, number),
        lambda number: progress.advance(answers, number),
    )


def _unseen(number: int) -> None:
    """Nobody watches."""


@click.command("rebuild-cube")
def rebuild_cube() -> None:
    """Count the cube anew from the stored answers. Closed quarters stay as they are."""

    async def work() -> int:
        async with opened_service(settings_now()) as service:
            with Progress() as progress:
                return await rebuild(service, progress if progress.console.is_terminal else None)

    gc.disable()  # rows make no cycles, and looking for them takes a twentieth of the time
    click.echo(f"{asyncio.run(work())} svar räknade.")
