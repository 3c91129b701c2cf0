"""The schematic map, the real one, and the file it comes from."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedback.errors import SettingsError
from feedback.insight.boundaries import boundaries_in, configured, load_boundaries
from feedback.insight.charts import Mark, Region, Tile, TileWords, Words, region_map, tile_map, tile_picture
from feedback.insight.charts.regions import area, inner_point, projection
from feedback.insight.charts.tiles import has_places
from survey_defs.municipality import Municipality, builtin_municipality, load_municipality
from tests.insight.charts import samples
from tests.insight.charts.test_structure import NASTY, assert_inside, pictures

WORDS = TileWords("Kommundelarna", "Nöjda", "norr")


@pytest.fixture(scope="module")
def huddinge() -> Municipality:
    return load_municipality(builtin_municipality("huddinge"))


def collection(municipality: Municipality) -> dict[str, Any]:
    """A file with a square for every district, the names in one property or the other."""
    features = [
        {
            "type": "Feature",
            "properties": {"namn": district.names["sv"]} if number % 2 else {"id": district.id, "yta": 3.2},
            "geometry": {
                "type": "Polygon",
                "coordinates": [[[x, y, 12.0] for x, y in samples.square(17.8 + number / 20, 59.2)[0]]],
            },
        }
        for number, district in enumerate(municipality.districts)
    ]
    return {"type": "FeatureCollection", "features": features}


def test_tiles_stand_where_the_municipality_put_them() -> None:
    drawn = tile_map(samples.some_tiles(), WORDS)
    assert '<ul class="tiles cols-4"' in drawn
    assert '<li class="brister r-4 c-1">' in drawn
    assert drawn.count("<li") == len(samples.TILES)
    assert "norr" in drawn


def test_a_tile_says_name_verdict_and_share() -> None:
    drawn = tile_map([Tile("Vårby", Mark.LACKING, "Brister", "74 %", "(73–75)", "i telefon", (1, 1))], WORDS)
    said = " ".join(re.sub(r"<[^>]+>", "", drawn).split())
    assert said == "Vårby Brister i telefon Nöjda: 74 % (73–75) norr"


@pytest.mark.parametrize("places", [[(1, 1), (2, 1)], [(1, 1), None], [(0, 1), (3, 1)], [(1, 9), (3, 1)], []])
def test_tiles_without_usable_places_stand_in_reading_order(places: list[tuple[int, int] | None]) -> None:
    tiles = [Tile("Norr", Mark.EQUAL, "Likvärdigt", place=place) for place in places]
    assert not has_places(tiles)
    drawn = tile_map(tiles, WORDS)
    assert "unplaced" in drawn
    assert "r-" not in drawn
    assert "norr" not in drawn


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Flemingsberg", "Flemings\u00adberg"),
        ("Stuvsta-Snättringe", "Stuvsta-<wbr>Snättringe"),
        ("Vårby", "Vårby"),
    ],
)
def test_long_names_may_break(name: str, shown: str) -> None:
    drawn = tile_map([Tile(name, Mark.EQUAL, "Likvärdigt", place=(1, 1))], WORDS)
    assert f'<span class="nm">{shown}</span>' in drawn


def test_tile_names_are_escaped() -> None:
    drawn = tile_map(
        [Tile(NASTY, Mark.EQUAL, NASTY, NASTY, NASTY, NASTY, (1, 1), NASTY)], TileWords(NASTY, NASTY, NASTY)
    )
    assert "<b" not in drawn
    assert 'onload="' not in drawn


def test_the_map_has_an_outline_a_sign_and_words_for_each_district() -> None:
    drawn = region_map(samples.some_regions(), samples.words("karta"))
    wide, narrow = pictures(drawn)
    for picture in (wide, narrow):
        outlines = [each for each in picture.iter("path") if (each.get("class") or "").startswith("region")]
        assert len(outlines) == len(samples.TILES)
        assert_inside(picture)
    texts = {each.text for each in wide.iter("text")}
    for number, (name, *_) in enumerate(samples.TILES, 1):
        assert {name, str(number)} & texts
        assert f">{name}</a>" in drawn


def test_every_pattern_that_is_used_is_there() -> None:
    drawn = str(region_map(samples.some_regions(), samples.words("karta")))
    used = set(re.findall(r"url\(#([^)]+)\)", drawn))
    assert used <= set(re.findall(r'<pattern id="([^"]+)"', drawn))
    assert len(used) == 6


def test_north_is_up_and_a_degree_east_is_shorter_than_one_north() -> None:
    region = Region("Ruta", Mark.EQUAL, (samples.square(17.0, 59.5, 1.0),), "Likvärdigt")
    made, across, down = projection([region], 900, 460)
    (west_x, south_y), (east_x, north_y) = made.at((17.0, 59.5)), made.at((18.0, 60.5))
    assert west_x < east_x
    assert north_y < south_y
    assert (across - 4) / (down - 4) == pytest.approx(0.5, abs=1e-9), "the cosine of 60 degrees"


@settings(max_examples=50, deadline=None)
@given(st.floats(0.1, 50), st.floats(0.1, 50), st.floats(-100, 100), st.floats(-100, 100))
def test_the_label_stands_inside_and_not_in_a_hole(width: float, height: float, x: float, y: float) -> None:
    outer = [(x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y)]
    hole = [(x + width * a, y + height * b) for a, b in ((0.4, 0.3), (0.9, 0.3), (0.9, 0.8), (0.4, 0.8))]
    at_x, at_y = inner_point([outer, hole])
    assert x < at_x < x + width
    assert y < at_y < y + height
    in_hole = hole[0][0] < at_x < hole[1][0] and hole[0][1] < at_y < hole[2][1]
    assert not in_hole
    assert abs(area(outer)) == pytest.approx(width * height, rel=1e-6, abs=1e-6)


def test_a_file_of_boundaries_is_read(huddinge: Municipality, tmp_path: Path) -> None:
    path = tmp_path / "gränser.geojson"
    path.write_text(json.dumps(collection(huddinge)), encoding="utf-8")
    boundaries = load_boundaries(path, huddinge)
    assert set(boundaries) == {district.id for district in huddinge.districts}
    first = huddinge.districts[0].id
    assert boundaries[first] == (samples.square(17.8, 59.2),)
    assert configured(None, huddinge) is None


def test_several_features_may_be_one_district(huddinge: Municipality) -> None:
    content = collection(huddinge)
    content["features"].append(content["features"][0])
    boundaries, faults = boundaries_in(content, huddinge)
    assert faults == []
    assert len(boundaries[huddinge.districts[0].id]) == 2


def test_a_multipolygon_with_a_hole(huddinge: Municipality) -> None:
    content = collection(huddinge)
    ring = content["features"][0]["geometry"]["coordinates"][0]
    content["features"][0]["geometry"] = {"type": "MultiPolygon", "coordinates": [[ring, ring], [ring]]}
    boundaries, faults = boundaries_in(content, huddinge)
    assert faults == []
    assert [len(polygon) for polygon in boundaries[huddinge.districts[0].id]] == [2, 1]


def test_every_fault_of_the_file_is_told(huddinge: Municipality, tmp_path: Path) -> None:
    content = collection(huddinge)
    features = content["features"]
    features[0]["properties"] = {"namn": "Atlantis"}
    features[1]["geometry"] = {"type": "Point", "coordinates": [17, 59]}
    features[2]["geometry"]["coordinates"] = [[[670000, 6570000]] * 4]
    features[3]["properties"] = {"a": huddinge.districts[3].id, "b": huddinge.districts[4].id}
    features[5]["geometry"]["coordinates"] = [[[17, 59]] * 3]
    path = tmp_path / "fel.geojson"
    path.write_text(json.dumps(content))
    with pytest.raises(SettingsError) as caught:
        load_boundaries(path, huddinge)
    text = str(caught.value)
    for told in ("LIKVARDIG_BOUNDARIES", "features[0]: no property", "Atlantis", "Polygon or a MultiPolygon"):
        assert told in text
    assert "features[2]: 670000, 6.57e+06 is not a longitude" in text
    assert "features[3]: its properties name several districts" in text
    assert "features[5]: a ring must have at least four places" in text
    for district in (huddinge.districts[number] for number in (0, 1, 2, 3, 5)):
        assert f"no boundary for the district {district.id}" in text


@pytest.mark.parametrize("content", ["{", "[]", '{"type": "Feature"}', '{"type": "FeatureCollection"}'])
def test_what_is_no_collection_is_refused(huddinge: Municipality, tmp_path: Path, content: str) -> None:
    path = tmp_path / "fel.geojson"
    path.write_text(content)
    with pytest.raises(SettingsError, match="is not usable"):
        load_boundaries(path, huddinge)


PICTURE_WORDS = Words("karta", "Kommundelarna", "Var och en i ord")


def test_the_picture_says_what_the_list_says() -> None:
    drawn = str(tile_picture(samples.some_tiles(), PICTURE_WORDS))
    picture = ElementTree.fromstring(drawn)
    said = {each.text for each in picture.iter() if each.tag == "text"}
    for tile in samples.some_tiles():
        assert tile.value in said or not tile.value
        assert any(text and tile.verdict.startswith(text.split(" ")[0]) for text in said)
    assert picture.attrib["role"] == "img"
    assert [each.text for each in picture.iter() if each.tag == "title"] == ["Kommundelarna"]


def test_tiles_of_the_picture_lie_within_it_and_not_upon_each_other() -> None:
    picture = ElementTree.fromstring(str(tile_picture(samples.some_tiles(), PICTURE_WORDS)))
    _, _, width, height = (float(each) for each in picture.attrib["viewBox"].split())
    boxes = [
        tuple(float(each.attrib[name]) for name in ("x", "y", "width", "height"))
        for each in picture.iter("rect")
        if each.attrib["class"].startswith("tb tb-")
    ]
    assert len(boxes) == len(samples.some_tiles())
    for number, (x, y, wide, high) in enumerate(boxes):
        assert 0 < x < x + wide < width
        assert 0 < y < y + high < height
        for other_x, other_y, other_wide, other_high in boxes[:number]:
            assert (
                x + wide <= other_x
                or other_x + other_wide <= x
                or y + high <= other_y
                or other_y + other_high <= y
            )


def test_a_picture_without_places_stands_in_rows_and_escapes_names() -> None:
    tiles = [Tile(f"<Norr {number}>", Mark.HIDDEN, "Dolt") for number in range(9)]
    picture = ElementTree.fromstring(str(tile_picture(tiles, PICTURE_WORDS)))
    rows = {each.attrib["y"] for each in picture.iter("rect") if each.attrib["class"].startswith("tb tb-")}
    assert len(rows) == 3
    assert str(tile_picture([], PICTURE_WORDS)) == ""
