"""Files of a closed quarter on both kinds of database, read back, beside what was answered."""

from __future__ import annotations

import resource
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from feedback.answering.receipts import erase_answer
from feedback.exports.making import NotWritten
from feedback.exports.told import SMALLEST
from feedback.insight.figures import QUARTER, OverviewFigures, OverviewRequest
from feedback.insight.period import Period
from feedback.insight.selection import over
from feedback.tables import Response
from tests.exports.answered import Given, drawn, write
from tests.exports.conftest import Town
from tests.exports.reading import Rows, read

pytestmark = pytest.mark.slow

ANSWERS = ("overall", "helped", "language", "bemotande")
Answers = tuple[int | None, ...]


def answers_of(row: dict[str, Any]) -> Answers:
    return tuple(row[name] for name in ANSWERS)


def placed(rows: Rows) -> dict[tuple[str, str], Rows]:
    found: dict[tuple[str, str], Rows] = {}
    for row in rows:
        found.setdefault((row["district"] or "", row["channel"] or ""), []).append(row)
    return found


def expected(given: Iterable[Given], district: str, channel: str) -> Counter[Answers]:
    return Counter(
        tuple(each.scores.get(name) for name in ANSWERS)
        for each in given
        if (each.district, each.channel) == (district, channel)
    )


async def shown_of(town: Town) -> dict[tuple[str, str], int]:
    """What the dashboards show of the quarter."""
    closed = tuple(each.quarter for each in await town.desk.closed(town.service))
    figures = await town.desk.figures(
        town.service, OverviewRequest(over(Period(QUARTER, closed[-1]), closed).scope)
    )
    assert isinstance(figures, OverviewFigures)
    matrix = figures.matrix
    return {
        (district or "unknown", channel): judged.n
        for district in matrix.rows
        for channel in matrix.columns
        if (judged := matrix.slot(district, channel).judged)
    }


async def test_every_format_holds_the_same_rows_and_they_are_what_was_answered(town: Town) -> None:
    files = {format: read((await town.file(format))[0]) for format in ("csv", "xlsx", "parquet", "sav")}
    shown = await shown_of(town)
    assert len(shown) > 4
    for rows in files.values():
        assert len({row["row"] for row in rows}) == len(rows)
        by_place = placed(rows)
        rest = by_place.pop(("", ""))
        assert len(rest) + sum(shown.values()) == len(town.given)
        assert all(row["comment"] is None and row["bemotande"] is None for row in rest)
        assert Counter(map(len, by_place.values())) == Counter(shown.values())
    for format in ("csv", "xlsx", "parquet"):
        by_place = placed(files[format])
        for district, channel in shown:
            found = Counter(map(answers_of, by_place[district, channel]))
            blank = _blank(found)
            assert found == Counter(
                tuple(None if name in blank else value for name, value in zip(ANSWERS, each, strict=True))
                for each in expected(town.given, district, channel).elements()
            ), (format, district, channel)
    comparable = [Counter(map(_without_place, rows)) for rows in files.values()]
    assert all(each == comparable[0] for each in comparable)


def _blank(found: Counter[Answers]) -> set[str]:
    """The questions that nobody of the group has an answer to in the file."""
    return {name for place, name in enumerate(ANSWERS) if all(each[place] is None for each in found)}


def _without_place(row: dict[str, Any]) -> tuple[object, ...]:
    return (row["quarter"], row["survey_version"], *answers_of(row), row["comment"])


async def test_the_order_and_the_numbers_are_others_in_every_file(town: Town) -> None:
    first, second = [read((await town.file())[0]) for _ in range(2)]
    assert not {row["row"] for row in first} & {row["row"] for row in second}
    assert list(map(_without_place, first)) != list(map(_without_place, second))
    ordered = [row["id"] for row in await Response.select(Response.id).order_by(Response.id)]
    assert len(ordered) == len(first)


async def test_a_comment_is_told_as_staff_may_read_it_and_never_as_it_was_written(town: Town) -> None:
    rows = read((await town.file())[0])
    told = {row["comment"] for row in rows} - {None}
    readable = {each.comment for each in town.given}
    assert told
    assert told <= readable
    assert not any("Anna" in text for text in told)


async def test_an_erasure_after_the_first_file_takes_ten_and_more_along(town: Town) -> None:
    """Whoever has both files, or one and the dashboards, finds nobody's answers by subtracting."""
    before = read((await town.file())[0])
    gone = next(each for each in town.given if (each.district, each.channel) == ("norrbyn", "phone"))
    assert await erase_answer(town.service, town.service.keys.receipt_hash(gone.receipt)) is False
    assert await erase_answer(town.service, gone.receipt)  # the tests store the receipt itself
    after = read((await town.file())[0])
    left = placed(before), placed(after)
    missing = {place: len(left[0][place]) - len(left[1].get(place, [])) for place in left[0]}
    assert missing.pop(("norrbyn", "phone")) >= SMALLEST
    assert set(missing.values()) == {0}
    once_more = read((await town.file())[0])
    assert Counter(map(_without_place, once_more)) == Counter(map(_without_place, after))


async def test_an_erasure_before_the_first_file_leaves_a_block_out_for_ever(town: Town) -> None:
    gone = next(each for each in town.given if (each.district, each.channel) == ("norrbyn", "phone"))
    assert await erase_answer(town.service, gone.receipt)
    rows = placed(read((await town.file())[0]))
    shown = await shown_of(town)
    assert shown["norrbyn", "phone"] - len(rows["norrbyn", "phone"]) > SMALLEST
    assert shown["soderhagen", "phone"] == len(rows["soderhagen", "phone"])


async def test_an_answer_that_comes_after_the_first_file_is_in_none(town: Town) -> None:
    before = read((await town.file())[0])
    late = [replace(town.given[0], overall=1, receipt=f"late{n}") for n in range(12)]
    await write(town.service, late)
    after = read((await town.file())[0])
    assert Counter(map(_without_place, after)) == Counter(map(_without_place, before))


async def test_late_answers_before_the_first_file_do_not_stand_out(town: Town) -> None:
    late = [replace(town.given[0], wrote=None, comment=None, receipt=f"late{n}") for n in range(3)]
    await write(town.service, late)
    rows = placed(read((await town.file())[0]))
    place = (late[0].district or "", late[0].channel)
    assert (await shown_of(town))[place] + len(late) - len(rows[place]) >= SMALLEST


async def test_the_places_that_are_left_when_one_is_erased_tell_of_nobody(town: Town) -> None:
    """Without a place too: one of the hidden ones erases, and ten and more are gone."""
    before = placed(read((await town.file())[0]))["", ""]
    gone = next(each for each in town.given if (each.district, each.channel) == ("oholm", "phone"))
    assert await erase_answer(town.service, gone.receipt)
    after = placed(read((await town.file())[0])).get(("", ""), [])
    assert len(before) - len(after) >= SMALLEST


async def test_a_manager_gets_her_own_districts_and_nothing_else(town: Town) -> None:
    everything = placed(read((await town.file())[0]))
    hers = placed(read((await town.file(districts=frozenset({"soderhagen"})))[0]))
    assert set(hers) == {place for place in everything if place[0] == "soderhagen"}
    for place, rows in hers.items():
        assert Counter(map(_without_place, rows)) == Counter(map(_without_place, everything[place]))


async def test_who_said_where_she_lives_cannot_be_told_from_who_did_not(town: Town) -> None:
    rows = read((await town.file())[0])
    assert {name for row in rows for name in row} == {
        "row",
        "quarter",
        "survey_version",
        "district",
        "channel",
        "helped",
        "bemotande",
        "enkelhet",
        "tydlighet",
        "overall",
        "language",
        "comment",
    }


async def test_nothing_is_left_beside_the_file(town: Town) -> None:
    path, done = await town.file("xlsx")
    assert [each.name for each in town.folder.iterdir()] == [path.name]
    assert path.stat().st_size == done.size
    assert path.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("format", ["csv", "parquet", "sav", "xlsx"])
async def test_a_quarter_where_all_is_hidden_gives_a_file_without_rows(
    format: str, service: Any, desk: Any, tmp_path: Path
) -> None:
    import numpy as np

    from feedback.closing import close_due

    await write(service, [drawn(np.random.default_rng(1), "phone", "oholm") for _ in range(6)])
    assert await close_due(service, service.today())
    path, done = await Town(service, desk, [], tmp_path).file(format)
    assert done.rows == 0
    assert read(path) == []


@contextmanager
def little_room() -> Iterator[None]:
    """No file may grow beyond some bytes, which a program meets as it meets a disk that is full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2048, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("format", ["csv", "parquet", "sav", "xlsx"])
async def test_a_full_disk_is_a_sentence_and_leaves_nothing(format: str, town: Town) -> None:
    first, _ = await town.file()
    first.unlink()
    with pytest.raises(NotWritten, match="Ingen halv fil ligger kvar"), little_room():
        await town.file(format)
    assert list(town.folder.iterdir()) == []
