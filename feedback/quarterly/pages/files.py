"""The files: of an archived edition, exactly as they were archived; of a draft, made when they are looked at."""

from __future__ import annotations

from litestar import Response, get
from litestar.params import FromPath

from feedback.access import Access
from feedback.errors import Busy, NotFound
from feedback.process import Process, ProcessDied
from feedback.quarterly import press
from feedback.quarterly.archiving import Made, read_file
from feedback.quarterly.craft import CraftMaker, usual_craft
from feedback.quarterly.document import Document
from feedback.quarterly.editions import draft_notice, edition_of
from feedback.quarterly.mailing import ADDRESS
from feedback.quarterly.pages.frame import AnyRequest, drafting, framed
from feedback.quarterly.reading import StoredSummary, contents_of, summary_of
from feedback.quarterly.setting.policy import content_policy
from feedback.staff.audit import Action, note

PREVIEW_SECONDS = 60.0
INLINE = ("pdf", "html", "easy_pdf", "easy_html")


@get(ADDRESS + "/{id:int}/filer/{name:str}", opt={"access": Access.STAFF})
async def archived(request: AnyRequest, id: FromPath[int], name: FromPath[str]) -> Response[bytes]:
    """A file of the archive. What is fetched is written in the audit."""
    frame = framed(request)
    summary = await summary_of(id)
    file = await read_file(id, summary.content_hash, name) if summary.is_archived else None
    if file is None:
        raise NotFound("Filen finns inte.")
    if request.headers.get("if-none-match") == f'"{file.content_hash}"':
        return Response(b"", status_code=304, headers=_kept(file))
    await note(frame.service, Action.SUMMARY_FETCHED, frame.viewer.id, f"{id:x} {name}")
    shown = "inline" if file.kind in INLINE else "attachment"
    headers = _kept(file) | {"content-disposition": f'{shown}; filename="{file.name}"'}
    if file.kind.endswith("html"):
        headers["content-security-policy"] = content_policy(file.content.decode())
    return Response(file.content, media_type=file.media_type, headers=headers)


def _kept(file: Made) -> dict[str, str]:
    """It never changes, but it is asked for anew: whoever has signed out is not shown it."""
    return {"etag": f'"{file.content_hash}"', "cache-control": "private, no-cache"}


@get(ADDRESS + "/{id:int}/forhandsvisning/{name:str}", opt={"access": Access.STAFF})
async def preview(request: AnyRequest, id: FromPath[int], name: FromPath[str]) -> Response[bytes]:
    """A draft as it will be, marked as a draft: `sv-full.pdf`."""
    frame = drafting(request)
    summary = await summary_of(id)
    key, _, suffix = name.partition(".")
    if not summary.is_live or suffix not in ("pdf", "html"):
        raise NotFound("Filen finns inte.")
    document = await _document(request, summary, key)
    process: Process = request.app.state.press
    maker: CraftMaker = getattr(request.app.state, "craft", usual_craft)
    try:
        content: bytes = await process.done(PREVIEW_SECONDS, press.make_preview, maker, document, suffix)
    except ProcessDied:
        raise Busy("Förhandsvisningen kunde inte göras just nu. Försök igen om en liten stund.") from None
    headers = {
        "content-disposition": f'inline; filename="utkast-{summary.quarter}-{name}"',
        "cache-control": "no-store",
    }
    if suffix == "html":
        headers["content-security-policy"] = content_policy(content.decode())
    await note(frame.service, Action.SUMMARY_FETCHED, frame.viewer.id, f"{id:x} {name}")
    return Response(content, media_type=press.MEDIA[suffix], headers=headers)


async def _document(request: AnyRequest, summary: StoredSummary, key: str) -> Document:
    service = request.app.state.service
    contents = await contents_of(summary.id)
    drafted = contents.document(key)
    notice = draft_notice(service, drafted.language)
    prose = contents.prose.get(key, {})
    return edition_of(drafted, prose, summary.heads, notice, contents.differs)


HANDLERS = (archived, preview)
