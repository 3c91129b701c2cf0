"""Teman: what residents' comments are about, where, and where it goes; and what to take a stand on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from litestar import Response, get

from feedback.access import Access
from feedback.insight.asking import FILE, AnyRequest, Asked, asked, asked_file, nothing_yet
from feedback.insight.csv_file import Table, joined, plain, repeated
from feedback.insight.figures import Measure
from feedback.insight.lines import percents
from feedback.insight.pages.overview import frame, frame_headings
from feedback.insight.parts import ChoiceOption
from feedback.insight.selection import known
from feedback.insight.theme_figures import ThemesFigures, ThemesRequest
from feedback.insight.theme_proposals import Proposal, proposals
from feedback.insight.theme_rows import ORDER, ORDERS, Listed, ThemeRow, lead, listed, theme_row
from feedback.insight.theme_runs import RunText, run_text
from feedback.insight.theme_words import change_word, where
from feedback.insight.wording import Wording
from feedback.staff.roles import may_edit
from feedback.themes import reading
from feedback.themes.stored import StoredTheme

ADDRESS, KEY = "/insikt/teman", "themes"


@dataclass(frozen=True)
class View:
    """`rows` are the themes in the order asked for, `orders` the links to the other orders. `other` is how many
    comments no theme fits; `run` the state of the grouping; `done` what was just done, as a key. `is_following`: the
    person has asked for the page to be loaded again by itself while the comments are grouped."""

    lead: str
    rows: tuple[ThemeRow, ...]
    orders: tuple[ChoiceOption, ...]
    other: str
    run: RunText
    proposals: tuple[Proposal, ...]
    may_edit: bool
    done: str
    is_following: bool
    table_address: str


@dataclass(frozen=True)
class Held:
    """What the page is made of: the figures, and the themes they are about."""

    figures: ThemesFigures
    themes: tuple[StoredTheme, ...]
    order: str

    def listed(self, asked: Asked) -> tuple[Listed, ...]:
        return listed(self.figures, self.themes, asked.viewer, self.order, asked.wording)


async def view(asked: Asked, held: Held) -> View:
    rows = held.listed(asked)
    viewer, wording = asked.viewer, asked.wording
    named = {each.id: each for each in held.themes}
    counts = {line.theme: line.n for line in held.figures.lines}
    editing = may_edit(viewer)
    return View(
        lead=lead(rows, held.figures, wording),
        rows=tuple(theme_row(each, asked.selection, wording, _link(asked, each.theme)) for each in rows),
        orders=_orders(asked, held.order),
        other=wording.count(held.figures.other),
        run=await run_text(wording),
        proposals=proposals(await reading.suggestions(), named, counts, wording) if editing else (),
        may_edit=editing,
        done=asked.request.query_params.get("klart", ""),
        is_following="folj" in asked.request.query_params,
        table_address=f"{ADDRESS}{FILE}?{asked.selection.query}&{ORDER}={held.order}",
    )


def _link(asked: Asked, theme: StoredTheme) -> str:
    return asked.link(f"{ADDRESS}/{theme.id}")


def _orders(asked: Asked, current: str) -> tuple[ChoiceOption, ...]:
    _ = asked.wording.text
    said = (_("antal"), _("lägst nöjdhet"), _("växer mest"), _("störst skillnad mellan kommundelar"))
    query = asked.selection.query
    return tuple(
        ChoiceOption(text, f"{ADDRESS}?{query}&{ORDER}={order}#vad", order == current)
        for order, text in zip(ORDERS, said, strict=True)
    )


def table(asked: Asked, held: Held) -> Table:
    """The themes as the page shows them, in the same order; and those no theme fits."""
    wording = asked.wording
    _ = wording.text
    headings = [
        *frame_headings(wording),
        _("Tema"),
        _("Kommentarer"),
        _("Andel av kommentarerna, procent"),
        _("Nöjda, procent"),
        _("Nöjda, från"),
        _("Nöjda, till"),
        _("Riktning"),
        _("Säkert vanligare i"),
        _("Gånger så vanligt"),
        _("Gånger, från"),
        _("Gånger, till"),
    ]
    rows = [joined(frame(asked), _cells(each, wording)) for each in held.listed(asked)]
    other = joined(frame(asked), [_("Övrigt"), plain(wording.count(held.figures.other))], repeated("", 9))
    return Table(headings, [*rows, other])


def _cells(given: Listed, wording: Wording) -> list[str]:
    line = given.line
    top = next((each for each in line.over if each.lift), None)
    return [
        given.theme.named(wording.language),
        plain(wording.count(line.n)),
        percents(line.share)[0],
        *percents(line.satisfied),
        change_word(line.change, wording),
        where(top, wording) if top else "",
        *lift_cells(top.lift if top else None, wording),
    ]


def lift_cells(lift: Measure | None, wording: Wording) -> list[str]:
    if lift is None:
        return repeated("", 3)
    return [plain(wording.number.decimal(each)) for each in (lift.value, lift.low, lift.high)]


async def held(asked: Asked) -> Held:
    order = known(asked.request.query_params, ORDER, ORDERS) or ORDERS[0]
    themes = await reading.themes()
    figures: ThemesFigures | None = None
    if themes:
        answer = await asked.figures(ThemesRequest(asked.selection.scope, await asked.comments_version()))
        assert isinstance(answer, ThemesFigures)
        figures = answer
    return Held(figures or _none(asked), themes, order)


def _none(asked: Asked) -> ThemesFigures:
    """Before the first grouping is done."""
    return ThemesFigures(asked.selection.scope, None, None, None, ())


@get(ADDRESS, opt={"access": Access.STAFF})
async def page(request: AnyRequest) -> Response[str]:
    given = await asked(request, ADDRESS)
    if given is None:
        return await nothing_yet(request, ADDRESS, KEY)
    return given.page("themes/list", KEY, view=await view(given, await held(given)))


@get(ADDRESS + FILE, opt={"access": Access.STAFF})
async def file(request: AnyRequest) -> Response[bytes]:
    given = await asked_file(request, ADDRESS)
    return await given.file("teman", table(given, await held(given)))


HANDLERS: Sequence[object] = (page, file)
