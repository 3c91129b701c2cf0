"""The service as it is, plus two POSTs that touch no database: the ceilings in the same run."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import uvicorn
from litestar import Litestar, Request, Response, post
from litestar.enums import MediaType
from litestar.params import FromPath

from feedback.access import Access
from feedback.answering.form import decode_form, form_nonce, read_pairs
from feedback.answering.links import Link
from feedback.answering.pages import _thanks
from feedback.answering.submission import Sender, submission_of
from feedback.app import create_app
from feedback.keys import normal_code
from feedback.service import Service
from feedback.serving import BACKLOG
from feedback.settings import settings_now

PAGE = "<!doctype html><title>Tack</title>" + "<p>Tack! Ditt svar är sparat.</p>" * 80


@post("/bench/tom", opt={"access": Access.PUBLIC}, status_code=200)
async def empty(request: Request[Any, Any, Any]) -> Response[str]:
    """Reads the body and answers with a page: what the framework itself costs."""
    await request.body()
    return Response(PAGE, media_type=MediaType.HTML)


@post("/bench/s/{token:str}", opt={"access": Access.PUBLIC}, status_code=200)
async def without_database(request: Request[Any, Any, Any], token: FromPath[str]) -> Response[Any]:
    """The same form read, checked, redacted and thanked for, with nothing looked up and nothing stored."""
    service: Service = request.app.state.service
    keys, link = service.keys, _link(service, token)
    pairs = read_pairs(await request.body())
    survey = service.catalogue.get(link.survey, link.version)
    districts = tuple(district.id for district in service.municipality.districts)
    decoded = decode_form(survey, pairs, link.errand, districts)
    assert not decoded.problems
    receipt = keys.receipt(token, form_nonce(pairs))
    sender = Sender(link.token_hash, keys.receipt_hash(receipt), "sv", link.mode, survey.layout)
    submission_of(survey, decoded.values, sender, link.place, districts, service.today())
    return _thanks(request, "sv", receipt)


def _link(service: Service, token: str) -> Link:
    survey = service.catalogue.for_channel("office_visit", service.today())
    place = {
        "channel": "office_visit",
        "office": "soder",
        "service": "housing",
        "district": "soderhagen",
        "language": "sv",
    }
    ends, closed = service.today() + timedelta(days=9), service.today() - timedelta(days=3)
    token_hash = service.keys.token_hash(normal_code(token) or "")
    return Link(token_hash, "sent", survey.id, survey.version, "e_mail", "sv", ends, place, closed)


def app() -> Litestar:
    service = create_app(settings_now())
    service.register(empty)
    service.register(without_database)
    return service


if __name__ == "__main__":
    settings = settings_now()
    uvicorn.run(
        app(), host="127.0.0.1", port=settings.port, access_log=False, log_level="warning", backlog=BACKLOG,
        server_header=False, proxy_headers=False,
    )  # fmt: skip
