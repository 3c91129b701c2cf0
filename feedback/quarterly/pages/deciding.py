"""From a draft to a decision: reviewed, approved by name on a page of its own, discarded and taken back."""

from __future__ import annotations

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from feedback.access import Access
from feedback.errors import Conflict, InputError, NotAllowed
from feedback.quarterly import approving
from feedback.quarterly.mailing import ADDRESS
from feedback.quarterly.pages.changes import OPT, attempted, refused
from feedback.quarterly.pages.edition import FIRST, archive_page, changes_of
from feedback.quarterly.pages.frame import AnyRequest, Frame, Reply, drafting, number_in, said_of, text_in
from feedback.quarterly.pages.passages import Asked
from feedback.quarterly.reading import StoredSummary, comments_of, contents_of, summary_of


@post(ADDRESS + "/{id:int}/granskad", opt=OPT, status_code=303)
async def review(request: AnyRequest, id: FromPath[int]) -> Reply:
    frame, form = drafting(request), await request.form()
    change = approving.review(frame.service, frame.viewer, id, number_in(form, "sedd"))
    return await attempted(frame, id, FIRST, change, "granskad", Asked())


@get(ADDRESS + "/{id:int}/godkann", opt={"access": Access.ADMINISTRATOR})
async def before_approving(request: AnyRequest, id: FromPath[int]) -> Reply:
    """What will be archived, and that it cannot be undone."""
    frame = drafting(request)
    summary = await summary_of(id)
    if summary.state != "reviewed" or summary.is_being_archived:
        return Redirect(f"{ADDRESS}/{id}", status_code=303)
    return await _approval_page(frame, summary)


async def _approval_page(
    frame: Frame, summary: StoredSummary, status: int = 200, problem: str = "", typed: str = ""
) -> Response[str]:
    contents, comments = await contents_of(summary.id), await comments_of(summary.id)
    return frame.page(
        "approve",
        f"{ADDRESS}/{summary.id}/godkann",
        status,
        summary=summary,
        name=frame.edition(summary),
        crumbs=frame.crumbs(summary, frame.wording.text("Godkänn")),
        hinders=await approving.approval_hinders(frame.viewer, summary.reviewed_by),
        unsettled=[each for each in comments if each.settled_at is None],
        edited=sum(len(each) for each in contents.prose.values()),
        changes=changes_of(frame, summary, contents.differs),
        mailed=len(frame.service.municipality.summary.mail_to) > 0,
        moment=frame.moment,
        problem=problem,
        typed=typed,
    )


@post(ADDRESS + "/{id:int}/godkann", opt={"access": Access.ADMINISTRATOR}, status_code=303)
async def approve(request: AnyRequest, id: FromPath[int]) -> Reply:
    frame, form = drafting(request), await request.form()
    typed = text_in(form, "namn")
    try:
        await approving.approve(frame.service, frame.viewer, id, typed, number_in(form, "sedd"))
    except (Conflict, InputError, NotAllowed) as error:
        return await _not_approved(frame, id, error, typed)
    return Redirect(f"{ADDRESS}/{id}?klart=godkand", status_code=303)


async def _not_approved(
    frame: Frame, id: int, error: Conflict | InputError | NotAllowed, typed: str
) -> Reply:
    summary = await summary_of(id)
    if summary.is_archived:
        return await archive_page(frame, summary)
    if summary.state != "reviewed" and isinstance(error, Conflict):
        return await refused(frame, id, FIRST, error, Asked())
    return await _approval_page(frame, summary, error.status, said_of(error), typed)


@get(ADDRESS + "/{id:int}/kassera", opt=OPT)
async def before_discarding(request: AnyRequest, id: FromPath[int]) -> Reply:
    """What is put away."""
    frame = drafting(request)
    summary = await summary_of(id)
    if not summary.is_live:
        return Redirect(f"{ADDRESS}/{id}", status_code=303)
    contents, comments = await contents_of(id), await comments_of(id)
    return frame.page(
        "discard",
        f"{ADDRESS}/{id}/kassera",
        summary=summary,
        name=frame.edition(summary),
        crumbs=frame.crumbs(summary, frame.wording.text("Kassera")),
        edited=sum(len(each) for each in contents.prose.values()),
        commented=len(comments),
    )


@post(ADDRESS + "/{id:int}/kassera", opt=OPT, status_code=303)
async def discard(request: AnyRequest, id: FromPath[int]) -> Reply:
    frame, form = drafting(request), await request.form()
    try:
        await approving.discard(frame.service, frame.viewer, id, number_in(form, "sedd"))
    except (Conflict, InputError) as error:
        return await refused(frame, id, FIRST, error, Asked())
    return Redirect(f"{ADDRESS}?klart=kasserat", status_code=303)


@post(ADDRESS + "/{id:int}/aterta", opt=OPT, status_code=303)
async def restore(request: AnyRequest, id: FromPath[int]) -> Reply:
    frame = drafting(request)
    change = approving.restore(frame.service, frame.viewer, id)
    return await attempted(frame, id, FIRST, change, "atertaget", Asked())


HANDLERS = (review, before_approving, approve, before_discarding, discard, restore)
