"""What every page of summaries is made with: who asks, in which language, and the page around the contents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from litestar import Request, Response

from feedback.errors import Fault, InputError, LikvardigError, NotAllowed, NotFound
from feedback.insight.parts import Crumb
from feedback.insight.wording import Wording
from feedback.quarterly.hand import may_draft
from feedback.quarterly.mailing import ADDRESS
from feedback.quarterly.reading import StoredSummary, summary_of
from feedback.quarters import parsed_quarter
from feedback.service import Service
from feedback.staff.guard import session_of, viewer_in
from feedback.staff.roles import Viewer
from feedback.web.rendering import staff_page

KEY = "summaries"
AnyRequest = Request[Any, Any, Any]
Reply = Response[Any]


@dataclass(frozen=True)
class Frame:
    """One request. `wording` speaks the reader's language."""

    request: AnyRequest
    service: Service
    viewer: Viewer
    wording: Wording

    @property
    def may_draft(self) -> bool:
        return may_draft(self.viewer)

    def page(self, template: str, here: str, status: int = 200, **context: Any) -> Response[str]:
        return staff_page(
            self.service,
            self.viewer,
            f"staff/quarterly/{template}.html",
            status=status,
            csrf=session_of(self.request).csrf,
            here=here,
            page=KEY,
            wording=self.wording,
            may_draft=self.may_draft,
            done=self.request.query_params.get("klart", ""),
            **context,
        )

    def quarter(self, code: str) -> str:
        """`kvartal 3 2026`; a code that is none stands as it is."""
        quarter = parsed_quarter(code)
        return self.wording.quarter(quarter) if quarter else code

    def crumbs(self, summary: StoredSummary, *further: str) -> tuple[Crumb, ...]:
        """From the list to the edition, and further."""
        own = Crumb(self.edition(summary), f"{ADDRESS}/{summary.id}" if further else "")
        return (
            Crumb(self.wording.text("Sammanfattningar"), ADDRESS),
            own,
            *(Crumb(each) for each in further),
        )

    def edition(self, summary: StoredSummary) -> str:
        """`Kvartal 3 2026`, and which edition from the second on."""
        named = self.quarter(summary.quarter)
        named = named[:1].upper() + named[1:]
        if summary.edition <= 1:
            return named
        return self.wording.text("%(quarter)s, utgåva %(edition)s") % {
            "quarter": named,
            "edition": summary.edition,
        }

    def moment(self, at: datetime | None) -> str:
        """`3 december 2026 14.05`, local time."""
        if at is None:
            return ""
        local = at.astimezone(ZoneInfo(self.service.municipality.time_zone))
        return f"{self.wording.day(local.date())} {local:%H.%M}"

    def day(self, at: datetime | None) -> str:
        if at is None:
            return ""
        return self.wording.day(at.astimezone(ZoneInfo(self.service.municipality.time_zone)).date())


def framed(request: AnyRequest) -> Frame:
    service: Service = request.app.state.service
    viewer = viewer_in(request)
    return Frame(request, service, viewer, Wording(service.municipality, viewer.language))


def drafting(request: AnyRequest) -> Frame:
    """The same for those who work on drafts. Raises NotAllowed."""
    frame = framed(request)
    if not frame.may_draft:
        raise NotAllowed("Ditt konto får läsa godkända sammanfattningar men inte arbeta med utkast.")
    return frame


async def visible(frame: Frame, id: int) -> StoredSummary:
    """An edition this person may read: drafts are for those who work on them. Raises NotFound."""
    summary = await summary_of(id)
    if not summary.is_archived and not frame.may_draft:
        raise NotFound("Sammanfattningen finns inte.")
    return summary


def text_in(form: Mapping[str, Any], name: str) -> str:
    """A field as text; a file in its place counts as empty."""
    value = form.get(name, "")
    return value.strip() if isinstance(value, str) else ""


def number_in(form: Mapping[str, Any], name: str) -> int | None:
    """A number, None where the field is empty. Raises InputError for anything else."""
    value = text_in(form, name)
    if not value:
        return None
    if not value.isascii() or not value.isdigit() or len(value) > 20:
        raise InputError("Något i formuläret gick inte att förstå. Ladda om sidan och försök igen.")
    return int(value)


def said_of(error: LikvardigError) -> str:
    """An error's sentence with its faults, as one text."""
    return " ".join([error.message, *(_sentence(fault) for fault in error.faults)])


def _sentence(fault: Fault) -> str:
    return f"{fault.message[:1].upper()}{fault.message[1:]}."
