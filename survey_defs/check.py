"""Every fault of a survey definition, each with its file and line; never only the first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from survey_defs.condition_check import condition_faults
from survey_defs.faults import DefinitionError, Fault, in_file_order
from survey_defs.survey_file import MAX_QUESTIONS, SurveyFile, read_survey_file
from survey_defs.survey_version import Survey
from survey_defs.toml_source import read_toml

Examined = tuple[Survey | None, list[Fault]]


def check_survey(path: Path) -> list[Fault]:
    """The faults of one survey file, top to bottom; empty for a sound one. Never raises."""
    return examine(path)[1]


def check_files(paths: Iterable[Path]) -> list[Fault]:
    """The faults of several files, and of their being used together."""
    examined = [examine(path) for path in paths]
    faults = [fault for _, found in examined for fault in found]
    return faults + shared_versions([survey for survey, _ in examined if survey is not None])


def examine(path: Path) -> Examined:
    """The survey and its faults. The survey is given only if it has none."""
    try:
        file = read_survey_file(read_toml(path))
    except DefinitionError as error:
        return None, list(error.faults)
    found = [*file.top.faults, *(fault for rule in RULES for fault in rule(file))]
    return (None if found else file.survey), in_file_order(found)


def shared_versions(surveys: Iterable[Survey]) -> list[Fault]:
    """A fault for each file that claims an id and version another file has."""
    first: dict[tuple[str, str], Survey] = {}
    faults = []
    for survey in surveys:
        other = first.setdefault((survey.id, survey.version), survey)
        if other is not survey:
            message = (
                f'"{survey.id}" version "{survey.version}" is already in {other.path}; give one a new version'
            )
            faults.append(Fault(survey.path, "version", message))
    return faults


def _number_of_questions(file: SurveyFile) -> Iterator[Fault]:
    count = len(file.questions)
    if file.top.values.get("question", []) == []:
        yield file.top.fault("question", "the survey asks nothing: add a [[question]]")
    if count > MAX_QUESTIONS:
        yield file.top.fault("question", f"has {count} questions; at most {MAX_QUESTIONS} are possible")


def _repeated_ids(file: SurveyFile) -> Iterator[Fault]:
    first: dict[str, int | None] = {}
    for question, table in zip(file.survey.questions, file.questions, strict=True):
        if question.id in first:
            yield table.fault(
                "id", f'the id "{question.id}" is taken by the question on line {first[question.id]}'
            )
        elif question.id:
            first[question.id] = file.top.source.line_of(table.place)


def _empty_forms(file: SurveyFile) -> Iterator[Fault]:
    survey, count = file.survey, len(file.questions)
    if count and survey.minimum_answers > count:
        yield file.top.fault(
            "minimum_answers", f"is {survey.minimum_answers}, and there are {count} questions"
        )
    if count and survey.minimum_answers == 0 and not any(question.required for question in survey.questions):
        message = "an empty form would count as an answer: require a question, or at least 1 answer"
        yield file.top.fault("minimum_answers", message)


def _one_district(file: SurveyFile) -> Iterator[Fault]:
    pairs = zip(file.survey.questions, file.questions, strict=True)
    for table in [table for question, table in pairs if question.kind == "district"][1:]:
        yield table.fault("kind", "a second question of this kind: an answer belongs to one district")


RULES: tuple[Callable[[SurveyFile], Iterator[Fault]], ...] = (
    _number_of_questions,
    _repeated_ids,
    _empty_forms,
    _one_district,
    condition_faults,
)
