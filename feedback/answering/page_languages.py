"""Which languages a resident's page can be read in, and in which it is shown first."""

from __future__ import annotations

from collections.abc import Sequence

from feedback.web.languages import LOCALES, SOURCE_LANGUAGE
from survey_defs.municipality import Municipality
from survey_defs.survey import Survey

_WITH_INTERFACE = frozenset({path.parent.name for path in LOCALES.glob("*/resident.po")} | {SOURCE_LANGUAGE})


def interface_languages(municipality: Municipality) -> tuple[str, ...]:
    """The municipality's languages that the pages themselves are translated to, in its order."""
    return tuple(each.code for each in municipality.languages if each.code in _WITH_INTERFACE)


def survey_languages(municipality: Municipality, survey: Survey) -> tuple[str, ...]:
    """Those of them that the survey is translated to as well; its source language where there are none."""
    both = tuple(code for code in interface_languages(municipality) if code in survey.languages)
    return both or (survey.source,)


def chosen_language(offered: Sequence[str], *wishes: str | None) -> str:
    """The first wish that can be met, else the first language offered."""
    return next((wish for wish in wishes if wish is not None and wish in offered), offered[0])
