"""The catalogue as portals harvest it, held against DCAT-AP-SE 3.0.1 and against the files it leads to."""

from __future__ import annotations

import asyncio
import hashlib
from dataclasses import replace
from pathlib import Path

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import DCTERMS, RDF

from feedback.open_data.catalogue import _in_a_process
from feedback.open_data.catalogue_facts import catalogue_facts
from feedback.open_data.editions import published
from feedback.open_data.worker.catalogue import serialised
from feedback.service import Service, opened_service
from feedback.settings import Settings
from survey_defs.municipality import load_municipality
from survey_defs.vocabulary import OpenDataContact
from tests import world
from tests.open_data.archived import archive_all
from tests.open_data.conftest import Client, client_of
from tests.open_data.dcat_profile import CC0, CLASSES, DCAT, SPDX, VCARD, faults

pytestmark = pytest.mark.slow

BASE = "http://127.0.0.1:8000"
HUDDINGE = Path(__file__).parents[2] / "survey_defs" / "municipalities" / "huddinge.toml"


async def graph_at(client: Client, address: str, form: str) -> Graph:
    got = await client.get(address)
    assert got.status_code == 200
    return Graph().parse(data=got.content, format=form)


async def test_the_catalogue_fits_the_profile_in_both_forms(client: Client) -> None:
    xml = await graph_at(client, "/oppna-data/katalog.rdf", "xml")
    turtle = await graph_at(client, "/oppna-data/katalog.ttl", "turtle")
    assert faults(xml) == []
    assert isomorphic(xml, turtle)
    assert len(xml) > 150


async def test_before_anything_is_published_the_catalogue_is_valid(empty: Client) -> None:
    graph = await graph_at(empty, "/oppna-data/katalog.rdf", "xml")
    assert faults(graph) == []
    [dataset] = graph.objects(None, DCAT.dataset)
    assert list(graph.objects(dataset, DCTERMS.issued)) == []


async def test_every_file_it_leads_to_is_there_as_it_says(embedded: Client) -> None:
    graph = await graph_at(embedded, "/oppna-data/katalog.ttl", "turtle")
    distributions = list(graph.subjects(RDF.type, DCAT.Distribution))
    assert len(distributions) == 5  # all quarters as CSV, and two quarters in two formats
    for each in distributions:
        [file], [page] = graph.objects(each, DCAT.downloadURL), graph.objects(each, DCAT.accessURL)
        got = await embedded.get(str(file).removeprefix(BASE))
        assert (await embedded.get(str(page).removeprefix(BASE))).status_code == 200
        assert graph.value(each, DCTERMS.license) == CC0
        assert got.headers["content-type"].startswith(str(graph.value(each, DCTERMS["format"])))
        size, checksum = graph.value(each, DCAT.byteSize), graph.value(each, SPDX.checksum)
        if size is not None:
            assert int(str(size)) == len(got.content)
            told = str(graph.value(checksum, SPDX.checksumValue))
            assert told == hashlib.sha256(got.content).hexdigest()


async def test_quarters_are_members_of_one_series_and_the_api_serves_it(embedded: Client) -> None:
    graph = await graph_at(embedded, "/oppna-data/katalog.ttl", "turtle")
    [series] = graph.subjects(RDF.type, DCAT.DatasetSeries)
    assert set(graph.subjects(DCAT.inSeries, series)) == set(graph.objects(None, DCAT.dataset))
    [api] = graph.subjects(RDF.type, DCAT.DataService)
    assert graph.value(api, DCAT.servesDataset) == series
    description = str(graph.value(api, DCAT.endpointDescription)).removeprefix(BASE)
    assert (await embedded.get(description)).json()["openapi"] == "3.1.0"


async def test_a_quarter_tells_its_time_and_its_edition(embedded: Client) -> None:
    graph = await graph_at(embedded, "/oppna-data/katalog.ttl", "turtle")
    quarter = URIRef(f"{BASE}/oppna-data/2026Q2#data")
    assert str(graph.value(quarter, DCTERMS.issued)) == "2026-08-20"
    assert str(graph.value(quarter, DCTERMS.modified)) == "2026-10-01"
    assert graph.value(quarter, DCAT.version) == Literal("2")
    period = graph.value(quarter, DCTERMS.temporal)
    assert (str(graph.value(period, DCAT.startDate)), str(graph.value(period, DCAT.endDate))) == (
        "2025-06-30",
        "2026-06-28",
    )


async def test_the_catalogues_own_address_gives_what_is_asked_for(embedded: Client) -> None:
    xml = await embedded.get("/oppna-data/katalog")
    assert xml.headers["content-type"] == "application/rdf+xml"
    turtle = await embedded.get("/oppna-data/katalog", headers={"accept": "text/turtle"})
    assert turtle.headers["content-type"].startswith("text/turtle")
    assert "accept" in turtle.headers["vary"]
    held = await embedded.get("/oppna-data/katalog.rdf", headers={"if-none-match": xml.headers["etag"]})
    assert held.status_code == 304


async def test_the_same_facts_give_the_same_bytes_in_any_process(embedded_settings: Settings) -> None:
    async with opened_service(embedded_settings, world.clock) as service:
        await archive_all()
        facts = catalogue_facts(service, await published())
    written = await asyncio.gather(_in_a_process(facts), _in_a_process(facts))
    assert written[0] == written[1] == serialised(facts)


async def test_who_answers_for_it_stands_in_the_municipalitys_file(embedded_settings: Settings) -> None:
    async with opened_service(embedded_settings, world.clock) as service:
        contact = OpenDataContact(
            "Öppna data-gruppen", "data@lillaker.example", "212000-0001", "http://sws.geonames.org/1"
        )
        municipality = replace(service.municipality, open_data=contact)
        facts = catalogue_facts(replace(service, municipality=municipality), await published())
    graph = Graph().parse(data=serialised(facts)[0], format="xml")
    assert faults(graph) == []
    assert set(graph.objects(None, VCARD.hasEmail)) == {URIRef("mailto:data@lillaker.example")}
    assert set(graph.objects(None, DCTERMS.spatial)) == {URIRef("http://sws.geonames.org/1")}
    assert Literal("212000-0001") in set(graph.objects(None, DCTERMS.identifier))


async def test_the_municipality_that_comes_with_the_product_fits_the_profile(service: Service) -> None:
    await archive_all()
    real = replace(service, municipality=load_municipality(HUDDINGE))
    async with client_of(real) as client:
        assert faults(await graph_at(client, "/oppna-data/katalog.rdf", "xml")) == []


@pytest.mark.parametrize("name", sorted(CLASSES, key=str))
async def test_a_node_that_is_not_described_would_be_found(embedded: Client, name: URIRef) -> None:
    graph = await graph_at(embedded, "/oppna-data/katalog.ttl", "turtle")
    [node, *_] = graph.objects(None, name)
    graph.remove((node, RDF.type, None))
    assert any(str(name) in fault for fault in faults(graph))
