"""People change themes: what they see afterwards, what they may undo, and what stops them."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from feedback.errors import Conflict, InputError, NotAllowed, NotFound
from feedback.service import Service
from feedback.staff.roles import Role, Viewer
from feedback.tables import Audit, ThemeAnswer, ThemeEditRow, WaitingComment
from feedback.themes import edits
from feedback.themes.found import Fate
from feedback.themes.reading import (
    comment_of,
    comments,
    count_comments,
    log_of,
    quotes_of,
    released_quotes,
    state_version,
    suggestions,
    theme_of,
    themes,
)
from feedback.themes.stored import CommentFilter
from tests.themes.commented import Wrote, close, group, grouped, staff, write

WROTE = (
    Wrote("Lång väntan i telefon"),
    Wrote("Vänta och vänta, och så otrevlig personal"),
    Wrote("Trevlig personal", district="soderhagen"),
    Wrote("Otrevlig i receptionen"),
    Wrote("Hej"),
)
CARRIED = ((0,), (0, 1), (1,), (1,), ())


@dataclass(frozen=True)
class Small:
    """Five comments, two themes and somebody who may change them."""

    service: Service
    mona: Viewer
    waiting: int
    manner: int
    ids: tuple[int, ...]

    async def texts_of(self, theme: int | None) -> list[str]:
        wanted = CommentFilter(theme=theme) if theme is not None else CommentFilter(other=True)
        page = await comments(wanted, self.mona)
        return sorted(row.text for row in page.rows)

    async def themes_of(self, place: int) -> tuple[int, ...]:
        found = await comment_of(self.ids[place], self.mona)
        assert found is not None
        return found.themes

    async def again(self) -> None:
        """A new grouping that finds the same."""
        fates = [Fate("matched", 0, self.waiting), Fate("matched", 1, self.manner)]
        await grouped(
            self.service, (group("Väntetid"), group("Personal")), self.carried(), self.texts(), fates
        )

    def carried(self) -> dict[int, tuple[int, ...]]:
        return dict(zip(self.ids, CARRIED, strict=True))

    def texts(self) -> dict[int, str]:
        return {id: each.text for id, each in zip(self.ids, WROTE, strict=True)}


@pytest.fixture
async def small(service: Service) -> Small:
    await close("2026Q3")
    ids = await write(service, WROTE)
    texts = {id: each.text for id, each in zip(ids, WROTE, strict=True)}
    waiting, manner = await grouped(
        service,
        (group("Lång väntan", "vänta"), group("Bemötande", "personal")),
        dict(zip(ids, CARRIED, strict=True)),
        texts,
        merges=((0, 1, 0.4),),
    )
    return Small(service, await staff(), waiting, manner, tuple(ids))


async def test_a_new_name_stays_through_the_next_grouping(small: Small) -> None:
    before = await state_version()
    await edits.rename(
        small.service, small.mona, small.waiting, " Lång  väntan i telefon ", "Long wait", None
    )
    assert await state_version() != before
    await small.again()
    names = {each.id: (each.name, each.name_en) for each in await themes()}
    assert names == {small.waiting: ("Lång väntan i telefon", "Long wait"), small.manner: ("Personal", "")}
    kinds = [(line.kind, line.staff_name) for line in await log_of(small.waiting)]
    assert kinds == [("matched", None), ("rename", "Mona Lind"), ("new", None)]


async def test_an_approved_name_stays_too(small: Small) -> None:
    await edits.approve(small.service, small.mona, small.manner, None)
    await small.again()
    found = await theme_of(small.manner)
    assert found is not None
    assert (found.name, found.is_named) == ("Bemötande", True)


async def test_all_that_is_wrong_with_a_name_is_said_at_once(small: Small) -> None:
    with pytest.raises(InputError) as error:
        await edits.rename(small.service, small.mona, small.waiting, "BEMÖTANDE", "x" * 61, None)
    assert [fault.place for fault in error.value.faults] == ["name", "name_en"]
    with pytest.raises(InputError):
        await edits.rename(small.service, small.mona, small.waiting, "Kö", "", None)


async def test_nobody_overwrites_what_another_has_just_done(small: Small) -> None:
    bo = await staff("Bo Ek")
    await edits.rename(small.service, bo, small.waiting, "Telefonkö", "", None)
    with pytest.raises(Conflict, match="Bo Ek har ändrat temat ”Telefonkö” sedan du öppnade sidan"):
        await edits.rename(small.service, small.mona, small.waiting, "Väntetider", "", None)
    seen = (await theme_of(small.waiting)).newest_edit  # type: ignore[union-attr]
    edit = await edits.rename(small.service, small.mona, small.waiting, "Väntetider", "", seen)
    await edits.undo(small.service, bo, edit)
    with pytest.raises(Conflict, match="Bo Ek"):
        await edits.approve(small.service, small.mona, small.waiting, edit)
    assert (await theme_of(small.waiting)).name == "Telefonkö"  # type: ignore[union-attr]


async def test_the_committee_reads_and_changes_nothing(small: Small) -> None:
    member = await staff("Nils", Role.COMMITTEE)
    with pytest.raises(NotAllowed):
        await edits.rename(small.service, member, small.waiting, "Köer", "", None)
    with pytest.raises(NotAllowed):
        await edits.release(small.service, member, small.ids[0], small.waiting, WROTE[0].text)
    assert (await comments(CommentFilter(), member)).rows


async def test_a_merge_counts_everything_once_and_survives_and_is_undone(small: Small) -> None:
    edit = await edits.merge(small.service, small.mona, small.waiting, small.manner, None)
    assert [each.id for each in await themes()] == [small.manner]
    assert await count_comments(CommentFilter(theme=small.manner), small.mona) == 4
    assert await small.themes_of(1) == (small.manner,)
    assert await suggestions() == ()
    await small.again()
    assert await count_comments(CommentFilter(theme=small.manner), small.mona) == 4
    assert [each.id for each in await themes()] == [small.manner]
    await edits.undo(small.service, small.mona, edit)
    assert await small.texts_of(small.waiting) == sorted(each.text for each in WROTE[:2])


async def test_a_merge_is_not_undone_into_a_name_that_is_taken(small: Small) -> None:
    edit = await edits.merge(small.service, small.mona, small.waiting, small.manner, None)
    seen = (await theme_of(small.manner)).newest_edit  # type: ignore[union-attr]
    await edits.rename(small.service, small.mona, small.manner, "Lång väntan", "", seen)
    with pytest.raises(InputError) as error:
        await edits.undo(small.service, small.mona, edit)
    assert "används redan" in str(error.value)


async def test_a_pair_kept_apart_is_suggested_no_more(small: Small) -> None:
    [pair] = await suggestions()
    assert {pair.first, pair.second} == {small.waiting, small.manner}
    edit = await edits.keep_apart(small.service, small.mona, small.manner, small.waiting)
    assert await suggestions() == ()
    await edits.undo(small.service, small.mona, edit)
    assert len(await suggestions()) == 1


async def test_a_comment_is_moved_and_stays_where_it_was_put(small: Small) -> None:
    await edits.move(small.service, small.mona, small.ids[2], small.manner, small.waiting)
    assert await small.themes_of(2) == (small.waiting,)
    await edits.move(small.service, small.mona, small.ids[1], small.manner, None)
    assert await small.themes_of(1) == (small.waiting,)
    await edits.move(small.service, small.mona, small.ids[4], None, small.manner)
    await edits.move(small.service, small.mona, small.ids[3], small.manner, None)
    await small.again()
    assert await small.texts_of(small.waiting) == sorted(WROTE[at].text for at in (0, 1, 2))
    assert await small.texts_of(small.manner) == [WROTE[4].text]
    assert await small.texts_of(None) == [WROTE[3].text]


async def test_a_move_made_on_an_old_page_is_refused(small: Small) -> None:
    await edits.move(small.service, small.mona, small.ids[0], small.waiting, small.manner)
    with pytest.raises(Conflict, match="andra teman"):
        await edits.move(small.service, small.mona, small.ids[0], small.waiting, None)
    with pytest.raises(Conflict, match="andra teman"):
        await edits.move(small.service, small.mona, small.ids[0], None, small.waiting)
    with pytest.raises(InputError):
        await edits.move(small.service, small.mona, small.ids[0], small.manner, small.manner)


async def test_moves_are_undone_the_last_first(small: Small) -> None:
    first = await edits.move(small.service, small.mona, small.ids[1], small.manner, None)
    second = await edits.move(small.service, small.mona, small.ids[1], small.waiting, None)
    with pytest.raises(Conflict, match="flyttats igen"):
        await edits.undo(small.service, small.mona, first)
    await edits.undo(small.service, small.mona, second)
    assert await small.themes_of(1) == (small.waiting,)
    await edits.undo(small.service, small.mona, first)
    assert await small.themes_of(1) == (small.waiting, small.manner)
    assert not await ThemeAnswer.exists().where(ThemeAnswer.by_person.eq(True))
    with pytest.raises(Conflict, match="redan ångrad"):
        await edits.undo(small.service, small.mona, first)


async def test_a_move_undone_after_a_new_grouping_lets_the_comment_be_read_again(small: Small) -> None:
    edit = await edits.move(small.service, small.mona, small.ids[2], small.manner, small.waiting)
    await small.again()
    await edits.undo(small.service, small.mona, edit)
    assert [row["response"] for row in await WaitingComment.select()] == [small.ids[2]]


async def test_words_are_split_off_and_stay_split(small: Small) -> None:
    edit, reception = await edits.split_off(
        small.service, small.mona, small.manner, "Otrevlig personal", words="OTREVLIG"
    )
    assert await small.texts_of(reception) == sorted(WROTE[at].text for at in (1, 3))
    assert await small.texts_of(small.manner) == [WROTE[2].text]
    assert await small.themes_of(1) == (small.waiting, reception)
    await small.again()
    assert await small.texts_of(reception) == sorted(WROTE[at].text for at in (1, 3))
    found = await theme_of(reception)
    assert found is not None
    assert (found.name, found.is_named, found.split_from) == ("Otrevlig personal", True, small.manner)
    await edits.undo(small.service, small.mona, edit)
    assert reception not in {each.id for each in await themes()}


async def test_chosen_comments_are_split_off_and_put_back(small: Small) -> None:
    edit, mine = await edits.split_off(
        small.service, small.mona, small.manner, "Reception", responses=[small.ids[3]]
    )
    assert await small.texts_of(mine) == [WROTE[3].text]
    later = await edits.move(small.service, small.mona, small.ids[3], mine, None)
    with pytest.raises(Conflict, match="flyttats igen"):
        await edits.undo(small.service, small.mona, edit)
    await edits.undo(small.service, small.mona, later)
    seen = (await theme_of(mine)).newest_edit  # type: ignore[union-attr]
    renamed = await edits.rename(small.service, small.mona, mine, "I receptionen", "", seen)
    with pytest.raises(Conflict, match="ändrats sedan det delades av"):
        await edits.undo(small.service, small.mona, edit)
    await edits.undo(small.service, small.mona, renamed)
    await edits.undo(small.service, small.mona, edit)
    assert await small.texts_of(small.manner) == sorted(WROTE[at].text for at in (1, 2, 3))
    assert [each.id for each in await themes()] == sorted(
        (small.manner, small.waiting), key=lambda id: {small.manner: "Bemötande"}.get(id, "Lång väntan")
    )


async def test_a_split_needs_comments_of_the_theme(small: Small) -> None:
    for given in ({"words": "finns inte"}, {"responses": [small.ids[0]]}, {}):
        with pytest.raises(InputError, match="Inga av temats kommentarer"):
            await edits.split_off(small.service, small.mona, small.manner, "Något", **given)  # type: ignore[arg-type]


async def test_a_quote_is_released_and_withdrawn_and_both_are_undone(small: Small) -> None:
    text = WROTE[0].text
    edit = await edits.release(small.service, small.mona, small.ids[0], small.waiting, text)
    [quote] = await released_quotes(small.waiting)
    assert (quote.text, quote.released_by_name, quote.theme) == (text, "Mona Lind", small.waiting)
    [shown] = await quotes_of(small.waiting, small.mona)
    assert (shown.released_in, shown.is_typical) == ((small.waiting,), True)
    with pytest.raises(InputError, match="redan frisläppt"):
        await edits.release(small.service, small.mona, small.ids[0], small.waiting, text)
    withdrawn = await edits.withdraw(small.service, small.mona, quote.id)
    assert await released_quotes() == ()
    with pytest.raises(Conflict, match="redan dragits tillbaka"):
        await edits.undo(small.service, small.mona, edit)
    await edits.undo(small.service, small.mona, withdrawn)
    await edits.undo(small.service, small.mona, edit)
    assert await released_quotes() == ()
    actions = [row["action"] for row in await Audit.select().order_by(Audit.at)]
    assert sorted(set(actions)) == ["quote_released", "quote_withdrawn", "theme_change_undone"]


async def test_only_the_text_that_was_read_is_released(small: Small) -> None:
    with pytest.raises(Conflict):
        await edits.release(small.service, small.mona, small.ids[0], small.waiting, "något annat")
    with pytest.raises(Conflict):
        await edits.release(small.service, small.mona, small.ids[0], small.manner, WROTE[0].text)


async def test_a_managers_reach_ends_where_her_districts_end(small: Small) -> None:
    sonja = await staff("Sonja", districts=("soderhagen",))
    assert [row.text for row in (await comments(CommentFilter(), sonja)).rows] == [WROTE[2].text]
    with pytest.raises(NotFound):
        await edits.move(small.service, sonja, small.ids[0], small.waiting, None)
    with pytest.raises(NotFound):
        await edits.release(small.service, sonja, small.ids[0], small.waiting, WROTE[0].text)
    nobody = await staff("Ny", districts=())
    assert (await comments(CommentFilter(), nobody)).rows == ()


async def test_what_the_grouping_did_is_not_undone_by_hand(small: Small) -> None:
    [line] = [line for line in await log_of(small.waiting) if line.kind == "new"]
    assert not line.may_be_undone
    with pytest.raises(InputError, match="grupperingen"):
        await edits.undo(small.service, small.mona, line.id)
    with pytest.raises(NotFound):
        await edits.undo(small.service, small.mona, 1)


async def test_rows_of_an_edit_hold_what_was_before(small: Small) -> None:
    await edits.move(small.service, small.mona, small.ids[1], small.manner, None)
    rows = await ThemeEditRow.select().order_by(ThemeEditRow.place)
    assert [row["theme"] for row in rows] == [small.waiting, small.manner]
