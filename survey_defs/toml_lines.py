"""The line each key of a TOML text stands on. The standard library's reader gives values without places."""

from __future__ import annotations

import re
from collections.abc import Iterator

Place = tuple[str | int, ...]

# Strings come first, so that a bracket or a hash inside one is never taken for structure.
_TOKEN = re.compile(
    r'(?P<string>"""(?:[^\\]|\\.)*?"""+|\'\'\'.*?\'\'\'+|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\')'
    r"|(?P<comment>#[^\n]*)|(?P<open>[\[{])|(?P<close>[\]}])|(?P<newline>\n)"
    r"|(?P<other>[^\"'#\[\]{}\n]+|.)",
    re.DOTALL,
)
_PART = re.compile(r'\s*("(?:[^"\\]|\\.)*"|\'[^\']*\'|[A-Za-z0-9_-]+)\s*')


def key_lines(text: str) -> dict[Place, int]:
    """Where each table header and key starts, for a text the TOML reader has already accepted.

    A place is the path from the top: `("question", 2, "text", "sv")`. Keys inside an inline table
    have no place of their own; ask for the longest known beginning of a path.
    """
    lines: dict[Place, int] = {}
    sizes: dict[Place, int] = {}
    table: Place = ()
    for line, statement in _statements(text):
        if statement.startswith("[["):
            table = _element(_keys(statement[2:]), sizes)
        elif statement.startswith("["):
            table = _inside(_keys(statement[1:]), sizes)
        else:
            _note(lines, table, _keys(statement), line)
            continue
        _note(lines, (), table, line)
    return lines


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """Header lines and `key = value` statements, each with the line it starts on, comments left out."""
    parts: list[str] = []
    line, start, depth = 1, 1, 0
    for token in _TOKEN.finditer(text + "\n"):
        kind, written = token.lastgroup, token.group()
        if kind == "newline" and depth == 0:
            statement = "".join(parts).strip()
            if statement:
                yield start, statement
            parts, start = [], line + 1
        elif kind != "comment":
            depth += (kind == "open") - (kind == "close")
            parts.append(written)
        line += written.count("\n")


def _keys(text: str) -> tuple[str, ...]:
    """The dotted key a statement or header begins with."""
    found: list[str] = []
    position = 0
    while part := _PART.match(text, position):
        found.append(part.group(1).strip("\"'"))
        position = part.end()
        if text[position : position + 1] != ".":
            break
        position += 1
    return tuple(found)


def _inside(keys: tuple[str, ...], sizes: dict[Place, int]) -> Place:
    """The path a header means: below an array of tables it speaks of the latest element."""
    place: Place = ()
    for key in keys:
        place = (*place, key)
        if place in sizes:
            place = (*place, sizes[place] - 1)
    return place


def _element(keys: tuple[str, ...], sizes: dict[Place, int]) -> Place:
    array: Place = (*_inside(keys[:-1], sizes), keys[-1])
    sizes[array] = sizes.get(array, 0) + 1
    return (*array, sizes[array] - 1)


def _note(lines: dict[Place, int], table: Place, keys: Place, line: int) -> None:
    """The first line that mentions a path is its line; so `text` is where `text.sv` starts."""
    for length in range(1, len(keys) + 1):
        lines.setdefault((*table, *keys[:length]), line)
