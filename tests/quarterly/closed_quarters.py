"""Quarters closed in this process, without a database: answers counted, decided on and gathered as the desk does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

import numpy as np

from feedback.cells import CELLS, Dimensions, cell_keys, counted
from feedback.funnel import FUNNEL, Stage, funnel_key
from feedback.insight.desk import questions_of
from feedback.insight.figures import (
    CHANNEL,
    DISTRICT,
    HIGHER,
    QUARTER,
    TWELVE_MONTHS,
    Measure,
    OfficesRequest,
    OverviewRequest,
    PlaceRequest,
    PresenceRequest,
    Scope,
    Trend,
    TrendPoint,
    UseRequest,
)
from feedback.insight.period import Period, default_period
from feedback.insight.selection import over
from feedback.insight.theme_figures import Spread, ThemeLine, ThemesFigures
from feedback.insight.worker.holdings import Holdings, Snapshot
from feedback.insight.worker.offices import offices_figures
from feedback.insight.worker.overview import overview_figures
from feedback.insight.worker.patterns import pattern_of
from feedback.insight.worker.place import place_figures
from feedback.insight.worker.presence import presence_figures
from feedback.insight.worker.use import use_figures
from feedback.packing import Packing
from feedback.quarterly.document import Front, Versions
from feedback.quarterly.facts import NamedTheme, QuarterFacts, Reference, Released
from feedback.quarterly.gathering import data_version
from feedback.quarters import Quarter, quarter_of
from feedback.vocabulary import Vocabulary, words_of
from survey_defs.municipality import District, Municipality, load_municipality
from tests import world
from tests.insight.counted import LILLAKER, Answers
from tests.insight.planted import Asking

WEEK = date(2026, 8, 17)
QUARTERS_EARLIER = [WEEK - timedelta(weeks=13 * n) for n in range(12)]
Keyed = tuple[np.ndarray, np.ndarray]


def held(municipality: Municipality, answers: Iterable[Answers], weeks: Sequence[date] = ()) -> Holdings:
    """What the desk holds of these answers. `weeks` are further ones whose quarters are closed without any."""
    vocabulary = Vocabulary(Vocabulary(()).missing(words_of(municipality, Asking.catalogue.surveys)))
    holdings = Holdings(municipality, vocabulary, questions_of(Asking))  # type: ignore[arg-type]
    by_quarter: dict[Quarter, list[Answers]] = {quarter_of(week): [] for week in weeks}
    for each in answers:
        by_quarter.setdefault(quarter_of(each.week), []).append(each)
    for quarter in sorted(by_quarter):
        cells, funnel = _counted(vocabulary, by_quarter[quarter])
        holdings.hold(Snapshot(quarter.code, cells, funnel))
        pattern = pattern_of(holdings, quarter.code)
        holdings.hold(replace(holdings.snapshots[quarter.code], hidden=pattern))
    return holdings


def _counted(vocabulary: Vocabulary, answers: Sequence[Answers]) -> tuple[Keyed, Keyed]:
    cells: list[tuple[int, int]] = []
    stages: list[tuple[int, int]] = []
    for each in answers:
        for score, n in enumerate(each.scores, 1):
            scores = [("core.overall", score), ("core.helped", 3)]
            cells += [(key, n) for key, _ in counted(cell_keys(vocabulary, each.dimensions, scores))]
        reached = {
            Stage.CLOSED: 3 * each.n + getattr(each, "silent", 0),
            Stage.NO_CONTACT: each.n,
            Stage.INVITED: 2 * each.n,
            Stage.DELIVERED: 2 * each.n,
            Stage.STARTED: each.n,
            Stage.ANSWERED: each.n,
        }
        stages += [(funnel_key(vocabulary, each.dimensions, stage), n) for stage, n in reached.items()]
    return _summed(CELLS, cells), _summed(FUNNEL, stages)


def _summed(packing: Packing, rows: Sequence[tuple[int, int]]) -> Keyed:
    if not rows:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    keys, counts = np.array(rows, dtype=np.int64).T
    found, places = np.unique(keys & ((1 << packing.shift["week"]) - 1), return_inverse=True)
    return found, np.bincount(places, weights=counts).astype(np.int64)


def facts_of(
    holdings: Holdings,
    quarter: Quarter,
    themes: ThemesFigures | None = None,
    names: tuple[NamedTheme, ...] = (),
    quotes: tuple[Released, ...] = (),
    references: tuple[Reference, ...] = (),
) -> QuarterFacts:
    """As `gathered` asks the desk for them."""
    closed = tuple(Quarter(int(code[:4]), int(code[-1])) for code in sorted(holdings.snapshots))
    until = tuple(each for each in closed if each <= quarter)
    period = default_period(until)
    assert period is not None
    whole = over(period, until)
    ago = Quarter(quarter.year - 1, quarter.number)

    def alone(each: Quarter) -> OverviewRequest:
        return OverviewRequest(over(Period(QUARTER, each), [other for other in until if other <= each]).scope)

    municipality = holdings.municipality
    found = QuarterFacts(
        quarter=quarter,
        selection=whole,
        overview=overview_figures(holdings, OverviewRequest(whole.scope)),
        alone=overview_figures(holdings, alone(quarter)),
        year_ago=overview_figures(holdings, alone(ago)) if ago in until else None,
        districts=tuple(
            place_figures(holdings, PlaceRequest(whole.scope, DISTRICT, each.id))
            for each in municipality.districts
        ),
        channels=tuple(
            place_figures(holdings, PlaceRequest(whole.scope, CHANNEL, each.id))
            for each in municipality.channels
        ),
        offices=offices_figures(holdings, OfficesRequest(whole.scope)),
        use=use_figures(holdings, UseRequest(whole.scope)),
        presence=presence_figures(holdings, PresenceRequest(whole.scope)),
        themes=themes,
        theme_names=names,
        quotes=quotes,
        references=references,
        data_version="",
        is_example=True,
    )
    return replace(found, data_version=data_version(found))


def with_districts(municipality: Municipality, n: int) -> Municipality:
    """The same municipality with so many districts, without offices or places on the map."""
    districts = tuple(
        District(f"d{number:02d}", {"sv": f"Område {number:02d}", "en": f"Area {number:02d}"}, 1500)
        for number in range(1, n + 1)
    )
    return replace(municipality, districts=districts, offices=())


@dataclass(frozen=True)
class Spoken(Answers):
    """Answers to errands in a language; `silent` errands more were closed and not answered."""

    language: str | None = "sv"
    silent: int = 0

    @property
    def dimensions(self) -> Dimensions:
        return replace(super().dimensions, language=self.language)


def lillaker() -> Municipality:
    return load_municipality(world.MUNICIPALITY)


def in_quarters(answers: Iterable[Answers], quarters: int) -> tuple[Answers, ...]:
    """The same answers in each of so many quarters, the last one 2026Q3."""
    return tuple(replace(each, week=week) for week in QUARTERS_EARLIER[:quarters] for each in answers)


# A town where phone calls from Söderhagen go worse, and everything else about alike; few write letters from Öholm.
TOWN = (
    Spoken("phone", "norrbyn", (8, 12, 30, 110, 160)),
    Spoken("phone", "norrbyn", (4, 8, 18, 50, 80), service="waste"),
    Spoken("phone", "soderhagen", (30, 36, 50, 100, 84)),
    Spoken("phone", "soderhagen", (15, 19, 25, 50, 41), service="waste"),
    Spoken("phone", "oholm", (2, 3, 6, 20, 30)),
    Spoken("office_visit", "norrbyn", (4, 8, 20, 120, 200), office="centrum"),
    Spoken("office_visit", "soderhagen", (4, 8, 20, 120, 200), office="soder"),
    Spoken("office_visit", "oholm", (1, 2, 3, 14, 20), office="centrum"),
    Spoken("e_mail", "norrbyn", (8, 12, 20, 40, 40), service="waste"),
    Spoken("e_mail", "soderhagen", (8, 12, 20, 40, 40), service="waste", language="ar", silent=900),
    Spoken("e_mail", "oholm", (1, 0, 1, 1, 1), service="waste"),
    Spoken("e_service", "norrbyn", (6, 10, 20, 90, 120)),
    Spoken("e_service", "soderhagen", (6, 10, 20, 90, 120)),
)
SUMMER = Quarter(2026, 3)


@cache
def town() -> QuarterFacts:
    """Five quarters of the town: a year and the quarter a year before, with references and no themes."""
    return facts_of(held(lillaker(), in_quarters(TOWN, 5)), SUMMER, references=REFERENCES)


@cache
def first_quarter() -> QuarterFacts:
    """Lillåker's only quarter."""
    return facts_of(held(lillaker(), LILLAKER), SUMMER)


@cache
def with_themes() -> QuarterFacts:
    """The town's quarters with three themes, of which one may not be shown."""
    figures = town()
    return replace(figures, themes=THEMES, theme_names=NAMES, quotes=QUOTES)


@cache
def silent_district() -> QuarterFacts:
    """Nobody in Öholm answered, though there were errands."""
    quiet = tuple(each for each in TOWN if each.district != "oholm")
    nobody = (Spoken("phone", "oholm", (0, 0, 0, 0, 0), silent=60),)
    return facts_of(held(lillaker(), in_quarters((*quiet, *nobody), 4)), SUMMER)


@cache
def all_hidden() -> QuarterFacts:
    """So few answers that nothing may be shown."""
    few = (Spoken("phone", "norrbyn", (0, 0, 1, 1, 1)), Spoken("e_mail", "soderhagen", (0, 1, 1, 1, 0)))
    return facts_of(held(lillaker(), few), SUMMER)


@cache
def nothing_at_all() -> QuarterFacts:
    """A closed quarter without errands."""
    return facts_of(held(lillaker(), (), (WEEK,)), SUMMER)


@cache
def forty() -> tuple[QuarterFacts, Municipality]:
    """Forty districts with two channels, every seventh of them worse by phone."""
    municipality = with_districts(lillaker(), 40)
    answers = [
        Spoken(channel, each.id, _scores(number, channel))
        for number, each in enumerate(municipality.districts)
        for channel in ("phone", "e_service")
    ]
    return facts_of(held(municipality, answers), SUMMER), municipality


def _scores(number: int, channel: str) -> tuple[int, int, int, int, int]:
    if channel == "phone" and number % 7 == 0:
        return (30, 25, 20, 10, 15)
    return (4, 6, 10, 40 + number % 3, 40)


FRONT = Front("Servicekontoret", "2026-11-12", "LK-2026/7", "Eva Ek", "Medborgarnämnden", "Lillåkers kommun")
VERSIONS = Versions("abc", "1.0", 1, "2026-11-12")
REFERENCES = (
    Reference("SKR", "Servicemätning", 2025, "bemotande", "phone", "index", 83.8, 89),
    Reference("Storåker", "Storåkers öppna data", 2026, "satisfied_share", "phone", "share", 0.74, 4120),
)
SCOPE_OF_THEMES = Scope(("2025Q4", "2026Q1", "2026Q2", "2026Q3"), TWELVE_MONTHS, None, 0.05, ())
NAMES = (
    NamedTheme(1, "Lång väntan", "Long wait"),
    NamedTheme(2, "Vänligt bemötande", "Friendly staff"),
    NamedTheme(3, "Hemligt tema", "Secret theme"),
)
QUOTES = (
    Released(1, "Satt i kö i 50 minuter.", "sv", "E. Ek", "2026-10-02"),
    Released(3, "Det här får inte synas.", "sv", "E. Ek", "2026-10-02"),
)
THEMES = ThemesFigures(
    SCOPE_OF_THEMES,
    responses=8156,
    comments=4021,
    other=310,
    lines=(
        ThemeLine(
            1,
            640,
            Measure(640 / 4021, 0.148, 0.171),
            Measure(0.412, 0.371, 0.454),
            Trend(
                0.16,
                (
                    TrendPoint("2026Q2", 1000, 0.15, 0.12, 0.2),
                    TrendPoint("2026Q3", 990, 160 / 990, 0.12, 0.2),
                ),
            ),
            HIGHER,
            (
                Spread("soderhagen", "phone", None, None, 402, 190, Measure(2.14, 1.81, 2.53), HIGHER, 0.001),
                Spread("soderhagen", None, None, None, 1200, 310, Measure(1.91, 1.7, 2.2), HIGHER, 0.001),
            ),
        ),
        ThemeLine(
            2,
            900,
            Measure(900 / 4021, 0.211, 0.237),
            Measure(0.91, 0.89, 0.93),
            Trend(None, (TrendPoint("2026Q3", None, None, None, None),)),
            "level",
            (),
        ),
        ThemeLine(3, None, None, None, Trend(None, ()), "hidden", ()),
    ),
)
