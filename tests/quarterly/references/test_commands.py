"""`likvardig references` as an operator runs it."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from feedback.errors import InputError
from feedback.quarterly.references.commands import references
from tests import world
from tests.quarterly.references.given import figure, published, table

SKR = "SKR;servicemätning;2024;bemotande;phone;;index;83,8;"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> object:
    monkeypatch.setenv("LIKVARDIG_DATABASE", f"sqlite:{tmp_path / 'a.sqlite'}")
    monkeypatch.setenv("LIKVARDIG_SECRET", world.SECRET)
    monkeypatch.setenv("LIKVARDIG_MUNICIPALITY", str(world.MUNICIPALITY))

    def ran(*arguments: str | Path) -> Result:
        result = CliRunner().invoke(references, [str(each) for each in arguments])
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return ran


def file(folder: Path, content: bytes) -> Path:
    path = folder / "andras.csv"
    path.write_bytes(content)
    return path


def test_a_dry_run_stores_nothing(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    path = file(tmp_path, table(SKR))
    told = run("import", path, "--dry-run").output
    assert "New: 1, replaced: 0" in told
    assert "Nothing was stored" in told
    assert run("list").output == ""
    run("import", path)
    assert "SKR 2024 bemotande phone: 83.8 index" in run("list").output


def test_taking_the_place_of_a_value_must_be_said(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    run("import", file(tmp_path, table(SKR)))
    corrected = file(tmp_path, table(SKR.replace("83,8", "84,1")))
    with pytest.raises(InputError, match="--replace"):
        run("import", corrected)
    assert "83.8" in run("list").output
    assert "83.8 index becomes 84.1" in run("import", corrected, "--replace").output
    assert "84.1" in run("list").output


def test_the_national_values_twice_are_there_once(run) -> None:  # type: ignore[no-untyped-def]
    assert "New: 4" in run("national").output
    assert "as before: 4" in run("national").output
    assert len(run("list").output.splitlines()) == 4
    assert "Removed: 4" in run("remove", "SKR", "2024").output
    assert run("list").output == ""


def test_another_municipalitys_figures(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    path = file(
        tmp_path, published([figure("index", "phone", 74.0), figure("index"), figure("index", "fax", 1.0)])
    )
    told = run("import-figures", path, "--organisation", "Sundsvalls kommun").output
    assert "Hidden in the file: 1" in told
    assert "left out: fax" in told
    assert "Sundsvalls kommun 2026 index phone: 74 index, n 500" in run("list").output


def test_faults_are_told_and_nothing_is_stored(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(InputError) as caught:
        run("import", file(tmp_path, table(SKR, SKR.replace("83,8", "838"))))
    assert "rad 3" in str(caught.value)
    with pytest.raises(InputError, match="cannot be read"):
        run("import", tmp_path / "nowhere.csv")
    assert run("list").output == ""
