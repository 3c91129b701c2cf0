"""Mapping files: what they can say, every fault in them, and what a row then means."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from textwrap import dedent

import pytest

from feedback.errands.mapping import ErrandMapping, bound
from feedback.errands.mapping_file import load_mapping
from feedback.errands.row_reading import RowReading, reading_of
from feedback.errors import InputError
from survey_defs.municipality import Municipality, load_municipality
from tests import world

SMALLEST = """
[file]
source = "lex"
[columns]
external_id = "Nr"
closed = "Avslutat"
channel = "Kanal"
"""
WHOLE = """
[file]
source = "lex"
encoding = "windows-1252"
delimiter = "tab"
blank = ["-", "NULL"]

[columns]
external_id = { template = "{År}-{Nr}" }
closed = { column = "Avslutat", formats = ["swedish", "%m/%d/%Y %I:%M %p"], written_in = "UTC" }
opened = { column = "Öppnat", formats = "iso" }
channel = "Kanal"
office = { column = "Kontor", tidy = "number" }
service = { constant = "waste" }
district = { column = ["Kommundel", "Område"] }
language = "Språk"
contact = { column = ["E-post", "Mobil"], otherwise = "missing" }

[only]
Status = ["Avslutad", "Klar"]

[values.channel]
Tfn = "phone"
Disk = "office_visit"
Fax = "reject"
"" = "e_mail"

[values.office]
3 = "soder"
0 = "missing"
otherwise = "centrum"

[values.district]
Annan = "missing"
otherwise = "missing"
"""
ROW = {
    "År": "2026",
    "Nr": "17",
    "Avslutat": "2026-11-17 09:00",
    "Öppnat": "2026-11-16",
    "Kanal": "Tfn",
    "Kontor": "3.0",
    "Kommundel": "Söderhagen",
    "Område": "-",
    "Språk": "fi",
    "E-post": "anna@exempel.se",
    "Mobil": "070-123 45 67",
    "Status": "Avslutad",
}


@pytest.fixture(scope="module")
def municipality() -> Municipality:
    return load_municipality(world.MUNICIPALITY)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "map.toml"


def loaded(path: Path, text: str, municipality: Municipality) -> ErrandMapping:
    path.write_text(dedent(text), encoding="utf-8")
    return load_mapping(path, municipality)


def faults(path: Path, text: str, municipality: Municipality) -> str:
    with pytest.raises(InputError) as caught:
        loaded(path, text, municipality)
    return "\n".join(str(fault) for fault in caught.value.faults)


def row_reading(path: Path, text: str, municipality: Municipality, row: dict[str, str]) -> RowReading:
    mapping = loaded(path, text, municipality)
    record = bound(mapping, list(row), "errands.csv").record(7, list(row.values()))
    return reading_of(record, mapping, municipality, world.TODAY)


def test_the_smallest_mapping(path: Path, municipality: Municipality) -> None:
    row = {"Nr": " 1 ", "Avslutat": "2026-11-17", "Kanal": "Telefon", "Annat": "x"}
    reading = row_reading(path, SMALLEST, municipality, row)
    assert reading.errand
    assert (reading.errand.external_id, reading.errand.channel, reading.reasons) == ("1", "phone", [])


def test_everything_a_mapping_can_say(path: Path, municipality: Municipality) -> None:
    mapping = loaded(path, WHOLE, municipality)
    assert (mapping.form.encoding, mapping.form.delimiter) == ("windows-1252", "\t")
    errand = row_reading(path, WHOLE, municipality, ROW).errand
    assert errand
    assert errand.contact == "anna@exempel.se"
    assert repr(errand) == (
        "ClosedErrand(source='lex', external_id='2026-17', channel='phone', "
        "closed_on=datetime.date(2026, 11, 17), office='soder', service='waste', "
        "district='soderhagen', language='fi', contact_kind='e_mail')"
    )


# Changed cells of the row → changed fields of the errand.
MEANINGS = [
    ({"Avslutat": "2026-11-17 23:30"}, {"closed_on": date(2026, 11, 18)}),  # that clock shows UTC
    ({"Avslutat": "11/17/2026 08:15 AM"}, {}),
    ({"Avslutat": "17 nov 2026"}, {}),
    ({"Kanal": " TFN "}, {}),
    ({"Kanal": "e_mail"}, {"channel": "e_mail"}),
    ({"Kanal": "Besök"}, {"channel": "office_visit"}),  # the municipality's own word
    ({"Kanal": "null"}, {"channel": "e_mail"}),  # blank, and the map says what blank means
    ({"Kontor": "03"}, {}),
    ({"Kontor": "3,0"}, {}),
    ({"Kontor": "0"}, {"office": None}),
    ({"Kontor": "9"}, {"office": "centrum"}),
    ({"Kontor": ""}, {"office": None}),
    ({"Kommundel": "SO\u0308DERHAGEN "}, {}),  # an accent written apart
    ({"Kommundel": "", "Område": "Öholm"}, {"district": "oholm"}),
    ({"Kommundel": "Annan", "Område": "Öholm"}, {"district": None}),
    ({"Kommundel": "Stockholm"}, {"district": None}),
    ({"Språk": "Svenska"}, {"language": "sv"}),
    ({"Språk": "-"}, {"language": None}),
    ({"E-post": ""}, {"contact_kind": "sms", "contact": "070-123 45 67"}),
    ({"E-post": "anna"}, {"contact_kind": None, "contact": None}),
    ({"E-post": "NULL", "Mobil": "-"}, {"contact_kind": None, "contact": None}),
    ({"Öppnat": ""}, {}),
    ({"Status": "KLAR"}, {}),
]


@pytest.mark.parametrize(("cells", "fields"), MEANINGS)
def test_what_cells_mean(
    path: Path, municipality: Municipality, cells: dict[str, str], fields: dict[str, object]
) -> None:
    usual = row_reading(path, WHOLE, municipality, ROW).errand
    reading = row_reading(path, WHOLE, municipality, ROW | cells)
    assert reading.errand, reading.reasons
    changed = {
        name: getattr(reading.errand, name)
        for name in usual.__dataclass_fields__  # type: ignore[union-attr]
        if getattr(reading.errand, name) != getattr(usual, name)
    }
    assert changed == fields


REFUSED = [
    ({"Status": "Öppen"}, ["Status is none of: Avslutad, Klar: Öppen"]),
    ({"Status": "", "Kanal": "?"}, ["Status is none of: Avslutad, Klar: (blank)"]),
    ({"Avslutat": ""}, ["no closing date"]),
    ({"Avslutat": "i går"}, ["the closing date cannot be read: i går"]),
    ({"Öppnat": "i går"}, ["the opening date cannot be read: i går"]),
    ({"Öppnat": "2026-11-18"}, ["closed before it was opened"]),
    ({"Öppnat": "2026-11-17 10:01"}, ["closed before it was opened"]),  # 09:00 by a UTC clock is 10:00
    ({"Avslutat": "2026-11-19"}, ["closed_on lies in the future"]),
    ({"Nr": ""}, ["external_id is missing"]),
    ({"Kanal": "Fax"}, ["channel that is not to be counted: Fax"]),
    ({"Kanal": "Rök"}, ["unknown channel: Rök"]),
    ({"Språk": "tlh"}, ["unknown language: tlh"]),
    (
        {"Kanal": "Rök", "Språk": "tlh", "Avslutat": "-"},
        ["no closing date", "unknown channel: Rök", "unknown language: tlh"],
    ),
]


@pytest.mark.parametrize(("cells", "reasons"), REFUSED)
def test_refused_rows_say_all_their_reasons(
    path: Path, municipality: Municipality, cells: dict[str, str], reasons: list[str]
) -> None:
    reading = row_reading(path, WHOLE, municipality, ROW | cells)
    assert ([str(reason) for reason in reading.reasons], reading.errand) == (reasons, None)


def test_a_bad_contact_refuses_the_row_unless_told_otherwise(path: Path, municipality: Municipality) -> None:
    strict = WHOLE.replace(', otherwise = "missing"', "")
    reading = row_reading(path, strict, municipality, ROW | {"E-post": "anna.ek"})
    assert [str(reason) for reason in reading.reasons] == [
        "contact is not a phone number such as 070-123 45 67 or +46701234567"
    ]


def test_unknown_values_are_told_though_the_row_is_good(path: Path, municipality: Municipality) -> None:
    reading = row_reading(path, WHOLE, municipality, ROW | {"Kommundel": "Stockholm", "Kontor": "9"})
    assert [(each.dimension, each.value) for each in reading.unknown] == [
        ("office", "9"),
        ("district", "Stockholm"),
    ]


def test_exact_values_tell_case_apart(path: Path, municipality: Municipality) -> None:
    exact = WHOLE.replace("[columns]", "exact_values = true\n[columns]", 1)
    reading = row_reading(path, exact, municipality, ROW | {"Kanal": "TFN"})
    assert [str(reason) for reason in reading.reasons] == ["unknown channel: TFN"]


def test_line_and_file_can_make_up_for_a_case_number(path: Path, municipality: Municipality) -> None:
    text = SMALLEST.replace('"Nr"', '{ template = "{#file}:{#line}" }')
    row = {"Avslutat": "2026-11-17", "Kanal": "phone"}
    errand = row_reading(path, text, municipality, row).errand
    assert errand
    assert errand.external_id == "errands.csv:7"


FAULTY = [
    ("", ["the table [file] is missing", "the table [columns] is missing"]),
    ("nonsense", ["not valid TOML"]),
    (SMALLEST.replace('source = "lex"', ""), ['"source" is missing']),
    (SMALLEST.replace('channel = "Kanal"', ""), ['"channel" is missing']),
    (SMALLEST + 'kanal = "x"\n', ['unknown key "kanal"']),
    (SMALLEST.replace("[columns]", 'encoding = "latin-1"\n[columns]'), ['"latin-1" is not known here']),
    (SMALLEST.replace("[columns]", 'delimiter = "|"\n[columns]'), ['"|" is not known here']),
    (SMALLEST.replace("[columns]", "header = false\n[columns]"), ['"columns" must name all columns']),
    (SMALLEST.replace("[columns]", 'columns = ["a"]\n[columns]'), ["without a header line only"]),
    (SMALLEST.replace("[columns]", 'time_zone = "Mars"\n[columns]'), ['"Mars" is not a time zone']),
    (SMALLEST + 'office = { column = "a", constant = "b" }\n', ["exactly one of"]),
    (SMALLEST + 'office = { tidy = "number" }\n', ["exactly one of"]),
    (SMALLEST + 'office = { constant = "norr" }\n', ['"norr" is no office of this municipality']),
    (SMALLEST + 'contact = { template = "x" }\n', ["names no column in braces"]),
    (SMALLEST + 'contact = { template = "{#row}" }\n', ['"{#row}" is not known']),
    (SMALLEST + 'contact = { column = "a", kind = "fax" }\n', ['"fax" is not known here']),
    (SMALLEST + 'opened = { column = "a", formats = ["YYYY"] }\n', ['"YYYY"']),
    (SMALLEST + 'opened = { column = "a", written_in = "GMT+x" }\n', ['"GMT+x" is not a time zone']),
    (SMALLEST + 'district = { column = "a", formats = "iso" }\n', ['unknown key "formats"']),
    (SMALLEST + "district = 5\n", ["a table"]),
    (SMALLEST + "[values.kanal]\n", ['unknown key "kanal"']),
    (
        SMALLEST + '[values.channel]\nA = "fone"\nB = "missing"\n',
        ['"fone" is no channel of this municipality; did you mean "phone"?', "without channel"],
    ),
    (
        SMALLEST + '[values.district]\nClay = "oholm"\nCLAY = "norrbyn"\notherwise = "x"\n',
        ['"CLAY" stands here twice', '"x" is no district'],
    ),
    (SMALLEST + "[only]\nStatus = []\n", ["lists no value"]),
    (SMALLEST + "[only]\nStatus = 5\n", ["must be a list of texts"]),
]


@pytest.mark.parametrize(("text", "expected"), FAULTY)
def test_every_fault_is_told(path: Path, municipality: Municipality, text: str, expected: list[str]) -> None:
    told = faults(path, text, municipality)
    assert all(part in told for part in expected), told
    assert len(told.splitlines()) == len(expected), told


def test_a_fault_says_its_line(path: Path, municipality: Municipality) -> None:
    assert "map.toml:8" in faults(path, SMALLEST + 'office = { constant = "norr" }\n', municipality)


def test_columns_that_the_file_lacks_are_all_named(path: Path, municipality: Municipality) -> None:
    mapping = loaded(path, WHOLE, municipality)
    header = [name for name in ROW if name not in ("Kanal", "Status")] + ["nr"]
    with pytest.raises(InputError) as caught:
        bound(mapping, header, "errands.csv")
    assert [str(fault) for fault in caught.value.faults] == [
        'column "Nr": occurs twice',
        'column "Kanal": is not there',
        'column "Status": is not there',
    ]
    assert "Avslutat" in caught.value.message
