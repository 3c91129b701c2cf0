"""The figures as Parquet: what the CSV says, typed and described, and the same bytes every time."""

from __future__ import annotations

import io

import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.quarterly.columns import COLUMN_TEXTS
from feedback.quarterly.parquet import figures_of_parquet, parquet_of
from feedback.quarterly.published import COLUMNS, EMPTY, HIDDEN, SHOWN, Figure, figures_csv, read_figures

VARBY = Figure(
    "T1:1",
    "T1",
    "12m-2026Q3",
    "satisfied_share",
    SHOWN,
    district="varby",
    value=2 / 3,
    low=0.6,
    high=0.7,
    n=812,
)
FIGURES = (
    VARBY,
    Figure("T1:2", "T1", "12m-2026Q3", "answers", HIDDEN, district="varby", channel="letter"),
    Figure("T1:3", "T1", "12m-2026Q3", "answers", EMPTY, district="varby", channel="chat"),
)


def test_every_column_of_a_figure_is_described_in_both_languages() -> None:
    assert tuple(column.name for column in COLUMN_TEXTS) == COLUMNS
    for language in ("sv", "en"):
        assert all(column.title(language) and column.text(language).endswith(".") for column in COLUMN_TEXTS)


def test_the_schema_is_typed_and_described() -> None:
    schema = pq.read_schema(io.BytesIO(parquet_of(FIGURES)))
    assert tuple(schema.names) == COLUMNS
    types = {name: str(schema.field(name).type) for name in ("ref", "value", "low", "high", "n", "word")}
    assert types == {
        "ref": "string",
        "value": "double",
        "low": "double",
        "high": "double",
        "n": "int64",
        "word": "string",
    }
    described = schema.field("state").metadata
    assert described[b"description"].startswith(b"shown: the figure is there.")
    assert "dold för att skydda" in described[b"description:sv"].decode()
    assert not schema.field("state").nullable


def test_the_same_figures_give_the_same_bytes() -> None:
    assert parquet_of(FIGURES) == parquet_of(tuple(FIGURES))


def test_a_quarter_without_figures_is_a_file_with_columns_and_no_rows() -> None:
    table = pq.read_table(io.BytesIO(parquet_of(())))
    assert (table.num_rows, tuple(table.column_names)) == (0, COLUMNS)


def test_what_is_not_told_is_null() -> None:
    hidden = pq.read_table(io.BytesIO(parquet_of(FIGURES))).to_pylist()[1]
    assert {name for name, value in hidden.items() if value is not None} == {
        "ref",
        "table",
        "period",
        "measure",
        "state",
        "district",
        "channel",
    }


numbers = st.none() | st.floats(-1000, 1000)
figures = st.builds(
    Figure,
    ref=st.just("T1:1"),
    table=st.just("T1"),
    period=st.just("2026Q3"),
    measure=st.sampled_from(("index", "gap")),
    state=st.just(SHOWN),
    district=st.sampled_from(("", "other", "varby")),
    value=numbers,
    low=numbers,
    high=numbers,
    n=st.none() | st.integers(0, 10**9),
    word=st.text(max_size=5).filter(lambda text: text.isprintable()),
    source=st.sampled_from(("", "Källan")),
)


@given(st.lists(figures, max_size=5))
def test_parquet_and_csv_are_the_same_figures(given_figures: list[Figure]) -> None:
    assert figures_of_parquet(parquet_of(given_figures)) == read_figures(figures_csv(given_figures))


def test_a_number_keeps_the_decimals_of_the_csv() -> None:
    assert figures_of_parquet(parquet_of([VARBY]))[0].value == pytest.approx(0.666667, abs=1e-12)
