"""An invitation or a reminder as it is read: plain text and HTML, in the resident's language."""

from __future__ import annotations

from email.utils import format_datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from feedback.cells import Dimensions
from feedback.invitations.carriers import Message
from feedback.invitations.links import answer_link, host_of, shown, unsubscribe_link
from feedback.invitations.pending import Pending
from feedback.invitations.wording import filled, language_of_message, long_date, wordings
from feedback.service import Service
from feedback.web.languages import direction
from survey_defs.survey import Survey
from survey_defs.texts import text_in

TEMPLATES = Path(__file__).parent / "templates"
USUAL_QUARANTINE_DAYS = 90  # "every three months"
ONE_CLICK = "List-Unsubscribe=One-Click"  # RFC 8058


@lru_cache(maxsize=1)
def environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=lambda name: bool(name and name.endswith(".html")),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def compose(service: Service, pending: Pending, token: str, recipient: str, is_reminder: bool) -> Message:
    """The message about one invitation. Made twice, it is the same message with the same Message-ID."""
    language = language_of_message(pending.language, service.municipality.default_language)
    context = _context(service, pending, token, language, is_reminder)
    is_sms = pending.carrier == "sms"
    return Message(
        medium=pending.carrier,
        recipient=recipient,
        sender_name=service.municipality.sender_name,
        sender_address=service.municipality.sender_address,
        message_id=_message_id(service, token, is_reminder),
        subject=context["subject"],
        text=_sms(context) if is_sms else environment().get_template("message.txt").render(context),
        html=None if is_sms else environment().get_template("message.html").render(context),
        link=context["link"],
        headers=_headers(service, context["stop_link"], language),
    )


def question_count(survey: Survey, at: Dimensions) -> int:
    """How many questions there are to tick; free text is extra."""
    errand = {name: getattr(at, name) for name in ("channel", "office", "service", "district", "language")}
    return sum(question.kind != "free_text" for question in survey.shown(errand, {}))


def about_line(service: Service, at: Dimensions, language: str) -> str:
    """Which contact it is about: office and week, never the matter."""
    municipality = service.municipality
    office = municipality.name("office", at.office, language) if at.office else None
    week = at.week.isocalendar().week
    return municipality.channel(at.channel).about_line(language, municipality.default_language, week, office)


def _context(
    service: Service, pending: Pending, token: str, language: str, is_reminder: bool
) -> dict[str, Any]:
    municipality = service.municipality
    survey = service.catalogue.get(pending.survey, pending.version)
    name = text_in(municipality.names, language, municipality.default_language)
    link = answer_link(service.settings, token)
    others = [each for each in survey.languages.values() if each.code != language]
    blanks = {
        "questions": question_count(survey, pending.dimensions),
        "municipality": name,
        "throughout": text_in(municipality.throughout, language, municipality.default_language),
        "expires": long_date(pending.expires_on, language),
        "languages": ", ".join(other.name for other in others),
        "phone": _left_to_right(municipality.phone, language),
        "days": municipality.invitations.quarantine_days,
        "link": link,
    }
    texts = _with_rarity(filled(language, blanks), municipality.invitations.quarantine_days)
    before, _, after = wordings()[language]["genuine"].partition("{phone}")
    return {
        "texts": texts,
        "subject": texts["reminder_subject" if is_reminder else "subject"],
        "about": about_line(service, pending.dimensions, language),
        "language": language,
        "dir": direction(language),
        "municipality": name,
        "others": others,
        "link": link,
        "typed_link": shown(link),
        "stop_link": unsubscribe_link(service.settings, token),
        "phone": municipality.phone,
        "phone_link": municipality.phone_link,
        "genuine_before": before,
        "genuine_after": after,
        "is_reminder": is_reminder,
    }


def _left_to_right(number: str, language: str) -> str:
    """A phone number that right-to-left text does not turn round; plain text has no `dir` to say so with."""
    return f"\u2066{number}\u2069" if direction(language) == "rtl" else number


def _with_rarity(texts: dict[str, str], quarantine_days: int) -> dict[str, str]:
    """How seldom we ask, said only where it holds."""
    if quarantine_days == USUAL_QUARANTINE_DAYS:
        return texts
    return texts | {"seldom": texts["seldom_in_days"] if quarantine_days else ""}


def _sms(context: dict[str, Any]) -> str:
    text: str = context["texts"]["reminder_sms" if context["is_reminder"] else "sms"]
    return text


def _headers(service: Service, stop_link: str, language: str) -> dict[str, str]:
    return {
        "Date": format_datetime(service.now()),
        "Content-Language": language,
        "Auto-Submitted": "auto-generated",
        "List-Unsubscribe": f"<{stop_link}>",
        "List-Unsubscribe-Post": ONE_CLICK,
    }


def _message_id(service: Service, token: str, is_reminder: bool) -> str:
    """Says nothing about anybody, and lets a mail server recognise a message that came twice."""
    part = "reminder" if is_reminder else "invitation"
    return f"<{service.keys.token_hash(f'{part}:{token}')}@{host_of(service.settings)}>"
