"""The pure parts of the overview: choices, the funnel's limits, numbers and charts."""

from __future__ import annotations

import pytest

from feedback.funnel import Stage
from feedback.insight.charts import Dot, Words, axis_start, dot_plot
from feedback.insight.response_funnel import response_funnel
from feedback.insight.selection import Selection
from feedback.insight.table import alphabetical
from feedback.quarters import Quarter
from feedback.web.numbers import Numbers

THIRD = Quarter(2026, 3)
NB = "\u00a0"


@pytest.mark.parametrize(
    ("selection", "query"),
    [
        (Selection(THIRD), "kvartal=2026Q3"),
        (Selection(THIRD, rows="office"), "kvartal=2026Q3&rader=kontor"),
        (Selection(THIRD, rows="office", row="soder"), "kvartal=2026Q3&kontor=soder"),
        (
            Selection(THIRD, service="waste", channel="phone", row="oholm"),
            "kvartal=2026Q3&arende=waste&kanal=phone&kommundel=oholm",
        ),
    ],
)
def test_a_choice_has_one_address(selection: Selection, query: str) -> None:
    assert selection.query == query


def stages(
    closed: int, invited: int, delivered: int, started: int, answered: int, **gone: int
) -> dict[Stage, int]:
    reached = dict(zip((1, 6, 7, 10, 11), (closed, invited, delivered, started, answered), strict=True))
    return {Stage(stage): n for stage, n in reached.items()} | {Stage[name]: n for name, n in gone.items()}


def test_the_funnel_step_by_step() -> None:
    funnel = response_funnel(stages(1000, 800, 760, 300, 200, NO_CONTACT=150, OPTED_OUT=43, TOO_OLD=7))
    assert funnel is not None
    assert [step.n for step in funnel.steps] == [1000, 800, 760, 300, 200]
    assert funnel.steps[0].share is None
    assert [step.share for step in funnel.steps[1:]] == pytest.approx([0.8, 0.95, 300 / 760, 2 / 3])
    assert funnel.reasons == ((Stage.NO_CONTACT, 150), (Stage.OPTED_OUT, 43))
    assert funnel.few == 7


@pytest.mark.parametrize("counts", [(50, 40, 40, 12, 9), (50, 40, 40, 35, 31), (0, 0, 0, 0, 0)])
def test_a_funnel_of_fewer_than_ten_is_not_shown(counts: tuple[int, int, int, int, int]) -> None:
    assert response_funnel(stages(*counts)) is None


@pytest.mark.parametrize(
    ("language", "whole", "decimal", "percent"),
    [("sv", f"12{NB}345", "\u22121,5", f"63{NB}%"), ("en", "12,345", "\u22121.5", "63%")],
)
def test_numbers_as_people_read_them(language: str, whole: str, decimal: str, percent: str) -> None:
    number = Numbers(language)
    assert number.whole(12345) == whole
    assert number.decimal(-1.5) == decimal
    assert number.percent(0.631) == percent
    assert number.percent_span(0.55, 0.7) == "55–70"


def test_swedish_letters_come_last() -> None:
    names = ["Öholm", "Ångby", "Älvsjö", "Zinken", "Abrahamsberg"]
    assert sorted(names, key=alphabetical) == ["Abrahamsberg", "Zinken", "Ångby", "Älvsjö", "Öholm"]


def test_the_axis_leaves_room_below_the_lowest_limit() -> None:
    assert axis_start([Dot("a", 80, 71, 88), Dot("b")]) == 50
    assert axis_start([Dot("a", 40, 31, 50)]) == 20
    assert axis_start([Dot("a", 10, 1, 30)]) == 0


def test_a_chart_escapes_what_it_is_told_and_marks_the_whole_by_shape() -> None:
    dots = [
        Dot("<b>Å & Ö</b>", 80, 70, 90, 75, "80 %", "40 svar"),
        Dot("Hidden"),
        Dot("All", 75, 74, 76, strong=True),
    ]
    drawn = dot_plot(dots, Words("c", "Title", "<desc>", "ref", "Dolt"))
    assert "&lt;b&gt;Å &amp; Ö&lt;/b&gt;" in drawn
    assert "<b>" not in drawn
    assert drawn.count("Dolt") == 2
    assert drawn.count('class="c-niva"') == 2
    assert drawn.count('class="c-alla"') == 2
