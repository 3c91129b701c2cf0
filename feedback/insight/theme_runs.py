"""The state of the grouping of comments into themes, as a page says it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from feedback.insight.wording import Wording
from feedback.themes.reading import current_run, latest_run
from feedback.themes.stored import StoredRun

WAITING, RUNNING, DONE, FAILED = "waiting", "running", "done", "failed"


@dataclass(frozen=True)
class RunText:
    """`state` is that of the grouping asked for last: waiting, running, done, failed, or none. `stability` and
    `grouped` (the day) are those of the one in use, empty where there is none."""

    state: str
    stage: str
    progress: int
    problem: str
    stability: str
    grouped: str

    @property
    def is_going_on(self) -> bool:
        return self.state in (WAITING, RUNNING)


async def run_text(wording: Wording) -> RunText:
    latest, current = await latest_run(), await current_run()
    return RunText(
        state=latest.state if latest else "none",
        stage=_stage(latest, wording),
        progress=latest.progress if latest else 0,
        problem=(latest.problem or "") if latest else "",
        stability=wording.number.decimal(current.stability / 100, 2)
        if current and current.stability is not None
        else "",
        grouped=wording.day(local(current.finished_at, wording).date())
        if current and current.finished_at
        else "",
    )


def local(at: datetime, wording: Wording) -> datetime:
    """A moment by the municipality's clock."""
    return at.astimezone(ZoneInfo(wording.municipality.time_zone))


def _stage(run: StoredRun | None, wording: Wording) -> str:
    return wording.text(STAGES.get(run.stage, STAGES["grouping"])) if run else ""


def _(text: str) -> str:
    """Marks a text for translation where it stands."""
    return text


STAGES = {
    "": _("Väntar på att börja"),
    "reading": _("Läser kommentarerna och tar bort namn och adresser"),
    "grouping": _("Grupperar kommentarerna"),
    "writing": _("Sparar"),
}
