"""Every word of the pages of open data has its English, and every translation still has its Swedish."""

from __future__ import annotations

from babel.messages.extract import extract_from_dir

from feedback.web.languages import catalogue, is_draft
from feedback.web.rendering import TEMPLATES

OPTIONS = {"extensions": "jinja2.ext.i18n", "trim_blocks": "true", "lstrip_blocks": "true"}


def first(message: object) -> str:
    return str(message[0] if isinstance(message, tuple) else message)


def test_every_message_has_its_english_and_none_is_left_over() -> None:
    found = extract_from_dir(TEMPLATES / "open_data", [("**.html", "jinja2")], {"**.html": OPTIONS})
    spoken = {first(message) for _, _, message, _, _ in found}
    english = catalogue("open_data", "en")
    assert english is not None
    translated = {first(entry.id) for entry in english if entry.id and entry.string}
    assert spoken == translated
    assert len(spoken) > 50


def test_translations_keep_their_places_and_are_known_as_drafts() -> None:
    english = catalogue("open_data", "en")
    assert english is not None
    assert [(message.id, error) for message, errors in english.check() for error in errors] == []
    assert is_draft("open_data", "en")
