"""The plan of the example data: how many errands, whose, how satisfied, and what is planted. Data, read and checked."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Literal

import msgspec

from feedback.errors import Fault, SettingsError
from feedback.example.likely import likely_additions
from survey_defs.municipality import Municipality

HERE = Path(__file__).parent
COMMON = HERE / "common.toml"
SENTIMENTS = ("negative", "positive")
Kind = Literal["gap", "mix", "equal", "change", "too_small"]


class _Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A table of a plan file; a key nobody knows is a fault."""


class ChannelPlan(_Table, frozen=True):
    """Shares of closed errands and of those before them in the funnel."""

    share: float
    satisfied: float
    contact: float
    sampling: float
    quarantine: float
    delivered: float
    answers: float
    comment: float
    top: float
    without_district: float
    modes: dict[str, float]


class ServicePlan(_Table, frozen=True):
    """`channels` and `months` multiply the share; `points` are added to the satisfied."""

    share: float
    points: float
    channels: dict[str, float]
    months: list[float]


class LanguagePlan(_Table, frozen=True):
    """`answers` multiplies who answers; `share` is among speakers of other languages than the default one."""

    points: float
    answers: float
    understood: float
    share: float


class DistrictPlan(_Table, frozen=True):
    """Errands relative to population per channel, shares of languages, services relative to the others."""

    use: dict[str, float]
    languages: dict[str, float]
    services: dict[str, float]


class OfficeEffect(_Table, frozen=True):
    """What an office in the district does to the number of visits, and who goes to it."""

    local_use: float
    central_use: float
    none_use: float
    local_share: float


class Mix(_Table, frozen=True):
    """Services of one channel in one district, relative to the others."""

    district: str
    channel: str
    services: dict[str, float]


class Effect(_Table, frozen=True):
    """Percentage points added to the satisfied; of some languages, in every district, or in the last whole quarter only."""

    points: float
    languages: list[str] = []
    everywhere: bool = False
    only_last_quarter: bool = False


class Planted(_Table, frozen=True):
    """An inequality put in on purpose, or a place that looks like one and is none."""

    id: str
    kind: Kind
    district: str
    expected: list[str]
    sentence: str
    channel: str | None = None
    effect: list[Effect] = []


class ThemeLink(_Table, frozen=True):
    """A theme heard more often in a place: `times` as often among unhappy comments."""

    theme: str
    district: str
    times: float
    sentence: str
    channel: str | None = None


class ThemePlan(_Table, frozen=True):
    """How often a theme comes up, among unhappy (negative) and happy (positive) comments."""

    label: str
    negative: float
    positive: float
    channels: dict[str, dict[str, float]] = {}
    services: dict[str, float] = {}
    only_services: dict[str, dict[str, float]] = {}
    other_languages: float = 1.0
    by_office: bool = False


class Plan(_Table, frozen=True):
    """Everything the example data follow. Words are those of one municipality."""

    format: int
    errands_per_resident: float
    opted_out: float
    started_only: float
    second_theme: float
    noise: float
    personal_data: float
    season: list[float]
    quiet_weeks: dict[int, float]
    channel: dict[str, ChannelPlan]
    service: dict[str, ServicePlan]
    language: dict[str, LanguagePlan]
    district: dict[str, DistrictPlan]
    mode: dict[str, float]
    office_effect: OfficeEffect
    theme: dict[str, ThemePlan]
    mix: list[Mix] = []
    planted: list[Planted] = []
    theme_link: list[ThemeLink] = []

    def effects(self) -> Iterator[tuple[Planted, str, Effect]]:
        """Every effect with its planting and its channel."""
        for planted in self.planted:
            for effect in planted.effect if planted.channel else []:
                yield planted, planted.channel or "", effect


def plan_for(municipality: Municipality) -> Plan:
    """The plan of a municipality: its own file where there is one, otherwise a likely one of its own words."""
    own = HERE / f"{municipality.id}.toml"
    return plan_from(municipality, _read(own) if own.is_file() else None)


def plan_from(municipality: Municipality, own: Mapping[str, Any] | None) -> Plan:
    """The common behaviour with a municipality's own on top; raises SettingsError with every unknown word."""
    additions = likely_additions(municipality) if own is None else own
    raw = _filled(_read(COMMON), additions, municipality)
    try:
        plan = msgspec.convert(raw, Plan, strict=False)
    except msgspec.ValidationError as error:
        raise SettingsError(f"The plan of the example data cannot be read: {error}") from None
    faults = list(_unknown_words(plan, municipality))
    if faults:
        raise SettingsError("The plan of the example data names what the municipality does not have:", faults)
    return plan


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _filled(common: dict[str, Any], own: Mapping[str, Any], municipality: Municipality) -> dict[str, Any]:
    """One table per channel, service, language and district the municipality has, defaults filled in."""
    words = {
        "channel": [each.id for each in municipality.channels],
        "service": [each.id for each in municipality.services],
        "language": [each.code for each in municipality.languages],
        "district": [each.id for each in municipality.districts],
    }
    merged = {**common, **{key: value for key, value in own.items() if key not in (*words, "theme")}}
    merged["theme"] = common["theme"] | own.get("theme", {})
    for kind, known in words.items():
        default = merged.pop(f"{kind}_default")
        shared, special = common.get(kind, {}), own.get(kind, {})
        merged[kind] = {word: default | shared.get(word, {}) | special.get(word, {}) for word in known}
        unknown = {word: default for word in special if word not in known}
        merged[kind] |= unknown
    return merged


def _unknown_words(plan: Plan, municipality: Municipality) -> Iterator[Fault]:
    known = {
        "district": {each.id for each in municipality.districts},
        "channel": {each.id for each in municipality.channels},
        "service": {each.id for each in municipality.services},
        "language": {each.code for each in municipality.languages},
        "theme": set(plan.theme),
    }
    for place, kind, word in _words_named(plan):
        if word not in known[kind]:
            yield Fault(place, f"there is no {kind} {word!r}")


def _words_named(plan: Plan) -> Iterator[tuple[str, str, str]]:
    for kind in ("channel", "service", "language", "district"):
        yield from ((kind, kind, word) for word in getattr(plan, kind))
    for name, district in plan.district.items():
        yield from _each(f"district.{name}", "channel", district.use)
        yield from _each(f"district.{name}", "language", district.languages)
        yield from _each(f"district.{name}", "service", district.services)
    for mix in plan.mix:
        yield from _place("mix", mix.district, mix.channel)
        yield from _each("mix", "service", mix.services)
    for planted in plan.planted:
        yield from _place(f"planted {planted.id}", planted.district, planted.channel)
        for effect in planted.effect:
            yield from _each(f"planted {planted.id}", "language", effect.languages)
    for link in plan.theme_link:
        yield from _place(f"theme_link {link.theme}", link.district, link.channel)
        yield f"theme_link {link.theme}", "theme", link.theme


def _each(place: str, kind: str, words: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    yield from ((place, kind, word) for word in words)


def _place(place: str, district: str, channel: str | None) -> Iterator[tuple[str, str, str]]:
    yield place, "district", district
    if channel is not None:
        yield place, "channel", channel
