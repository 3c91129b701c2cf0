"""The national values that come with the program: read in when somebody asks for them."""

from __future__ import annotations

import tomllib
from pathlib import Path

from feedback.quarterly.references.values import Allowed, Value

FILE = Path(__file__).parent / "skr.toml"


def national_values(allowed: Allowed) -> tuple[Value, ...]:
    """Those of the channels this municipality has."""
    given = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return tuple(
        Value(
            organisation=given["organisation"],
            source=given["source"],
            year=given["year"],
            measure=each["measure"],
            channel=each["channel"],
            district="",
            unit=given["unit"],
            value=each["value"],
            n=None,
        )
        for each in given["value"]
        if each["channel"] in allowed.channels
    )
