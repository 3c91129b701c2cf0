"""The service as it is, plus one POST that touches no database: the ceiling in the same run."""

from __future__ import annotations

from typing import Any

import uvicorn
from litestar import Litestar, Request, Response, post
from litestar.enums import MediaType

from feedback.access import Access
from feedback.app import create_app
from feedback.serving import BACKLOG
from feedback.settings import settings_now

PAGE = "<!doctype html><title>Tack</title>" + "<p>Tack! Ditt svar är sparat.</p>" * 80


@post("/bench/inget", opt={"access": Access.PUBLIC}, status_code=200)
async def nothing(request: Request[Any, Any, Any]) -> Response[str]:
    await request.body()
    return Response(PAGE, media_type=MediaType.HTML)


def app() -> Litestar:
    service = create_app(settings_now())
    service.register(nothing)
    return service


if __name__ == "__main__":
    settings = settings_now()
    uvicorn.run(
        app(), host="127.0.0.1", port=settings.port, access_log=False, log_level="warning", backlog=BACKLOG,
        server_header=False, proxy_headers=False,
    )  # fmt: skip
