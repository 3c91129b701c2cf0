"""The vocabulary of a municipality, and every fault its file can have."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

import pytest

import survey_defs
from survey_defs.faults import DefinitionError, Fault
from survey_defs.municipality import Municipality, builtin_municipality, load_municipality, text_in
from survey_defs.vocabulary import OpenDataContact
from tests.survey_defs.samples import HERE, MUNICIPALITY, marked_line, spoiled, written


@pytest.fixture
def lillby(tmp_path: Path) -> Municipality:
    return load_municipality(written(tmp_path, MUNICIPALITY))


def _faults(path: Path) -> tuple[Fault, ...]:
    with pytest.raises(DefinitionError) as caught:
        load_municipality(path)
    return caught.value.faults


def test_things_are_found_by_their_id(lillby: Municipality) -> None:
    assert lillby.district("norr").offices == ("torget",)
    assert lillby.district("norr").tile == (1, 1)
    assert lillby.office("torget").district == "norr"
    assert lillby.channel("phone").sampling_rate == 0.8
    assert lillby.service("housing").names == {"sv": "Bostad"}
    assert lillby.language("sv").default_for_residents
    assert not lillby.language("en").default_for_residents
    assert lillby.population_date == date(2025, 12, 31)


@pytest.mark.parametrize("find", ["district", "office", "channel", "service", "language"])
def test_an_unknown_id_is_a_key_error(lillby: Municipality, find: str) -> None:
    with pytest.raises(KeyError):
        getattr(lillby, find)("nowhere")
    with pytest.raises(KeyError):
        lillby.name(find, "nowhere", "sv")


@pytest.mark.parametrize(
    ("dimension", "id", "language", "name"),
    [
        ("district", "soder", "en", "South"),
        ("district", "soder", "sv", "Söder"),
        ("district", "norr", "en", "Norr"),
        ("office", "torget", "ar", "servicecenter Torget"),
        ("channel", "phone", "sv", "Telefon"),
        ("service", "housing", "sv", "Bostad"),
        ("language", "en", "sv", "English"),
    ],
)
def test_a_name_falls_back_to_the_default_language(
    lillby: Municipality, dimension: str, id: str, language: str, name: str
) -> None:
    assert lillby.name(dimension, id, language) == name


def test_an_unknown_dimension_is_a_key_error(lillby: Municipality) -> None:
    with pytest.raises(KeyError):
        lillby.name("planet", "norr", "sv")


@pytest.mark.parametrize(
    ("texts", "language", "text"),
    [({"sv": "hej", "en": "hello"}, "en", "hello"), ({"sv": "hej"}, "en", "hej"), ({}, "en", "")],
)
def test_a_text_falls_back_and_may_be_left_out(texts: dict[str, str], language: str, text: str) -> None:
    assert text_in(texts, language, "sv") == text


@pytest.mark.parametrize(
    ("office", "line"), [("Torget", "Ditt samtal med Torget, vecka 7"), (None, "Ditt samtal, vecka 7")]
)
def test_the_context_line_does_without_an_office(lillby: Municipality, office: str | None, line: str) -> None:
    assert lillby.channel("phone").about_line("en", "sv", 7, office) == line


def test_a_channel_may_have_a_phrase_for_sentences(tmp_path: Path, lillby: Municipality) -> None:
    phrase = 'sampling_rate = 0.8\nphrase = { sv = "i telefon", en = "by phone" }'
    said = load_municipality(written(tmp_path, spoiled(MUNICIPALITY, "sampling_rate = 0.8", phrase)))
    assert said.channel("phone").phrase == {"sv": "i telefon", "en": "by phone"}
    assert lillby.channel("phone").phrase == {}


def test_every_channel_of_huddinge_has_its_phrase() -> None:
    for channel in load_municipality(builtin_municipality("huddinge")).channels:
        assert channel.phrase.keys() >= {"sv", "en"}, channel.id


@pytest.mark.parametrize(("district", "rate"), [("norr", 0.5), ("soder", 0.8), (None, 0.8)])
def test_a_district_can_have_its_own_sampling_rate(
    lillby: Municipality, district: str | None, rate: float
) -> None:
    assert lillby.sampling_rate("phone", district) == rate


def test_who_answers_for_open_data_may_be_said_or_left_out(tmp_path: Path, lillby: Municipality) -> None:
    assert lillby.open_data == OpenDataContact()
    said = '[open_data]\nname = "Datagruppen"\naddress = "data@lillby.example"\n[invitations]'
    given = load_municipality(written(tmp_path, spoiled(MUNICIPALITY, "[invitations]", said)))
    assert given.open_data == OpenDataContact("Datagruppen", "data@lillby.example")


def test_rules_of_invitation_have_their_usual_values(lillby: Municipality, tmp_path: Path) -> None:
    rules = lillby.invitations
    assert (rules.valid_days, rules.reminder_after_days, rules.quarantine_days) == (10, 4, 90)
    assert rules.oldest_errand_days == 30
    assert (rules.quiet_from, rules.quiet_until) == (time(20), time(8))
    start, end = MUNICIPALITY.index("[invitations]"), MUNICIPALITY.index("[[language]]")
    without = load_municipality(written(tmp_path, MUNICIPALITY[:start] + MUNICIPALITY[end:]))
    assert without.invitations.valid_days == 14


FAULTS = [
    ("format = 1", "format = 9 # <-", "format", "must be 1"),
    ('code = "9999"\n', "", "", '"code" is missing'),
    ("population = 1000", 'population = "1000" # <-', "population", "must be a whole number"),
    ("population = 1000", "population = 800 # <-", "population", "the districts have 900 residents together"),
    ('id = "lillby"', 'id = "Lillby" # <-', "id", "must be small letters"),
    ("Europe/Stockholm", 'Europe/Lillby" # <- "', "time_zone", "is not a time zone such as"),
    ('"Europe/Stockholm"', '"../etc/passwd" # <-', "time_zone", "is not a time zone such as"),
    ('"+46846500400"', '"08-465 004 00" # <-', "phone_link", "international number"),
    ('"enkat@lillby.example"', '"lillby" # <-', "sender_address", "must be an e-mail address"),
    (
        'default_language = "sv"',
        'default_language = "se" # <-',
        "default_language",
        "is not among the languages",
    ),
    (
        'names.sv = "Lillby kommun"',
        'names.en = "Lillby" # <-',
        "names.sv",
        'the translation to "sv" is missing',
    ),
    (
        'names.sv = "Norr"',
        'names.en = "North" # <-',
        "district norr, names.sv",
        'translation to "sv" is missing',
    ),
    (
        'names.sv = "Bostad"',
        'names.sv = "Bostad"\nnames.fi = "x" # <-',
        "service housing, names.fi",
        '"fi" is not among',
    ),
    ('possessives.sv = "Lillbys"\n', "", "possessives", "is missing"),
    ('sender_name = "Lillby"', 'sender_nam = "Lillby" # <-', "sender_nam", 'did you mean "sender_name"?'),
    ('id = "soder"', 'id = "norr" # <-', "district norr, id", '"norr" is taken by another district'),
    ('id = "soder"\n', "", "district 2", '"id" is missing'),
    ('code = "en"', 'code = "sv" # <-', "language sv, code", '"sv" is taken by another language'),
    ('code = "en"', 'code = "English" # <-', "language English, code", "is not a language code"),
    (
        'district = "norr"\n\n[[channel]]',
        'district = "nor" # <-\n[[channel]]',
        "office torget, district",
        'did you mean "norr"?',
    ),
    ("born_abroad = 0.25", "born_abroad = 25 # <-", "district norr, born_abroad", "must be between 0"),
    ("tile = [3, 1]", "tile = [2, 1]", "district", 'the tiles of "norr" and "soder" overlap'),
    ("tile = [3, 1]", "tile = [3] # <-", "district soder, tile", "must be [row, column]"),
    ("physical = false\n", "", "channel phone", '"physical" is missing'),
    ("sampling_rate = 0.8", "sampling_rate = 1.2 # <-", "channel phone, sampling_rate", "must be between 0"),
    ("sampling_rate = 0.8", "sampling_rate = nan # <-", "channel phone, sampling_rate", "must be between 0"),
    (
        "samtal, vecka {week}",
        'samtal {office}" # <- "',
        "channel phone, about_without_office.sv",
        "only {week} can be",
    ),
    (
        "{office}, vecka {week}",
        '{office!r}" # <- "',
        "channel phone, about.sv",
        "only {office} and {week} can be",
    ),
    (
        "sampling_rate = 0.8\n",
        'sampling_rate = 0.8\nphrase.sv = "i telefon." # <-\n',
        "channel phone, phrase.sv",
        "must not end one",
    ),
    (
        "sampling_rate = 0.8\n",
        'sampling_rate = 0.8\nphrase.sv = "i {office}" # <-\n',
        "channel phone, phrase.sv",
        "nothing can be filled in here",
    ),
    (
        "sampling_rate = 0.8\n",
        'sampling_rate = 0.8\nphrase.en = "by phone" # <-\n',
        "channel phone, phrase.sv",
        'translation to "sv" is missing',
    ),
    ("rate = 0.5", "rate = -0.5 # <-", "invitations.sampling.0, rate", "must be between 0"),
    (
        'channel = "phone"',
        'channel = "fax" # <-',
        "invitations.sampling.0, channel",
        '"fax" is not known here',
    ),
    (
        "rate = 0.5",
        'rate = 0.5\n[[invitations.sampling]] # <-\nchannel = "phone"\ndistrict = "norr"\nrate = 1',
        "invitations.sampling.1",
        "is given twice",
    ),
    (
        "valid_days = 10",
        "valid_days = 4\nreminder_after_days = 4 # <-",
        "invitations, reminder_after_days",
        "is dead",
    ),
    (
        "[invitations]",
        '[open_data]\naddress = "data" # <-\n[invitations]',
        "open_data, address",
        "must be an e-mail address",
    ),
    (
        "[invitations]",
        '[open_data]\norganisation_number = "2120000001" # <-\n[invitations]',
        "open_data, organisation_number",
        "must be of the form",
    ),
    (
        "[invitations]",
        '[open_data]\narea = "Lillby" # <-\n[invitations]',
        "open_data, area",
        "begins with http",
    ),
    (
        "[invitations]",
        '[open_data]\nadress = "data@lillby.example" # <-\n[invitations]',
        "open_data, adress",
        "unknown key",
    ),
    (
        "valid_days = 10",
        'quiet_from = "20:00" # <-',
        "invitations, quiet_from",
        "must be a time such as 20:00:00",
    ),
]


@pytest.mark.parametrize(("old", "new", "place", "message"), FAULTS)
def test_a_fault_is_found_with_its_place_and_line(
    tmp_path: Path, old: str, new: str, place: str, message: str
) -> None:
    text = spoiled(MUNICIPALITY, old, new)
    path = written(tmp_path, text)
    about = [fault for fault in _faults(path) if fault.place == place and message in fault.message]
    assert len(about) == 1, [str(fault) for fault in _faults(path)]
    assert about[0].file == str(path)
    if HERE in new:
        assert about[0].line == marked_line(text)


def _many(kind: str, count: int) -> str:
    more = {
        "language": '[[language]]\ncode = "x{0}"\nname = "x"\ndir = "ltr"\n',
        "district": '[[district]]\nid = "x{0}"\nnames.sv = "x"\n',
        "office": '[[office]]\nid = "x{0}"\nnames.sv = "x"\n',
        "service": '[[service]]\nid = "x{0}"\nnames.sv = "x"\n',
        "channel": '[[channel]]\nid = "x{0}"\nnames.sv = "x"\nphysical = true\nabout.sv = "x"\nabout_without_office.sv = "x"\n',
    }[kind]
    letters = "abcdefghijklmnopqrstuvwxyz"
    return "".join(
        more.format(letters[n // 26] + letters[n % 26] if kind == "language" else n) for n in range(count)
    )


@pytest.mark.parametrize(
    ("kind", "most", "already"),
    [("district", 511, 2), ("channel", 15, 1), ("office", 127, 1), ("service", 511, 1), ("language", 31, 2)],
)
def test_what_the_cube_cannot_count_is_refused(tmp_path: Path, kind: str, most: int, already: int) -> None:
    # Three-letter codes such as "xaa" stand in for languages.
    enough = written(tmp_path, MUNICIPALITY + _many(kind, most - already))
    assert load_municipality(enough).id == "lillby"
    (fault,) = _faults(written(tmp_path, MUNICIPALITY + _many(kind, most - already + 1)))
    assert fault.place == kind
    assert fault.message == f"there are {most + 1}; at most {most} can be counted"


def test_an_empty_file_lists_everything_it_lacks(tmp_path: Path) -> None:
    faults = _faults(written(tmp_path, ""))
    said = " ".join(str(fault) for fault in faults)
    for missing in ("[[district]]", "[[channel]]", "[[language]]", '"time_zone"', '"population_date"'):
        assert missing in said


def test_faults_come_in_the_order_of_the_file(tmp_path: Path) -> None:
    text = spoiled(MUNICIPALITY, "rate = 0.5", "rate = 2")
    text = spoiled(text, 'code = "9999"', "code = 9999")
    text = spoiled(text, "physical = false", 'physical = "no"')
    assert [fault.place for fault in _faults(written(tmp_path, text))] == [
        "code",
        "invitations.sampling.0, rate",
        "channel phone, physical",
    ]


def test_the_municipality_that_comes_with_the_product() -> None:
    municipality = load_municipality(builtin_municipality("huddinge"))
    assert municipality.code == "0126"
    assert (
        sum(district.population or 0 for district in municipality.districts)
        == municipality.population
        == 113_920
    )
    assert len(municipality.districts) == 8
    assert len(municipality.services) >= 16
    assert [channel.id for channel in municipality.channels] == [
        "office_visit",
        "phone",
        "e_mail",
        "e_service",
        "chat",
        "letter",
        "social_media",
    ]
    assert [office.id for office in municipality.offices if office.central] == ["huddinge_centrum"]
    assert {language.code for language in municipality.languages if language.dir == "rtl"} == {
        "ar",
        "ckb",
        "fa",
    }
    named = (*municipality.districts, *municipality.offices, *municipality.channels, *municipality.services)
    assert all(set(thing.names) == {"sv", "fi", "en", "ar"} for thing in named)


def test_its_districts_are_ordered_by_share_born_abroad() -> None:
    districts = load_municipality(builtin_municipality("huddinge")).districts
    by_share = sorted(districts, key=lambda district: -(district.born_abroad or 0))
    assert [district.socioeconomic_order for district in by_share] == list(range(1, 9))


def test_an_unknown_municipality_names_the_known_ones() -> None:
    with pytest.raises(DefinitionError, match="only huddinge"):
        builtin_municipality("atlantis")


def test_no_code_knows_a_municipality() -> None:
    sources = sorted(Path(survey_defs.__file__).parent.glob("*.py"))
    assert len(sources) > 20
    assert [path.name for path in sources if "huddinge" in path.read_text(encoding="utf-8").lower()] == []
