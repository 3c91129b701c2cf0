"""Reading a survey file into a Survey: the shape of the file, key by key. What the parts mean together is checked after."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time

from survey_defs.choice_table import ID, ID_RULE, Choices, Surroundings, read_shared_choices
from survey_defs.question_table import read_condition, read_question
from survey_defs.survey_version import LAYOUTS, ORIGINS, FollowUp, Survey, SurveyLanguage
from survey_defs.table import Table, repeated
from survey_defs.texts import read_texts
from survey_defs.toml_source import TomlSource

FORMAT = 1
DIRECTIONS = ("ltr", "rtl")
RIGHT_TO_LEFT = frozenset({"ar", "ckb", "fa", "he", "prs", "ps", "ur", "yi"})
MAX_QUESTIONS = 100
_CODE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_VERSION = re.compile(r"[a-z0-9][a-z0-9.-]*")


@dataclass(frozen=True)
class SurveyFile:
    """A survey as far as its file could be read, with the table of each question and follow-up, and the faults."""

    survey: Survey
    top: Table
    questions: tuple[Table, ...]
    follow_ups: tuple[Table, ...]


def read_survey_file(source: TomlSource) -> SurveyFile:
    top = Table.top_of(source)
    top.integer_among("format", (FORMAT,))
    languages = _languages(top)
    around = Surroundings(tuple(languages), _shared_choices(top, tuple(languages)))
    tables, follow_ups = tuple(top.tables("question")), _tables_in(top, "follow_up")
    survey = Survey(
        id=_matching(top, "id", ID, ID_RULE),
        version=_matching(
            top, "version", _VERSION, "must be small letters, digits, . and -, such as 2026-11"
        ),
        content_hash=content_hash(source.values),
        source=_source(top, languages),
        languages=languages,
        title=read_texts(top, "title", around.languages, around.languages),
        channels=_channels(top),
        layout=top.word("layout", LAYOUTS, default=LAYOUTS[0]),
        minimum_answers=top.integer("minimum_answers", 0, MAX_QUESTIONS, default=1),
        valid_from=top.day("valid_from"),
        questions=tuple(read_question(table, around) for table in tables),
        path=source.file,
        follow_ups=tuple(_follow_up(table, around) for table in follow_ups),
    )
    top.finish()
    return SurveyFile(survey, top, tables, follow_ups)


def content_hash(values: Mapping[str, object]) -> str:
    """SHA-256 (hex) of what the file says, whatever its comments, spacing or order of keys.

    Who reviewed a translation and the notes on it are left out: approving an unchanged text changes no question.
    """
    languages = values.get("languages")
    if isinstance(languages, dict):
        values = {**values, "languages": {code: _without_review(each) for code, each in languages.items()}}
    canonical = json.dumps(values, sort_keys=True, ensure_ascii=True, default=_written)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _without_review(language: object) -> object:
    if not isinstance(language, dict):
        return language
    return {key: value for key, value in language.items() if key not in ("reviewed_by", "note")}


def _written(value: object) -> str:
    if isinstance(value, date | time):
        return value.isoformat()
    raise TypeError(f"a TOML file cannot hold {value!r}")


def _tables_in(top: Table, key: str) -> tuple[Table, ...]:
    """The tables inside a table, such as every `[languages.…]`."""
    outer = top.table(key)
    if outer is None:
        return ()
    return tuple(inner for name in outer.values if (inner := outer.table(name)) is not None)


def _matching(top: Table, key: str, pattern: re.Pattern[str], rule: str) -> str:
    text = top.text(key)
    if text and not pattern.fullmatch(text):
        top.report(key, f'"{text}" {rule}')
    return text


def _languages(top: Table) -> dict[str, SurveyLanguage]:
    tables = _tables_in(top, "languages")
    if not tables:
        top.report("languages", "no language: add a table such as [languages.sv]")
    return {str(table.place[-1]): _language(table) for table in tables}


def _language(table: Table) -> SurveyLanguage:
    code = str(table.place[-1])
    if not _CODE.fullmatch(code):
        table.report("", f'"{code}" is not a language code such as sv or ckb')
    language = SurveyLanguage(
        code=code,
        name=table.text("name"),
        dir=table.word("dir", DIRECTIONS),
        origin=table.word("origin", ORIGINS),
        reviewed_by=table.text("reviewed_by", default=""),
        note=table.text("note", default=""),
    )
    if code in RIGHT_TO_LEFT and language.dir == "ltr":
        table.report("dir", f'"{code}" is written from right to left: set dir = "rtl"')
    table.finish()
    return language


def _source(top: Table, languages: Mapping[str, SurveyLanguage]) -> str:
    source = top.text("source")
    if source and source not in languages:
        top.report("source", f'the source language "{source}" has no table [languages.{source}]')
    return source


def _channels(top: Table) -> tuple[str, ...]:
    channels = top.strings("channels")
    if top.values.get("channels") == []:
        top.report("channels", "must name at least one channel")
    for channel in repeated(channels):
        top.report("channels", f'the channel "{channel}" occurs twice')
    for channel in channels:
        if not ID.fullmatch(channel):
            top.report("channels", f'the channel "{channel}" {ID_RULE}')
    return channels


def _shared_choices(top: Table, languages: tuple[str, ...]) -> dict[str, Choices]:
    return {str(each.place[-1]): read_shared_choices(each, languages) for each in _tables_in(top, "choices")}


def _follow_up(table: Table, around: Surroundings) -> FollowUp:
    id = str(table.place[-1])
    if not ID.fullmatch(id):
        table.report("", f'"{id}" {ID_RULE}')
    texts = read_texts(table, "text", around.languages, around.languages)
    follow_up = FollowUp(id, texts, read_condition(table))
    table.finish()
    return follow_up
