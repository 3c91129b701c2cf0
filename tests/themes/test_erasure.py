"""A resident who takes her answer back takes all that was made of it with her."""

from __future__ import annotations

from feedback.answering.receipts import erase_answer
from feedback.service import Service
from feedback.tables import (
    Comment,
    ReleasedQuote,
    Response,
    ThemeAnswer,
    ThemeEdit,
    ThemeEditRow,
    WaitingComment,
)
from feedback.themes import edits
from feedback.themes.reading import themes
from tests.themes.commented import Wrote, close, group, grouped, staff, write


async def test_nothing_is_left_of_an_erased_comment(service: Service) -> None:
    await close("2026Q3")
    text = "Jag väntade på Storgatan"
    first, second = await write(service, [Wrote(text), Wrote("Trevligt")], waiting=True)
    waiting, manner = await grouped(
        service,
        (group("Lång väntan"), group("Bemötande")),
        {first: (0,), second: (1,)},
        {first: text, second: "x"},
    )
    mona = await staff()
    await edits.release(service, mona, first, waiting, text)
    await edits.move(service, mona, first, waiting, manner)
    await edits.split_off(service, mona, manner, "Storgatan", responses=[first])
    await WaitingComment.insert(WaitingComment(response=first))
    receipt = (await Response.select().where(Response.id == first))[0]["receipt_hash"]

    assert await erase_answer(service, receipt)
    for table in (Comment, ThemeAnswer, ThemeEditRow, ReleasedQuote, WaitingComment):
        assert not await table.exists().where(table.response == first), table
    log = await ThemeEdit.select()
    assert len(log) == 5
    assert all(row["response"] is None for row in log)
    assert not any("Storgatan" in row["detail"] and row["kind"] != "split" for row in log)
    assert str(first) not in str(log)
    assert len(await themes()) == 3


async def test_an_answer_that_goes_by_itself_takes_the_same_with_it(service: Service) -> None:
    await close("2026Q3")
    [only] = await write(service, [Wrote("Jag väntade")])
    [waiting] = await grouped(service, (group("Lång väntan"),), {only: (0,)}, {only: "Jag väntade"})
    mona = await staff()
    await edits.release(service, mona, only, waiting, "Jag väntade")
    await Response.delete().where(Response.id == only)
    assert await Comment.count() == await ThemeAnswer.count() == await ReleasedQuote.count() == 0
    assert [row["response"] for row in await ThemeEdit.select() if row["kind"] == "release"] == [None]
