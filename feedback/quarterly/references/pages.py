"""Jämförelsevärden: the administrator's page where others' values are read in, looked at and removed.

Nothing is stored before a page has told what would happen. What was told is sent back with the button, and read as
carefully as the file was: the service keeps nothing between the two.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from litestar import Request, Response, Router, get, post
from litestar.datastructures import UploadFile
from litestar.response import Redirect

from feedback.access import Access
from feedback.errors import Conflict, Fault, InputError, LikvardigError, NotFound
from feedback.insight.wording import Wording
from feedback.quarterly.references.cube_file import cube_in
from feedback.quarterly.references.national import national_values
from feedback.quarterly.references.plan import plan
from feedback.quarterly.references.rows import groups, planned
from feedback.quarterly.references.storing import remove, stored_values, take_in
from feedback.quarterly.references.table_file import COLUMNS, values_in
from feedback.quarterly.references.values import UNITS, Allowed, Key, Value, allowed_here, faults_of, folded
from feedback.service import Service
from feedback.staff import failures
from feedback.staff.guard import session_of, viewer_in
from feedback.staff.roles import Viewer
from feedback.web.rendering import staff_page

PATH = "/insikt/jamforelsevarden"
OPT = {"access": Access.ADMINISTRATOR}
TABLE, FIGURES, NATIONAL = "tabell", "siffror", "riket"
MOST_FAULTS = 100
AnyRequest = Request[Any, Any, Any]


class Proposal(msgspec.Struct, frozen=True):
    """What a file said, as the page that told of it sends it back. `origin` is the file's name."""

    origin: str
    values: tuple[Value, ...]
    without: tuple[Key, ...] = ()
    hidden: int = 0
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True)
class Visit:
    """Who asks, and the service she asks."""

    request: AnyRequest
    service: Service
    viewer: Viewer

    @property
    def wording(self) -> Wording:
        return Wording(self.service.municipality, self.viewer.language)

    @property
    def allowed(self) -> Allowed:
        return allowed_here(self.service.municipality, self.service.today())

    def page(self, template: str, status: int = 200, **context: Any) -> Response[str]:
        return staff_page(
            self.service,
            self.viewer,
            f"staff/references/{template}.html",
            status=status,
            csrf=session_of(self.request).csrf,
            here=PATH,
            **context,
        )


def _visit(request: AnyRequest) -> Visit:
    return Visit(request, request.app.state.service, viewer_in(request))


@get(PATH, opt=OPT)
async def listing(request: AnyRequest) -> Response[str]:
    return await _listed(_visit(request), done=request.query_params.get("klart", ""))


async def _listed(
    visit: Visit, done: str = "", error: LikvardigError | None = None, kind: str = "", organisation: str = ""
) -> Response[str]:
    """Everything stored, and the ways to read in more; with what was wrong with a file, if one has just been sent."""
    faults: Sequence[Fault] = error.faults if error else ()
    return visit.page(
        "list",
        status=error.status if error else 200,
        groups=groups(await stored_values(), visit.wording),
        done=done,
        problem=error.message if error else "",
        faults=[str(each) for each in faults[:MOST_FAULTS]],
        more_faults=max(0, len(faults) - MOST_FAULTS),
        kind=kind,
        organisation=organisation,
        columns=COLUMNS,
        measures=tuple(UNITS),
    )


@post(PATH, opt=OPT, status_code=200)
async def read_in(request: AnyRequest) -> Response[str]:
    """Read a file and tell what taking it in would change."""
    visit, form = _visit(request), await request.form()
    kind, organisation = _text(form, "slag"), _text(form, "kommun")
    try:
        proposal = await _proposal(form, kind, organisation, visit.allowed)
    except InputError as error:
        return await _listed(visit, error=error, kind=kind, organisation=organisation)
    return await _told(visit, proposal)


async def _proposal(form: Mapping[str, Any], kind: str, organisation: str, allowed: Allowed) -> Proposal:
    if kind == NATIONAL:
        return Proposal("skr.toml", national_values(allowed))
    name, content = await _file(form)
    if kind == FIGURES:
        cube = cube_in(content, organisation, allowed)
        return Proposal(name, cube.values, cube.without, cube.hidden, cube.unknown)
    return Proposal(name, values_in(content, allowed))


async def _file(form: Mapping[str, Any]) -> tuple[str, bytes]:
    given = form.get("fil")
    if not isinstance(given, UploadFile) or not given.filename:
        raise InputError("Välj en fil att läsa in.")
    name = "".join(each for each in given.filename if each.isprintable())[:100]
    return name, await given.read()


async def _told(visit: Visit, proposal: Proposal, status: int = 200, problem: str = "") -> Response[str]:
    made = plan(proposal.values, await stored_values(), proposal.without)
    return visit.page(
        "preview",
        status=status,
        made=made,
        rows=list(planned(made, visit.wording)),
        proposal=proposal,
        sent=msgspec.json.encode(proposal).decode(),
        problem=problem,
    )


@post(PATH + "/spara", opt=OPT, status_code=303)
async def store(request: AnyRequest) -> Response[Any]:
    """Do what was told; or tell again, where somebody else has changed something meanwhile."""
    visit, form = _visit(request), await request.form()
    proposal = _sent_back(_text(form, "forslag"), visit.allowed)
    try:
        await take_in(
            visit.service,
            proposal.values,
            visit.viewer.id,
            proposal.origin,
            proposal.without,
            _text(form, "sedd"),
        )
    except Conflict as error:
        return await _told(visit, proposal, error.status, error.message)
    return Redirect(f"{PATH}?klart=inlast", status_code=303)


def _sent_back(text: str, allowed: Allowed) -> Proposal:
    """What the page sent. Raises InputError for anything that no file could have said."""
    try:
        proposal = msgspec.json.decode(text, type=Proposal)
    except msgspec.DecodeError:
        raise InputError("Formuläret gick inte att läsa. Läs in filen igen.") from None
    if any(True for each in proposal.values for _ in faults_of(each, allowed)):
        raise InputError("Formuläret stämde inte med filen. Läs in filen igen.")
    return proposal


@get(PATH + "/ta-bort", opt=OPT)
async def before_removing(request: AnyRequest) -> Response[str]:
    """What would be removed, before it is."""
    visit = _visit(request)
    organisation, year = _named(request.query_params)
    found = [
        each
        for each in await stored_values()
        if (folded(each.organisation), each.year) == (folded(organisation), year)
    ]
    if not found:
        raise NotFound(f"Det finns inga jämförelsevärden från {organisation} {year}.")
    return visit.page("remove", group=groups(found, visit.wording)[0])


@post(PATH + "/ta-bort", opt=OPT, status_code=303)
async def removing(request: AnyRequest) -> Response[Any]:
    visit = _visit(request)
    organisation, year = _named(await request.form())
    await remove(visit.service, organisation, year, visit.viewer.id)
    return Redirect(f"{PATH}?klart=borttaget", status_code=303)


def _named(given: Mapping[str, Any]) -> tuple[str, int]:
    year = _text(given, "ar")
    if not (year.isascii() and year.isdigit() and len(year) == 4):
        raise InputError("Året saknas. Gå tillbaka till listan och försök igen.")
    return _text(given, "organisation"), int(year)


def _text(given: Mapping[str, Any], name: str) -> str:
    """A field as text; a file in its place counts as empty."""
    value = given.get(name, "")
    return value.strip() if isinstance(value, str) else ""


HANDLERS = (
    Router(
        "/",
        route_handlers=[listing, read_in, store, before_removing, removing],
        exception_handlers=failures.HANDLERS,
    ),
)
