"""A small reader of Table Schema, so that files are held against what is said of them, and not against our code."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from typing import Any


def faults(content: bytes, schema: dict[str, Any]) -> list[str]:
    """Everything in a CSV file that its schema does not allow."""
    rows = list(csv.reader(io.StringIO(content.decode("utf-8"))))
    names = [field["name"] for field in schema["fields"]]
    if not rows or rows[0] != names:
        return [f"the header is {rows[:1]}, not {names}"]
    found = []
    for line, row in enumerate(rows[1:], start=2):
        if len(row) != len(names):
            found.append(f"row {line} has {len(row)} fields")
            continue
        for field, text in zip(schema["fields"], row, strict=True):
            found += [f"row {line} {field['name']} {text!r}: {what}" for what in _faults(field, text, schema)]
    return found


def _faults(field: dict[str, Any], text: str, schema: dict[str, Any]) -> Iterator[str]:
    limits = field.get("constraints", {})
    if text in schema["missingValues"]:
        if limits.get("required"):
            yield "is required"
        return
    if field["type"] == "integer" and not re.fullmatch(r"-?[0-9]+", text):
        yield "is no whole number"
        return
    if field["type"] == "number" and not re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", text):
        yield "is no number"
        return
    if "enum" in limits and text not in limits["enum"]:
        yield "is not among the words"
    if "pattern" in limits and not re.fullmatch(limits["pattern"], text):
        yield "is not of the form"
    if "minimum" in limits and float(text) < limits["minimum"]:
        yield "is too small"
