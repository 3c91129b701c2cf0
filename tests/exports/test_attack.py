"""Somebody who has every file there is beside everything the dashboards tell, over five closings and an erasure."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from feedback.answering.receipts import erase_answer
from feedback.closing import close_due
from feedback.exports.told import SMALLEST
from feedback.insight.closed import closed_quarters
from feedback.insight.desk import Desk
from feedback.insight.figures import (
    SHOWN,
    Matrix,
    OverviewFigures,
    OverviewRequest,
    PresenceFigures,
    PresenceRequest,
    Scope,
)
from feedback.insight.period import offered_periods
from feedback.insight.recent import Recent
from feedback.insight.selection import over
from feedback.service import Service, opened_service
from tests import world
from tests.exports.answered import Given, nasty, write
from tests.exports.reading import Place, Rows, places, taken
from tests.insight.thief import Figure, Loot, Puzzle

pytestmark = pytest.mark.slow


@dataclass
class Taken:
    """What the thief has: the dashboards' tables by period, the figures of language, and the files by quarter."""

    service: Service
    given: list[Given]
    tables: dict[Scope, Matrix]
    language: dict[Scope, dict[str | None, int]]
    files: dict[str, Rows]
    later: dict[str, Rows]
    erased: list[Given]


async def robbed(folder: Path, desk: Desk) -> Taken:
    settings = world.settings(f"sqlite:{folder / 'test.sqlite'}", folder)
    async with opened_service(settings, world.clock) as service:
        given = nasty()
        await write(service, given)
        await close_due(service, service.today())
        known = tuple(each.quarter for each in await closed_quarters())
        scopes = [over(period, known).scope for period in offered_periods(known)]
        tables, language = {}, {}
        for scope in scopes:
            tables[scope] = (await asked(desk, service, scope)).matrix
            language[scope] = await language_of(desk, service, scope)
        files = await taken(folder / "1", desk, service)
        chance = np.random.default_rng(2)
        erased = [given[int(number)] for number in chance.choice(len(given), 6, replace=False)]
        for each in erased:
            assert await erase_answer(service, each.receipt)
        later = await taken(folder / "2", desk, service)
        return Taken(service, given, tables, language, files, later, erased)


async def asked(desk: Desk, service: Service, scope: Scope) -> OverviewFigures:
    figures = await desk.figures(service, OverviewRequest(scope))
    assert isinstance(figures, OverviewFigures)
    return figures


async def language_of(desk: Desk, service: Service, scope: Scope) -> dict[str | None, int]:
    """Who answered the question of language, by district and in all, where it is told."""
    figures = await desk.figures(service, PresenceRequest(scope))
    assert isinstance(figures, PresenceFigures)
    lines = (figures.whole, *figures.lines)
    return {line.district: line.language.n for line in lines if line.language.n is not None}


@pytest.fixture(scope="module")
def loot(tmp_path_factory: pytest.TempPathFactory, patient_desk: Desk) -> Taken:
    patient_desk.lists = Recent(0)
    return asyncio.run(robbed(tmp_path_factory.mktemp("robbed"), patient_desk))


def quarterly(loot: Taken) -> dict[str, Matrix]:
    return {scope.last: matrix for scope, matrix in loot.tables.items() if scope.period == "quarter"}


def told(matrix: Matrix) -> dict[Place, int]:
    return {
        (district or "unknown", channel): judged.n
        for district in matrix.rows
        for channel in matrix.columns
        if (judged := matrix.slot(district, channel).judged)
    }


def test_the_files_hold_much_and_leave_some_without_a_place(loot: Taken) -> None:
    assert sum(len(rows) for rows in loot.files.values()) > 0.5 * len(loot.given)
    assert sum(places(rows)["", ""] for rows in loot.files.values()) > 50


def test_a_place_stands_only_where_its_figure_does_and_the_file_counts_the_same(loot: Taken) -> None:
    """So the files give the thief no equation that the dashboards had not given her."""
    for code, matrix in quarterly(loot).items():
        there = places(loot.files[code])
        rest = there.pop(("", ""), 0)
        assert there == told(matrix), code
        if matrix.total.state == SHOWN:
            assert matrix.total.judged is not None
            assert rest + sum(there.values()) == matrix.total.judged.n
        else:
            assert rest == 0
        assert rest == 0 or rest >= SMALLEST


def test_with_every_file_no_hidden_figure_is_told_to_within_ten(loot: Taken) -> None:
    """The linear programme of the thief of the dashboards, with the files' counts among what she knows."""
    everything = Loot()
    for scope, matrix in loot.tables.items():
        for district in (*matrix.rows, "all"):
            for channel in (*matrix.columns, None):
                slot = _slot(matrix, district, channel)
                figure = Figure(scope.quarters, None if district == "all" else (district or ""), channel)
                n = slot.judged.n if slot.judged else (0 if slot.state == "empty" else None)
                everything.take(figure, "dashboards", n)
    for code, rows in loot.files.items():
        for (district, channel), n in places(rows).items():
            if district:
                everything.take(
                    Figure((code,), "" if district == "unknown" else district, channel), "file", n
                )
        if places(rows)["", ""]:
            everything.take(Figure((code,)), "file", len(rows))
    puzzle = Puzzle(everything, loot.service.municipality)
    assert len(everything.hidden) > 50
    assert puzzle.small_differences() == []
    assert puzzle.pinned() == []


def _slot(matrix: Matrix, district: str | None, channel: str | None):  # type: ignore[no-untyped-def]
    if district == "all":
        return matrix.total if channel is None else matrix.column_slot(channel)
    return matrix.slot(district, channel)


def test_beside_a_blank_place_nothing_says_which_it_is(loot: Taken) -> None:
    for rows in loot.files.values():
        for row in rows:
            if row["district"] is None:
                assert row["channel"] is None
                assert row["comment"] is None
                assert row["bemotande"] is None, "asked of those who were met only"
                assert row["language"] is None, "published by district"


def test_no_question_is_told_of_a_group_where_few_have_answered_it(loot: Taken) -> None:
    for rows in (*loot.files.values(), *loot.later.values()):
        answered: Counter[tuple[str, str, str]] = Counter()
        for row in rows:
            place = row["district"] or "", row["channel"] or ""
            answered.update((*place, name) for name, value in row.items() if value is not None)
        assert [key for key, n in answered.items() if n < SMALLEST] == []


def test_language_by_district_less_the_file_is_of_nobody_or_of_ten(loot: Taken) -> None:
    compared = 0
    for scope, by_district in loot.language.items():
        rows = [row for code in scope.quarters for row in loot.files[code]]
        for district, n in by_district.items():
            file = sum(row["language"] is not None and district in (None, row["district"]) for row in rows)
            assert n - file == 0 or n - file >= SMALLEST, (scope, district)
            compared += file > 0
    assert compared > 10


def test_an_erasure_tells_of_ten_and_more_in_every_place_of_every_quarter(loot: Taken) -> None:
    """Beside the closed figures, and beside the file from before."""
    differing = 0
    for code, matrix in quarterly(loot).items():
        before, after = places(loot.files[code]), places(loot.later[code])
        for place in before | told(matrix):
            for n in {before[place], told(matrix).get(place, before[place])}:
                gap = n - after[place]
                assert gap == 0 or gap >= SMALLEST, (code, place, gap)
                differing += gap > 0
    assert differing > 0


def test_who_erased_is_one_of_ten_and_more_whose_rows_are_gone(loot: Taken) -> None:
    """The rows themselves, not only how many: what is gone from a place is ten different people's and more."""
    for code in loot.files:
        before, after = loot.files[code], loot.later[code]
        for place in places(before):
            gone = _rows(before, place) - _rows(after, place)
            fresh = _rows(after, place) - _rows(before, place)
            assert fresh.total() == 0
            assert gone.total() == 0 or gone.total() >= SMALLEST


def _rows(rows: Rows, place: Place) -> Counter[tuple[object, ...]]:
    """By the answers that stand in both files."""
    return Counter(
        (row["overall"], row["helped"])
        for row in rows
        if (row["district"] or "", row["channel"] or "") == place
    )
