"""Built style sheets and fonts: named by content, so a browser may keep them for ever."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from litestar import Request, Response, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from feedback.access import Access
from feedback.web.assets import BUILT, STATIC_PATH

TYPES = {".css": "text/css; charset=utf-8", ".woff2": "font/woff2"}


@lru_cache(maxsize=128)
def _file(name: str) -> tuple[bytes, bytes | None, str]:
    """Content, gzipped content where built, and type. Only names that really are in the folder are opened."""
    known = {path.name: path for path in BUILT.iterdir() if path.suffix in TYPES}
    path = known.get(name)
    if path is None:
        raise NotFoundException(detail="No such file")
    packed = path.with_name(path.name + ".gz")
    return path.read_bytes(), packed.read_bytes() if packed.is_file() else None, TYPES[path.suffix]


@get(STATIC_PATH + "/{name:str}", opt={"access": Access.PUBLIC}, sync_to_thread=False)
def static_file(request: Request[Any, Any, Any], name: FromPath[str]) -> Response[bytes]:
    content, packed, kind = _file(name)
    headers = {"cache-control": "public, max-age=31536000, immutable", "vary": "accept-encoding"}
    if packed is not None and "gzip" in request.headers.get("accept-encoding", ""):
        return Response(packed, media_type=kind, headers=headers | {"content-encoding": "gzip"})
    return Response(content, media_type=kind, headers=headers)


HANDLERS = (static_file,)
