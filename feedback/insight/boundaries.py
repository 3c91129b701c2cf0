"""The districts' boundaries, from the municipality's own GeoJSON file (RFC 7946, longitude and latitude).

A FeatureCollection whose features each name a district, by id or by name, in any one of their properties.
Several features may be of one district. Every fault of the file is told at once.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from feedback.errors import Fault, SettingsError
from feedback.insight.charts.regions import Place, Polygon, Ring
from survey_defs.municipality import Municipality

Boundaries = Mapping[str, tuple[Polygon, ...]]
"""Polygons by the district's id."""


def configured(path: Path | None, municipality: Municipality) -> Boundaries | None:
    """What the settings point at; None where they point at nothing and the schematic map is used."""
    return None if path is None else load_boundaries(path, municipality)


def load_boundaries(path: Path, municipality: Municipality) -> Boundaries:
    """The boundaries of every district, loaded once at start; raises SettingsError with all the faults of the file."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise _unusable(path, [Fault("", f"cannot be read as JSON: {error}")]) from error
    boundaries, faults = boundaries_in(content, municipality)
    if faults:
        raise _unusable(path, faults)
    return boundaries


def _unusable(path: Path, faults: list[Fault]) -> SettingsError:
    return SettingsError(f"LIKVARDIG_BOUNDARIES: the file {path} is not usable:", faults)


def boundaries_in(content: object, municipality: Municipality) -> tuple[Boundaries, list[Fault]]:
    """What a GeoJSON object says of the districts, and everything that is wrong with it."""
    if not isinstance(content, dict) or content.get("type") != "FeatureCollection":
        return {}, [Fault("type", "must be FeatureCollection")]
    features = content.get("features")
    if not isinstance(features, list):
        return {}, [Fault("features", "must be a list")]
    names = _names(municipality)
    found: dict[str, tuple[Polygon, ...]] = {}
    faults: list[Fault] = []
    for number, feature in enumerate(features):
        try:
            district, polygons = _feature(feature, names)
        except ValueError as error:
            faults.append(Fault(f"features[{number}]", str(error)))
        else:
            found[district] = (*found.get(district, ()), *polygons)
    return found, faults + _missing(municipality, found)


def _names(municipality: Municipality) -> dict[str, str]:
    """Every id and name of a district, in small letters, to its id."""
    return {
        said.casefold(): district.id
        for district in municipality.districts
        for said in (district.id, *district.names.values())
    }


def _missing(municipality: Municipality, found: Mapping[str, object]) -> list[Fault]:
    return [
        Fault("features", f"no boundary for the district {district.id}")
        for district in municipality.districts
        if district.id not in found
    ]


def _feature(feature: object, names: Mapping[str, str]) -> tuple[str, tuple[Polygon, ...]]:
    if not isinstance(feature, dict):
        raise ValueError("must be an object")
    return _district(feature.get("properties"), names), tuple(_polygons(feature.get("geometry")))


def _district(properties: object, names: Mapping[str, str]) -> str:
    texts = (
        [value for value in properties.values() if isinstance(value, str)]
        if isinstance(properties, dict)
        else []
    )
    districts = {names[text.casefold()] for text in texts if text.casefold() in names}
    if len(districts) == 1:
        return districts.pop()
    if districts:
        raise ValueError(f"its properties name several districts: {', '.join(sorted(districts))}")
    raise ValueError(
        f"no property is the id or the name of a district, only: {', '.join(texts) or 'no texts'}"
    )


def _polygons(geometry: object) -> Iterator[Polygon]:
    if not isinstance(geometry, dict) or geometry.get("type") not in {"Polygon", "MultiPolygon"}:
        raise ValueError("its geometry must be a Polygon or a MultiPolygon")
    coordinates = geometry.get("coordinates")
    several = [coordinates] if geometry["type"] == "Polygon" else coordinates
    if not isinstance(several, list) or not several:
        raise ValueError("its geometry has no coordinates")
    for rings in several:
        if not isinstance(rings, list) or not rings:
            raise ValueError("a polygon must be a list of rings")
        yield tuple(_ring(ring) for ring in rings)


def _ring(ring: Any) -> Ring:
    if not isinstance(ring, list) or len(ring) < 4:
        raise ValueError("a ring must have at least four places")
    return tuple(_place(place) for place in ring)


def _place(place: Any) -> Place:
    numbers = place[:2] if isinstance(place, list) else []
    if len(numbers) != 2 or any(
        isinstance(each, bool) or not isinstance(each, int | float) for each in numbers
    ):
        raise ValueError("a place must be two numbers, longitude and latitude")
    longitude, latitude = float(numbers[0]), float(numbers[1])
    if not (-180 <= longitude <= 180 and -90 <= latitude <= 90):
        raise ValueError(f"{longitude:g}, {latitude:g} is not a longitude and a latitude in degrees (WGS 84)")
    return longitude, latitude
