"""The first view of a survey, made once for all who get the same one: only the form's nonce differs."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from litestar.datastructures import State

from feedback.answering.form import FormProblem
from feedback.answering.links import Link
from feedback.answering.page_languages import survey_languages
from feedback.answering.question_views import Reading, displayed, question_views
from feedback.service import Service
from feedback.web.precompressed import Precompressed
from feedback.web.rendering import resident_html
from survey_defs.municipality import Municipality
from survey_defs.survey import Survey
from survey_defs.texts import text_in

KEPT_PAGES = 512
# Stand for a receipt's four groups in a kept page; private-use characters, which no text holds.
_GROUPS = ("\ue000" * 4, "\ue001" * 4, "\ue002" * 4, "\ue003" * 4)
_SLOT = f"slot-{secrets.token_hex(16)}"


@dataclass(frozen=True, slots=True)
class PageKey:
    """Everything a first view depends on."""

    survey: str
    version: str
    language: str
    channel: str
    office: str | None
    week: int
    questions: tuple[str, ...]


class SurveyPages:
    """The kept pages of one running service."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self._kept = lru_cache(maxsize=KEPT_PAGES)(self._made)
        self._kept_thanks = lru_cache(maxsize=KEPT_PAGES)(self._made_thanks)

    def first_view(self, survey: Survey, link: Link, language: str) -> Precompressed:
        return self._kept(page_key(survey, link, language))

    def thanks(self, language: str, receipt: str) -> str:
        """The page that thanks and shows the receipt."""
        page = self._kept_thanks(language)
        for place, group in enumerate(_GROUPS):
            page = page.replace(group, receipt[4 * place : 4 * place + 4])
        return page

    def _made_thanks(self, language: str) -> str:
        phrase = throughout(self.service, language)
        code = "".join(_GROUPS)
        return resident_html(self.service, "resident/thanks.html", language, receipt=code, throughout=phrase)

    def _made(self, key: PageKey) -> Precompressed:
        survey = self.service.catalogue.get(key.survey, key.version)
        page = resident_html(
            self.service,
            "resident/survey.html",
            key.language,
            **survey_context(self.service, survey, key, _SLOT),
        )
        return Precompressed(page, _SLOT)


def throughout(service: Service, language: str) -> str:
    """The phrase "everywhere in …"."""
    municipality = service.municipality
    return text_in(municipality.throughout, language, municipality.default_language)


def survey_pages(state: State, service: Service) -> SurveyPages:
    """The kept pages of the application, made at the first request."""
    kept: SurveyPages | None = state.get("survey_pages")
    if kept is None or kept.service is not service:
        kept = SurveyPages(service)
        state["survey_pages"] = kept
    return kept


def page_key(survey: Survey, link: Link, language: str) -> PageKey:
    return PageKey(
        survey=survey.id,
        version=survey.version,
        language=language,
        channel=link.place.channel,
        office=link.place.office,
        week=link.place.week.isocalendar().week,
        questions=tuple(question.id for question in displayed(survey, link.errand)),
    )


def survey_context(
    service: Service,
    survey: Survey,
    key: PageKey,
    nonce: str,
    given: Mapping[str, Sequence[str]] = MappingProxyType({}),
    problems: Sequence[FormProblem] = (),
) -> dict[str, Any]:
    """What the survey's template is filled with: the questions, what was given before, and what is wrong."""
    municipality = service.municipality
    reading = Reading(survey, municipality, key.language)
    questions = tuple(survey.question(name) for name in key.questions)
    office = _office_name(municipality, key)
    channel = municipality.channel(key.channel)
    return {
        "languages": survey_languages(municipality, survey),
        "heading": reading.text(survey.title),
        "about": channel.about_line(key.language, municipality.default_language, key.week, office),
        "questions": question_views(reading, questions, given, problems),
        "count": sum(question.kind != "free_text" for question in questions),
        "nonce": nonce,
    }


def _office_name(municipality: Municipality, key: PageKey) -> str | None:
    """None also for an office the municipality has no more; the line then does without it."""
    known = key.office is not None and any(office.id == key.office for office in municipality.offices)
    return municipality.name("office", key.office or "", key.language) if known else None
