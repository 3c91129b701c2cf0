"""A municipality, from its file: the way in for everything that needs the vocabulary."""

from __future__ import annotations

from pathlib import Path

from survey_defs.faults import DefinitionError, Fault, in_file_order
from survey_defs.municipality_file import read_municipality
from survey_defs.texts import Texts, text_in
from survey_defs.toml_source import read_toml
from survey_defs.vocabulary import (
    Channel,
    District,
    InvitationRules,
    Language,
    Municipality,
    Office,
    Service,
    SummaryRules,
)

__all__ = [
    "Channel",
    "District",
    "InvitationRules",
    "Language",
    "Municipality",
    "Office",
    "Service",
    "SummaryRules",
    "Texts",
    "builtin_municipality",
    "load_municipality",
    "text_in",
]

_BUILTIN = Path(__file__).parent / "municipalities"


def load_municipality(path: Path) -> Municipality:
    """The municipality of a file; raises DefinitionError with all its faults."""
    municipality, faults = read_municipality(read_toml(path))
    if faults:
        raise DefinitionError(in_file_order(faults))
    return municipality


def builtin_municipality(name: str) -> Path:
    """The file of a municipality that comes with the product; raises DefinitionError for any other name."""
    files = {path.stem: path for path in sorted(_BUILTIN.glob("*.toml"))}
    if name not in files:
        known = ", ".join(files)
        message = (
            f'no municipality "{name}" comes with the product, only {known}; give the path of a file instead'
        )
        raise DefinitionError([Fault(name, "", message)])
    return files[name]
