"""The dashboards, a file for each page: its handlers, its view (figures turned into rows with words) and its file."""

from litestar import Router

from feedback.insight.pages import (
    channel,
    comments,
    compare,
    district,
    method,
    offices,
    overview,
    places,
    presence,
    theme,
    theme_edits,
    themes,
    use,
)
from feedback.staff import failures

PAGES = (
    overview,
    places,
    district,
    channel,
    offices,
    themes,
    theme,
    theme_edits,
    comments,
    use,
    presence,
    compare,
    method,
)
HANDLERS = (
    Router(
        "/",
        route_handlers=[handler for page in PAGES for handler in page.HANDLERS],
        exception_handlers=failures.HANDLERS,
    ),
)
