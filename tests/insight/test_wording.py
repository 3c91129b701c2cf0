"""The pure parts around the figures: choices, numbers, the funnel's limits, files."""

from __future__ import annotations

import pytest

from feedback.funnel import Stage
from feedback.insight.csv_file import Table, csv_file
from feedback.insight.figures import TWELVE_MONTHS, Measure, Side
from feedback.insight.period import Period
from feedback.insight.response_funnel import response_funnel
from feedback.insight.selection import Selection, over, written_side
from feedback.insight.wording import Wording, alphabetical
from feedback.quarters import Quarter
from feedback.web.numbers import Numbers
from survey_defs.municipality import load_municipality
from tests import world

CLOSED = tuple(Quarter(year, number) for year in (2025, 2026) for number in (1, 2, 3))
NB = "\u00a0"
WORDING = Wording(load_municipality(world.MUNICIPALITY), "sv")


def chosen(**given: object) -> Selection:
    made = over(Period(TWELVE_MONTHS, Quarter(2026, 3)), CLOSED)
    return Selection(made.period, made.quarters, made.history, **given)  # type: ignore[arg-type]


def test_a_choice_has_one_address() -> None:
    assert chosen().query == "period=12m-2026Q3"
    sides = chosen(service="waste", first=Side("oholm", "phone"), second=Side(None, "phone"))
    assert sides.query == "period=12m-2026Q3&arende=waste&a=oholm.phone&b=alla.phone"
    assert written_side(Side()) == "alla"


def test_what_the_desk_is_asked_about() -> None:
    scope = chosen(service="waste").scope
    assert scope.quarters == ("2025Q2", "2025Q3", "2026Q1", "2026Q2", "2026Q3")[-4:]
    assert scope.history == tuple(quarter.code for quarter in CLOSED)
    assert (scope.service, scope.margin) == ("waste", 0.05)


@pytest.mark.parametrize(
    ("measure", "text"),
    [
        (Measure(-0.12, -0.15, -0.09), "−12 (−15 till −9)"),
        (Measure(-0.02, -0.048, 0.003), "−2 (−4,8 till +0,3)"),
        (Measure(0.04, 0.01, 0.0466), "+4 (+1 till +4,7)"),
        (Measure(0.001, -0.02, 0.02), "±0 (−2 till +2)"),
    ],
)
def test_a_limit_never_rounds_onto_nothing_or_the_margin(measure: Measure, text: str) -> None:
    assert WORDING.points(measure, 0.05) == text


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


def test_a_file_runs_no_formula_and_keeps_negative_numbers() -> None:
    written = csv_file(Table(["A", "B"], [["=1+1", "-4,8"], ["-abc", "@x"]])).decode("utf-8-sig")
    assert written == "A;B\r\n'=1+1;-4,8\r\n'-abc;'@x\r\n"
