"""Tema: one theme: where it is more common, over time, in residents' words, and what may be changed by hand."""

from __future__ import annotations

from litestar import Response, get
from litestar.params import FromPath
from litestar.response import Redirect

from feedback.access import Access
from feedback.errors import NotFound
from feedback.insight.asking import FILE, AnyRequest, Asked, asked, asked_file, nothing_yet
from feedback.insight.csv_file import Table, joined, plain
from feedback.insight.lines import percents
from feedback.insight.pages.overview import frame, frame_headings
from feedback.insight.pages.themes import ADDRESS, KEY
from feedback.insight.parts import Crumb
from feedback.insight.place_parts import trend_text
from feedback.insight.theme_figures import ThemeFigures, ThemeRequest
from feedback.insight.theme_log import log_rows
from feedback.insight.theme_proposals import needs_a_name, seen
from feedback.insight.theme_quotes import quote_rows
from feedback.insight.theme_spreads import SpreadTable, spread_rows, spread_section
from feedback.insight.theme_trend import theme_trend, trend_table, trend_title
from feedback.insight.theme_view import (
    View,
    district_chart,
    districts_of,
    other_themes,
    related_rows,
    since,
    spread_tables,
    theme_facts,
    theme_lead,
)
from feedback.staff.roles import may_edit
from feedback.themes import reading
from feedback.themes.stored import StoredTheme

Gone = Response[str] | Redirect


async def view(asked: Asked, theme: StoredTheme, figures: ThemeFigures) -> View:
    wording = asked.wording
    themes = {each.id: each for each in await reading.themes()}
    spreads = districts_of(figures, asked)
    editing = may_edit(asked.viewer)
    name = theme.named(wording.language)
    names = {id: each.named(wording.language) for id, each in themes.items()}
    return View(
        id=theme.id,
        name=name,
        name_sv=theme.name,
        name_en=theme.name_en,
        since=since(theme, wording),
        crumbs=(Crumb(wording.text("Teman"), asked.link(ADDRESS)), Crumb(name)),
        lead=theme_lead(figures, spreads, wording),
        facts=theme_facts(figures, wording),
        keywords=", ".join(theme.keywords),
        districts=district_chart(spreads, wording),
        tables=spread_tables(figures, wording),
        trend=theme_trend(figures.line.trend, wording),
        related=related_rows(figures.related, themes, asked),
        quotes=await quote_rows(asked, theme.id, themes),
        comments_address=f"{ADDRESS}/kommentarer?{asked.selection.query}&tema={theme.id}",
        n=wording.count(figures.line.n) if figures.line.n else "",
        log=log_rows(await reading.log_of(theme.id, 30), theme.id, names, wording, editing),
        others=other_themes(themes, theme.id, wording),
        seen=seen(theme),
        may_edit=editing,
        is_unapproved=needs_a_name(theme),
        done=asked.request.query_params.get("klart", ""),
    )


def table(asked: Asked, theme: StoredTheme, figures: ThemeFigures) -> Table:
    """The theme in one line."""
    wording, line = asked.wording, figures.line
    _ = wording.text
    headings = [
        *frame_headings(wording),
        _("Tema"),
        _("Kommentarer"),
        _("Andel av kommentarerna, procent"),
        _("Nöjda, procent"),
        _("Nöjda, från"),
        _("Nöjda, till"),
    ]
    named = [theme.named(wording.language), plain(wording.count(line.n)), percents(line.share)[0]]
    return Table(headings, [joined(frame(asked), named, percents(line.satisfied))])


def sections(asked: Asked, figures: ThemeFigures) -> list[Table]:
    """Every number of the page beside the theme's own."""
    wording = asked.wording
    _ = wording.text
    rows = spread_rows(districts_of(figures, asked), wording)
    districts = SpreadTable("kommundelar", _("Kommundelar"), _("Kommundel"), "", rows)
    text = trend_text("", figures.line.trend, wording)
    trend = trend_table(text, trend_title(text, wording), wording)
    return [
        *(spread_section(each, wording) for each in (districts, *spread_tables(figures, wording))),
        Table(trend.headings, [[plain(cell) for cell in row] for row in trend.rows], _("Över tid")),
    ]


async def found_theme(id: int) -> StoredTheme:
    """The theme in any state. Raises NotFound."""
    theme = await reading.theme_of(id)
    if theme is None:
        raise NotFound("Det finns inget sådant tema.")
    return theme


async def _figures(asked: Asked, theme: int) -> ThemeFigures:
    version = await asked.comments_version()
    figures = await asked.figures(ThemeRequest(asked.selection.scope, version, theme))
    assert isinstance(figures, ThemeFigures)
    return figures


async def elsewhere(asked: Asked, theme: StoredTheme) -> Gone | None:
    """Where a theme that is no longer in use is told of: what it was merged into, or that it is gone."""
    if theme.state == "merged":
        target = (await reading.final_themes()).get(theme.id, theme.id)
        return Redirect(asked.link(f"{ADDRESS}/{target}"), status_code=303)
    if theme.state == "gone":
        log = log_rows(
            await reading.log_of(theme.id, 30), theme.id, {}, asked.wording, may_edit(asked.viewer)
        )
        name = theme.named(asked.wording.language)
        crumbs = (Crumb(asked.wording.text("Teman"), asked.link(ADDRESS)), Crumb(name))
        return asked.page("themes/gone", KEY, name=name, log=log, crumbs=crumbs, id=theme.id)
    return None


async def shown(given: Asked, theme: StoredTheme, status: int = 200, problem: str = "") -> Response[str]:
    """The theme's page; `problem` says why something that was asked for was not done."""
    made = await view(given, theme, await _figures(given, theme.id))
    page = given.page("themes/theme", KEY, view=made, problem=problem)
    page.status_code = status
    return page


@get(ADDRESS + "/{id:int}", opt={"access": Access.STAFF})
async def page(request: AnyRequest, id: FromPath[int]) -> Gone:
    address = f"{ADDRESS}/{id}"
    given = await asked(request, address)
    if given is None:
        return await nothing_yet(request, address, KEY)
    theme = await found_theme(id)
    return await elsewhere(given, theme) or await shown(given, theme)


@get(ADDRESS + "/{id:int}" + FILE, opt={"access": Access.STAFF})
async def file(request: AnyRequest, id: FromPath[int]) -> Response[bytes]:
    given = await asked_file(request, f"{ADDRESS}/{id}")
    theme = await found_theme(id)
    if theme.state != "active":
        raise NotFound("Temat används inte längre.")
    figures = await _figures(given, id)
    return await given.file(f"tema-{id}", table(given, theme, figures), *sections(given, figures))


HANDLERS = (page, file)
