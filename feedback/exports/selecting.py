"""A quarter's answers from the database, one row for each response, and what of it may be told."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field

from feedback.database.streaming import Moment
from feedback.exports.counted import Places
from feedback.exports.rosters import POOL, whole
from feedback.exports.settling import Settled
from feedback.exports.shuffling import Row
from feedback.exports.told import SMALLEST, Source, of_each, tellable, versions_may_stand
from feedback.exports.variables import Variable
from feedback.service import Service
from survey_defs.survey import Survey

_LIVE = "SELECT id + 0, district, channel, survey, version FROM response WHERE week BETWEEN ? AND ?"
LANGUAGE = "language"
Version = tuple[str, str]


@dataclass
class Slot:
    """What rows share: quarter, group and survey version; and what may be told of them. `place` is None where the
    place is blank. `answered` counts answers by variable over the whole group."""

    quarter: str
    version: str
    place: tuple[str, str] | None
    told: tuple[bool, ...]
    answered: list[int] = field(default_factory=list)

    @property
    def kept(self) -> tuple[bool, ...]:
        """The variables that stand: those that may be told, and that ten or more have answered."""
        return tuple(told and n >= SMALLEST for told, n in zip(self.told, self.answered, strict=True))


def pivot(answers: Sequence[Variable]) -> str:
    """A statement for a quarter's responses: the answers in columns, in the order of the variables, and the comment."""
    columns = "".join(f"MAX({_case(each)}), " for each in answers)
    return (
        f"SELECT r.id + 0, {columns}(SELECT c.text FROM comment c WHERE c.response = r.id) "
        "FROM response r LEFT JOIN answer a ON a.response = r.id WHERE r.week BETWEEN ? AND ? GROUP BY r.id"
    )


def _case(variable: Variable) -> str:
    survey, question, option = (each.replace("'", "''") for each in variable.source)
    where = f"a.question = '{question}' AND r.survey = '{survey}'"
    if option:
        # 1 where it was chosen, 0 where another option of the question was.
        return f"CASE WHEN {where} THEN CASE WHEN a.choice = '{option}' THEN 1 ELSE 0 END END"
    return f"CASE WHEN {where} THEN a.score END"


class Selected:
    """The rows of one quarter: (slot, answers …, comment)."""

    def __init__(
        self,
        service: Service,
        settled: Settled,
        answers: Sequence[Variable],
        slots: list[Slot],
        districts: frozenset[str] | None,
    ) -> None:
        self._service, self._settled, self._answers = service, settled, tuple(answers)
        self._slots, self._districts = slots, districts
        self._slot_of: dict[int, int] = {}

    async def rows(self, moment: Moment) -> AsyncIterator[list[Row]]:
        """A page at a time, in the order of random ids, which is not for anybody to see."""
        weeks = [self._settled.quarter.first_monday, self._settled.quarter.last_monday]
        await self._find(moment, weeks)
        if self._slot_of:
            async for page in moment.pages(pivot(self._answers), weeks):
                yield self._kept(page)

    async def _find(self, moment: Moment, weeks: Sequence[object]) -> None:
        """Which responses are in the file, and the slot of each."""
        places, plan, mark = Places(self._service), self._settled.plan, self._service.keys.export_mark
        live: list[tuple[int, str, int]] = []
        versions: dict[int, Version] = {}
        async for rows in moment.pages(_LIVE, weeks):
            for id, district, channel, survey, version in rows:
                group = places.group(plan, places.place(district, channel))
                if group is not None:
                    live.append((id, group, mark(id)))
                    versions[id] = survey, version
        groups = whole(self._settled.roster, live)
        self._number(groups, versions)

    def _number(self, groups: dict[int, str], versions: dict[int, Version]) -> None:
        counts = Counter((group, versions[id]) for id, group in groups.items())
        everywhere = sorted({version for _, version in counts})
        numbers = dict[tuple[str, Version], int]()
        for group in sorted({group for group, _ in counts}):
            if self._is_wanted(group):
                there = {version: n for (each, version), n in counts.items() if each == group}
                for version, slot in self._slots_of(group, there, everywhere).items():
                    numbers[group, version] = len(self._slots)
                    self._slots.append(slot)
        self._slot_of = {
            id: numbers[group, versions[id]] for id, group in groups.items() if self._is_wanted(group)
        }

    def _is_wanted(self, group: str) -> bool:
        """A manager gets the rows of her own districts and no others; what has no place is of others too."""
        return self._districts is None or (group != POOL and group.partition("|")[0] in self._districts)

    def _slots_of(
        self, group: str, there: dict[Version, int], everywhere: Sequence[Version]
    ) -> dict[Version, Slot]:
        """A slot for each version in a group. They count what was answered together."""
        is_pool = group == POOL
        stands = len(everywhere) == 1 if is_pool else versions_may_stand(there.values())
        if stands and not is_pool:
            sources = of_each(self._surveys(there))
        else:
            sources = tellable(self._surveys(everywhere if is_pool else there), place_stands=not is_pool)
        told = self._told(group, sources)
        answered = [0] * len(told)
        district, _, channel = group.partition("|")
        return {
            version: Slot(
                self._settled.plan.code,
                " ".join(version) if stands else "",
                None if is_pool else (district, channel),
                told,
                answered,
            )
            for version in there
        }

    def _surveys(self, versions: Sequence[Version] | dict[Version, int]) -> list[Survey]:
        return [self._service.catalogue.get(*version) for version in versions]

    def _told(self, group: str, sources: frozenset[Source]) -> tuple[bool, ...]:
        blank = group in self._settled.without_language
        answers = tuple(
            each.source[:2] in sources and not (blank and each.source[1] == LANGUAGE)
            for each in self._answers
        )
        # A comment can be read elsewhere with its place; beside answers without a place it would give them one.
        return (*answers, group != POOL)

    def _kept(self, page: Sequence[Row]) -> list[Row]:
        found = []
        slots, slot_of = self._slots, self._slot_of
        for id, *values in page:
            number = slot_of.pop(id, None)
            if number is not None:
                slot = slots[number]
                if slot.place is None:
                    values[-1] = None
                answered = slot.answered
                for place, value in enumerate(values):
                    if value is not None:
                        answered[place] += 1
                found.append((number, *values))
        return found
