"""What is said of the columns is what the files hold: every published row fits every description of it."""

from __future__ import annotations

import hashlib
import re

import pytest

from feedback.open_data.rows import Told, rows_of, told_by
from feedback.open_data.vocabulary import theme_terms
from feedback.quarterly.measures import MEASURES
from feedback.quarterly.published import COLUMNS, HIDDEN, SHOWN, Figure, figures_csv
from feedback.service import Service
from tests.open_data.archived import FIRST_APPROVED, archive, figures_of
from tests.open_data.conftest import Client, client_of
from tests.open_data.table_schema import faults

PACKAGES = (
    "/oppna-data/datapackage.json",
    "/oppna-data/2026Q2/datapackage.json",
    "/oppna-data/2026Q2/1/datapackage.json",
)


@pytest.mark.parametrize("address", PACKAGES)
async def test_every_file_of_a_package_fits_its_schema(client: Client, address: str) -> None:
    package = (await client.get(address)).json()
    base = address.rpartition("/")[0]
    tables = [each for each in package["resources"] if each["format"] == "csv"]
    assert tables
    for each in package["resources"]:
        path = each["path"]
        got = await client.get(path if path.startswith("http") else f"{base}/{path}")
        assert got.status_code == 200
        if "hash" in each:
            assert each["hash"] == f"sha256:{hashlib.sha256(got.content).hexdigest()}"
            assert each["bytes"] == len(got.content)
        if each["format"] == "csv":
            assert faults(got.content, each["schema"]) == []


async def test_a_package_says_what_the_standard_asks_for(embedded: Client) -> None:
    package = (await embedded.get("/oppna-data/2026Q2/1/datapackage.json")).json()
    assert package["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert package["licenses"][0]["name"] == "CC0-1.0"
    assert re.fullmatch(r"[-a-z0-9._/]+", package["name"])
    assert package["created"] == FIRST_APPROVED.isoformat()
    for resource in package["resources"]:
        assert re.fullmatch(r"[-a-z0-9._/]+", resource["name"])
    names = [resource["name"] for resource in package["resources"]]
    assert len(names) == len(set(names))


async def test_the_schema_has_the_columns_of_a_figure_with_words_in_both_languages(embedded: Client) -> None:
    package = (await embedded.get("/oppna-data/2026Q3/datapackage.json")).json()
    fields = package["resources"][0]["schema"]["fields"]
    assert tuple(field["name"] for field in fields) == COLUMNS
    for field in fields:
        assert all(field[key] for key in ("title", "description", "title:sv", "description:sv"))
    enums = {
        field["name"]: field["constraints"]["enum"]
        for field in fields
        if "enum" in field.get("constraints", {})
    }
    assert enums["state"] == ["shown", "hidden", "empty"]
    assert enums["district"][:4] == ["norrbyn", "soderhagen", "oholm", "other"]
    assert set(enums["measure"]) >= {measure.id for measure in MEASURES}


async def test_a_fault_would_be_found(embedded: Client) -> None:
    package = (await embedded.get("/oppna-data/2026Q3/datapackage.json")).json()
    schema = package["resources"][0]["schema"]
    good = (await embedded.get("/oppna-data/2026Q3/likvardig-2026Q3.csv")).content
    for old, new in (
        (b",shown,norrbyn", b",shown,atlantis"),
        (b"T1:1,T1", b"T1,T1"),
        (b",0.77,", b",77%,"),
        (b",hidden,", b",unsaid,"),
        (b",812,,,\n", b",-8,,,\n"),
    ):
        assert old in good
        assert faults(good.replace(old, new, 1), schema)


async def test_words_only_an_older_edition_has_are_allowed_in_it(service: Service) -> None:
    """A district was renamed since: its rows still fit what is said of them."""
    old = (Figure("T1:1", "T1", "kv-2026Q1", "old_measure", SHOWN, district="atlantis", value=1.0, n=12),)
    await archive("2026Q1", 1, FIRST_APPROVED, old)
    await archive("2026Q2", 1, FIRST_APPROVED, figures_of("2026Q2"))
    async with client_of(service) as client:
        for address in ("2026Q1/", ""):
            package = (await client.get(f"/oppna-data/{address}datapackage.json")).json()
            table = package["resources"][0]
            content = (await client.get(f"/oppna-data/{address}{table['path']}")).content
            assert b"atlantis" in content
            assert faults(content, table["schema"]) == []
        newer = (await client.get("/oppna-data/2026Q2/datapackage.json")).json()
        assert "atlantis" not in str(newer)


@pytest.mark.parametrize(
    ("csv_address", "extra"),
    [
        ("/oppna-data/likvardig.csv", ["quarter", "edition"]),
        ("/oppna-data/2026Q2/likvardig-2026Q2.csv", []),
        ("/oppna-data/2026Q2/1/likvardig-2026Q2-1.csv", []),
    ],
)
async def test_csvw_stands_beside_each_csv(embedded: Client, csv_address: str, extra: list[str]) -> None:
    """By the default rule of CSV on the Web: the file's own address and `-metadata.json`."""
    got = await embedded.get(f"{csv_address}-metadata.json")
    told = got.json()
    assert got.headers["content-type"] == "application/csvm+json"
    assert told["@context"][0] == "http://www.w3.org/ns/csvw"
    assert told["url"] == csv_address.rpartition("/")[2]
    columns = told["tableSchema"]["columns"]
    assert [column["name"] for column in columns] == [*extra, *COLUMNS]
    header = (await embedded.get(csv_address)).text.partition("\n")[0]
    assert header == ",".join(column["name"] for column in columns)


async def test_the_vocabulary_names_everything_and_its_source(client: Client) -> None:
    words = (await client.get("/oppna-data/ordlista.json")).json()
    norrbyn = words["districts"][0]
    assert norrbyn == {
        "id": "norrbyn",
        "sv": "Norrbyn",
        "en": "Norrbyn",
        "population": 3000,
        "born_abroad": 0.15,
    }
    assert words["population_source"] == "made up for the tests"
    assert words["note_sv"] == "Påhittade kommundelar."
    assert [each["id"] for each in words["languages"]] == ["sv", "fi", "en", "ar"]
    assert words["themes"] == [
        {"id": "4711", "sv": "Väntan i telefon", "en": "Waiting on the phone"},
        {"id": "4712", "sv": "", "en": ""},  # its size is hidden, so it has no name
    ]
    rows = (await client.get("/oppna-data/likvardig.csv")).text.splitlines()[1:]
    known = {each["id"] for each in words["districts"]} | {"", "other"}
    assert {row.split(",")[7] for row in rows} <= known


def test_of_several_names_of_a_theme_the_first_stands() -> None:
    def file_with(*figures: Figure) -> Told:
        return told_by(rows_of(figures_csv(figures)))

    def named(word: str) -> Figure:
        return Figure("T3:1", "T3", "", "theme_name", SHOWN, theme="1", word=word)

    hidden = Figure("T3:1", "T3", "", "theme_name", HIDDEN, theme="1")
    files = [file_with(hidden), file_with(named("Nytt")), file_with(named("Gammalt"))]
    assert [term.sv for term in theme_terms(files)] == ["Nytt"]


def test_a_file_from_before_a_column_came_is_read_with_that_column_empty() -> None:
    content = b"ref,measure,state,value\nT1:1,index,shown,80\n"
    [row] = rows_of(content)
    assert dict(zip(COLUMNS, row, strict=True)) == dict.fromkeys(COLUMNS, "") | {
        "ref": "T1:1",
        "measure": "index",
        "state": "shown",
        "value": "80",
    }
