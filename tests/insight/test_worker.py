"""The desk's figures: the same whoever looks, and nothing to be had by looking as two different people."""

from __future__ import annotations

import itertools
import random

import pytest

from analysis.uncertainty import index_of_counts, wilson
from feedback.insight.figures import Figure, Line, TableFigures, TableRequest
from feedback.insight.worker import table_figures


def request(
    scores: tuple[tuple[tuple[int, ...], ...], ...], own: tuple[int, ...] | None = None
) -> TableRequest:
    return TableRequest(scores, tuple(tuple(False for _ in row) for row in scores), own=own)


def random_scores(seed: int) -> tuple[tuple[tuple[int, ...], ...], ...]:
    chance = random.Random(seed)
    size = [chance.choice([0.3, 1, 6, 20]) for _ in range(5)]
    return tuple(
        tuple(tuple(int(chance.expovariate(1 / each)) for _ in range(5)) for each in size) for _ in range(6)
    )


SMALL = (((1, 2, 3, 20, 30), (5, 5, 9, 20, 11)), ((2, 2, 2, 25, 19), (4, 6, 10, 30, 10)))


def test_a_figure_is_what_the_analysis_says_of_its_counts() -> None:
    figure = table_figures(request(SMALL)).lines[0].cells[0]
    assert figure is not None
    assert figure.n == 56
    assert (figure.share.value, figure.share.low, figure.share.high) == pytest.approx(
        (50 / 56, wilson(50, 56).low, wilson(50, 56).high)
    )
    assert figure.index.value == pytest.approx(index_of_counts((1, 2, 3, 20, 30)).value)


def test_totals_are_of_the_same_answers() -> None:
    figures = table_figures(request(SMALL))
    assert figures.all.total is not None
    assert figures.all.total.n == sum(sum(cell) for row in SMALL for cell in row)
    assert [cell.n if cell else None for cell in figures.all.cells] == [106, 110]


def numbers(line: Line) -> list[int | None]:
    return [cell.n if cell else None for cell in (*line.cells, line.total)]


@pytest.mark.parametrize("seed", range(6))
def test_a_manager_learns_nothing_the_whole_table_does_not_tell(seed: int) -> None:
    scores = random_scores(seed)
    whole = table_figures(request(scores))
    for own in itertools.combinations(range(6), 2):
        seen = table_figures(request(scores, own))
        assert seen.lines == tuple(whole.lines[row] for row in own), "the same cells are hidden for all"
        assert seen.all == whole.all
        assert seen.others is not None
        for others, total, *mine in zip(
            numbers(seen.others), numbers(seen.all), *(numbers(line) for line in seen.lines), strict=True
        ):
            if others is not None:
                assert total is not None
                assert None not in mine
                assert others == total - sum(n for n in mine if n is not None)
                assert others >= 10


def test_a_manager_of_everything_has_no_others() -> None:
    assert table_figures(request(SMALL, own=(0, 1))).others is None


def test_a_manager_of_nothing_sees_the_whole_alone() -> None:
    figures = table_figures(request(SMALL, own=()))
    assert figures.lines == ()
    assert figures.others == Line(figures.all.cells, figures.all.empty, figures.all.total)


def test_nothing_of_fewer_than_ten_is_ever_shown() -> None:
    def shown(figures: TableFigures) -> list[Figure]:
        lines = (*figures.lines, figures.all)
        return [each for line in lines for each in (*line.cells, line.total) if each]

    for seed in range(6, 12):
        assert all(each.n >= 10 for each in shown(table_figures(request(random_scores(seed)))))


def test_where_there_was_no_errand_nothing_is_hidden() -> None:
    scores = (((1, 2, 3, 20, 30), (0,) * 5), ((0,) * 5, (4, 6, 10, 30, 10)))
    empty = ((False, True), (True, False))
    figures = table_figures(TableRequest(scores, empty))
    assert [line.empty for line in figures.lines] == [(False, True), (True, False)]
    assert numbers(figures.lines[0]) == [56, None, 56]
    assert figures.all.empty == (False, False)
