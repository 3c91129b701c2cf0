"""Spellings that differ in case and spaces are one label; nothing is lost on the way."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from analysis.labels import MISSING, alphabetical, joined_labels, tidy

spellings = st.dictionaries(
    st.text(alphabet="aAåÅ e\t\u00a0ß", max_size=5), st.integers(min_value=1, max_value=50), max_size=12
)


def test_the_most_frequent_spelling_wins() -> None:
    labels = joined_labels(["SP", " SP ", "sp", "S  P", ""], [5, 3, 9, 1, 2])
    assert labels.names == ("S P", "sp", MISSING)
    assert [(one.written, one.read_as, one.rows) for one in labels.joined] == [
        ("", MISSING, 2),
        (" SP ", "sp", 3),
        ("S  P", "S P", 1),
        ("SP", "sp", 5),
    ]


def test_swedish_letters_stand_last_and_other_accents_do_not() -> None:
    names = ["Östra", "Zon", "Årsta", "Ängby", "Éden", "Falk", MISSING, "Dal"]
    assert sorted(names, key=alphabetical) == [
        "Dal",
        "Éden",
        "Falk",
        "Zon",
        "Årsta",
        "Ängby",
        "Östra",
        MISSING,
    ]


@given(spellings)
def test_joining_keeps_every_row_and_joins_only_what_is_alike(rows: dict[str, int]) -> None:
    labels = joined_labels(list(rows), list(rows.values()))
    went = {spelling: labels.names[place] for spelling, place in zip(rows, labels.position, strict=True)}
    for one, other in ((a, b) for a in rows for b in rows):
        assert (went[one] == went[other]) == (tidy(one).casefold() == tidy(other).casefold())
    assert sum(one.rows for one in labels.joined) == sum(n for text, n in rows.items() if went[text] != text)
    assert set(labels.names) == set(went.values())


@given(spellings)
def test_names_joined_again_stay_as_they_are(rows: dict[str, int]) -> None:
    names = joined_labels(list(rows), list(rows.values())).names
    again = joined_labels(names, [1] * len(names))
    assert again.names == names
    assert again.joined == ()
