"""A survey as plain text, for reading it through in a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from survey_defs.questions import Question
from survey_defs.reachability import possible_outcomes
from survey_defs.survey_version import Survey


def preview(survey: Survey, language: str, channel: str | None = None) -> str:
    """The survey in one language. With a channel, only what can be asked there; raises KeyError for an unknown language."""
    return "\n".join(_lines(survey, language, channel)) + "\n"


def draft_marks(survey: Survey) -> str:
    """The survey's languages, each machine-made text that nobody has approved marked as a draft."""
    return ", ".join(
        f"{each.code} (draft)" if each.is_draft else each.code for each in survey.languages.values()
    )


def _lines(survey: Survey, code: str, channel: str | None) -> Iterator[str]:
    language = survey.languages[code]
    yield f"{survey.id} {survey.version} · {language.name} · {channel or 'all channels'}"
    if language.is_draft:
        yield "DRAFT: machine-made translation, not approved by anyone"
    yield ""
    yield survey.title[code]
    for number, question in enumerate(_asked(survey, channel), start=1):
        yield ""
        yield from _question_lines(number, question, code, survey.source)
    for offer in survey.follow_ups:
        yield ""
        yield f"After sending: {offer.texts[code]}"
        if offer.show_if:
            yield f"   only if {offer.show_if}"


def _asked(survey: Survey, channel: str | None) -> tuple[Question, ...]:
    """The questions somebody could meet on the channel, whatever they answer."""
    if channel is None:
        return survey.questions
    there = replace(survey, channels=(channel,))
    return tuple(
        question
        for question in survey.questions
        if question.show_if is None or True in possible_outcomes(there, question.show_if)
    )


def _question_lines(number: int, question: Question, code: str, source: str) -> Iterator[str]:
    yield f"{number}. {question.texts[code]}{' *' if question.required else ''}   [{question.id}, {question.kind}]"
    if question.show_if:
        yield f"   only if {question.show_if}"
    if question.hint:
        yield f"   {question.hint[code]}"
    if question.kind == "district":
        yield "   ( ) each district of the municipality"
    if question.kind == "free_text":
        yield f"   ______ at most {question.max_length} characters"
    mark = "[ ]" if question.kind == "multiple_choice" else "( )"
    for value, label in question.options(code, source):
        yield f"   {mark} {value}{f'  {label}' if label else ''}"
