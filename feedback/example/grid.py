"""The plan as arrays: how many errands each combination has a year, who answers, and who is satisfied."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from feedback.example.plan import Effect, Plan
from feedback.vocabulary import MODES
from survey_defs.municipality import Municipality, Office

Floats = NDArray[np.float64]
LOWEST, HIGHEST = 0.03, 0.97  # no place where everybody, or nobody, is satisfied
DEFAULT_USE = 1.0


@dataclass(frozen=True)
class Axes:
    """The words along each axis, in the order of the arrays: district, channel, service, language, mode."""

    districts: tuple[str, ...]
    channels: tuple[str, ...]
    services: tuple[str, ...]
    languages: tuple[str, ...]
    modes: tuple[str, ...]
    default_language: str

    def district(self, word: str) -> int:
        return self.districts.index(word)

    def channel(self, word: str) -> int:
        return self.channels.index(word)


def axes_of(municipality: Municipality, channels: Iterable[str]) -> Axes:
    """The axes of a municipality, for the channels that have a survey."""
    return Axes(
        tuple(each.id for each in municipality.districts),
        tuple(channels),
        tuple(each.id for each in municipality.services),
        tuple(each.code for each in municipality.languages),
        MODES,
        municipality.default_language,
    )


@dataclass(frozen=True)
class Grid:
    """Expected values. Letters in the names of dimensions: Districts, Channels, Services, Languages, Modes."""

    axes: Axes
    errands: Floats  # D C S L: closed in a year of normal weeks
    invited: Floats  # C: of closed errands, how many are invited
    reached: Floats  # C: of the invited
    answers: Floats  # C L: of those reached
    modes: Floats  # C M
    satisfied: Floats  # D C S L M: share giving 4 or 5, dips left out
    dip: Floats  # D C: added to it in the last whole quarter

    @cached_property
    def responses(self) -> Floats:
        """D C S L M: answers expected in a year of normal weeks."""
        per_errand = (self.invited * self.reached)[:, None] * self.answers
        answered = self.errands * per_errand[None, :, None, :]
        return answered[..., None] * self.modes[None, :, None, None, :]

    def satisfied_in_dip(self) -> Floats:
        """The same as `satisfied`, in the last whole quarter."""
        return np.clip(self.satisfied + self.dip[:, :, None, None, None], LOWEST, HIGHEST)


def grid_of(plan: Plan, municipality: Municipality, axes: Axes, scale: float = 1.0) -> Grid:
    """The plan's arrays; `scale` makes a small sample of the same shape."""
    channels = [plan.channel[word] for word in axes.channels]
    language = [plan.language[word] for word in axes.languages]
    stay = [(1 - plan.opted_out) * each.contact * each.sampling * (1 - each.quarantine) for each in channels]
    answers = np.array([[each.answers * tongue.answers for tongue in language] for each in channels])
    return Grid(
        axes=axes,
        errands=scale * _errands(plan, municipality, axes),
        invited=np.array(stay),
        reached=np.array([each.delivered for each in channels]),
        answers=np.clip(answers, 0, 1),
        modes=_modes(plan, axes),
        satisfied=_satisfied(plan, axes),
        dip=_dip(plan, axes),
    )


def _errands(plan: Plan, municipality: Municipality, axes: Axes) -> Floats:
    population = _populations(municipality)
    per_channel = _shares(plan.channel[word].share for word in axes.channels)
    use = np.array([[_use(plan, municipality, d, c) for c in axes.channels] for d in axes.districts])
    volume = population[:, None] * use * per_channel[None, :]
    volume *= plan.errands_per_resident * population.sum() / volume.sum()
    services = np.array([[_services(plan, axes, d, c) for c in axes.channels] for d in axes.districts])
    languages = np.array([_languages(plan, axes, d) for d in axes.districts])
    errands: Floats = volume[:, :, None, None] * services[..., None] * languages[:, None, None, :]
    return errands


def _populations(municipality: Municipality) -> Floats:
    """Residents per district; an equal part of the municipality where it is not known."""
    equal = municipality.population / len(municipality.districts)
    return np.array([float(each.population or equal) for each in municipality.districts])


def _use(plan: Plan, municipality: Municipality, district: str, channel: str) -> float:
    stated = plan.district[district].use.get(channel, DEFAULT_USE)
    return stated * (
        _office_use(plan, municipality, district) if municipality.channel(channel).physical else 1
    )


def _office_use(plan: Plan, municipality: Municipality, district: str) -> float:
    offices = offices_in(municipality, district)
    if not offices:
        return plan.office_effect.none_use
    central = all(office.central for office in offices)
    return plan.office_effect.central_use if central else plan.office_effect.local_use


def offices_in(municipality: Municipality, district: str) -> list[Office]:
    return [office for office in municipality.offices if office.district == district]


def _services(plan: Plan, axes: Axes, district: str, channel: str) -> Floats:
    """Shares of services of a channel in a district."""
    extra: dict[str, float] = {}
    for mix in plan.mix:
        if (mix.district, mix.channel) == (district, channel):
            extra |= mix.services
    own = plan.district[district].services
    services = {word: plan.service[word] for word in axes.services}
    return _shares(
        each.share * each.channels.get(channel, 1) * own.get(word, 1) * extra.get(word, 1)
        for word, each in services.items()
    )


def _languages(plan: Plan, axes: Axes, district: str) -> Floats:
    """Shares of languages; the default language takes what is left."""
    named = plan.district[district].languages
    shares = np.array([named.get(word, 0.0) for word in axes.languages])
    shares[axes.languages.index(axes.default_language)] = max(1 - shares.sum(), 0)
    return _shares(shares)


def _shares(weights: Iterable[float]) -> Floats:
    values: Floats = np.array(list(weights), dtype=np.float64)
    return np.asarray(values / values.sum())


def _modes(plan: Plan, axes: Axes) -> Floats:
    rows = [[plan.channel[word].modes.get(mode, 0.0) for mode in axes.modes] for word in axes.channels]
    return np.array([_shares(row) for row in rows])


def _satisfied(plan: Plan, axes: Axes) -> Floats:
    channel = np.array([plan.channel[word].satisfied for word in axes.channels])
    service = _points(plan.service, axes.services)
    language = _points(plan.language, axes.languages)
    mode = np.array([plan.mode.get(word, 0.0) for word in axes.modes]) / 100
    share = channel[None, :, None, None, None] + service[None, None, :, None, None]
    share = share + language[None, None, None, :, None] + mode[None, None, None, None, :]
    return np.clip(share + _planted(plan, axes)[:, :, None, :, None], LOWEST, HIGHEST)


def _points(plans: Mapping[str, object], words: Sequence[str]) -> Floats:
    return np.array([getattr(plans[word], "points") for word in words]) / 100  # noqa: B009


def _planted(plan: Plan, axes: Axes) -> Floats:
    """D C L: what was planted for good, in shares."""
    added = np.zeros((len(axes.districts), len(axes.channels), len(axes.languages)))
    for planted, channel, effect in plan.effects():
        if channel in axes.channels and not effect.only_last_quarter:
            spoken = np.array([_concerns(effect, word) for word in axes.languages])
            where = slice(None) if effect.everywhere else axes.district(planted.district)
            added[where, axes.channel(channel)] += spoken * effect.points / 100
    return added


def _concerns(effect: Effect, language: str) -> bool:
    return not effect.languages or language in effect.languages


def _dip(plan: Plan, axes: Axes) -> Floats:
    added = np.zeros((len(axes.districts), len(axes.channels)))
    for planted, channel, effect in plan.effects():
        if channel in axes.channels and effect.only_last_quarter:
            added[axes.district(planted.district), axes.channel(channel)] += effect.points / 100
    return added
