"""The pages of summaries: the list, one edition, what is changed, and the files."""

from litestar import Router

from feedback.errors import Conflict
from feedback.quarterly.package import DamagedSummary
from feedback.quarterly.pages import changes, deciding, edition, files, listing
from feedback.staff import failures

HANDLERS = (
    Router(
        "/",
        route_handlers=[
            handler for page in (listing, edition, changes, deciding, files) for handler in page.HANDLERS
        ],
        exception_handlers=failures.HANDLERS
        | {Conflict: failures.kind_page, DamagedSummary: failures.kind_page},
    ),
)
