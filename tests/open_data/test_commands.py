"""`likvardig export open-data` and `export cube`, as the operator runs them."""

from __future__ import annotations

import asyncio
import csv
import io
import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from feedback.errors import InputError
from feedback.open_data.commands import cube, open_data
from feedback.quarterly.published import figures_csv
from feedback.service import opened_service
from tests import world
from tests.open_data.archived import archive_all, figures_of
from tests.open_data.table_schema import faults
from tests.serving import environment


@pytest.fixture
def operator(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    """An operator's shell over a database with two quarters published."""
    settings = world.settings(f"sqlite:{tmp_path / 'a.sqlite'}", tmp_path)

    async def prepare() -> None:
        async with opened_service(settings, world.clock):
            await archive_all()

    asyncio.run(prepare())
    for name, value in environment(settings).items():
        if name.startswith("LIKVARDIG_"):
            monkeypatch.setenv(name, value)
    return CliRunner(catch_exceptions=False)


def test_a_quarter_is_written_with_its_descriptions(operator: CliRunner, tmp_path: Path) -> None:
    out = tmp_path / "made" / "here"
    ended = operator.invoke(open_data, ["--quarter", "2026Q2", "--out", str(out)])
    assert ended.exit_code == 0
    names = {path.name for path in out.iterdir()}
    assert names == {
        "likvardig-2026Q2-2.csv",
        "likvardig-2026Q2-2.parquet",
        "likvardig-2026Q2-2.csv-metadata.json",
        "datapackage.json",
        "ordlista.json",
    }
    assert (out / "likvardig-2026Q2-2.csv").read_bytes() == figures_csv(figures_of("2026Q2", more=5))
    assert sorted(line.rpartition("/")[2] for line in ended.output.split()) == sorted(names)


def test_an_older_edition_can_be_written(operator: CliRunner, tmp_path: Path) -> None:
    arguments = ["--quarter", "2026Q2", "--edition", "1", "--out", str(tmp_path / "out")]
    assert operator.invoke(open_data, arguments).exit_code == 0
    assert (tmp_path / "out" / "likvardig-2026Q2-1.csv").read_bytes() == figures_csv(figures_of("2026Q2"))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--quarter", "third"], "not a quarter"),
        (["--quarter", "2026Q4"], "2026Q4 is not published. Published are: 2026Q3, 2026Q2."),
        (["--quarter", "2026Q3", "--edition", "7"], "edition 7 of 2026Q3 is not published"),
    ],
)
def test_what_is_not_published_is_said(operator: CliRunner, arguments: list[str], said: str) -> None:
    with pytest.raises(InputError, match=said):
        operator.invoke(open_data, arguments)


def test_the_cube_is_every_quarter_in_one_file(operator: CliRunner, tmp_path: Path) -> None:
    made_csv, made_parquet = tmp_path / "cube.csv", tmp_path / "cube.parquet"
    for out in (made_csv, made_parquet):
        assert operator.invoke(cube, ["--out", str(out)]).exit_code == 0
    rows = list(csv.DictReader(io.StringIO(made_csv.read_text())))
    table = pq.read_table(made_parquet)
    assert table.num_rows == len(rows) == 2 * len(figures_of("2026Q2"))
    for row, typed in zip(rows, table.to_pylist(), strict=True):
        for name, text in row.items():
            told = typed[name]
            assert ("" if told is None else told) == (text and type(told)(text))
    assert not list(tmp_path.glob("*.part"))
    again = tmp_path / "again.parquet"
    operator.invoke(cube, ["--out", str(again)])
    assert again.read_bytes() == made_parquet.read_bytes()


def test_the_written_file_fits_the_written_description(operator: CliRunner, tmp_path: Path) -> None:
    operator.invoke(open_data, ["--quarter", "2026Q3", "--out", str(tmp_path)])
    package = json.loads((tmp_path / "datapackage.json").read_text())
    table = next(each for each in package["resources"] if each["format"] == "csv")
    assert faults((tmp_path / table["path"]).read_bytes(), table["schema"]) == []
