"""Recounting with arrays, against counting one by one."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback import recounting
from feedback.cells import Dimensions, cell_keys
from feedback.database.statements import Procedure, Rows
from feedback.database.writer import run_procedure
from feedback.errors import SettingsError
from feedback.rebuilding import rebuild
from feedback.recounting import Tally, pairs
from feedback.service import Service
from feedback.tables import Cell
from tests import world


@given(st.lists(st.lists(st.integers(0, 30), max_size=20)))
def test_a_tally_counts_what_a_counter_counts(pages: list[list[int]]) -> None:
    tally = Tally()
    for page in pages:
        tally.add(np.array(page, dtype=np.int64))
    keys, counts = tally.counted()
    assert list(zip(keys.tolist(), counts.tolist(), strict=True)) == sorted(
        Counter(key for page in pages for key in page).items()
    )


def test_a_tally_that_merges_often_counts_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recounting, "MERGE_AT", 3)
    tally = Tally()
    for page in ([5, 1], [1, 5], [2], [7, 7, 7], [1]):
        tally.add(np.array(page, dtype=np.int64))
    assert list(pairs(*tally.counted(), 2)) == [[(1, 3), (2, 1)], [(5, 2), (7, 3)]]


def stored(question: str) -> Procedure[None]:
    """Two responses whose answers stand among each other."""
    for identity, district in ((7, None), (3, "oholm")):
        yield Rows(
            "INSERT INTO response (id, survey, version, channel, district, language, mode, layout, week, receipt_hash) "
            "VALUES (?, 'core', '1', 'phone', ?, 'sv', 'sms_link', 'one_page', ?, ?)",
            [identity, district, world.TODAY, str(identity)],
        )
    for place, (response, score) in enumerate([(7, 4), (3, 2), (7, 5), (3, None)], 1):
        name = "overall" if place < 3 else question
        yield Rows(
            "INSERT INTO answer (id, response, question, score) VALUES (?, ?, ?, ?)",
            [place, response, name, score],
        )


async def test_answers_in_any_order_and_places_not_known_are_counted(service: Service) -> None:
    await run_procedure(service.engine, stored("helped"))
    assert await rebuild(service) == 2
    words = service.vocabulary
    nowhere = Dimensions(world.TODAY, "phone", None, language="sv", mode="sms_link")
    oholm = Dimensions(world.TODAY, "phone", "oholm", language="sv", mode="sms_link")
    wanted = Counter(cell_keys(words, nowhere, [("core.overall", 4), ("core.helped", 5)]))
    wanted.update(cell_keys(words, oholm, [("core.overall", 2)]))
    assert {row["key"]: row["n"] for row in await Cell.select()} == wanted


async def test_an_unknown_question_stops_it_before_anything_changes(service: Service) -> None:
    await run_procedure(service.engine, stored("helped"))
    await rebuild(service)
    before = await Cell.select().order_by(Cell.key)
    await run_procedure(service.engine, _renamed())
    with pytest.raises(SettingsError, match="no survey has ever had"):
        await rebuild(service)
    assert await Cell.select().order_by(Cell.key) == before


def _renamed() -> Procedure[None]:
    yield Rows("UPDATE answer SET question = 'unheard_of' WHERE id = 1")
