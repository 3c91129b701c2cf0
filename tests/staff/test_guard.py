"""Closed by default; each kind of access lets in the roles it names and no others."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from feedback.access import Access
from feedback.settings import Settings
from feedback.staff.roles import Role, Viewer, may_edit, may_enter
from tests.staff.app import Client, Clock, sign_in_as, staff_client

ROUTES = ("/open", "/staff", "/committee", "/administrator", "/forgotten", "/keyed")
# Who gets what, route by route: 200 let in, 303 sent to sign in, 401 or 403 refused. A session is no key.
EXPECTED = {
    None: (200, 303, 303, 303, 403, 401),
    "anna": (200, 200, 200, 403, 403, 401),
    "bo": (200, 200, 200, 403, 403, 401),
    "cia": (200, 200, 200, 200, 403, 401),
}


@pytest.fixture
async def client(embedded_settings: Settings) -> AsyncIterator[Client]:
    async with staff_client(embedded_settings, Clock()) as (opened, _):
        yield opened


@pytest.mark.parametrize("name", EXPECTED)
async def test_every_kind_of_access_for_every_role(client: Client, name: str | None) -> None:
    if name:
        await sign_in_as(client, name)
    answers = [(await client.get(path, follow_redirects=False)).status_code for path in ROUTES]
    assert tuple(answers) == EXPECTED[name]


async def test_a_refusal_is_a_kind_page_without_what_was_asked_for(client: Client) -> None:
    await sign_in_as(client, "anna")
    refused = await client.get("/administrator")
    assert "Den här sidan är inte öppen för dig" in refused.text
    assert "Logga ut" in refused.text


async def test_a_form_of_somebody_signed_out_leads_to_the_sign_in_page(client: Client) -> None:
    refused = await client.post("/change", data={"csrf": "x"}, follow_redirects=False)
    assert (refused.status_code, refused.headers["location"]) == (303, "/logga-in")


def viewer(role: Role, districts: frozenset[str] = frozenset()) -> Viewer:
    return Viewer(id=1, name="Test", title="", role=role, language="sv", districts=districts)


@pytest.mark.parametrize("access", Access)
@pytest.mark.parametrize("role", Role)
def test_only_administrators_enter_where_accounts_are_kept_and_the_committee_takes_out_no_answers(
    role: Role, access: Access
) -> None:
    closed = (
        access == Access.API_KEY
        or (access == Access.ADMINISTRATOR and role != Role.ADMINISTRATOR)
        or (access == Access.EXPORTS and role == Role.COMMITTEE)
    )
    assert may_enter(viewer(role), access) == (not closed)


def test_a_manager_sees_her_own_districts_and_everybody_all_channels() -> None:
    manager = viewer(Role.MANAGER, frozenset({"oholm"}))
    assert manager.may_see("district", "oholm")
    assert not manager.may_see("district", "norrbyn")
    assert not manager.may_see("office", "centrum")
    assert manager.may_see("channel", "phone")
    assert viewer(Role.COMMITTEE).may_see("district", "norrbyn")


@pytest.mark.parametrize("role", list(Role))
def test_all_but_the_committee_may_change_themes(role: Role) -> None:
    assert may_edit(viewer(role)) == (role != Role.COMMITTEE)


@pytest.mark.parametrize("path", ROUTES)
async def test_which_methods_an_address_has_is_all_that_options_tells(client: Client, path: str) -> None:
    told = await client.options(path)
    assert (told.status_code, told.content) == (204, b"")
    assert told.headers["allow"] == "GET, OPTIONS"
