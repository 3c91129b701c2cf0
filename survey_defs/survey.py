"""A survey version, from its file: the way in for everything that asks residents."""

from __future__ import annotations

from pathlib import Path

from survey_defs.check import examine
from survey_defs.faults import DefinitionError
from survey_defs.survey_version import FollowUp, Survey, SurveyLanguage

__all__ = ["FollowUp", "Survey", "SurveyLanguage", "load_survey"]


def load_survey(path: Path) -> Survey:
    """The survey of a file; raises DefinitionError with all its faults."""
    survey, faults = examine(path)
    if survey is None:
        raise DefinitionError(faults)
    return survey
