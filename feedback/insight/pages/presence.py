"""Närvaro: the evidence for physical presence, district by district, each kind by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from litestar import Response, get
from markupsafe import Markup

from feedback.access import Access
from feedback.insight import lines
from feedback.insight.asking import FILE, AnyRequest, Asked, asked, asked_file, nothing_yet
from feedback.insight.charts import Interval, StripDot, strips
from feedback.insight.csv_file import Table, joined, plain, repeated
from feedback.insight.figures import (
    HIDDEN,
    HIGHER,
    LOWER,
    Measure,
    PresenceFigures,
    PresenceLine,
    PresenceRequest,
    Sign,
)
from feedback.insight.lines import Line, line
from feedback.insight.pages.overview import frame, frame_headings
from feedback.insight.pages.use import RateText, rate_text
from feedback.insight.saying import may_read, sentence
from feedback.insight.wording import Wording, alphabetical

ADDRESS, KEY = "/insikt/narvaro", "presence"


@dataclass(frozen=True)
class SignText:
    """One kind of evidence: `sign` has the figures; `text` is `11 % (9–13)`, `standing` how it compares,
    `is_certain` whether the difference is certain."""

    sign: Sign
    text: str
    n: str
    standing: str
    is_certain: bool


@dataclass(frozen=True)
class Cell:
    """One kind of evidence in the table: its strip, its value, `span` its limits, and its word."""

    strip: Markup
    value: str
    span: str
    standing: str
    is_certain: bool


@dataclass(frozen=True)
class PresenceRow:
    """One district, or the municipality. `offices` names its offices; `say` is what the evidence says, empty
    where there is nothing to say."""

    name: str
    href: str
    offices: tuple[str, ...]
    visits: RateText
    visit_line: Line
    language: SignText
    not_digital: SignText
    answering: SignText
    say: Markup


@dataclass(frozen=True)
class View:
    """`rows` are the districts seen, in alphabetical order; `whole` is the municipality. `cells` holds for each
    of the rows visits, language, e-service and answering with their strips; `whole_cells` the municipality's.
    `lead` is empty where it names what this person may not see."""

    rows: tuple[PresenceRow, ...]
    whole: PresenceRow
    lead: Markup
    cells: tuple[tuple[Cell, ...], ...]
    whole_cells: tuple[Cell, ...]
    note: str
    source: str


def view(asked: Asked, figures: PresenceFigures) -> View:
    margin, wording = figures.scope.margin, asked.wording
    rows = tuple(_row(asked, each, margin) for each in visible_lines(asked, figures))
    whole = _row(asked, figures.whole, margin)
    said = figures.lead if figures.lead and may_read(figures.lead, asked.viewer, wording) else None
    columns = [
        _column([row.visits for row in rows], whole.visits, wording),
        _column([row.language for row in rows], whole.language, wording),
        _column([row.not_digital for row in rows], whole.not_digital, wording),
        _column([row.answering for row in rows], whole.answering, wording),
    ]
    return View(
        rows=rows,
        whole=whole,
        lead=sentence(said, wording, asked.link) if said else Markup(""),
        cells=tuple(zip(*(column[:-1] for column in columns), strict=True)),
        whole_cells=tuple(column[-1] for column in columns),
        note=wording.municipality.district_note.get(wording.language, ""),
        source=wording.municipality.population_source,
    )


def _column(rows: Sequence[RateText | SignText], whole: RateText | SignText, wording: Wording) -> list[Cell]:
    """One kind of evidence, all strips on one axis beside the municipality's line; the municipality last."""
    reference = _measure(whole)
    drawn = strips([_dot(row) for row in rows], reference.value if reference else None)
    return [
        *(_cell(row, strip, wording) for row, strip in zip(rows, drawn, strict=True)),
        _cell(whole, Markup(""), wording),
    ]


def _dot(text: RateText | SignText) -> StripDot:
    measure = _measure(text)
    return StripDot(
        Interval(measure.value, measure.low, measure.high) if measure else None, certain=text.is_certain
    )


def _cell(text: RateText | SignText, strip: Markup, wording: Wording) -> Cell:
    """A hidden one says so once."""
    measure, number = _measure(text), wording.number
    if measure is None:
        return Cell(Markup(""), wording.verdict(HIDDEN), "", "", is_certain=False)
    is_share = isinstance(text, SignText)
    value = number.percent(measure.value) if is_share else number.whole(measure.value)
    span = (number.percent_span if is_share else number.span)(measure.low, measure.high)
    return Cell(strip, value, f"({span})", text.standing, text.is_certain)


def _measure(text: RateText | SignText) -> Measure | None:
    return text.sign.measure if isinstance(text, SignText) else text.rate.rate


def visible_lines(asked: Asked, figures: PresenceFigures) -> tuple[PresenceLine, ...]:
    seen = [
        each for each in figures.lines if each.district and asked.viewer.may_see("district", each.district)
    ]
    return tuple(sorted(seen, key=lambda each: alphabetical(asked.wording.district(each.district))))


def _row(asked: Asked, given: PresenceLine, margin: float) -> PresenceRow:
    wording, id = asked.wording, given.district
    name = wording.district(id) if id else wording.text("Hela kommunen")
    said = given.said if given.said and may_read(given.said, asked.viewer, wording) else None
    return PresenceRow(
        name=name,
        href=asked.link(f"/insikt/kommundel/{id}") if id else "",
        offices=tuple(
            wording.office(each.id) for each in wording.municipality.offices if id and each.district == id
        ),
        visits=rate_text(given.visits, wording, id is not None),
        visit_line=line(name, given.visit_slot, wording, margin),
        language=sign_text(given.language, wording, id is not None),
        not_digital=sign_text(given.not_digital, wording, id is not None),
        answering=sign_text(given.answering, wording, id is not None),
        say=sentence(said, wording, asked.link) if said else Markup(""),
    )


def sign_text(sign: Sign, wording: Wording, is_compared: bool) -> SignText:
    """The municipality as a whole is compared with nothing."""
    return SignText(
        sign=sign,
        text=wording.share(sign.measure),
        n="" if sign.n is None else wording.number.whole(sign.n),
        standing=wording.standing(sign.standing) if is_compared else "",
        is_certain=is_compared and sign.standing in {HIGHER, LOWER},
    )


def table(asked: Asked, figures: PresenceFigures) -> Table:
    """A line for each district, and the municipality: every kind of evidence in columns of its own."""
    wording, margin, made = asked.wording, figures.scope.margin, view(asked, figures)
    _ = wording.text
    signs = (_("Behöver annat språk"), _("Använder inte e-tjänst"), _("Svarar på enkäten"))
    parts = (_("från"), _("till"), _("av antal"), _("mot kommunen"))
    visits = _("Besök")
    headings = [
        *frame_headings(wording),
        _("Kommundel"),
        visits,
        _("Besök per 1 000 invånare och år"),
        _("Besök, från"),
        _("Besök, till"),
        _("Besök mot övriga kommunen"),
        *(f"{visits}: {heading}" for heading in lines.headings(wording)),
    ]
    for name in signs:
        headings += [name, *(f"{name}, {part}" for part in parts)]
    rows = [
        joined(
            frame(asked),
            [row.name],
            _visits(row.visits, wording),
            lines.cells(row.visit_line.slot, wording, margin),
            *(_sign_cells(each, wording) for each in (row.language, row.not_digital, row.answering)),
            [str(row.say.striptags())],
        )
        for row in (*made.rows, made.whole)
    ]
    return Table([*headings, _("Vad det säger")], rows)


def _visits(visits: RateText, wording: Wording) -> list[str]:
    per = visits.rate.rate
    if per is None:
        return repeated(wording.verdict(HIDDEN), 5)
    figures = [f"{each:.0f}" for each in (per.value, per.low, per.high)]
    return [plain(visits.events), *figures, visits.standing]


def _sign_cells(sign: SignText, wording: Wording) -> list[str]:
    measure = sign.sign.measure
    if measure is None:
        return repeated(wording.verdict(HIDDEN), 5)
    figures = [f"{100 * each:.0f}" for each in (measure.value, measure.low, measure.high)]
    return [*figures, plain(sign.n), sign.standing]


async def _figures(asked: Asked) -> PresenceFigures:
    figures = await asked.figures(PresenceRequest(asked.selection.scope))
    assert isinstance(figures, PresenceFigures)
    return figures


@get(ADDRESS, opt={"access": Access.STAFF})
async def page(request: AnyRequest) -> Response[str]:
    given = await asked(request, ADDRESS)
    if given is None:
        return await nothing_yet(request, ADDRESS, KEY)
    return given.page("presence", KEY, view=view(given, await _figures(given)))


@get(ADDRESS + FILE, opt={"access": Access.STAFF})
async def file(request: AnyRequest) -> Response[bytes]:
    given = await asked_file(request, ADDRESS)
    return await given.file("narvaro", table(given, await _figures(given)))


HANDLERS = (page, file)
