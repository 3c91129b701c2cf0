"""Which themes and quotes go into a quarter's summary: released, of its period, and nothing of where they came from."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, timedelta

from feedback.quarterly.facts import Released
from feedback.quarterly.sources import named_themes, released_quotes, weeks_of
from feedback.quarters import Quarter
from feedback.service import Service
from feedback.tables import Comment, ReleasedQuote, Theme
from tests.insight.themed import GREETING, PARKING, WAITING, group
from tests.quarterly.drafts import staff

CLOSED = tuple(Quarter(year, number) for year, number in ((2026, 1), (2026, 2), (2026, 3)))


async def release(service: Service, response: int, theme: int, by: int) -> None:
    row = await Comment.select(Comment.text).where(Comment.response == response).first()
    assert row is not None
    await ReleasedQuote.insert(
        ReleasedQuote(
            response=response, theme=theme, text=row["text"], released_by=by, released_at=service.now()
        )
    )


async def test_only_what_is_released_and_of_the_period_goes_in(service: Service) -> None:
    people = await staff(service)
    await group(service)
    for response, theme in ((504, WAITING), (505, GREETING), (506, PARKING), (502, GREETING)):
        await release(service, response, theme, people["anna"].id)
    await ReleasedQuote.update({ReleasedQuote.withdrawn_at: service.now()}).where(
        ReleasedQuote.response == 502
    )
    after = Quarter(2026, 4).first_monday
    await Comment.update({Comment.week: after}).where(Comment.response == 506)
    quotes = await released_quotes(Quarter(2026, 3), CLOSED)
    day = service.now().date().isoformat()
    assert quotes == (
        Released(WAITING, "طابور الهاتف طويل جدا", "ar", "Anna", day),
        Released(GREETING, "Trevlig kvinna på kontoret.", "sv", "Anna", day),
    )
    assert {field.name for field in fields(Released)} == {"theme", "text", "language", "by", "day"}


async def test_a_quote_follows_its_theme_and_goes_with_its_comment(service: Service) -> None:
    people = await staff(service)
    await group(service)
    await release(service, 505, GREETING, people["anna"].id)
    await Theme.update({Theme.state: "merged", Theme.merged_into: WAITING}).where(Theme.id == GREETING)
    [quote] = await released_quotes(Quarter(2026, 3), CLOSED)
    assert quote.theme == WAITING
    assert GREETING not in {each.id for each in await named_themes()}
    await Comment.delete().where(Comment.response == 505)
    assert await released_quotes(Quarter(2026, 3), CLOSED) == ()


def test_the_period_is_that_of_the_figures() -> None:
    assert weeks_of(Quarter(2026, 3), ()) is None
    first, last = weeks_of(Quarter(2026, 2), CLOSED) or (date.min, date.min)
    assert (first, last) == (Quarter(2026, 1).first_monday, Quarter(2026, 2).last_monday)
    assert last + timedelta(weeks=1) == Quarter(2026, 3).first_monday
