"""The example's published quarter: comments grouped, a few quotes released, one summary approved and archived.

Done as people would, by the example's own accounts, so that the archive and the open data are not empty.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from feedback.database.writer import run_procedure
from feedback.insight.closed import closed_quarters
from feedback.quarterly.approving import approve, review
from feedback.quarterly.drafting import ask_for_draft
from feedback.quarterly.forever import summaries_once
from feedback.quarterly.reading import StoredSummary, all_summaries
from feedback.quarterly.references.national import national_values
from feedback.quarterly.references.storing import take_in
from feedback.quarterly.references.values import allowed_here
from feedback.quarterly.runs import latest_runs
from feedback.quarters import Quarter
from feedback.service import Service
from feedback.staff.accounts import all_accounts
from feedback.staff.roles import Role, Viewer
from feedback.tables import ReleasedQuote, ThemeAnswer, ThemeRun
from feedback.themes.forever import themes_once
from feedback.themes.hand import Hand
from feedback.themes.releasing import releasing

QUOTES = 3
LOOK_SECONDS = 0.3
Tell = Callable[[str, int], None]
# The most representative comment of each theme, the largest themes first; in Swedish, since the committee reads it.
_TYPICAL = (
    "SELECT a.response, a.theme, c.text FROM theme_answer a JOIN comment c ON c.response = a.response "
    "WHERE a.typical = 1 AND c.language = 'sv' AND a.theme IS NOT NULL AND a.run = {} "
    "ORDER BY (SELECT COUNT(*) FROM theme_answer b WHERE b.theme = a.theme AND b.run = a.run) DESC"
)


async def publish(service: Service, tell: Tell) -> None:
    """Everything there is to do, once: what is there already is left as it is. `tell` is given what is done, and
    how many per cent of it."""
    people = {account.viewer.role: account.viewer for account in await all_accounts() if account.is_active}
    manager, administrator = people.get(Role.MANAGER), people.get(Role.ADMINISTRATOR)
    closed = [each.quarter for each in await closed_quarters()]
    if manager is None or administrator is None or len(closed) < 2 or await all_summaries():
        return
    await take_in(
        service, national_values(allowed_here(service.municipality, service.today())), None, "skr.toml"
    )
    await _followed(themes_once(service), "Grupperar kommentarerna", _grouped, tell)
    await _release(service, manager)
    await _archive(service, closed[-2], manager, administrator, tell)


async def _release(service: Service, manager: Viewer) -> None:
    run = await ThemeRun.select(ThemeRun.id).where(ThemeRun.state == "done").first()
    if run is None or await ReleasedQuote.count():
        return
    for row in (await ThemeAnswer.raw(_TYPICAL, run["id"]))[:QUOTES]:
        hand = Hand(manager, service.now())
        await run_procedure(service.engine, releasing(hand, row["response"], row["theme"], row["text"]))


async def _archive(
    service: Service, quarter: Quarter, manager: Viewer, administrator: Viewer, tell: Tell
) -> None:
    what = f"Sammanfattningen för {quarter.code}"
    await ask_for_draft(service, manager, quarter)
    await _followed(summaries_once(service), what, _worked(quarter), tell)
    drafted = await _summary(quarter)
    await review(service, manager, drafted.id, drafted.changes)
    reviewed = await _summary(quarter)
    await approve(service, administrator, reviewed.id, administrator.name, reviewed.changes)
    await _followed(summaries_once(service), f"{what} arkiveras", _worked(quarter), tell)


async def _summary(quarter: Quarter) -> StoredSummary:
    return next(each for each in await all_summaries() if each.quarter == quarter.code)


async def _grouped() -> int:
    row = await ThemeRun.select(ThemeRun.progress).order_by(ThemeRun.asked_at, ascending=False).first()
    return int(row["progress"]) if row else 0


def _worked(quarter: Quarter) -> Callable[[], Awaitable[int]]:
    async def share() -> int:
        run = (await latest_runs()).get(quarter.code)
        return run.progress if run else 0

    return share


async def _followed(
    work: Awaitable[None], what: str, share: Callable[[], Awaitable[int]], tell: Tell
) -> None:
    """Wait for the work, and tell how far it has come all the while."""
    task = asyncio.ensure_future(work)
    try:
        while not task.done():
            tell(what, await share())
            await asyncio.wait({task}, timeout=LOOK_SECONDS)
        await task
        tell(what, 100)
    finally:
        task.cancel()
