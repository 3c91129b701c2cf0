"""Runs from end to end: comments read in a process of their own, themes found, put into use, kept over time."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta

import pytest

from feedback.database.writer import run_procedure
from feedback.errors import InputError
from feedback.service import Service
from feedback.tables import Comment, Response, Theme, ThemeAnswer, ThemeRun, WaitingComment
from feedback.themes import edits
from feedback.themes.asking import ask_for_run
from feedback.themes.assigning import find_missed
from feedback.themes.forever import Round, themes_forever
from feedback.themes.grouping import make_waiting_run
from feedback.themes.leases import LEASE, LostRun, taking
from feedback.themes.reading import (
    comments,
    count_comments,
    current_run,
    final_themes,
    latest_run,
    log_of,
    quotes_of,
    themes,
)
from feedback.themes.stored import CommentFilter
from feedback.themes.writing import writing_part
from tests.themes.commented import Wrote, close, staff, write
from tests.themes.conftest import Ticking
from tests.themes.sayings import sayings

pytestmark = pytest.mark.slow

NUMBER = 240
EVERY = CommentFilter()


@pytest.fixture
async def work(service: Service) -> AsyncIterator[Round]:
    found = Round(service)
    yield found
    await asyncio.to_thread(found.process.end)


async def all_done(work: Round) -> None:
    never = asyncio.Event()
    while await work.once(never):
        continue


async def rows_of_runs() -> set[int]:
    return {row["run"] for row in await ThemeAnswer.select(ThemeAnswer.run)}


async def test_comments_get_themes_and_keep_them(service: Service, work: Round, clock: Ticking) -> None:
    await close("2026Q3")
    ids = await write(service, sayings(NUMBER))
    await all_done(work)  # nobody asked: there has never been a run
    first = await current_run()
    assert first is not None
    assert (first.state, first.comments, first.progress, first.asked_by) == ("done", NUMBER, 100, None)
    found = await themes()
    assert len(found) >= 2
    assert len({each.name.casefold() for each in found}) == len(found)
    assert not any(each.is_new for each in found)
    assert await Comment.count() == NUMBER
    mona = await staff()
    with_theme = NUMBER - await count_comments(CommentFilter(other=True), mona)
    assert with_theme > NUMBER / 2
    biggest = max([(await count_comments(CommentFilter(theme=each.id), mona), each.id) for each in found])
    assert (await quotes_of(biggest[1], mona, 3))[0].is_typical

    # New answers join by the model in use, the one that says the same with the same theme.
    like = (await comments(CommentFilter(theme=biggest[1]), mona, limit=1)).rows[0]
    [new] = await write(service, [Wrote(like.text)], waiting=True)
    await all_done(work)
    placed = await ThemeAnswer.select().where(ThemeAnswer.response == new).order_by(ThemeAnswer.place)
    assert tuple(row["theme"] for row in placed) == like.themes
    assert await WaitingComment.count() == 0
    [missed] = await write(service, [Wrote("Hej")])
    assert await find_missed(service) == 1
    await all_done(work)
    assert await Comment.exists().where(Comment.response == missed)
    assert await find_missed(service) == 0

    # A second run, after a quarter has been closed, and what people did stays.
    await edits.rename(service, mona, biggest[1], "Det största", "", None)
    await edits.move(service, mona, ids[0], *(await _a_move(ids[0], mona)))
    moved = await _themes_of(ids[0])
    await close("2026Q4")
    clock.now += timedelta(hours=1)
    await all_done(work)
    second = await current_run()
    assert second is not None
    assert second.id != first.id
    assert second.comments == NUMBER + 2
    assert await rows_of_runs() == {second.id}
    assert await _themes_of(ids[0]) == moved
    again = {each.id: each for each in await themes()}
    assert again[biggest[1]].name == "Det största"
    assert {"matched"} <= {line.kind for line in await log_of(limit=100)}
    assert len(again.keys() & {each.id for each in found}) >= len(found) - 1


async def _a_move(response: int, mona: object) -> tuple[int | None, int | None]:
    """Out of its theme, or, where it has none, into one."""
    ends, [has, *_] = await final_themes(), await _themes_of(response)
    return (ends[has], None) if has is not None else (None, (await themes())[0].id)


async def _themes_of(response: int) -> list[int | None]:
    rows = await ThemeAnswer.select().where(ThemeAnswer.response == response).order_by(ThemeAnswer.place)
    return [row["theme"] for row in rows]


async def test_a_second_grouping_of_the_same_is_the_same(service: Service, work: Round) -> None:
    await close("2026Q3")
    await write(service, sayings(NUMBER))
    await all_done(work)
    before = {(each.id, each.name) for each in await themes()}
    await ask_for_run(service, None)
    await all_done(work)
    assert {(each.id, each.name) for each in await themes()} == before
    assert await Theme.count() == len(before)


async def test_two_who_ask_at_once_get_the_same_run(service: Service) -> None:
    runs = await asyncio.gather(*(ask_for_run(service, person) for person in (1, 2, 3)))
    assert len(set(runs)) == 1
    assert await ThemeRun.count() == 1
    with pytest.raises(InputError) as error:
        await ask_for_run(service, 1, wanted=1)
    assert error.value.faults[0].place == "wanted"


async def test_a_run_is_in_one_pair_of_hands_and_taken_again_after_a_crash(
    service: Service, clock: Ticking
) -> None:
    run = await ask_for_run(service, 1, wanted=5)
    both = await asyncio.gather(*(run_procedure(service.engine, taking(service.now())) for _ in range(2)))
    [first] = [taken for taken in both if taken is not None]
    assert (first.id, first.attempts, first.wanted) == (run, 1, 5)
    clock.now += LEASE
    second = await run_procedure(service.engine, taking(service.now()))
    assert second is not None
    assert (second.id, second.attempts) == (run, 2)
    with pytest.raises(LostRun):
        await run_procedure(service.engine, writing_part(first, [], ()))
    for _ in range(2):
        clock.now += LEASE
        last = await run_procedure(service.engine, taking(service.now()))
    assert last is None
    found = await latest_run()
    assert found is not None
    assert found.state == "failed"
    assert found.problem is not None
    assert "Försök igen" in found.problem


async def test_a_crash_in_the_middle_leaves_nothing_to_see(
    service: Service, work: Round, clock: Ticking
) -> None:
    """Half written under a run that never ended; the one that takes it again ends it, and every reader sees one run."""
    await close("2026Q3")
    await write(service, sayings(NUMBER))
    await ask_for_run(service, None)
    crashed = await run_procedure(service.engine, taking(service.now()))
    assert crashed is not None
    some = (await Response.select(Response.id).limit(20))[0]["id"]
    await ThemeAnswer.insert(ThemeAnswer(run=crashed.id, response=some, theme=1))
    assert await themes() == ()
    assert (await comments(CommentFilter(theme=1), await staff())).rows == ()
    clock.now += LEASE
    await all_done(work)
    found = await current_run()
    assert found is not None
    assert found.id == crashed.id
    placed = await ThemeAnswer.select().where(ThemeAnswer.response == some)
    assert 1 not in {row["theme"] for row in placed}


async def test_a_run_whose_process_dies_says_so_and_can_be_asked_for_again(
    service: Service, work: Round
) -> None:
    await write(service, sayings(NUMBER))
    await ask_for_run(service, 7)
    work.process.start()
    pid = await work.process.ready()
    os.kill(pid, signal.SIGSTOP)
    making = asyncio.create_task(make_waiting_run(service, work.process, asyncio.Event()))
    await _running()
    os.kill(pid, signal.SIGKILL)
    assert await making
    found = await latest_run()
    assert found is not None
    assert found.state == "failed"
    assert found.problem is not None
    assert "Försök igen" in found.problem
    again = await ask_for_run(service, 7)
    taken = await run_procedure(service.engine, taking(service.now()))
    assert taken is not None
    assert taken.id == again != found.id


async def test_a_run_stopped_in_the_middle_waits_for_the_next_start(service: Service, work: Round) -> None:
    await write(service, sayings(NUMBER))
    run, stop = await ask_for_run(service, None), asyncio.Event()
    work.process.start()
    os.kill(await work.process.ready(), signal.SIGSTOP)
    making = asyncio.create_task(make_waiting_run(service, work.process, stop))
    await _running()
    stop.set()
    assert await making
    [row] = await ThemeRun.select(ThemeRun.id, ThemeRun.state, ThemeRun.attempts)
    assert row == {"id": run, "state": "waiting", "attempts": 0}
    taken = await run_procedure(service.engine, taking(service.now()))
    assert taken is not None
    assert taken.id == run


async def _running() -> None:
    is_reading = (ThemeRun.state == "running") & (ThemeRun.stage == "reading")
    await eventually(lambda: ThemeRun.exists().where(is_reading).run())


async def eventually(holds: Callable[[], Awaitable[object]]) -> None:
    """Looks again until it is so; gives up after some minutes."""
    for _ in range(6000):
        if await holds():
            return
        await asyncio.sleep(0.05)
    raise AssertionError("It never came to be")


async def test_without_comments_nothing_is_grouped(service: Service, work: Round) -> None:
    await all_done(work)
    assert await latest_run() is None
    await ask_for_run(service, 7)
    await all_done(work)
    found = await latest_run()
    assert found is not None
    assert (found.state, found.problem) == ("failed", "Det finns inga kommentarer att gruppera än.")


async def test_the_loop_runs_until_it_is_told_to_stop(service: Service) -> None:
    await close("2026Q3")
    await write(service, sayings(NUMBER))
    stop = asyncio.Event()
    loop = asyncio.create_task(themes_forever(service, stop))
    await eventually(current_run)
    [new] = await write(service, [Wrote("Telefonkön var lång")], waiting=True)
    await eventually(lambda: ThemeAnswer.exists().where(ThemeAnswer.response == new).run())
    stop.set()
    await loop
    assert await Comment.exists().where(Comment.response == new)
