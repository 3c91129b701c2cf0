"""The twelve months by service, office and language, as one system with the tables over time.

The months' own atoms are district × channel × service. They add up, cell by cell, to the quarters of the tables
over time, which are settled; so what those tables leave uncertain, and what a service's table would tell of them,
is audited together. Offices (× service) and languages (× district) are atoms of their own, tied to the same
months by their sums.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from analysis.disclosure import Hidden
from analysis.publication.blocks import Blocks
from analysis.publication.closing import Beside, Closing, beside, marked
from analysis.publication.grid import LINE_WEIGHT, lines, margins, weights
from analysis.publication.history import History, Tally, periods
from analysis.publication.over_time import OverTime, over_time
from analysis.publication.protection import protect
from analysis.publication.successive import told_by_succession

TIME, MONTHS, SERVICES, OFFICES, LANGUAGES = "time", "months", "services", "offices", "languages"


@dataclass(frozen=True)
class Breakdowns:
    """The patterns of the tables of the twelve months; see `Closing`."""

    services: tuple[Hidden, ...] = ()
    offices: Beside | None = None
    languages: Beside | None = None
    narrow: int = 0


def breakdowns(history: History, closings: Sequence[Closing], look_back: int, smallest: int) -> Breakdowns:
    """What to hide of the last twelve months' tables by service, office and language.

    `closings` are those of all quarters, the last with its tables of all services. Nothing is published of
    less than twelve months, nor where the history tells neither services nor languages.
    """
    window = periods(history.quarters, len(history.quarters) - 1).get("twelve_months")
    if window is None or (history.services is None and history.languages is None):
        return Breakdowns()
    made = _Made(history, over_time(history, closings, look_back), window)
    if history.services is not None:
        made.add_services(told_by_succession(history, closings, smallest))
    if history.offices is not None:
        made.add_offices(history.offices.over(window))
    if history.languages is not None:
        made.add_languages(history.languages.over(window))
    found = protect(made.blocks.system(), smallest)
    return made.patterns(found.hidden, found.narrow)


class _Made:
    """The system in the making: the tables over time and the months first, then each breakdown."""

    def __init__(self, history: History, told: OverTime, window: tuple[int, ...]) -> None:
        self.history, self.blocks = history, Blocks()
        _, self.rows, self.columns = history.channels.answers.shape
        months = (history.services or _single_service(history.channels)).over(window)
        self.services = months.answers.shape[2]
        self.margins = margins(self.rows, self.columns)
        self.places = self.margins.shape[0]
        self.blocks.add_atoms(TIME, told.system.counts, told.system.known)
        self.blocks.add_atoms(MONTHS, months.measures(), np.tile(months.empty.ravel(), (2, 1)))
        self._add_time(told, window)

    def _add_time(self, told: OverTime, window: tuple[int, ...]) -> None:
        """The tables over time as they are, the window's own told of the months' atoms instead."""
        system, own = told.system, told.figures(window)
        over_time_sets = system.sets.tolil()
        over_time_sets[own] = 0
        every = np.ones((1, self.services))
        spread = sparse.lil_array((system.sets.shape[0], self.places_of_months()))
        spread[own] = sparse.kron(self.margins, every)
        self.blocks.add_figures(
            TIME,
            {TIME: over_time_sets.tocsr(), MONTHS: spread.tocsr()},
            np.ones(len(system.shown)),
            system.shown,
            system.hidden,
        )
        self.own = np.arange(own.start, own.stop)
        line_totals, line_parts = lines(self.rows, self.columns)
        self.lines = [
            (total, line_parts.indices[start:stop])
            for total, start, stop in zip(line_totals, line_parts.indptr, line_parts.indptr[1:], strict=False)
        ]
        cells = self.rows * self.columns
        window_cells = system.sets[own][self._cell_places()]
        self.blocks.links.append(
            {TIME: window_cells, MONTHS: sparse.csr_array(-sparse.kron(sparse.eye_array(cells), every))}
        )

    def places_of_months(self) -> int:
        return int(self.rows * self.columns * self.services)

    def _cell_places(self) -> np.ndarray:
        return np.arange(self.places).reshape(self.rows + 1, self.columns + 1)[:-1, :-1].ravel()

    def add_services(self, told: np.ndarray) -> None:
        """`told`: places × services that must not be shown, for what earlier windows showed."""
        one = sparse.eye_array(self.services)
        self.blocks.add_figures(
            SERVICES,
            {MONTHS: sparse.csr_array(sparse.kron(self.margins, one))},
            np.repeat(weights(self.rows, self.columns), self.services),
            hidden=told.ravel(),
        )
        at = self._numbers(SERVICES, (self.places, self.services))
        self.blocks.add_equations(self.own, list(at))
        for service in range(self.services):
            self.blocks.add_equations(
                np.array([at[total, service] for total, _ in self.lines]),
                [at[members, service] for _, members in self.lines],
            )

    def add_offices(self, offices: Tally) -> None:
        count = offices.answers.shape[0]
        self.blocks.add_atoms(OFFICES, offices.measures(), np.tile(offices.empty.ravel(), (2, 1)))
        each, one = sparse.eye_array(count * self.services), sparse.eye_array(self.services)
        whole = sparse.kron(sparse.eye_array(count), np.ones((1, self.services)))
        self._add_beside(OFFICES, each, whole)
        visit = np.zeros((1, self.columns))
        visit[0, self.history.visit] = 1.0
        visits = sparse.kron(np.ones((1, self.rows)), sparse.kron(visit, one))
        together = sparse.kron(np.ones((1, count)), one)
        self.blocks.links.append({MONTHS: sparse.csr_array(visits), OFFICES: sparse.csr_array(-together)})
        at = self._numbers(OFFICES, (count * (self.services + 1),))
        cells, totals = at[: count * self.services].reshape(count, self.services), at[-count:]
        place = self.places - self.columns - 1 + int(self.history.visit or 0)
        by_service = self._numbers(SERVICES, (self.places, self.services))[place]
        self.blocks.add_equations(
            np.concatenate([totals, by_service, self.own[[place]]]), [*cells, *cells.T, totals]
        )

    def add_languages(self, languages: Tally) -> None:
        count = languages.answers.shape[1]
        self.blocks.add_atoms(LANGUAGES, languages.measures(), np.tile(languages.empty.ravel(), (2, 1)))
        each, one = sparse.eye_array(self.rows * count), sparse.eye_array(count)
        whole = sparse.kron(np.ones((1, self.rows)), one)
        self._add_beside(LANGUAGES, each, whole)
        district = sparse.eye_array(self.rows)
        months = sparse.kron(district, np.ones((1, self.columns * self.services)))
        together = sparse.kron(district, np.ones((1, count)))
        self.blocks.links.append({MONTHS: sparse.csr_array(months), LANGUAGES: sparse.csr_array(-together)})
        at = self._numbers(LANGUAGES, (count * (self.rows + 1),))
        cells, totals = at[: self.rows * count].reshape(self.rows, count), at[-count:]
        districts = self.own.reshape(self.rows + 1, self.columns + 1)[:, -1]
        self.blocks.add_equations(np.concatenate([districts, totals]), [*cells, totals, *cells.T])

    def _add_beside(self, name: str, each: sparse.sparray, whole: sparse.sparray) -> None:
        """The cells first, then the totals the table adds itself."""
        weight = np.append(np.ones(each.shape[0]), np.full(whole.shape[0], LINE_WEIGHT))
        self.blocks.add_figures(name, {name: sparse.csr_array(sparse.vstack([each, whole]))}, weight)

    def _numbers(self, name: str, shape: tuple[int, ...]) -> np.ndarray:
        place = self.blocks.figures[name]
        return np.arange(place.start, place.stop).reshape(shape)

    def patterns(self, hidden: np.ndarray, narrow: int) -> Breakdowns:
        services: tuple[Hidden, ...] = ()
        if SERVICES in self.blocks.figures:
            grids = hidden[self.blocks.figures[SERVICES]].reshape(
                self.rows + 1, self.columns + 1, self.services
            )
            services = tuple(marked(grids[:, :, service]) for service in range(self.services))
        return Breakdowns(
            services,
            self._beside(OFFICES, hidden, self.services, across=True),
            self._beside(LANGUAGES, hidden, self.rows, across=False),
            narrow,
        )

    def _beside(self, name: str, hidden: np.ndarray, other: int, across: bool) -> Beside | None:
        """`across`: the totals are the rows'; else the columns'. `other` is how long such a line is."""
        if name not in self.blocks.figures:
            return None
        marks = hidden[self.blocks.figures[name]]
        count = len(marks) // (other + 1)
        shape = (count, other) if across else (other, count)
        return beside(marks[:-count].reshape(shape), marks[-count:])


def _single_service(channels: Tally) -> Tally:
    rest = None if channels.nonanswers is None else channels.nonanswers[..., None]
    return Tally(channels.answers[..., None], rest, channels.empty[..., None])
