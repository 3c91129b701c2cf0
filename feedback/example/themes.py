"""What comments are about: chances of each theme by place and mood, drawn themes, and the planted links."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from feedback.example.drawing import Flags, Integers, Random, Yardstick, drawn_by, typical
from feedback.example.grid import Axes, Floats, offices_in
from feedback.example.plan import SENTIMENTS, Plan, ThemePlan
from feedback.example.scores import Answers
from survey_defs.municipality import Municipality

NOISE = "noise"
HAPPY = (0.03, 0.07, 0.35, 0.82, 0.96)  # by overall score: the first thing said is praise
FLIP = 0.5  # of second themes are of the other mood
NEGATIVE, POSITIVE = 0, 1
NO_THEME = -1
LIMIT, CELL_LIMIT, TRIES = (
    1.7,
    2.2,
    200,
)  # standard errors (of a district, and in one channel), rounds; see drawing.typical


@dataclass(frozen=True)
class ThemeChances:
    """`chances` is mood × D C S L × theme, each a share of 1."""

    themes: tuple[str, ...]
    chances: Floats
    second: float
    noise: float

    def named(self, happy: Floats, at: tuple[Integers, ...] | tuple[slice, ...]) -> Floats:
        """The chance that a comment of this place and mood touches on each theme, as its first or its second."""
        touched = np.zeros((*happy.shape, len(self.themes)))
        for mood, weight in ((NEGATIVE, 1 - happy), (POSITIVE, happy)):
            first, other = self.chances[mood][at], self.chances[1 - mood][at]
            later = self.second * ((1 - FLIP) * first + FLIP * other)
            touched += weight[..., None] * (1 - (1 - first) * (1 - later))
        return (1 - self.noise) * touched


@dataclass(frozen=True)
class DrawnThemes:
    """Two themes and their moods per comment; NO_THEME in both places is noise, in the second one theme only."""

    first: Integers
    first_mood: Integers
    second: Integers
    second_mood: Integers

    def touches(self, theme: int) -> NDArray[np.bool_]:
        return np.asarray((self.first == theme) | (self.second == theme))

    def with_new(self, entries: Integers, new: DrawnThemes) -> DrawnThemes:
        """The same with the entries named taken from `new`."""
        columns = {each.name: getattr(self, each.name).copy() for each in fields(self)}
        for name, column in columns.items():
            column[entries] = getattr(new, name)
        return DrawnThemes(**columns)


def chances_of(plan: Plan, municipality: Municipality, axes: Axes) -> ThemeChances:
    """The plan's weights as chances."""
    themes = tuple(word for word in plan.theme if word != NOISE)
    shape = (2, len(axes.districts), len(axes.channels), len(axes.services), len(axes.languages), len(themes))
    weights = np.zeros(shape)
    for place, word in enumerate(themes):
        weights[..., place] = _weights(plan.theme[word], municipality, axes)
    for link in plan.theme_link:
        if link.channel is not None and link.channel not in axes.channels:
            continue  # a channel nobody is asked about
        where = (NEGATIVE, axes.district(link.district), _at(axes, link.channel))
        weights[(*where, ..., themes.index(link.theme))] *= link.times
    total = weights.sum(axis=-1, keepdims=True)
    return ThemeChances(themes, weights / np.where(total > 0, total, 1), plan.second_theme, plan.noise)


def _at(axes: Axes, channel: str | None) -> slice | int:
    return axes.channel(channel) if channel else slice(None)


def _weights(theme: ThemePlan, municipality: Municipality, axes: Axes) -> Floats:
    """mood × D C S L."""
    by_channel = np.array(
        [_of_moods(theme, theme.channels.get(word, {})) for word in axes.channels]
    )  # C mood
    by_service = np.array([theme.services.get(word, 1.0) for word in axes.services])
    foreign = [1.0 if word == axes.default_language else theme.other_languages for word in axes.languages]
    offices = np.array([_office_moods(theme, municipality, word) for word in axes.districts])  # D mood
    weights: Floats = np.einsum("cm,s,l,dm->mdcsl", by_channel, by_service, np.array(foreign), offices)
    for word, moods in theme.only_services.items():
        if word in axes.services:
            weights[:, :, :, axes.services.index(word)] = np.array(_of_moods(theme, moods))[
                :, None, None, None
            ]
    return weights


def _of_moods(theme: ThemePlan, special: Mapping[str, float]) -> list[float]:
    return [special.get(mood, getattr(theme, mood)) for mood in SENTIMENTS]


def _office_moods(theme: ThemePlan, municipality: Municipality, district: str) -> list[float]:
    if not theme.by_office:
        return [1.0, 1.0]
    return [0.0, 1.0] if offices_in(municipality, district) else [1.0, 0.0]


def places(answers: Answers) -> tuple[Integers, ...]:
    errands = answers.errands
    return errands.district, errands.channel, errands.service, errands.language


def draw_themes(
    chances: ThemeChances, answers: Answers, who: Integers, told: Flags, random: Random
) -> DrawnThemes:
    """Themes of the comments of the answers at `who`; a draw with an accidental theme × district link, or with one
    in a district's channel among the comments `told` of, is drawn again."""
    at = tuple(axis[who] for axis in places(answers))
    happy = np.array(HAPPY)[answers.overall[who] - 1]
    expected = chances.named(happy, at)
    channels = int(at[1].max(initial=0)) + 1
    cell = at[0] * channels + at[1]
    cells = [Yardstick.of(each, cell, told, CELL_LIMIT) for each in expected.T]
    districts = [
        Yardstick.of(each, at[0], where, LIMIT) for where in (np.ones_like(told), told) for each in expected.T
    ]

    def deviations(drawn: DrawnThemes) -> Floats:
        """Of each cell: its own, or its district's where that is worse."""
        touched = [drawn.touches(theme) for theme in range(len(chances.themes))]
        own = np.max([each.deviation(found) for each, found in zip(cells, touched, strict=True)], axis=0)
        of = np.max(
            [each.deviation(found) for each, found in zip(districts, [*touched, *touched], strict=True)],
            axis=0,
        )
        return np.asarray(np.maximum(own, np.repeat(of, channels)[: len(own)]))

    return typical(
        lambda entries: _draw(chances, tuple(axis[entries] for axis in at), happy[entries], random),
        deviations,
        DrawnThemes.with_new,
        cell,
        TRIES,
    )


def _draw(chances: ThemeChances, at: tuple[Integers, ...], happy: Floats, random: Random) -> DrawnThemes:
    count = len(happy)
    mood = (random.random(count) < happy).astype(np.int64)
    other = np.where(random.random(count) < FLIP, 1 - mood, mood)
    first = _theme(chances, mood, at, random)
    second = _theme(chances, other, at, random)
    says_more = (random.random(count) < chances.second) & (second != first)
    noise = random.random(count) < chances.noise
    return DrawnThemes(
        np.where(noise, NO_THEME, first), mood, np.where(noise | ~says_more, NO_THEME, second), other
    )


def _theme(chances: ThemeChances, mood: Integers, at: tuple[Integers, ...], random: Random) -> Integers:
    return drawn_by(chances.chances[(mood, *at)], random)
