"""A municipality's vocabulary: its districts, offices, channels, services and languages, and its rules of invitation.

Everything that is particular to one municipality stands in its file; another municipality is another file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from functools import cached_property
from typing import Protocol, TypeVar

from survey_defs.texts import Texts, text_in


@dataclass(frozen=True)
class District:
    """`socioeconomic_order` 1 is the most exposed. `tile` is (row, column) on the schematic map, two rows high."""

    id: str
    names: Texts
    population: int | None = None
    born_abroad: float | None = None
    offices: tuple[str, ...] = ()
    socioeconomic_order: int | None = None
    tile: tuple[int, int] | None = None
    note: str = ""


@dataclass(frozen=True)
class Office:
    id: str
    names: Texts
    district: str | None = None
    central: bool = False


@dataclass(frozen=True)
class Channel:
    """`about` is the context line residents read, with {office} and {week}; the other one does without an office.

    `phrase` is the channel inside a sentence, as "by phone"; empty where the file has none.
    """

    id: str
    names: Texts
    physical: bool
    about: Texts
    about_without_office: Texts
    sampling_rate: float = 1.0
    phrase: Texts = field(default_factory=dict)

    def about_line(self, language: str, fallback: str, week: int, office: str | None) -> str:
        """The context line filled in: which contact the survey is about, never the matter."""
        texts = self.about if office else self.about_without_office
        return text_in(texts, language, fallback).format(office=office, week=week)


@dataclass(frozen=True)
class Service:
    id: str
    names: Texts


@dataclass(frozen=True)
class Language:
    """`default_for_residents`: offered at once in the language switch; the others stand under "more languages"."""

    code: str
    name: str
    dir: str
    default_for_residents: bool


@dataclass(frozen=True)
class InvitationRules:
    """`sampling` overrides a channel's rate in a district. Quiet hours are local time, from the evening to the morning.

    Nobody is asked about an errand that was closed more than `oldest_errand_days` ago.
    """

    valid_days: int = 14
    reminder_after_days: int = 4
    quarantine_days: int = 90
    oldest_errand_days: int = 30
    quiet_from: time = time(20, 0)
    quiet_until: time = time(8, 0)
    quiet_weekends: bool = False
    sampling: Mapping[tuple[str, str], float] = field(default_factory=dict)


@dataclass(frozen=True)
class SummaryRules:
    """How the quarterly summary is headed, and who is told when it is approved.

    `administration` is empty where the municipality itself stands for it; `officer` where whoever drafts does.
    `case_number` is a scheme with {year} and {number}; `logo` an SVG picture or empty; `mail_to` roles of accounts.
    """

    administration: Texts = field(default_factory=dict)
    recipient: Texts = field(
        default_factory=lambda: {"sv": "Demokratiberedningen", "en": "The Democracy Committee"}
    )
    officer: str = ""
    case_number: str = "{year}/{number}"
    logo: str = field(default="", repr=False)
    mail_to: tuple[str, ...] = ("committee", "manager")

    def case_number_of(self, given: str, year: int) -> str:
        """A bare number in the scheme; anything else as it was given."""
        given = given.strip()
        bare = given.isascii() and given.isdigit()
        return self.case_number.format(year=year, number=given) if bare else given


@dataclass(frozen=True)
class OpenDataContact:
    """Who answers for the open data, as the catalogue tells it; empty: the municipality, at its sender address.

    `area` is the municipality's address in a register of places, such as http://sws.geonames.org/…
    """

    name: str = ""
    address: str = ""
    organisation_number: str = ""
    area: str = ""


@dataclass(frozen=True)
class Municipality:
    """`throughout` is "everywhere in X" as a phrase of a sentence; `short_names` the bare name of the place."""

    id: str
    code: str
    names: Texts
    short_names: Texts
    possessives: Texts
    throughout: Texts
    time_zone: str
    phone: str
    phone_link: str
    sender_name: str
    sender_address: str
    population: int
    population_date: date
    population_source: str
    district_note: Texts
    default_language: str
    districts: tuple[District, ...]
    offices: tuple[Office, ...]
    channels: tuple[Channel, ...]
    services: tuple[Service, ...]
    languages: tuple[Language, ...]
    invitations: InvitationRules
    summary: SummaryRules = field(default_factory=SummaryRules)
    open_data: OpenDataContact = field(default_factory=OpenDataContact)

    def district(self, id: str) -> District:
        """Raises KeyError for an unknown id, as do the methods below."""
        return self._districts[id]

    def office(self, id: str) -> Office:
        return self._offices[id]

    def channel(self, id: str) -> Channel:
        return self._channels[id]

    def service(self, id: str) -> Service:
        return self._services[id]

    def language(self, code: str) -> Language:
        return self._languages[code]

    def name(self, dimension: str, id: str, language: str) -> str:
        """What residents and staff call a thing; a language by its own name. Dimensions: district, office and so on."""
        if dimension == "language":
            return self.language(id).name
        return text_in(self._named[dimension][id].names, language, self.default_language)

    def sampling_rate(self, channel: str, district: str | None) -> float:
        """The share of closed errands that is invited; raises KeyError for an unknown channel."""
        return self.invitations.sampling.get((channel, district or ""), self.channel(channel).sampling_rate)

    @cached_property
    def _districts(self) -> dict[str, District]:
        return _by_id(self.districts)

    @cached_property
    def _offices(self) -> dict[str, Office]:
        return _by_id(self.offices)

    @cached_property
    def _channels(self) -> dict[str, Channel]:
        return _by_id(self.channels)

    @cached_property
    def _services(self) -> dict[str, Service]:
        return _by_id(self.services)

    @cached_property
    def _languages(self) -> dict[str, Language]:
        return {language.code: language for language in self.languages}

    @cached_property
    def _named(self) -> Mapping[str, Mapping[str, _Named]]:
        return {
            "district": self._districts,
            "office": self._offices,
            "channel": self._channels,
            "service": self._services,
        }


class _Named(Protocol):
    @property
    def id(self) -> str: ...

    @property
    def names(self) -> Texts: ...


N = TypeVar("N", bound=_Named)


def _by_id(things: tuple[N, ...]) -> dict[str, N]:
    return {thing.id: thing for thing in things}
