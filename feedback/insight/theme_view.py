"""One theme as its page shows it: texts and charts ready to show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from feedback.insight.asking import Asked
from feedback.insight.comment_rows import CommentRow
from feedback.insight.figures import HIDDEN, HIGHER
from feedback.insight.parts import ChartFigure, Crumb, Fact
from feedback.insight.theme_figures import Related, Spread, ThemeFigures
from feedback.insight.theme_log import LogRow
from feedback.insight.theme_rows import within
from feedback.insight.theme_spreads import (
    NO_SPAN,
    SpreadTable,
    district_figure,
    finding_of_kinds,
    spread_rows,
)
from feedback.insight.theme_trend import is_above, last_quarter
from feedback.insight.theme_words import quarter_name, times, where
from feedback.insight.wording import Wording, alphabetical
from feedback.themes.stored import StoredTheme

ADDRESS = "/insikt/teman"
Themes = Mapping[int, StoredTheme]


@dataclass(frozen=True)
class RelatedRow:
    name: str
    href: str
    said: str


@dataclass(frozen=True)
class View:
    """`tables` are the groups by channel, service and language; `trend` None where no quarter may be shown.
    `seen` is the state an edit on the page is made on."""

    id: int
    name: str
    name_sv: str
    name_en: str
    since: str
    crumbs: tuple[Crumb, ...]
    lead: str
    facts: tuple[Fact, ...]
    keywords: str
    districts: ChartFigure | None
    tables: tuple[SpreadTable, ...]
    trend: ChartFigure | None
    related: tuple[RelatedRow, ...]
    quotes: tuple[CommentRow, ...]
    comments_address: str
    n: str
    log: tuple[LogRow, ...]
    others: tuple[tuple[int, str], ...]
    seen: str
    may_edit: bool
    is_unapproved: bool
    done: str


def theme_lead(figures: ThemeFigures, spreads: tuple[Spread, ...], wording: Wording) -> str:
    """Where the theme is surely more common, and whether the last quarter is above what is normal."""
    _ = wording.text
    if all(each.standing == HIDDEN for each in spreads):
        return _("Så få kommentarer handlar om temat att det inte kan sägas var det är vanligare.")
    certain = [each for each in spreads if each.standing == HIGHER and each.lift]
    above = is_above(figures.line.trend, wording)
    if not certain:
        nowhere = _("Ingen kommundel nämner temat säkert oftare än de andra.")
        return f"{nowhere} {_increase(above, wording)}".strip()
    top = max(certain, key=lambda each: each.lift.value if each.lift else 0.0)
    assert top.lift is not None
    said = _("Kommentarer om det här är %(times)s gånger så vanliga i %(place)s som i övriga kommunen.")
    first = said % {"times": times(top.lift.value, wording).rstrip("×"), "place": where(top, wording)}
    rest = [where(each, wording) for each in certain if each is not top]
    more = _("Också vanligare i %(names)s.") % {"names": wording.listed(rest)} if rest else ""
    return " ".join(each for each in (first, more, _increase(above, wording)) if each)


def _increase(above: str, wording: Wording) -> str:
    if not above:
        return ""
    said = wording.text("%(quarter)s var temat vanligare än normalt.") % {"quarter": above}
    return said[:1].upper() + said[1:]


def theme_facts(figures: ThemeFigures, wording: Wording) -> tuple[Fact, ...]:
    _, line = wording.text, figures.line
    of_all = (
        _("%(share)s av alla") % {"share": wording.number.percent(line.share.value)} if line.share else ""
    )
    facts = [Fact(_("Kommentarer"), wording.count(line.n), of_all)]
    if line.satisfied:
        low, high = (
            wording.number.whole(100 * line.satisfied.low),
            wording.number.percent(line.satisfied.high),
        )
        between = _("mellan %(low)s och %(high)s") % {"low": low, "high": high}
        facts.append(Fact(_("Nöjda bland dem"), wording.number.percent(line.satisfied.value), between))
    last = last_quarter(line.trend, wording)
    return (*facts, last) if last else tuple(facts)


def spread_tables(figures: ThemeFigures, wording: Wording) -> tuple[SpreadTable, ...]:
    """By channel, by service and by language, those that have anything to show."""
    _ = wording.text
    kinds = (
        ("kanaler", _("Kanal för kanal"), _("Kanal"), figures.channels),
        ("slag", _("Slag av ärenden"), _("Ärenden"), figures.services),
        ("sprak", _("Språk"), _("Språk i ärendet"), figures.languages),
    )
    tables = []
    for id, title, heading, spreads in kinds:
        rows = spread_rows(spreads, wording)
        if any(row.span != NO_SPAN for row in rows):
            tables.append(SpreadTable(id, title, heading, finding_of_kinds(rows, wording), rows))
    return tuple(tables)


def districts_of(figures: ThemeFigures, asked: Asked) -> tuple[Spread, ...]:
    """The districts this person may see."""
    return within(figures.districts, asked.viewer)


def district_chart(spreads: tuple[Spread, ...], wording: Wording) -> ChartFigure | None:
    """None where every district is hidden."""
    rows = spread_rows(spreads, wording)
    return district_figure(rows, wording) if any(row.span != NO_SPAN for row in rows) else None


def related_rows(related: tuple[Related, ...], themes: Themes, asked: Asked) -> tuple[RelatedRow, ...]:
    """Themes that stand in the same comments oftener than chance would have it."""
    wording = asked.wording
    said = wording.text("i samma kommentar %(times)s så ofta som slumpen skulle ge (%(n)s kommentarer)")
    return tuple(
        RelatedRow(
            themes[each.theme].named(wording.language),
            asked.link(f"{ADDRESS}/{each.theme}"),
            said % {"times": times(each.lift.value, wording), "n": wording.number.whole(each.together)},
        )
        for each in related
        if each.theme in themes
    )


def other_themes(themes: Themes, own: int, wording: Wording) -> tuple[tuple[int, str], ...]:
    named = [(each.id, each.named(wording.language)) for each in themes.values() if each.id != own]
    return tuple(sorted(named, key=lambda pair: alphabetical(pair[1])))


def since(theme: StoredTheme, wording: Wording) -> str:
    """`känt sedan kvartal 1 2024`."""
    quarter = quarter_name(theme.first_quarter, wording)
    return wording.text("känt sedan %(quarter)s") % {"quarter": quarter} if quarter else ""
