"""The resident's way through a survey: look at it, send it in, be thanked.

Looking changes nothing: link previews, scanners and the curious leave no trace. A form is read with one
query and stored with one queued write; nobody is thanked before the answer is on disk.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any

from litestar import HttpMethod, Request, Response, post, route
from litestar.enums import MediaType
from litestar.params import FromPath

from feedback.access import Access
from feedback.answering.form import (
    MAX_BODY_BYTES,
    NONCE_FIELD,
    Decoded,
    Pair,
    decode_form,
    encode_form,
    entries,
    form_nonce,
    read_pairs,
)
from feedback.answering.links import Link, Standing, find_link, is_known_receipt
from feedback.answering.page_languages import chosen_language, interface_languages, survey_languages
from feedback.answering.storing import Outcome, starting
from feedback.answering.submission import Sender, submission_of
from feedback.answering.survey_pages import receipt_fillings, survey_context, survey_pages
from feedback.database.writer import run_procedure
from feedback.errors import Busy
from feedback.keys import normal_code
from feedback.service import Service
from feedback.web.precompressed import Precompressed, takes_gzip
from feedback.web.rendering import resident_page
from survey_defs.survey import Survey

log = logging.getLogger("likvardig")
AnyRequest = Request[Any, Any, Any]
PATH = "/s/{token:str}"

_LOOKED_AT = {Standing.USED: 410, Standing.EXPIRED: 410, Standing.WITHDRAWN: 410, Standing.UNKNOWN: 404}
_SENT_TO = _LOOKED_AT | {Standing.USED: 409}
_STANDING_AFTER = {Outcome.ALREADY_USED: Standing.USED, Outcome.GONE: Standing.EXPIRED}


@dataclass(frozen=True, slots=True)
class Visit:
    """One request for an open link: the survey it leads to, and the language to show it in."""

    service: Service
    link: Link
    survey: Survey
    language: str


@dataclass(frozen=True, slots=True)
class Sent:
    """What came in with a form."""

    token: str
    nonce: str
    pairs: list[Pair]


@route(PATH, http_method=[HttpMethod.GET, HttpMethod.HEAD], opt={"access": Access.PUBLIC}, status_code=200)
async def show_survey(request: AnyRequest, token: FromPath[str]) -> Response[Any]:
    """The questions, or kindly why there are none."""
    service: Service = request.app.state.service
    visit = await _visit(request, token)
    if isinstance(visit, Standing):
        return _link_page(service, visit, request, _LOOKED_AT[visit])
    page = survey_pages(request.app.state, service).first_view(visit.link, visit.language)
    return _kept_page(request, visit.language, page, form_nonce(None))


@post(PATH, opt={"access": Access.PUBLIC}, status_code=200, request_max_body_size=MAX_BODY_BYTES)
async def send_answer(request: AnyRequest, token: FromPath[str]) -> Response[Any]:
    """Store a form and thank for it; or show again what was sent, and say what is missing."""
    service: Service = request.app.state.service
    pairs = read_pairs(await request.body())
    sent = Sent(normal_code(token) or "", form_nonce(pairs), pairs)
    visit = await _visit(request, token)
    if isinstance(visit, Standing):
        return await _too_late(request, visit, sent)
    decoded = decode_form(visit.survey, pairs, visit.link.errand, _district_ids(service))
    if decoded.problems:
        return await _asked_again(request, visit, sent, decoded)
    return await _stored(request, visit, sent, decoded)


async def _visit(request: AnyRequest, token: str) -> Visit | Standing:
    service: Service = request.app.state.service
    code = normal_code(token)
    link = await find_link(service.engine, service.keys.token_hash(code)) if code else None
    if link is None:
        return Standing.UNKNOWN
    standing = link.standing(service.today())
    if standing is not Standing.OPEN:
        return standing
    try:
        survey = service.catalogue.get(link.survey, link.version)
    except KeyError:
        log.warning("An invitation asks for survey %s %s, which no file defines", link.survey, link.version)
        return Standing.EXPIRED
    offered = survey_languages(service.municipality, survey)
    wishes = (request.query_params.get("lang"), link.language, service.municipality.default_language)
    return Visit(service, link, survey, chosen_language(offered, *wishes))


async def _stored(request: AnyRequest, visit: Visit, sent: Sent, decoded: Decoded) -> Response[Any]:
    keys, link = visit.service.keys, visit.link
    receipt = keys.receipt(sent.token, sent.nonce)
    sender = Sender(
        link.token_hash, keys.receipt_hash(receipt), visit.language, link.mode, visit.survey.layout
    )
    submission = submission_of(
        visit.survey,
        decoded.values,
        sender,
        link.place,
        _district_ids(visit.service),
        visit.service.today(),
    )
    try:
        outcome = await request.app.state.answers.write(submission)
    except Busy as busy:
        return _busy(visit, sent, decoded, busy)
    if outcome in _STANDING_AFTER:
        standing = _STANDING_AFTER[outcome]
        return _link_page(visit.service, standing, request, _SENT_TO[standing])
    return _thanks(request, visit.language, receipt)


async def _asked_again(request: AnyRequest, visit: Visit, sent: Sent, decoded: Decoded) -> Response[Any]:
    """The same form with everything that was written in it; that somebody began is counted once."""
    service, link = visit.service, visit.link
    if link.is_untouched:
        await run_procedure(service.engine, starting(service.vocabulary, link.token_hash, link.place))
    key = survey_pages(request.app.state, service).key(link, visit.language)
    given = entries(visit.survey, sent.pairs)
    context = survey_context(service, key, sent.nonce, given, decoded.problems)
    return resident_page(service, "resident/survey.html", visit.language, status=422, **context)


async def _too_late(request: AnyRequest, standing: Standing, sent: Sent) -> Response[Any]:
    """A link that is not open. The same form sent once more is thanked for again."""
    service: Service = request.app.state.service
    if standing is Standing.USED:
        receipt = service.keys.receipt(sent.token, sent.nonce)
        if await is_known_receipt(service.engine, service.keys.receipt_hash(receipt)):
            return _thanks(request, asked_language(request, service), receipt)
    return _link_page(service, standing, request, _SENT_TO[standing])


def _busy(visit: Visit, sent: Sent, decoded: Decoded, busy: Busy) -> Response[Any]:
    """The answers stay on the page, so that one touch sends them again; the nonce keeps them one answer."""
    fields = [*encode_form(decoded.values), (NONCE_FIELD, sent.nonce)]
    page = resident_page(visit.service, "resident/busy.html", visit.language, status=503, fields=fields)
    page.headers["retry-after"] = str(busy.retry_after_seconds)
    return page


def _thanks(request: AnyRequest, language: str, receipt: str) -> Response[Any]:
    page = survey_pages(request.app.state, request.app.state.service).thanks(language)
    return _kept_page(request, language, page, *receipt_fillings(receipt))


def _kept_page(request: AnyRequest, language: str, page: Precompressed, *fillings: str) -> Response[Any]:
    headers = {"cache-control": "no-store", "content-language": language, "vary": "accept-encoding"}
    if takes_gzip(_accept_encoding(request)):
        headers["content-encoding"] = "gzip"
        return Response(page.gzip(*fillings), media_type=MediaType.HTML, headers=headers)
    return Response(page.plain(*fillings), media_type=MediaType.HTML, headers=headers)


def _accept_encoding(request: AnyRequest) -> str:
    """Read from the raw headers: building the whole mapping costs more than the page."""
    found = (value for name, value in request.scope["headers"] if name == b"accept-encoding")
    return next(found, b"").decode("latin-1")


def _link_page(service: Service, standing: Standing, request: AnyRequest, status: int) -> Response[Any]:
    return resident_page(
        service,
        "resident/link.html",
        asked_language(request, service),
        status=status,
        languages=interface_languages(service.municipality),
        standing=standing.value,
        valid_days=service.municipality.invitations.valid_days,
        link_address=link_address(service),
    )


def link_address(service: Service) -> str:
    """How the beginning of a true link looks."""
    return service.settings.base_url.partition("://")[2].rstrip("/") + "/s/"


def asked_language(request: AnyRequest, service: Service) -> str:
    offered = interface_languages(service.municipality)
    return chosen_language(offered, request.query_params.get("lang"), service.municipality.default_language)


def _district_ids(service: Service) -> tuple[str, ...]:
    return tuple(district.id for district in service.municipality.districts)


HANDLERS = (show_survey, send_answer)
