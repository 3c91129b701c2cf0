"""Which questions residents answer in their own words."""

from __future__ import annotations

from feedback.service import Service

FREE_TEXT = "free_text"


def free_text_questions(service: Service) -> list[str]:
    """Their ids, over all surveys; with a word no question has where there are none, so that a list is never empty."""
    found = {
        question.id
        for survey in service.catalogue.surveys
        for question in survey.questions
        if question.kind == FREE_TEXT
    }
    return sorted(found) or [""]
