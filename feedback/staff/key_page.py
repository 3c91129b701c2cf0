"""Keys of the read API, as an administrator makes them and takes them back."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from feedback.access import Access
from feedback.errors import InputError
from feedback.staff.api_keys import all_keys, found_key, make_key, revoke_key
from feedback.staff.guard import session_of, viewer_in
from feedback.web.rendering import staff_page

PATH = "/personal/nycklar"
OPT = {"access": Access.ADMINISTRATOR}
AnyRequest = Request[Any, Any, Any]


@get(PATH, opt=OPT)
async def key_page(request: AnyRequest) -> Response[str]:
    return await _listed(request)


@post(PATH, opt=OPT, status_code=201)
async def make(request: AnyRequest) -> Response[str]:
    """The new key, shown this once; or the page again, and what is wrong with the name."""
    given = (await request.form()).get("namn", "")
    name = given if isinstance(given, str) else ""
    try:
        key = await make_key(request.app.state.service, name, viewer_in(request).id)
    except InputError as error:
        return await _listed(request, status=error.status, typed=name, problem=error.message)
    return await _listed(request, status=201, made=key, made_name=" ".join(name.split()))


@get(PATH + "/{id:int}/dra-in", opt=OPT)
async def before_revoking(request: AnyRequest, id: FromPath[int]) -> Response[str]:
    """What happens to whoever uses the key, before it happens."""
    return _page(request, "staff/key_revoke.html", key=await found_key(id))


@post(PATH + "/{id:int}/dra-in", opt=OPT, status_code=303)
async def revoke(request: AnyRequest, id: FromPath[int]) -> Redirect:
    await revoke_key(request.app.state.service, id, viewer_in(request).id)
    return Redirect(PATH, status_code=303)


async def _listed(
    request: AnyRequest,
    status: int = 200,
    typed: str = "",
    problem: str = "",
    made: str = "",
    made_name: str = "",
) -> Response[str]:
    return _page(
        request,
        "staff/keys.html",
        status,
        keys=await all_keys(),
        typed=typed,
        problem=problem,
        made=made,
        made_name=made_name,
        most=request.app.state.service.settings.api_requests_per_minute,
    )


def _page(request: AnyRequest, template: str, status: int = 200, **context: Any) -> Response[str]:
    return staff_page(
        request.app.state.service,
        viewer_in(request),
        template,
        status=status,
        csrf=session_of(request).csrf,
        here=PATH,
        **context,
    )


HANDLERS = (key_page, make, before_revoking, revoke)
