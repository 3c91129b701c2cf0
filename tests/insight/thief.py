"""Somebody in the committee who fetches every file and puts all of it together.

She knows no more than what is handed out: which figure stands for which quarters, district, channel, office and
kind of errand. Atoms are the smallest groups: quarter × district × slot × service, where a slot is a channel, or
for visits an office.
"""

from __future__ import annotations

import csv
import io
import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import httpx
import numpy as np
from scipy import sparse
from scipy.optimize import linprog

from feedback.funnel import Stage
from feedback.insight.desk import Desk
from feedback.insight.figures import CHANNEL, DISTRICT, PlaceFigures, PlaceRequest
from feedback.insight.period import Period, offered_periods
from feedback.insight.selection import over
from feedback.insight.wording import Wording
from feedback.quarters import Quarter
from feedback.service import Service
from survey_defs.municipality import Municipality

VISIT = "office_visit"
SMALLEST, SLACK = 10, 1e-6


@dataclass(frozen=True)
class Figure:
    """What a figure is about; None is all of them, "" is what has no place of its own."""

    quarters: tuple[str, ...]
    district: str | None = None
    channel: str | None = None
    service: str | None = None
    office: str | None = None


@dataclass
class Loot:
    """Every figure with what each surface told of it: a number, or None where it is hidden."""

    told: dict[Figure, dict[str, int | None]] = field(default_factory=dict)
    closed: dict[Figure, int | None] = field(default_factory=dict)  # errands, from Användning and Kontor
    answering: dict[Figure, tuple[int, int] | None] = field(default_factory=dict)  # per cent, of how many

    def take(self, figure: Figure, surface: str, n: int | None) -> None:
        self.told.setdefault(figure, {})[surface] = n

    @property
    def shown(self) -> dict[Figure, int]:
        return {figure: n for figure, by in self.told.items() for n in by.values() if n is not None}

    def add(self, other: Loot) -> None:
        """What was fetched at another time, which she has kept."""
        for figure, by in other.told.items():
            for surface, n in by.items():
                self.take(figure, f"earlier {surface}", n)

    @property
    def hidden(self) -> list[Figure]:
        return [figure for figure, by in self.told.items() if set(by.values()) == {None}]


class Burglar:
    """Fetches the files; `client` is signed in."""

    def __init__(self, client: httpx.AsyncClient, municipality: Municipality) -> None:
        self.client, self.municipality = client, municipality
        wording = Wording(municipality, "sv")
        whole = {"Hela kommunen": None, "Alla kanaler": None}
        self.districts = whole | {wording.district(each.id): each.id for each in municipality.districts}
        self.districts[wording.district(None)] = ""
        self.channels = whole | {wording.channel(each.id): each.id for each in municipality.channels}
        self.offices = {wording.office(each.id): each.id for each in municipality.offices}

    async def everything(self, closed: Iterable[Quarter], pages: Iterable[str] = ()) -> Loot:
        """All pages, over all periods and services that are offered."""
        loot, known = Loot(), tuple(closed)
        for period in offered_periods(known):
            services = [each.id for each in self.municipality.services] if period.code[:3] == "12m" else []
            for service in (None, *services):
                await self._scope(loot, period, known, service, set(pages))
        return loot

    async def behind_the_pages(self, desk: Desk, service: Service, closed: Iterable[Quarter]) -> Loot:
        """What the pages of places are handed beyond their first table: quarters over time, kinds of errand."""
        loot, known = Loot(), tuple(closed)
        for period in offered_periods(known):
            scope = over(period, known).scope
            for kind, id in [
                *((DISTRICT, each.id) for each in self.municipality.districts),
                *((CHANNEL, each.id) for each in self.municipality.channels),
            ]:
                figures = await desk.figures(service, PlaceRequest(scope, kind, id))
                assert isinstance(figures, PlaceFigures)
                self._behind(loot, figures)
        return loot

    def _behind(self, loot: Loot, figures: PlaceFigures) -> None:
        own = {figures.kind: figures.id}
        for line in figures.services:
            n = line.slot.judged.n if line.slot.judged else None
            loot.take(Figure(figures.scope.quarters, service=line.service, **own), "services", n)
        other = CHANNEL if figures.kind == DISTRICT else DISTRICT
        for part, trend in figures.trends:
            for point in trend.points:
                loot.take(Figure((point.quarter,), **own | {other: part}), "trends", point.n)
        answered = dict(figures.stages.counts)[Stage.ANSWERED] if figures.stages else None
        loot.take(Figure(figures.scope.quarters, service=figures.scope.service, **own), "funnel", answered)

    async def _scope(
        self, loot: Loot, period: Period, known: tuple[Quarter, ...], service: str | None, pages: set[str]
    ) -> None:
        quarters = tuple(each.code for each in period.quarters(known))
        query = f"period={period.code}" + (f"&arende={service}" if service else "")
        for address in self._addresses():
            if pages and address not in pages:
                continue
            for row in await self._file(address, query):
                self._read(loot, address, quarters, service, row)
        if not pages or "/insikt/jamfor" in pages:
            await self._compare(loot, query, quarters, service)

    def _addresses(self) -> Iterator[str]:
        yield from ("/insikt", "/insikt/kontor", "/insikt/narvaro", "/insikt/anvandning")
        yield from (f"/insikt/kommundel/{each.id}" for each in self.municipality.districts)
        yield from (f"/insikt/kanal/{each.id}" for each in self.municipality.channels)

    async def _file(self, address: str, query: str) -> list[dict[str, str]]:
        """The first table of a page's file."""
        answer = await self.client.get(f"{address}/tabell.csv?{query}")
        assert answer.status_code == 200, (address, query, answer.text)
        rows = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";")
        headings = next(rows)
        table = itertools.takewhile(lambda row: any(row), rows)
        return [dict(zip(headings, row, strict=False)) for row in table]

    def _read(
        self, loot: Loot, address: str, quarters: tuple[str, ...], service: str | None, row: dict[str, str]
    ) -> None:
        if address == "/insikt/kontor":
            office = self.offices.get(row["Kontor"])
            figure = Figure(quarters, None, VISIT, service, office)
            loot.take(figure, address, number(row["Svar"]))
        elif address == "/insikt/anvandning":
            place = Figure(
                quarters, self.districts[row["Kommundel"]], self.channels[row["Kanal"]], service=service
            )
            loot.closed[place] = number(row["Avslutade ärenden"])
        elif address == "/insikt/narvaro":
            district = self.districts[row["Kommundel"]]
            loot.take(Figure(quarters, district, VISIT, service), address, number(row["Besök: Svar"]))
            share, of = number(row["Svarar på enkäten"]), number(row["Svarar på enkäten, av antal"])
            loot.answering[Figure(quarters, district, None, service)] = (
                None if share is None or of is None else (share, of)
            )
        else:
            district, channel = self.districts[row["Kommundel"]], self.channels[row["Kanal"]]
            loot.take(Figure(quarters, district, channel, service), address, number(row["Svar"]))

    async def _compare(self, loot: Loot, query: str, quarters: tuple[str, ...], service: str | None) -> None:
        """Every side once, two at a time."""
        districts = [None, *(each.id for each in self.municipality.districts)]
        channels = [None, *(each.id for each in self.municipality.channels)]
        sides = list(itertools.product(districts, channels))
        for first, second in zip(sides[::2], sides[1::2], strict=True):
            written = [
                f"{district or 'alla'}" + (f".{channel}" if channel else "")
                for district, channel in (first, second)
            ]
            rows = await self._file("/insikt/jamfor", f"{query}&a={written[0]}&b={written[1]}")
            for (district, channel), row in zip((first, second), rows, strict=False):
                loot.take(Figure(quarters, district, channel, service), "/insikt/jamfor", number(row["Svar"]))


def number(text: str) -> int | None:
    """A figure in a file; 0 where it says that there were no errands, None where it is hidden."""
    if text.isdigit():
        return int(text)
    assert text in {"Dolt", "Inga ärenden", "", "Inga svar"}, text
    return 0 if text.startswith("Inga") else None


class Puzzle:
    """The loot as one linear system over the atoms, none of them negative."""

    def __init__(self, loot: Loot, municipality: Municipality) -> None:
        self.loot = loot
        self.quarters = sorted({code for figure in loot.told for code in figure.quarters})
        self.districts = [*(each.id for each in municipality.districts), ""]
        offices = [*(each.id for each in municipality.offices), ""]
        channels = [each.id for each in municipality.channels]
        self.slots = [(c, o) for c in channels for o in (offices if c == VISIT else [""])]
        self.services = [*(each.id for each in municipality.services), ""]
        told = loot.shown
        self.equations = sparse.csr_array(np.array([self.mask(figure) for figure in told], dtype=float))
        self.values = np.array(list(told.values()), dtype=float)
        nothing = np.zeros(self.equations.shape[1], dtype=bool)
        for figure, n in told.items():
            if n == 0:
                nothing |= self.mask(figure)
        self.known = nothing

    def mask(self, figure: Figure) -> np.ndarray:
        """Which atoms a figure is the sum of."""
        quarters = np.array([each in figure.quarters for each in self.quarters])
        districts = np.array([figure.district in (None, each) for each in self.districts])
        slots = np.array([figure.channel in (None, c) and figure.office in (None, o) for c, o in self.slots])
        services = np.array([figure.service in (None, each) for each in self.services])
        return np.asarray(np.einsum("q,d,s,v->qdsv", quarters, districts, slots, services).ravel())

    def range_of(self, figure: Figure) -> tuple[float, float]:
        """The least and the most a figure can be."""
        mask = self.mask(figure).astype(float)
        ends = []
        for sign in (1.0, -1.0):
            solved = linprog(
                sign * mask,
                A_eq=self.equations,
                b_eq=self.values,
                bounds=[(0, 0 if known else None) for known in self.known],
            )
            assert solved.status in (0, 3), solved.message
            ends.append(sign * solved.fun if solved.status == 0 else -sign * np.inf)
        return ends[0], ends[1]

    def pinned(self) -> list[tuple[Figure, float, float]]:
        """Hidden figures that can be told to within fewer than ten."""
        ranges = [(figure, *self.range_of(figure)) for figure in self.loot.hidden]
        return [each for each in ranges if each[2] - each[1] < SMALLEST - SLACK]

    def small_differences(self) -> list[tuple[Figure, Figure, int]]:
        """Pairs of shown figures, one within the other, that tell of 1 to 9 people."""
        told = [(figure, n, self.mask(figure) & ~self.known) for figure, n in self.loot.shown.items() if n]
        sets = np.array([mask for _, _, mask in told])
        outside = sets.astype(np.int32) @ (~sets).astype(np.int32).T  # atoms of i that are not in j
        n = np.array([each[1] for each in told])
        gap = n[None, :] - n[:, None]
        found = np.argwhere((outside == 0) & (gap > 0) & (gap < SMALLEST))
        return [(told[i][0], told[j][0], int(gap[i, j])) for i, j in found]
