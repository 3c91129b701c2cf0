"""Quotes of a theme, chosen to be typical and unlike each other, and which of them a person has released."""

from __future__ import annotations

from dataclasses import replace

from feedback.insight.asking import Asked
from feedback.insight.comment_origins import origins
from feedback.insight.comment_rows import CommentRow, comment_row
from feedback.insight.theme_runs import local
from feedback.insight.theme_view import Themes
from feedback.insight.wording import Wording
from feedback.themes import reading
from feedback.themes.stored import CommentFilter, ReleasedQuoteLine

MOST_QUOTES = 6


async def quote_rows(asked: Asked, theme: int, themes: Themes) -> tuple[CommentRow, ...]:
    """The period's quotes, within what the person may see; the released ones say who released them and when."""
    quarters = asked.selection.quarters
    said = await origins(asked, quarters)
    wanted = CommentFilter(
        first_quarter=quarters[0].code,
        last_quarter=quarters[-1].code,
        cells=None if asked.viewer.sees_everything else said.everywhere,
    )
    comments = await reading.quotes_of(theme, asked.viewer, MOST_QUOTES, wanted)
    released = {each.response: each for each in await reading.released_quotes(theme)}
    return tuple(
        _with_release(comment_row(each, said, themes, asked), released.get(each.response), asked.wording)
        for each in comments
    )


def _with_release(row: CommentRow, quote: ReleasedQuoteLine | None, wording: Wording) -> CommentRow:
    if quote is None:
        return row
    given = {"name": quote.released_by_name, "day": wording.day(local(quote.released_at, wording).date())}
    said = wording.text("Frisläppt av %(name)s %(day)s") % given
    return replace(row, is_released=True, released=said, quote=quote.id)
