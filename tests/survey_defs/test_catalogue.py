"""Which survey version applies, and which may no longer change."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from survey_defs.catalogue import BUILTIN_SURVEYS, Catalogue, NoSurveyApplies, frozen_faults
from survey_defs.faults import DefinitionError
from survey_defs.municipality import load_municipality
from survey_defs.survey import load_survey
from tests.survey_defs.samples import MUNICIPALITY, SURVEY, spoiled, written


def _version(
    folder: Path, version: str, valid_from: str, channels: str = '["phone", "office_visit"]'
) -> Path:
    text = spoiled(SURVEY, 'version = "1"', f'version = "{version}"')
    text = spoiled(text, "2026-01-01", valid_from)
    return written(folder, spoiled(text, '["phone", "office_visit"]', channels), f"small-{version}.toml")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    _version(tmp_path, "b", "2026-06-01", '["phone"]')
    _version(tmp_path, "a", "2026-01-01")
    return tmp_path


@pytest.mark.parametrize(
    ("channel", "on", "version"),
    [
        ("phone", date(2026, 1, 1), "a"),
        ("phone", date(2026, 5, 31), "a"),
        ("phone", date(2026, 6, 1), "b"),
        ("office_visit", date(2027, 1, 1), "a"),
    ],
)
def test_the_latest_version_that_covers_the_channel_applies(
    folder: Path, channel: str, on: date, version: str
) -> None:
    assert Catalogue.load(folder).for_channel(channel, on).version == version


@pytest.mark.parametrize(("channel", "on"), [("phone", date(2025, 12, 31)), ("chat", date(2026, 7, 1))])
def test_no_version_is_an_error_that_names_channel_and_date(folder: Path, channel: str, on: date) -> None:
    with pytest.raises(NoSurveyApplies, match=f'"{channel}" on {on}'):
        Catalogue.load(folder).for_channel(channel, on)


def test_a_version_is_found_by_its_key(folder: Path) -> None:
    catalogue = Catalogue.load([folder / "small-a.toml", folder / "small-b.toml"])
    assert [survey.version for survey in catalogue.surveys] == ["a", "b"]
    assert catalogue.get("small", "b").channels == ("phone",)
    with pytest.raises(KeyError):
        catalogue.get("small", "c")


def test_the_surveys_of_the_product_can_be_used_together() -> None:
    assert Catalogue.load(BUILTIN_SURVEYS).get("core", "2026-11").id == "core"


def test_faults_of_all_files_come_at_once(folder: Path) -> None:
    written(folder, "id = 3", "broken.toml")
    written(folder, SURVEY.replace("points = 5", "points = 6"), "points.toml")
    with pytest.raises(DefinitionError) as caught:
        Catalogue.load(folder)
    assert {Path(fault.file).name for fault in caught.value.faults} == {"broken.toml", "points.toml"}


def test_the_same_version_twice_is_refused(folder: Path) -> None:
    written(folder, (folder / "small-a.toml").read_text(encoding="utf-8"), "small-copy.toml")
    with pytest.raises(DefinitionError) as caught:
        Catalogue.load(folder)
    (fault,) = caught.value.faults
    assert (Path(fault.file).name, fault.place) == ("small-copy.toml", "version")
    assert "give one a new version" in fault.message


def test_two_versions_from_the_same_day_are_refused(folder: Path) -> None:
    _version(folder, "c", "2026-06-01", '["phone"]')
    with pytest.raises(DefinitionError) as caught:
        Catalogue.load(folder)
    (fault,) = caught.value.faults
    assert (Path(fault.file).name, fault.place) == ("small-c.toml", "valid_from")
    assert 'covers "phone" from 2026-06-01' in fault.message


def test_a_survey_of_only_channels_the_municipality_lacks_is_refused(tmp_path: Path) -> None:
    municipality = load_municipality(written(tmp_path / "..", MUNICIPALITY, "lillby.toml"))
    _version(tmp_path, "a", "2026-01-01", '["carrier_pigeon", "smoke"]')
    with pytest.raises(DefinitionError) as caught:
        Catalogue.load(tmp_path, municipality)
    (fault,) = caught.value.faults
    assert (Path(fault.file).name, fault.place) == ("small-a.toml", "channels")
    assert '"lillby" has no channel "carrier_pigeon"' in fault.message


def test_a_survey_may_cover_channels_the_municipality_does_without(folder: Path) -> None:
    municipality = load_municipality(written(folder / "..", MUNICIPALITY, "lillby.toml"))
    assert len(Catalogue.load(folder, municipality).surveys) == 2


def test_a_folder_without_surveys_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DefinitionError, match="holds no survey file"):
        Catalogue.load(tmp_path)


def test_answered_versions_that_are_unchanged_may_be_used(folder: Path) -> None:
    surveys = Catalogue.load(folder).surveys
    assert frozen_faults(surveys, {(each.id, each.version): each.content_hash for each in surveys}) == []
    assert frozen_faults(surveys, {}) == []


def test_a_changed_file_of_an_answered_version_is_refused(folder: Path) -> None:
    path = folder / "small-a.toml"
    frozen = {("small", "a"): load_survey(path).content_hash}
    path.write_text(
        spoiled(path.read_text(encoding="utf-8"), "Var bor du?", "Var bodde du?"), encoding="utf-8"
    )
    (fault,) = frozen_faults([load_survey(path)], frozen)
    assert (fault.file, fault.place) == (str(path), "version")
    assert "has answers, so its questions may not change" in fault.message
    assert "copy of the file with a new version" in fault.message


def test_a_missing_file_of_an_answered_version_is_refused(folder: Path) -> None:
    (fault,) = frozen_faults(Catalogue.load(folder).surveys, {("small", "0"): "f" * 64})
    assert fault.file == "small-0.toml"
    assert "no file defines it; put its file back" in fault.message
