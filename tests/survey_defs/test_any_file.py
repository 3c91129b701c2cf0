"""Whatever a file holds, reading it gives faults or a definition, never an exception."""

from __future__ import annotations

import copy
import tomllib
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from survey_defs.check import RULES
from survey_defs.municipality_file import read_municipality
from survey_defs.survey_file import read_survey_file
from survey_defs.toml_source import TomlSource
from tests.survey_defs.samples import MUNICIPALITY, SURVEY

Path = tuple[Any, ...]
STRANGE: list[Any] = [
    *(
        0,
        -5,
        3,
        10**9,
        1.5,
        float("nan"),
        True,
        "",
        "x",
        "yes",
        "helped",
        "reason is missing",
        'helped == "no"',
    ),
    *([], ["a"], [1], [[]], [{}], [{"id": "helped"}], {}, {"a": 1}, {"sv": "x"}),
    *(date(2026, 1, 1), time(1, 2), datetime(2026, 1, 1)),  # noqa: DTZ001  a TOML file may hold a local time
]


def _paths(value: Any, here: Path = ()) -> Iterator[Path]:
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in inside:
        yield (*here, key)
        yield from _paths(inner, (*here, key))


def _spoil(values: dict[str, Any], path: Path, strange: Any) -> None:
    """Put something strange at a path, where the path is still there."""
    place: Any = values
    for key in path[:-1]:
        try:
            place = place[key]
        except (KeyError, IndexError, TypeError):
            return
    fits = isinstance(path[-1], int) and isinstance(place, list) and path[-1] < len(place)
    if isinstance(place, dict) or fits:
        place[path[-1]] = copy.deepcopy(strange)


def _spoilings(values: dict[str, Any]) -> st.SearchStrategy[list[tuple[Path, Any]]]:
    one = st.tuples(st.sampled_from(list(_paths(values))), st.sampled_from(STRANGE))
    return st.lists(one, min_size=1, max_size=4)


SURVEY_VALUES = tomllib.loads(SURVEY)
MUNICIPALITY_VALUES = tomllib.loads(MUNICIPALITY)


@given(_spoilings(SURVEY_VALUES))
def test_any_survey_file_is_read(spoilings: list[tuple[Path, Any]]) -> None:
    values = copy.deepcopy(SURVEY_VALUES)
    for path, strange in spoilings:
        _spoil(values, path, strange)
    file = read_survey_file(TomlSource("any.toml", values, {}))
    faults = [*file.top.faults, *(fault for rule in RULES for fault in rule(file))]
    assert all(fault.message and fault.file == "any.toml" for fault in faults)


@given(_spoilings(MUNICIPALITY_VALUES))
def test_any_municipality_file_is_read(spoilings: list[tuple[Path, Any]]) -> None:
    values = copy.deepcopy(MUNICIPALITY_VALUES)
    for path, strange in spoilings:
        _spoil(values, path, strange)
    _, faults = read_municipality(TomlSource("any.toml", values, {}))
    assert all(fault.message and fault.file == "any.toml" for fault in faults)
