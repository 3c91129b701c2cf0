"""The words of the published figures: districts, channels and the rest with their names, and what each measure means."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from feedback.open_data.rows import Told
from feedback.quarterly.measures import MEASURES, MeasureKind
from feedback.quarterly.published import EMPTY, HIDDEN, OTHER, SHOWN
from survey_defs.municipality import Municipality
from survey_defs.texts import Texts, text_in

LANGUAGES = ("sv", "en")


class Term(msgspec.Struct, frozen=True):
    """An id of the figures and what it stands for."""

    id: str
    sv: str
    en: str


class DistrictTerm(msgspec.Struct, frozen=True):
    """A district; population and share born abroad are from the source that the vocabulary names."""

    id: str
    sv: str
    en: str
    population: int | None
    born_abroad: float | None


class OfficeTerm(msgspec.Struct, frozen=True):
    id: str
    sv: str
    en: str
    district: str | None


class MeasureTerm(msgspec.Struct, frozen=True):
    """A measure: its id, the unit of its values, and what it means."""

    id: str
    unit: str
    sv: str
    en: str


class Words(msgspec.Struct, frozen=True):
    """Everything an id in the figures can stand for. `note_sv` and `note_en` say whose grouping the districts are."""

    municipality_code: str
    municipality_sv: str
    municipality_en: str
    population: int
    population_date: str
    population_source: str
    note_sv: str
    note_en: str
    districts: tuple[DistrictTerm, ...]
    channels: tuple[Term, ...]
    offices: tuple[OfficeTerm, ...]
    services: tuple[Term, ...]
    languages: tuple[Term, ...]
    themes: tuple[Term, ...]
    states: tuple[Term, ...]
    measures: tuple[MeasureTerm, ...]
    other: Term

    def ids(self, dimension: str) -> tuple[str, ...]:
        """Every id a dimension of the figures can have by this vocabulary."""
        terms: Mapping[str, Iterable[Any]] = {
            "district": self.districts,
            "channel": self.channels,
            "office": self.offices,
            "service": self.services,
            "language": self.languages,
            "theme": self.themes,
        }
        return (*(term.id for term in terms[dimension]), OTHER)


STATE_TERMS = (
    Term(SHOWN, "Siffran visas", "The figure is shown"),
    Term(HIDDEN, "Dold för att skydda dem som svarat", "Hidden to protect those who answered"),
    Term(EMPTY, "Ingen har svarat, eller inget finns att räkna", "Nobody answered, or nothing to count"),
)
OTHER_TERM = Term(OTHER, "Övrigt eller okänt", "Other or unknown")


def words(municipality: Municipality, themes: Iterable[Term] = ()) -> Words:
    """The vocabulary of a municipality as it is now, with the themes that are published."""
    fallback = municipality.default_language

    def told(texts: Texts) -> tuple[str, str]:
        return text_in(texts, "sv", fallback), text_in(texts, "en", fallback)

    note = told(municipality.district_note) if municipality.district_note else ("", "")
    return Words(
        municipality.code,
        *told(municipality.names),
        municipality.population,
        municipality.population_date.isoformat(),
        municipality.population_source,
        *note,
        districts=tuple(
            DistrictTerm(each.id, *told(each.names), each.population, each.born_abroad)
            for each in municipality.districts
        ),
        channels=tuple(Term(each.id, *told(each.names)) for each in municipality.channels),
        offices=tuple(OfficeTerm(each.id, *told(each.names), each.district) for each in municipality.offices),
        services=tuple(Term(each.id, *told(each.names)) for each in municipality.services),
        languages=tuple(Term(each.code, each.name, each.name) for each in municipality.languages),
        themes=tuple(themes),
        states=STATE_TERMS,
        measures=tuple(measure_term(each) for each in MEASURES),
        other=OTHER_TERM,
    )


def measure_term(measure: MeasureKind) -> MeasureTerm:
    return MeasureTerm(measure.id, measure.unit, measure.sv, measure.en)


def theme_terms(files: Iterable[Told]) -> tuple[Term, ...]:
    """The published themes, named as they are published: a theme whose size is hidden has no name. Of several names
    the first stands, so give the newest edition first."""
    named: dict[str, tuple[str, str]] = {}
    for file in files:
        for id, names in file.themes.items():
            if not any(named.get(id, ())):
                named[id] = names
    return tuple(Term(id, *named[id]) for id in sorted(named))
