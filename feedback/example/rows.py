"""The sample as rows of the tables: responses, answers, cube and funnel, with random ids that the seed decides. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from feedback.cells import CELLS
from feedback.database.statements import Row
from feedback.example.calendar_weeks import Weeks
from feedback.example.drawing import NOWHERE, Errands, Integers, Random
from feedback.example.grid import Axes
from feedback.example.sample import Sample
from feedback.example.scores import KIOSK
from feedback.funnel import FUNNEL, Stage
from feedback.packing import Packing, week_number
from feedback.vocabulary import RESPONSE, Vocabulary, question_word

PAPER = "paper"
HASH_BYTES = 16  # as long as the hash of a receipt code; nobody holds a code that leads to these
STAGES = {
    Stage.NO_CONTACT: "no_contact",
    Stage.OPTED_OUT: "opted_out",
    Stage.SAMPLED_OUT: "sampled_out",
    Stage.QUARANTINED: "quarantined",
    Stage.INVITED: "invited",
    Stage.DELIVERED: "delivered",
    Stage.FAILED: "failed",
    Stage.REMINDED: "reminded",
    Stage.STARTED: "started",
    Stage.ANSWERED: "answered",
    Stage.EXPIRED: "expired",
}


@dataclass(frozen=True)
class SeedRows:
    """What is written, in the order of the tables' columns, each list sorted by its key."""

    responses: list[Row]
    answers: list[Row]
    cells: list[Row]
    funnel: list[Row]
    comment_ids: dict[int, int]


def rows_of(sample: Sample, vocabulary: Vocabulary, seed: int) -> SeedRows:
    """The rows of a sample; the same for the same sample, vocabulary and seed."""
    of_responses, of_answers = np.random.default_rng([seed, 1]).spawn(2)
    response_ids = _ids(len(sample.answers), of_responses)
    answers, comment_ids = _answers(sample, response_ids, of_answers)
    return SeedRows(
        responses=sorted(_responses(sample, response_ids, of_responses)),
        answers=sorted(answers, key=lambda row: row[0]),
        cells=cells_of(sample, vocabulary),
        funnel=funnel_of(sample, vocabulary),
        comment_ids=comment_ids,
    )


def _ids(count: int, random: Random) -> list[int]:
    """Random ids without repeats, from the whole range of random_id()."""
    ids = random.integers(1, 2**63 - 1, size=count, dtype=np.int64)
    if len(np.unique(ids)) < count:
        return _ids(count, random)
    return ids.tolist()  # type: ignore[no-any-return]


def _responses(sample: Sample, ids: Sequence[int], random: Random) -> Iterator[Row]:
    answers, axes = sample.answers, sample.grid.axes
    errands = answers.errands
    offices = [office.id for office in sample.municipality.offices]
    surveys = [sample.survey_of[word] for word in axes.channels]
    receipts = random.bytes(HASH_BYTES * len(answers))
    table = zip(
        ids,
        errands.week.tolist(),
        errands.channel.tolist(),
        errands.office.tolist(),
        errands.service.tolist(),
        sample.district.tolist(),
        answers.language.tolist(),
        answers.mode.tolist(),
        strict=True,
    )
    for place, (id, week, channel, office, service, district, language, mode) in enumerate(table):
        survey = surveys[channel]
        yield (
            id,
            survey.id,
            survey.version,
            axes.channels[channel],
            _word(offices, office),
            axes.services[service],
            _word(sample.district_words, district),
            answers.languages[language],
            axes.modes[mode],
            _layout(survey.layout, axes.modes[mode]),
            sample.weeks.mondays[week],
            receipts[HASH_BYTES * place : HASH_BYTES * (place + 1)].hex(),
        )


def _word(words: Sequence[str], place: int) -> str | None:
    return None if place == NOWHERE else words[place]


def _layout(layout: str, mode: str) -> str:
    """A tablet at the counter and paper have layouts of their own."""
    return mode if mode in (KIOSK, PAPER) else layout


def _answers(sample: Sample, responses: Sequence[int], random: Random) -> tuple[list[Row], dict[int, int]]:
    rows: list[Row] = []
    for column in sample.columns:
        choices: Sequence[str | None] = column.choices or [None] * len(column.rows)
        of = zip(
            _ids(len(column.rows), random),
            column.rows.tolist(),
            column.scores.tolist(),
            choices,
            strict=True,
        )
        name = column.question.id
        rows += [(id, responses[row], name, score, choice, None) for id, row, score, choice in of]
    ids = _ids(len(sample.comments), random)
    rows += [
        (id, responses[each.row], each.question.id, None, None, each.text)
        for id, each in zip(ids, sample.comments, strict=True)
    ]
    return rows, dict(enumerate(ids))


def cells_of(sample: Sample, vocabulary: Vocabulary) -> list[Row]:
    """The cube's rows, packed all at once: the same keys as cells.cell_keys gives one by one."""
    base = _base(CELLS, vocabulary, sample.weeks, sample.grid.axes, sample, sample.answers.errands)
    base |= _code(vocabulary, "district", sample.district_words, sample.district) << CELLS.shift["district"]
    languages, modes = sample.answers.languages, sample.grid.axes.modes
    base |= _code(vocabulary, "language", languages, sample.answers.language) << CELLS.shift["language"]
    base |= _code(vocabulary, "mode", modes, sample.answers.mode) << CELLS.shift["mode"]
    shift = CELLS.shift["question"]
    keys = [base | (vocabulary.code("question", RESPONSE) << shift) | 1]
    for column in sample.columns:
        word = question_word(column.survey, column.question.id)
        keys.append(base[column.rows] | (vocabulary.code("question", word) << shift) | column.scores)
    return _counted(np.concatenate(keys))


def funnel_of(sample: Sample, vocabulary: Vocabulary) -> list[Row]:
    """The funnel's rows. Every errand as closed, and in each stage it came to; by what the errand says, as the running service counts."""
    errands, axes = sample.errands, sample.grid.axes
    base = _base(FUNNEL, vocabulary, sample.weeks, axes, sample, errands)
    said = np.where(errands.says_district, errands.district, NOWHERE)
    base |= _code(vocabulary, "district", axes.districts, said) << FUNNEL.shift["district"]
    base |= _code(vocabulary, "language", axes.languages, errands.language) << FUNNEL.shift["language"]
    keys = [base | int(Stage.CLOSED)]
    keys += [base[getattr(sample.fates, name)] | int(stage) for stage, name in STAGES.items()]
    return _counted(np.concatenate(keys))


def _base(
    packing: Packing, vocabulary: Vocabulary, weeks: Weeks, axes: Axes, sample: Sample, errands: Errands
) -> Integers:
    """What cube and funnel have in common: week, channel, office, service."""
    offices = [office.id for office in sample.municipality.offices]
    numbers = np.array([week_number(monday) for monday in weeks.mondays], dtype=np.int64)
    key: Any = numbers[errands.week] << packing.shift["week"]
    key |= _code(vocabulary, "channel", axes.channels, errands.channel) << packing.shift["channel"]
    key |= _code(vocabulary, "office", offices, errands.office) << packing.shift["office"]
    key |= _code(vocabulary, "service", axes.services, errands.service) << packing.shift["service"]
    return key  # type: ignore[no-any-return]


def _code(vocabulary: Vocabulary, dimension: str, words: Sequence[str], places: Integers) -> Any:
    """The vocabulary's codes of positions in `words`; 0, not known, for NOWHERE."""
    codes = np.array([*(vocabulary.code(dimension, word) for word in words), 0], dtype=np.int64)
    return codes[places]  # NOWHERE is -1: the last entry


def _counted(keys: Integers) -> list[Row]:
    found, counts = np.unique(keys, return_counts=True)
    return list(zip(found.tolist(), counts.tolist(), strict=True))
