"""Keys of the read API: made once, shown once, taken back for good, and known afterwards by a hash alone."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import pytest

from feedback.errors import InputError, NotFound
from feedback.service import Service
from feedback.settings import Settings
from feedback.staff.api_keys import all_keys, make_key, may_be_key, new_key, open_key, revoke_key
from feedback.staff.pace import Pace
from feedback.tables import ApiKey, Audit
from tests import world
from tests.staff.app import Client, Clock, csrf_of, sign_in_as, staff_client

KEY = re.compile(r"lkv_[0-9A-Z]{32}")


async def test_a_key_opens_until_it_is_revoked_and_only_its_hash_is_stored(service: Service) -> None:
    key = await make_key(service, "  Lillåkers   Tidning ", None)
    [listed] = await all_keys()
    assert (listed.name, listed.is_open, listed.last_used_on) == ("Lillåkers Tidning", True, None)
    assert await open_key(service, key) == listed.id
    assert (await all_keys())[0].last_used_on == world.TODAY
    stored = str(await ApiKey.select())
    assert key not in stored
    assert service.keys.api_key_hash(key) in stored
    assert await revoke_key(service, listed.id, None) == "Lillåkers Tidning"
    assert await open_key(service, key) is None
    assert await revoke_key(service, listed.id, None) == "Lillåkers Tidning"  # once more is as calm
    noted = await Audit.select(Audit.action, Audit.detail)
    assert sorted(row["action"] for row in noted) == ["api_key_made", "api_key_revoked"]
    assert key not in str(noted)


@pytest.mark.parametrize("name", ["", "   ", "x" * 101, "rad\x00"])
async def test_a_key_needs_a_name(service: Service, name: str) -> None:
    with pytest.raises(InputError):
        await make_key(service, name, None)


async def test_two_open_keys_do_not_share_a_name(service: Service) -> None:
    await make_key(service, "Redaktionen", None)
    with pytest.raises(InputError, match="redan en öppen nyckel"):
        await make_key(service, "Redaktionen", None)
    await revoke_key(service, (await all_keys())[0].id, None)
    await make_key(service, "Redaktionen", None)


async def test_what_is_not_a_key_opens_nothing(service: Service) -> None:
    assert not any(
        [await open_key(service, text) for text in ("", "lkv_", new_key(), "lkv_" + "U" * 32, "x" * 10_000)]
    )
    with pytest.raises(NotFound):
        await revoke_key(service, 1, None)


def test_keys_have_one_form_and_are_never_the_same() -> None:
    first, second = new_key(), new_key()
    assert first != second
    assert may_be_key(first)
    assert not may_be_key(first.lower())


def test_a_pace_counts_each_by_itself_and_starts_afresh_every_minute() -> None:
    pace, now = Pace(2), datetime.fromtimestamp(120, world.NOW.tzinfo)
    assert [pace.wait(1, now) for _ in range(3)] == [0, 0, 60]
    assert pace.wait(2, now) == 0
    assert pace.wait(1, now + timedelta(seconds=45)) == 15
    assert pace.wait(1, now + timedelta(seconds=60)) == 0


# The page


@pytest.fixture
async def client(embedded_settings: Settings) -> AsyncIterator[Client]:
    async with staff_client(embedded_settings, Clock()) as (opened, _):
        await sign_in_as(opened, "cia")
        yield opened


async def test_the_page_shows_a_key_once(client: Client) -> None:
    csrf = await csrf_of(client, "/personal/nycklar")
    made = await client.post("/personal/nycklar", data={"csrf": csrf, "namn": "Redaktionen"})
    assert made.status_code == 201
    assert KEY.search(made.text)
    assert made.headers["cache-control"] == "no-store"
    again = await client.get("/personal/nycklar")
    assert "Redaktionen" in again.text
    assert not KEY.search(again.text)
    assert "Cia" in again.text  # who made it


async def test_a_key_is_revoked_after_a_question(client: Client) -> None:
    csrf = await csrf_of(client, "/personal/nycklar")
    key = KEY.search(
        (await client.post("/personal/nycklar", data={"csrf": csrf, "namn": "Redaktionen"})).text
    )
    assert key is not None
    headers = {"authorization": f"Bearer {key[0]}"}
    assert (await client.get("/keyed", headers=headers)).status_code == 200
    [listed] = await all_keys()
    address = f"/personal/nycklar/{listed.id}/dra-in"
    assert "slutar gälla genast" in (await client.get(address)).text
    assert (await client.get("/keyed", headers=headers)).status_code == 200  # asking changes nothing
    shown = await client.post(address, data={"csrf": csrf})
    assert "Indragen" in shown.text
    assert (await client.get("/keyed", headers=headers)).status_code == 401
    assert "drogs in" in (await client.get(address)).text


async def test_a_name_that_will_not_do_is_said_beside_the_field(client: Client) -> None:
    csrf = await csrf_of(client, "/personal/nycklar")
    wrong = await client.post("/personal/nycklar", data={"csrf": csrf, "namn": " "})
    assert wrong.status_code == 400
    assert "Ge nyckeln ett namn" in wrong.text
    assert 'aria-invalid="true"' in wrong.text


async def test_a_key_that_is_not_there_is_a_kind_page(client: Client) -> None:
    assert (await client.get("/personal/nycklar/7/dra-in")).status_code == 404
