"""One whole example, drawn in memory: errands with their fates, answers and comments. Pure; no database, no clock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from feedback.example.calendar_weeks import Weeks, weeks_until
from feedback.example.drawing import Errands, Fates, Integers, draw_errands, draw_fates
from feedback.example.grid import Grid, axes_of, grid_of
from feedback.example.plan import Plan, plan_for
from feedback.example.scores import (
    Answers,
    Column,
    asked_for_comment,
    columns,
    district_words,
    draw_answers,
    own_districts,
)
from feedback.example.writing import Comment, Redact, write_comments
from survey_defs.catalogue import Catalogue, NoSurveyApplies
from survey_defs.municipality import Municipality
from survey_defs.survey import Survey


@dataclass(frozen=True)
class Sample:
    """Everything that is seeded, and the plan it follows. `district` is where each answer counts."""

    municipality: Municipality
    plan: Plan
    grid: Grid
    weeks: Weeks
    survey_of: Mapping[str, Survey]
    errands: Errands
    fates: Fates
    answers: Answers
    district: Integers
    columns: tuple[Column, ...]
    comments: tuple[Comment, ...]

    @property
    def district_words(self) -> tuple[str, ...]:
        return district_words(self.grid)


def surveys_of(municipality: Municipality, catalogue: Catalogue, today: date) -> dict[str, Survey]:
    """The survey of each channel that has one, as it applies today; the history is told with these."""
    found = {}
    for channel in municipality.channels:
        try:
            found[channel.id] = catalogue.for_channel(channel.id, today)
        except NoSurveyApplies:
            continue  # a channel nobody is asked about has no history
    return found


def draw_sample(
    municipality: Municipality,
    survey_of: Mapping[str, Survey],
    today: date,
    seed: int,
    redact: Redact,
    scale: float = 1.0,
) -> Sample:
    """The same sample for the same municipality, surveys, day, seed and scale."""
    plan = plan_for(municipality)
    axes = axes_of(municipality, survey_of)
    grid = grid_of(plan, municipality, axes, scale)
    weeks = weeks_until(today, plan, axes.services)
    # A stream of its own for each step, so that a change in one leaves the others as they were.
    of_errands, of_fates, of_answers, of_rest, of_comments = np.random.default_rng(seed).spawn(5)
    errands = draw_errands(grid, weeks, plan, municipality, of_errands)
    fates = draw_fates(errands, grid, weeks, plan, of_fates)
    offered = list(dict.fromkeys(code for survey in survey_of.values() for code in survey.languages))
    answers = draw_answers(errands.chosen(fates.answered), grid, weeks, plan, offered, of_answers)
    asked = asked_for_comment(answers, grid, survey_of)
    told = weeks.in_closed_year[answers.errands.week]
    return Sample(
        municipality=municipality,
        plan=plan,
        grid=grid,
        weeks=weeks,
        survey_of=survey_of,
        errands=errands,
        fates=fates,
        answers=answers,
        district=own_districts(answers, grid, of_rest),
        columns=tuple(columns(answers, grid, plan, survey_of, of_rest)),
        comments=tuple(
            write_comments(answers, plan, municipality, axes, asked, told, survey_of, of_comments, redact)
        ),
    )
