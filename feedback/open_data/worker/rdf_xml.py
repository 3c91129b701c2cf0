"""RDF/XML of a graph without blank nodes, the same bytes every time: rdflib's own writers follow the order of hashes."""

from __future__ import annotations

from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr

from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import RDF
from rdflib.term import Node


def rdf_xml(graph: Graph, prefixes: Mapping[str, Namespace | str]) -> bytes:
    """Every subject once, in the order of its address. Raises KeyError for a predicate outside the prefixes."""
    spaces = {"rdf": str(RDF), **{name: str(space) for name, space in prefixes.items()}}
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', "<rdf:RDF"]
    lines += [f"  xmlns:{name}={quoteattr(space)}" for name, space in sorted(spaces.items())]
    lines[-1] += ">"
    for subject in sorted(set(graph.subjects()), key=str):
        lines.append(f"  <rdf:Description rdf:about={quoteattr(str(subject))}>")
        told = sorted(graph.predicate_objects(subject), key=lambda each: (each[0].n3(), each[1].n3()))
        lines += [f"    {_property(str(name), value, spaces)}" for name, value in told]
        lines.append("  </rdf:Description>")
    return "\n".join([*lines, "</rdf:RDF>", ""]).encode()


def _property(address: str, value: Node, spaces: Mapping[str, str]) -> str:
    name = _short(address, spaces)
    if isinstance(value, URIRef):
        return f"<{name} rdf:resource={quoteattr(str(value))}/>"
    assert isinstance(value, Literal)  # no node is blank
    kind = ""
    if value.language:
        kind = f' xml:lang="{value.language}"'
    elif value.datatype:
        kind = f" rdf:datatype={quoteattr(str(value.datatype))}"
    return f"<{name}{kind}>{escape(str(value))}</{name}>"


def _short(address: str, spaces: Mapping[str, str]) -> str:
    for prefix, space in spaces.items():
        if address.startswith(space):
            return f"{prefix}:{address.removeprefix(space)}"
    raise KeyError(address)
