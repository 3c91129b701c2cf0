"""From a draft to the archive, on both kinds of database: who may do what, in which order, and what never changes."""

from __future__ import annotations

import json

import pytest

from feedback.database.writer import run_procedure
from feedback.errors import Conflict, InputError, NotAllowed, NotFound
from feedback.quarterly import approving, commenting, editing
from feedback.quarterly.archiving import files_of, hash_of, read_file, whole_hash
from feedback.quarterly.differences import read_differences
from feedback.quarterly.drafting import ask_for_draft
from feedback.quarterly.editing import Place
from feedback.quarterly.package import DamagedSummary
from feedback.quarterly.published import read_figures
from feedback.quarterly.reading import comments_of, contents_of, summary_of
from feedback.quarterly.runs import (
    MOST_ATTEMPTS,
    LostRun,
    asking,
    ending,
    giving_back,
    keeping,
    latest_runs,
    taking,
)
from feedback.quarters import Quarter
from feedback.service import Service
from feedback.staff.accounts import disable_account
from feedback.tables import Audit, Comment, Job, ReleasedQuote, Response, Summary, SummaryFile
from tests import world
from tests.quarterly.drafts import QUARTER, archived, changes, drafted, staff, state, viewers
from tests.themes.conftest import Ticking

SAID = "Av dem som tillfrågades svarade [77] under [kvartal 3 2026]."


def place(summary: int, id: str = "svar", key: str = "sv-full") -> Place:
    return Place(summary, key, id)


async def approved(service: Service, summary: int) -> None:
    """Reviewed by Anna, approved by Cia."""
    people = await viewers()
    await approving.review(service, people["anna"], summary, await changes(summary))
    await approving.approve(service, people["cia"], summary, "Cia", await changes(summary))


async def test_words_are_edited_and_figures_are_not(service: Service) -> None:
    people = await staff(service)
    summary = await drafted(service, people["anna"])
    await editing.edit(service, people["anna"], place(summary), "Bara [77] svarade.", SAID)
    contents = await contents_of(summary)
    assert contents.prose == {"sv-full": {"svar": "Bara [77] svarade."}}
    with pytest.raises(InputError, match="kunde inte sparas"):
        await editing.edit(
            service, people["anna"], place(summary), "Bara [78] svarade.", "Bara [77] svarade."
        )
    with pytest.raises(InputError):
        await editing.edit(service, people["cia"], place(summary), "99 svarade.", "Bara [77] svarade.")
    await editing.reset(service, people["cia"], place(summary), "Bara [77] svarade.")
    assert (await contents_of(summary)).prose == {}


async def test_the_administration_writes_of_its_own_and_decides_on_more(service: Service) -> None:
    people = await staff(service)
    summary = await drafted(service, people["anna"])
    own = "Förvaltningen har inget att tillägga."
    await editing.edit(service, people["anna"], place(summary, "synpunkter-text"), "Vi gör 3 saker.", own)
    points = "Godkänna redovisningen.\nÅterkomma 2027."
    first = "Demokratiberedningen godkänner redovisningen."
    await editing.edit(service, people["anna"], place(summary, "decision"), points, first)
    assert (await contents_of(summary)).prose["sv-full"] == {
        "synpunkter-text": "Vi gör 3 saker.",
        "decision": points,
    }
    with pytest.raises(NotFound):
        await editing.edit(service, people["anna"], place(summary, "ingenstans"), "x", "")
    with pytest.raises(NotFound):
        await editing.edit(service, people["anna"], place(summary, "svar", "fi-full"), "x", "")


async def test_the_second_of_two_is_told_who_was_first(service: Service) -> None:
    people = await staff(service)
    summary = await drafted(service, people["anna"])
    await editing.edit(service, people["anna"], place(summary), "Bara [77] svarade.", SAID)
    with pytest.raises(Conflict, match="Anna har skrivit om stycket"):
        await editing.edit(service, people["cia"], place(summary), "Hela [77] svarade.", SAID)
    # another paragraph is no hindrance, nor is the same change twice
    await editing.edit(
        service,
        people["cia"],
        place(summary, "synpunkter-text"),
        "Nytt.",
        "Förvaltningen har inget att tillägga.",
    )
    await editing.edit(service, people["cia"], place(summary), "Bara [77] svarade.", SAID)
    with pytest.raises(Conflict, match="Cia har ändrat sammanfattningen"):
        await approving.review(service, people["anna"], summary, 0)


async def test_comments_are_made_settled_and_opened_again(service: Service) -> None:
    people = await staff(service)
    summary = await drafted(service, people["anna"])
    one = await commenting.comment(service, people["anna"], summary, "sv-full svar", "Är det så få?")
    await commenting.comment(service, people["cia"], summary, commenting.WHOLE, "Bra.")
    await commenting.settle(service, people["cia"], summary, one)
    await commenting.settle(service, people["anna"], summary, one)
    first, second = await comments_of(summary)
    assert (first.staff_name, first.settled_name, second.place, second.settled_at) == (
        "Anna",
        "Cia",
        "",
        None,
    )
    await commenting.reopen(service, people["anna"], summary, one)
    assert (await comments_of(summary))[0].settled_at is None
    with pytest.raises(InputError):
        await commenting.comment(service, people["anna"], summary, "", "  ")
    with pytest.raises(NotFound):
        await commenting.settle(service, people["anna"], summary, 1)


async def test_the_committee_only_reads(service: Service) -> None:
    people = await staff(service)
    summary, bo = await drafted(service, people["anna"]), people["bo"]
    for change in (
        editing.edit(service, bo, place(summary), "x", SAID),
        editing.reset(service, bo, place(summary), SAID),
        editing.set_heads(service, bo, summary, "1", "Bo", 0),
        commenting.comment(service, bo, summary, "", "Hej"),
        approving.review(service, bo, summary, 0),
        approving.approve(service, bo, summary, "Bo", 0),
        approving.discard(service, bo, summary, 0),
        approving.restore(service, bo, summary),
        ask_for_draft(service, bo, Quarter(2026, 3)),
    ):
        with pytest.raises(NotAllowed):
            await change


async def test_only_an_administrator_approves_what_somebody_else_has_reviewed(service: Service) -> None:
    people = await staff(service)
    summary = await drafted(service, people["anna"])
    with pytest.raises(Conflict, match="måste vara granskad"):
        await approving.approve(service, people["cia"], summary, "Cia", 0)
    await approving.review(service, people["cia"], summary, await changes(summary))
    with pytest.raises(NotAllowed, match="administratörer"):
        await approving.approve(service, people["anna"], summary, "Anna", await changes(summary))
    with pytest.raises(NotAllowed, match="själv granskat"):
        await approving.approve(service, people["cia"], summary, "Cia", await changes(summary))
    await approving.review(service, people["anna"], summary, await changes(summary))
    with pytest.raises(InputError, match="Namnet stämmer inte"):
        await approving.approve(service, people["cia"], summary, "Anna", await changes(summary))
    await approving.approve(service, people["cia"], summary, " cia ", await changes(summary))
    row = await summary_of(summary)
    assert (row.is_being_archived, row.approved_name) == (True, "Cia")


async def test_whoever_is_alone_approves_what_she_reviewed(service: Service) -> None:
    people = await staff(service)
    summary = await drafted(service, people["cia"])
    await approving.review(service, people["cia"], summary, 0)
    await disable_account(service, "anna@lillaker.example")
    assert await approving.approval_hinders(people["cia"], people["cia"].id) == ""
    await approving.approve(service, people["cia"], summary, "Cia", await changes(summary))
    assert (await summary_of(summary)).is_being_archived


async def test_a_word_changed_after_the_review_is_reviewed_again(service: Service) -> None:
    people = await staff(service)
    summary = await drafted(service, people["anna"])
    await approving.review(service, people["anna"], summary, 0)
    await editing.edit(service, people["anna"], place(summary), "Bara [77] svarade.", SAID)
    assert await state(summary) == "drafted"
    await approving.review(service, people["anna"], summary, await changes(summary))
    await commenting.comment(service, people["cia"], summary, "", "Fint.")
    assert await state(summary) == "reviewed"


async def test_the_archive_is_made_in_one_step_and_told_of_once(service: Service) -> None:
    people = await staff(service)
    summary = await drafted(service, people["anna"])
    await editing.set_heads(service, people["anna"], summary, "12", "Dag Ek", await changes(summary))
    await editing.edit(service, people["anna"], place(summary), "Bara [77] svarade.", SAID)
    await approved(service, summary)
    await archived(service)
    row, files = await summary_of(summary), await files_of(summary)
    assert row.state == "archived"
    assert [each.name for each in files] == sorted(
        f"likvardig-2026Q3-1-{name}"
        for name in (
            "sv.pdf", "sv.html", "sv.docx", "sv-lattlast.pdf", "sv-lattlast.html", "siffror.csv", "siffror.parquet",
            "en.pdf", "en.html", "en.docx", "en-lattlast.pdf", "en-lattlast.html",
        )
    )  # fmt: skip
    assert row.content_hash == whole_hash((each.name, each.content_hash) for each in files)
    pdf = await read_file(summary, row.content_hash, "likvardig-2026Q3-1-sv.pdf")
    assert pdf is not None
    text = pdf.content.decode()
    assert "Bara " in text
    assert "Godkänd av Cia den 18 november 2026." in text
    assert "LS-2026/12" in text
    assert "Utkast" not in text
    figures = await read_file(summary, row.content_hash, "likvardig-2026Q3-1-siffror.csv")
    assert figures is not None
    assert [each.n for each in read_figures(figures.content)] == [77]
    jobs = await Job.select(Job.key).where(Job.kind == "summary_mail")
    assert {each["key"] for each in jobs} == {f"{summary:x}.{people[name].id:x}" for name in ("anna", "bo")}


async def test_nothing_changes_what_is_archived(service: Service) -> None:
    people = await staff(service)
    summary = await drafted(service, people["anna"])
    await approved(service, summary)
    await archived(service)
    before = await _everything()
    cia = people["cia"]
    for change in (
        editing.edit(service, cia, place(summary), "Bara [77] svarade.", SAID),
        editing.reset(service, cia, place(summary), SAID),
        editing.set_heads(service, cia, summary, "1", "Cia", before[0][0]["changes"]),
        commenting.comment(service, cia, summary, "", "Hej"),
        commenting.settle(service, cia, summary, 1),
        commenting.reopen(service, cia, summary, 1),
        approving.review(service, cia, summary, before[0][0]["changes"]),
        approving.approve(service, cia, summary, "Cia", before[0][0]["changes"]),
        approving.discard(service, cia, summary, before[0][0]["changes"]),
        approving.restore(service, cia, summary),
    ):
        with pytest.raises(Conflict):
            await change
    assert await run_procedure(service.engine, taking(service.now())) is None
    assert await _everything() == before


async def _everything() -> tuple[list[object], list[object]]:
    return (
        await Summary.select().order_by(Summary.id),
        await SummaryFile.select(SummaryFile.name, SummaryFile.content, SummaryFile.content_hash).order_by(
            SummaryFile.name
        ),
    )  # type: ignore[return-value]


async def test_a_damaged_file_is_not_given_out(service: Service) -> None:
    people = await staff(service)
    summary = await drafted(service, people["anna"])
    await approved(service, summary)
    await archived(service)
    content_hash = (await summary_of(summary)).content_hash
    name = "likvardig-2026Q3-1-sv.pdf"
    await SummaryFile.update({SummaryFile.content: b"%PDF-other"}).where(SummaryFile.name == name)
    with pytest.raises(DamagedSummary):
        await read_file(summary, content_hash, name)
    # with a hash of its own that fits, the hash of the whole does not
    await SummaryFile.update({SummaryFile.content_hash: hash_of(b"%PDF-other")}).where(
        SummaryFile.name == name
    )
    with pytest.raises(DamagedSummary):
        await read_file(summary, content_hash, name)
    assert await read_file(summary, content_hash, "likvardig-2026Q3-9-sv.pdf") is None


async def _released(service: Service, response: int, text: str) -> None:
    await Response.insert(
        Response(
            id=response, survey="errand", version="1", channel="phone", district="norrbyn", language="sv",
            mode="sms_link", layout="a", week=world.TODAY, receipt_hash=f"r{response}",
        )
    )  # fmt: skip
    await Comment.insert(Comment(response=response, text=text, language="sv", week=world.TODAY))
    await ReleasedQuote.insert(
        ReleasedQuote(response=response, theme=7, text=text, released_by=1, released_at=service.now())
    )


async def test_a_quote_withdrawn_or_erased_since_the_draft_is_not_approved(service: Service) -> None:
    people = await staff(service)
    await _released(service, 501, "Bra!")
    summary = await drafted(service, people["anna"], quotes=((7, "Bra!"),))
    await approving.review(service, people["anna"], summary, 0)
    await ReleasedQuote.update({ReleasedQuote.withdrawn_at: service.now()}).where(
        ReleasedQuote.response == 501
    )
    with pytest.raises(Conflict, match="får inte längre publiceras"):
        await approving.approve(service, people["cia"], summary, "Cia", await changes(summary))
    await ReleasedQuote.update({ReleasedQuote.withdrawn_at: None}).where(ReleasedQuote.response == 501)
    await Comment.delete().where(Comment.response == 501)
    with pytest.raises(Conflict, match="svaret är raderat"):
        await approving.approve(service, people["cia"], summary, "Cia", await changes(summary))


async def test_later_withdrawals_do_not_change_the_archive_and_a_new_edition_says_what_differs(
    service: Service,
) -> None:
    people = await staff(service)
    await _released(service, 501, "Bra!")
    first = await drafted(service, people["anna"], quotes=((7, "Bra!"),))
    await approved(service, first)
    await archived(service)
    before = await _everything()
    await ReleasedQuote.update({ReleasedQuote.withdrawn_at: service.now()}).where(
        ReleasedQuote.response == 501
    )
    second = await drafted(service, people["anna"], edition=2, answers=78)
    await editing.edit(
        service,
        people["anna"],
        place(second, "synpunkter-text"),
        "Ett citat är borttaget.",
        "Förvaltningen har inget att tillägga.",
    )
    await approved(service, second)
    await archived(service)
    rows, files = await _everything()
    assert [row for row in rows if row["id"] == first] == before[0]  # type: ignore[index]
    assert [file for file in files if file["name"].startswith("likvardig-2026Q3-1-")] == before[1]  # type: ignore[index]
    stored = await Summary.select(Summary.differs, Summary.edition).where(Summary.id == second).first()
    assert stored is not None
    found = read_differences(stored["differs"])
    [figure] = found.figures
    assert (figure.before and figure.before.n, figure.after and figure.after.n) == (77, 78)
    said = {(each.place, each.before, each.after) for each in found.in_language("sv") if each.kind == "full"}
    assert (
        "Förvaltningens synpunkter (1)",
        "Förvaltningen har inget att tillägga.",
        "Ett citat är borttaget.",
    ) in said
    assert any(before == "Bra!" and not after for _, before, after in said)
    pdf = await read_file(second, (await summary_of(second)).content_hash, "likvardig-2026Q3-2-sv.pdf")
    assert pdf is not None
    assert "Ändrat sedan utgåva 1" in pdf.content.decode()
    assert "n = 78" in pdf.content.decode()


async def test_a_draft_is_discarded_and_taken_back_unless_another_took_its_place(service: Service) -> None:
    people = await staff(service)
    first = await drafted(service, people["anna"])
    with pytest.raises(Conflict):
        await approving.discard(service, people["anna"], first, 99)
    await approving.discard(service, people["anna"], first, 0)
    with pytest.raises(Conflict, match="kasserat"):
        await editing.edit(service, people["anna"], place(first), "Bara [77] svarade.", SAID)
    await approving.restore(service, people["cia"], first)
    await approving.restore(service, people["cia"], first)
    assert await state(first) == "drafted"
    await approving.discard(service, people["anna"], first, await changes(first))
    second = await drafted(service, people["anna"])
    with pytest.raises(Conflict, match="nyare utkast"):
        await approving.restore(service, people["anna"], first)
    await approving.discard(service, people["anna"], second, 0)
    await approving.restore(service, people["anna"], first)
    assert (await summary_of(first)).edition == 1
    assert (await summary_of(second)).edition < 0


async def test_only_a_closed_quarter_without_a_draft_is_drafted(service: Service) -> None:
    people = await staff(service)
    with pytest.raises(NotFound, match="tidigast 2026-10-19"):
        await ask_for_draft(service, people["anna"], Quarter(2026, 3))
    await drafted(service, people["anna"])


async def test_work_is_taken_by_one_kept_given_back_and_taken_over(service: Service, clock: Ticking) -> None:
    await run_procedure(service.engine, asking("draft", QUARTER, None, None, service.now()))
    again = await run_procedure(service.engine, asking("draft", QUARTER, None, None, service.now()))
    first = await run_procedure(service.engine, taking(service.now()))
    assert first is not None
    assert first.id == again
    assert await run_procedure(service.engine, taking(service.now())) is None
    assert await run_procedure(service.engine, keeping(first, "writing", 40, service.now()))
    assert (await latest_runs())[QUARTER].progress == 40
    await run_procedure(service.engine, giving_back(first))
    second = await run_procedure(service.engine, taking(service.now()))
    assert second is not None
    clock.now = clock.now.replace(day=clock.now.day + 1)  # killed: its lease runs out
    third = await run_procedure(service.engine, taking(service.now()))
    assert third is not None
    assert third.attempts == second.attempts + 1
    assert not await run_procedure(service.engine, keeping(second, "writing", 50, service.now()))
    with pytest.raises(LostRun):
        await run_procedure(service.engine, ending(second, None, service.now()))
    for _attempt in range(MOST_ATTEMPTS):
        clock.now = clock.now.replace(day=clock.now.day + 1)
        last = await run_procedure(service.engine, taking(service.now()))
    assert last is None
    assert "avbröts flera gånger" in ((await latest_runs())[QUARTER].problem or "")


async def test_what_was_done_while_its_progress_was_told_is_not_lost(service: Service) -> None:
    await run_procedure(service.engine, asking("draft", QUARTER, None, None, service.now()))
    taken = await run_procedure(service.engine, taking(service.now()))
    assert taken is not None
    await run_procedure(service.engine, ending(taken, None, service.now()))
    assert await run_procedure(service.engine, keeping(taken, "files", 90, service.now()))
    done = (await latest_runs())[QUARTER]
    assert (done.state, done.progress) == ("done", 100)


async def test_an_approval_whose_files_cannot_be_made_is_given_again(
    service: Service, clock: Ticking
) -> None:
    people = await staff(service)
    summary = await drafted(service, people["anna"])
    await approved(service, summary)
    for _attempt in range(MOST_ATTEMPTS + 1):
        await run_procedure(service.engine, taking(service.now()))
        clock.now = clock.now.replace(day=clock.now.day + 1)
    row = await summary_of(summary)
    assert (row.state, row.approved_at, row.approved_name) == ("reviewed", None, "")
    await approving.approve(service, people["cia"], summary, "Cia", await changes(summary))
    await archived(service)
    assert await state(summary) == "archived"


async def test_everything_stands_in_the_audit(service: Service) -> None:
    people = await staff(service)
    summary = await drafted(service, people["anna"])
    await editing.edit(service, people["anna"], place(summary), "Bara [77] svarade.", SAID)
    await commenting.comment(service, people["cia"], summary, "", "Hemligt ord")
    await approved(service, summary)
    await archived(service)
    rows = (
        await Audit.select(Audit.action, Audit.detail).where(Audit.action.like("summary%")).order_by(Audit.at)
    )
    assert [row["action"] for row in rows] == [
        "summary_drafted",
        "summary_changed",
        "summary_commented",
        "summary_reviewed",
        "summary_approved",
        "summary_archived",
    ]
    assert all(row["detail"].startswith(f"{summary:x}") for row in rows)
    assert "Hemligt" not in json.dumps([row["detail"] for row in rows])
