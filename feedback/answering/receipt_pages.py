"""Seeing and erasing one's own answer with the receipt code, and the pages every resident may read.

The code travels in the body of a POST and in no address.
"""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, get, post

from feedback.access import Access
from feedback.answering.form import MAX_BODY_BYTES, read_pairs
from feedback.answering.page_languages import interface_languages
from feedback.answering.pages import asked_language, link_address
from feedback.answering.question_views import Reading
from feedback.answering.receipts import (
    StoredAnswer,
    answer_views,
    erase_answer,
    facts,
    find_answer,
    survey_of,
)
from feedback.answering.survey_pages import throughout
from feedback.keys import normal_code
from feedback.service import Service
from feedback.web.rendering import resident_page

AnyRequest = Request[Any, Any, Any]
PUBLIC = {"access": Access.PUBLIC}


@get("/", opt=PUBLIC)
async def start(request: AnyRequest) -> Response[str]:
    """What this address is."""
    service: Service = request.app.state.service
    language = asked_language(request, service)
    phrase = throughout(service.municipality, language)
    return _page(request, "resident/start.html", link_address=link_address(service), throughout=phrase)


@get("/tillganglighet", opt=PUBLIC)
async def accessibility(request: AnyRequest) -> Response[str]:
    """The accessibility statement, as a draft for the municipality."""
    return _page(request, "resident/accessibility.html")


@get("/dina-uppgifter", opt=PUBLIC)
async def data_protection(request: AnyRequest) -> Response[str]:
    """What is stored, why, how long, and who answers for it; a draft for the municipality."""
    days = request.app.state.service.municipality.invitations.quarantine_days
    return _page(request, "resident/data_protection.html", quarantine_days=days)


@get("/mitt-svar", opt=PUBLIC)
async def ask_for_code(request: AnyRequest) -> Response[str]:
    return _page(request, "resident/code.html", wrong=None)


@post("/mitt-svar", opt=PUBLIC, status_code=200, request_max_body_size=MAX_BODY_BYTES)
async def show_answer(request: AnyRequest) -> Response[str]:
    """Everything stored under the code that was sent."""
    typed, code = _code_in(await request.body())
    stored = await _find(request, code)
    if code is None or stored is None:
        return _page(request, "resident/code.html", status=404, wrong=typed)
    return _answer_page(request, stored, code)


@post("/mitt-svar/ta-bort", opt=PUBLIC, status_code=200, request_max_body_size=MAX_BODY_BYTES)
async def erase(request: AnyRequest) -> Response[str]:
    """Erase the answer, if the box says so. Doing it again is as calm as the first time."""
    body = await request.body()
    typed, code = _code_in(body)
    if code is None:
        return _page(request, "resident/code.html", status=404, wrong=typed)
    is_sure = ("sure", "yes") in read_pairs(body)
    stored = None if is_sure else await _find(request, code)
    if stored is not None:
        return _answer_page(request, stored, code, unsure=True)
    service: Service = request.app.state.service
    await erase_answer(service, service.keys.receipt_hash(code))
    return _quiet_page(request, "resident/erased.html")


def _code_in(body: bytes) -> tuple[str, str | None]:
    """The code as typed, cut to what can be shown again, and in its one written form."""
    typed = next((value for name, value in read_pairs(body) if name == "code"), "")[:64]
    return typed, normal_code(typed)


async def _find(request: AnyRequest, code: str | None) -> StoredAnswer | None:
    service: Service = request.app.state.service
    return await find_answer(service.keys.receipt_hash(code)) if code else None


def _answer_page(request: AnyRequest, stored: StoredAnswer, code: str, unsure: bool = False) -> Response[str]:
    service: Service = request.app.state.service
    reading = Reading(survey_of(service, stored), service.municipality, asked_language(request, service))
    return _quiet_page(
        request,
        "resident/answer.html",
        status=422 if unsure else 200,
        answers=list(answer_views(reading, stored)),
        facts=facts(reading, stored),
        code=code,
        unsure=unsure,
    )


def _page(request: AnyRequest, template: str, status: int = 200, **context: Any) -> Response[str]:
    """A page that can be read in every language of the interface."""
    languages = interface_languages(request.app.state.service.municipality)
    return _quiet_page(request, template, status, languages=languages, **context)


def _quiet_page(request: AnyRequest, template: str, status: int = 200, **context: Any) -> Response[str]:
    """A page reached by sending a form: following a language link would lose it."""
    service: Service = request.app.state.service
    return resident_page(service, template, asked_language(request, service), status=status, **context)


HANDLERS = (start, accessibility, data_protection, ask_for_code, show_answer, erase)
