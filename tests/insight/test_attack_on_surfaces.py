"""An attack with everything the service hands out, over all pages, periods, services and closings together."""

from __future__ import annotations

import asyncio
import json
import re
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import httpx
import numpy as np
import pytest

from analysis.disclosure import Hidden
from analysis.publication.closing import Closing
from feedback.closing import close_due
from feedback.insight.closed import closed_quarters, keep_pattern
from feedback.insight.desk import Desk
from feedback.insight.figures import QUARTER, TWELVE_MONTHS, YEAR_TO_DATE
from feedback.insight.recent import Recent
from feedback.service import Service
from survey_defs.municipality import Municipality
from tests import world
from tests.insight import nasty_world
from tests.insight.counted import insight_client
from tests.insight.thief import SMALLEST, Burglar, Figure, Loot, Puzzle
from tests.staff.app import sign_in_as

pytestmark = pytest.mark.slow

EARLIER = date(2026, 8, 1)  # when four of the five quarters are closed
PAGES = (
    *("/insikt", "/insikt/kommundelar", "/insikt/kanaler", "/insikt/kontor", "/insikt/anvandning"),
    *("/insikt/narvaro", "/insikt/jamfor", "/insikt/kommundel/oholm", "/insikt/kanal/e_mail"),
)


@dataclass(frozen=True)
class Haul:
    """What was taken: after the fourth closing, after the fifth, and from behind the pages; some pages as read."""

    municipality: Municipality
    early: Loot
    late: Loot
    behind: Loot
    pages: dict[str, str]

    @property
    def all(self) -> Loot:
        together = Loot()
        for loot in (self.early, self.late, self.behind):
            together.add(loot)
        return together


@asynccontextmanager
async def nasty(
    folder: Path, desk: Desk, today: date, fill: Callable[[Service], Awaitable[None]] = nasty_world.fill
) -> AsyncIterator[tuple[httpx.AsyncClient, Service]]:
    settings = world.settings(f"sqlite:{folder / 'test.sqlite'}", folder)
    async with insight_client(settings, desk, ()) as (client, service):
        await fill(service)
        await close_due(service, today)
        await sign_in_as(client, "bo")
        yield client, service


async def stolen(folder: Path, desk: Desk) -> Haul:
    async with nasty(folder, desk, EARLIER) as (client, service):
        burglar = Burglar(client, service.municipality)
        early = await burglar.everything([each.quarter for each in await closed_quarters()], ["/insikt"])
        await close_due(service, service.today())
        known = [each.quarter for each in await closed_quarters()]
        late = await burglar.everything(known)
        behind = await burglar.behind_the_pages(desk, service, known)
        pages = {address: (await client.get(f"{address}?period=kv-2026Q3")).text for address in PAGES}
        return Haul(service.municipality, early, late, behind, pages)


@pytest.fixture(scope="module")
def haul(tmp_path_factory: pytest.TempPathFactory, warm_desk: Desk) -> Haul:
    """Everything is fetched once; the desk forgets its list of closed quarters at once, as after some seconds."""
    warm_desk.lists = Recent(0)
    return asyncio.run(stolen(tmp_path_factory.mktemp("nasty"), warm_desk))


@pytest.fixture(scope="module")
def puzzle(haul: Haul) -> Puzzle:
    return Puzzle(haul.all, haul.municipality)


def test_the_world_is_nasty_and_something_is_shown(haul: Haul) -> None:
    assert len(haul.late.hidden) > 50
    assert len([n for n in haul.late.shown.values() if n]) > 50
    assert {figure.service for figure in haul.late.shown} == {None, "housing", "waste"}
    sizes = [answers for _, _, answers in nasty_world.groups()]
    assert 1 in sizes
    assert sum(0 < n < SMALLEST for n in sizes) > 20


def test_nothing_below_ten_is_handed_out(haul: Haul) -> None:
    assert [figure for figure, n in haul.all.shown.items() if 0 < n < SMALLEST] == []


def test_every_surface_says_the_same_and_hidden_is_hidden_on_all(haul: Haul) -> None:
    """`Dolt` is also what comparing says of a place without errands; that it is none is known from the others."""
    differing = {figure: by for figure, by in haul.all.told.items() if len(set(by.values()) - {0}) > 1}
    assert {figure: by for figure, by in differing.items() if set(by.values()) != {0, None}} == {}


def test_what_was_shown_at_the_fourth_closing_is_shown_at_the_fifth_and_nothing_more_of_it(
    haul: Haul,
) -> None:
    for figure, by in haul.early.told.items():
        assert haul.late.told[figure]["/insikt"] == by["/insikt"], figure


def test_no_two_shown_figures_differ_by_one_to_nine(puzzle: Puzzle) -> None:
    assert puzzle.small_differences() == []


def test_no_hidden_figure_can_be_told_to_within_ten(puzzle: Puzzle) -> None:
    assert len(puzzle.loot.hidden) > 50
    assert puzzle.pinned() == []


def test_the_shown_figures_are_those_that_were_counted(haul: Haul, puzzle: Puzzle) -> None:
    """Else the attack would be on something else than what people answered."""
    counted: Counter[tuple[str, ...]] = Counter()
    for place, _, answers in nasty_world.groups():
        key = (_quarter(place.week), place.district or "", place.channel, place.service or "")
        counted[key] += answers
    for figure, n in haul.late.shown.items():
        if figure.office is None:
            assert n == sum(each for key, each in counted.items() if _belongs(key, figure)), figure


def _quarter(monday: date) -> str:
    return next(each.code for each in nasty_world.QUARTERS if each.first_monday == monday)


def _belongs(key: tuple[str, ...], figure: Figure) -> bool:
    quarter, *rest = key
    wanted = (figure.district, figure.channel, figure.service)
    return quarter in figure.quarters and all(
        each in (None, own) for each, own in zip(wanted, rest, strict=True)
    )


def test_the_share_who_answer_is_not_told_of_a_hidden_district(haul: Haul) -> None:
    for figure, told in haul.late.answering.items():
        if told is not None:
            percent, of = told
            answered = percent * of / 100
            assert haul.late.told[figure]["/insikt"] is not None, (figure, told)
            assert answered >= SMALLEST - 0.5
            assert of - answered >= SMALLEST - 0.5 or percent == 100


def test_errands_of_few_are_not_told_and_with_answers_tell_of_no_few_who_did_not_answer(haul: Haul) -> None:
    for figure, closed in haul.late.closed.items():
        assert closed is None or closed == 0 or closed >= SMALLEST, figure
        answers = haul.late.shown.get(figure)
        # Of no known district there is no line, so what is known of all districts is not of all errands.
        if closed and answers and figure.district is not None:
            assert not 0 < closed - answers < SMALLEST, (figure, closed, answers)


def test_no_page_writes_a_number_of_answers_below_ten(haul: Haul) -> None:
    for address, html in haul.pages.items():
        text = " ".join(re.sub(r"<[^>]+>", " ", html).replace("&nbsp;", " ").split())
        assert "Lillåkers kommun" in text, address
        assert re.findall(r"(?<![\d ])\b[1-9] svar\b(?! till)", text) == [], address


async def test_the_attack_succeeds_where_only_the_small_are_hidden(tmp_path: Path, desk: Desk) -> None:
    """The control: stored patterns that hide what is below ten and nothing to protect it."""
    async with nasty(tmp_path, desk, world.TODAY) as (client, service):
        for number, quarter in enumerate(nasty_world.QUARTERS):
            stored = json.dumps(only_small(number, service.municipality).as_json())
            assert await keep_pattern(service, quarter.code, stored) == stored
        burglar = Burglar(client, service.municipality)
        known = [each.quarter for each in await closed_quarters()]
        loot = await burglar.everything(known, ["/insikt"])
        puzzle = Puzzle(loot, service.municipality)
        assert min(n for n in loot.shown.values() if n) >= SMALLEST
        found = puzzle.pinned()
        assert len(found) > 20
        _, low, high = min(found, key=lambda each: each[2] - each[1])
        assert high - low < 1e-6, "some are worked out exactly"
        assert puzzle.small_differences()


def only_small(last: int, municipality: Municipality) -> Closing:
    """A pattern that hides answers below ten, and nothing else, of the tables that came with a quarter."""
    quarters = nasty_world.QUARTERS
    counts = answers_of(municipality)
    year = [n for n, each in enumerate(quarters) if each.year == quarters[last].year and n <= last]
    windows = {QUARTER: [last], YEAR_TO_DATE: year}
    services: tuple[Hidden, ...] = ()
    if last >= 3:
        months = windows[TWELVE_MONTHS] = list(range(last - 3, last + 1))
        services = tuple(small(counts[months, ..., n].sum(axis=0)) for n in range(counts.shape[3]))
    tables = {period: small(counts[chosen].sum(axis=(0, 3))) for period, chosen in windows.items()}
    return Closing((quarters[last].year, quarters[last].number), tables, services)


def small(table: np.ndarray) -> Hidden:
    return Hidden(
        tuple(tuple(row) for row in (table < SMALLEST).tolist()),
        tuple((table.sum(axis=1) < SMALLEST).tolist()),
        tuple((table.sum(axis=0) < SMALLEST).tolist()),
        bool(table.sum() < SMALLEST),
    )


def answers_of(municipality: Municipality) -> np.ndarray:
    """Quarter × district × channel × service, what is unknown last."""
    labels = [
        [each.code for each in nasty_world.QUARTERS],
        [*(each.id for each in municipality.districts), ""],
        [each.id for each in municipality.channels],
        [*(each.id for each in municipality.services), ""],
    ]
    counts = np.zeros([len(each) for each in labels], dtype=np.int64)
    for place, _, answers in nasty_world.groups():
        words = (_quarter(place.week), place.district or "", place.channel, place.service or "")
        counts[tuple(axis.index(word) for axis, word in zip(labels, words, strict=True))] += answers
    return counts
