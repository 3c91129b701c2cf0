"""Reading a municipality's file, with every fault of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import replace
from typing import TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from survey_defs.faults import Fault
from survey_defs.invitation_table import read_invitations
from survey_defs.open_data_table import read_open_data
from survey_defs.summary_table import read_summary
from survey_defs.table import Table, nearest, repeated
from survey_defs.texts import Texts, read_texts
from survey_defs.toml_source import TomlSource
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

FORMAT = 1
# Each id becomes a few bits of the cube's packed key, where 0 means unknown.
MOST = {"district": 511, "channel": 15, "office": 127, "service": 511, "language": 31}
NEEDED = ("district", "channel", "language")
TILE_ROWS = 2  # a tile on the schematic map is two rows high, so that columns can be shifted by half a tile

_ID = re.compile(r"[a-z][a-z0-9_-]*")
_ID_RULE = "must be small letters a–z, digits, _ and -, beginning with a letter"
_CODE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_PHONE_LINK = re.compile(r"\+[0-9]{6,15}")
_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")

T = TypeVar("T")


class _Reader:
    """The file being read: its top table, and the languages its texts may be in."""

    def __init__(self, top: Table) -> None:
        self.top = top
        self.languages = self.each("language", _language, key="code")
        self.default = top.text("default_language")
        self.codes = [language.code for language in self.languages]
        if self.default and self.default not in self.codes:
            hint = nearest(self.default, self.codes)
            top.report("default_language", f'"{self.default}" is not among the languages{hint}')

    def each(self, kind: str, read: Callable[[Table], T], key: str = "id") -> tuple[T, ...]:
        """Every `[[kind]]`, in order, with faults for too many, none, and repeated ids."""
        tables = self.top.tables(kind)
        if kind in NEEDED and self.top.values.get(kind, []) == []:
            self.top.report(kind, f"there is none: add a [[{kind}]]")
        if len(tables) > MOST[kind]:
            self.top.report(kind, f"there are {len(tables)}; at most {MOST[kind]} can be counted")
        ids = [table.values.get(key) for table in tables]
        things = tuple(read(table.named(kind, key)) for table in tables)
        for again in repeated(id for id in ids if isinstance(id, str)):
            second = [index for index, id in enumerate(ids) if id == again][1]
            tables[second].report(key, f'"{again}" is taken by another {kind}')
        return things

    def texts(self, table: Table, key: str) -> Texts:
        """Texts in at least the default language; the others fall back to it."""
        return read_texts(table, key, self.codes, [self.default] if self.default in self.codes else ())


def read_municipality(source: TomlSource) -> tuple[Municipality, list[Fault]]:
    """The municipality, and what is wrong with it. With any fault the municipality may not be used."""
    top = Table.top_of(source)
    top.integer_among("format", (FORMAT,))
    reader = _Reader(top)
    districts = reader.each("district", lambda table: _district(reader, table))
    offices = reader.each("office", lambda table: _office(reader, table, [each.id for each in districts]))
    channels = reader.each("channel", lambda table: _channel(reader, table))
    population = top.integer("population", 1, 100_000_000)
    _check_population(top, population, districts)
    _check_tiles(top, districts)
    municipality = Municipality(
        id=_id(top),
        code=top.text("code"),
        names=reader.texts(top, "names"),
        short_names=reader.texts(top, "short_names"),
        possessives=reader.texts(top, "possessives"),
        throughout=reader.texts(top, "throughout"),
        time_zone=_time_zone(top),
        phone=top.text("phone"),
        phone_link=_like(
            top, "phone_link", _PHONE_LINK, "must be an international number such as +4684650040"
        ),
        sender_name=top.text("sender_name"),
        sender_address=_like(top, "sender_address", _ADDRESS, "must be an e-mail address"),
        population=population,
        population_date=top.day("population_date"),
        population_source=top.text("population_source"),
        district_note=reader.texts(top, "district_note") if top.has("district_note") else {},
        default_language=reader.default,
        districts=tuple(_with_offices(district, offices) for district in districts),
        offices=offices,
        channels=channels,
        services=reader.each("service", lambda table: _service(reader, table)),
        languages=reader.languages,
        invitations=_invitations(top, channels, districts),
        summary=_summary(top, reader.codes),
        open_data=read_open_data(top.table("open_data")),
    )
    top.finish()
    return municipality, top.faults


def _like(table: Table, key: str, pattern: re.Pattern[str], rule: str) -> str:
    text = table.text(key)
    if text and not pattern.fullmatch(text):
        table.report(key, f'"{text}" {rule}')
    return text


def _id(table: Table) -> str:
    return _like(table, "id", _ID, _ID_RULE)


def _time_zone(top: Table) -> str:
    name = top.text("time_zone")
    try:
        if name:
            ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        top.report("time_zone", f'"{name}" is not a time zone such as Europe/Stockholm')
    return name


def _language(table: Table) -> Language:
    language = Language(
        code=_like(table, "code", _CODE, "is not a language code such as sv or ckb"),
        name=table.text("name"),
        dir=table.word("dir", ("ltr", "rtl")),
        default_for_residents=table.flag("default_for_residents", default=False),
    )
    table.finish()
    return language


def _district(reader: _Reader, table: Table) -> District:
    district = District(
        id=_id(table),
        names=reader.texts(table, "names"),
        population=table.optional_integer("population", 0, 100_000_000),
        born_abroad=table.optional_number("born_abroad", 0, 1),
        socioeconomic_order=table.optional_integer("socioeconomic_order", 1, MOST["district"]),
        tile=_tile(table),
        note=table.text("note", default=""),
    )
    table.finish()
    return district


def _tile(table: Table) -> tuple[int, int] | None:
    if not table.has("tile"):
        return None
    tile = table.integers("tile")
    if len(tile) != 2 or not all(1 <= number <= 100 for number in tile):
        if isinstance(table.values["tile"], list):
            table.report("tile", "must be [row, column], each from 1")
        return None
    return tile[0], tile[1]


def _office(reader: _Reader, table: Table, districts: Collection[str]) -> Office:
    district = table.text("district") if table.has("district") else None
    if district and district not in districts:
        table.report("district", f'no district has the id "{district}"{nearest(district, districts)}')
    office = Office(_id(table), reader.texts(table, "names"), district, table.flag("central", default=False))
    table.finish()
    return office


def _with_offices(district: District, offices: tuple[Office, ...]) -> District:
    return replace(district, offices=tuple(each.id for each in offices if each.district == district.id))


def _channel(reader: _Reader, table: Table) -> Channel:
    channel = Channel(
        id=_id(table),
        names=reader.texts(table, "names"),
        physical=table.flag("physical"),
        about=_pattern(reader, table, "about", ("{office}", "{week}")),
        about_without_office=_pattern(reader, table, "about_without_office", ("{week}",)),
        sampling_rate=table.number("sampling_rate", 0, 1, default=1.0),
        phrase=_phrase(reader, table),
    )
    table.finish()
    return channel


def _phrase(reader: _Reader, table: Table) -> Texts:
    """Texts that stand inside a sentence, and so end without a stop and have nothing to fill in."""
    if not table.has("phrase"):
        return {}
    texts = _pattern(reader, table, "phrase", ())
    for language, text in texts.items():
        if text.rstrip().endswith((".", "!", "?")):
            table.report(f"phrase.{language}", "stands inside a sentence and must not end one")
    return texts


def _pattern(reader: _Reader, table: Table, key: str, blanks: tuple[str, ...]) -> Texts:
    """Texts with blanks to fill in, none of them unknown."""
    texts = reader.texts(table, key)
    for language, text in texts.items():
        rest = text
        for blank in blanks:
            rest = rest.replace(blank, "")
        if "{" in rest or "}" in rest:
            filled = f"only {' and '.join(blanks)}" if blanks else "nothing"
            table.report(f"{key}.{language}", f"{filled} can be filled in here")
    return texts


def _service(reader: _Reader, table: Table) -> Service:
    service = Service(_id(table), reader.texts(table, "names"))
    table.finish()
    return service


def _invitations(
    top: Table, channels: tuple[Channel, ...], districts: tuple[District, ...]
) -> InvitationRules:
    table = top.table("invitations")
    if table is None:
        return InvitationRules()
    return read_invitations(table, [each.id for each in channels], [each.id for each in districts])


def _summary(top: Table, languages: Collection[str]) -> SummaryRules:
    table = top.table("summary")
    return SummaryRules() if table is None else read_summary(table, languages)


def _check_population(top: Table, population: int, districts: tuple[District, ...]) -> None:
    counted = sum(district.population or 0 for district in districts)
    if counted > population:
        top.report("population", f"is {population}, and the districts have {counted} residents together")


def _check_tiles(top: Table, districts: tuple[District, ...]) -> None:
    placed = [(district.id, *district.tile) for district in districts if district.tile]
    for index, (id, row, column) in enumerate(placed):
        for other, other_row, other_column in placed[:index]:
            if column == other_column and abs(row - other_row) < TILE_ROWS:
                top.report("district", f'the tiles of "{other}" and "{id}" overlap')
