"""Signing in and out, and the choice of language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from litestar import Request, Response, Router, get, post
from litestar.response import Redirect

from feedback.access import Access
from feedback.database.writer import run_procedure
from feedback.errors import NotAllowed
from feedback.service import Service
from feedback.staff import failures, sessions
from feedback.staff.account_page import account_page
from feedback.staff.accounts import normal_email
from feedback.staff.audit import Action, note
from feedback.staff.guard import session_of
from feedback.staff.key_page import HANDLERS as KEY_PAGES
from feedback.staff.local_paths import START, local_path
from feedback.staff.passwords import is_right
from feedback.staff.proxy import client_address, neighbourhood
from feedback.staff.throttle import ACCOUNT, CALLER, Subject, attempting, forgiving
from feedback.tables import Staff
from feedback.web.languages import STAFF_LANGUAGES
from feedback.web.rendering import staff_page

AnyRequest = Request[Any, Any, Any]


@get(failures.SIGN_IN_PATH, opt={"access": Access.PUBLIC})
async def sign_in_page(request: AnyRequest) -> Response[Any]:
    """The form. Somebody already signed in is sent on."""
    service: Service = request.app.state.service
    wanted = local_path(request.query_params.get("till", ""))
    if await sessions.find(service, request.cookies.get(sessions.COOKIE)):
        return Redirect(wanted, status_code=303)
    return _form(service, wanted, _language(request.query_params))


@post(failures.SIGN_IN_PATH, opt={"access": Access.PUBLIC}, status_code=303)
async def sign_in(request: AnyRequest) -> Response[Any]:
    """The same answer, after the same work, for a wrong password and for an account that does not exist."""
    service: Service = request.app.state.service
    _refuse_other_sites(request)
    form = await request.form()
    email, password = normal_email(_text(form, "email")), _text(form, "password")
    wanted, language = local_path(_text(form, "till")), _language(form)
    account, caller = _subjects(request, service, email)
    wait_until = await run_procedure(service.engine, attempting((account, caller), service.now()))
    if wait_until is not None:
        seconds = max(1, round((wait_until - service.now()).total_seconds()))
        return _form(service, wanted, language, email, problem="wait", seconds=seconds)
    staff = await _staff_with(email)
    if not await is_right(staff["password_hash"] if staff else None, password) or staff is None:
        await note(service, Action.SIGN_IN_FAILED, staff["id"] if staff else None)
        return _form(service, wanted, language, email, problem="wrong")
    await run_procedure(service.engine, forgiving(account, caller))
    return await _signed_in(request, service, staff["id"], wanted)


@post("/logga-ut", opt={"access": Access.STAFF}, status_code=303)
async def sign_out(request: AnyRequest) -> Response[Any]:
    service: Service = request.app.state.service
    await sessions.end(service, request.cookies.get(sessions.COOKIE))
    await note(service, Action.SIGNED_OUT, session_of(request).viewer.id)
    reply = Redirect(failures.SIGN_IN_PATH, status_code=303)
    reply.set_cookie(sessions.no_cookie(service))
    return reply


@post("/sprak", opt={"access": Access.STAFF}, status_code=303)
async def choose_language(request: AnyRequest) -> Response[Any]:
    """The language of the pages, kept with the account."""
    service: Service = request.app.state.service
    form = await request.form()
    viewer = session_of(request).viewer
    language = _language(form)
    await Staff.update({Staff.language: language}).where(Staff.id == viewer.id)
    await note(service, Action.LANGUAGE_CHANGED, viewer.id, language)
    return Redirect(local_path(_text(form, "till")), status_code=303)


async def _signed_in(request: AnyRequest, service: Service, staff: int, wanted: str) -> Response[Any]:
    session_id = await sessions.begin(service, staff, request.cookies.get(sessions.COOKIE))
    await note(service, Action.SIGNED_IN, staff)
    reply = Redirect(wanted, status_code=303, headers={"cache-control": "no-store"})
    reply.set_cookie(sessions.cookie(service, session_id))
    return reply


async def _staff_with(email: str) -> dict[str, Any] | None:
    return await Staff.select().where((Staff.email == email) & (Staff.is_active.eq(True))).first()


def _subjects(request: AnyRequest, service: Service, email: str) -> tuple[Subject, Subject]:
    peer = request.client.host if request.client else ""
    forwarded = request.headers.get("x-forwarded-for", "")
    address = neighbourhood(client_address(peer, forwarded, service.settings.trusted_proxies))
    return (
        Subject(service.keys.sign_in_hash("account", email), ACCOUNT),
        Subject(service.keys.sign_in_hash("address", address), CALLER),
    )


def _refuse_other_sites(request: AnyRequest) -> None:
    """A form on another site may not sign somebody in: she would work in an account not her own."""
    if request.headers.get("sec-fetch-site", "none") not in {"same-origin", "none"}:
        raise NotAllowed("Logga in från inloggningssidan.")


def _form(
    service: Service, wanted: str, language: str, email: str = "", problem: str = "", seconds: int = 0
) -> Response[str]:
    page = staff_page(
        service,
        None,
        "staff/sign_in.html",
        status={"": 200, "wrong": 401, "wait": 429}[problem],
        language=language,
        wanted="" if wanted == START else wanted,
        email=email,
        problem=problem,
        seconds=seconds,
    )
    if seconds:
        page.headers["retry-after"] = str(seconds)
    return page


def _language(given: Mapping[str, Any]) -> str:
    wanted = _text(given, "sprak")
    return wanted if wanted in STAFF_LANGUAGES else STAFF_LANGUAGES[0]


def _text(given: Mapping[str, Any], name: str) -> str:
    """A field as text; a file in its place counts as empty."""
    value = given.get(name, "")
    return value if isinstance(value, str) else ""


HANDLERS = (
    Router(
        "/",
        route_handlers=[sign_in_page, sign_in, sign_out, choose_language, account_page, *KEY_PAGES],
        exception_handlers=failures.HANDLERS,
    ),
)
