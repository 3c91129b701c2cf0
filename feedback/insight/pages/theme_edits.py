"""What people change in themes: every form of the theme pages, and the pages that say what will happen first.

All of it works without scripts. What cannot be done is said on the page it was asked from, which then shows how
things stand now; nothing that somebody else did meanwhile is overwritten.
"""

from __future__ import annotations

from collections.abc import Awaitable, Mapping
from typing import Any

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from feedback.access import Access
from feedback.errors import Conflict, InputError, LikvardigError, NotAllowed, NotFound
from feedback.insight.asking import AnyRequest, Asked, asked
from feedback.insight.comment_origins import origins
from feedback.insight.pages.theme import found_theme, shown
from feedback.insight.pages.themes import ADDRESS, KEY
from feedback.insight.parts import Crumb
from feedback.insight.resident_words import resident_words
from feedback.insight.theme_proposals import seen
from feedback.staff.local_paths import local_path
from feedback.staff.roles import may_edit
from feedback.themes import asking, edits, reading
from feedback.themes.stored import CommentFilter, StoredTheme

EXAMPLES = 5
OPT = {"access": Access.STAFF}
Reply = Response[Any]


def text_in(form: Mapping[str, Any], name: str) -> str:
    """A field as text; a file in its place counts as empty."""
    value = form.get(name, "")
    return value.strip() if isinstance(value, str) else ""


def number_in(form: Mapping[str, Any], name: str) -> int | None:
    """A number, None where the field is empty. Raises InputError for anything else."""
    value = text_in(form, name)
    if not value:
        return None
    if not value.lstrip("-").isascii() or not value.lstrip("-").isdigit() or len(value) > 20:
        raise InputError("Något i formuläret gick inte att förstå. Ladda om sidan och försök igen.")
    return int(value)


async def editing(request: AnyRequest, address: str) -> Asked:
    """The page something is changed from. Raises NotAllowed for those who only read."""
    given = await asked(request, address)
    if given is None:
        raise NotFound("Inget kvartal är stängt ännu.")
    if not may_edit(given.viewer):
        raise NotAllowed("Ditt konto får läsa teman men inte ändra dem.")
    return given


async def attempted(given: Asked, theme: int, change: Awaitable[Any], done: str, typed: str = "") -> Reply:
    """Make a change and go back to the theme; or show the theme as it is now, and why nothing was done."""
    try:
        await change
    except (Conflict, InputError) as error:
        return await _refused(given, theme, error, typed)
    return Redirect(f"{ADDRESS}/{theme}?klart={done}", status_code=303)


async def _refused(given: Asked, theme: int, error: LikvardigError, typed: str) -> Reply:
    found = await found_theme(theme)
    said = " ".join([error.message, *(fault.message.capitalize() + "." for fault in error.faults)])
    if typed:
        said += " " + given.wording.text("Du skrev ”%(typed)s”.") % {"typed": typed}
    if found.state != "active":
        return Redirect(f"{ADDRESS}/{theme}", status_code=303)
    return await shown(given, found, error.status, said)


@post(ADDRESS + "/{id:int}/namn", opt=OPT, status_code=303)
async def rename(request: AnyRequest, id: FromPath[int]) -> Reply:
    given, form = await editing(request, f"{ADDRESS}/{id}"), await request.form()
    name, english = text_in(form, "namn"), text_in(form, "namn_en")
    change = edits.rename(given.service, given.viewer, id, name, english, number_in(form, "sedd"))
    return await attempted(given, id, change, "namn", name)


@post(ADDRESS + "/{id:int}/godkann", opt=OPT, status_code=303)
async def approve(request: AnyRequest, id: FromPath[int]) -> Reply:
    given, form = await editing(request, f"{ADDRESS}/{id}"), await request.form()
    change = edits.approve(given.service, given.viewer, id, number_in(form, "sedd"))
    return await attempted(given, id, change, "godkant")


@post(ADDRESS + "/{id:int}/hall-isar", opt=OPT, status_code=303)
async def keep_apart(request: AnyRequest, id: FromPath[int]) -> Reply:
    given, form = await editing(request, f"{ADDRESS}/{id}"), await request.form()
    change = edits.keep_apart(given.service, given.viewer, id, _named(form, "med"))
    return await attempted(given, id, change, "isar")


@get(ADDRESS + "/{id:int}/sla-ihop", opt=OPT)
async def before_merging(request: AnyRequest, id: FromPath[int]) -> Reply:
    """What a merge would do, before it is done."""
    given = await editing(request, f"{ADDRESS}/{id}/sla-ihop")
    theme, into = await _active(id), await _active(_named(request.query_params, "med"))
    if theme.id == into.id:
        raise InputError("Välj ett annat tema att slå ihop med.")
    counts = [await _count(given, each.id) for each in (theme, into)]
    return given.page(
        "themes/merge",
        KEY,
        theme=_head(given, theme),
        into=_head(given, into),
        counts=counts,
        seen=seen(theme),
        crumbs=_crumbs(given, theme, given.wording.text("Slå ihop")),
    )


@post(ADDRESS + "/{id:int}/sla-ihop", opt=OPT, status_code=303)
async def merge(request: AnyRequest, id: FromPath[int]) -> Reply:
    given, form = await editing(request, f"{ADDRESS}/{id}"), await request.form()
    into = _named(form, "med")
    try:
        await edits.merge(given.service, given.viewer, id, into, number_in(form, "sedd"))
    except (Conflict, InputError) as error:
        return await _refused(given, id, error, "")
    return Redirect(f"{ADDRESS}/{into}?klart=ihop", status_code=303)


@get(ADDRESS + "/{id:int}/dela", opt=OPT)
async def before_splitting(request: AnyRequest, id: FromPath[int]) -> Reply:
    """Where the words are chosen that a new theme's comments have."""
    given = await editing(request, f"{ADDRESS}/{id}/dela")
    return await _split_page(given, await _active(id), {})


@post(ADDRESS + "/{id:int}/dela", opt=OPT, status_code=303)
async def split(request: AnyRequest, id: FromPath[int]) -> Reply:
    """Show which comments have the words; then, asked again, make them a theme of their own."""
    given, form = await editing(request, f"{ADDRESS}/{id}"), await request.form()
    if text_in(form, "gor") == "visa":
        return await _split_page(given, await _active(id), form)
    name, english, words = (text_in(form, each) for each in ("namn", "namn_en", "ord"))
    try:
        _edit, made = await edits.split_off(
            given.service, given.viewer, id, name, english, words, (), number_in(form, "sedd")
        )
    except (Conflict, InputError) as error:
        return await _refused(given, id, error, name)
    return Redirect(f"{ADDRESS}/{made}?klart=delat", status_code=303)


async def _split_page(given: Asked, theme: StoredTheme, form: Mapping[str, Any]) -> Response[str]:
    words = text_in(form, "ord")
    said = None if given.viewer.sees_everything else (await origins(given, given.closed)).everywhere
    wanted = CommentFilter(theme=theme.id, text=words, cells=said)
    found = await reading.comments(wanted, given.viewer, limit=EXAMPLES) if words else None
    page = given.page(
        "themes/split",
        KEY,
        theme=_head(given, theme),
        words=words,
        name=text_in(form, "namn"),
        name_en=text_in(form, "namn_en"),
        count=await reading.count_comments(wanted, given.viewer) if words else 0,
        whole=await _count(given, theme.id),
        examples=[resident_words(each.text, each.language, given.wording) for each in found.rows]
        if found
        else [],
        seen=seen(theme),
        crumbs=_crumbs(given, theme, given.wording.text("Dela upp")),
    )
    page.status_code = 200
    return page


@post(ADDRESS + "/{id:int}/citat", opt=OPT, status_code=303)
async def quote(request: AnyRequest, id: FromPath[int]) -> Reply:
    """Release a quote, take it back, or say that it does not belong to the theme."""
    given, form = await editing(request, f"{ADDRESS}/{id}"), await request.form()
    service, viewer, response = given.service, given.viewer, _named(form, "svar")
    wanted = text_in(form, "gor")
    if wanted == "slapp":
        change = edits.release(service, viewer, response, id, await _read_text(given, response, form))
        return await attempted(given, id, change, "slappt")
    if wanted == "dra-tillbaka":
        return await attempted(given, id, _withdraw(given, id, response), "tillbaka")
    return await attempted(given, id, edits.move(service, viewer, response, id, None), "bort")


async def _read_text(given: Asked, response: int, form: Mapping[str, Any]) -> str:
    """What the person has read. A form writes line ends in its own way, which is no difference."""
    comment = await reading.comment_of(response, given.viewer)
    if comment is None:
        raise NotFound("Kommentaren finns inte längre.")
    read = text_in(form, "text")
    return comment.text if read.split() == comment.text.split() else read


async def _withdraw(given: Asked, theme: int, response: int) -> None:
    for each in await reading.released_quotes(theme):
        if each.response == response:
            await edits.withdraw(given.service, given.viewer, each.id)


@post(ADDRESS + "/kommentarer/{response:int}/flytta", opt=OPT, status_code=303)
async def move(request: AnyRequest, response: FromPath[int]) -> Reply:
    """Move a comment, and go back to where it was read."""
    given, form = await editing(request, f"{ADDRESS}/kommentarer"), await request.form()
    source, target = number_in(form, "fran"), number_in(form, "till_tema")
    back = local_path(text_in(form, "till"), f"{ADDRESS}/kommentarer")
    joined = "&" if "?" in back else "?"
    try:
        await edits.move(given.service, given.viewer, response, source, target)
    except (Conflict, InputError):
        return Redirect(f"{back}{joined}klart=andrad", status_code=303)
    return Redirect(f"{back}{joined}klart=flyttad", status_code=303)


@post(ADDRESS + "/andringar/{edit:int}/angra", opt=OPT, status_code=303)
async def undo(request: AnyRequest, edit: FromPath[int]) -> Reply:
    form = await request.form()
    theme = _named(form, "tema")
    given = await editing(request, f"{ADDRESS}/{theme}")
    return await attempted(given, theme, edits.undo(given.service, given.viewer, edit), "angrat")


@get(ADDRESS + "/gruppera", opt=OPT)
async def before_grouping(request: AnyRequest) -> Reply:
    """What a new grouping keeps and what it may change."""
    return _grouping_page(await editing(request, f"{ADDRESS}/gruppera"))


@post(ADDRESS + "/gruppera", opt=OPT, status_code=303)
async def regroup(request: AnyRequest) -> Reply:
    given, form = await editing(request, f"{ADDRESS}/gruppera"), await request.form()
    try:
        await asking.ask_for_run(given.service, given.viewer.id, number_in(form, "antal"))
    except InputError:
        page = _grouping_page(given, text_in(form, "antal"))
        page.status_code = InputError.status
        return page
    return Redirect(f"{ADDRESS}?klart=grupperar&folj=ja", status_code=303)


def _grouping_page(given: Asked, wrong: str | None = None) -> Response[str]:
    crumbs = (Crumb(given.wording.text("Teman"), ADDRESS), Crumb(given.wording.text("Gruppera om")))
    limits = {"fewest": asking.FEWEST_THEMES, "most": asking.MOST_THEMES}
    return given.page("themes/regroup", KEY, crumbs=crumbs, wrong=wrong, **limits)


def _named(form: Mapping[str, Any], field: str) -> int:
    """The theme or comment a form is about. Raises InputError where it names none."""
    number = number_in(form, field)
    if number is None:
        raise InputError("Något saknas i formuläret. Ladda om sidan och försök igen.")
    return number


async def _active(id: int) -> StoredTheme:
    theme = await found_theme(id)
    if theme.state != "active":
        raise NotFound("Temat används inte längre.")
    return theme


async def _count(given: Asked, theme: int) -> int:
    return await reading.count_comments(CommentFilter(theme=theme), given.viewer)


def _head(given: Asked, theme: StoredTheme) -> dict[str, Any]:
    return {"id": theme.id, "name": theme.named(given.wording.language)}


def _crumbs(given: Asked, theme: StoredTheme, last: str) -> tuple[Crumb, ...]:
    name = theme.named(given.wording.language)
    themes = Crumb(given.wording.text("Teman"), given.link(ADDRESS))
    return themes, Crumb(name, given.link(f"{ADDRESS}/{theme.id}")), Crumb(last)


HANDLERS = (
    rename,
    approve,
    keep_apart,
    before_merging,
    merge,
    before_splitting,
    split,
    quote,
    move,
    undo,
    before_grouping,
    regroup,
)
