"""The codebook: what each column holds, as rows for a sheet and as a table for the handbook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from feedback.exports.variables import Variable

HEADINGS = ("Variabel", "Innebörd", "Värde", "Värdets innebörd")
MISSING = (
    "",
    "Tom cell",
    "",
    "Inget svar, frågan ställdes inte, eller får inte visas. Vilket av dem sägs inte.",
)


def codebook_rows(variables: Sequence[Variable]) -> Iterator[tuple[str, str, str, str]]:
    """A row for each variable, then one for each of its values; last what an empty cell means."""
    for each in variables:
        yield each.name, each.label, "", ""
        for value, word in each.values:
            yield each.name, "", value, word
    yield MISSING


def codebook_table(variables: Sequence[Variable]) -> str:
    """The same as a table of a document, a line for each variable."""
    lines = ["| variable | what it holds | values |", "|---|---|---|"]
    for each in variables:
        values = ", ".join(f"{value} = {word}" if word != value else value for value, word in each.values)
        lines.append(f"| `{each.name}` | {each.label} | {values} |")
    return "\n".join(lines)
