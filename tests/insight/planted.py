"""The example's closed quarters handed to the desk's functions in this process, without a database."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import numpy as np

from analysis.disclosure import Hidden
from analysis.publication.closing import Closing
from analysis.publication.history import History, Tally
from analysis.publication.suppression import suppression
from feedback.cells import CELLS
from feedback.closing import closes_on
from feedback.database.statements import Row
from feedback.example.rows import cells_of, funnel_of
from feedback.example.sample import Sample, surveys_of
from feedback.funnel import FUNNEL, Stage
from feedback.insight.desk import questions_of
from feedback.insight.figures import TWELVE_MONTHS
from feedback.insight.worker.holdings import OVERALL, Holdings, Snapshot
from feedback.packing import Packing
from feedback.quarters import Quarter, quarters_between
from feedback.vocabulary import Vocabulary, words_of
from survey_defs.catalogue import BUILTIN_SURVEYS, Catalogue
from survey_defs.municipality import Municipality


class Asking:
    """As much of the service as the desk needs to know which questions are compared."""

    catalogue = Catalogue.load(BUILTIN_SURVEYS)


def closed_on(today: date, sample: Sample) -> tuple[Quarter, ...]:
    """The quarters closed by a day, the oldest first."""
    known = quarters_between(sample.weeks.mondays[0], today)
    rules = sample.municipality.invitations
    return tuple(each for each in reversed(known) if closes_on(each, rules) <= today)


def holdings_of(municipality: Municipality, sample: Sample, today: date) -> Holdings:
    """What the desk would hold of a sample, nothing decided yet about what is hidden."""
    surveys = surveys_of(municipality, Asking.catalogue, today).values()
    vocabulary = Vocabulary(Vocabulary(()).missing(words_of(municipality, surveys)))
    holdings = Holdings(municipality, vocabulary, questions_of(Asking))  # type: ignore[arg-type]
    cells, funnel = cells_of(sample, vocabulary), funnel_of(sample, vocabulary)
    for quarter in closed_on(today, sample):
        holdings.hold(
            Snapshot(quarter.code, _within(CELLS, cells, quarter), _within(FUNNEL, funnel, quarter))
        )
    return holdings


def _within(packing: Packing, rows: list[Row], quarter: Quarter) -> tuple[np.ndarray, np.ndarray]:
    """The rows of a quarter's weeks, added up on keys without the week, as closing does it."""
    keys, counts = np.array(rows, dtype=np.int64).T
    low, high = packing.week_range(quarter.first_monday, quarter.last_monday)
    inside = (keys >= low) & (keys <= high)
    bare = keys[inside] & ((1 << packing.shift["week"]) - 1)
    found, places = np.unique(bare, return_inverse=True)
    return found, np.bincount(places, weights=counts[inside]).astype(np.int64)


def hide_nothing(holdings: Holdings) -> None:
    """The newest twelve months with nothing hidden beyond what is too small to be judged."""
    rows, columns = len(holdings.labels["district"]), len(holdings.labels["channel"])
    shown = Hidden(((False,) * columns,) * rows, (False,) * rows, (False,) * columns, False)
    _store(holdings, max(holdings.snapshots), {TWELVE_MONTHS: shown})


def hide(holdings: Holdings) -> None:
    """Decide what is hidden of every table of all services, quarter by quarter. Services' own tables are
    decided after these and change nothing in them; leaving them out saves half a minute."""
    codes = sorted(holdings.snapshots)
    quarters = tuple((int(code[:4]), int(code[-1])) for code in codes)
    answers = np.stack([holdings.scores([code], OVERALL, "district", "channel").sum(-1) for code in codes])
    stages = np.stack([holdings.stages([code], "district", "channel") for code in codes])
    silent = np.maximum(stages[..., Stage.CLOSED - 1] - stages[..., Stage.ANSWERED - 1], 0)
    history = History(quarters, Tally(answers, silent, (answers == 0) & (silent == 0)))
    for code, closing in zip(codes, suppression(history).closings, strict=True):
        _store(holdings, code, closing.tables)


def _store(holdings: Holdings, code: str, tables: Mapping[str, Hidden]) -> None:
    pattern = json.dumps(Closing((int(code[:4]), int(code[-1])), tables).as_json())
    holdings.hold(replace(holdings.snapshots[code], hidden=pattern))
