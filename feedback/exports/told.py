"""Which answers may stand beside a place, and which would tell where they come from. Pure.

A question that only some are asked says, by being answered, that the resident is one of them: who was met in
person, whose errand had no district, whose survey is of one channel. Where the place is blank, no such question
is told; where it stands, only those that hang on what stands.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from survey_defs.questions import Question
from survey_defs.survey import Survey

SMALLEST = 10
CHANNEL = "channel"
Source = tuple[str, str]  # a survey's id and a question's


def tellable(surveys: Sequence[Survey], place_stands: bool) -> frozenset[Source]:
    """The questions that everybody with one of these survey versions was asked alike, as far as the place tells."""
    allowed = {CHANNEL} if place_stands else set()
    if not surveys or len({survey.id for survey in surveys}) > 1:
        return frozenset()
    first = surveys[0]
    found: set[str] = set()
    for question in first.questions:
        alike = all(_is_same(question, survey) for survey in surveys)
        fields, others = _conditions(question)
        everywhere = place_stands or (
            question.kiosk and question.ivr
        )  # how one answered tells of the channel
        if alike and everywhere and fields <= allowed and others <= found:
            found.add(question.id)
    return frozenset((first.id, each) for each in found)


def of_each(surveys: Sequence[Survey]) -> frozenset[Source]:
    """The same where the place and the version stand: what hangs on no more than those."""
    return frozenset[Source]().union(*(tellable([survey], place_stands=True) for survey in surveys))


def _conditions(question: Question) -> tuple[frozenset[str], frozenset[str]]:
    """The errand's fields and the other questions it is asked by."""
    if question.show_if is None:
        return frozenset(), frozenset()
    return question.show_if.errand_references(), question.show_if.references()


def _is_same(question: Question, survey: Survey) -> bool:
    try:
        other = survey.question(question.id)
    except KeyError:
        return False
    return (question.kind, question.points, question.values, str(question.show_if)) == (
        other.kind,
        other.points,
        other.values,
        str(other.show_if),
    )


def versions_may_stand(counts: Collection[int]) -> bool:
    """Whether the survey version may stand beside a place: no version there is of few."""
    return all(n >= SMALLEST for n in counts)


def silenced(
    answers: Mapping[tuple[str, str], int], shown: Collection[tuple[str, str]]
) -> frozenset[tuple[str, str]]:
    """The places (district, channel) of a quarter where a question that has a published figure by district is blank.

    `answers` counts who answered it, `shown` are the places that stand. What a reader gets by subtracting the file
    from the district's figure is what is blank in the district: nobody, or ten and more. Else the whole district is
    blank.
    """
    blank = {place for place in shown if answers.get(place, 0) < SMALLEST}
    for district in {place[0] for place in answers}:
        there = {place for place in answers if place[0] == district}
        left = sum(answers[place] for place in there if place not in shown or place in blank)
        if 0 < left < SMALLEST:
            blank |= there & set(shown)
    return frozenset(blank)
