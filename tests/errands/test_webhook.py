"""The webhook, spoken to with the published Standard Webhooks client, on both databases."""

from __future__ import annotations

import asyncio
import base64
import json
import socket
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import httpx
import pytest
import uvicorn
from litestar import Litestar
from standardwebhooks import Webhook

from feedback.database.writer import run_procedure
from feedback.errands import webhook
from feedback.service import Service
from feedback.tables import Errand, WebhookDelivery
from feedback.web import failures
from tests import world
from tests.errands.counting import closed_in_funnel, stored_errands

SECOND_SECRET = "whsec_" + base64.b64encode(b"another secret of thirty-two bytes").decode()
STRANGER = "whsec_" + base64.b64encode(b"a secret this service never saw...").decode()
ERRAND = {
    "source": "lex",
    "external_id": "2026-1",
    "channel": "phone",
    "closed_on": "2026-11-17",
    "district": "norrbyn",
    "contact": "070-123 45 67",
}


class Sender:
    """A case system that signs with the published client and sends over a real connection."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client = client

    async def send(
        self,
        content: object,
        id: str = "msg_1",
        secrets: tuple[str, ...] = (world.WEBHOOK_SECRET,),
        at: datetime = world.NOW,
        **changed: str,
    ) -> httpx.Response:
        body = content if isinstance(content, str) else json.dumps(content)
        signatures = " ".join(Webhook(secret).sign(id, at, body) for secret in secrets)
        headers = {
            "webhook-id": id,
            "webhook-timestamp": str(int(at.timestamp())),
            "webhook-signature": signatures,
        } | {name.replace("_", "-"): value for name, value in changed.items()}
        raw = {name: value.encode("latin-1") for name, value in headers.items()}
        return await self.client.post("/api/v1/errands", content=body.encode(), headers=raw)


async def _running(service: Service) -> AsyncIterator[Sender]:
    """The webhook served by uvicorn on a free port."""
    app = Litestar(
        list(webhook.HANDLERS), exception_handlers=failures.HANDLERS, openapi_config=None, logging_config=None
    )
    app.state.service = service
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(app, log_config=None, lifespan="off"))
        serving = asyncio.create_task(server.serve([listening]))
        address = f"http://127.0.0.1:{listening.getsockname()[1]}"
        async with httpx.AsyncClient(base_url=address, timeout=20, trust_env=False) as client:
            while not server.started:  # noqa: ASYNC110 (uvicorn offers nothing else to wait for)
                await asyncio.sleep(0.01)
            yield Sender(client)
        server.should_exit = True
        await serving


@pytest.fixture
async def sender(service: Service) -> AsyncIterator[Sender]:
    secrets = (world.WEBHOOK_SECRET, SECOND_SECRET)
    rotating = replace(service, settings=replace(service.settings, webhook_secrets=secrets))
    async for running in _running(rotating):
        yield running


@pytest.fixture
async def secretless(service: Service) -> AsyncIterator[Sender]:
    async for running in _running(replace(service, settings=replace(service.settings, webhook_secrets=()))):
        yield running


def places(response: httpx.Response) -> list[str]:
    assert response.headers["content-type"].startswith("application/problem+json")
    return [fault["place"] for fault in response.json().get("faults", [])]


async def test_one_errand_is_stored(sender: Sender) -> None:
    response = await sender.send(ERRAND)
    assert (response.status_code, response.json()) == (202, {"stored": 1, "already_known": 0})
    assert (await stored_errands(), await closed_in_funnel()) == (1, 1)


async def test_a_batch_says_how_many_were_new(sender: Sender) -> None:
    await sender.send(ERRAND, id="msg_0")
    batch = {"errands": [ERRAND | {"external_id": number} for number in ("2026-1", 2, "2", "3")]}
    response = await sender.send(batch)
    assert (response.status_code, response.json()) == (202, {"stored": 2, "already_known": 2})
    assert (await stored_errands(), await closed_in_funnel()) == (3, 3)


async def test_a_thousand_errands_at_a_time_and_no_more(sender: Sender) -> None:
    batch = [ERRAND | {"external_id": str(number)} for number in range(1001)]
    refused = await sender.send({"errands": batch})
    assert (refused.status_code, places(refused)) == (400, ["errands"])
    assert (await sender.send({"errands": batch[:1000]})).json() == {"stored": 1000, "already_known": 0}


async def test_the_same_message_again_gets_the_same_reply(sender: Sender) -> None:
    first = await sender.send(ERRAND)
    later = world.NOW + timedelta(seconds=60)
    again = await sender.send(ERRAND, at=later, secrets=(SECOND_SECRET,))
    assert (again.status_code, again.content) == (202, first.content)
    assert await closed_in_funnel() == 1


async def test_the_same_id_with_another_body_is_a_conflict(sender: Sender) -> None:
    await sender.send(ERRAND)
    response = await sender.send(ERRAND | {"external_id": "2"})
    assert (response.status_code, await stored_errands()) == (409, 1)


async def test_the_same_message_many_times_at_once(sender: Sender) -> None:
    responses = await asyncio.gather(*(sender.send(ERRAND) for _ in range(8)))
    assert {(r.status_code, r.content) for r in responses} == {(202, responses[0].content)}
    assert responses[0].json() == {"stored": 1, "already_known": 0}
    assert (await stored_errands(), await closed_in_funnel()) == (1, 1)


async def test_many_messages_at_once_about_the_same_errands(sender: Sender) -> None:
    batch = [ERRAND | {"external_id": str(number)} for number in range(200)]
    responses = await asyncio.gather(
        *(sender.send({"errands": batch[:: (-1) ** n]}, id=f"msg_{n}") for n in range(6))
    )
    assert sum(response.json()["stored"] for response in responses) == 200
    assert (await stored_errands(), await closed_in_funnel()) == (200, 200)


async def test_any_of_our_secrets_and_any_of_their_signatures_will_do(sender: Sender) -> None:
    by_second = await sender.send(ERRAND, id="a", secrets=(SECOND_SECRET,))
    among_others = await sender.send(ERRAND, id="b", secrets=(STRANGER, world.WEBHOOK_SECRET))
    assert (by_second.status_code, among_others.status_code) == (202, 202)


async def test_an_unknown_version_beside_a_good_signature_is_passed_over(sender: Sender) -> None:
    good = Webhook(world.WEBHOOK_SECRET).sign("msg_1", world.NOW, json.dumps(ERRAND))
    response = await sender.send(ERRAND, webhook_signature=f"v1a,AAAA v1 å {good}")
    assert response.status_code == 202


BAD_SIGNING: list[dict[str, Any]] = [
    {"secrets": (STRANGER,)},
    {"webhook_signature": "v1,"},
    {"webhook_signature": ""},
    {"webhook_signature": "v2,AAAA"},
    {"webhook_id": ""},
    {"webhook_id": "msg_2"},  # not the id that was signed
    {"webhook_id": "m" * 257},
    {"webhook_timestamp": "yesterday"},
    {"webhook_timestamp": "-5"},
    {"webhook_timestamp": "9" * 400},
    {"webhook_timestamp": str(int(world.NOW.timestamp()) + 1)},
    {"at": world.NOW - timedelta(seconds=301)},
    {"at": world.NOW + timedelta(seconds=301)},
]


async def test_what_is_not_signed_right_is_refused(sender: Sender) -> None:
    responses = [await sender.send(ERRAND, **signing) for signing in BAD_SIGNING]
    assert [(r.status_code, places(r)) for r in responses] == [(401, [])] * len(BAD_SIGNING)
    assert await stored_errands() == 0


async def test_five_minutes_either_way_are_tolerated(sender: Sender) -> None:
    statuses = [
        (await sender.send(ERRAND, id=f"m{seconds}", at=world.NOW + timedelta(seconds=seconds))).status_code
        for seconds in (-300, 300)
    ]
    assert statuses == [202, 202]


async def test_a_changed_body_is_refused(sender: Sender) -> None:
    signed = Webhook(world.WEBHOOK_SECRET).sign("msg_1", world.NOW, json.dumps(ERRAND))
    response = await sender.send(json.dumps(ERRAND) + " ", webhook_signature=signed)
    assert response.status_code == 401


async def test_without_a_secret_nothing_is_taken(secretless: Sender) -> None:
    response = await secretless.send(ERRAND)
    assert response.status_code == 401
    assert "LIKVARDIG_WEBHOOK_SECRETS" in response.json()["title"]


async def test_all_faults_of_all_errands_are_told_and_nothing_is_stored(sender: Sender) -> None:
    batch = [
        ERRAND,
        ERRAND | {"external_id": "", "channel": "fax", "closed_on": "2026-11-19"},
        ERRAND | {"closed_on": "17/11/2026", "contact": "x"},
        {"channel": 5, "closed_on": "2026-11-17", "distrikt": "norrbyn", "contact_kind": "post"},
        "text",
        ERRAND | {"contact": "anna@", "district": "x"},
    ]
    response = await sender.send({"errands": batch})
    assert response.status_code == 400
    assert places(response) == [
        "errands[1].external_id",
        "errands[1].channel",
        "errands[1].closed_on",
        "errands[2].closed_on",
        "errands[3].source",
        "errands[3].external_id",
        "errands[3].channel",
        "errands[3].contact_kind",
        "errands[3].distrikt",
        "errands[4]",
        "errands[5].district",
        "errands[5].contact",
    ]
    assert (await stored_errands(), await WebhookDelivery.count()) == (0, 0)


async def test_a_corrected_message_may_keep_its_id(sender: Sender) -> None:
    assert (await sender.send(ERRAND | {"channel": "fax"})).status_code == 400
    assert (await sender.send(ERRAND)).status_code == 202


async def test_a_single_errand_has_paths_without_prefix(sender: Sender) -> None:
    assert places(await sender.send(ERRAND | {"channel": "fax"})) == ["channel"]


async def test_bodies_that_are_not_errands(sender: Sender) -> None:
    bodies = [
        "",
        "{",
        "[]",
        "null",
        '"x"',
        "[" * 20_000,
        '{"errands": 5}',
        '{"errands": [], "x": 1}',
        "\ufffd",
    ]
    responses = [await sender.send(body) for body in bodies]
    assert [response.status_code for response in responses] == [400] * len(bodies)
    assert all(response.json()["title"] for response in responses)


async def test_lone_surrogates_in_json_escapes_do_not_crash(sender: Sender) -> None:
    body = json.dumps(ERRAND).replace('2026-1"', '2026-\\ud83d"')
    assert "ud83d" in body
    assert (await sender.send(body)).status_code == 400


async def test_an_empty_batch_is_nothing_new(sender: Sender) -> None:
    assert (await sender.send({"errands": []})).json() == {"stored": 0, "already_known": 0}


async def test_two_megabytes_at_most(sender: Sender) -> None:
    response = await sender.send(json.dumps(ERRAND) + " " * 2_000_000)
    assert response.status_code == 413


async def test_times_and_unknown_places(sender: Sender) -> None:
    late = ERRAND | {
        "closed_on": "2026-11-17T23:30:00Z",
        "district": "unknown",
        "office": "",
        "language": None,
    }
    assert (await sender.send(late)).status_code == 202
    row = await Errand.select(Errand.closed_on, Errand.district, Errand.office, Errand.language).first()
    assert row == {"closed_on": world.TODAY, "district": None, "office": None, "language": None}


async def test_a_delivery_keeps_nothing_readable_of_its_body(sender: Sender) -> None:
    await sender.send(ERRAND)
    row = await WebhookDelivery.select().first()
    assert row is not None
    assert row["received_on"] == world.TODAY
    assert json.loads(row["reply"]) == {"stored": 1, "already_known": 0}
    assert len(row["body_hash"]) == 32


async def test_deliveries_are_forgotten_after_ninety_days(service: Service) -> None:
    for name, days in (("old", 91), ("young", 90)):
        received = world.TODAY - timedelta(days=days)
        await WebhookDelivery.insert(
            WebhookDelivery(webhook_id=name, body_hash="", reply="", received_on=received)
        )
    await run_procedure(service.engine, webhook.forgetting_deliveries(world.TODAY))
    assert [row["webhook_id"] for row in await WebhookDelivery.select()] == ["young"]
