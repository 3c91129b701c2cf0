"""Comments are found by what they say and where they come from, a page at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from feedback.errors import InputError
from feedback.service import Service
from feedback.tables import Response
from feedback.themes.reading import comments, count_comments
from feedback.themes.stored import CommentFilter
from tests.themes.commented import LATER, WEEK, Wrote, close, group, grouped, staff, write


@dataclass(frozen=True)
class Case:
    wanted: CommentFilter
    found: set[str]


WROTE = (
    Wrote("100 % nöjd", score=5),
    Wrote("100 procent missnöjd", score=1, channel="e_mail"),
    Wrote("under_streck", district="soderhagen"),
    Wrote("understreck", office="central"),
    Wrote("ÅKTE ÖVER ÄN", language="fi", service="waste"),
    Wrote("Пишу по-русски [och] (så) *här?", week=WEEK + timedelta(weeks=1)),
    Wrote("i ett kvartal som pågår", week=LATER),
)
CASES = (
    Case(CommentFilter(text="100 %"), {"100 % nöjd"}),
    Case(CommentFilter(text="%"), {"100 % nöjd"}),
    Case(CommentFilter(text="under_"), {"under_streck"}),
    Case(CommentFilter(text="åkte än över"), {"ÅKTE ÖVER ÄN"}),
    Case(CommentFilter(text="NÖJD 100"), {"100 % nöjd", "100 procent missnöjd"}),
    Case(CommentFilter(text="ПИШУ"), {WROTE[5].text}),
    Case(CommentFilter(text="[OCH]"), {WROTE[5].text}),
    Case(CommentFilter(text="*här?"), {WROTE[5].text}),
    Case(CommentFilter(text="(så)"), {WROTE[5].text}),
    Case(CommentFilter(text="s.r"), set()),
    Case(CommentFilter(text="'; --"), set()),
    Case(CommentFilter(text="{}"), set()),
    Case(CommentFilter(text="\\"), set()),
    Case(CommentFilter(text="pågår"), set()),
    Case(CommentFilter(scores=(1,)), {"100 procent missnöjd"}),
    Case(CommentFilter(scores=(4, 5)), {"100 % nöjd"}),
    Case(CommentFilter(channel="e_mail"), {"100 procent missnöjd"}),
    Case(CommentFilter(district="soderhagen"), {"under_streck"}),
    Case(CommentFilter(office="central"), {"understreck"}),
    Case(CommentFilter(service="waste"), {"ÅKTE ÖVER ÄN"}),
    Case(CommentFilter(first_quarter="2026Q4"), set()),
    Case(CommentFilter(last_quarter="2026Q2"), set()),
    Case(CommentFilter(other=True), {WROTE[5].text}),
    Case(CommentFilter(theme=1), set()),
)


async def test_each_filter_finds_its_own(service: Service) -> None:
    await close("2026Q3")
    ids = await write(service, WROTE)
    texts = {id: each.text for id, each in zip(ids, WROTE, strict=True)}
    carried = {id: () if at == 5 else (0,) for at, id in enumerate(ids)}
    await grouped(service, (group("Allt"),), carried, texts)
    reader = await staff()
    for case in CASES:
        page = await comments(case.wanted, reader)
        assert {row.text for row in page.rows} == case.found, case.wanted
        assert await count_comments(case.wanted, reader) == len(case.found), case.wanted


async def test_what_a_row_tells(service: Service) -> None:
    await close("2026Q3")
    [only] = await write(service, [Wrote("Hej", office="central", score=4)])
    [theme] = await grouped(service, (group("Allt"),), {only: (0,)}, {only: "Hej"})
    [row] = (await comments(CommentFilter(theme=theme), await staff())).rows
    assert (row.response, row.week, row.quarter.code, row.score) == (only, WEEK, "2026Q3", 4)
    assert (row.channel, row.district, row.office, row.service) == ("phone", "norrbyn", "central", "housing")
    assert (row.themes, row.is_typical, row.by_person, row.answered_in) == ((theme,), True, False, "sv")


async def test_ten_thousand_are_paged_through_while_some_come_and_go(service: Service) -> None:
    await close("2026Q3")
    monday = date(2026, 7, 6)
    wrote = [Wrote(f"Nr {n}", week=monday + timedelta(weeks=n % 11)) for n in range(10_000)]
    ids = await write(service, wrote)
    texts = {id: each.text for id, each in zip(ids, wrote, strict=True)}
    await grouped(service, (group("Allt"),), dict.fromkeys(ids, (0,)), texts)
    reader = await staff()
    seen: list[int] = []
    after: str | None = None
    gone: set[int] = set()
    while True:
        page = await comments(CommentFilter(), reader, after, 200)
        seen += [row.response for row in page.rows]
        after = page.after
        if after is None:
            break
        if len(seen) == 2_000:
            gone = set(ids) - set(seen)
            gone = set(sorted(gone)[:50])
            await Response.delete().where(Response.id.is_in(list(gone)))
    assert len(seen) == len(set(seen)) == 9_950
    assert set(seen) == set(ids) - gone


async def test_an_address_that_points_nowhere_is_said_to(service: Service) -> None:
    await close("2026Q3")
    with pytest.raises(InputError, match="Sidan finns inte"):
        await comments(CommentFilter(), await staff(), "i går")
