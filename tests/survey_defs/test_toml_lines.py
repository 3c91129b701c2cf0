"""The line of every key, also where strings and lists span lines."""

from __future__ import annotations

import tomllib

import pytest

from survey_defs.toml_lines import key_lines

TEXT = '''\
id = "a"   # [not.a.header]

[title]
sv = """
[[question]]
id = "not a key"
"""
"quoted.key" = 1

[[question]]
id = "first"
text.sv = "ett"
text . en = 'one # no comment'
values = [
  "a",  # ]
  "]",
]
[question.labels]
sv = ["x"]

[[question]]
id = "second"
inline = { sv = "hej", deep = [1, 2] }
[[question.part]]
name = "p"
[[question.part]]
name = "q"
'''


@pytest.mark.parametrize(
    ("place", "line"),
    [
        (("id",), 1),
        (("title",), 3),
        (("title", "sv"), 4),
        (("title", "quoted.key"), 8),
        (("question", 0), 10),
        (("question", 0, "id"), 11),
        (("question", 0, "text"), 12),
        (("question", 0, "text", "en"), 13),
        (("question", 0, "values"), 14),
        (("question", 0, "labels", "sv"), 19),
        (("question", 1, "id"), 22),
        (("question", 1, "inline"), 23),
        (("question", 1, "part", 1, "name"), 27),
    ],
)
def test_a_key_has_the_line_it_starts_on(place: tuple[str | int, ...], line: int) -> None:
    assert key_lines(TEXT)[place] == line


def test_nothing_inside_a_string_is_taken_for_a_key() -> None:
    places = key_lines(TEXT)
    assert ("question", 2) not in places
    assert ("not", "a", "header") not in places
    assert len(tomllib.loads(TEXT)["question"]) == 2
