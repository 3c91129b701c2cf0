"""Asks the desk for everything a quarter's summary is made from."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Protocol, TypeVar

import msgspec

from feedback.closing import closes_on
from feedback.errors import NotFound
from feedback.insight.closed import Listed
from feedback.insight.figures import (
    CHANNEL,
    DISTRICT,
    QUARTER,
    ItemsFigures,
    ItemsRequest,
    OfficesFigures,
    OfficesRequest,
    OverviewFigures,
    OverviewRequest,
    PlaceFigures,
    PlaceRequest,
    PresenceFigures,
    PresenceRequest,
    UseFigures,
    UseRequest,
)
from feedback.insight.period import Period, default_period
from feedback.insight.requests import Figures, Request
from feedback.insight.selection import Selection, over
from feedback.insight.theme_figures import ThemesFigures, ThemesRequest
from feedback.quarterly.facts import NamedTheme, QuarterFacts, Reference, Released
from feedback.quarters import Quarter
from feedback.service import Service

F = TypeVar("F")


class Figuring(Protocol):
    """As much of the desk as a summary needs."""

    async def closed(self, service: Service) -> tuple[Listed, ...]: ...
    async def comments_version(self, service: Service) -> str: ...
    async def figures(self, service: Service, request: Request) -> Figures: ...


async def gathered(
    service: Service,
    desk: Figuring,
    quarter: Quarter,
    themes: Sequence[NamedTheme] = (),
    quotes: Sequence[Released] = (),
    references: Sequence[Reference] = (),
) -> QuarterFacts:
    """The facts of a closed quarter. Raises NotFound with the day it closes where it is not closed."""
    closed = tuple(each.quarter for each in await desk.closed(service))
    if quarter not in closed:
        raise NotFound(_not_closed(service, quarter))
    until = tuple(each for each in closed if each <= quarter)
    period = default_period(until)
    assert period is not None
    whole, alone = over(period, until), over(Period(QUARTER, quarter), until)
    ago = Quarter(quarter.year - 1, quarter.number)
    asking = _Asking(service, desk)
    places = [
        [await asking.one(PlaceFigures, PlaceRequest(whole.scope, kind, each.id)) for each in listed]
        for kind, listed in (
            (DISTRICT, service.municipality.districts),
            (CHANNEL, service.municipality.channels),
        )
    ]
    found = QuarterFacts(
        quarter=quarter,
        selection=whole,
        overview=await asking.one(OverviewFigures, OverviewRequest(whole.scope)),
        alone=await asking.one(OverviewFigures, OverviewRequest(alone.scope)),
        year_ago=await asking.quarter_alone(ago, until) if ago in until else None,
        districts=tuple(places[0]),
        channels=tuple(places[1]),
        offices=await asking.one(OfficesFigures, OfficesRequest(whole.scope)),
        use=await asking.one(UseFigures, UseRequest(whole.scope)),
        presence=await asking.one(PresenceFigures, PresenceRequest(whole.scope)),
        themes=await asking.themes(whole) if themes else None,
        theme_names=tuple(themes),
        quotes=tuple(quotes),
        references=tuple(references),
        data_version="",
        is_example=service.is_example,
        items=await asking.one(ItemsFigures, ItemsRequest(whole.scope)),
    )
    return replace(found, data_version=data_version(found))


class _Asking:
    def __init__(self, service: Service, desk: Figuring) -> None:
        self.service, self.desk = service, desk

    async def one(self, kind: type[F], request: Request) -> F:
        figures = await self.desk.figures(self.service, request)
        assert isinstance(figures, kind)
        return figures

    async def quarter_alone(self, quarter: Quarter, closed: Sequence[Quarter]) -> OverviewFigures:
        until = [each for each in closed if each <= quarter]
        return await self.one(OverviewFigures, OverviewRequest(over(Period(QUARTER, quarter), until).scope))

    async def themes(self, whole: Selection) -> ThemesFigures:
        version = await self.desk.comments_version(self.service)
        return await self.one(ThemesFigures, ThemesRequest(whole.scope, version))


def with_earlier_themes(facts: QuarterFacts, earlier: ThemesFigures | None) -> QuarterFacts:
    """The facts of a later edition: what comments are about is told as in the edition before, where that told it.

    A comment is erased with its answer, unlike what is closed. Counted anew, two editions would differ by the one
    comment somebody took back between them, and tell its theme."""
    if earlier is None:
        return facts
    told = replace(facts, themes=earlier)
    return replace(told, data_version=data_version(told))


def data_version(facts: QuarterFacts) -> str:
    """SHA-256 of every figure and word that goes in, in hexadecimal; the version itself left out."""
    given = {name: value for name, value in asdict(facts).items() if name != "data_version"}
    return hashlib.sha256(msgspec.json.encode(given, order="deterministic")).hexdigest()


def _not_closed(service: Service, quarter: Quarter) -> str:
    day = closes_on(quarter, service.municipality.invitations)
    return f"Kvartalet {quarter.code} är inte stängt. Det kan stängas tidigast {day.isoformat()}, om det finns ärenden i det."
