"""Användning: errands per 1,000 residents and year, district by district and channel by channel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from litestar import Response, get
from markupsafe import Markup

from feedback.access import Access
from feedback.insight.asking import FILE, AnyRequest, Asked, asked, asked_file, nothing_yet
from feedback.insight.charts import Interval, RateRow, Words, rate_plot
from feedback.insight.csv_file import Table, joined, plain, repeated
from feedback.insight.figures import HIDDEN, HIGHER, LOWER, Measure, Rate, UseFigures, UseLine, UseRequest
from feedback.insight.pages.overview import frame, frame_headings
from feedback.insight.wording import Wording, alphabetical

ADDRESS, KEY = "/insikt/anvandning", "use"


@dataclass(frozen=True)
class RateText:
    """Errands per 1,000 residents and year: `rate` has the figures, the texts are what is read.

    `text` is `204 (198–210)`, `ratio` how many times the rest of the municipality's, `standing` the word for
    how they compare, `is_certain` whether the difference is certain.
    """

    rate: Rate
    text: str
    events: str
    ratio: str
    standing: str
    is_certain: bool


@dataclass(frozen=True)
class UseRow:
    """One district (or the municipality) over all channels and in each of them."""

    name: str
    href: str
    population: str
    all: RateText
    channels: tuple[RateText, ...]


@dataclass(frozen=True)
class View:
    """`channels` names the columns; `rows` are the districts seen, in alphabetical order; `whole` the
    municipality; `unplaced` how many errands belong to no district, or that it is hidden. `charts` are one plot
    for all channels together; `note` says whose the grouping into districts is."""

    channels: tuple[str, ...]
    rows: tuple[UseRow, ...]
    whole: UseRow
    unplaced: str
    population_source: str
    population_date: str
    note: str
    say: str
    chart: Markup


def view(asked: Asked, figures: UseFigures) -> View:
    wording = asked.wording
    rows = tuple(
        _row(wording.district(each.district), each, wording, asked.link(f"/insikt/kommundel/{each.district}"))
        for each in visible_lines(asked, figures)
    )
    whole = _row(wording.text("Hela kommunen"), figures.whole, wording)
    date = wording.municipality.population_date
    return View(
        channels=tuple(wording.channel(id) for id in figures.channels),
        rows=rows,
        whole=whole,
        unplaced=wording.count(figures.unplaced),
        population_source=wording.municipality.population_source,
        population_date=str(date) if date else "",
        note=wording.municipality.district_note.get(wording.language, ""),
        say=_say(rows, wording),
        chart=_chart(rows, whole, wording),
    )


def _say(rows: Sequence[UseRow], wording: Wording) -> str:
    """Where use is certainly higher or lower, all channels together; rows are in alphabetical order."""
    _ = wording.text
    more, fewer = (
        [row.name for row in rows if row.all.rate.standing == standing] for standing in (HIGHER, LOWER)
    )
    said = [
        template % {"names": wording.listed(names)}
        for template, names in (
            (_("Säkert fler ärenden per invånare än i övriga kommunen: %(names)s."), more),
            (_("Säkert färre: %(names)s."), fewer),
        )
        if names
    ]
    return " ".join(said) or _("Ingen kommundel skiljer sig säkert från övriga kommunen.")


def _chart(rows: Sequence[UseRow], whole: UseRow, wording: Wording) -> Markup:
    _ = wording.text
    reference = whole.all.rate.rate
    words = Words(
        id="anvandning",
        title=_("Avslutade ärenden per 1 000 invånare och år, alla kanaler"),
        description=". ".join(f"{row.name}: {row.all.text} {row.all.standing}" for row in rows),
        reference=_("Hela kommunen %(rate)s") % {"rate": wording.number.whole(reference.value)}
        if reference
        else "",
        hidden=wording.verdict(HIDDEN),
        tick=wording.number.whole,
    )
    drawn = [
        RateRow(row.name, _interval(row.all.rate.rate), row.all.standing, row.all.text, row.all.is_certain)
        for row in rows
    ]
    return rate_plot(drawn, words, reference.value if reference else None)


def _interval(measure: Measure | None) -> Interval | None:
    return Interval(measure.value, measure.low, measure.high) if measure else None


def visible_lines(asked: Asked, figures: UseFigures) -> tuple[UseLine, ...]:
    seen = [each for each in figures.lines if asked.viewer.may_see("district", each.district)]
    return tuple(sorted(seen, key=lambda each: alphabetical(asked.wording.district(each.district))))


def _row(name: str, given: UseLine, wording: Wording, href: str = "") -> UseRow:
    return UseRow(
        name,
        href,
        wording.number.whole(given.population) if given.population else "",
        rate_text(given.all, wording, bool(href)),
        tuple(rate_text(each, wording, bool(href)) for each in given.channels),
    )


def rate_text(rate: Rate, wording: Wording, is_compared: bool) -> RateText:
    """The municipality as a whole is compared with nothing."""
    return RateText(
        rate=rate,
        text=wording.rate(rate),
        events=wording.count(rate.events),
        ratio=_ratio(rate.ratio, wording) if rate.ratio else "",
        standing=wording.standing(rate.standing) if is_compared else "",
        is_certain=is_compared and rate.standing in {HIGHER, LOWER},
    )


def _ratio(ratio: Measure, wording: Wording) -> str:
    """`0,5 (0,4–0,6)`."""
    value, low, high = (wording.number.decimal(each) for each in (ratio.value, ratio.low, ratio.high))
    return f"{value} ({low}–{high})"


def table(asked: Asked, figures: UseFigures) -> Table:
    """A line for each district and channel, all channels together, and the municipality."""
    wording, made = asked.wording, view(asked, figures)
    _ = wording.text
    names = (*made.channels, _("Alla kanaler"))
    rows = [
        joined(frame(asked), [row.name, plain(row.population), channel], _cells(rate, wording))
        for row in (*made.rows, made.whole)
        for channel, rate in zip(names, (*row.channels, row.all), strict=True)
    ]
    elsewhere = [*repeated("", 7)] if figures.unplaced is not None else repeated(wording.verdict(HIDDEN), 7)
    rows.append(
        joined(frame(asked), [wording.district(None), "", _("Alla kanaler"), plain(made.unplaced)], elsewhere)
    )
    return Table(
        [
            *frame_headings(wording),
            _("Kommundel"),
            _("Invånare"),
            _("Kanal"),
            _("Avslutade ärenden"),
            _("Per 1 000 invånare och år"),
            _("Per 1 000, från"),
            _("Per 1 000, till"),
            _("Gånger övriga kommunen"),
            _("Gånger, från"),
            _("Gånger, till"),
            _("Mot övriga kommunen"),
        ],
        rows,
    )


def _cells(rate: RateText, wording: Wording) -> list[str]:
    given = rate.rate
    if given.standing == HIDDEN and given.rate is None:
        return repeated(wording.verdict(HIDDEN), 8)
    per, ratio = given.rate, given.ratio
    return [
        plain(rate.events),
        *([f"{each:.0f}" for each in (per.value, per.low, per.high)] if per else repeated("", 3)),
        *_times(ratio, wording),
        rate.standing,
    ]


def _times(ratio: Measure | None, wording: Wording) -> list[str]:
    if ratio is None:
        return repeated("", 3)
    return [plain(wording.number.decimal(each)) for each in (ratio.value, ratio.low, ratio.high)]


async def _figures(asked: Asked) -> UseFigures:
    figures = await asked.figures(UseRequest(asked.selection.scope))
    assert isinstance(figures, UseFigures)
    return figures


@get(ADDRESS, opt={"access": Access.STAFF})
async def page(request: AnyRequest) -> Response[str]:
    given = await asked(request, ADDRESS)
    if given is None:
        return await nothing_yet(request, ADDRESS, KEY)
    return given.page("use", KEY, view=view(given, await _figures(given)))


@get(ADDRESS + FILE, opt={"access": Access.STAFF})
async def file(request: AnyRequest) -> Response[bytes]:
    given = await asked_file(request, ADDRESS)
    return await given.file("anvandning", table(given, await _figures(given)))


HANDLERS = (page, file)
