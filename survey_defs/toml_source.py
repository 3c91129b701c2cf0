"""One TOML file as read: its values, and the line of each."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from survey_defs.faults import DefinitionError, Fault
from survey_defs.toml_lines import Place, key_lines

_LINE_IN_MESSAGE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")


@dataclass(frozen=True)
class TomlSource:
    file: str
    values: Mapping[str, object]
    lines: Mapping[Place, int]

    def line_of(self, place: Place) -> int | None:
        """The line of the longest part of the path that has one."""
        for length in range(len(place), 0, -1):
            if place[:length] in self.lines:
                return self.lines[place[:length]]
        return None


def read_toml(path: Path) -> TomlSource:
    """Read a file; raises DefinitionError with its one fault if it is no TOML at all."""
    text = _text_of(path)
    try:
        values = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise DefinitionError([_broken(path, text, error)]) from error
    return TomlSource(str(path), values, key_lines(text))


def _text_of(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except OSError as error:
        message = f"the file cannot be read ({error.strerror or error})"
        raise DefinitionError([Fault(str(path), "", message)]) from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        message = "the file is not UTF-8; save it as UTF-8"
        raise DefinitionError([Fault(str(path), "", message, line)]) from error


def _broken(path: Path, text: str, error: ValueError | RecursionError) -> Fault:
    if isinstance(error, RecursionError):
        return Fault(str(path), "", "values are nested too deeply to be read")
    message = str(error)
    found = _LINE_IN_MESSAGE.search(message)
    if found is None:
        return Fault(str(path), "", f"not valid TOML: {message}")
    line = int(found.group(1)) if found.group(1) else text.rstrip("\n").count("\n") + 1
    return Fault(str(path), "", f"not valid TOML: {message[: found.start()]}", line)
