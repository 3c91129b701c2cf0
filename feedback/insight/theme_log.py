"""What happened to a theme, as a list of sentences, each with its day, who did it and a way back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from feedback.insight.theme_runs import local
from feedback.insight.theme_words import quoted
from feedback.insight.wording import Wording
from feedback.themes.stored import LogLine


@dataclass(frozen=True)
class LogRow:
    """`said` is the sentence without the day; `undone` by whom it was undone, empty where it was not."""

    id: int
    day: str
    said: str
    who: str
    undone: str
    may_be_undone: bool


def log_rows(
    lines: Sequence[LogLine], theme: int, names: Mapping[int, str], wording: Wording, may_edit: bool
) -> tuple[LogRow, ...]:
    """`names` are the themes' in the reader's language; a log line's own are Swedish."""
    return tuple(_row(line, theme, dict(line.names) | dict(names), wording, may_edit) for line in lines)


def _row(line: LogLine, theme: int, names: Mapping[int, str], wording: Wording, may_edit: bool) -> LogRow:
    _ = wording.text
    undone = line.undone_by_name or _("någon") if line.undone_at else ""
    return LogRow(
        id=line.id,
        day=wording.day(local(line.at, wording).date()),
        said=sentence(line, theme, names, wording),
        who=line.staff_name or (_("Likvärdig") if line.staff is None else _("någon")),
        undone=undone,
        may_be_undone=may_edit and line.may_be_undone,
    )


def sentence(line: LogLine, theme: int, names: Mapping[int, str], wording: Wording) -> str:
    """What happened, as seen from one theme: a merge is told from either side."""
    is_own = line.theme == theme
    other = line.other if is_own else line.theme
    own_side, other_side = SAID.get(line.kind, (OTHERWISE, OTHERWISE))
    given = {
        "other": quoted([names[other]], wording)
        if other is not None and other in names
        else wording.text("ett annat tema"),
        "before": quoted([str(line.detail.get("before", ""))], wording),
    }
    return wording.text(own_side if is_own else other_side) % given


def _(text: str) -> str:
    """Marks a text for translation where it stands."""
    return text


OTHERWISE = _("temat ändrades")
# What is said on the page of the line's own theme, and on that of the other one.
SAID = {
    "rename": (_("bytte namn från %(before)s"), OTHERWISE),
    "approve": (_("namnet godkändes"), OTHERWISE),
    "merge": (_("slogs ihop med %(other)s"), _("%(other)s slogs ihop hit")),
    "keep_apart": (_("hålls isär från %(other)s"), _("hålls isär från %(other)s")),
    "split": (_("delades av från %(other)s"), _("delades, en del blev %(other)s")),
    "move": (_("en kommentar flyttades hit eller härifrån"), _("en kommentar flyttades hit eller härifrån")),
    "release": (_("citat frisläppt"), OTHERWISE),
    "withdraw": (_("citat tillbakadraget"), OTHERWISE),
    "matched": (_("kändes igen vid ny gruppering"), OTHERWISE),
    "divided": (_("delades vid ny gruppering"), _("uppstod ur %(other)s vid ny gruppering")),
    "joined": (_("gick upp i %(other)s vid ny gruppering"), _("%(other)s gick upp här vid ny gruppering")),
    "new": (_("hittades för första gången"), _("%(other)s hittades bredvid")),
    "gone": (_("hittades inte längre vid ny gruppering"), OTHERWISE),
}
