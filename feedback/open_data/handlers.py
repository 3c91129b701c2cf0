"""Every route of open data and of the read API."""

from __future__ import annotations

from feedback.open_data import catalogue, files, pages
from feedback.open_data.api import handlers as api

HANDLERS = (*pages.HANDLERS, *files.HANDLERS, *catalogue.HANDLERS, *api.HANDLERS)
