"""What a later edition says otherwise: every figure that is another, none that is not, and the words."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from feedback.quarterly.differences import (
    Differences,
    differences,
    figure_changes,
    read_differences,
    stored_differences,
)
from feedback.quarterly.document import Front, Span, Versions
from feedback.quarterly.figure_words import figure_text, figure_title
from feedback.quarterly.published import EMPTY, HIDDEN, SHOWN, Figure, figures_csv
from tests.quarterly.stand_in import document_of

SHARE = Figure(
    "T1:1",
    "T1",
    "12m-2026Q3",
    "satisfied_share",
    SHOWN,
    "varby",
    "phone",
    value=0.7675,
    low=0.74,
    high=0.79,
    n=1385,
)


def test_a_figure_that_only_moved_is_no_difference() -> None:
    assert figure_changes([SHARE], [replace(SHARE, ref="T1:9")]) == ()


def test_changed_new_and_lost_figures_are_told() -> None:
    lost = replace(SHARE, district="segeltorp")
    hidden = Figure("T1:1", "T1", "12m-2026Q3", "satisfied_share", HIDDEN, "varby", "phone")
    new = replace(SHARE, district="skogas")
    changes = figure_changes([SHARE, lost], [hidden, new])
    assert [(each.before, each.after) for each in changes] == [(SHARE, hidden), (None, new), (lost, None)]


def test_a_difference_smaller_than_the_files_write_is_none() -> None:
    assert figure_changes([SHARE], [replace(SHARE, value=0.76750000001)]) == ()


FIGURES = st.builds(
    lambda district, table, n: replace(SHARE, ref=f"{table}:1", table=table, district=district, n=n),
    st.sampled_from(("varby", "skogas", "segeltorp")),
    st.sampled_from(("T1", "T2")),
    st.integers(10, 13),
)


@given(st.lists(FIGURES, max_size=8), st.lists(FIGURES, max_size=8))
def test_the_changes_lead_from_the_one_to_the_other(before: list[Figure], after: list[Figure]) -> None:
    """Taking away what is told as before, and adding what is told as after, gives the later figures."""
    left = list(before)
    for each in figure_changes(before, after):
        if each.before is not None:
            left.remove(each.before)
        if each.after is not None:
            left.append(each.after)

    def told(figures: list[Figure]) -> list[str]:
        return sorted(repr(figure) for figure in figures)

    assert told(left) == told(after)
    assert figure_changes(after, after) == ()


def test_words_and_figures_of_two_editions_are_compared_and_stored() -> None:
    front = Front("", "", "", "", "", "")
    versions = Versions("d", "0.1", 2, "2026-12-03")
    old = {"sv-full": document_of(Span("77", ref="T1:1"), "2026Q3", front, versions, "sv", "full")}
    new = {
        "sv-full": document_of(Span("78", ref="T1:1"), "2026Q3", front, versions, "sv", "full", "", ["Bra!"])
    }
    found = differences(old, figures_csv([SHARE]), new, figures_csv([replace(SHARE, n=1386)]))
    assert len(found.figures) == 1
    assert [(each.place, each.before, each.after) for each in found.prose] == [
        (
            "Sammanfattning (1)",
            "Av dem som tillfrågades svarade 77 under kvartal 3 2026.",
            "Av dem som tillfrågades svarade 78 under kvartal 3 2026.",
        ),
        ("Sammanfattning (2)", "", "Bra!"),
    ]
    assert read_differences(stored_differences(found)) == found
    assert read_differences("[]") == Differences()


def test_a_figure_is_told_in_words() -> None:
    assert figure_title(SHARE, "sv") == "Andel nöjda (4–5 av 5), 12m-2026Q3: varby, phone"
    assert figure_text(SHARE, "sv") == "76,8\u00a0% (74,0–79,0), n = 1\u00a0385"
    verdict = replace(SHARE, measure="verdict", value=None, low=None, high=None, n=None, word="lacking")
    assert (figure_text(verdict, "sv"), figure_text(verdict, "en")) == ("Brister", "Falls short")
    assert figure_text(replace(verdict, state=HIDDEN, word=""), "sv") == "Dolt"
    assert figure_text(replace(verdict, state=EMPTY, word=""), "sv") == "Inga ärenden"
    assert figure_text(None, "sv") == "Finns inte"
