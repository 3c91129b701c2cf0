"""Kommentarer: what residents wrote, searched and filtered, each with its themes and a way to move it.

A search for words is sent as a form, so that what somebody looked for stands in no address and no log.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from litestar import Response, get, post
from litestar.response import Redirect

from feedback.access import Access
from feedback.insight.asking import AnyRequest, Asked, asked, nothing_yet
from feedback.insight.comment_origins import origins
from feedback.insight.comment_rows import CommentRow, comment_row
from feedback.insight.comment_search import OTHER, SCORES, Search, comment_filter, search
from feedback.insight.pages.themes import ADDRESS as THEMES
from feedback.insight.pages.themes import KEY
from feedback.insight.parts import Crumb
from feedback.insight.selection import PERIOD, SERVICE
from feedback.insight.theme_view import other_themes
from feedback.insight.theme_words import language_name, quoted
from feedback.insight.wording import alphabetical
from feedback.staff.roles import may_edit
from feedback.themes import reading
from feedback.themes.stored import StoredTheme

ADDRESS = f"{THEMES}/kommentarer"
ON_A_PAGE, MOST_COUNTED = 25, 1000
LANGUAGES = ("sv", "en", "ar", "fi", "so", "fa", "tr", "es", "pl")

Options = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Field:
    """A choice in the search form: pairs of value and text, the first one asking for nothing."""

    name: str
    label: str
    value: str
    options: Options


@dataclass(frozen=True)
class View:
    """`found` says how many, in words. `kept` are the fields that go with the next page, `after` where it begins.
    `back` is this page's own address without the text."""

    title: str
    crumbs: tuple[Crumb, ...]
    text: str
    fields: tuple[Field, ...]
    hidden: Options
    found: str
    rows: tuple[CommentRow, ...]
    kept: Options
    after: str
    next_address: str
    is_narrowed: bool
    is_about_origin: bool
    clear: str
    back: str
    others: tuple[tuple[int, str], ...]
    may_edit: bool
    done: str


async def view(given: Asked, wanted: Search) -> View:
    themes = {each.id: each for each in await reading.themes()}
    said = await origins(given, given.selection.quarters)
    filter = comment_filter(wanted, given, said)
    page = await reading.comments(filter, given.viewer, wanted.after or None, ON_A_PAGE)
    count = await reading.count_comments(filter, given.viewer)
    hidden = _hidden(given)
    query = "&".join(each for each in (given.selection.shared.query, wanted.query) if each)
    return View(
        title=_title(wanted, themes, given),
        crumbs=(
            Crumb(given.wording.text("Teman"), given.link(THEMES)),
            Crumb(given.wording.text("Kommentarer")),
        ),
        text=wanted.text,
        fields=_fields(given, wanted, themes),
        hidden=hidden,
        found=_found(count, given),
        rows=tuple(comment_row(each, said, themes, given) for each in page.rows),
        kept=(*hidden, *wanted.fields.items()),
        after=page.after or "",
        next_address="" if wanted.text or not page.after else f"{ADDRESS}?{query}&efter={page.after}",
        is_narrowed=bool(wanted.fields),
        is_about_origin=wanted.is_about_origin,
        clear=given.link(ADDRESS),
        back=f"{ADDRESS}?{query}",
        others=other_themes(themes, 0, given.wording),
        may_edit=may_edit(given.viewer),
        done=given.request.query_params.get("klart", ""),
    )


def _title(wanted: Search, themes: Mapping[int, StoredTheme], given: Asked) -> str:
    _ = given.wording.text
    if wanted.theme == OTHER:
        return _("Kommentarer som passar inget tema")
    theme = themes.get(int(wanted.theme)) if wanted.theme else None
    if theme is None:
        return _("Kommentarer")
    name = quoted([theme.named(given.wording.language)], given.wording)
    return _("Kommentarer om %(theme)s") % {"theme": name}


def _found(count: int, given: Asked) -> str:
    _, number = given.wording.text, given.wording.number
    if count > MOST_COUNTED:
        return _("Fler än %(n)s kommentarer") % {"n": number.whole(MOST_COUNTED)}
    if count == 1:
        return _("En kommentar")
    return _("%(n)s kommentarer") % {"n": number.whole(count)}


def _hidden(given: Asked) -> Options:
    """The period and the service, which the line above the page chooses."""
    chosen = ((PERIOD, given.selection.period.code), (SERVICE, given.selection.service or ""))
    return tuple(each for each in chosen if each[1])


def _fields(given: Asked, wanted: Search, themes: Mapping[int, StoredTheme]) -> tuple[Field, ...]:
    wording, municipality = given.wording, given.service.municipality
    _ = wording.text
    named = tuple((str(id), name) for id, name in other_themes(themes, 0, wording))
    districts = [
        (each, wording.district(each))
        for each in wording.in_order(each.id for each in municipality.districts)
        if given.viewer.may_see("district", each)
    ]
    quarters = [(each.code, wording.quarter(each)) for each in reversed(given.selection.quarters)]
    channels = [(each.id, wording.channel(each.id)) for each in municipality.channels]
    languages = sorted(
        ((code, language_name(code, wording)) for code in LANGUAGES), key=lambda pair: alphabetical(pair[1])
    )
    fields = (
        Field(
            "tema",
            _("Tema"),
            wanted.theme,
            (("", _("Alla")), *named, (OTHER, _("Övrigt, passar inget tema"))),
        ),
        Field("kvartal", _("Kvartal"), wanted.quarter, (("", _("Alla i perioden")), *quarters)),
        Field("kommundel", _("Kommundel"), wanted.district, (("", _("Alla")), *districts)),
        Field("kanal", _("Kanal"), wanted.channel, (("", _("Alla")), *channels)),
        Field("sprak", _("Språk"), wanted.language, (("", _("Alla")), *languages)),
        Field("betyg", _("Betyg"), wanted.score, (("", _("Alla")), *((each, each) for each in SCORES))),
    )
    return tuple(each for each in fields if len(each.options) > 2 or each.value)


async def _shown(given: Asked, wanted: Search) -> Response[str]:
    return given.page("themes/comments", KEY, view=await view(given, wanted))


@get(ADDRESS, opt={"access": Access.STAFF})
async def page(request: AnyRequest) -> Response[str]:
    given = await asked(request, ADDRESS)
    if given is None:
        return await nothing_yet(request, ADDRESS, KEY)
    without_text = {name: value for name, value in request.query_params.items() if name != "q"}
    return await _shown(given, search(without_text, given))


@post(ADDRESS, opt={"access": Access.STAFF}, status_code=200)
async def searched(request: AnyRequest) -> Response[Any]:
    """A search for words is answered at once; without words it has an address of its own."""
    form: Mapping[str, Any] = await request.form()
    given = await asked(request, ADDRESS, given=form)
    if given is None:
        return await nothing_yet(request, ADDRESS, KEY)
    wanted = search(form, given)
    if wanted.text:
        return await _shown(given, wanted)
    query = "&".join(each for each in (given.selection.shared.query, wanted.query) if each)
    return Redirect(f"{ADDRESS}?{query}", status_code=303)


HANDLERS = (page, searched)
