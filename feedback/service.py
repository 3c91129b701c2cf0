"""What every part of the running service is handed: settings, keys, definitions, database, clock."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from feedback.database.engines import AnyEngine, connected
from feedback.database.migrating import migrate
from feedback.errors import Fault, SettingsError
from feedback.keys import Keys
from feedback.settings import Settings
from feedback.tables import FrozenSurvey, Installation
from feedback.vocabulary import Vocabulary, registered_vocabulary, words_of
from survey_defs.catalogue import Catalogue, frozen_faults
from survey_defs.faults import DefinitionError
from survey_defs.municipality import Municipality, load_municipality

Clock = Callable[[], datetime]
EXAMPLE_DATA = "example_data"


def system_clock() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Service:
    """The parts, joined once at start. `clock` gives the time in UTC."""

    settings: Settings
    keys: Keys
    municipality: Municipality
    catalogue: Catalogue
    vocabulary: Vocabulary
    engine: AnyEngine
    clock: Clock
    is_example: bool

    def now(self) -> datetime:
        return self.clock()

    def today(self) -> date:
        """The date where the municipality is."""
        return self.clock().astimezone(ZoneInfo(self.municipality.time_zone)).date()


def definitions(settings: Settings) -> tuple[Municipality, Catalogue]:
    """The municipality and its surveys; raises SettingsError with every fault in either."""
    try:
        municipality = load_municipality(settings.municipality)
        return municipality, Catalogue.load(settings.surveys, municipality)
    except DefinitionError as error:
        raise SettingsError(
            "The definitions have faults:", [Fault("", str(fault)) for fault in error.faults]
        ) from None


@asynccontextmanager
async def opened_service(settings: Settings, clock: Clock = system_clock) -> AsyncIterator[Service]:
    """The service over its database, schema up to date, definitions checked against what is frozen."""
    municipality, catalogue = definitions(settings)
    async with connected(settings) as engine:
        await migrate(engine)
        await _refuse_changed_surveys(catalogue)
        yield Service(
            settings=settings,
            keys=Keys(settings.secret),
            municipality=municipality,
            catalogue=catalogue,
            vocabulary=await registered_vocabulary(engine, words_of(municipality, catalogue.surveys)),
            engine=engine,
            clock=clock,
            is_example=await is_example(),
        )


async def _refuse_changed_surveys(catalogue: Catalogue) -> None:
    rows = await FrozenSurvey.select()
    frozen = {(row["survey"], row["version"]): row["content_hash"] for row in rows}
    faults = frozen_faults(catalogue.surveys, frozen)
    if faults:
        raise SettingsError(
            "A survey that has answers may not change:", [Fault("", str(fault)) for fault in faults]
        )


async def is_example() -> bool:
    """Whether this database holds example data, which every page must say."""
    return bool(await Installation.exists().where(Installation.name == EXAMPLE_DATA))
