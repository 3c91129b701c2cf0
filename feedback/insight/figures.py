"""What is asked of the analysis desk and what comes back: plain values, no analysis in sight.

Shares and gaps run from 0 to 1 (−1 to 1), indices from 0 to 100. A slot is one place in a table: its figures,
or the reason why there are none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

TWELVE_MONTHS, QUARTER, YEAR_TO_DATE = "twelve_months", "quarter", "year_to_date"
DISTRICT, CHANNEL, OFFICE = "district", "channel", "office"
State = Literal["shown", "hidden", "empty"]
SHOWN: State = "shown"
HIDDEN: State = "hidden"
EMPTY: State = "empty"
HIGHER, LOWER, LEVEL, UNCLEAR = "higher", "lower", "level", "unclear"
ITEMS = ("bemotande", "enkelhet", "tydlighet")
"""The questions beside the overall one that the national measurement asks too, by their ids in the survey."""
ITEM_POINTS = 5


@dataclass(frozen=True, slots=True)
class Scope:
    """What figures are over: closed quarters, oldest first; which kind of period they make; a service or all.

    `history` are all closed quarters to the same end (at most twelve), for what is told over time."""

    quarters: tuple[str, ...]
    period: str
    service: str | None
    margin: float
    history: tuple[str, ...] = ()

    @property
    def last(self) -> str:
        return self.quarters[-1]


@dataclass(frozen=True, slots=True)
class Measure:
    """A value with its 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Judged:
    """One group that may be shown, beside what it is compared with (see `analysis.verdict.Standing`)."""

    n: int
    satisfied: int
    share: Measure
    index: Measure
    reference_n: int = 0
    reference: Measure | None = None
    gap: Measure | None = None
    like_gap: Measure | None = None
    coverage: float = 1.0
    p_value: float | None = None
    p_adjusted: float | None = None
    verdict: str = "cannot_tell"
    detectable: float | None = None
    needed: int | None = None

    @property
    def judged_gap(self) -> Measure | None:
        """The gap the verdict is about."""
        return self.like_gap or self.gap


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in a table: shown with its figures, hidden, or empty since nobody had an errand there."""

    state: State
    judged: Judged | None = None

    @property
    def mark(self) -> str:
        """The verdict, or why there is none."""
        return self.judged.verdict if self.judged else self.state


@dataclass(frozen=True, slots=True)
class Matrix:
    """District × channel. None among the rows is the row of those whose district is another or unknown; it is
    shown with its level and never judged. `total` is a level alone."""

    rows: tuple[str | None, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[Slot, ...], ...]
    row_totals: tuple[Slot, ...]
    column_totals: tuple[Slot, ...]
    total: Slot

    def slot(self, row: str | None, column: str | None) -> Slot:
        """The cell, or the row's total where no column is named. Raises ValueError for an unknown one."""
        place = self.rows.index(row)
        return self.row_totals[place] if column is None else self.cells[place][self.columns.index(column)]

    def column_slot(self, column: str) -> Slot:
        return self.column_totals[self.columns.index(column)]


@dataclass(frozen=True, slots=True)
class Words:
    """A piece of a sentence; `place` is the id of the district or channel it names, where it names one."""

    text: str
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """A finding: what it is about, its verdict, and the sentence in each language."""

    mark: str
    sv: tuple[Words, ...]
    en: tuple[Words, ...]
    district: str | None = None
    channel: str | None = None
    judged: Judged | None = None

    def words(self, language: str) -> tuple[Words, ...]:
        return self.sv if language == "sv" else self.en


@dataclass(frozen=True, slots=True)
class Weighted:
    """Share satisfied, weighted to all closed errands, beside the plain one."""

    weighted: Measure
    plain: Measure
    n: int
    effective_n: float


@dataclass(frozen=True, slots=True)
class Change:
    """One place whose verdict is another than a quarter ago, or that left its normal variation."""

    district: str
    channel: str | None
    before: str
    now: str
    outside_normal: bool
    shift: Measure | None  # mix-adjusted change of the share since the quarter before


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """One quarter: hidden where it has no n. Limits are exact, 99.8 %, around the own level."""

    quarter: str
    n: int | None
    share: float | None
    low: float | None
    high: float | None
    outside: bool = False


@dataclass(frozen=True, slots=True)
class Trend:
    level: float | None
    points: tuple[TrendPoint, ...]


@dataclass(frozen=True, slots=True)
class Stages:
    """How far errands came: pairs of (stage number, count); None where they may not be shown."""

    counts: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Split:
    """A raw gap as a sum: errand mix, channel mix, answering mode, what has no like elsewhere, and the rest."""

    gap: float
    errands: float
    channels: float
    mode: float
    not_comparable: float
    rest: float


@dataclass(frozen=True, slots=True)
class Voice:
    """How many of a language's errands in a district were answered. Hidden where answered is None."""

    language: str | None
    closed: int | None
    answered: int | None
    share: Measure | None
    standing: str  # higher, lower, level, unclear, or hidden


@dataclass(frozen=True, slots=True)
class ServiceLine:
    service: str
    slot: Slot


@dataclass(frozen=True, slots=True)
class OverviewFigures:
    scope: Scope
    matrix: Matrix
    lead: Said
    findings: tuple[Said, ...]
    weighted: Weighted | None
    slope: Measure | None  # slope index of inequality, from the most to the least exposed district
    changes: tuple[Change, ...]
    unchanged: int
    before: str | None  # the quarter compared with
    stages: Stages | None


@dataclass(frozen=True, slots=True)
class PlaceFigures:
    """One district over its channels, or one channel over the districts."""

    scope: Scope
    kind: str
    id: str
    total: Slot
    parts: tuple[tuple[str | None, Slot], ...]
    lead: Said
    trends: tuple[tuple[str | None, Trend], ...]  # None is all parts together
    splits: tuple[tuple[str | None, Split], ...]
    stages: Stages | None
    voices: tuple[Voice, ...]
    services: tuple[ServiceLine, ...]
    whole: Slot  # the municipality
    # By part, None being all: the share with the other districts' answers weighed in where there are few.
    pooled: tuple[tuple[str | None, Measure | None], ...] = ()


@dataclass(frozen=True, slots=True)
class OfficeLine:
    office: str
    slot: Slot
    visits: int | None
    trend: Trend
    visitors: tuple[tuple[str | None, int | None], ...]  # closed visits by district of the visitor


@dataclass(frozen=True, slots=True)
class OfficesFigures:
    scope: Scope
    lines: tuple[OfficeLine, ...]
    whole: Slot


@dataclass(frozen=True, slots=True)
class Rate:
    """Events per 1,000 residents and year, and how they stand to the rest of the municipality."""

    events: int | None
    rate: Measure | None
    ratio: Measure | None
    standing: str  # higher, lower, level, unclear, or hidden


@dataclass(frozen=True, slots=True)
class UseLine:
    district: str
    population: int | None
    all: Rate
    channels: tuple[Rate, ...]


@dataclass(frozen=True, slots=True)
class UseFigures:
    scope: Scope
    channels: tuple[str, ...]
    lines: tuple[UseLine, ...]
    whole: UseLine
    unplaced: int | None  # closed errands of no known district


@dataclass(frozen=True, slots=True)
class Sign:
    """One kind of evidence in one district: a value, its interval, and how it stands to the municipality."""

    n: int | None
    measure: Measure | None
    standing: str  # higher, lower, level, unclear, or hidden


@dataclass(frozen=True, slots=True)
class PresenceLine:
    district: str | None  # None is the whole municipality
    visits: Rate
    visit_slot: Slot
    language: Sign  # did not fully get help in a language understood well
    not_digital: Sign  # errands of a kind others do by e-service, made in another way
    answering: Sign  # answers per closed errand
    said: Said | None


@dataclass(frozen=True, slots=True)
class PresenceFigures:
    scope: Scope
    lines: tuple[PresenceLine, ...]
    whole: PresenceLine
    lead: Said | None = None


@dataclass(frozen=True, slots=True)
class Side:
    """A group to compare: a district or an office or all, in a channel or all."""

    district: str | None = None
    channel: str | None = None


@dataclass(frozen=True, slots=True)
class PairFigures:
    """Two groups side by side; `first.judged` is compared with the second. `score_p_value` is of mean score."""

    scope: Scope
    first: Slot
    second: Slot
    p_value: float | None
    score_p_value: float | None
    said: Said | None


@dataclass(frozen=True, slots=True)
class ItemsFigures:
    """The items by channel, in the whole municipality and all kinds of errand: `slots` are items × channels, each a
    level alone. A slot is empty where nobody had an errand, or nobody answered the question (it may not be asked)."""

    scope: Scope
    items: tuple[str, ...]
    channels: tuple[str, ...]
    slots: tuple[tuple[Slot, ...], ...]

    def slot(self, item: str, channel: str) -> Slot:
        """Raises ValueError for an unknown one."""
        return self.slots[self.items.index(item)][self.channels.index(channel)]


@dataclass(frozen=True, slots=True)
class OverviewRequest:
    scope: Scope


@dataclass(frozen=True, slots=True)
class PlaceRequest:
    scope: Scope
    kind: str
    id: str


@dataclass(frozen=True, slots=True)
class OfficesRequest:
    scope: Scope


@dataclass(frozen=True, slots=True)
class UseRequest:
    scope: Scope


@dataclass(frozen=True, slots=True)
class PresenceRequest:
    scope: Scope


@dataclass(frozen=True, slots=True)
class PairRequest:
    scope: Scope
    first: Side
    second: Side


@dataclass(frozen=True, slots=True)
class ItemsRequest:
    scope: Scope
