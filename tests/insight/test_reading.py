"""The cube and the funnel read back, on both kinds of database, against a plain count of what went in."""

from __future__ import annotations

from datetime import date

from feedback.funnel import Stage
from feedback.insight.reading import Extent, read_funnel, read_scores, weeks_with_data
from feedback.quarters import Quarter
from feedback.service import Service
from tests.insight.counted import LILLAKER, Answers, count

THIRD = Extent(Quarter(2026, 3), "district")
EDGES = (
    Answers("phone", "oholm", (1, 0, 0, 0, 0), week=date(2026, 6, 22)),  # the last week before
    Answers("phone", "oholm", (0, 2, 0, 0, 0), week=date(2026, 6, 29)),  # the first week
    Answers("phone", "oholm", (0, 0, 3, 0, 0), week=date(2026, 9, 21)),  # the last week
    Answers("phone", "oholm", (0, 0, 0, 4, 0), week=date(2026, 9, 28)),  # the first week after
)


async def test_an_empty_database_has_no_weeks(service: Service) -> None:
    assert await weeks_with_data(service) is None
    assert await read_scores(service, THIRD) == {}


async def test_scores_by_district_and_channel(service: Service) -> None:
    await count(service, LILLAKER)
    read = await read_scores(service, THIRD)
    assert read == {(each.district, each.channel): each.scores for each in LILLAKER}


async def test_scores_by_office_and_of_one_service(service: Service) -> None:
    await count(service, LILLAKER)
    by_office = await read_scores(service, Extent(Quarter(2026, 3), "office"))
    assert by_office[("centrum", "office_visit")] == (1, 3, 6, 31, 51)
    assert by_office[(None, "phone")] == (13, 17, 29, 75, 89)
    waste = await read_scores(service, Extent(Quarter(2026, 3), "district", "waste"))
    assert {channel for _, channel in waste} == {"e_mail"}
    assert sum(sum(scores) for scores in waste.values()) == sum(
        each.n for each in LILLAKER if each.service == "waste"
    )


async def test_only_the_weeks_of_the_quarter_are_read(service: Service) -> None:
    await count(service, EDGES)
    assert await read_scores(service, THIRD) == {("oholm", "phone"): (0, 2, 3, 0, 0)}
    assert await weeks_with_data(service) == (date(2026, 6, 22), date(2026, 9, 28))


async def test_the_funnel_by_district_and_channel(service: Service) -> None:
    await count(service, LILLAKER)
    read = await read_funnel(service, THIRD)
    for each in LILLAKER:
        stages = read[(each.district, each.channel)]
        assert (stages[Stage.CLOSED], stages[Stage.ANSWERED]) == (3 * each.n, each.n)
