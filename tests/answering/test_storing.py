"""One transaction: response, answers, cube, funnel, the spent link, and the person cut off."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import replace
from functools import partial

from feedback.answering.storing import AnswerRow, Outcome, Submission, starting, storing
from feedback.cells import Dimensions, readable
from feedback.database.writer import GroupCommit, run_procedure
from feedback.funnel import FUNNEL, Stage
from feedback.packing import monday_of
from feedback.rebuilding import rebuild
from feedback.service import Service
from feedback.tables import Answer, Cell, Errand, FrozenSurvey, Funnel, Invitation, Response
from tests import world
from tests.invited import Errand as Done
from tests.invited import invite


def submission(service: Service, token: str, nonce: str = "n") -> Submission:
    survey = service.catalogue.for_channel("office_visit", world.TODAY)
    place = Dimensions(
        monday_of(world.TODAY), "office_visit", "soderhagen", "soder", "housing", "sv", "e_mail_link"
    )
    return Submission(
        token_hash=service.keys.token_hash(token),
        receipt_hash=service.keys.receipt_hash(service.keys.receipt(token, nonce)),
        today=world.TODAY,
        survey=survey.id,
        version=survey.version,
        content_hash=survey.content_hash,
        layout=survey.layout,
        place=place,
        dimensions=place,
        answers=(
            AnswerRow("helped", score=3, choice="yes"),
            AnswerRow("overall", score=4),
            AnswerRow("comment", text="Bra bemötande"),
        ),
        scores=(("core.helped", 3), ("core.overall", 4)),
    )


async def write_all(service: Service, items: list[Submission]) -> list[Outcome]:
    writer: GroupCommit[Submission, Outcome] = GroupCommit(
        service.engine, partial(storing, service.vocabulary)
    )
    writer.start()
    outcomes = await asyncio.gather(*(writer.write(item) for item in items))
    await writer.stop()
    return list(outcomes)


async def stages() -> Counter[Stage]:
    found: Counter[Stage] = Counter()
    for row in await Funnel.select():
        found[Stage(FUNNEL.field("stage", row["key"]))] += row["n"]
    return found


async def test_everything_is_written_and_the_person_cut_off(service: Service) -> None:
    (token,) = await invite(service, [Done()])
    assert await write_all(service, [submission(service, token)]) == [Outcome.STORED]

    assert await Response.count() == 1
    assert {(row["question"], row["score"], row["choice"], row["text"]) for row in await Answer.select()} == {
        ("helped", 3, "yes", None),
        ("overall", 4, None, None),
        ("comment", None, None, "Bra bemötande"),
    }
    cells = {
        (spelled["question"], spelled["score"]): row["n"]
        for row in await Cell.select()
        if (spelled := readable(service.vocabulary, row["key"]))
    }
    assert cells == {("response", 1): 1, ("core.helped", 3): 1, ("core.overall", 4): 1}
    assert await stages() == {Stage.STARTED: 1, Stage.ANSWERED: 1}
    assert await FrozenSurvey.count() == 1

    link = (await Invitation.select())[0]
    assert link["state"] == "spent"
    assert link["spent_on"] == world.TODAY
    assert [link[name] for name in ("errand", "token_sealed", "sent_on", "reminded_on")] == [None] * 4
    assert {link[name] for name in ("survey", "version", "language", "carrier")} == {""}
    errand = (await Errand.select())[0]
    assert [errand[name] for name in ("contact_kind", "contact_sealed", "contact_hash")] == [None] * 3


async def test_the_same_form_twice_gives_one_response(service: Service) -> None:
    (token,) = await invite(service, [Done()])
    item = submission(service, token)
    assert await write_all(service, [item, item]) == [Outcome.STORED, Outcome.SAME_AGAIN]
    assert await write_all(service, [item]) == [Outcome.SAME_AGAIN]
    assert await write_all(service, [submission(service, token, "other")]) == [Outcome.ALREADY_USED]
    assert await Response.count() == 1


async def test_two_forms_of_one_link_at_once_count_once(service: Service) -> None:
    (token,) = await invite(service, [Done()])
    items = [submission(service, token, str(number)) for number in range(20)]
    outcomes = Counter(await write_all(service, items))
    assert outcomes == {Outcome.STORED: 1, Outcome.ALREADY_USED: 19}
    assert await Response.count() == 1


async def test_expired_withdrawn_and_unknown_links_store_nothing(service: Service) -> None:
    (late,) = await invite(service, [Done()], closed_days_ago=20)
    (gone,) = await invite(service, [Done()], state="withdrawn")
    items = [submission(service, token) for token in (late, gone, "0000000000000000")]
    assert await write_all(service, items) == [Outcome.GONE] * 3
    assert await Response.count() == await Cell.count() == await Funnel.count() == 0


async def test_starting_is_counted_once_per_link(service: Service) -> None:
    (token,) = await invite(service, [Done()])
    item = submission(service, token)
    for first in (True, False):
        assert (
            await run_procedure(service.engine, starting(service.vocabulary, item.token_hash, item.place))
            is first
        )
    assert await write_all(service, [item]) == [Outcome.STORED]
    assert await stages() == {Stage.STARTED: 1, Stage.ANSWERED: 1}


async def test_the_cube_can_be_counted_anew_from_the_answers(service: Service) -> None:
    tokens = await invite(service, [Done()] * 12)
    items = [submission(service, token) for token in tokens]
    items = [
        replace(item, dimensions=replace(item.dimensions, district="oholm" if place % 2 else None))
        for place, item in enumerate(items)
    ]
    await write_all(service, items)
    before = {row["key"]: row["n"] for row in await Cell.select()}
    await Cell.delete(force=True)
    assert await rebuild(service) == 12
    assert {row["key"]: row["n"] for row in await Cell.select()} == before


async def test_no_column_leads_from_a_response_to_anything_else(service: Service) -> None:
    names = {column._meta.name for column in Response._meta.columns}
    assert names == {
        "id",
        "survey",
        "version",
        "channel",
        "office",
        "service",
        "district",
        "language",
        "mode",
        "layout",
        "week",
        "receipt_hash",
    }
    assert {column._meta.name for column in Response._meta.foreign_key_columns} == set()
    assert {column._foreign_key_meta.resolved_references for column in Answer._meta.foreign_key_columns} == {
        Response
    }
