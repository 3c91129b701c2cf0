"""The published figures as a file: read back as they were, the same bytes for the same figures."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.errors import InputError
from feedback.quarterly.published import EMPTY, HIDDEN, SHOWN, Figure, figures_csv, number_text, read_figures

FIGURES = (
    Figure(
        "T1:1",
        "T1",
        "12m-2026Q3",
        "satisfied_share",
        SHOWN,
        district="varby",
        value=0.77,
        low=0.75,
        high=0.79,
        n=812,
    ),
    Figure("T1:1", "T1", "12m-2026Q3", "verdict", SHOWN, district="varby", word="lacking", n=812),
    Figure("T1:2", "T1", "12m-2026Q3", "answers", HIDDEN, district="varby", channel="letter"),
    Figure("T1:3", "T1", "12m-2026Q3", "answers", EMPTY, district="varby", channel="chat"),
)


def test_figures_are_read_back_as_they_were_written() -> None:
    assert read_figures(figures_csv(FIGURES)) == FIGURES


def test_the_first_lines_are_as_documented() -> None:
    header, first = figures_csv(FIGURES).decode().split("\n")[:2]
    assert header == (
        "ref,table,period,measure,state,district,channel,office,service,language,theme,"
        "value,low,high,n,word,organisation,source"
    )
    assert first == "T1:1,T1,12m-2026Q3,satisfied_share,shown,varby,,,,,,0.77,0.75,0.79,812,,,"


def test_a_hidden_figure_cannot_carry_a_number() -> None:
    with pytest.raises(ValueError, match="tells nothing else"):
        Figure("T1:1", "T1", "12m-2026Q3", "answers", HIDDEN, n=3)


def test_every_fault_of_a_file_is_told() -> None:
    good = figures_csv(FIGURES[:1]).decode()
    with pytest.raises(InputError) as caught:
        read_figures((good + "T1,short\n" + good.split("\n")[1].replace("shown", "seen") + "\n").encode())
    assert "rad 3" in str(caught.value)
    assert "rad 4" in str(caught.value)


@given(st.floats(-1e6, 1e6))
def test_numbers_are_plain_and_near(value: float) -> None:
    text = number_text(value)
    assert "e" not in text
    assert text not in ("-0", "")
    assert float(text) == pytest.approx(value, abs=1e-6)
