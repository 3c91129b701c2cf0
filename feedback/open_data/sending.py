"""Files and documents as responses: held already, in part, packed, or whole and in pieces."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from litestar import Request, Response
from litestar.response import Stream

from feedback.open_data.caching import hash_of, http_date, is_held, is_same, tag
from feedback.open_data.content import PACKED_AT_MOST, contents, packed, pieces
from feedback.open_data.editions import FIGURES, OpenFile
from feedback.open_data.ranges import Unsatisfiable, wanted_range
from feedback.web.precompressed import takes_gzip

AnyRequest = Request[Any, Any, Any]
# Open data may be found and kept by anybody; the pages of residents may not.
OPEN_HEADERS = {"x-robots-tag": "all"}


@dataclass(frozen=True, slots=True)
class Kind:
    """How a response is labelled: its media type, how long it may be kept, when it was made, what else it tells."""

    media_type: str
    cache: str
    modified: datetime | None = None
    headers: dict[str, str] = field(default_factory=dict)

    def all(self, etag: str) -> dict[str, str]:
        dated = {"last-modified": http_date(self.modified)} if self.modified else {}
        return OPEN_HEADERS | {"cache-control": self.cache, "etag": etag} | dated | self.headers


async def file_response(request: AnyRequest, file: OpenFile, kind: Kind) -> Response[Any]:
    """A file as it was archived. It is packed for those who take it, unless a part is asked for."""
    may_pack = file.kind == FIGURES and file.size <= PACKED_AT_MOST
    kind = _varying(kind, "accept-encoding" if may_pack else "")
    if is_held(request.headers, file.hash, kind.modified):
        return _empty(304, kind.all(tag(file.hash)))
    asked_range = request.headers.get("range", "")
    if asked_range and is_same(request.headers.get("if-range"), file.hash):
        try:
            part = wanted_range(asked_range, file.size)
        except Unsatisfiable:
            return _empty(416, kind.all(tag(file.hash)) | {"content-range": f"bytes */{file.size}"})
        if part is not None:
            return _part(file, kind, *part)
    elif may_pack and takes_gzip(request.headers.get("accept-encoding", "")):
        small = await contents(request.app.state).packed(file)
        headers = kind.all(tag(file.hash, "gzip")) | {"content-encoding": "gzip"}
        return Response(small, media_type=kind.media_type, headers=headers)
    headers = kind.all(tag(file.hash)) | {"accept-ranges": "bytes", "content-length": str(file.size)}
    return Stream(pieces(file), media_type=kind.media_type, headers=headers)


def document(request: AnyRequest, content: bytes, kind: Kind) -> Response[Any]:
    """A document made here, such as a page or a description; known again by its content."""
    hash = hash_of(content)
    kind = _varying(kind, "accept-encoding")
    if is_held(request.headers, hash, None):
        return _empty(304, kind.all(tag(hash)))
    if takes_gzip(request.headers.get("accept-encoding", "")):
        headers = kind.all(tag(hash, "gzip")) | {"content-encoding": "gzip"}
        return Response(packed(content), media_type=kind.media_type, headers=headers)
    return Response(content, media_type=kind.media_type, headers=kind.all(tag(hash)))


def streamed(request: AnyRequest, parts: AsyncIterator[bytes], hash: str, kind: Kind) -> Response[Any]:
    """A file that is put together while it is sent; `hash` is of all it is made from."""
    if is_held(request.headers, hash, kind.modified):
        return _empty(304, kind.all(tag(hash)))
    return Stream(parts, media_type=kind.media_type, headers=kind.all(tag(hash)))


def _part(file: OpenFile, kind: Kind, first: int, last: int) -> Response[Any]:
    headers = kind.all(tag(file.hash)) | {
        "accept-ranges": "bytes",
        "content-range": f"bytes {first}-{last}/{file.size}",
        "content-length": str(last - first + 1),
    }
    return Stream(pieces(file, first, last), status_code=206, media_type=kind.media_type, headers=headers)


def _varying(kind: Kind, on: str) -> Kind:
    return Kind(kind.media_type, kind.cache, kind.modified, ({"vary": on} if on else {}) | kind.headers)


def _empty(status: int, headers: dict[str, str]) -> Response[Any]:
    return Response(None, status_code=status, headers=headers)
