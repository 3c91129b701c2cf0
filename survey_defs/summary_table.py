"""Reading what the quarterly summary needs to know of its municipality from the municipality's file."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path
from xml.etree import ElementTree

from survey_defs.table import Table
from survey_defs.texts import Texts, read_texts
from survey_defs.vocabulary import SummaryRules

ROLES = ("manager", "committee", "administrator")  # of accounts; who is written to is chosen among them
LARGEST_LOGO = 200_000  # bytes; it stands in every file of every summary
_BLANK = re.compile(r"\{(\w*)\}")
_BLANKS = {"year", "number"}
_UNSAFE = re.compile(r"<script|<foreignObject|<!ENTITY|\son\w+\s*=|href\s*=\s*[\"'](?!#|data:image/)", re.I)


def read_summary(table: Table, languages: Collection[str]) -> SummaryRules:
    """The `[summary]` table; what it leaves out is as usual."""
    usual = SummaryRules()
    rules = SummaryRules(
        administration=_texts(table, "administration", languages, usual.administration),
        recipient=_texts(table, "recipient", languages, usual.recipient),
        officer=table.text("officer", usual.officer).strip(),
        case_number=_case_number(table, usual.case_number),
        logo=_logo(table),
        mail_to=_mail_to(table, usual.mail_to),
    )
    table.finish()
    return rules


def _texts(table: Table, key: str, languages: Collection[str], usual: Texts) -> Texts:
    return read_texts(table, key, languages, ()) if table.has(key) else usual


def _case_number(table: Table, usual: str) -> str:
    scheme = table.text("case_number", usual)
    blanks = _BLANK.findall(scheme)
    if set(blanks) - _BLANKS or "{" in _BLANK.sub("", scheme) or "}" in _BLANK.sub("", scheme):
        table.report("case_number", "only {year} and {number} can be filled in here")
    elif blanks.count("number") != 1:
        table.report("case_number", "must have {number} once, as in HS-{year}/{number}")
    return scheme


def _mail_to(table: Table, usual: tuple[str, ...]) -> tuple[str, ...]:
    roles = table.strings("mail_to", usual)
    for role in roles:
        if role not in ROLES:
            table.report("mail_to", f'"{role}" is not known here; choose from: {", ".join(ROLES)}')
    return tuple(dict.fromkeys(roles))


def _logo(table: Table) -> str:
    """The picture itself, so that a summary made later is not changed by a file that was moved."""
    if not table.has("logo"):
        return ""
    named = table.text("logo")
    path = Path(table.source.file).parent / named
    try:
        content = path.read_bytes()
        picture = content.decode("utf-8-sig")
    except OSError as error:
        table.report("logo", f"the picture {path} cannot be read ({error.strerror or error})")
        return ""
    except UnicodeDecodeError:
        picture = ""
    if "<svg" not in picture:
        table.report("logo", f"{named} is not an SVG picture")
    elif len(content) > LARGEST_LOGO:
        table.report("logo", f"{named} is larger than {LARGEST_LOGO // 1000} kB")
    elif _UNSAFE.search(picture):
        table.report("logo", f"{named} holds a script or points to another file; a logo may only draw")
    elif fault := _malformed(picture):
        table.report("logo", f"{named} is not whole: {fault}")
    return picture


def _malformed(picture: str) -> str:
    """What is wrong with the picture as XML, and where; empty where nothing is."""
    try:
        ElementTree.fromstring(picture)
    except ElementTree.ParseError as error:
        return str(error)
    return ""
