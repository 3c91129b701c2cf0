"""Texts in several languages, and reading them with every missing or surplus language reported."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from survey_defs.table import Table, nearest

Texts = Mapping[str, str]
"""Language code to text."""


def text_in(texts: Texts, language: str, fallback: str) -> str:
    """The text in a language, else in the fallback language, else empty: an optional text was left out."""
    return texts.get(language) or texts.get(fallback, "")


def read_texts(table: Table, key: str, known: Collection[str], needed: Collection[str]) -> Texts:
    """The texts under a key, present in every needed language and in no unknown one."""
    if (inner := _languages_of(table, key, known, needed)) is None:
        return {}
    for language, text in inner.items():
        if not isinstance(text, str) or not text.strip():
            table.report(f"{key}.{language}", "must be a text in quotes, and not empty")
    return {language: text for language, text in inner.items() if isinstance(text, str)}


def read_text_lists(
    table: Table, key: str, known: Collection[str], needed: Collection[str]
) -> Mapping[str, tuple[str, ...]]:
    """As `read_texts`, where each language has a list of texts. Blank entries are the caller's to judge."""
    if (inner := _languages_of(table, key, known, needed)) is None:
        return {}
    lists: dict[str, tuple[str, ...]] = {}
    for language, texts in inner.items():
        if isinstance(texts, list) and all(isinstance(text, str) for text in texts):
            lists[language] = tuple(texts)
        else:
            table.report(f"{key}.{language}", 'must be a list of texts such as ["Bad", "Good"]')
    return lists


def _languages_of(
    table: Table, key: str, known: Collection[str], needed: Collection[str]
) -> Mapping[str, object] | None:
    inner = table.table(key)
    if inner is None:
        first = next(iter(needed), "sv")
        table.report(key, f'is missing: add {key}.{first} = "…" and the same for every other language')
        return None
    for language in needed:
        if language not in inner.values:
            table.report(f"{key}.{language}", f'the translation to "{language}" is missing')
    for language in inner.values:
        if language not in known:
            hint = nearest(language, known)
            table.report(f"{key}.{language}", f'"{language}" is not among the languages of this file{hint}')
    return {code: value for code, value in inner.values.items() if code in known}
