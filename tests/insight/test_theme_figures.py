"""Themes' figures from rows in a real database: read, held by the desk, counted, and hidden where they must be."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from feedback.closing import close_due
from feedback.insight.closed import closed_quarters
from feedback.insight.comment_counts import CommentCounts
from feedback.insight.comments_held import comments_version, held_comments, standing_themes
from feedback.insight.desk import Desk
from feedback.insight.figures import Scope
from feedback.insight.worker.themes import change_word, satisfied
from feedback.service import opened_service
from feedback.tables import Theme, ThemeAnswer, ThemeEdit, ThemeRun, WaitingComment
from tests import world
from tests.insight.commented import (
    FORGOTTEN,
    LETTERS,
    MERGED_AWAY,
    STAFF,
    WAIT,
    Remark,
    Small,
    small_municipality,
    themes,
    write,
)
from tests.insight.theme_thief import everything_told

pytestmark = pytest.mark.slow

SPRING, SUMMER, AUTUMN = date(2026, 5, 4), date(2026, 8, 17), date(2026, 11, 2)
FEW = (
    Remark(SUMMER, "phone", "norrbyn", themes=(WAIT, STAFF), score=1),
    Remark(SUMMER, "phone", "norrbyn", themes=(MERGED_AWAY,), score=None),
    Remark(SUMMER, "phone", "norrbyn", themes=(WAIT, MERGED_AWAY), score=2),  # one theme, told once
    Remark(SPRING, "e_mail", None, service=None, language="fi", themes=(FORGOTTEN,)),
    Remark(SPRING, "e_mail", "oholm", themes=()),
    Remark(SPRING, "e_mail", "oholm", themes=None),  # no comment
    Remark(AUTUMN, "phone", "norrbyn", themes=(WAIT,)),  # its quarter is not closed
)


def plain(counts: CommentCounts) -> Counter[tuple[object, ...]]:
    return Counter(
        {
            (*counts.places[place], tuple(counts.themes[each] for each in counts.sets[carried])): n
            for place, carried, n in zip(counts.place, counts.set, counts.n, strict=True)
        }
    )


async def test_comments_are_counted_by_place_and_themes(database: str, tmp_path: Path) -> None:
    """On SQLite and on PostgreSQL."""
    async with opened_service(world.settings(database, tmp_path), world.clock) as service:
        await themes()
        await Theme.update({Theme.known: None, Theme.is_named: True}).where(Theme.id == STAFF)
        await Theme.update({Theme.known: None}).where(Theme.id == LETTERS)
        await write(service, FEW)
        await close_due(service, service.today())
        counts = await held_comments(service, await closed_quarters())
    assert counts.themes == (WAIT, STAFF, LETTERS)
    assert counts.vouched == (True, True, False), "known, named by a person, neither"
    phone = ("2026Q3", "phone", "norrbyn", "housing", "sv")
    assert plain(counts) == {
        (*phone, 1, (WAIT, STAFF)): 1,
        (*phone, 0, (WAIT,)): 1,
        (*phone, 2, (WAIT,)): 1,
        ("2026Q2", "e_mail", "", "", "fi", 4, ()): 1,
        ("2026Q2", "e_mail", "oholm", "housing", "sv", 4, ()): 1,
    }


async def test_the_version_follows_the_grouping_edits_closings_and_what_waits(
    database: str, tmp_path: Path
) -> None:
    async with opened_service(world.settings(database, tmp_path), world.clock) as service:
        versions = [await comments_version(())]
        await themes()
        await write(service, FEW)
        await close_due(service, service.today())
        versions.append(await comments_version(await closed_quarters()))
        assert await comments_version(await closed_quarters()) == versions[-1]
        await ThemeRun(id=3, state="done", asked_at=world.NOW, finished_at=world.NOW).save()
        versions.append(await comments_version(await closed_quarters()))
        edit = ThemeEdit(at=world.NOW, kind="rename", theme=WAIT)
        await edit.save()
        versions.append(await comments_version(await closed_quarters()))
        await ThemeEdit.update({ThemeEdit.undone_at: world.NOW}).where(ThemeEdit.id == edit.id)
        versions.append(await comments_version(await closed_quarters()))
        await WaitingComment(response=1).save()
        versions.append(await comments_version(await closed_quarters()))
        assert len(set(versions)) == len(versions)
        await WaitingComment(response=len(FEW)).save()
        assert await comments_version(await closed_quarters()) == versions[-1], "not of a closed quarter"


def test_a_merged_theme_is_followed_to_the_end_and_not_round_in_circles() -> None:
    found = standing_themes(
        {
            1: ("active", None),
            2: ("merged", 1),
            3: ("merged", 2),
            4: ("merged", 5),
            5: ("merged", 4),
            6: ("gone", None),
            7: ("merged", 6),
            8: ("merged", 99),
        }
    )
    assert found == {1: 1, 2: 1, 3: 1}


@pytest.fixture
async def small(
    request: pytest.FixtureRequest, embedded_settings: object, desk: Desk
) -> AsyncIterator[Small]:
    """`param`: the seed, and how many answers each place has to one in the smallest of these worlds."""
    async with opened_service(embedded_settings, world.clock) as service:  # type: ignore[arg-type]
        remarks = list(small_municipality(*getattr(request, "param", (5, 4))))
        await themes()
        await write(service, remarks)
        await close_due(service, service.today())
        yield Small(remarks, service, desk, await desk.comments_version(service))


async def test_figures_are_those_counted_by_hand(small: Small) -> None:
    scope = small.newest_year
    figures = await small.all(scope)
    assert figures.comments == small.count(scope.quarters)
    assert [line.theme for line in figures.lines] == [WAIT, STAFF, LETTERS]
    for line in figures.lines:
        assert line.n == small.count(scope.quarters, line.theme)
        for point in line.trend.points:
            of = small.count((point.quarter,))
            assert point.n in (None, of)
            if point.share is not None:
                assert point.share == pytest.approx(small.count((point.quarter,), line.theme) / of)
    for theme in (WAIT, STAFF, LETTERS):
        one = await small.one(scope, theme)
        shown = [
            each
            for each in (*one.districts, *one.channels, *one.cells, *one.services, *one.languages)
            if each.n is not None
        ]
        assert len(shown) >= (1 if theme == LETTERS else 5)
        for each in shown:
            where: dict[str, str | None] = {
                name: getattr(each, name)
                for name in ("district", "channel", "service", "language")
                if getattr(each, name) is not None
            }
            assert each.n == small.count(scope.quarters, theme, **where)
            assert each.comments == small.count(scope.quarters, **where)
            assert each.standing in ("higher", "lower", "level", "unclear")


async def test_the_district_that_waits_longer_is_found_and_the_phone_itself(small: Small) -> None:
    line = (await small.all(small.newest_year)).lines[0]
    over_ = [(each.district, each.channel) for each in line.over if each.district or each.channel]
    assert ("soderhagen", None) in over_ or ("soderhagen", "phone") in over_
    assert (None, "phone") in over_
    assert {district for district, _ in over_} <= {"soderhagen", None}


async def test_groups_are_told_apart_over_the_newest_twelve_months_alone(small: Small) -> None:
    for scope in small.scopes():
        one = await small.one(scope, STAFF)
        is_newest_year = scope == small.newest_year
        assert bool(one.districts) == is_newest_year
        assert bool(one.cells) == is_newest_year


async def test_a_single_service_is_told_of_without_its_places(small: Small) -> None:
    year = small.newest_year
    scope = Scope(year.quarters, year.period, "housing", year.margin, year.history)
    line = (await small.one(scope, STAFF)).line
    whole = next(each for each in (await small.one(year, STAFF)).services if each.service == "housing")
    assert line.n == whole.n == small.count(year.quarters, STAFF, service="housing")
    assert line.trend.points == ()
    assert line.over == ()


async def test_a_theme_moved_by_hand_is_counted_anew(small: Small) -> None:
    before = (await small.all(small.newest_year)).lines[1]
    await ThemeAnswer.update({ThemeAnswer.theme: LETTERS}).where(
        (ThemeAnswer.theme == STAFF) & (ThemeAnswer.run == 1)
    )
    await ThemeEdit(at=world.NOW, kind="move", theme=STAFF, other=LETTERS).save()
    small.version = await small.desk.comments_version(small.service)
    after = (await small.all(small.newest_year)).lines
    assert before.n
    assert after[1].n == 0
    assert after[2].n is not None
    assert after[2].n >= before.n


@pytest.mark.parametrize("small", [(5, 4), (2, 3)], indirect=True, ids=["four", "three"])
@pytest.mark.parametrize("theme", [WAIT, STAFF, LETTERS])
async def test_no_hidden_number_of_a_theme_can_be_told_to_within_ten(small: Small, theme: int) -> None:
    outsider = await everything_told(small, theme)
    assert len(outsider.values) > 30
    assert len(outsider.hidden) > 5
    narrow = [(name, width) for name, mask in outsider.hidden if (width := outsider.width(mask)) < 10 - 1e-6]
    assert narrow == []


@pytest.mark.parametrize("theme", [WAIT, STAFF, LETTERS])
async def test_nothing_of_one_to_nine_is_told(small: Small, theme: int) -> None:
    for scope in small.scopes():
        one = await small.one(scope, theme)
        for each in (*one.districts, *one.channels, *one.cells, *one.services, *one.languages):
            if each.n is not None:
                assert each.comments is not None
                assert each.n >= 10
                assert each.comments - each.n >= 10 or each.comments == each.n
        for related in one.related:
            assert related.together >= 10
            assert related.lift.low > 1


def test_satisfaction_of_few_is_not_told() -> None:
    told = satisfied(np.array([0, 10, 0, 0, 10, 20]))
    assert told is not None
    assert told.value == pytest.approx(0.75)
    assert satisfied(np.array([30, 1, 2, 3, 1, 2])) is None
    assert satisfied(np.array([4, 10, 0, 0, 10, 20])) is None, "four who did not say could be subtracted"


@pytest.mark.parametrize(
    ("own", "word"),
    [
        ([40, 42, 39, 41, 80], "higher"),
        ([40, 42, 39, 41, 10], "lower"),
        ([400, 420, 390, 410, 405], "level"),
        ([40, 42, 39, 41, 46], "unclear"),
        ([0, 0, 0, 0, 30], "new"),
    ],
)
def test_how_a_theme_changed_is_said_in_a_word(own: list[int], word: str) -> None:
    assert change_word(own, [1000] * 5, [False] * 5) == word
    assert change_word(own, [1000] * 5, [False] * 4 + [True]) == "unclear"
