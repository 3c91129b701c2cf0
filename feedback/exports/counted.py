"""A quarter's counts by group: as they were closed, and as the cube has them now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from feedback.cells import CELLS
from feedback.database.streaming import Moment
from feedback.exports.plan import Place, QuarterPlan
from feedback.exports.rosters import POOL, group_of
from feedback.exports.variables import UNKNOWN
from feedback.quarters import Quarter
from feedback.service import Service

Counts = dict[str, Counter[tuple[int, int]]]  # group → (question's code, score) → answers
_ASKED = CELLS.mask("district", "channel", "question", "score")
_LIVE = (
    f"SELECT (key & {_ASKED}) AS alike, CAST(SUM(n) AS BIGINT) AS n FROM cell "
    f"WHERE key BETWEEN ? AND ? AND n > 0 GROUP BY (key & {_ASKED})"
)


class Places:
    """Where an answer belongs, by its words: what the dashboards count it under."""

    def __init__(self, service: Service) -> None:
        self._districts = {each.id for each in service.municipality.districts}
        self._channels = {each.id for each in service.municipality.channels}

    def place(self, district: str | None, channel: str | None) -> Place | None:
        """None for a channel the municipality no longer has: it is in no figure, and in no file."""
        if channel is None or channel not in self._channels:
            return None
        return (district if district in self._districts and district else UNKNOWN), channel

    def group(self, plan: QuarterPlan, place: Place | None) -> str | None:
        """None for what may not be told at all."""
        if place is None:
            return None
        if place in plan.shown:
            return group_of(*place)
        return POOL if plan.has_rest else None


class Grouped:
    """Packed keys added up by group, and the answers to some questions by place."""

    def __init__(self, service: Service, plan: QuarterPlan) -> None:
        self._alike: dict[int, int] = {}  # by what is asked of a key: of many keys there are few
        self._vocabulary, self._places, self._plan = service.vocabulary, Places(service), plan
        self._known: dict[tuple[int, int], tuple[Place | None, str | None]] = {}

    def add(self, counts: Iterable[tuple[int, int]]) -> None:
        alike = self._alike
        for key, n in counts:
            asked = key & _ASKED
            alike[asked] = alike.get(asked, 0) + n

    @property
    def by_group(self) -> Counts:
        found: Counts = {}
        for key, n in self._alike.items():
            _, group = self._where(CELLS.field("district", key), CELLS.field("channel", key))
            if group is not None:
                counts = found.setdefault(group, Counter())
                counts[CELLS.field("question", key), CELLS.field("score", key)] += n
        return found

    def answers(self, question: int) -> dict[Place, int]:
        """How many answered a question, place by place."""
        found: Counter[Place] = Counter()
        for key, n in self._alike.items():
            place, _ = self._where(CELLS.field("district", key), CELLS.field("channel", key))
            if place is not None and CELLS.field("question", key) == question:
                found[place] += n
        return {place: n for place, n in found.items() if n}

    def _where(self, district: int, channel: int) -> tuple[Place | None, str | None]:
        key = district, channel
        if key not in self._known:
            words = self._vocabulary.value("district", district), self._vocabulary.value("channel", channel)
            place = self._places.place(*words)
            self._known[key] = place, self._places.group(self._plan, place)
        return self._known[key]


async def live_counts(service: Service, plan: QuarterPlan, quarter: Quarter, moment: Moment) -> Grouped:
    """What the cube has of the quarter's weeks at this moment."""
    grouped = Grouped(service, plan)
    async for rows in moment.pages(_LIVE, CELLS.week_range(quarter.first_monday, quarter.last_monday)):
        grouped.add((key, n) for key, n in rows)
    return grouped
