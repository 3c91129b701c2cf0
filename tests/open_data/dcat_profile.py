"""DCAT-AP-SE 3.0.1 as rules: which properties a class must have, should have, and may have once at most.

Source: the profile itself, https://docs.dataportal.se/dcat/3.0.1/sv/ (Myndigheten för digital förvaltning, CC BY 4.0),
and the form templates it is published from (github.com/diggsweden/DCAT-AP-SE, 3.0.1/bundle.json): `min` 1 is
mandatory, `pref` 1 recommended, `max` 1 at most once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, FOAF, RDF, XSD
from rdflib.term import Node

DCAT = Namespace("http://www.w3.org/ns/dcat#")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
DCATAP = Namespace("http://data.europa.eu/r5r/")
SPDX = Namespace("http://spdx.org/rdf/terms#")
EU = "http://publications.europa.eu/resource/authority/"
CC0 = URIRef("http://creativecommons.org/publicdomain/zero/1.0/")


@dataclass(frozen=True)
class Rule:
    """What one class must, should and may have."""

    kind: URIRef
    mandatory: tuple[URIRef, ...]
    recommended: tuple[URIRef, ...] = ()
    once: tuple[URIRef, ...] = ()


_OF_DATA = (DCAT.contactPoint, DCAT.keyword, DCAT.theme, DCTERMS.conformsTo, DCTERMS.spatial)
_PUBLISHED = (DCTERMS.issued, DCTERMS.temporal)
RULES = (
    Rule(
        DCAT.Catalog,
        (DCTERMS.title, DCTERMS.description, DCTERMS.publisher, DCTERMS.license, DCAT.dataset),
        (DCTERMS.language, FOAF.homepage, DCTERMS.spatial, DCAT.themeTaxonomy),
        (DCTERMS.publisher, DCTERMS.issued, DCTERMS.modified, FOAF.homepage, DCTERMS.license),
    ),
    Rule(
        DCAT.Dataset,
        (DCTERMS.title, DCTERMS.description, DCTERMS.publisher),
        (*_OF_DATA, DCTERMS.accessRights),
        (DCTERMS.publisher, DCTERMS.issued, DCTERMS.modified, DCAT.version, DCTERMS.accrualPeriodicity),
    ),
    Rule(
        DCAT.DatasetSeries,
        (DCTERMS.title, DCTERMS.description, DCTERMS.publisher),
        _OF_DATA,
        (DCTERMS.publisher, DCTERMS.issued, DCTERMS.modified, DCTERMS.accrualPeriodicity),
    ),
    Rule(
        DCAT.Distribution,
        (DCAT.accessURL, DCTERMS["format"]),
        (DCTERMS.description, DCTERMS.license, DCATAP.availability),
        (
            DCAT.accessURL,
            DCTERMS["format"],
            DCAT.byteSize,
            DCTERMS.issued,
            DCTERMS.modified,
            DCTERMS.license,
            SPDX.checksum,
            DCATAP.availability,
        ),
    ),
    Rule(
        DCAT.DataService,
        (DCTERMS.title, DCAT.endpointURL, DCTERMS["format"]),
        (DCAT.endpointDescription, DCAT.contactPoint, DCAT.keyword, DCTERMS.accessRights),
        (DCTERMS["format"], DCTERMS.license, DCTERMS.accessRights),
    ),
    Rule(FOAF.Agent, (FOAF.name, DCTERMS.type), (DCTERMS.description,), (DCTERMS.type,)),
    Rule(VCARD.Organization, (VCARD.fn, VCARD.hasEmail), (VCARD.hasTelephone,)),
    Rule(SPDX.Checksum, (SPDX.checksumValue, SPDX.algorithm), (), (SPDX.checksumValue, SPDX.algorithm)),
)
# Properties whose object must be described in the same file as of this class.
CLASSES = {
    DCTERMS.publisher: FOAF.Agent,
    DCAT.contactPoint: VCARD.Organization,
    DCAT.dataset: DCAT.Dataset,
    DCAT.distribution: DCAT.Distribution,
    DCAT.service: DCAT.DataService,
    DCAT.inSeries: DCAT.DatasetSeries,
    DCAT.servesDataset: DCAT.DatasetSeries,
    DCTERMS.spatial: DCTERMS.Location,
    DCTERMS.temporal: DCTERMS.PeriodOfTime,
    DCTERMS.conformsTo: DCTERMS.Standard,
    FOAF.homepage: FOAF.Document,
    SPDX.checksum: SPDX.Checksum,
    VCARD.hasTelephone: VCARD.Voice,
}
LISTS = {
    DCAT.theme: EU + "data-theme/",
    DCTERMS.language: EU + "language/",
    DCTERMS.accessRights: EU + "access-right/",
    DCTERMS.accrualPeriodicity: EU + "frequency/",
    DCATAP.availability: EU + "planned-availability/",
    DCTERMS.type: "http://purl.org/adms/publishertype/",
}
DATATYPES = {
    DCTERMS.issued: XSD.date,
    DCTERMS.modified: XSD.date,
    DCAT.startDate: XSD.date,
    DCAT.endDate: XSD.date,
    DCAT.byteSize: XSD.nonNegativeInteger,
}
IN_BOTH_LANGUAGES = (DCTERMS.title, DCTERMS.description)


def faults(graph: Graph) -> list[str]:
    """Everything in a catalogue that the profile does not allow or misses, recommendations included."""
    found = [
        fault for rule in RULES for node in _of(graph, rule.kind) for fault in _against(graph, node, rule)
    ]
    return [*found, *_objects(graph), *_languages(graph), *_catalogues(graph)]


def _of(graph: Graph, kind: URIRef) -> list[Node]:
    return sorted(graph.subjects(RDF.type, kind), key=str)


def _against(graph: Graph, node: Node, rule: Rule) -> Iterator[str]:
    for name in (*rule.mandatory, *rule.recommended):
        if (node, name, None) not in graph:
            yield f"{node} lacks {name}"
    for name in rule.once:
        # A name in several languages is one name.
        if len(list(graph.objects(node, name))) > 1:
            yield f"{node} has several of {name}"


def _objects(graph: Graph) -> Iterator[str]:
    for subject, name, value in graph:
        if name in CLASSES and (value, RDF.type, CLASSES[URIRef(str(name))]) not in graph:
            yield f"{subject} {name}: {value} is not described as {CLASSES[URIRef(str(name))]}"
        if name in LISTS and not str(value).startswith(LISTS[URIRef(str(name))]):
            yield f"{subject} {name}: {value} is not from {LISTS[URIRef(str(name))]}"
        if name in DATATYPES and getattr(value, "datatype", None) != DATATYPES[URIRef(str(name))]:
            yield f"{subject} {name}: {value} is not a {DATATYPES[URIRef(str(name))]}"
        if isinstance(value, URIRef) and not str(value).startswith(
            ("http://", "https://", "mailto:", "tel:")
        ):
            yield f"{subject} {name}: {value} is not an absolute address"


def _languages(graph: Graph) -> Iterator[str]:
    for kind in (DCAT.Catalog, DCAT.Dataset, DCAT.DatasetSeries, DCAT.Distribution, DCAT.DataService):
        for node in _of(graph, kind):
            for name in IN_BOTH_LANGUAGES:
                told = sorted(
                    each.language or "" for each in graph.objects(node, name) if isinstance(each, Literal)
                )
                if told != ["en", "sv"]:
                    yield f"{node} {name} is in {told}"


def _catalogues(graph: Graph) -> Iterator[str]:
    catalogues = _of(graph, DCAT.Catalog)
    if len(catalogues) != 1:
        yield f"there are {len(catalogues)} catalogues"
    for each in catalogues:
        if (each, DCTERMS.license, CC0) not in graph:
            yield "metadata must be CC0"
