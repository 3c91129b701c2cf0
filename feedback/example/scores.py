"""What residents answer: satisfaction from the grid, and the other questions in keeping with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from feedback.example.calendar_weeks import Weeks
from feedback.example.drawing import NOWHERE, Errands, Flags, Integers, Random, Yardstick, drawn_by, typical
from feedback.example.grid import Grid
from feedback.example.plan import Plan
from feedback.vocabulary import OUTSIDE_DISTRICTS
from survey_defs.questions import Question
from survey_defs.survey import Survey

SATISFIED_FROM = 4
UNSATISFIED = (0.25, 0.30, 0.45)  # of those who give 1 to 3
SKIPPED = 0.06  # of optional questions
# How many standard errors the drawn share of a place may lie from the planted one; see drawing.typical.
ANY_PLACE, PLANTED_PLACE = 1.4, 0.8
TRIES = 200
DELTA = ((-1, 0, 1), (0.16, 0.62, 0.22))  # another question against the overall one
YES = (0.12, 0.30, 0.62, 0.90, 0.97)  # who got help, by overall score
PARTLY = 0.6  # of those who did not say yes
KIOSK, KEYPAD = "kiosk", "phone_keypad"
SAYS_HOME = (
    0.75  # of those asked for their district: names it; the rest lives elsewhere, will not say, or skips
)
NO_SCORE = ("free_text", "district")
YES_PARTLY_NO: tuple[str, ...] = ("no", "partly", "yes")  # in the order of their scores, from 1


@dataclass(frozen=True)
class Answers:
    """Who answered (positions among the errands' axes), by which mode, how satisfied, and in which language."""

    errands: Errands
    mode: Integers
    overall: Integers  # 1 to 5
    language: Integers  # of the form: position among `languages`
    languages: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.mode)


@dataclass(frozen=True)
class Column:
    """The answers to one question of one survey: whose, the score, and the word chosen where it is a choice."""

    survey: Survey
    question: Question
    rows: Integers
    scores: Integers
    choices: Sequence[str] | None = None


def draw_answers(
    errands: Errands, grid: Grid, weeks: Weeks, plan: Plan, survey_languages: Sequence[str], random: Random
) -> Answers:
    """Mode, form language and overall score of every errand that was answered."""
    mode = drawn_by(grid.modes[errands.channel], random)
    share = satisfied_share(errands, mode, grid, weeks)
    top = np.array([plan.channel[word].top for word in grid.axes.channels])[errands.channel]
    satisfied = _draw_satisfied(errands, share, grid, weeks, plan, random)
    low = 1 + random.choice(3, len(share), p=UNSATISFIED)
    overall = np.where(satisfied, np.where(random.random(len(share)) < top, 5, 4), low)
    language, languages = _form_languages(errands, grid, survey_languages, random)
    return Answers(errands, mode, overall, language, languages)


def satisfied_share(errands: Errands, mode: Integers, grid: Grid, weeks: Weeks) -> NDArray[np.float64]:
    """The planned chance of each of these residents to be satisfied."""
    at = (errands.district, errands.channel, errands.service, errands.language, mode)
    return np.where(weeks.in_dip[errands.week], grid.satisfied_in_dip()[at], grid.satisfied[at])


def _draw_satisfied(
    errands: Errands, share: NDArray[np.float64], grid: Grid, weeks: Weeks, plan: Plan, random: Random
) -> Flags:
    """Who is satisfied; in all weeks, the last twelve months, the last
    closed year and the last whole quarter near what was planted."""
    place = errands.district * len(grid.axes.channels) + errands.channel
    limits = _limits(plan, grid)[: int(place.max(initial=0)) + 1]
    always, recent = np.ones(len(share), dtype=bool), weeks.is_recent[errands.week]
    yardsticks = [
        Yardstick.of(share, place, recent, limits),
        Yardstick.of(share, place, weeks.in_closed_year[errands.week], limits),
        Yardstick.of(share, place, always, ANY_PLACE),
        Yardstick.of(share, place, weeks.in_dip[errands.week], 1.5 * limits),
    ]
    return typical(
        lambda entries: random.random(len(entries)) < share[entries],
        lambda drawn: np.max([each.deviation(drawn) for each in yardsticks], axis=0),
        _with_new,
        place,
        TRIES,
    )


def _limits(plan: Plan, grid: Grid) -> NDArray[np.float64]:
    """One per district × channel; planted places must show what was planted."""
    limits = np.full((len(grid.axes.districts), len(grid.axes.channels)), ANY_PLACE)
    for planted in plan.planted:
        if planted.channel in grid.axes.channels:
            at = grid.axes.district(planted.district), grid.axes.channel(planted.channel or "")
            limits[at] = PLANTED_PLACE
    return limits.ravel()


def _with_new(drawn: Flags, entries: Integers, new: Flags) -> Flags:
    drawn = drawn.copy()
    drawn[entries] = new
    return drawn


def _form_languages(
    errands: Errands, grid: Grid, offered: Sequence[str], random: Random
) -> tuple[Integers, tuple[str, ...]]:
    """The form's language: the errand's own where it is offered, mostly; otherwise the default one or English."""
    languages = tuple(dict.fromkeys([grid.axes.default_language, *offered]))
    fallback = languages.index("en") if "en" in languages else 0
    own = np.array([languages.index(word) if word in languages else -1 for word in grid.axes.languages])
    chance = random.random(len(errands))
    mine = own[errands.language]
    default = np.where(chance < 0.35, fallback, 0)
    return np.where(mine == 0, 0, np.where((mine > 0) & (chance < 0.85), mine, default)), languages


def columns(
    answers: Answers, grid: Grid, plan: Plan, survey_of: Mapping[str, Survey], random: Random
) -> Iterator[Column]:
    """Every question's answers, channel by channel, but the free text's and those that hang on other answers."""
    for place, channel in enumerate(grid.axes.channels):
        survey = survey_of[channel]
        of_channel = np.flatnonzero(answers.errands.channel == place)
        for question in survey.questions:
            rows = of_channel[_is_asked(survey, question, channel, answers, of_channel, grid)]
            if question.kind not in NO_SCORE and question.id not in survey.answer_conditions:
                yield _column(survey, question, rows, answers, grid, plan, random)


def asked_for_comment(answers: Answers, grid: Grid, survey_of: Mapping[str, Survey]) -> Flags:
    """Who saw a free text question."""
    asked = np.zeros(len(answers), dtype=bool)
    for place, channel in enumerate(grid.axes.channels):
        question = comment_question(survey_of[channel])
        if question is not None:
            rows = np.flatnonzero(answers.errands.channel == place)
            asked[rows] = _is_asked(survey_of[channel], question, channel, answers, rows, grid)
    return asked


def asked_modes(grid: Grid, survey_of: Mapping[str, Survey]) -> NDArray[np.float64]:
    """channel × mode: 1 where an answer given that way is asked for a comment."""
    asked = np.ones((len(grid.axes.channels), len(grid.axes.modes)))
    for place, channel in enumerate(grid.axes.channels):
        question = comment_question(survey_of[channel])
        for mode, has in ((KIOSK, question and question.kiosk), (KEYPAD, question and question.ivr)):
            asked[place, grid.axes.modes.index(mode)] = 1.0 if has else 0.0
        asked[place] *= question is not None
    return asked


def comment_question(survey: Survey) -> Question | None:
    return next((each for each in survey.questions if each.kind == "free_text"), None)


def _is_asked(
    survey: Survey, question: Question, channel: str, answers: Answers, rows: Integers, grid: Grid
) -> Flags:
    """Whether each of the rows was shown the question: its condition on the errand, and its answering mode."""
    says = answers.errands.says_district[rows]
    shown = [
        question in survey.shown({"channel": channel, "district": district}, {})
        for district in (None, grid.axes.districts[0])
    ]
    asked = np.where(says, shown[1], shown[0])
    for mode, has in ((KIOSK, question.kiosk), (KEYPAD, question.ivr)):
        if not has:
            asked = asked & (answers.mode[rows] != grid.axes.modes.index(mode))
    return asked


def _column(
    survey: Survey,
    question: Question,
    rows: Integers,
    answers: Answers,
    grid: Grid,
    plan: Plan,
    random: Random,
) -> Column:
    if not question.required:
        rows = rows[random.random(len(rows)) >= SKIPPED]
    overall = answers.overall[rows]
    if question.kind == "scale":
        points = overall if is_overall(survey, question) else _near(overall, random)
        return Column(survey, question, rows, np.ceil(points * question.points / 5).astype(np.int64))
    if question.kind == "yes_partly_no":
        speaks = question.measures == "language"
        yes = _understood(rows, answers, grid, plan) if speaks else np.array(YES)[overall - 1]
        scores = _three(yes, random)
    else:
        scores = 1 + random.integers(0, len(question.values), len(rows))
    words = YES_PARTLY_NO if question.kind == "yes_partly_no" else question.values
    return Column(survey, question, rows, scores, [words[score - 1] for score in scores.tolist()])


def is_overall(survey: Survey, question: Question) -> bool:
    """Whether satisfaction is measured by this question: the one that says so, otherwise the last scale."""
    scales = [each for each in survey.questions if each.kind == "scale"]
    named = [each for each in scales if each.measures == "overall"]
    return question is (named or scales)[-1]


def _near(overall: Integers, random: Random) -> Integers:
    return np.asarray(np.clip(overall + random.choice(DELTA[0], len(overall), p=DELTA[1]), 1, 5))


def _understood(rows: Integers, answers: Answers, grid: Grid, plan: Plan) -> NDArray[np.float64]:
    share = np.array([plan.language[word].understood for word in grid.axes.languages])
    return share[answers.errands.language[rows]]


def _three(yes: NDArray[np.float64], random: Random) -> Integers:
    """3 for yes, 2 for partly, 1 for no."""
    partly = random.random(len(yes)) < PARTLY
    return np.where(random.random(len(yes)) < yes, 3, np.where(partly, 2, 1))


def own_districts(answers: Answers, grid: Grid, random: Random) -> Integers:
    """The district each response counts in, as a position in `district_words`; NOWHERE where it is not known.

    Where the errand does not carry it the resident was asked: most name where they live, some live outside,
    will not say, or skip the question.
    """
    home = answers.errands.district
    chance = random.random(len(answers))
    beyond = len(grid.axes.districts) + random.integers(0, len(OUTSIDE_DISTRICTS), len(answers))
    asked = np.where(chance < SAYS_HOME, home, np.where(chance < 1 - SKIPPED, beyond, NOWHERE))
    return np.where(answers.errands.says_district, home, asked)


def district_words(grid: Grid) -> tuple[str, ...]:
    return (*grid.axes.districts, *OUTSIDE_DISTRICTS)
