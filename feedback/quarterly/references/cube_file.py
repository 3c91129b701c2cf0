"""Another municipality's published figures, a file in our own open data's format, as values to put beside ours."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from feedback.errors import Fault, InputError
from feedback.insight.figures import ITEMS, TWELVE_MONTHS
from feedback.insight.period import parsed_period
from feedback.quarterly.published import EVERYTHING, HIDDEN, OTHER, SHOWN, Figure, number_text, read_figures
from feedback.quarterly.references.values import (
    INDEX,
    SATISFIED_SHARE,
    SHARE,
    Allowed,
    Key,
    Value,
    faults_of,
    folded,
)
from feedback.quarters import Quarter, parsed_quarter

UNIT = {SATISFIED_SHARE: SHARE, INDEX: INDEX, **dict.fromkeys(ITEMS, INDEX)}
NARROWER = ("office", "service", "language", "theme")


@dataclass(frozen=True)
class Cube:
    """What of a file is comparable: the whole and its channels, over the newest twelve months it tells of. `hidden`
    is how many of these it hides; `without` are all it shows nothing of, where what an earlier file showed is taken
    away; `unknown` the channels that are not ours."""

    quarter: Quarter
    values: tuple[Value, ...]
    without: tuple[Key, ...]
    hidden: int
    unknown: tuple[str, ...]


def cube_in(content: bytes, organisation: str, allowed: Allowed) -> Cube:
    """What such a file tells under the municipality's name. Raises InputError with every fault."""
    if not folded(organisation):
        raise InputError("Skriv vilken kommun siffrorna gäller.")
    quarter, figures = _newest(_comparable(read_figures(content)))
    name = " ".join(organisation.split())
    told = [
        (_value(placed[0], name, quarter), placed)
        for placed in _by_place(figures)
        if placed[0].channel in (EVERYTHING, *allowed.channels)
    ]
    faults = [
        Fault(f"{placed[0].ref} {placed[0].measure}".strip(), sentence)
        for value, placed in told
        if _is_shown(placed)
        for sentence in (*_differing(placed), *faults_of(value, allowed))
    ]
    if faults:
        raise InputError("Filen har siffror som inte kan stämma.", faults)
    return Cube(
        quarter,
        tuple(value for value, placed in told if _is_shown(placed)),
        tuple(value.key for value, placed in told if not _is_shown(placed)),
        sum(any(each.state == HIDDEN for each in placed) for _, placed in told),
        tuple(sorted({each.channel for each in figures} - {EVERYTHING, OTHER, *allowed.channels})),
    )


def _comparable(figures: Iterable[Figure]) -> list[Figure]:
    """Their own figures, of everybody or of a channel. What they in turn say of others is left out."""
    return [
        each
        for each in figures
        if each.measure in UNIT
        and not each.organisation
        and each.district == EVERYTHING
        and all(getattr(each, name) == EVERYTHING for name in NARROWER)
    ]


def _newest(figures: Sequence[Figure]) -> tuple[Quarter, list[Figure]]:
    """Those of the newest twelve months. Raises InputError where there are none."""
    ends = {each.period: end for each in figures if (end := _end(each.period)) is not None}
    if not ends:
        raise InputError("Filen har inga siffror över tolv månader för hela kommunen eller för en kanal.")
    period = max(ends, key=lambda each: ends[each])
    return ends[period], [each for each in figures if each.period == period]


def _end(period: str) -> Quarter | None:
    kind, code = parsed_period(period) or ("", "")
    return parsed_quarter(code) if kind == TWELVE_MONTHS else None


def _by_place(figures: Sequence[Figure]) -> list[list[Figure]]:
    """The figures of each measure and channel; the same place may be told of in several tables of a file."""
    placed: dict[tuple[str, str], list[Figure]] = {}
    for each in figures:
        placed.setdefault((each.measure, each.channel), []).append(each)
    return list(placed.values())


def _is_shown(placed: Sequence[Figure]) -> bool:
    """What one table of the file hides is hidden."""
    return all(each.state == SHOWN for each in placed)


def _differing(placed: Sequence[Figure]) -> list[str]:
    same = len({(each.value, each.n) for each in placed}) == 1
    return [] if same else ["filen har flera olika värden för samma mått och kanal"]


def _value(figure: Figure, organisation: str, quarter: Quarter) -> Value:
    return Value(
        organisation=organisation,
        source=f"öppna data, 12 månader till och med kvartal {quarter.number} {quarter.year}",
        year=quarter.year,
        measure=figure.measure,
        channel=figure.channel,
        district="",
        unit=UNIT[figure.measure],
        value=number_text(figure.value),
        n=figure.n,
    )
