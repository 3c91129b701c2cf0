"""Every word residents read is there in every language of the interface, and drafts are known as drafts."""

from __future__ import annotations

import re

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import PoFileError

from feedback.web.languages import LOCALES, catalogue, direction, is_draft, translations
from feedback.web.rendering import TEMPLATES

TRANSLATED = ("fi", "en", "ar")
OPTIONS = {"extensions": "jinja2.ext.i18n", "trim_blocks": "true", "lstrip_blocks": "true"}
FIELD = re.compile(r"%\((\w+)\)s")


def written() -> set[str | tuple[str, str]]:
    """Every message of the residents' templates; with its plural where it has one."""
    folder = TEMPLATES / "resident"
    found = extract_from_dir(folder, [("**.html", "jinja2")], {"**.html": OPTIONS})
    return {message for _, _, message, _, _ in found}


def singular(message: str | tuple[str, ...]) -> str:
    return message if isinstance(message, str) else message[0]


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_message_is_translated(language: str) -> None:
    messages = catalogue("resident", language)
    assert messages is not None
    missing = [
        message
        for message in written()
        if (entry := messages.get(singular(message))) is None
        or not all(entry.string if isinstance(entry.string, tuple) else (entry.string,))
    ]
    assert missing == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_translation_is_left_over(language: str) -> None:
    messages = catalogue("resident", language)
    assert messages is not None
    known = {singular(message) for message in written()}
    assert [singular(entry.id) for entry in messages if entry.id and singular(entry.id) not in known] == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_translations_fill_in_the_same_fields(language: str) -> None:
    messages = catalogue("resident", language)
    assert messages is not None
    for entry in messages:
        wanted = set(FIELD.findall(singular(entry.id)))
        forms = entry.string if isinstance(entry.string, tuple) else (entry.string,)
        assert all(set(FIELD.findall(form)) == wanted for form in forms), entry.id


@pytest.mark.parametrize(
    "path", sorted(LOCALES.glob("*/*.po")), ids=lambda path: f"{path.parent.name}-{path.stem}"
)
def test_every_catalogue_can_be_read_in_full(path: object) -> None:
    from pathlib import Path

    from babel.messages.pofile import read_po

    assert isinstance(path, Path)
    with path.open("rb") as source:
        try:
            messages = read_po(source, locale=path.parent.name, abort_invalid=True)
        except PoFileError as error:
            pytest.fail(f"{path}: {error}")
    assert len(messages) > 0


@pytest.mark.parametrize(
    ("count", "wanted"),
    [
        (1, "سؤال سريع واحد (1)، حوالي دقيقة واحدة."),
        (2, "سؤالان سريعان (2)، حوالي دقيقة واحدة."),
        (3, "3 أسئلة سريعة، حوالي دقيقة واحدة."),
        (10, "10 أسئلة سريعة، حوالي دقيقة واحدة."),
        (11, "11 سؤالًا سريعًا، حوالي دقيقة واحدة."),
        (99, "99 سؤالًا سريعًا، حوالي دقيقة واحدة."),
        (100, "100 سؤال سريع، حوالي دقيقة واحدة."),
        (103, "103 أسئلة سريعة، حوالي دقيقة واحدة."),
    ],
)
def test_arabic_counts_in_six_ways(count: int, wanted: str) -> None:
    one, many = "%(num)s snabb fråga, ungefär en minut.", "%(num)s snabba frågor, ungefär en minut."
    assert translations("resident", "ar").ngettext(one, many, count) % {"num": count} == wanted


@pytest.mark.parametrize("language", TRANSLATED)
def test_machine_drafts_are_drafts_until_a_person_is_named(language: str) -> None:
    assert is_draft("resident", language)
    assert not is_draft("resident", "sv")


@pytest.mark.parametrize(("language", "way"), [("sv", "ltr"), ("ar", "rtl"), ("fa", "rtl"), ("ckb", "rtl")])
def test_direction(language: str, way: str) -> None:
    assert direction(language) == way
