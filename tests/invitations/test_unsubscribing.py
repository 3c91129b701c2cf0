"""The page behind the unsubscribe link: looking changes nothing, the button or a mail program does."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import httpx
import pytest
from litestar import Litestar, Request, Response

from feedback.database.statements import Procedure, Rows
from feedback.database.writer import run_procedure
from feedback.errors import LikvardigError
from feedback.funnel import Stage
from feedback.invitations.deciding import decide_accepted
from feedback.invitations.expiry import expire
from feedback.invitations.jobs import work_once
from feedback.invitations.links import invitation_by_token
from feedback.invitations.opting_out import opt_out_by_link
from feedback.invitations.unsubscribing import HANDLERS
from feedback.service import Service
from feedback.tables import Errand, Invitation, Job, OptOut
from tests import world
from tests.invitations.closed import Closed, closed, errand, funnel, invitations, outbox, tokens
from tests.invitations.conftest import MovableClock

Client = httpx.AsyncClient
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


def status_only(request: Request, error: LikvardigError) -> Response[str]:
    return Response(error.message, status_code=error.status)


@pytest.fixture
async def client(service: Service) -> AsyncIterator[Client]:
    """The two routes alone, over the service of the test."""
    app = Litestar(list(HANDLERS), exception_handlers={LikvardigError: status_only}, openapi_config=None)
    app.state.service = service
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url=service.settings.base_url) as opened:
        yield opened


async def sent(service: Service, *errands: Closed) -> str:
    """The link's code of the first of these errands' invitations."""
    await closed(service, errands or [Closed()])
    await work_once(service)
    return tokens(service)[0]


async def test_looking_changes_nothing(service: Service, client: Client) -> None:
    token = await sent(service)
    before = await invitations(), await funnel(), await OptOut.count()
    page = await client.get(f"/n/{token}")
    assert page.status_code == 200
    assert "Vill du slippa fler enkäter?" in page.text
    assert '<form method="post"' in page.text
    assert (await invitations(), await funnel(), await OptOut.count()) == before


async def test_one_click_stops_everything(service: Service, client: Client) -> None:
    (identity,) = await closed(service, [Closed()])
    await work_once(service)
    (token,) = tokens(service)
    page = await client.post(f"/n/{token}", data=ONE_CLICK)
    assert page.status_code == 200
    assert "Klart. Du får inga fler enkäter från oss." in page.text

    (made,) = await invitations()
    known = await errand(identity)
    (refusal,) = await OptOut.select()
    assert (made["state"], made["errand"], made["token_sealed"]) == ("withdrawn", None, None)
    assert (known["contact_kind"], known["contact_sealed"], known["contact_hash"]) == (None, None, None)
    assert refusal == {
        "contact_hash": service.keys.contact_hash("e_mail", "anna@example.com"),
        "since": world.TODAY,
    }
    assert await Job.count().where(Job.kind.is_in(["send", "remind"])) == 0
    assert await funnel() == {Stage.INVITED: 1, Stage.DELIVERED: 1, Stage.WITHDRAWN: 1}


async def test_asked_twice_it_says_and_counts_the_same(service: Service, client: Client) -> None:
    token = await sent(service)
    first = await client.post(f"/n/{token}", data=ONE_CLICK)
    again = await client.post(f"/n/{token}", data=ONE_CLICK)
    looked = await client.get(f"/n/{token}")
    assert first.text == again.text == looked.text
    assert (await funnel())[Stage.WITHDRAWN] == 1


async def test_the_button_needs_no_body(service: Service, client: Client) -> None:
    token = await sent(service)
    page = await client.post(f"/n/{token}?lang=sv")
    assert page.status_code == 200
    assert await OptOut.count() == 1


async def test_every_open_invitation_of_the_contact_is_withdrawn(service: Service) -> None:
    rules = replace(service.municipality.invitations, quarantine_days=0)
    often = replace(service, municipality=replace(service.municipality, invitations=rules))
    await closed(service, [Closed(), Closed(days_ago=1), Closed("bo@example.com")])
    await work_once(often)
    (mine,) = [each for each in await Errand.select() if each["closed_on"] != world.TODAY - timedelta(days=2)]
    theirs = await Invitation.select(Invitation.token_sealed).where(Invitation.errand == mine["id"]).first()
    assert theirs is not None
    found = await invitation_by_token(service, service.keys.decrypt(theirs["token_sealed"]))
    assert found is not None
    assert await opt_out_by_link(service, found)
    assert sorted(made["state"] for made in await invitations()) == ["sent", "withdrawn", "withdrawn"]
    assert (await funnel())[Stage.WITHDRAWN] == 2


async def test_after_the_last_reminder_the_link_still_knows_whom_to_leave_in_peace(
    service: Service, client: Client, clock: MovableClock
) -> None:
    token = await sent(service)
    clock.forward(days=4)
    await work_once(service)
    assert len(outbox(service)) == 2
    await client.post(f"/n/{token}", data=ONE_CLICK)
    assert [row["contact_hash"] for row in await OptOut.select()] == [
        service.keys.contact_hash("e_mail", "anna@example.com")
    ]


async def test_whoever_refused_is_not_invited_again(
    service: Service, client: Client, clock: MovableClock
) -> None:
    token = await sent(service)
    await client.post(f"/n/{token}", data=ONE_CLICK)
    clock.forward(days=200)
    await closed(service, [Closed()])
    await decide_accepted(service)
    assert (await funnel())[Stage.OPTED_OUT] == 1


async def test_a_link_that_has_ended_says_honestly_that_nobody_is_known_any_more(
    service: Service, client: Client, clock: MovableClock
) -> None:
    token = await sent(service)
    clock.forward(days=15)
    await expire(service)
    for page in (await client.get(f"/n/{token}"), await client.post(f"/n/{token}", data=ONE_CLICK)):
        assert page.status_code == 200
        assert "Vi har inte kvar din adress" in page.text
        assert 'href="tel:+46846500400"' in page.text
        assert "<form" not in page.text
    assert await OptOut.count() == 0


async def test_a_spent_link_too(service: Service, client: Client) -> None:
    token = await sent(service)
    await run_procedure(service.engine, _spending())
    page = await client.post(f"/n/{token}", data=ONE_CLICK)
    assert "Vi har inte kvar din adress" in page.text
    assert Stage.WITHDRAWN not in await funnel()


@pytest.mark.parametrize("token", ["0000000000000000", "short", "not-a-code-at-all"])
async def test_a_code_nobody_was_given_is_not_found(client: Client, token: str) -> None:
    assert (await client.get(f"/n/{token}")).status_code == 404
    assert (await client.post(f"/n/{token}", data=ONE_CLICK)).status_code == 404


async def test_the_page_speaks_the_invitations_language_or_the_one_asked_for(
    service: Service, client: Client
) -> None:
    token = await sent(service, Closed(language="ar"))
    assert '<html lang="ar" dir="rtl">' in (await client.get(f"/n/{token}")).text
    assert '<html lang="fi" dir="ltr">' in (await client.get(f"/n/{token}?lang=fi")).text
    assert '<html lang="ar" dir="rtl">' in (await client.get(f"/n/{token}?lang=nonsense")).text


async def test_a_code_is_found_however_it_is_typed(service: Service) -> None:
    token = await sent(service)
    typed = f" {token[:4]}-{token[4:8]} {token[8:].lower()} "
    found = await invitation_by_token(service, typed)
    assert found is not None
    assert (found.state, found.survey, found.language, found.carrier) == ("sent", "core", "sv", "e_mail")
    assert await invitation_by_token(service, "Ö" * 16) is None


def _spending() -> Procedure[None]:
    """As an answer does."""
    yield Rows("UPDATE errand SET contact_kind = NULL, contact_sealed = NULL, contact_hash = NULL")
    yield Rows(
        "UPDATE invitation SET state = 'spent', errand = NULL, token_sealed = NULL, survey = '', language = ''"
    )
