"""Words to codes and back. A code, once given, means the same word for ever."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from feedback.database.engines import AnyEngine
from feedback.errors import SettingsError
from feedback.keys import random_id
from feedback.tables import Vocabulary as VocabularyTable
from survey_defs.municipality import Municipality
from survey_defs.survey import Survey

# Widths must match the packings in cells.py and funnel.py. Code 0 means "not known".
CAPACITY = {
    "district": 511,
    "channel": 15,
    "office": 127,
    "service": 511,
    "language": 31,
    "mode": 15,
    "question": 255,
}
MODES = (
    "sms_link",
    "e_mail_link",
    "qr_code",
    "kiosk",
    "embedded",
    "phone_keypad",
    "paper",
    "assisted",
    "letter_link",
)
OUTSIDE_DISTRICTS = ("outside", "unsaid")
RESPONSE = "response"  # the pseudo-question that counts whole responses


class Vocabulary:
    """An immutable pair of look-up tables."""

    def __init__(self, words: Iterable[tuple[str, str, int]]) -> None:
        self._codes: dict[str, dict[str, int]] = {name: {} for name in CAPACITY}
        self._values: dict[str, dict[int, str]] = {name: {} for name in CAPACITY}
        for dimension, value, code in words:
            self._codes[dimension][value] = code
            self._values[dimension][code] = value

    def code(self, dimension: str, value: str | None) -> int:
        """The code of a word; 0 for None. Raises KeyError for a word never registered."""
        return 0 if value is None else self._codes[dimension][value]

    def value(self, dimension: str, code: int) -> str | None:
        return None if code == 0 else self._values[dimension][code]

    def codes(self, dimension: str) -> Mapping[str, int]:
        return self._codes[dimension]

    def missing(self, wanted: Mapping[str, Iterable[str]]) -> list[tuple[str, str, int]]:
        """Words that have no code yet, each with the next free one."""
        new: list[tuple[str, str, int]] = []
        for dimension, values in wanted.items():
            known = self._codes[dimension]
            following = max(known.values(), default=0) + 1
            fresh = [value for value in dict.fromkeys(values) if value not in known]
            new += [(dimension, value, following + place) for place, value in enumerate(fresh)]
        return new


def words_of(municipality: Municipality, surveys: Iterable[Survey]) -> dict[str, list[str]]:
    """Every word the packed keys must be able to carry."""
    surveys = tuple(surveys)
    return {
        "district": [district.id for district in municipality.districts] + list(OUTSIDE_DISTRICTS),
        "channel": [channel.id for channel in municipality.channels],
        "office": [office.id for office in municipality.offices],
        "service": [service.id for service in municipality.services],
        "language": [language.code for language in municipality.languages]
        + [code for survey in surveys for code in survey.languages],
        "mode": list(MODES),
        "question": [RESPONSE]
        + [question_word(survey, question.id) for survey in surveys for question in survey.questions],
    }


def question_word(survey: Survey, question_id: str) -> str:
    """A question means the same in every version of its survey."""
    return f"{survey.id}.{question_id}"


async def load_vocabulary() -> Vocabulary:
    rows = await VocabularyTable.select(
        VocabularyTable.dimension, VocabularyTable.value, VocabularyTable.code
    )
    return Vocabulary((row["dimension"], row["value"], row["code"]) for row in rows)


async def registered_vocabulary(engine: AnyEngine, wanted: Mapping[str, Iterable[str]]) -> Vocabulary:
    """The vocabulary with every wanted word in it; new words are added for good."""
    known = await load_vocabulary()
    if not known.missing(wanted):
        return known
    async with engine.transaction():
        new = (await load_vocabulary()).missing(wanted)
        _check_capacity(new)
        rows = [VocabularyTable(id=random_id(), dimension=d, value=v, code=c) for d, v, c in new]
        for start in range(0, len(rows), 100):
            await VocabularyTable.insert(*rows[start : start + 100])
    return await load_vocabulary()


def _check_capacity(new: Iterable[tuple[str, str, int]]) -> None:
    for dimension, value, code in new:
        if code > CAPACITY[dimension]:
            raise SettingsError(
                f"There is no room for {value!r}: at most {CAPACITY[dimension]} words of {dimension} can ever be used."
            )
