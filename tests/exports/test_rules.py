"""What may stand beside a place, which blocks answers fall in, and the order of rows: plain functions."""

from __future__ import annotations

from array import array
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.exports.rosters import Blocks, Member, as_bytes, blocks_of, from_bytes
from feedback.exports.shuffling import PRIME, Boxes, RowNumbers
from feedback.exports.told import SMALLEST, of_each, silenced, tellable, versions_may_stand
from feedback.exports.variables import variables
from survey_defs.municipality import builtin_municipality, load_municipality
from survey_defs.survey import Survey, load_survey
from tests import world

CORE = world.SURVEYS / "core-2026-11.toml"


@pytest.fixture(scope="module")
def core() -> Survey:
    return load_survey(CORE)


def changed(folder: Path, name: str, *changes: tuple[str, str]) -> Survey:
    text = CORE.read_text(encoding="utf-8")
    for before, after in (('version = "2026-11"', f'version = "{name}"'), *changes):
        assert before in text
        text = text.replace(before, after, 1)
    path = folder / f"core-{name}.toml"
    path.write_text(text, encoding="utf-8")
    return load_survey(path)


def told(*surveys: Survey, place_stands: bool) -> set[str]:
    return {question for _, question in tellable(surveys, place_stands)}


def test_beside_a_blank_place_stands_no_question_that_some_channels_are_not_asked(core: Survey) -> None:
    """Being met is not asked of e-services, and clearness not at a kiosk."""
    assert told(core, place_stands=False) & {"bemotande", "tydlighet"} == set()
    assert {"helped", "enkelhet", "overall", "language"} <= told(core, place_stands=False)


def test_beside_a_place_stands_what_hangs_on_its_channel_and_not_who_had_to_say_where_she_lives(
    core: Survey,
) -> None:
    assert {"bemotande", "tydlighet"} <= told(core, place_stands=True)
    assert "district" not in told(core, place_stands=True)


def test_a_question_of_one_version_stands_only_where_the_version_does(core: Survey, tmp_path: Path) -> None:
    newer = changed(tmp_path, "2027-01", ('id = "enkelhet"', 'id = "enkelt"'))
    assert not {"enkelt", "enkelhet"} & told(core, newer, place_stands=True)
    assert {("core", "enkelt"), ("core", "enkelhet")} <= of_each([core, newer])


def test_what_hangs_on_a_question_that_is_not_told_is_not_told(core: Survey, tmp_path: Path) -> None:
    hanging = changed(
        tmp_path, "2027-02", ('id = "enkelhet"\n', 'id = "enkelhet"\nshow_if = "bemotande <= 2"\n')
    )
    assert "enkelhet" not in told(hanging, place_stands=False)
    assert "enkelhet" in told(hanging, place_stands=True)


def test_a_survey_of_its_own_for_a_channel_is_not_told_beside_another(core: Survey, tmp_path: Path) -> None:
    other = changed(tmp_path, "1", ('id = "core"', 'id = "digital"'))
    assert told(core, other, place_stands=False) == set()


@pytest.mark.parametrize(
    ("counts", "may"), [([10], True), ([9], False), ([400, 9], False), ([400, 10], True)]
)
def test_no_version_of_few_stands(counts: list[int], may: bool) -> None:
    assert versions_may_stand(counts) is may


@pytest.mark.parametrize(
    ("answers", "shown", "blank"),
    [
        ({("a", "x"): 30, ("a", "y"): 12}, {("a", "x"), ("a", "y")}, set()),
        # Subtracting from the district's figure leaves four, so the whole district is blank.
        ({("a", "x"): 30, ("a", "y"): 4}, {("a", "x")}, {("a", "x")}),
        ({("a", "x"): 30, ("a", "y"): 10}, {("a", "x")}, set()),
        # Few answered the question where many answered the survey.
        ({("a", "x"): 30, ("a", "y"): 4}, {("a", "x"), ("a", "y")}, {("a", "x"), ("a", "y")}),
        ({("a", "x"): 30, ("a", "y"): 4, ("b", "x"): 40}, {("a", "x"), ("b", "x")}, {("a", "x")}),
        ({("a", "x"): 30, ("a", "y"): 9, ("a", "z"): 8}, {("a", "x"), ("a", "y")}, {("a", "y")}),
    ],
)
def test_a_published_question_leaves_nobody_or_ten(
    answers: dict[tuple[str, str], int], shown: set[tuple[str, str]], blank: set[tuple[str, str]]
) -> None:
    assert silenced(answers, shown) == blank


members = st.lists(
    st.builds(Member, st.integers(0, 2**64 - 1), st.booleans(), st.tuples(st.booleans(), st.booleans())),
    max_size=120,
    unique_by=lambda each: each.mark,
)


@given(members, st.booleans())
def test_every_block_holds_ten_of_each_kind_or_is_the_whole_group(
    group: list[Member], is_as_closed: bool
) -> None:
    blocks = blocks_of(group, is_as_closed)
    by_mark = {each.mark: each for each in group}
    if blocks is None:
        few = sum(each.has_overall for each in group) < SMALLEST
        assert few or not is_as_closed
        return
    assert list(blocks.marks) == sorted(blocks.marks)
    inside: dict[int, list[Member]] = {}
    for mark in blocks.marks:
        block = blocks.block(mark)
        assert block is not None
        inside.setdefault(block, []).append(by_mark[mark])
    assert [len(inside[block]) for block in sorted(inside)] == [
        blocks.size(block) for block in sorted(inside)
    ]
    if len(inside) > 1:
        for each in inside.values():
            assert min(sum(member.counts[kind] for member in each) for kind in (0, 1)) >= SMALLEST
    left = [each for each in group if blocks.block(each.mark) is None]
    if is_as_closed:
        assert left == []
    else:
        assert min(sum(member.counts[kind] for member in left) for kind in (0, 1)) >= SMALLEST


def marked(number: int) -> list[Member]:
    return [Member(1000 + each, True, (True, True)) for each in range(number)]


def test_blocks_are_cut_at_ten_and_who_comes_late_is_in_none() -> None:
    blocks = blocks_of(marked(35), is_as_closed=True)
    assert blocks is not None
    assert blocks.starts == (0, 10, 20)
    assert [blocks.size(block) for block in range(3)] == [10, 10, 15]
    assert [blocks.block(mark) for mark in (1000, 1009, 1010, 1019, 1020, 1034)] == [0, 0, 1, 1, 2, 2]
    assert [blocks.block(mark) for mark in (999, 1035, 1_000_000)] == [None, None, None]


@given(st.dictionaries(st.text(max_size=12), st.lists(st.integers(0, 2**64 - 1), min_size=1, max_size=40)))
def test_a_roster_is_read_as_it_was_written(groups: dict[str, list[int]]) -> None:
    roster = {name: Blocks(array("Q", sorted(marks)), (0,)) for name, marks in groups.items()}
    assert from_bytes(as_bytes(roster)) == roster


def test_boxes_give_everything_back_in_another_order_each_time(tmp_path: Path) -> None:
    orders = []
    for attempt in range(2):
        folder = tmp_path / str(attempt)
        folder.mkdir()
        boxes = Boxes(folder)
        for start in range(0, 250_000, 5_000):
            boxes.add([(number, None, "å") for number in range(start, start + 5_000)])
        orders.append([number for page in boxes.pages() for number, _, _ in page])
        assert list(folder.iterdir()) == []
    assert sorted(orders[0]) == list(range(250_000)) == sorted(orders[1])
    assert orders[0] != orders[1]


def test_row_numbers_come_once_and_are_others_in_the_next_file() -> None:
    first, second = RowNumbers().take(10_000), RowNumbers().take(10_000)
    assert len(set(first)) == 10_000
    assert all(1 <= number <= PRIME < 10**15 for number in first)
    assert not set(first) & set(second)


def test_names_of_columns_are_kept_apart_and_are_such_as_spss_takes(core: Survey, tmp_path: Path) -> None:
    odd = changed(tmp_path, "x", ('id = "core"', 'id = "other"'), ('id = "enkelhet"', 'id = "quarter"'))
    municipality = load_municipality(builtin_municipality("huddinge"))
    for surveys in ([core], [odd], [core, odd]):
        names = [each.name for each in variables(municipality, surveys)]
        assert len(set(names)) == len(names)
        assert all(name.replace("_", "a").isalnum() and name[0].isalpha() for name in names)
