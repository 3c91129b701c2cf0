"""The worked example of how we count: fixed, invented inputs and what they come to.

The page prints nothing else; a test works every figure out anew with `analysis`, which is never loaded here.
"""

from __future__ import annotations

from dataclasses import dataclass

from feedback.insight.figures import Measure


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of errand: the district's answers and satisfied, and the others'."""

    n: int
    satisfied: int
    others_n: int
    others_satisfied: int

    @property
    def others_share(self) -> float:
        return self.others_satisfied / self.others_n


@dataclass(frozen=True, slots=True)
class Compared:
    """A district beside the others. Shares and gaps are 0–1 (−1 to 1); `rank` is the place of its p value
    among `comparisons`, the smallest first."""

    satisfied: int = 315
    n: int = 500
    others_satisfied: int = 1560
    others_n: int = 2000
    share: Measure = Measure(0.63, 0.58684, 0.67118)
    others_share: Measure = Measure(0.78, 0.76132, 0.79761)
    gap: Measure = Measure(-0.15, -0.19661, -0.10478)
    kinds: tuple[Kind, Kind] = (Kind(250, 125, 400, 240), Kind(250, 190, 1600, 1320))
    expected: float = 356.25
    like_gap: Measure = Measure(-0.0825, -0.13195, -0.03412)
    p_value: float = 0.000544
    comparisons: int = 60
    rank: int = 6
    p_adjusted: float = 0.00544
    verdict: str = "lacking"


@dataclass(frozen=True, slots=True)
class TooFew:
    """A group whose gap cannot be told yet, beside the same others."""

    satisfied: int = 28
    n: int = 40
    gap: Measure = Measure(-0.08, -0.2353, 0.04071)
    detectable: float = 0.1965
    needed: int = 764


@dataclass(frozen=True, slots=True)
class Indexed:
    """Answers 1 to 5 and their index, 0–100."""

    counts: tuple[int, ...] = (2, 3, 5, 12, 18)
    index: Measure = Measure(75.625, 66.3066, 84.9434)

    @property
    def sum(self) -> str:
        """`2 × 0 + 3 × 25 + …`"""
        return " + ".join(f"{n} × {25 * step}" for step, n in enumerate(self.counts))

    @property
    def n(self) -> int:
        return sum(self.counts)


@dataclass(frozen=True, slots=True)
class HiddenColumn:
    """Answers by letter: two districts that are hidden, the other districts together, and the whole."""

    small: int = 4
    beside: int = 19
    others: int = 240
    whole: int = 263


@dataclass(frozen=True, slots=True)
class Voices:
    """Two kinds of errand: closed, answered, satisfied."""

    closed: tuple[int, int] = (600, 400)
    answered: tuple[int, int] = (60, 140)
    satisfied: tuple[int, int] = (36, 126)
    unweighted: float = 0.81
    weighted: float = 0.72
    effective_n: int = 140


@dataclass(frozen=True, slots=True)
class Quarterly:
    """A level and what a quarter of so many answers may come to by chance."""

    level: float = 0.78
    n: int = 120
    low: float = 0.65833
    high: float = 0.89167


@dataclass(frozen=True, slots=True)
class Visits:
    """Per 1,000 residents and year; `ratio` is to the rest of the municipality."""

    visits: int = 950
    residents: int = 10_000
    rate: Measure = Measure(95.0, 89.054, 101.238)
    others_visits: int = 12_000
    others_residents: int = 100_000
    others_rate: float = 120.0
    ratio: Measure = Measure(0.7917, 0.7403, 0.8458)


@dataclass(frozen=True, slots=True)
class Ordered:
    """Four districts, the worst off first: residents, answers, satisfied; and the slope over them."""

    residents: tuple[int, ...] = (10_000, 20_000, 30_000, 20_000)
    n: tuple[int, ...] = (900, 960, 1500, 1050)
    satisfied: tuple[int, ...] = (630, 720, 1170, 840)
    slope: Measure = Measure(0.10667, 0.06292, 0.14996)

    @property
    def shares(self) -> tuple[float, ...]:
        return tuple(x / n for x, n in zip(self.satisfied, self.n, strict=True))


@dataclass(frozen=True, slots=True)
class Theme:
    """Comments that carry a theme, of all comments: a district's and the others', by phone and otherwise. `lift`
    sets them side by side plainly, `like_lift` with the channel alike."""

    own: tuple[int, int] = (78, 12)
    own_comments: tuple[int, int] = (300, 300)
    others: tuple[int, int] = (240, 160)
    others_comments: tuple[int, int] = (1000, 4000)
    lift: Measure = Measure(1.875, 1.51324, 2.31178)
    like_lift: Measure = Measure(1.07143, 0.86766, 1.31637)
    standing: str = "unclear"


@dataclass(frozen=True, slots=True)
class Worked:
    """Every example of the page."""

    compared: Compared = Compared()
    too_few: TooFew = TooFew()
    indexed: Indexed = Indexed()
    hidden: HiddenColumn = HiddenColumn()
    voices: Voices = Voices()
    quarterly: Quarterly = Quarterly()
    visits: Visits = Visits()
    ordered: Ordered = Ordered()
    theme: Theme = Theme()


WORKED = Worked()
