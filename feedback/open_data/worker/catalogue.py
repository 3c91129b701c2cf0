"""The catalogue as RDF, by the Swedish profile of DCAT: DCAT-AP-SE 3.0.1 (https://docs.dataportal.se/dcat/3.0.1/sv/).

A dataset series with one dataset a quarter, and one dataset of all quarters together (recommendations 15, 16 and 20
of the profile). Every node has an address of its own: none is blank, so both forms of the file are the same graph,
and the same facts give the same bytes.
"""

from __future__ import annotations

from datetime import date

from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, FOAF, RDF, SKOS, XSD
from rdflib.term import Node

from feedback.open_data.catalogue_facts import CatalogueFacts, DatasetFacts, FileFacts
from feedback.open_data.worker.rdf_xml import rdf_xml

DCAT = Namespace("http://www.w3.org/ns/dcat#")  # rdflib's own is of an earlier version, without series
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
DCATAP = Namespace("http://data.europa.eu/r5r/")
SPDX = Namespace("http://spdx.org/rdf/terms#")
CC0 = URIRef("http://creativecommons.org/publicdomain/zero/1.0/")
EU = "http://publications.europa.eu/resource/authority/"
THEMES = URIRef(EU + "data-theme")
GOVERNMENT = URIRef(EU + "data-theme/GOVE")
LANGUAGES = (URIRef(EU + "language/SWE"), URIRef(EU + "language/ENG"))
ANYBODY = URIRef(EU + "access-right/PUBLIC")
QUARTERLY = URIRef(EU + "frequency/QUARTERLY")
STABLE = URIRef(EU + "planned-availability/STABLE")
LOCAL_AUTHORITY = URIRef("http://purl.org/adms/publishertype/LocalAuthority")
SHA256 = URIRef("http://spdx.org/rdf/terms#checksumAlgorithm_sha256")
MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"

KEYWORDS = {
    "sv": ("invånarservice", "kommun", "likvärdig service", "medborgarservice", "nöjdhet", "statistik"),
    "en": ("citizen service", "equal service", "municipality", "satisfaction", "statistics"),
}
CATALOGUE_TITLE = ("Öppna data om likvärdig service", "Open data on equal service")
CATALOGUE_TEXT = (
    "Siffrorna bakom {}s kvartalsvisa sammanfattning av hur likvärdig servicen är.",
    "The figures behind the quarterly summary of how equal the service of {} is.",
)
SERIES_TITLE = ("Likvärdig service per kvartal", "Equal service by quarter")
SERVICE_TITLE = ("Läsgränssnitt för likvärdig service", "Read API for equal service")
SERVICE_TEXT = (
    "De publicerade siffrorna en och en, som JSON. Nyckel lämnas ut till den som ber om en.",
    "The published figures one by one, as JSON. Anybody who asks is given a key.",
)
PREFIXES: dict[str, Namespace | str] = {
    "dcat": DCAT,
    "dcatap": DCATAP,
    "dcterms": str(DCTERMS),
    "foaf": str(FOAF),
    "skos": str(SKOS),
    "spdx": SPDX,
    "vcard": VCARD,
}


def serialised(facts: CatalogueFacts) -> tuple[bytes, bytes]:
    """The catalogue as RDF/XML and as Turtle."""
    graph = graph_of(facts)
    return rdf_xml(graph, PREFIXES), graph.serialize(format="turtle", encoding="utf-8")


def graph_of(facts: CatalogueFacts) -> Graph:
    graph = Graph()
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    for triple in Catalogue(facts).triples():
        graph.add(triple)
    return graph


class Catalogue:
    """Collects what is said, subject by subject."""

    def __init__(self, facts: CatalogueFacts) -> None:
        self.facts = facts
        self._told: set[tuple[URIRef, URIRef, Node]] = set()
        self.own = URIRef(f"{facts.root}/katalog")
        self.publisher, self.contact = self._part("utgivare"), self._part("kontakt")
        self.series, self.service = self._part("serie"), self._part("api")
        self.standard = URIRef(f"{facts.root}/datapackage.json")
        self.area = URIRef(facts.area) if facts.area else self._part("kommun")

    def triples(self) -> set[tuple[URIRef, URIRef, Node]]:
        self._catalogue()
        self._publisher()
        self._contact()
        self._area()
        self._standard()
        self._series()
        self._data_service()
        for dataset in self.facts.datasets:
            self._dataset(dataset)
        return self._told

    def _part(self, name: str) -> URIRef:
        return URIRef(f"{self.facts.root}/katalog#{name}")

    def _tell(self, subject: URIRef, predicate: URIRef, *objects: Node | None) -> None:
        self._told |= {(subject, predicate, each) for each in objects if each is not None}

    def _words(self, subject: URIRef, predicate: URIRef, texts: tuple[str, str]) -> None:
        self._tell(subject, predicate, Literal(texts[0], lang="sv"), Literal(texts[1], lang="en"))

    def _catalogue(self) -> None:
        names = self.facts.names
        self._tell(self.own, RDF.type, DCAT.Catalog)
        self._words(self.own, DCTERMS.title, CATALOGUE_TITLE)
        self._words(
            self.own,
            DCTERMS.description,
            (CATALOGUE_TEXT[0].format(names[0]), CATALOGUE_TEXT[1].format(names[1])),
        )
        self._tell(self.own, DCTERMS.publisher, self.publisher)
        self._tell(self.own, DCTERMS.license, CC0)
        self._tell(self.own, DCTERMS.language, *LANGUAGES)
        self._tell(self.own, DCTERMS.spatial, self.area)
        self._tell(self.own, DCTERMS.issued, _day(self.facts.issued))
        self._tell(self.own, DCTERMS.modified, _day(self.facts.modified))
        self._tell(self.own, FOAF.homepage, self._document())
        self._tell(self.own, DCAT.themeTaxonomy, THEMES)
        self._tell(self.own, DCAT.dataset, *(self._dataset_node(each) for each in self.facts.datasets))
        self._tell(self.own, DCAT.service, self.service)

    def _document(self) -> URIRef:
        page = URIRef(self.facts.root)
        self._tell(page, RDF.type, FOAF.Document)
        return page

    def _publisher(self) -> None:
        facts = self.facts
        self._tell(self.publisher, RDF.type, FOAF.Agent)
        self._words(self.publisher, FOAF.name, facts.names)
        self._words(
            self.publisher,
            DCTERMS.description,
            (f"Svensk kommun, kommunkod {facts.code}", f"Swedish municipality, code {facts.code}"),
        )
        self._tell(self.publisher, DCTERMS.type, LOCAL_AUTHORITY)
        if facts.organisation_number:
            self._tell(self.publisher, DCTERMS.identifier, Literal(facts.organisation_number))

    def _contact(self) -> None:
        phone = self._part("telefon")
        self._tell(self.contact, RDF.type, VCARD.Organization)
        self._tell(self.contact, VCARD.fn, Literal(self.facts.contact_name))
        self._tell(self.contact, VCARD.hasEmail, URIRef(f"mailto:{self.facts.contact_address}"))
        self._tell(self.contact, VCARD.hasTelephone, phone)
        self._tell(phone, RDF.type, VCARD.Voice)
        self._tell(phone, VCARD.hasValue, URIRef(f"tel:{self.facts.phone}"))

    def _area(self) -> None:
        self._tell(self.area, RDF.type, DCTERMS.Location)
        self._words(self.area, SKOS.prefLabel, self.facts.names)
        self._tell(self.area, DCTERMS.identifier, Literal(self.facts.code))

    def _standard(self) -> None:
        self._tell(self.standard, RDF.type, DCTERMS.Standard)
        self._words(self.standard, DCTERMS.title, ("Kolumnernas beskrivning", "Description of the columns"))

    def _shared(self, subject: URIRef) -> None:
        """What series, datasets and the service have in common; the profile asks for the same throughout a series."""
        self._tell(subject, DCTERMS.publisher, self.publisher)
        self._tell(subject, DCAT.contactPoint, self.contact)
        self._tell(subject, DCAT.theme, GOVERNMENT)
        for language, keywords in KEYWORDS.items():
            self._tell(subject, DCAT.keyword, *(Literal(each, lang=language) for each in keywords))

    def _series(self) -> None:
        every = self.facts.datasets[0]
        self._tell(self.series, RDF.type, DCAT.DatasetSeries)
        self._words(self.series, DCTERMS.title, SERIES_TITLE)
        self._words(self.series, DCTERMS.description, every.descriptions)
        self._shared(self.series)
        self._described(self.series, every)
        self._tell(self.series, DCTERMS.accrualPeriodicity, QUARTERLY)

    def _described(self, subject: URIRef, dataset: DatasetFacts) -> None:
        self._tell(subject, DCTERMS.conformsTo, self.standard)
        self._tell(subject, DCTERMS.spatial, self.area)
        self._tell(subject, DCTERMS.issued, _day(dataset.issued))
        self._tell(subject, DCTERMS.modified, _day(dataset.modified))
        self._tell(subject, DCAT.landingPage, self._document())
        if dataset.start and dataset.end:
            period = URIRef(f"{dataset.address}#period")
            self._tell(subject, DCTERMS.temporal, period)
            self._tell(period, RDF.type, DCTERMS.PeriodOfTime)
            self._tell(period, DCAT.startDate, _day(dataset.start))
            self._tell(period, DCAT.endDate, _day(dataset.end))

    def _dataset_node(self, dataset: DatasetFacts) -> URIRef:
        return URIRef(f"{dataset.address}#data")

    def _dataset(self, dataset: DatasetFacts) -> None:
        node = self._dataset_node(dataset)
        self._tell(node, RDF.type, DCAT.Dataset)
        self._words(node, DCTERMS.title, dataset.titles)
        self._words(node, DCTERMS.description, dataset.descriptions)
        self._shared(node)
        self._described(node, dataset)
        self._tell(node, DCTERMS.language, *LANGUAGES)
        self._tell(node, DCTERMS.accessRights, ANYBODY)
        self._tell(node, DCTERMS.accrualPeriodicity, QUARTERLY)
        self._tell(node, DCTERMS.identifier, Literal(str(node)))
        self._tell(node, DCAT.inSeries, self.series)
        if dataset.version:
            self._tell(node, DCAT.version, Literal(dataset.version))
        for file in dataset.files:
            self._distribution(node, dataset, file)

    def _distribution(self, dataset: URIRef, facts: DatasetFacts, file: FileFacts) -> None:
        node = URIRef(f"{facts.address}#{file.key}")
        kind = "CSV" if file.key == "csv" else "Parquet"
        self._tell(dataset, DCAT.distribution, node)
        self._tell(node, RDF.type, DCAT.Distribution)
        self._words(node, DCTERMS.title, (f"{facts.titles[0]}, {kind}", f"{facts.titles[1]}, {kind}"))
        self._words(
            node,
            DCTERMS.description,
            (f"En rad per siffra, som {kind}.", f"One row a figure, as {kind}."),
        )
        self._tell(node, DCAT.accessURL, URIRef(facts.address))
        self._tell(node, DCAT.downloadURL, URIRef(file.address))
        self._tell(node, DCTERMS["format"], Literal(file.media_type))
        self._tell(node, DCAT.mediaType, URIRef(MEDIA_TYPES + file.media_type))
        self._tell(node, DCTERMS.license, CC0)
        self._tell(node, DCTERMS.language, *LANGUAGES)
        self._tell(node, DCTERMS.conformsTo, self.standard)
        self._tell(node, DCTERMS.issued, _day(facts.issued))
        self._tell(node, DCTERMS.modified, _day(facts.modified))
        self._tell(node, DCATAP.availability, STABLE)
        if file.size is not None:
            self._tell(node, DCAT.byteSize, Literal(str(file.size), datatype=XSD.nonNegativeInteger))
        if file.hash:
            checksum = URIRef(f"{facts.address}#{file.key}-sha256")
            self._tell(node, SPDX.checksum, checksum)
            self._tell(checksum, RDF.type, SPDX.Checksum)
            self._tell(checksum, SPDX.algorithm, SHA256)
            self._tell(checksum, SPDX.checksumValue, Literal(file.hash.lower(), datatype=XSD.hexBinary))

    def _data_service(self) -> None:
        self._tell(self.service, RDF.type, DCAT.DataService)
        self._words(self.service, DCTERMS.title, SERVICE_TITLE)
        self._words(self.service, DCTERMS.description, SERVICE_TEXT)
        self._shared(self.service)
        self._tell(self.service, DCAT.endpointURL, URIRef(self.facts.api))
        self._tell(self.service, DCAT.endpointDescription, URIRef(f"{self.facts.api}/openapi.json"))
        self._tell(self.service, DCAT.servesDataset, self.series)
        self._tell(self.service, DCTERMS["format"], Literal("application/json"))
        self._tell(self.service, DCTERMS.license, CC0)
        self._tell(self.service, DCTERMS.accessRights, ANYBODY)
        self._tell(self.service, DCAT.landingPage, self._document())


def _day(day: date | None) -> Literal | None:
    return None if day is None else Literal(day.isoformat(), datatype=XSD.date)
