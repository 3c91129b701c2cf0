"""What is done to a draft on its page: words, comments, case number. All of it works without scripts.

What cannot be done is said where it was asked for, with what was typed still there; nothing that somebody else did
meanwhile is overwritten.
"""

from __future__ import annotations

from collections.abc import Awaitable
from urllib.parse import quote

from litestar import post
from litestar.params import FromPath
from litestar.response import Redirect

from feedback.access import Access
from feedback.errors import Conflict, InputError
from feedback.quarterly import commenting, editing
from feedback.quarterly.mailing import ADDRESS
from feedback.quarterly.pages.edition import FIRST, archive_page, draft_page
from feedback.quarterly.pages.frame import AnyRequest, Frame, Reply, drafting, number_in, said_of, text_in
from feedback.quarterly.pages.passages import Asked, place_of
from feedback.quarterly.reading import summary_of

OPT = {"access": Access.STAFF}


async def attempted(
    frame: Frame, id: int, key: str, change: Awaitable[object], done: str, asked: Asked
) -> Reply:
    """Make a change and go back to where it was made; or show the draft as it is now, and why nothing was done."""
    try:
        await change
    except (Conflict, InputError) as error:
        return await refused(frame, id, key, error, asked)
    place = asked.edit or asked.comment
    anchor = f"#{quote(place)}" if place else ""
    return Redirect(f"{ADDRESS}/{id}?del={quote(key)}&klart={done}{anchor}", status_code=303)


async def refused(frame: Frame, id: int, key: str, error: Conflict | InputError, asked: Asked) -> Reply:
    """The page as it is now, with the reason."""
    summary = await summary_of(id)
    if summary.is_archived:
        return await archive_page(frame, summary)
    told = Asked(asked.edit, asked.comment, asked.typed, asked.shown, said_of(error))
    return await draft_page(frame, summary, key, told, error.status)


@post(ADDRESS + "/{id:int}/stycke", opt=OPT, status_code=303)
async def passage(request: AnyRequest, id: FromPath[int]) -> Reply:
    """Save a paragraph's new words, or give it the draft's back."""
    frame, form = drafting(request), await request.form()
    key, place = text_in(form, "del") or FIRST, text_in(form, "stycke")
    typed, shown = text_in(form, "text"), text_in(form, "forut")
    where = editing.Place(id, key, place)
    if text_in(form, "gor") == "aterstall":
        change = editing.reset(frame.service, frame.viewer, where, shown)
        return await attempted(frame, id, key, change, "aterstallt", Asked(edit=place))
    change = editing.edit(frame.service, frame.viewer, where, typed, shown)
    return await attempted(frame, id, key, change, "sparat", Asked(edit=place, typed=typed, shown=shown))


@post(ADDRESS + "/{id:int}/kommentar", opt=OPT, status_code=303)
async def comment(request: AnyRequest, id: FromPath[int]) -> Reply:
    """Say something about a paragraph, or about the whole."""
    frame, form = drafting(request), await request.form()
    key, place, typed = text_in(form, "del") or FIRST, text_in(form, "stycke"), text_in(form, "text")
    whole = place_of(key, place) if place else commenting.WHOLE
    change = commenting.comment(frame.service, frame.viewer, id, whole, typed)
    return await attempted(frame, id, key, change, "kommenterat", Asked(comment=place, typed=typed))


@post(ADDRESS + "/{id:int}/kommentar/{comment:int}", opt=OPT, status_code=303)
async def settle(request: AnyRequest, id: FromPath[int], comment: FromPath[int]) -> Reply:
    """The comment is dealt with, or is not after all."""
    frame, form = drafting(request), await request.form()
    reopened = text_in(form, "gor") == "oppna"
    do = commenting.reopen if reopened else commenting.settle
    change = do(frame.service, frame.viewer, id, comment)
    done = "oppnad" if reopened else "klar"
    return await attempted(frame, id, text_in(form, "del") or FIRST, change, done, Asked())


@post(ADDRESS + "/{id:int}/uppgifter", opt=OPT, status_code=303)
async def heads(request: AnyRequest, id: FromPath[int]) -> Reply:
    """Case number and officer."""
    frame, form = drafting(request), await request.form()
    number, officer = text_in(form, "diarienummer"), text_in(form, "handlaggare")
    change = editing.set_heads(frame.service, frame.viewer, id, number, officer, number_in(form, "sedd"))
    return await attempted(frame, id, text_in(form, "del") or FIRST, change, "uppgifter", Asked())


HANDLERS = (passage, comment, settle, heads)
