"""Which survey version applies to a channel on a date, and which versions may no longer change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from survey_defs.check import examine, shared_versions
from survey_defs.faults import DefinitionError, Fault
from survey_defs.survey_version import Survey
from survey_defs.table import nearest
from survey_defs.vocabulary import Municipality

BUILTIN_SURVEYS = Path(__file__).parent / "surveys"

VersionKey = tuple[str, str]
"""Survey id and version."""


class NoSurveyApplies(LookupError):
    """No survey version covers the channel on the date."""


class Catalogue:
    """All survey versions known, the oldest first. Immutable once made."""

    def __init__(self, surveys: Iterable[Survey]) -> None:
        self.surveys: tuple[Survey, ...] = tuple(sorted(surveys, key=_in_time))
        self._by_key = {(survey.id, survey.version): survey for survey in self.surveys}

    @classmethod
    def load(cls, source: Path | Iterable[Path], municipality: Municipality | None = None) -> Catalogue:
        """The surveys of a folder, or of the files and folders named; raises DefinitionError with all faults."""
        paths = survey_files([source] if isinstance(source, Path) else source)
        examined = [examine(path) for path in paths]
        surveys = [survey for survey, _ in examined if survey is not None]
        faults = [fault for _, found in examined for fault in found]
        faults += shared_versions(surveys) + _overlaps(surveys)
        faults += _unknown_channels(surveys, municipality) if municipality else []
        if faults:
            raise DefinitionError(faults)
        return cls(surveys)

    def for_channel(self, channel: str, on: date) -> Survey:
        """The version with the latest `valid_from` not after the date; raises NoSurveyApplies where there is none."""
        valid = [each for each in self.surveys if channel in each.channels and each.valid_from <= on]
        if not valid:
            message = (
                f'no survey is valid for the channel "{channel}" on {on}; add one, or an earlier valid_from'
            )
            raise NoSurveyApplies(message)
        return valid[-1]

    def get(self, id: str, version: str) -> Survey:
        """Raises KeyError for a version that is not there."""
        return self._by_key[(id, version)]


def survey_files(paths: Iterable[Path]) -> list[Path]:
    """The files themselves, and every .toml file of the folders; raises DefinitionError for a folder without any."""
    found: list[Path] = []
    for path in paths:
        files = sorted(path.glob("*.toml")) if path.is_dir() else [path]
        if not files:
            raise DefinitionError([Fault(str(path), "", "the folder holds no survey file (*.toml)")])
        found += files
    return list(dict.fromkeys(found))


def frozen_faults(surveys: Iterable[Survey], frozen: Mapping[VersionKey, str]) -> list[Fault]:
    """Why the surveys may not be used, given the content hash of every version that already has answers."""
    present = {(survey.id, survey.version): survey for survey in surveys}
    faults = []
    for (id, version), content_hash in sorted(frozen.items()):
        survey = present.get((id, version))
        if survey is None:
            faults.append(Fault(f"{id}-{version}.toml", "", _missing(id, version)))
        elif survey.content_hash != content_hash:
            faults.append(Fault(survey.path, "version", _changed(id, version)))
    return faults


def _missing(id: str, version: str) -> str:
    return (
        f'"{id}" version "{version}" has answers, and no file defines it; '
        "put its file back, since its answers cannot be read without it"
    )


def _changed(id: str, version: str) -> str:
    return (
        f'"{id}" version "{version}" has answers, so its questions may not change any more; '
        "undo the change here, and make it in a copy of the file with a new version and a later valid_from"
    )


def _in_time(survey: Survey) -> tuple[date, str, str]:
    return survey.valid_from, survey.id, survey.version


def _overlaps(surveys: Iterable[Survey]) -> list[Fault]:
    """A fault wherever two versions take over the same channel on the same day. The same version twice is its own fault."""
    taken: dict[tuple[str, date], Survey] = {}
    faults = []
    for survey in sorted(surveys, key=_in_time):
        for channel in survey.channels:
            other = taken.setdefault((channel, survey.valid_from), survey)
            if (other.id, other.version) != (survey.id, survey.version):
                message = f'covers "{channel}" from {survey.valid_from}, as {other.path} does; change the date or the channels'
                faults.append(Fault(survey.path, "valid_from", message))
    return faults


def _unknown_channels(surveys: Iterable[Survey], municipality: Municipality) -> list[Fault]:
    """A survey may cover more channels than a municipality has, but not only channels it lacks."""
    known = [channel.id for channel in municipality.channels]
    return [
        Fault(
            survey.path,
            "channels",
            f'"{municipality.id}" has no channel "{survey.channels[0]}"{nearest(survey.channels[0], known)}',
        )
        for survey in surveys
        if not set(survey.channels) & set(known)
    ]
