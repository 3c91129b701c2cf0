"""The themes as rows of a table, in the order asked for, and what is said about all of them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from math import log2

from markupsafe import Markup

from feedback.insight.charts import spark
from feedback.insight.figures import HIGHER
from feedback.insight.selection import Selection
from feedback.insight.theme_figures import Spread, ThemeLine, ThemesFigures
from feedback.insight.theme_words import change_word, growth, lift_text, quoted, where
from feedback.insight.wording import WORDS_UP_TO_TWELVE, Wording, alphabetical
from feedback.quarters import parsed_quarter
from feedback.staff.roles import Viewer
from feedback.themes.stored import StoredTheme

MOST_QUARTERS = 8
ORDER = "ordning"
NUMBER, SATISFACTION, GROWTH, DIFFERENCE = "antal", "nojdhet", "vaxer", "skillnad"
ORDERS = (NUMBER, SATISFACTION, GROWTH, DIFFERENCE)


@dataclass(frozen=True)
class Listed:
    """A theme that is in use, with its figures as this person may see them."""

    theme: StoredTheme
    line: ThemeLine


@dataclass(frozen=True)
class ThemeRow:
    """`n` is `2 094` or that it is hidden, `share` `18 %`, `satisfied` `41 %` with `span` `38–44`. `place` is where
    it is surely more common and `lift` how much, both empty where that is nowhere."""

    id: int
    name: str
    href: str
    is_new: bool
    n: str
    share: str
    satisfied: str
    span: str
    strip: Markup
    change: str
    is_growing: bool
    place: str
    lift: str


def listed(
    figures: ThemesFigures, themes: Collection[StoredTheme], viewer: Viewer, order: str, wording: Wording
) -> tuple[Listed, ...]:
    """The themes in use, in order; without the districts this person does not answer for."""
    known = {each.id: each for each in themes}
    found = [
        Listed(known[line.theme], replace(line, over=within(line.over, viewer)))
        for line in figures.lines
        if line.theme in known
    ]
    return tuple(sorted(found, key=_sorting(order, wording)))


def within(spreads: Sequence[Spread], viewer: Viewer) -> tuple[Spread, ...]:
    """The groups that name no district outside what a person answers for."""
    return tuple(
        each for each in spreads if each.district is None or viewer.may_see("district", each.district)
    )


def _sorting(order: str, wording: Wording) -> Callable[[Listed], tuple[float, str]]:
    keys: dict[str, Callable[[ThemeLine], float]] = {
        NUMBER: lambda line: -(line.n or 0),
        SATISFACTION: lambda line: line.satisfied.value if line.satisfied else 2.0,
        GROWTH: lambda line: -(growth(line) + (100.0 if line.change == HIGHER else 0.0)),
        DIFFERENCE: lambda line: -_largest_difference(line.over),
    }
    key = keys[order]
    return lambda each: (key(each.line), alphabetical(each.theme.named(wording.language)))


def _largest_difference(over: Sequence[Spread]) -> float:
    """Between a district and the others, as a power of two."""
    lifts = [each.lift.value for each in over if each.district and each.lift]
    return max((log2(each) for each in lifts if each > 0), default=0.0)


def theme_row(given: Listed, selection: Selection, wording: Wording, href: str) -> ThemeRow:
    line, number = given.line, wording.number
    top = next((each for each in line.over if each.lift), None)
    quarters = line.trend.points[-MOST_QUARTERS:]
    return ThemeRow(
        id=given.theme.id,
        name=given.theme.named(wording.language),
        href=href,
        is_new=is_new_this_year(given.theme, selection),
        n=wording.count(line.n),
        share=number.percent(line.share.value) if line.share else "",
        satisfied=number.percent(line.satisfied.value) if line.satisfied else wording.text("Dolt"),
        span=number.percent_span(line.satisfied.low, line.satisfied.high) if line.satisfied else "",
        strip=spark([point.share for point in quarters]),
        change=change_word(line.change, wording),
        is_growing=line.change == HIGHER,
        place=where(top, wording) if top else "" if line.n else wording.text("Dolt"),
        lift=lift_text(top.lift, wording) if top and top.lift else "",
    )


def is_new_this_year(theme: StoredTheme, selection: Selection) -> bool:
    """Whether it was first named in the last quarter's year, while there are older quarters it could have been in."""
    first = parsed_quarter(theme.first_quarter)
    year = selection.period.quarter.year
    return first is not None and first.year == year and any(each.year < year for each in selection.history)


def lead(rows: Sequence[Listed], figures: ThemesFigures, wording: Wording) -> str:
    """How many comment, what they are mostly about, and what grows where."""
    said = (_how_many(figures, wording), _mostly(rows, wording), _growing(rows, wording))
    return " ".join(each for each in said if each)


def _how_many(figures: ThemesFigures, wording: Wording) -> str:
    _ = wording.text
    if figures.comments is None or figures.responses is None:
        return _("Hur många svar som har en kommentar är dolt för den här perioden.")
    said = _("%(comments)s av %(responses)s svar har en kommentar.")
    number = wording.number.whole
    return said % {"comments": number(figures.comments), "responses": number(figures.responses)}


def _mostly(rows: Sequence[Listed], wording: Wording) -> str:
    largest = sorted((each for each in rows if each.line.n), key=lambda each: -(each.line.n or 0))[:2]
    if not largest:
        return ""
    names = [each.theme.named(wording.language) for each in largest]
    return wording.text("De handlar mest om %(themes)s.") % {"themes": quoted(names, wording)}


def _growing(rows: Sequence[Listed], wording: Wording) -> str:
    """The themes that grow, and the place where all of them are surely more common, where there is one."""
    _ = wording.text
    growing = [each for each in rows if each.line.change == HIGHER]
    if not growing:
        return _("Inget tema växer säkert.") if rows else ""
    names = sorted((each.theme.named(wording.language) for each in growing), key=alphabetical)
    place = _shared_place(growing, wording)
    given = {"n": _number(len(names), wording), "themes": quoted(names, wording), "place": place}
    if len(names) == 1:
        said = _("%(themes)s växer, och är vanligare i %(place)s.") if place else _("%(themes)s växer.")
    else:
        said = (
            _("%(n)s teman växer, alla vanligare i %(place)s: %(themes)s.")
            if place
            else _("%(n)s teman växer: %(themes)s.")
        )
    return said % given


def _shared_place(growing: Sequence[Listed], wording: Wording) -> str:
    """The district where every one of them is surely more common; of several the first in the alphabet."""
    places = [{spread.district for spread in each.line.over if spread.district} for each in growing]
    shared = set.intersection(*places)
    return wording.district(wording.in_order(shared)[0]) if shared else ""


def _number(n: int, wording: Wording) -> str:
    """`Tre`; from thirteen in figures. Begins a sentence."""
    words = WORDS_UP_TO_TWELVE[wording.language]
    return words[n - 2].capitalize() if 2 <= n <= 12 else wording.number.whole(n)
