"""The files of open data: what was archived, at addresses that last, with what every cache needs to know."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io

import pytest

from feedback.quarterly.parquet import figures_of_parquet
from feedback.quarterly.published import COLUMNS, figures_csv, read_figures
from tests.open_data.archived import figures_of
from tests.open_data.conftest import Client

NEWEST = "/oppna-data/2026Q2/likvardig-2026Q2.csv"
EDITION = "/oppna-data/2026Q2/1/likvardig-2026Q2-1.csv"
PARQUET = "/oppna-data/2026Q3/likvardig-2026Q3.parquet"


async def test_an_edition_is_served_as_it_was_archived_for_good(client: Client) -> None:
    got = await client.get(EDITION)
    assert got.content == figures_csv(figures_of("2026Q2"))
    assert got.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert got.headers["etag"] == f'"{hashlib.sha256(got.content).hexdigest()}"'
    assert got.headers["last-modified"] == "Thu, 20 Aug 2026 09:30:15 GMT"
    assert got.headers["content-type"] == "text/csv; header=present; charset=utf-8"
    assert got.headers["content-length"] == str(len(got.content))
    assert got.headers["access-control-allow-origin"] == "*"
    assert "set-cookie" not in got.headers


async def test_the_stable_address_shows_the_newest_edition_and_says_which(client: Client) -> None:
    got = await client.get(NEWEST)
    assert got.content == figures_csv(figures_of("2026Q2", more=5))
    assert got.headers["cache-control"] == "public, max-age=300"
    assert got.headers["likvardig-edition"] == "2"
    assert got.headers["content-location"] == "/oppna-data/2026Q2/2/likvardig-2026Q2-2.csv"
    assert 'likvardig-2026Q2-2.csv>; rel="canonical"' in got.headers["link"]
    assert 'rel="describedby"' in got.headers["link"]


async def test_parquet_holds_the_same_figures(client: Client) -> None:
    got = await client.get(PARQUET)
    assert got.headers["content-type"] == "application/vnd.apache.parquet"
    assert figures_of_parquet(got.content) == read_figures(
        (await client.get(PARQUET.replace("parquet", "csv"))).content
    )


async def test_what_a_reader_has_is_not_sent_again(client: Client) -> None:
    first = await client.get(EDITION)
    for headers in (
        {"if-none-match": first.headers["etag"]},
        {"if-none-match": f'"other", W/{first.headers["etag"]}'},
        {"if-modified-since": first.headers["last-modified"]},
        {"if-none-match": "*"},
    ):
        again = await client.get(EDITION, headers=headers)
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == first.headers["etag"]
        assert again.headers["cache-control"].endswith("immutable")
    for headers in (
        {"if-none-match": '"other"'},
        {"if-none-match": '"other"', "if-modified-since": first.headers["last-modified"]},
        {"if-modified-since": "Wed, 19 Aug 2026 09:30:15 GMT"},
        {"if-modified-since": "yesterday"},
    ):
        assert (await client.get(EDITION, headers=headers)).status_code == 200


@pytest.mark.parametrize(
    "address",
    [EDITION, NEWEST, PARQUET, "/oppna-data", "/oppna-data/likvardig.csv", "/oppna-data/ordlista.json"],
)
async def test_head_tells_what_get_would(client: Client, address: str) -> None:
    head, got = await client.head(address), await client.get(address)
    assert (head.status_code, head.content) == (200, b"")
    assert dict(head.headers) == dict(got.headers)


async def test_csv_comes_packed_for_those_who_take_it(client: Client) -> None:
    plain = await client.get(EDITION)
    packed = await client.get(EDITION, headers={"accept-encoding": "gzip"})
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.content == plain.content  # httpx unpacks it
    assert packed.headers["etag"] != plain.headers["etag"]
    assert "accept-encoding" in packed.headers["vary"]
    held = {"accept-encoding": "gzip", "if-none-match": packed.headers["etag"]}
    assert (await client.get(EDITION, headers=held)).status_code == 304
    assert (
        "content-encoding" not in (await client.get(PARQUET, headers={"accept-encoding": "gzip"})).headers
    )  # packed already


@pytest.mark.parametrize(
    ("asked", "first", "last"), [("bytes=0-3", 0, 3), ("bytes=5-", 5, None), ("bytes=-7", -7, None)]
)
async def test_a_part_of_a_file_can_be_read_from_afar(
    client: Client, asked: str, first: int, last: int | None
) -> None:
    whole = (await client.get(PARQUET)).content
    part = await client.get(PARQUET, headers={"range": asked, "accept-encoding": "gzip"})
    wanted = whole[first : None if last is None else last + 1]
    assert (part.status_code, part.content) == (206, wanted)
    begin = first if first >= 0 else len(whole) + first
    assert part.headers["content-range"] == f"bytes {begin}-{begin + len(wanted) - 1}/{len(whole)}"


async def test_parts_that_cannot_be_sent(client: Client) -> None:
    size = len((await client.get(PARQUET)).content)
    beyond = await client.get(PARQUET, headers={"range": f"bytes={size}-"})
    assert (beyond.status_code, beyond.headers["content-range"]) == (416, f"bytes */{size}")
    for asked in ("bytes=0-1,4-5", "lines=0-3", "bytes=9-3", "bytes=-"):
        assert (await client.get(PARQUET, headers={"range": asked})).status_code == 200
    stale = {"range": "bytes=0-3", "if-range": '"an older one"'}
    assert (await client.get(PARQUET, headers=stale)).status_code == 200


async def test_all_quarters_in_one_file(client: Client) -> None:
    got = await client.get("/oppna-data/likvardig.csv")
    rows = list(csv.DictReader(io.StringIO(got.content.decode())))
    assert list(rows[0]) == ["quarter", "edition", *COLUMNS]
    assert list(dict.fromkeys((row["quarter"], row["edition"]) for row in rows)) == [
        ("2026Q2", "2"),
        ("2026Q3", "1"),
    ]
    again = [[row[name] for name in COLUMNS] for row in rows if row["quarter"] == "2026Q3"]
    newest = (await client.get("/oppna-data/2026Q3/likvardig-2026Q3.csv")).content.decode()
    assert again == list(csv.reader(io.StringIO(newest)))[1:]
    assert got.headers["last-modified"] == "Tue, 10 Nov 2026 08:00:05 GMT"
    held = {"if-none-match": got.headers["etag"]}
    assert (await client.get("/oppna-data/likvardig.csv", headers=held)).status_code == 304


async def test_what_nobody_has_approved_is_nowhere(client: Client) -> None:
    for address in (
        "/oppna-data/2026Q4",
        "/oppna-data/2026Q4/likvardig-2026Q4.csv",
        "/oppna-data/2026Q4/1/likvardig-2026Q4-1.csv",
        "/oppna-data/2026Q4/datapackage.json",
    ):
        assert (await client.get(address)).status_code == 404
    for address in ("/oppna-data", "/oppna-data/likvardig.csv", "/oppna-data/katalog.ttl"):
        assert "2026Q4" not in (await client.get(address)).text


@pytest.mark.parametrize(
    "address",
    [
        "/oppna-data/2026Q2/likvardig-2026Q3.csv",
        "/oppna-data/2026Q2/likvardig-2026Q2.pdf",
        "/oppna-data/2026Q2/3/likvardig-2026Q2-3.csv",
        "/oppna-data/2026Q2/1/likvardig-2026Q2-2.csv",
        "/oppna-data/2026Q2/1/likvardig-2026Q2.csv",
        "/oppna-data/2026Q9/likvardig-2026Q9.csv",
        "/oppna-data/..%2f..%2fetc/passwd",
        "/oppna-data/nothing",
    ],
)
async def test_other_addresses_are_kind_pages(client: Client, address: str) -> None:
    got = await client.get(address)
    assert got.status_code == 404
    assert "<h1>" in got.text


async def test_before_anything_is_published_the_files_are_there_and_empty(empty: Client) -> None:
    got = await empty.get("/oppna-data/likvardig.csv")
    assert got.content.decode() == ",".join(["quarter", "edition", *COLUMNS]) + "\n"
    assert "last-modified" not in got.headers
    package = (await empty.get("/oppna-data/datapackage.json")).json()
    assert [each["name"] for each in package["resources"]] == ["all-quarters", "vocabulary"]
    assert (await empty.get("/oppna-data/ordlista.json")).json()["themes"] == []


def test_packing_is_the_same_every_time() -> None:
    from feedback.open_data.content import packed

    assert packed(b"abc" * 1000) == packed(b"abc" * 1000)
    assert gzip.decompress(packed(b"abc")) == b"abc"
