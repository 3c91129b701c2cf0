"""Another municipality's published figures: what is comparable is taken, what is hidden stays hidden."""

from __future__ import annotations

import pytest

from feedback.errors import InputError
from feedback.quarterly.published import EMPTY
from feedback.quarterly.references.cube_file import Cube, cube_in
from feedback.quarters import Quarter
from tests.quarterly.references.given import ALLOWED, figure, published, value

SOURCE = "öppna data, 12 månader till och med kvartal 2 2026"
THEIRS = (
    figure("satisfied_share", value=0.7712, low=0.75, high=0.79),
    figure("index", value=76.25),
    figure("answers", value=500.0),
    figure("satisfied_share", "phone", 0.74),
    figure("index", "phone", 74.0),
    figure("bemotande", "phone", 81.5),
    figure("satisfied_share", "e_mail"),
    figure("index", "e_mail"),
    figure("bemotande", "e_service", state=EMPTY),
)


def cube(*figures: object) -> Cube:
    return cube_in(published(figures), " Sundsvalls  kommun ", ALLOWED)  # type: ignore[arg-type]


def faults(content: bytes, organisation: str = "Sundsvalls kommun") -> list[str]:
    with pytest.raises(InputError) as caught:
        cube_in(content, organisation, ALLOWED)
    return [str(each) for each in caught.value.faults] or [caught.value.message]


def theirs(measure: str, channel: str, number: str, unit: str = "index") -> object:
    return value(
        organisation="Sundsvalls kommun",
        source=SOURCE,
        year=2026,
        measure=measure,
        channel=channel,
        unit=unit,
        value=number,
        n=500,
    )


def test_the_whole_and_the_channels_are_taken_under_their_name() -> None:
    found = cube(*THEIRS)
    assert found.quarter == Quarter(2026, 2)
    assert found.values == (
        theirs("satisfied_share", "", "0.7712", "share"),
        theirs("index", "", "76.25"),
        theirs("satisfied_share", "phone", "0.74", "share"),
        theirs("index", "phone", "74"),
        theirs("bemotande", "phone", "81.5"),
    )


def test_hidden_figures_stay_hidden_and_what_nobody_answered_is_not_counted_among_them() -> None:
    found = cube(*THEIRS)
    assert found.hidden == 2
    assert {key[2:4] for key in found.without} == {
        ("satisfied_share", "e_mail"),
        ("index", "e_mail"),
        ("bemotande", "e_service"),
    }


def test_only_the_newest_twelve_months_are_taken() -> None:
    older = [figure("satisfied_share", value=0.6, period="12m-2026Q1")]
    others = [
        figure("satisfied_share", value=0.5, period="kv-2026Q3"),
        figure("satisfied_share", value=0.5, period="ar-2026Q4"),
    ]
    assert [each.value for each in cube(*others, *older, THEIRS[0]).values] == ["0.7712"]


def test_their_districts_and_kinds_and_what_they_say_of_others_are_left_out() -> None:
    found = cube(
        THEIRS[0],
        figure("satisfied_share", value=0.5, district="haga"),
        figure("satisfied_share", "phone", 0.5, service="waste"),
        figure("bemotande", "phone", 83.8, organisation="SKR", source="servicemätning, 2024"),
        figure("gap", "phone", 0.1),
    )
    assert len(found.values) == 1


def test_channels_that_are_not_ours_are_told_of() -> None:
    found = cube(THEIRS[0], figure("satisfied_share", "fax", 0.5), figure("index", "fax"))
    assert found.unknown == ("fax",)
    assert found.hidden == 0
    assert len(found.values) == 1


def test_the_same_place_may_stand_twice_but_not_differently() -> None:
    again = figure("satisfied_share", value=0.7712, ref="T2:1", low=0.75, high=0.79)
    assert len(cube(THEIRS[0], again).values) == 1
    [told] = faults(published([THEIRS[0], figure("satisfied_share", value=0.6, ref="T2:1")]))
    assert "olika värden" in told


def test_what_one_table_hides_is_hidden() -> None:
    assert cube(THEIRS[1], THEIRS[0], figure("satisfied_share", ref="T2:1")).hidden == 1


def test_every_figure_that_cannot_be_is_told() -> None:
    told = faults(
        published(
            [
                figure("satisfied_share", value=71.0),
                figure("index", "phone", 120.0),
                figure("index", "e_mail", 50.0, n=4),
                figure("bemotande", "phone", 50.0),
            ]
        )
    )
    assert len(told) == 3
    assert told[0].startswith("T1:all satisfied_share: ")
    assert "färre än 10" in told[2]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"a,b\n1,2\n",
        "räksmörgås".encode("utf-16"),
        published([figure("gap", value=0.1)]),
        published([figure("index", value=50.0, period="kv-2026Q2")]),
    ],
)
def test_another_kind_of_file_is_told_in_a_sentence(content: bytes) -> None:
    assert len(faults(content)) == 1


def test_every_row_that_cannot_be_read_is_told() -> None:
    good = published([THEIRS[0]]).decode()
    row = good.split("\n")[1]
    told = faults(
        (good + row.replace("500", "många") + "\n" + row.replace("0.7712", "nan") + "\nkort\n").encode()
    )
    assert [each.split(":")[0] for each in told] == ["rad 3", "rad 4", "rad 5"]
    assert "'många' är inget tal" in told[0]


def test_a_municipality_must_be_named() -> None:
    assert "vilken kommun" in faults(published(THEIRS), "  ")[0]
