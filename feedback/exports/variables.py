"""The columns of an export: names, labels and values. What the codebook, every format and the rows agree on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from survey_defs.municipality import Municipality
from survey_defs.questions import Question
from survey_defs.survey import Survey
from survey_defs.texts import text_in

Kind = Literal["row", "quarter", "version", "district", "channel", "score", "tick", "comment"]
SCORED = ("scale", "single_choice", "yes_partly_no")
UNKNOWN = "unknown"  # a district outside the municipality's own, or none said
LANGUAGE = "sv"
_RESERVED = {"all", "and", "by", "eq", "ge", "gt", "le", "lt", "ne", "not", "or", "to", "with"}  # by SPSS
_AGREEMENT = {"yes": 3, "partly": 2, "no": 1}
_LONGEST = 64


@dataclass(frozen=True, slots=True)
class Variable:
    """One column. `values` are pairs of what stands in a cell and what it means; a score's are whole numbers.
    `source` is the survey's id, the question's and, where several may be chosen, the option's."""

    name: str
    kind: Kind
    label: str
    values: tuple[tuple[str, str], ...] = ()
    source: tuple[str, str, str] = ("", "", "")

    @property
    def is_number(self) -> bool:
        return self.kind in ("row", "score", "tick")

    @property
    def is_answer(self) -> bool:
        """Whether it is blank where a question is not told; the comment among them."""
        return self.kind in ("score", "tick", "comment")


ROW = Variable("row", "row", "Radens nummer: slumpat för varje fil, pekar inte på någon och återkommer inte")
QUARTER = Variable("quarter", "quarter", "Stängt kvartal då ärendet avslutades")
VERSION = Variable("survey_version", "version", "Enkät och version; tomt där den kunde peka ut få svar")
COMMENT = Variable("comment", "comment", "Kommentaren som personalen får läsa den, utan namn och adresser")


def variables(municipality: Municipality, surveys: Iterable[Survey]) -> tuple[Variable, ...]:
    """Every column, in the order of the file. They follow from the definitions, never from what was answered."""
    taken: set[str] = set()
    districts = tuple(
        (each.id, municipality.name("district", each.id, LANGUAGE)) for each in municipality.districts
    )
    channels = tuple(
        (each.id, municipality.name("channel", each.id, LANGUAGE)) for each in municipality.channels
    )
    fixed = (
        ROW,
        QUARTER,
        VERSION,
        Variable(
            "district",
            "district",
            "Kommundel; tomt där kvartalets siffra för kommundel och kanal är dold",
            (*districts, (UNKNOWN, "Annan eller okänd kommundel")),
        ),
        Variable(
            "channel",
            "channel",
            "Kanal; tomt där kvartalets siffra för kommundel och kanal är dold",
            channels,
        ),
    )
    taken |= {each.name for each in (*fixed, COMMENT)}
    return (*fixed, *_answers(tuple(surveys), taken), COMMENT)


def _answers(surveys: tuple[Survey, ...], taken: set[str]) -> Iterator[Variable]:
    """A column for each question with a score, and for each option where several may be chosen; the newest
    version's words. Where the resident lives is told by the district alone; free text by the comment."""
    latest: dict[tuple[str, str], tuple[Survey, Question]] = {}
    options: dict[tuple[str, str], dict[str, None]] = {}
    for survey in surveys:  # the oldest first
        for question in survey.questions:
            key = survey.id, question.id
            latest[key] = survey, question
            options.setdefault(key, {}).update(dict.fromkeys(question.values))
    several = len({survey.id for survey in surveys}) > 1
    for (survey_id, id), (survey, question) in latest.items():
        name = f"{survey_id}_{id}" if several else id
        label = text_in(question.texts, LANGUAGE, survey.source)
        if question.kind in SCORED:
            yield Variable(
                _free(name, taken), "score", label, tuple(_scores(survey, question)), (survey_id, id, "")
            )
        elif question.kind == "multiple_choice":
            words = dict(question.options(LANGUAGE, survey.source))
            for option in options[survey_id, id]:
                yield Variable(
                    _free(f"{name}_{option}", taken),
                    "tick",
                    f"{label} {words.get(option, option)}",
                    (("0", "Inte valt"), ("1", "Valt")),
                    (survey_id, id, option),
                )


def _scores(survey: Survey, question: Question) -> Iterator[tuple[str, str]]:
    """The numbers as they are stored, see `survey_defs.questions.score_of`; the lowest first."""
    pairs = []
    for place, (value, word) in enumerate(question.options(LANGUAGE, survey.source), 1):
        number = _AGREEMENT.get(value, place) if question.kind == "yes_partly_no" else place
        pairs.append((number, word or str(number)))
    yield from ((str(number), word) for number, word in sorted(pairs))


def _free(wanted: str, taken: set[str]) -> str:
    """A name that SPSS accepts too, and that no other column has."""
    name = re.sub(r"[^a-z0-9_]", "_", wanted.lower())[: _LONGEST - 4]
    if not name[:1].isalpha() or name in _RESERVED:
        name = f"q_{name}"
    found, number = name, 2
    while found in taken:
        found, number = f"{name}_{number}", number + 1
    taken.add(found)
    return found


def values_of(variable: Variable) -> Mapping[str, str]:
    return dict(variable.values)
