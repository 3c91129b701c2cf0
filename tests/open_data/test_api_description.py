"""The API's description is kept to: every documented address and parameter is asked, every reply held against it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
from litestar.handlers import HTTPRouteHandler

from feedback.access import Access
from feedback.app import create_app
from feedback.open_data.api.operations import OPERATIONS
from feedback.service import opened_service
from feedback.settings import Settings
from feedback.staff.api_keys import make_key
from tests import world
from tests.open_data.archived import archive_all
from tests.open_data.conftest import Client, client_of
from tests.open_data.json_schema import faults, resolved

ROOT = "/api/v1"
# A value of each parameter that is right, and one that is wrong; None where nothing can be.
EXAMPLES: dict[str, tuple[list[str], str | None]] = {
    "quarter": (["2026Q3", "2026Q2"], "third"),
    "edition": (["1"], "first"),
    "table": (["T1", "T9"], "x" * 201),
    "measure": (["answers", "index"], "hearts"),
    "state": (["shown", "hidden", "empty"], "secret"),
    "district": (["norrbyn", "other", ""], "atlantis"),
    "channel": (["phone"], "telex"),
    "office": (["centrum"], "moon"),
    "service": (["housing"], "spells"),
    "language": (["fi"], "tlh"),
    "theme": (["4711"], "1"),
    "limit": (["1", "1000"], "0"),
    "cursor": ([], "made up"),
}


@pytest.fixture
async def api(embedded_settings: Settings) -> AsyncIterator[Client]:
    async with opened_service(embedded_settings, world.clock) as service:
        await archive_all()
        key = await make_key(service, "Testet", None)
        async with client_of(service) as client:
            client.headers["authorization"] = f"Bearer {key}"
            yield client


async def document_of(client: Client) -> dict[str, Any]:
    got = await client.get(f"{ROOT}/openapi.json", headers={"authorization": ""})
    assert got.status_code == 200
    found: dict[str, Any] = got.json()
    return found


def held(document: dict[str, Any], operation: dict[str, Any], response: Any) -> list[str]:
    """What of a response its description does not allow."""
    told = operation["responses"].get(str(response.status_code))
    assert told is not None, f"{response.status_code} is not described"
    told = resolved(document, told["$ref"]) if "$ref" in told else told
    missing = [
        name for name in told.get("headers", {}) if name != "Link" and name.lower() not in response.headers
    ]
    if "content" not in told:
        return missing
    [(media_type, content)] = told["content"].items()
    assert response.headers["content-type"] == media_type
    return missing + list(faults(response.json(), content["schema"], document))


async def test_the_document_is_one_of_openapi_3_1(api: Client) -> None:
    document = await document_of(api)
    assert document["openapi"] == "3.1.0"
    assert document["info"]["license"]["name"] == "CC0-1.0"
    assert document["servers"] == [{"url": "http://127.0.0.1:8000/api/v1"}]
    ids = [operation["get"]["operationId"] for operation in document["paths"].values()]
    assert len(ids) == len(set(ids)) == len(OPERATIONS)
    for reference in references(document):
        assert resolved(document, reference)


def references(value: Any) -> list[str]:
    """Every `$ref` anywhere in a document."""
    if isinstance(value, dict):
        own = [value["$ref"]] if "$ref" in value else []
        return own + [found for each in value.values() for found in references(each)]
    return [found for each in value for found in references(each)] if isinstance(value, list) else []


async def test_every_keyed_address_is_described_and_every_described_one_is_there(
    api: Client, embedded_settings: Settings
) -> None:
    app = create_app(embedded_settings)
    keyed = {
        route.path.removeprefix(ROOT)
        for route in app.routes
        for handler in getattr(route, "route_handlers", [])
        if isinstance(handler, HTTPRouteHandler) and handler.opt.get("access") is Access.API_KEY
    }
    assert keyed == set((await document_of(api))["paths"])


async def test_every_address_answers_as_described(api: Client) -> None:
    document = await document_of(api)
    for path, methods in document["paths"].items():
        operation = methods["get"]
        got = await api.get(ROOT + path)
        assert got.status_code == 200
        assert held(document, operation, got) == []
        again = await api.get(ROOT + path, headers={"if-none-match": got.headers["etag"]})
        assert held(document, operation, again) == []
        refused = await api.get(ROOT + path, headers={"authorization": ""})
        assert refused.status_code == 401
        assert held(document, operation, refused) == []


async def test_every_parameter_is_taken_as_described(api: Client) -> None:
    document = await document_of(api)
    operation = document["paths"]["/figures"]["get"]
    assert [each["name"] for each in operation["parameters"]] == list(EXAMPLES)
    for parameter in operation["parameters"]:
        name, schema = parameter["name"], parameter["schema"]
        right, wrong = EXAMPLES[name]
        beside = {"quarter": "2026Q2"} if name == "edition" else {}
        for value in right:
            got = await api.get(f"{ROOT}/figures", params=beside | {name: value})
            assert got.status_code == 200, (name, value)
            assert held(document, operation, got) == []
        if schema.get("type") == "array":
            several = await api.get(f"{ROOT}/figures", params={name: right})
            assert several.status_code == 200
        else:
            twice = await api.get(f"{ROOT}/figures", params=[(name, "1"), (name, "1"), ("quarter", "2026Q2")])
            assert twice.status_code == 400
        refused = await api.get(f"{ROOT}/figures", params=beside | {name: wrong})
        assert refused.status_code == 400, name
        assert held(document, operation, refused) == []
        assert [each["parameter"] for each in refused.json()["faults"]] == [name]


async def test_a_cursor_that_was_given_out_is_taken(api: Client) -> None:
    document = await document_of(api)
    first = await api.get(f"{ROOT}/figures", params={"limit": 2})
    assert "link" in first.headers
    second = await api.get(f"{ROOT}/figures", params={"cursor": first.json()["next_cursor"]})
    assert held(document, document["paths"]["/figures"]["get"], second) == []


async def test_a_reply_that_strays_from_the_description_would_be_found(api: Client) -> None:
    document = await document_of(api)
    schema = {"$ref": "#/components/schemas/FiguresReply"}
    reply = (await api.get(f"{ROOT}/figures", params={"limit": 1})).json()
    assert list(faults(reply, schema, document)) == []
    for change in ({"n": "many"}, {"quarter": None}, {"secret": 1}):
        strayed = {"figures": [reply["figures"][0] | change], "next_cursor": None}
        assert list(faults(strayed, schema, document)), change
    assert list(faults({"figures": []}, schema, document))


async def test_the_page_for_people_names_every_address_parameter_and_error(api: Client) -> None:
    for language in ("sv", "en"):
        page = (await api.get(f"{ROOT}?lang={language}", headers={"authorization": ""})).text
        for operation in OPERATIONS:
            assert f"GET {ROOT}{operation.path}" in page
        for name in EXAMPLES:
            assert f"<code>{name}</code>" in page
        for anchor in ("fel-parametrar", "fel-nyckel", "fel-takt"):
            assert f'id="{anchor}"' in page
