"""A small checker of JSON Schema, of the words that the description of the API uses; any other word is an error."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_TYPES: dict[str, Any] = {
    "string": str,
    "integer": int,
    "number": (int, float),
    "array": list,
    "object": dict,
    "null": type(None),
    "boolean": bool,
}
_CHECKED = {"type", "properties", "required", "items", "anyOf", "$ref", "enum"}
_TOLD = {"title", "description", "default"}


def faults(value: Any, schema: dict[str, Any], document: dict[str, Any], place: str = "$") -> Iterator[str]:
    """Everything in a value that its schema does not allow."""
    unknown = set(schema) - _CHECKED - _TOLD
    if unknown:
        raise AssertionError(f"{place}: the schema says {sorted(unknown)}, which is not checked here")
    if "$ref" in schema:
        yield from faults(value, resolved(document, schema["$ref"]), document, place)
        return
    if "anyOf" in schema:
        if all(list(faults(value, each, document, place)) for each in schema["anyOf"]):
            yield f"{place}: {value!r} fits none of them"
        return
    kind = schema.get("type")
    if kind and (not isinstance(value, _TYPES[kind]) or (isinstance(value, bool) and kind != "boolean")):
        yield f"{place}: {value!r} is no {kind}"
        return
    if "enum" in schema and value not in schema["enum"]:
        yield f"{place}: {value!r} is not allowed"
    if isinstance(value, dict):
        yield from _object(value, schema, document, place)
    if isinstance(value, list) and "items" in schema:
        for number, each in enumerate(value):
            yield from faults(each, schema["items"], document, f"{place}[{number}]")


def _object(
    value: dict[str, Any], schema: dict[str, Any], document: dict[str, Any], place: str
) -> Iterator[str]:
    properties = schema.get("properties", {})
    for name in schema.get("required", ()):
        if name not in value:
            yield f"{place}: lacks {name}"
    for name, each in value.items():
        if name not in properties:
            yield f"{place}: {name} is not described"
        else:
            yield from faults(each, properties[name], document, f"{place}.{name}")


def resolved(document: dict[str, Any], reference: str) -> Any:
    found: Any = document
    for part in reference.removeprefix("#/").split("/"):
        found = found[part]
    return found
