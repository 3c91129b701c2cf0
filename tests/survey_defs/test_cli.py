"""The commands `surveys check`, `list` and `preview`."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from survey_defs.cli import surveys
from tests.survey_defs.samples import SURVEY, spoiled, written


def _run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(surveys, [str(argument) for argument in arguments])


def test_check_without_paths_checks_what_comes_with_the_product() -> None:
    result = _run("check")
    assert (result.exit_code, result.output) == (0, "1 survey, no faults\n")


def test_check_counts_files_and_folders(tmp_path: Path) -> None:
    first = written(tmp_path, SURVEY, "one.toml")
    written(tmp_path, spoiled(SURVEY, 'version = "1"', 'version = "2"'), "two.toml")
    assert _run("check", tmp_path, first).output == "2 surveys, no faults\n"


def test_check_lists_every_fault_and_exits_with_2(tmp_path: Path) -> None:
    path = written(tmp_path, spoiled(SURVEY, "points = 5", "points = 6"))
    result = _run("check", path, tmp_path / "gone.toml")
    assert result.exit_code == 2
    lines = result.stderr.splitlines()
    assert lines[0] == f"{path}:39: question overall, points: must be 5 or 10, and is 6"
    assert lines[1].startswith(f"{tmp_path / 'gone.toml'}: the file cannot be read")
    assert lines[2] == "2 faults"
    assert result.stdout == ""


def test_check_of_an_empty_folder_says_so(tmp_path: Path) -> None:
    result = _run("check", tmp_path)
    assert result.exit_code == 2
    assert "holds no survey file" in result.stderr


def test_list_marks_drafts(tmp_path: Path) -> None:
    written(tmp_path, SURVEY)
    result = _run("list", "--folder", tmp_path)
    assert result.exit_code == 0
    assert "small 1  valid from 2026-01-01" in result.stdout
    assert "phone, office_visit" in result.stdout
    assert "sv, ar (draft)" in result.stdout
    assert len(result.stdout.splitlines()[-1].split()[-1]) == 64


def test_list_of_faulty_surveys_is_refused(tmp_path: Path) -> None:
    written(tmp_path, "id = 1")
    result = _run("list", "--folder", tmp_path)
    assert result.exit_code == 2
    assert "must be a text in quotes" in result.stderr


def test_preview_reads_like_the_survey(tmp_path: Path) -> None:
    written(tmp_path, SURVEY)
    shown = _run("preview", "small", "--folder", tmp_path).stdout
    assert "small 1 · Svenska · all channels" in shown
    assert "Hur gick det?" in shown
    assert "1. Fick du hjälp? *   [helped, yes_partly_no]" in shown
    assert "( ) partly  Delvis" in shown
    assert 'only if helped == "no"' in shown
    assert "each district of the municipality" in shown
    assert "at most 200 characters" in shown
    assert "After sending: Ska vi ringa?" in shown
    assert "DRAFT" not in shown


def test_preview_of_a_draft_says_so() -> None:
    shown = _run(
        "preview", "core", "--version", "2026-11", "--language", "ar", "--channel", "e_service"
    ).stdout
    assert "DRAFT" in shown
    assert "نعم" in shown
    assert "bemotande" not in shown
    assert "errand.district is missing" in shown


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["cor"], 'there is no survey "cor"; choose from: core'),
        (["core", "--version", "1999"], 'core has no version "1999"; choose from: 2026-11'),
        (["core", "--language", "tlh"], 'core 2026-11 has no language "tlh"; choose from: sv, fi, en, ar'),
        (["core", "--channel", "fax"], 'core 2026-11 is not used on the channel "fax"'),
    ],
)
def test_preview_of_what_is_not_there_names_what_is(arguments: list[str], complaint: str) -> None:
    result = _run("preview", *arguments)
    assert result.exit_code == 2
    assert complaint in result.stderr
