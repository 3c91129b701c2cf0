"""The example's planted inequalities through the whole chain: drawn, counted, closed, judged as the pages judge.

The generator draws its answers so that the noise of each place over the newest four closed quarters is typical
(feedback/example/scores.py). What is shown here is therefore that the chain finds what typical data hold and
nothing else; how often chance alone raises a false alarm is what the simulation in tests/bench tells.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from feedback.example.expected import district_channel_gaps, district_gaps, expected_in
from feedback.example.sample import Sample
from feedback.example.truth import WORTH_TELLING_POINTS
from feedback.insight.figures import TWELVE_MONTHS, Matrix, OverviewRequest, Scope
from feedback.insight.worker.holdings import Holdings
from feedback.insight.worker.matrix import matrix
from feedback.insight.worker.overview import overview_figures
from survey_defs.municipality import Municipality, builtin_municipality, load_municipality
from tests.example.conftest import SEED, sample_of
from tests.insight.planted import hide, hide_nothing, holdings_of

pytestmark = pytest.mark.slow

MARGIN = 0.05
NEWEST_YEAR = {
    date(2026, 11, 18): ("2025Q4", "2026Q1", "2026Q2", "2026Q3"),
    date(2026, 11, 24): ("2025Q4", "2026Q1", "2026Q2", "2026Q3"),
    date(2027, 1, 10): ("2025Q4", "2026Q1", "2026Q2", "2026Q3"),  # the fourth is not closed yet
    date(2027, 2, 20): ("2026Q1", "2026Q2", "2026Q3", "2026Q4"),
}
OTHER_SEED = 7
Place = tuple[str | None, str | None]


@dataclass(frozen=True)
class Judged:
    """A sample and the verdicts of the page people meet first: the newest twelve closed months."""

    today: date
    sample: Sample
    holdings: Holdings
    scope: Scope
    matrix: Matrix

    @property
    def lacking(self) -> set[Place]:
        """Every district × channel, and every district, called lacking."""
        named = [row for row in self.matrix.rows if row is not None]
        places = [(row, column) for row in named for column in (None, *self.matrix.columns)]
        return {place for place in places if self.matrix.slot(*place).mark == "lacking"}

    @property
    def truly_worse(self) -> set[Place]:
        """Those that are worse by three points or more with the same errands, computed without drawing."""
        sample = self.sample
        year = expected_in(sample.grid, sample.plan, sample.weeks, sample.weeks.in_closed_year)
        cells, districts = district_channel_gaps(year).alike, district_gaps(year).alike
        found: set[Place] = set()
        for row, district in enumerate(sample.grid.axes.districts):
            gaps = zip((None, *sample.grid.axes.channels), (districts[row], *cells[row]), strict=True)
            found |= {(district, channel) for channel, gap in gaps if 100 * gap <= -WORTH_TELLING_POINTS}
        return found


def judged_on(municipality: Municipality, today: date, seed: int, *, hiding: bool = False) -> Judged:
    sample = sample_of(municipality, today, seed)
    holdings = holdings_of(municipality, sample, today)
    (hide if hiding else hide_nothing)(holdings)
    codes = tuple(sorted(holdings.snapshots))
    scope = Scope(codes[-4:], TWELVE_MONTHS, None, MARGIN, codes)
    return Judged(today, sample, holdings, scope, matrix(holdings, scope))


@pytest.fixture(scope="session")
def municipality() -> Municipality:
    return load_municipality(builtin_municipality("huddinge"))


PUBLISHED = (date(2026, 11, 24), SEED)
DRAWS = [(date(2026, 11, 18), SEED), PUBLISHED, (date(2027, 1, 10), OTHER_SEED), (date(2027, 2, 20), SEED)]


@pytest.fixture(scope="session")
def published(municipality: Municipality) -> Judged:
    """With everything hidden that is hidden when quarters are closed one after another."""
    return judged_on(municipality, *PUBLISHED, hiding=True)


@pytest.fixture(scope="session", params=DRAWS, ids=lambda draw: f"{draw[0]}, seed {draw[1]}")
def judged(request: pytest.FixtureRequest, municipality: Municipality, published: Judged) -> Judged:
    return published if request.param == PUBLISHED else judged_on(municipality, *request.param)


def test_every_planted_place_gets_the_verdict_it_should(judged: Judged) -> None:
    planted = [each for each in judged.sample.plan.planted if each.channel]
    assert len(planted) == 7
    told = {each.id: judged.matrix.slot(each.district, each.channel).mark for each in planted}
    assert {each.id: told[each.id] in each.expected for each in planted} == dict.fromkeys(told, True), told


def test_the_gaps_are_found_and_nothing_else_is_called_lacking(judged: Judged) -> None:
    planted = {
        (each.district, each.channel) for each in judged.sample.plan.planted if "lacking" in each.expected
    }
    assert planted <= judged.lacking <= judged.truly_worse


def test_the_district_where_nothing_is_planted_lacks_nothing(judged: Judged) -> None:
    [equal] = [each for each in judged.sample.plan.planted if each.kind == "equal"]
    row = judged.matrix.cells[judged.matrix.rows.index(equal.district)]
    assert {slot.mark for slot in row} <= {"equal", "cannot_tell"}


def test_the_gap_judged_is_near_the_true_one(judged: Judged) -> None:
    """The interval like with like covers the true gap in nearly all places that are judged."""
    sample = judged.sample
    year = expected_in(sample.grid, sample.plan, sample.weeks, sample.weeks.in_closed_year)
    true, covered = district_channel_gaps(year).alike, []
    for row, district in enumerate(sample.grid.axes.districts):
        for column, channel in enumerate(sample.grid.axes.channels):
            shown = judged.matrix.slot(district, channel).judged
            if shown is not None and shown.like_gap is not None:
                covered.append(shown.like_gap.low <= true[row, column] <= shown.like_gap.high)
    assert len(covered) > 30
    assert sum(covered) >= 0.9 * len(covered)


def test_the_period_is_the_four_newest_closed_quarters(
    judged: Judged, request: pytest.FixtureRequest
) -> None:
    assert judged.scope.quarters in set(NEWEST_YEAR.values())
    weeks = judged.sample.weeks
    inside = [day for day, within in zip(weeks.mondays, weeks.in_closed_year, strict=True) if within]
    quarters = {f"{day.isocalendar().year}Q{(day.isocalendar().week - 1) // 13 + 1}" for day in inside[1:-1]}
    assert quarters == set(judged.scope.quarters)


def test_what_is_hidden_hides_no_planted_gap_with_enough_answers(published: Judged) -> None:
    plan, matrix_ = published.sample.plan, published.matrix
    told = {each.id: matrix_.slot(each.district, each.channel).mark for each in plan.planted if each.channel}
    assert {each.id for each in plan.planted if each.channel and told[each.id] not in each.expected} == set()
    assert told["varby-phone"] == told["flemingsberg-e-mail"] == told["varby-e-service"] == "lacking"
    assert told["skogas-office-visit"] == "better"
    assert published.lacking <= published.truly_worse


def test_the_overview_names_the_planted_gaps_and_no_other_place_in_its_sentences(published: Judged) -> None:
    figures = overview_figures(published.holdings, OverviewRequest(published.scope))
    named = {(said.district, said.channel) for said in figures.findings if said.mark == "lacking"}
    assert {("varby", "phone"), ("varby", "e_service"), ("flemingsberg", "e_mail")} <= named
    assert {place for place in named if place[0]} <= published.truly_worse


def test_the_quarter_that_fell_is_outside_its_normal_variation_and_the_year_is_no_gap(
    published: Judged,
) -> None:
    figures = overview_figures(published.holdings, OverviewRequest(published.scope))
    fell = [each for each in figures.changes if each.outside_normal and each.shift and each.shift.high < 0]
    assert ("segeltorp", "e_service") in {(each.district, each.channel) for each in fell}
    assert published.matrix.slot("segeltorp", "e_service").mark in ("equal", "cannot_tell")
