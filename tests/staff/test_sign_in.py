"""Signing in and out, through the real routes on both kinds of database."""

from __future__ import annotations

import dataclasses
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from feedback.service import Service
from feedback.settings import Settings
from feedback.staff.accounts import change_password, disable_account
from feedback.staff.sessions import COOKIE
from feedback.tables import Audit, SignInAttempt, StaffSession
from tests.staff.app import Client, Clock, csrf_of, sign_in_as, staff_client


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def place(settings: Settings, clock: Clock) -> AsyncIterator[tuple[Client, Service]]:
    async with staff_client(settings, clock) as opened:
        yield opened


@pytest.fixture
async def embedded(embedded_settings: Settings, clock: Clock) -> AsyncIterator[tuple[Client, Service]]:
    async with staff_client(embedded_settings, clock) as opened:
        yield opened


async def test_signing_in_leads_to_the_page_that_was_asked_for(place: tuple[Client, Service]) -> None:
    client, _ = place
    asked = await client.get("/staff?quarter=2026Q3", follow_redirects=False)
    assert asked.status_code == 303
    assert asked.headers["location"] == "/logga-in?till=%2Fstaff%3Fquarter%3D2026Q3"
    entered = await sign_in_as(client, "anna", till="/staff?quarter=2026Q3")
    assert (entered.status_code, entered.headers["location"]) == (303, "/staff?quarter=2026Q3")
    assert (await client.get("/staff")).text == "Anna"


async def test_the_cookie_is_kept_from_scripts_and_other_sites(embedded: tuple[Client, Service]) -> None:
    client, _ = embedded
    cookie = (await sign_in_as(client, "anna")).headers["set-cookie"].lower()
    assert {"httponly", "path=/", "samesite=lax"} <= {part.strip() for part in cookie.split(";")}
    assert "secure" not in cookie


async def test_the_cookie_is_secure_where_the_service_is(embedded_settings: Settings, clock: Clock) -> None:
    settings = dataclasses.replace(embedded_settings, base_url="https://lillaker.example")
    async with staff_client(settings, clock) as (client, _):
        assert "; secure" in (await sign_in_as(client, "anna")).headers["set-cookie"].lower()


async def test_only_a_hash_of_the_session_is_stored(embedded: tuple[Client, Service]) -> None:
    client, service = embedded
    await sign_in_as(client, "anna")
    [row] = await StaffSession.select()
    assert row["session_hash"] == service.keys.session_hash(client.cookies[COOKIE])
    assert client.cookies[COOKIE] not in str(row)


async def test_the_session_is_another_after_every_sign_in(place: tuple[Client, Service]) -> None:
    client, _ = place
    client.cookies.set(COOKIE, "chosen-by-somebody-else", domain="testserver.local")
    first = (await sign_in_as(client, "anna")).cookies[COOKIE]
    client.cookies.set(COOKIE, first, domain="testserver.local")
    second = (await sign_in_as(client, "anna")).cookies[COOKIE]
    assert len({"chosen-by-somebody-else", first, second}) == 3
    assert await StaffSession.count() == 1, "the earlier session of the browser is gone"


async def test_an_idle_session_ends_after_half_an_hour(place: tuple[Client, Service], clock: Clock) -> None:
    client, _ = place
    await sign_in_as(client, "anna")
    for _ in range(3):
        clock.forward(timedelta(minutes=29))
        assert (await client.get("/staff", follow_redirects=False)).status_code == 200
    clock.forward(timedelta(minutes=30))
    assert (await client.get("/staff", follow_redirects=False)).status_code == 303
    assert await StaffSession.count() == 0


async def test_a_session_ends_after_twelve_hours_however_busy(
    embedded: tuple[Client, Service], clock: Clock
) -> None:
    client, _ = embedded
    await sign_in_as(client, "anna")
    for _ in range(28):
        clock.forward(timedelta(minutes=25))
        assert (await client.get("/staff", follow_redirects=False)).status_code == 200
    clock.forward(timedelta(minutes=25))
    assert (await client.get("/staff", follow_redirects=False)).status_code == 303


async def test_signing_out_ends_the_session_on_the_server(place: tuple[Client, Service]) -> None:
    client, _ = place
    await sign_in_as(client, "cia")
    csrf = await csrf_of(client, "/personal")
    left = await client.post("/logga-ut", data={"csrf": csrf}, follow_redirects=False)
    assert (left.status_code, left.headers["location"]) == (303, "/logga-in")
    assert await StaffSession.count() == 0


@pytest.mark.parametrize("csrf", ["", "guessed"])
async def test_a_form_without_the_session_secret_changes_nothing(
    embedded: tuple[Client, Service], csrf: str
) -> None:
    client, _ = embedded
    await sign_in_as(client, "anna")
    for path in ("/change", "/logga-ut", "/sprak"):
        refused = await client.post(path, data={"csrf": csrf, "sprak": "en"}, follow_redirects=False)
        assert refused.status_code == 403
    assert await StaffSession.count() == 1


async def test_the_language_is_kept_with_the_account(embedded: tuple[Client, Service]) -> None:
    client, _ = embedded
    await sign_in_as(client, "cia")
    csrf = await csrf_of(client, "/personal")
    given = {"csrf": csrf, "sprak": "en", "till": "/personal"}
    page = await client.post("/sprak", data=given, follow_redirects=True)
    assert '<html lang="en">' in page.text
    assert "Sign out" in page.text


async def test_a_wrong_password_and_an_unknown_account_read_the_same(place: tuple[Client, Service]) -> None:
    client, _ = place
    wrong = await sign_in_as(client, "anna", "not the right password")
    unknown = await sign_in_as(client, "anne", "not the right password")
    assert (wrong.status_code, unknown.status_code) == (401, 401)
    assert wrong.text == unknown.text.replace("anne@", "anna@")
    assert "set-cookie" not in wrong.headers


async def test_guessing_grows_slow_for_known_and_unknown_accounts_alike(
    place: tuple[Client, Service], clock: Clock
) -> None:
    client, _ = place
    for name in ("anna", "anne"):
        answers = [(await sign_in_as(client, name, "not the right password")).status_code for _ in range(6)]
        assert answers == [401, 401, 401, 401, 401, 429]
    blocked = await sign_in_as(client, "anna")
    assert blocked.status_code == 429, "not even the right password, for now"
    assert int(blocked.headers["retry-after"]) == 1
    clock.forward(timedelta(seconds=2))
    assert (await sign_in_as(client, "anna", "wrong again, unfortunately")).status_code == 401
    assert (await sign_in_as(client, "anna")).headers["retry-after"] == "2"
    clock.forward(timedelta(seconds=3))
    assert (await sign_in_as(client, "anna")).status_code == 303


async def test_a_right_password_starts_the_count_afresh(embedded: tuple[Client, Service]) -> None:
    client, service = embedded
    for _ in range(4):
        await sign_in_as(client, "anna", "not the right password")
    await sign_in_as(client, "anna")
    account = service.keys.sign_in_hash("account", "anna@lillaker.example")
    assert not await SignInAttempt.exists().where(SignInAttempt.subject_hash == account)


async def test_one_caller_trying_many_accounts_is_slowed_down_too(embedded: tuple[Client, Service]) -> None:
    client, _ = embedded
    answers = [(await sign_in_as(client, f"nobody{n}", "x" * 12)).status_code for n in range(21)]
    assert answers == [401] * 20 + [429]


async def test_no_form_on_another_site_signs_anybody_in(embedded: tuple[Client, Service]) -> None:
    client, _ = embedded
    refused = await client.post(
        "/logga-in",
        data={"email": "anna@lillaker.example", "password": "x"},
        headers={"sec-fetch-site": "cross-site"},
        follow_redirects=False,
    )
    assert refused.status_code == 403


async def test_a_closed_account_is_out_at_once(place: tuple[Client, Service]) -> None:
    client, service = place
    await sign_in_as(client, "anna")
    await disable_account(service, "anna@lillaker.example")
    assert (await client.get("/staff", follow_redirects=False)).status_code == 303
    assert (await sign_in_as(client, "anna")).status_code == 401


async def test_a_new_password_signs_out_everywhere(embedded: tuple[Client, Service]) -> None:
    client, service = embedded
    await sign_in_as(client, "anna")
    await change_password(service, "anna@lillaker.example", "en helt annan lång fras")
    assert (await client.get("/staff", follow_redirects=False)).status_code == 303
    assert (await sign_in_as(client, "anna", "en helt annan lång fras")).status_code == 303


async def test_the_audit_says_who_did_what_and_no_password(embedded: tuple[Client, Service]) -> None:
    client, _ = embedded
    await sign_in_as(client, "anna", "a secret typed wrong")
    await sign_in_as(client, "nobody", "a secret typed wrong")
    await sign_in_as(client, "anna")
    rows = await Audit.select()
    actions = [row["action"] for row in rows]
    assert actions.count("account_created") == 3
    assert actions.count("sign_in_failed") == 2
    assert actions.count("signed_in") == 1
    assert "secret" not in str(rows)
    assert sum(row["staff"] is None for row in rows if row["action"] == "sign_in_failed") == 1
