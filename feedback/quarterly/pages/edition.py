"""One edition: a draft read whole as it will be, with what may be done next; or the archive with its files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from litestar import Response, get
from litestar.params import FromPath

from feedback.access import Access
from feedback.quarterly.approving import approval_hinders
from feedback.quarterly.archiving import ArchivedFile, files_of
from feedback.quarterly.differences import Differences, FigureChange, ProseChange
from feedback.quarterly.document import Document
from feedback.quarterly.figure_words import figure_text, figure_title
from feedback.quarterly.mailing import ADDRESS
from feedback.quarterly.package import KEYS
from feedback.quarterly.pages.frame import AnyRequest, Frame, framed, visible
from feedback.quarterly.pages.listing import RunLine, run_line, state_text
from feedback.quarterly.pages.passages import Asked, Passage, mark_of, passages
from feedback.quarterly.press import parts_of
from feedback.quarterly.reading import Contents, StoredComment, StoredSummary, comments_of, contents_of
from feedback.quarterly.runs import latest_runs

FIRST = "sv-full"
KINDS = ("pdf", "html", "docx", "easy_pdf", "easy_html", "figures", "parquet")  # as they are listed
LISTED = 40  # differences on the page before the rest is folded away


@dataclass(frozen=True)
class Part:
    """A document of the edition, as a tab."""

    key: str
    name: str
    href: str
    is_current: bool


@dataclass(frozen=True)
class ChangeRow:
    title: str
    ref: str
    before: str
    after: str


@dataclass(frozen=True)
class Changes:
    """What differs from the edition before; None of either where nothing does."""

    before: int
    figures: tuple[ChangeRow, ...]
    prose: tuple[ProseChange, ...]


@dataclass(frozen=True)
class FileLine:
    name: str
    href: str
    title: str
    size: str
    content_hash: str


@dataclass(frozen=True)
class DraftView:
    """`hinders` is why this person may not approve; empty where nothing hinders. `whole` are the comments on all of
    it, `lost` those on paragraphs that are in another part."""

    summary: StoredSummary
    state: str
    parts: tuple[Part, ...]
    part: Part
    document: Document
    blocks: tuple[Passage, ...]
    appendix: tuple[Passage, ...]
    whole: tuple[StoredComment, ...]
    elsewhere: int
    open_comments: int
    edited: int
    hinders: str
    run: RunLine | None
    changes: Changes | None
    asked: Asked


def parts(frame: Frame, id: int, contents: Contents, current: str) -> tuple[Part, ...]:
    return tuple(
        Part(key, part_name(frame, key), f"{ADDRESS}/{id}?del={key}", key == current)
        for key in KEYS
        if key in contents.package.documents
    )


def part_name(frame: Frame, key: str) -> str:
    """`Svenska`, `Svenska, lättläst`."""
    _ = frame.wording.text
    language, kind = parts_of(key)
    name = {"sv": _("Svenska"), "en": _("Engelska")}[language]
    return _("%(language)s, lättläst") % {"language": name} if kind == "easy" else name


async def draft_page(
    frame: Frame, summary: StoredSummary, key: str, asked: Asked, status: int = 200
) -> Response[str]:
    """The draft whole, with forms where they were asked for."""
    contents = await contents_of(summary.id)
    document = contents.document(key)
    comments = await comments_of(summary.id)
    run = (await latest_runs()).get(summary.quarter)
    own = run if run and run.summary == summary.id and run.kind == "archive" and run.state != "done" else None
    view = DraftView(
        summary=summary,
        state=state_text(frame, summary),
        parts=(listed := parts(frame, summary.id, contents, key)),
        part=next(each for each in listed if each.is_current),
        document=document,
        blocks=tuple(passages(document, key, contents.prose.get(key, {}), comments, asked)),
        appendix=tuple(passages(document, key, {}, (), asked, document.appendix)),
        whole=tuple(each for each in comments if not each.place),
        elsewhere=_elsewhere(key, comments),
        open_comments=sum(each.settled_at is None for each in comments),
        edited=sum(len(each) for each in contents.prose.values()),
        hinders=await approval_hinders(frame.viewer, summary.reviewed_by),
        run=run_line(frame, own),
        changes=changes_of(frame, summary, contents.differs),
        asked=asked,
    )
    return frame.page(
        "draft",
        f"{ADDRESS}/{summary.id}?del={key}",
        status,
        view=view,
        crumbs=frame.crumbs(summary),
        name=frame.edition(summary),
        mark_of=mark_of,
        moment=frame.moment,
        is_following="folj" in frame.request.query_params,
    )


def _elsewhere(key: str, comments: Sequence[StoredComment]) -> int:
    """Comments not dealt with in the other parts."""
    return sum(
        bool(each.place) and not each.place.startswith(f"{key} ") and each.settled_at is None
        for each in comments
    )


def changes_of(frame: Frame, summary: StoredSummary, found: Differences | None) -> Changes | None:
    """What differs, in the reader's language; None for a first edition."""
    if found is None:
        return None
    language = frame.viewer.language
    prose = tuple(each for each in found.in_language(language) if each.kind == "full")
    return Changes(summary.edition - 1, tuple(change_row(each, language) for each in found.figures), prose)


def change_row(change: FigureChange, language: str) -> ChangeRow:
    return ChangeRow(
        figure_title(change.figure, language),
        change.figure.ref,
        figure_text(change.before, language),
        figure_text(change.after, language),
    )


async def archive_page(frame: Frame, summary: StoredSummary) -> Response[str]:
    """What was approved, by whom, its files with their hashes, and what differs from the edition before."""
    contents = await contents_of(summary.id)
    files = await files_of(summary.id)
    return frame.page(
        "archived",
        f"{ADDRESS}/{summary.id}",
        summary=summary,
        name=frame.edition(summary),
        state=state_text(frame, summary),
        read=_read_first(frame, summary, files),
        groups=file_groups(frame, summary, files),
        changes=changes_of(frame, summary, contents.differs),
        crumbs=frame.crumbs(summary),
        moment=frame.moment,
        listed=LISTED,
    )


def file_groups(
    frame: Frame, summary: StoredSummary, files: Sequence[ArchivedFile]
) -> Mapping[str, tuple[FileLine, ...]]:
    """Files under the heading of what they are."""
    _ = frame.wording.text
    headings = {"sv": _("Svenska"), "en": _("Engelska"), "": _("Siffrorna")}
    files = sorted(files, key=lambda each: KINDS.index(each.kind) if each.kind in KINDS else len(KINDS))
    return {
        heading: lines
        for language, heading in headings.items()
        if (lines := tuple(_file(frame, summary, each) for each in files if each.language == language))
    }


def _file(frame: Frame, summary: StoredSummary, file: ArchivedFile) -> FileLine:
    return FileLine(
        file.name,
        f"{ADDRESS}/{summary.id}/filer/{file.name}",
        kind_text(frame, file.kind),
        _size(frame, file.size),
        file.content_hash,
    )


def kind_text(frame: Frame, kind: str) -> str:
    _ = frame.wording.text
    names = {
        "pdf": _("Tjänsteutlåtande, PDF"),
        "html": _("Webbsida, HTML"),
        "docx": _("För den som ska redigera, DOCX"),
        "easy_pdf": _("Lättläst, PDF"),
        "easy_html": _("Lättläst, HTML"),
        "figures": _("Alla siffror, CSV"),
        "parquet": _("Alla siffror, Parquet"),
    }
    return names.get(kind, kind)


def _size(frame: Frame, size: int) -> str:
    return f"{frame.wording.number.whole(max(1, size / 1000))}\u00a0kB"


def _read_first(frame: Frame, summary: StoredSummary, files: Sequence[ArchivedFile]) -> str:
    """Where the summary is read in the reader's language; empty where there is no such file."""
    mine = [each for each in files if each.kind == "html" and each.language == frame.viewer.language]
    return f"{ADDRESS}/{summary.id}/filer/{mine[0].name}" if mine else ""


@get(ADDRESS + "/{id:int}", opt={"access": Access.STAFF})
async def page(request: AnyRequest, id: FromPath[int]) -> Response[str]:
    frame = framed(request)
    summary = await visible(frame, id)
    if summary.is_archived:
        return await archive_page(frame, summary)
    given = request.query_params
    asked = Asked(edit=given.get("andra", ""), comment=given.get("kommentera", ""))
    return await draft_page(frame, summary, given.get("del", FIRST), asked)


HANDLERS = (page,)
