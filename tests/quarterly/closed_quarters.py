"""Quarters closed in this process, without a database: answers counted, decided on and gathered as the desk does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

import numpy as np

from feedback.cells import CELLS, cell_keys, counted
from feedback.funnel import FUNNEL, Stage, funnel_key
from feedback.insight.desk import questions_of
from feedback.insight.figures import (
    CHANNEL,
    DISTRICT,
    QUARTER,
    OfficesRequest,
    OverviewRequest,
    PlaceRequest,
    PresenceRequest,
    UseRequest,
)
from feedback.insight.period import Period, default_period
from feedback.insight.selection import over
from feedback.insight.theme_figures import ThemesFigures
from feedback.insight.worker.holdings import Holdings, Snapshot
from feedback.insight.worker.offices import offices_figures
from feedback.insight.worker.overview import overview_figures
from feedback.insight.worker.patterns import pattern_of
from feedback.insight.worker.place import place_figures
from feedback.insight.worker.presence import presence_figures
from feedback.insight.worker.use import use_figures
from feedback.packing import Packing
from feedback.quarterly.facts import NamedTheme, QuarterFacts, Reference, Released
from feedback.quarterly.gathering import data_version
from feedback.quarters import Quarter, quarter_of
from feedback.vocabulary import Vocabulary, words_of
from survey_defs.municipality import District, Municipality
from tests.insight.counted import Answers
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
            Stage.CLOSED: 3 * each.n,
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
