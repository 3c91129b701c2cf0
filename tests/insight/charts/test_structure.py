"""Every chart is well-formed, named, described and within its picture, whatever it is given."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from feedback.insight.charts import (
    ControlPoint,
    ControlWords,
    Interval,
    Mark,
    PairRow,
    PairWords,
    RateRow,
    StripDot,
    VerdictRow,
    Words,
    control_chart,
    pair_plot,
    rate_plot,
    signed,
    strips,
    verdict_plot,
)
from feedback.insight.charts.marks import shape
from tests.insight.charts import samples

SVG = re.compile(r"<svg.*?</svg>", re.DOTALL)
NASTY = '<b onload="x">&\'"</b>'


def pictures(markup: Markup) -> list[ElementTree.Element]:
    return [ElementTree.fromstring(text) for text in SVG.findall(str(markup)) if 'class="g"' not in text]


def numbers(element: ElementTree.Element, name: str) -> list[float]:
    return [float(value) for each in element.iter() if (value := each.get(name)) is not None]


def assert_inside(picture: ElementTree.Element) -> None:
    """Lines, circles, boxes and corners of areas lie in the view box, give or take a mark's own half width."""
    _, _, width, height = (float(number) for number in picture.attrib["viewBox"].split())
    across = [each for name in ("x1", "x2", "cx") for each in numbers(picture, name)]
    down = [each for name in ("y1", "y2", "cy") for each in numbers(picture, name)]
    for each in picture.iter("rect"):
        x, y = float(each.attrib["x"]), float(each.attrib["y"])
        across += [x, x + float(each.attrib["width"])]
        down += [y, y + float(each.attrib["height"])]
    for name in ("polygon", "polyline"):
        for each in picture.iter(name):
            for place in each.attrib["points"].split():
                x_text, _, y_text = place.partition(",")
                across.append(float(x_text))
                down.append(float(y_text))
    patterns = {each for pattern in picture.iter("pattern") for each in pattern}
    for each in picture.iter("path"):
        if each in patterns:
            continue
        start = re.match(r"M(-?[\d.]+) (-?[\d.]+)", each.attrib["d"])
        assert start is not None
        across.append(float(start[1]))
        down.append(float(start[2]))
    for each in picture.iter("text"):
        across.append(float(each.attrib["x"]))
        down.append(float(each.attrib["y"]))
    assert all(-0.5 <= each <= width + 0.5 for each in across)
    assert all(-0.5 <= each <= height + 1 for each in down)


@pytest.mark.parametrize("name", list(samples.charts()))
def test_a_chart_is_named_and_described_in_both_forms(name: str) -> None:
    wide, narrow = pictures(samples.charts()[name])
    assert (wide.get("class"), narrow.get("class")) == ("chart wide", "chart narrow")
    for picture in (wide, narrow):
        assert picture.get("role") == "img"
        title, description = picture[0], picture[1]
        assert (title.tag, description.tag) == ("title", "desc")
        assert title.text
        assert description.text
        assert picture.get("aria-labelledby") == title.get("id")
        assert picture.get("aria-describedby") == description.get("id")
        assert_inside(picture)


def test_ids_are_unique_on_a_page_of_everything() -> None:
    ids = re.findall(r'\bid="([^"]+)"', samples.page())
    assert len(ids) == len(set(ids))


def test_nothing_carries_a_style_of_its_own() -> None:
    assert " style=" not in samples.page()
    assert "<style" not in samples.page()


def test_names_are_escaped() -> None:
    plotted = verdict_plot(
        [VerdictRow(NASTY, Mark.EQUAL, None, NASTY, NASTY, 50)], Words("x", NASTY, NASTY, NASTY)
    )
    assert "<b" not in plotted
    assert all(picture[0].text == NASTY for picture in pictures(plotted))


def test_the_verdicts_differ_without_colour() -> None:
    shapes = {re.sub(r'class="[^"]*"', "", shape(mark, 50, 50)) for mark in Mark}
    assert len(shapes) == len(Mark)


def test_a_hidden_row_shows_its_word_and_no_mark() -> None:
    plotted = verdict_plot([VerdictRow("Brev", Mark.HIDDEN, None, "Dolt", "", 68)], samples.words("a"))
    assert plotted.count(">Dolt</text>") == 2
    assert 'class="iv"' not in plotted
    assert 'class="c-' not in plotted


def test_hidden_quarters_are_gaps_in_the_line_and_in_the_limits() -> None:
    wide, _ = pictures(samples.charts()["control"])
    lines = [each.attrib["points"].split() for each in wide.iter("polyline")]
    assert [len(line) for line in lines] == [3, 7]
    assert len(list(wide.iter("polygon"))) == 2
    assert [each.text for each in wide.iter("text")].count("Dolt") == 1


def test_limits_are_steps_as_wide_as_their_quarters() -> None:
    points = [ControlPoint("Kv1", value=60, low=50, high=70), ControlPoint("Kv2", value=60, low=40, high=80)]
    wide, _ = pictures(control_chart(points, ControlWords("c", "t", "d"), 60))
    polygon = next(wide.iter("polygon")).attrib["points"].split()
    places = [tuple(map(float, place.split(","))) for place in polygon]
    assert len(places) == 8
    upper = places[:4]
    assert upper[0][1] == upper[1][1] > upper[2][1] == upper[3][1], "a wider limit is a step upwards"
    assert upper[1][0] == upper[2][0], "the step stands between the quarters"


def test_strips_of_a_column_share_one_axis() -> None:
    first, second, none = strips(
        [StripDot(Interval(50, 40, 60), True), StripDot(Interval(100, 90, 110)), StripDot(None)], 50
    )
    one, two = (ElementTree.fromstring(str(each)) for each in (first, second))
    assert none == ""
    place = float(next(each for each in one.iter("line") if each.get("class") == "ref").attrib["x1"])
    assert numbers(one, "cx") == [place], "a dot at the municipality's value stands on its line"
    assert numbers(two, "cx")[0] > place
    assert [next(each.iter("circle")).get("class") for each in (one, two)] == ["dot", "dot open"]


def test_an_interval_turned_round_is_refused() -> None:
    with pytest.raises(ValueError, match="from low to high"):
        Interval(5, 6, 4)
    with pytest.raises(ValueError, match="finite"):
        Interval(float("nan"), 0, 1)


@pytest.mark.parametrize(("number", "said"), [(6, "+6"), (0, "0"), (-0.2, "0"), (-6, "\u22126"), (0.4, "0")])
def test_signed_numbers(number: float, said: str) -> None:
    assert signed(number) == said


def intervals(least: float, most: float) -> st.SearchStrategy[Interval | None]:
    three = st.tuples(*[st.floats(least, most, allow_nan=False)] * 3).map(sorted)
    return st.none() | three.map(lambda ends: Interval(ends[1], ends[0], ends[2]))


names = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=60)
marks = st.sampled_from(Mark)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(names, marks, intervals(0, 100), st.none() | st.floats(0, 100)), max_size=6))
def test_shares_stay_within_the_picture(
    given_rows: list[tuple[str, Mark, Interval | None, float | None]],
) -> None:
    rows = [VerdictRow(name, mark, each, name, "", reference) for name, mark, each, reference in given_rows]
    for picture in pictures(verdict_plot(rows, samples.words("a"))):
        assert_inside(picture)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(marks, intervals(-100, 100), intervals(-100, 100)), max_size=5), st.floats(1, 20))
def test_differences_stay_within_the_picture(
    given_rows: list[tuple[Mark, Interval | None, Interval | None]], margin: float
) -> None:
    rows = [PairRow("Rad", mark, raw, alike, "Ord") for mark, raw, alike in given_rows]
    words = PairWords("p", "t", "d", "r", tick=signed, every="alla ärenden", alike="samma slags ärenden")
    for picture in pictures(pair_plot(rows, words, margin)):
        assert_inside(picture)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(intervals(0, 100), st.none() | marks), max_size=24), st.none() | st.floats(0, 100))
def test_quarters_stay_within_the_picture(
    quarters: list[tuple[Interval | None, Mark | None]], level: float | None
) -> None:
    points = [
        ControlPoint("Kv1", "2024", each.value, each.low, each.high, mark, "57 %")
        if each
        else ControlPoint("Kv1")
        for each, mark in quarters
    ]
    words = ControlWords("c", "t", "d", hidden="Dolt", level="Egen nivå", band="Normal variation")
    for picture in pictures(control_chart(points, words, level)):
        assert_inside(picture)


@settings(max_examples=60, deadline=None)
@given(st.lists(intervals(0, 1e6), max_size=6), st.none() | st.floats(0, 1e6))
def test_rates_stay_within_the_picture(column: list[Interval | None], reference: float | None) -> None:
    rows = [RateRow("Rad", each, "högre") for each in column]
    for picture in pictures(rate_plot(rows, samples.words("r"), reference)):
        assert_inside(picture)
    for strip in strips([StripDot(each) for each in column], reference):
        for picture in pictures(strip):
            assert_inside(picture)
