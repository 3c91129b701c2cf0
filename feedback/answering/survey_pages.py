"""Pages made once for all who get the same one: a survey's first view, and the thanks.

Only the form's nonce differs from visit to visit, and the receipt.
"""

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
from survey_defs.texts import text_in

KEPT_PAGES = 512
KEPT_ERRANDS = 4096
# Placeholders that no text contains, where a kept page differs from visit to visit.
_NONCE = f"nonce-{secrets.token_hex(16)}"
_RECEIPT = tuple(f"{number}-{secrets.token_hex(16)}" for number in range(3))


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
        self._first_view = lru_cache(maxsize=KEPT_PAGES)(self._made_first_view)
        self._thanks = lru_cache(maxsize=64)(self._made_thanks)
        self._questions = lru_cache(maxsize=KEPT_ERRANDS)(self._displayed)

    def key(self, link: Link, language: str) -> PageKey:
        """What the page of an open link depends on."""
        place = link.place
        questions = self._questions(link.survey, link.version, tuple(link.errand.items()))
        week = place.week.isocalendar().week
        return PageKey(link.survey, link.version, language, place.channel, place.office, week, questions)

    def first_view(self, link: Link, language: str) -> Precompressed:
        """The survey with nothing answered; to be filled with the form's nonce."""
        return self._first_view(self.key(link, language))

    def thanks(self, language: str) -> Precompressed:
        """The thanks; to be filled with `receipt_fillings`."""
        return self._thanks(language)

    def _displayed(
        self, survey: str, version: str, errand: tuple[tuple[str, str | None], ...]
    ) -> tuple[str, ...]:
        asked = displayed(self.service.catalogue.get(survey, version), dict(errand))
        return tuple(question.id for question in asked)

    def _made_first_view(self, key: PageKey) -> Precompressed:
        context = survey_context(self.service, key, _NONCE)
        return Precompressed(
            resident_html(self.service, "resident/survey.html", key.language, **context), _NONCE
        )

    def _made_thanks(self, language: str) -> Precompressed:
        phrase = throughout(self.service.municipality, language)
        page = resident_html(
            self.service, "resident/thanks.html", language, receipt=_RECEIPT, throughout=phrase
        )
        return Precompressed(page, *_RECEIPT)


def receipt_fillings(receipt: str) -> tuple[str, str, str]:
    """The code in two halves as it is shown, and whole as the button sends it."""
    return f"{receipt[:4]} {receipt[4:8]}", f"{receipt[8:12]} {receipt[12:]}", receipt


def throughout(municipality: Municipality, language: str) -> str:
    """The phrase "everywhere in …"."""
    return text_in(municipality.throughout, language, municipality.default_language)


def survey_pages(state: State, service: Service) -> SurveyPages:
    """The kept pages of the application, made at the first request."""
    kept: SurveyPages | None = state.get("survey_pages")
    if kept is None or kept.service is not service:
        kept = SurveyPages(service)
        state["survey_pages"] = kept
    return kept


def survey_context(
    service: Service,
    key: PageKey,
    nonce: str,
    given: Mapping[str, Sequence[str]] = MappingProxyType({}),
    problems: Sequence[FormProblem] = (),
) -> dict[str, Any]:
    """What the survey's template is filled with: the questions, what was given before, and what is wrong."""
    municipality = service.municipality
    survey = service.catalogue.get(key.survey, key.version)
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
