"""Uttag: answers of closed quarters as a file. Which quarters, which format; what is in it and what is not; and the
files one has asked for. All of it works without scripts."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import anyio
from litestar import Response, Router, get, post
from litestar.params import FromPath
from litestar.response import Redirect, Stream

from feedback.access import Access
from feedback.errors import Busy, Conflict, InputError, LikvardigError, NotFound
from feedback.exports.codebook import codebook_rows
from feedback.exports.files import DONE, FAILED, NO_FILE, Exports, StoredFile
from feedback.exports.making import columns_of
from feedback.exports.plan import Order, chosen, plans
from feedback.exports.writing import WRITERS
from feedback.insight.asking import AnyRequest, nothing_yet
from feedback.insight.closed import Listed
from feedback.insight.desk import Desk
from feedback.insight.wording import Wording
from feedback.quarters import parsed_quarter
from feedback.service import Service
from feedback.staff import failures
from feedback.staff.audit import Action, note
from feedback.staff.guard import session_of, viewer_in
from feedback.staff.roles import Viewer
from feedback.web.rendering import staff_page

ADDRESS, KEY = "/insikt/uttag", "exports"
OPT = {"access": Access.EXPORTS}
CHUNK = 1 << 18


@dataclass(frozen=True)
class FileRow:
    """A file as the page shows it. `address` is empty until it can be fetched."""

    quarters: str
    format: str
    state: str  # waiting, running, done, failed
    percent: int
    rows: str
    size: str
    until: str
    address: str
    problem: str


@dataclass(frozen=True)
class View:
    quarters: tuple[tuple[str, str, bool], ...]  # code, name, chosen
    formats: tuple[tuple[str, str, bool], ...]
    files: tuple[FileRow, ...]
    is_under_way: bool
    districts: tuple[str, ...] | None
    codebook: tuple[tuple[str, str, str, str], ...]
    wrong: str


@get(ADDRESS, opt=OPT)
async def page(request: AnyRequest) -> Response[str]:
    return await _shown(request)


@post(ADDRESS, opt=OPT, status_code=303)
async def ask(request: AnyRequest) -> Response[Any]:
    """Begin a file, and go back to where its progress is seen; or say what was missing."""
    service, viewer, desk = _service(request), viewer_in(request), _desk(request)
    form = await request.form()
    wanted = [value for value in form.getall("kvartal", []) if isinstance(value, str)]
    format = form.get("format")
    try:
        if format not in WRITERS:
            raise InputError("Välj ett filformat.")
        if _districts(viewer) == frozenset():
            raise InputError("Ditt konto svarar inte för någon kommundel, så det finns inga svar att ta ut.")
        quarters = chosen(await desk.closed(service), wanted)
        order = Order(await plans(service, desk, quarters), str(format), _districts(viewer))
        await _exports(request).ask(viewer, order)
    except (InputError, Conflict, Busy) as error:
        shown = await _shown(request, error, wanted, str(format))
        shown.status_code = error.status
        return shown
    return Redirect(f"{ADDRESS}#filer", status_code=303)


@get(ADDRESS + "/{id:int}/fil", opt=OPT)
async def file(request: AnyRequest, id: FromPath[int]) -> Stream:
    """The file, to the person who asked for it and nobody else. That she fetched it is written in the audit."""
    service, viewer, exports = _service(request), viewer_in(request), _exports(request)
    found = await exports.one(viewer, id)
    if found is None or found.state != DONE:
        raise NotFound("Filen finns inte, eller inte längre. Gör om uttaget.")
    path = exports.path(found)
    if not path.is_file():
        raise NotFound(NO_FILE)
    await note(
        service, Action.EXPORTED, viewer.id, f"uttag {','.join(found.quarters)} {found.format} fetched"
    )
    return Stream(
        _chunks(path),
        media_type=found.kind.media_type,
        headers={
            "content-disposition": f'attachment; filename="{found.name}"',
            "content-length": str(path.stat().st_size),
            "cache-control": "no-store",
        },
    )


async def _chunks(path: Path) -> AsyncIterator[bytes]:
    async with await anyio.open_file(path, "rb") as opened:
        while chunk := await opened.read(CHUNK):
            yield chunk


async def _shown(
    request: AnyRequest,
    error: LikvardigError | None = None,
    quarters: Sequence[str] = (),
    format: str = "xlsx",
) -> Response[str]:
    service, viewer = _service(request), viewer_in(request)
    listed = await _desk(request).closed(service)
    if not listed:
        return await nothing_yet(request, ADDRESS, KEY)
    wording = Wording(service.municipality, viewer.language)
    files = await _exports(request).of(viewer)
    view = View(
        quarters=_quarters(listed, quarters, wording),
        formats=_formats(format, wording),
        files=tuple(_row(each, _exports(request).path(each), wording) for each in files),
        is_under_way=any(each.is_under_way for each in files),
        districts=_named_districts(viewer, wording),
        codebook=tuple(codebook_rows(columns_of(service))),
        wrong=_sentence(error),
    )
    return staff_page(
        service,
        viewer,
        "staff/exports.html",
        csrf=session_of(request).csrf,
        here=ADDRESS,
        page=KEY,
        view=view,
        wording=wording,
    )


def _quarters(
    listed: Sequence[Listed], wanted: Sequence[str], wording: Wording
) -> tuple[tuple[str, str, bool], ...]:
    newest = [each.code for each in listed[-1:]]
    return tuple(
        (each.code, wording.quarter(each.quarter), each.code in (wanted or newest))
        for each in reversed(listed)
    )


def _formats(wanted: str, wording: Wording) -> tuple[tuple[str, str, bool], ...]:
    _ = wording.text
    said = {
        "csv": _("CSV, öppnas i alla program"),
        "xlsx": _("Excel, med variabellista på eget blad"),
        "parquet": _("Parquet, för R, Python och databaser"),
        "sav": _("SPSS, med etiketter"),
    }
    return tuple((name, said[name], name == wanted) for name in WRITERS)


def _row(file: StoredFile, path: Path, wording: Wording) -> FileRow:
    number = wording.number
    codes = (parsed_quarter(code) for code in file.quarters)
    size = path.stat().st_size if file.state == DONE and path.is_file() else 0
    is_there = file.state == DONE and size
    return FileRow(
        quarters=", ".join(wording.quarter(each) for each in codes if each),
        format=file.format.upper(),
        state=file.state if file.state != DONE or size else FAILED,
        percent=file.percent,
        rows=number.whole(file.rows or 0),
        size=f"{number.decimal(max(size / 1e6, 0.1))}\u00a0MB",
        until=wording.day(file.expires_at.date()),
        address=f"{ADDRESS}/{file.id}/fil" if is_there else "",
        problem=wording.text(file.problem or NO_FILE),
    )


def _named_districts(viewer: Viewer, wording: Wording) -> tuple[str, ...] | None:
    """A manager's own; None for those who get everything."""
    own = _districts(viewer)
    return None if own is None else tuple(wording.district(each) for each in wording.in_order(own))


def _districts(viewer: Viewer) -> frozenset[str] | None:
    return None if viewer.sees_everything else viewer.own("district")


def _sentence(error: LikvardigError | None) -> str:
    if error is None:
        return ""
    return " ".join([error.message, *(f"{fault.place} {fault.message}." for fault in error.faults)])


def _service(request: AnyRequest) -> Service:
    service: Service = request.app.state.service
    return service


def _desk(request: AnyRequest) -> Desk:
    desk: Desk = request.app.state.desk
    return desk


def _exports(request: AnyRequest) -> Exports:
    exports: Exports = request.app.state.exports
    return exports


HANDLERS = (Router("/", route_handlers=[page, ask, file], exception_handlers=failures.HANDLERS),)
