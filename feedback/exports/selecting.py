"""Answers from the database, one row for each response, and what of it may be told.

The responses are read twice, each time in the order of their random ids: first where they belong, kept in a few
bytes each, then what was answered. So a million need little memory, and no order of theirs is seen by anybody.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from feedback.database.streaming import Moment
from feedback.exports.counted import Places
from feedback.exports.rosters import POOL
from feedback.exports.settling import ALSO_PUBLISHED, Settled, within
from feedback.exports.shuffling import Row
from feedback.exports.told import SMALLEST, Source, of_each, tellable, versions_may_stand
from feedback.exports.variables import Variable
from feedback.quarters import quarter_of
from feedback.service import Service
from survey_defs.survey import Survey

NOWHERE = 0  # the slot of what is in no file
Version = tuple[str, str]
Kind = tuple[int, str, Version]  # the number of a settled quarter, the group, the survey version


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


def pivot(answers: Sequence[Variable], weeks: str) -> str:
    """A statement for responses: the answers in columns, in the order of the variables, and the comment."""
    columns = "".join(f"MAX({_case(each)}), " for each in answers)
    return (
        f"SELECT r.id + 0, {columns}(SELECT c.text FROM comment c WHERE c.response = r.id) "
        f"FROM response r LEFT JOIN answer a ON a.response = r.id WHERE {weeks} GROUP BY r.id ORDER BY r.id"
    )


def _case(variable: Variable) -> str:
    survey, question, option = (each.replace("'", "''") for each in variable.source)
    where = f"a.question = '{question}' AND r.survey = '{survey}'"
    if option:
        # 1 where it was chosen, 0 where another option of the question was.
        return f"CASE WHEN {where} THEN CASE WHEN a.choice = '{option}' THEN 1 ELSE 0 END END"
    return f"CASE WHEN {where} THEN a.score END"


class Selected:
    """The rows of some quarters: (slot, answers …, comment). `slots` are known when all rows are read."""

    def __init__(
        self,
        service: Service,
        settled: Sequence[Settled],
        answers: Sequence[Variable],
        districts: frozenset[str] | None,
    ) -> None:
        self._service, self._settled, self._answers = service, tuple(settled), tuple(answers)
        self._districts = districts
        nothing = Slot("", "", None, (False,) * (len(self._answers) + 1), [0] * (len(self._answers) + 1))
        self.slots: list[Slot] = [nothing]
        self._ids, self._slot_of = array("q"), array("H")
        self._at = 0

    @property
    def number(self) -> int:
        """How many responses are looked through."""
        return len(self._ids)

    async def rows(self, moment: Moment) -> AsyncIterator[list[Row]]:
        weeks, given = within(each.quarter for each in self._settled)
        belonging = _Belonging(self._service, self._settled)
        sql = (
            "SELECT r.id + 0, CAST(r.week AS TEXT), r.district, r.channel, r.survey, r.version "
            f"FROM response r WHERE {weeks} ORDER BY r.id"
        )
        async for page in moment.pages(sql, given):
            belonging.add(page)
        self._number(belonging)
        async for page in moment.pages(pivot(self._answers, weeks), given):
            yield self._kept(page)

    def _number(self, belonging: _Belonging) -> None:
        """A slot for each response whose block is whole."""
        counts = belonging.whole()
        numbers: dict[Kind, int] = {}
        for quarter, settled in enumerate(self._settled):
            here = {(group, version): n for (each, group, version), n in counts.items() if each == quarter}
            everywhere = sorted({version for _, version in here})
            for group in sorted({group for group, _ in here}):
                if self._is_wanted(group):
                    there = {version: n for (each, version), n in here.items() if each == group}
                    for version, slot in self._slots_of(settled, group, there, everywhere).items():
                        numbers[quarter, group, version] = len(self.slots)
                        self.slots.append(slot)
        self._ids, self._slot_of = belonging.ids, belonging.numbered(numbers)

    def _is_wanted(self, group: str) -> bool:
        """A manager gets the rows of her own districts and no others; what has no place is of others too."""
        return self._districts is None or (group != POOL and group.partition("|")[0] in self._districts)

    def _slots_of(
        self, settled: Settled, group: str, there: dict[Version, int], everywhere: Sequence[Version]
    ) -> dict[Version, Slot]:
        """A slot for each version in a group. They count what was answered together."""
        is_pool = group == POOL
        stands = len(everywhere) == 1 if is_pool else versions_may_stand(there.values())
        if stands and not is_pool:
            sources = of_each(self._surveys(there))
        else:
            sources = tellable(self._surveys(everywhere if is_pool else there), place_stands=not is_pool)
        told = self._told(settled, group, sources)
        answered = [0] * len(told)
        district, _, channel = group.partition("|")
        return {
            version: Slot(
                settled.plan.code,
                " ".join(version) if stands else "",
                None if is_pool else (district, channel),
                told,
                answered,
            )
            for version in there
        }

    def _surveys(self, versions: Iterable[Version]) -> list[Survey]:
        return [self._service.catalogue.get(*version) for version in versions]

    def _told(self, settled: Settled, group: str, sources: frozenset[Source]) -> tuple[bool, ...]:
        blank = group in settled.without_language
        answers = tuple(
            each.source[:2] in sources and not (blank and each.source[1] == ALSO_PUBLISHED)
            for each in self._answers
        )
        # A comment can be read elsewhere with its place; beside answers without a place it would give them one.
        return (*answers, group != POOL)

    def _kept(self, page: Sequence[Row]) -> list[Row]:
        found: list[Row] = []
        ids, slot_of, at = self._ids, self._slot_of, self._at
        for id, *values in page:
            assert ids[at] == id  # both are read in this order, at one moment
            number = slot_of[at]
            at += 1
            if number != NOWHERE:
                slot = self.slots[number]
                if slot.place is None:
                    values[-1] = None
                answered = slot.answered
                for place, value in enumerate(values):
                    if value is not None:
                        answered[place] += 1
                found.append((number, *values))
        self._at = at
        return found


class _Belonging:
    """Where each response belongs: its kind and its block, in eight bytes beside its id."""

    def __init__(self, service: Service, settled: Sequence[Settled]) -> None:
        self.ids = array("q")
        self._kinds, self._blocks = array("H"), array("i")
        self._number_of: dict[tuple[str, ...], int] = {}
        self._known: list[Kind | None] = []
        self._is_whole: set[tuple[int, int]] = set()
        self._settled, self._places, self._mark = settled, Places(service), service.keys.export_mark
        self._quarters = {each.plan.code: number for number, each in enumerate(settled)}

    def add(self, page: Iterable[Row]) -> None:
        number_of, known = self._number_of, self._known
        for id, *words in page:
            key = tuple(words)
            number = number_of.get(key)
            if number is None:
                number = number_of[key] = len(known)
                known.append(self._kind(*words))
            kind = known[number]
            block = -1
            if kind is not None:
                blocks = self._settled[kind[0]].roster.get(kind[1])
                found = blocks.block(self._mark(id)) if blocks is not None else None
                block = -1 if found is None else found
            self.ids.append(id)
            self._kinds.append(number)
            self._blocks.append(block)

    def whole(self) -> Counter[Kind]:
        """How many of each kind are in blocks that are as they were; the others are forgotten."""
        sizes: Counter[tuple[int, str, int]] = Counter()
        both: Counter[tuple[int, int]] = Counter(zip(self._kinds, self._blocks, strict=True))
        for (number, block), n in both.items():
            kind = self._known[number]
            if kind is not None and block >= 0:
                sizes[kind[0], kind[1], block] += n
        counts: Counter[Kind] = Counter()
        for (number, block), n in both.items():
            kind = self._known[number]
            if kind is None or block < 0:
                continue
            if sizes[kind[0], kind[1], block] == self._settled[kind[0]].roster[kind[1]].size(block):
                self._is_whole.add((number, block))
                counts[kind] += n
        return counts

    def numbered(self, numbers: dict[Kind, int]) -> array[int]:
        """The slot of each response, NOWHERE for those in no file."""
        of_kind = [NOWHERE if kind is None else numbers.get(kind, NOWHERE) for kind in self._known]
        is_whole = self._is_whole
        return array(
            "H",
            (
                of_kind[number] if (number, block) in is_whole else NOWHERE
                for number, block in zip(self._kinds, self._blocks, strict=True)
            ),
        )

    def _kind(self, week: str, district: str | None, channel: str, survey: str, version: str) -> Kind | None:
        quarter = self._quarters.get(quarter_of(date.fromisoformat(week)).code)
        if quarter is None:
            return None
        group = self._places.group(self._settled[quarter].plan, self._places.place(district, channel))
        return None if group is None else (quarter, group, (survey, version))
