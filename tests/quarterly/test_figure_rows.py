"""The rows a quarter publishes: their numbers stay, what is hidden stays hidden, and no row tells of a few."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.insight.figures import HIDDEN as HIDDEN_SLOT
from feedback.insight.figures import Matrix, Measure, OverviewFigures, Slot
from feedback.insight.wording import Wording
from feedback.quarterly.facts import QuarterFacts
from feedback.quarterly.measures import MEASURES
from feedback.quarterly.published import EMPTY, HIDDEN, SHOWN, Figure, figures_csv, read_figures
from feedback.quarterly.writing import figure_rows
from feedback.quarterly.writing.rows import precision
from feedback.quarterly.writing.rows.themes import row_numbers
from feedback.quarterly.writing.tables import REFERENCES, THEMES, TITLES
from tests.quarterly import closed_quarters as quarters

WORLDS = ("town", "with_themes", "first_quarter", "silent_district", "all_hidden", "nothing_at_all")
# Numbers of people or errands; what counts places, or answers still to come, may be of any size.
OF_PEOPLE = {
    "answers",
    "closed",
    "invited",
    "delivered",
    "started",
    "answered",
    "visits",
    "comments",
    "comments_other",
    "theme_comments",
}
DIMENSIONS = ("district", "channel", "office", "service", "language", "theme")


def rows_of(world: str) -> tuple[Figure, ...]:
    facts: QuarterFacts = getattr(quarters, world)()
    return figure_rows(facts, quarters.lillaker())


@pytest.mark.parametrize("world", WORLDS)
def test_every_figure_has_a_place_of_its_own(world: str) -> None:
    rows = rows_of(world)
    places = [(each.ref, each.measure, each.period) for each in rows]
    assert len(places) == len(set(places))
    assert {each.table for each in rows} <= set(TITLES)
    assert {each.measure for each in rows} <= {each.id for each in MEASURES}


@pytest.mark.parametrize("world", WORLDS)
def test_a_row_is_one_place(world: str) -> None:
    """Whatever stands in a row is of the same district, channel and so on."""
    found: dict[str, set[tuple[str, ...]]] = {}
    for each in rows_of(world):
        found.setdefault(each.ref, set()).add(tuple(getattr(each, name) for name in DIMENSIONS))
    assert {ref for ref, places in found.items() if len(places) > 1} == set()


@pytest.mark.parametrize("world", WORLDS)
def test_nothing_about_fewer_than_ten_is_published(world: str) -> None:
    for each in rows_of(world):
        if each.table == REFERENCES:
            continue  # others' own
        if each.measure in OF_PEOPLE and each.value:
            assert each.value >= 10, each
        assert each.n is None or each.n >= 10 or each.n == 0, each


@pytest.mark.parametrize("world", WORLDS)
def test_the_rows_are_the_same_when_read_back_from_the_file(world: str) -> None:
    rows = rows_of(world)
    read = read_figures(figures_csv(rows))
    assert figures_csv(read) == figures_csv(rows)
    assert [(each.ref, each.measure, each.state) for each in read] == [
        (each.ref, each.measure, each.state) for each in rows
    ]


def test_a_place_keeps_its_number_whatever_is_known_of_it() -> None:
    """Between a full year, a first quarter, and a period where all is hidden."""
    numbers: dict[tuple[str, ...], str] = {}
    for world in WORLDS:
        for each in rows_of(world):
            if each.table in (THEMES, REFERENCES) or each.table == "T2":
                continue
            place = (each.table, *(getattr(each, name) for name in DIMENSIONS))
            assert numbers.setdefault(place, each.ref) == each.ref


def test_hiding_a_cell_hides_its_figures_and_moves_nothing() -> None:
    facts, municipality = quarters.town(), quarters.lillaker()
    before = figure_rows(facts, municipality)
    hidden = replace(facts, overview=_with_hidden(facts.overview, "soderhagen", "phone"))
    after = {
        (each.ref, each.measure): each for each in figure_rows(hidden, municipality) if each.table == "T1"
    }
    [ref] = {
        each.ref
        for each in before
        if (each.table, each.district, each.channel) == ("T1", "soderhagen", "phone")
    }
    assert {each.state for (row, _measure), each in after.items() if row == ref} == {HIDDEN}
    others = [each for each in before if each.table == "T1" and each.ref != ref]
    assert [after[each.ref, each.measure] for each in others] == others


def _with_hidden(figures: OverviewFigures, district: str, channel: str) -> OverviewFigures:
    shown = figures.matrix
    row, column = shown.rows.index(district), shown.columns.index(channel)
    cells = [list(each) for each in shown.cells]
    cells[row][column] = Slot(HIDDEN_SLOT)
    matrix = Matrix(
        shown.rows,
        shown.columns,
        tuple(map(tuple, cells)),
        shown.row_totals,
        shown.column_totals,
        shown.total,
    )
    return replace(figures, matrix=matrix)


def test_no_errands_is_empty_and_not_hidden() -> None:
    rows = [
        each
        for each in rows_of("town")
        if (each.table, each.district, each.channel) == ("T1", "oholm", "e_service")
    ]
    assert {each.state for each in rows} == {EMPTY}


def test_the_municipalitys_own_signs_are_hidden_where_its_answers_are() -> None:
    """Answers per closed errand would tell how many answered."""
    whole = [each for each in rows_of("all_hidden") if each.table == "T15" and not each.district]
    assert {
        each.state for each in whole if each.measure in ("language_unmet", "e_service_unused", "answering")
    } == {HIDDEN}


def test_a_hidden_theme_is_neither_sized_nor_named() -> None:
    rows = [each for each in rows_of("with_themes") if each.theme == "3"]
    assert {each.state for each in rows} == {HIDDEN}
    assert "Hemligt" not in figures_csv(rows_of("with_themes")).decode()


def test_an_unknown_district_is_called_other() -> None:
    answers = (*quarters.TOWN, quarters.Spoken("phone", None, (5, 5, 10, 20, 20)))
    facts = quarters.facts_of(quarters.held(quarters.lillaker(), answers), quarters.SUMMER)
    rows = figure_rows(facts, quarters.lillaker())
    assert [
        each.value
        for each in rows
        if (each.table, each.district, each.channel, each.measure) == ("T1", "other", "phone", "answers")
    ] == [60]
    assert [
        each for each in rows if each.table == "T1" and each.district == "other" and each.measure == "verdict"
    ] == []


def test_every_figure_that_is_shown_says_something() -> None:
    for each in rows_of("with_themes"):
        if each.state == SHOWN:
            assert each.value is not None or each.word, each


@given(st.floats(-1, 1), st.floats(0, 0.3), st.floats(0, 0.3))
def test_rounding_never_changes_what_is_written(value: float, below: float, above: float) -> None:
    wording = Wording(quarters.lillaker(), "sv")
    given_ = Measure(value, value - below, value + above)
    kept = precision.points(given_, wording, 0.05)
    assert kept is not None
    assert wording.points(kept, 0.05) == wording.points(given_, 0.05)


@given(st.floats(0, 1000), st.floats(0, 100), st.floats(0, 1))
def test_nor_of_ratios_indices_and_shares(ratio: float, index: float, share: float) -> None:
    number = Wording(quarters.lillaker(), "sv").number
    for kept, given_, write in (
        (precision.ratio(Measure(ratio, ratio, ratio)), ratio, number.decimal),
        (precision.index(Measure(index, index, index)), index, number.whole),
        (precision.share(Measure(share, share, share)), share, number.percent),
    ):
        assert kept is not None
        assert write(kept.value) == write(given_)


def test_a_themes_number_is_short_and_never_anothers() -> None:
    """Two ids that end alike: the later keeps all of its own."""
    assert row_numbers([7_000_042, 42, 3_000_000]) == {42: 42, 3_000_000: 1_000_000, 7_000_042: 7_000_042}
    assert row_numbers([7_000_042]) == {7_000_042: 42}
