"""The comments of the example: who writes one, about what, in which language, and what is left after redaction."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from random import Random

import numpy as np

from feedback.example.comments import Part, Setting, Voice, comment, voices, with_personal_data
from feedback.example.drawing import Flags
from feedback.example.grid import Axes
from feedback.example.plan import SENTIMENTS, Plan
from feedback.example.scores import Answers, comment_question
from feedback.example.themes import NO_THEME, DrawnThemes, chances_of, draw_themes
from survey_defs.municipality import Municipality
from survey_defs.questions import Question
from survey_defs.survey import Survey

Redact = Callable[[str, Collection[str]], str]
OWN_LANGUAGE = 0.8  # of those whose errand is in another language: write in it
ELSEWHERE_ENGLISH = 0.3  # of the others among them


@dataclass(frozen=True)
class Comment:
    """One free text answer: whose (a position among the answers), to which question, and what it is truly about."""

    row: int
    question: Question
    text: str
    themes: tuple[str, ...]


@dataclass(frozen=True)
class Writers:
    """What composing needs to know of the municipality."""

    axes: Axes
    places: Sequence[str]  # districts' names
    matters: Sequence[str]  # services' names
    default_language: str

    @classmethod
    def of(cls, municipality: Municipality, axes: Axes) -> Writers:
        language = municipality.default_language
        return cls(
            axes,
            [municipality.name("district", word, language) for word in axes.districts],
            [municipality.name("service", word, language).lower() for word in axes.services],
            language,
        )

    def setting(self, answers: Answers, row: int) -> Setting:
        errands = answers.errands
        service = int(errands.service[row])
        return Setting(
            place=self.places[int(errands.district[row])],
            service=self.axes.services[service],
            matter=self.matters[service],
            score=int(answers.overall[row]),
        )


def write_comments(
    answers: Answers,
    plan: Plan,
    municipality: Municipality,
    axes: Axes,
    asked: Flags,
    told: Flags,
    survey_of: Mapping[str, Survey],
    numbers: np.random.Generator,
    redact: Redact,
) -> list[Comment]:
    """Every comment, redacted as the answering side does before it stores. `told`: answers figures are shown of."""
    share = np.array([plan.channel[word].comment for word in axes.channels])[answers.errands.channel]
    who = np.flatnonzero(asked & (numbers.random(len(answers)) < share))
    chances = chances_of(plan, municipality, axes)
    drawn = draw_themes(chances, answers, who, told[who], numbers)
    random = Random(
        int(numbers.integers(2**63))
    )  # sentences are chosen one by one; this is the quicker one for that
    writers = Writers.of(municipality, axes)
    found = []
    for place, row in enumerate(who.tolist()):
        parts = _parts(drawn, chances.themes, place)
        question = comment_question(survey_of[axes.channels[int(answers.errands.channel[row])]])
        if question is not None:
            text = _text(writers, answers, row, parts, plan.personal_data, random)
            redacted = redact(text, question.redact)[: question.max_length]
            found.append(Comment(row, question, redacted, tuple(part.theme for part in parts)))
    return found


def _parts(drawn: DrawnThemes, themes: tuple[str, ...], place: int) -> list[Part]:
    pairs = (
        (int(drawn.first[place]), int(drawn.first_mood[place])),
        (int(drawn.second[place]), int(drawn.second_mood[place])),
    )
    return [Part(themes[theme], SENTIMENTS[mood]) for theme, mood in pairs if theme != NO_THEME]


def _text(
    writers: Writers, answers: Answers, row: int, parts: list[Part], personal: float, random: Random
) -> str:
    spoken = writers.axes.languages[int(answers.errands.language[row])]
    voice = _voice(spoken, parts, writers.default_language, random)
    text = comment(voice, parts, writers.setting(answers, row), random)
    return with_personal_data(text, voice, random) if parts and random.random() < personal else text


def _voice(spoken: str, parts: list[Part], default: str, random: Random) -> Voice:
    """The resident's own language where it can say this; otherwise the municipality's, or English now and then."""
    known = voices()
    home = known.get(default) or known["sv"]
    if spoken == default:
        return home
    wanted = (
        spoken if random.random() < OWN_LANGUAGE else "en" if random.random() < ELSEWHERE_ENGLISH else default
    )
    voice = known.get(wanted, home)
    return voice if all(map(voice.can_say, parts)) else home
