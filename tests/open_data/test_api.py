"""The read API: the published figures and nothing else, page by page, and every error a problem that says what to do."""

from __future__ import annotations

import csv
import io
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from feedback.keys import Keys
from feedback.open_data.api.cursors import Place, cursor_of
from feedback.quarterly.published import COLUMNS, HIDDEN, SHOWN
from feedback.service import Service
from feedback.staff.api_keys import all_keys, make_key, new_key, revoke_key
from tests import world
from tests.open_data.archived import NEWEST_APPROVED, archive, archive_all, figures_of
from tests.open_data.conftest import Client, client_of

FIGURES = "/api/v1/figures"
KEYED = (FIGURES, "/api/v1/quarters", "/api/v1/vocabulary", "/api/v1/measures")


@pytest.fixture
async def api(service: Service) -> AsyncIterator[Client]:
    """A client with a key, two quarters published."""
    await archive_all()
    key = await make_key(service, "Testet", None)
    async with client_of(service) as client:
        client.headers["authorization"] = f"Bearer {key}"
        yield client


async def every(client: Client, **asked: Any) -> list[dict[str, Any]]:
    """All figures of a question, page by page as the replies lead on."""
    found: list[dict[str, Any]] = []
    cursor = None
    while True:
        reply = (await client.get(FIGURES, params=asked | ({"cursor": cursor} if cursor else {}))).json()
        found += reply["figures"]
        cursor = reply["next_cursor"]
        if cursor is None:
            return found


def problem_of(response: Any, status: int) -> dict[str, Any]:
    """The body of an error, held against RFC 9457."""
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    assert response.headers["api-version"] == "1"
    assert response.headers["access-control-allow-origin"] == "*"
    body: dict[str, Any] = response.json()
    assert body["status"] == status
    assert body["type"]
    assert body["title"]
    return body


# What is told


async def test_the_figures_are_those_of_the_newest_editions_files(api: Client) -> None:
    told = await every(api)
    assert [(each["quarter"], each["edition"]) for each in told][:1] == [("2026Q3", 1)]
    rows = csv.DictReader(io.StringIO((await api.get("/oppna-data/likvardig.csv")).text))
    written = [(row["quarter"], row["edition"], *(row[name] for name in COLUMNS)) for row in rows]

    def as_written(value: Any) -> str:
        return "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)

    again = [
        (each["quarter"], str(each["edition"]), *(as_written(each[name]) for name in COLUMNS))
        for each in told
    ]
    assert sorted(again) == sorted(written)


async def test_what_is_hidden_in_the_files_is_hidden_here(api: Client) -> None:
    hidden = await every(api, state=HIDDEN)
    assert hidden
    for each in hidden:
        assert [each[name] for name in ("value", "low", "high", "n", "word")] == [None] * 5


@pytest.mark.parametrize(
    ("asked", "refs"),
    [
        ({"quarter": "2026Q3", "district": "norrbyn"}, ["T1:2"] * 3),
        (
            {"quarter": "2026Q3", "district": ["norrbyn", "oholm"], "measure": "answers"},
            ["T1:2", "T1:3", "T1:5"],
        ),
        ({"quarter": "2026Q3", "table": "T2"}, ["T2:7"]),
        ({"quarter": "2026Q3", "channel": "phone", "office": "centrum"}, ["T2:7"]),
        ({"quarter": "2026Q3", "theme": "4711", "measure": "answers"}, ["T3:11"]),
        ({"quarter": "2026Q3", "district": "", "channel": "", "theme": "", "measure": "answers"}, ["T1:1"]),
        ({"quarter": "2026Q3", "district": "other"}, ["T1:4"]),
        ({"quarter": "2026Q3", "state": "empty"}, ["T1:5"]),
        ({"quarter": "2026Q3", "service": "housing"}, []),
        ({"quarter": "2026Q3", "language": "fi"}, []),
    ],
)
async def test_figures_by_what_they_are_asked_for(
    api: Client, asked: dict[str, Any], refs: list[str]
) -> None:
    assert [each["ref"] for each in await every(api, **asked)] == refs


async def test_an_older_edition_is_there_for_those_who_ask(api: Client) -> None:
    newest = await every(api, quarter="2026Q2", measure="answers", district="", channel="", theme="")
    older = await every(
        api, quarter="2026Q2", edition=1, measure="answers", district="", channel="", theme=""
    )
    assert (newest[0]["edition"], newest[0]["n"]) == (2, 817)
    assert (older[0]["edition"], older[0]["n"]) == (1, 812)


async def test_quarters_editions_and_files(api: Client) -> None:
    quarters = (await api.get("/api/v1/quarters")).json()["quarters"]
    assert [(each["quarter"], each["newest_edition"]) for each in quarters] == [("2026Q3", 1), ("2026Q2", 2)]
    edition = quarters[1]["editions"][1]
    assert (edition["edition"], edition["published_on"], edition["data_version"]) == (
        1,
        "2026-08-20",
        "data-2026Q2-1",
    )
    for file in edition["files"]:
        got = await api.get(file["address"].replace("http://127.0.0.1:8000", ""))
        assert (got.status_code, len(got.content)) == (200, file["bytes"])


async def test_the_vocabulary_is_the_one_of_the_files(api: Client) -> None:
    assert (await api.get("/api/v1/vocabulary")).json() == (await api.get("/oppna-data/ordlista.json")).json()
    measures = (await api.get("/api/v1/measures")).json()["measures"]
    assert {"id": "index", "unit": "index", "sv": "Index 0–100", "en": "Index 0–100"} in measures


# Page by page


@pytest.mark.parametrize("limit", [1, 2, 5, 1000])
async def test_pages_together_are_the_whole(api: Client, limit: int) -> None:
    assert await every(api, limit=limit) == await every(api)
    assert await every(api, limit=limit, measure="answers") == await every(api, measure="answers")


async def test_the_last_page_is_not_followed_by_an_empty_one(api: Client) -> None:
    found = await every(api, quarter="2026Q3", measure="answers")
    reply = await api.get(FIGURES, params={"quarter": "2026Q3", "measure": "answers", "limit": len(found)})
    assert reply.json()["next_cursor"] is None
    assert "link" not in reply.headers


async def test_the_next_page_is_a_link_too(api: Client) -> None:
    reply = await api.get(FIGURES, params={"limit": 3, "state": SHOWN})
    address = reply.headers["link"].partition(">")[0].removeprefix("<http://127.0.0.1:8000")
    following = await api.get(address)
    wanted = {"limit": 3, "state": SHOWN, "cursor": reply.json()["next_cursor"]}
    assert following.json() == (await api.get(FIGURES, params=wanted)).json()


async def test_a_cursor_holds_on_to_the_editions_it_began_with(api: Client) -> None:
    before = await every(api)
    first = (await api.get(FIGURES, params={"limit": 16})).json()
    await archive("2026Q3", 2, NEWEST_APPROVED + timedelta(hours=1), figures_of("2026Q3", more=100))
    await archive("2026Q4", 2, NEWEST_APPROVED + timedelta(hours=1), figures_of("2026Q4"))
    reply = (await api.get(FIGURES, params={"limit": 1000, "cursor": first["next_cursor"]})).json()
    assert first["figures"] + reply["figures"] == before
    assert {each["edition"] for each in await every(api, quarter="2026Q3")} == {2}


async def test_a_cursor_cannot_be_made_up_or_lent(api: Client) -> None:
    good = (await api.get(FIGURES, params={"limit": 1})).json()["next_cursor"]
    told, _, signature = good.partition(".")
    foreign = cursor_of(
        Keys("another secret, long enough to be used at all"), Place("x", (("2026Q3", 1),), 0)
    )
    for cursor in (foreign, f"{told}.{signature[:-1]}0", told, "x", "å", "." + signature, good[1:]):
        body = problem_of(await api.get(FIGURES, params={"cursor": cursor}), 400)
        assert [fault["parameter"] for fault in body["faults"]] == ["cursor"]
    lent = await api.get(FIGURES, params={"cursor": good, "state": SHOWN})
    assert "other parameters" in problem_of(lent, 400)["faults"][0]["message"]


# Errors


async def test_every_faulty_parameter_is_told_at_once(api: Client) -> None:
    asked = [
        ("quarter", "2026-3"),
        ("edition", "0"),
        ("limit", "1001"),
        ("limit", "5"),
        ("colour", "red"),
        ("district", "x" * 201),
    ]
    body = problem_of(await api.get(FIGURES, params=asked), 400)
    assert body["type"].endswith("/api/v1#fel-parametrar")
    assert sorted({fault["parameter"] for fault in body["faults"]}) == [
        "colour",
        "district",
        "edition",
        "limit",
        "quarter",
    ]


async def test_every_unknown_word_is_told_at_once(api: Client) -> None:
    asked = {
        "quarter": ["2026Q3", "2020Q1"],
        "district": ["norrbyn", "atlantis"],
        "measure": "hearts",
        "state": "secret",
        "theme": "1",
    }
    body = problem_of(await api.get(FIGURES, params=asked), 400)
    assert sorted(fault["parameter"] for fault in body["faults"]) == [
        "district",
        "measure",
        "quarter",
        "state",
        "theme",
    ]
    no_such = await api.get(FIGURES, params={"quarter": "2026Q3", "edition": 9})
    assert problem_of(no_such, 400)["faults"][0]["parameter"] == "edition"
    alone = await api.get(FIGURES, params={"edition": 1})
    assert "exactly one quarter" in problem_of(alone, 400)["faults"][0]["message"]


@pytest.mark.parametrize("address", KEYED)
async def test_without_a_key_that_holds_nothing_is_told(service: Service, address: str) -> None:
    await archive_all()
    revoked = await make_key(service, "Den gamla", None)
    await revoke_key(service, (await all_keys())[0].id, None)
    async with client_of(service) as client:
        for header in (
            None,
            "Bearer",
            "Bearer ",
            "Basic eDp5",
            f"Bearer {new_key()}",
            f"Bearer {revoked}",
            "å",
        ):
            headers = {} if header is None else {"authorization": header.encode()}
            refused = await client.get(address, headers=headers)
            body = problem_of(refused, 401)
            assert body["type"].endswith("#fel-nyckel")
            assert refused.headers["www-authenticate"].startswith("Bearer")
            assert "figures" not in body


async def test_a_key_may_be_used_so_often_and_each_has_its_own_count(service: Service) -> None:
    await archive_all()
    first, second = [await make_key(service, name, None) for name in ("Ett", "Två")]
    few = replace(service, settings=replace(service.settings, api_requests_per_minute=3))
    async with client_of(few) as client:
        client.headers["authorization"] = f"Bearer {first}"
        assert [(await client.get("/api/v1/measures")).status_code for _ in range(3)] == [200] * 3
        refused = await client.get(FIGURES)
        assert problem_of(refused, 429)["type"].endswith("#fel-takt")
        assert refused.headers["retry-after"] == "60"
        client.headers["authorization"] = f"bearer {second}"
        assert (await client.get(FIGURES)).status_code == 200


@pytest.mark.parametrize("address", ["/api/v1/nothing", "/api/v1/figures/1", "/api/v1/errands/1"])
async def test_an_unknown_address_is_a_problem(embedded: Client, address: str) -> None:
    problem_of(await embedded.get(address), 404)


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
async def test_nothing_can_be_changed_here(embedded: Client, method: str) -> None:
    refused = await embedded.request(method, FIGURES)
    assert refused.status_code == 405
    assert refused.headers["content-type"] == "application/problem+json"
    assert "GET" in refused.headers["allow"]


# As other programs meet it


@pytest.mark.parametrize("address", KEYED)
async def test_a_reply_that_has_not_changed_is_not_sent_again(api: Client, address: str) -> None:
    first = await api.get(address)
    assert first.headers["cache-control"] == "private, no-cache"
    again = await api.get(address, headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    head = await api.head(address)
    assert (head.status_code, head.content, head.headers["etag"]) == (200, b"", first.headers["etag"])


async def test_a_page_of_another_site_may_ask(embedded: Client) -> None:
    asked = {"origin": "https://example.org", "access-control-request-method": "GET"}
    for address in (FIGURES, "/oppna-data/2026Q3/likvardig-2026Q3.csv"):
        before = await embedded.options(address, headers=asked)
        assert before.status_code == 204
        assert before.headers["access-control-allow-origin"] == "*"
        assert "authorization" in before.headers["access-control-allow-headers"]


async def test_other_sites_may_not_read_what_is_not_open(embedded: Client) -> None:
    for address in ("/", "/logga-in", "/insikt", "/oppna-datax"):
        assert "access-control-allow-origin" not in (await embedded.get(address)).headers
    sent = await embedded.post("/api/v1/errands", content=b"{}")
    assert sent.status_code == 401  # the webhook of errands is another door, and still asks for a signature
    assert "access-control-allow-origin" not in sent.headers


async def test_before_anything_is_published_there_are_no_figures(service: Service) -> None:
    key = await make_key(service, "Testet", None)
    async with client_of(service) as client:
        client.headers["authorization"] = f"Bearer {key}"
        assert (await client.get(FIGURES)).json() == {"figures": [], "next_cursor": None}
        assert (await client.get("/api/v1/quarters")).json() == {"quarters": []}
        unknown = problem_of(await client.get(FIGURES, params={"quarter": "2026Q3"}), 400)
        assert unknown["faults"] == [{"parameter": "quarter", "message": "2026Q3 is not published"}]
    assert (await all_keys())[0].last_used_on == world.TODAY
