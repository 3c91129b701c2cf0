"""Drafts and files, made: plain functions over plain values, to be run in a process of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from feedback.quarterly.archiving import Finished, Made
from feedback.quarterly.craft import Craft, CraftMaker
from feedback.quarterly.differences import Differences, differences, stored_differences
from feedback.quarterly.document import EASY, ENGLISH, FULL, SWEDISH, Document, Front, Kind, Versions
from feedback.quarterly.editions import Approved, Heads, edition_of
from feedback.quarterly.facts import QuarterFacts
from feedback.quarterly.package import KEYS, Package, packed, unpacked
from feedback.quarterly.published import figures_csv
from survey_defs.municipality import Municipality

Tell = Callable[[float, str], None]
LANGUAGES = (SWEDISH, ENGLISH)
EASY_NAME = "lattlast"
MEDIA = {
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "csv": "text/csv; charset=utf-8",
    "parquet": "application/vnd.apache.parquet",
}
FORMATS: Mapping[str, tuple[str, ...]] = {FULL: ("pdf", "html", "docx"), EASY: ("pdf", "html")}


@dataclass(frozen=True, slots=True)
class DraftOrder:
    """What a draft is made from. Fronts and notices by language."""

    facts: QuarterFacts
    municipality: Municipality
    fronts: Mapping[str, Front]
    versions: Versions
    notices: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Worded:
    """A stored edition: its package, and the words people gave it."""

    package: bytes
    prose: Mapping[str, Mapping[str, str]]
    heads: Heads


@dataclass(frozen=True, slots=True)
class ArchiveOrder:
    """What is set and archived: the edition, the one before if there is one, and who approved it when."""

    edition: Worded
    before: Worded | None
    approved: Approved
    notices: Mapping[str, str]
    quarter: str
    number: int
    program_version: str


def drafted(craft: Craft, order: DraftOrder, tell: Tell) -> Package:
    """The documents in every language and kind, and their figures."""
    figures = figures_csv(craft.figure_rows(order.facts, order.municipality))
    documents = {}
    for step, key in enumerate(KEYS):
        tell(step / len(KEYS), "writing")
        documents[key] = document_of(craft, order, key)
    quotes = tuple((each.theme, each.text) for each in order.facts.quotes)
    return Package(documents, figures, quotes, order.facts.themes)


def document_of(craft: Craft, order: DraftOrder, key: str) -> Document:
    language, kind = parts_of(key)
    front, notice = order.fronts[language], order.notices[language]
    return craft.written(order.facts, order.municipality, front, order.versions, language, kind, notice)


def parts_of(key: str) -> tuple[str, Kind]:
    """Language and kind of a document's key."""
    language, _, kind = key.partition("-")
    return language, "easy" if kind == EASY else "full"


def worded(given: Worded, notices: Mapping[str, str]) -> dict[str, Document]:
    """The documents of a stored edition with people's words, by key."""
    package = unpacked(given.package)
    return {
        key: edition_of(document, given.prose.get(key, {}), given.heads, notices[document.language])
        for key, document in package.documents.items()
    }


def changed(edition: Worded, before: Worded | None, notices: Mapping[str, str]) -> Differences | None:
    """What differs from the edition before; None where there is none."""
    if before is None:
        return None
    old, new = unpacked(before.package), unpacked(edition.package)
    return differences(worded(before, notices), old.figures, worded(edition, notices), new.figures)


def finished(craft: Craft, order: ArchiveOrder, tell: Tell) -> Finished:
    """Every file of an approved edition."""
    differs = changed(order.edition, order.before, order.notices)
    package = unpacked(order.edition.package)
    files: list[Made] = []
    for key, document in package.documents.items():
        whole = edition_of(
            document,
            order.edition.prose.get(key, {}),
            order.edition.heads,
            order.notices[document.language],
            differs,
            order.approved,
        )
        for made in set_files(craft, whole, f"likvardig-{order.quarter}-{order.number}"):
            tell(len(files) / _file_count(), "setting")
            files.append(made)
    files += figure_files(package.figures, f"likvardig-{order.quarter}-{order.number}")
    return Finished(tuple(files), stored_differences(differs) if differs else "[]", order.program_version)


def set_files(craft: Craft, document: Document, stem: str) -> Iterator[Made]:
    """One document in each of its formats."""
    easy = document.kind == EASY
    name = f"{stem}-{document.language}" + (f"-{EASY_NAME}" if easy else "")
    for suffix in FORMATS[document.kind]:
        kind = f"{EASY}_{suffix}" if easy else suffix
        content = set_in(craft, document, suffix)
        yield Made(f"{name}.{suffix}", kind, document.language, MEDIA[suffix], content)


def set_in(craft: Craft, document: Document, suffix: str) -> bytes:
    if suffix == "html":
        return craft.html_of(document).encode()
    return craft.pdf_of(document) if suffix == "pdf" else craft.docx_of(document)


def figure_files(figures: bytes, stem: str) -> list[Made]:
    """The figures as CSV and as Parquet."""
    from feedback.quarterly.parquet_file import parquet_of

    return [
        Made(f"{stem}-siffror.csv", "figures", "", MEDIA["csv"], figures),
        Made(f"{stem}-siffror.parquet", "parquet", "", MEDIA["parquet"], parquet_of(figures)),
    ]


def _file_count() -> int:
    return sum(len(FORMATS[parts_of(key)[1]]) for key in KEYS) + 2


# What follows is what the process is asked to do.


def make_draft(maker: CraftMaker, order: DraftOrder, told: str) -> bytes:
    """A draft, packed; how far it has come is told in a file."""
    return packed(drafted(maker(), order, _telling(told)))


def make_files(maker: CraftMaker, order: ArchiveOrder, told: str) -> Finished:
    return finished(maker(), order, _telling(told))


def make_report(maker: CraftMaker, order: DraftOrder, key: str) -> tuple[Made, ...]:
    """One document outside the workflow in each of its formats, and its figures."""
    craft = maker()
    figures = figures_csv(craft.figure_rows(order.facts, order.municipality))
    stem = f"likvardig-{order.facts.quarter.code}"
    return (*set_files(craft, document_of(craft, order, key), stem), *figure_files(figures, stem))


def make_preview(maker: CraftMaker, document: Document, suffix: str) -> bytes:
    return set_in(maker(), document, suffix)


def _telling(told: str) -> Tell:
    path = Path(told)

    def tell(share: float, stage: str) -> None:
        path.with_suffix(".new").write_text(f"{share:.3f} {stage}", encoding="utf-8")
        path.with_suffix(".new").replace(path)

    return tell
