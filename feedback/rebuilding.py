"""`likvardig rebuild-cube`: the cube again, from the stored answers, in one streaming pass."""

from __future__ import annotations

import asyncio
from collections import Counter

import click
from rich.progress import Progress

from feedback.cells import Dimensions, cell_keys
from feedback.database.statements import Many, Procedure, Row, Rows
from feedback.database.writer import run_procedure
from feedback.service import Service, opened_service
from feedback.settings import settings_now
from feedback.tables import Response
from feedback.vocabulary import Vocabulary

CHUNK = 5_000
_PAGE = (
    "SELECT id, survey, week, channel, district, office, service, language, mode FROM response "
    "WHERE id > ? ORDER BY id LIMIT ?"
)
_SCORES = (
    "SELECT response, question, score FROM answer WHERE response > ? AND response <= ? AND score IS NOT NULL"
)


def _page(after: int) -> Procedure[tuple[list[Row], list[Row]]]:
    responses = yield Rows(_PAGE, [after, CHUNK])
    if not responses:
        return [], []
    scores = yield Rows(_SCORES, [after, responses[-1][0]])
    return responses, scores


def counted_page(vocabulary: Vocabulary, responses: list[Row], scores: list[Row]) -> Counter[int]:
    """The cells that one page of responses counts into."""
    by_response: dict[int, list[tuple[str, int]]] = {row[0]: [] for row in responses}
    survey_of = {row[0]: row[1] for row in responses}
    for response, question, score in scores:
        by_response[response].append((f"{survey_of[response]}.{question}", score))
    cells: Counter[int] = Counter()
    for identity, _, week, channel, district, office, service, language, mode in responses:
        at = Dimensions(week, channel, district, office, service, language, mode)
        cells.update(cell_keys(vocabulary, at, by_response[identity]))
    return cells


def _replacing(cells: Counter[int]) -> Procedure[None]:
    yield Rows("DELETE FROM cell")
    yield Many("INSERT INTO cell (key, n) VALUES (?, ?)", sorted(cells.items()))


async def rebuild(service: Service, progress: Progress | None = None) -> int:
    """Replace the cube by what the stored answers say; returns the number of responses read.

    Run it while no answers arrive: what is stored meanwhile may be missed.
    """
    cells: Counter[int] = Counter()
    after, read = -1, 0
    task = progress.add_task("Läser svar", total=await Response.count()) if progress else None
    while True:
        responses, scores = await run_procedure(service.engine, _page(after))
        if not responses:
            break
        cells.update(counted_page(service.vocabulary, responses, scores))
        after, read = responses[-1][0], read + len(responses)
        if progress and task is not None:
            progress.update(task, completed=read)
    await run_procedure(service.engine, _replacing(cells))
    return read


@click.command("rebuild-cube")
def rebuild_cube() -> None:
    """Count the cube anew from the stored answers."""

    async def work() -> int:
        async with opened_service(settings_now()) as service:
            with Progress() as progress:
                return await rebuild(service, progress)

    click.echo(f"{asyncio.run(work())} svar räknade.")
