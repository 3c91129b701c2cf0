"""What the catalogue tells, as plain values: they travel to the process that writes it as RDF."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from feedback.open_data.addresses import API_ROOT, ROOT, absolute, newest_path
from feedback.open_data.editions import FIGURES, Edition, Published
from feedback.open_data.together import NAME
from feedback.quarters import Quarter
from feedback.service import Service
from survey_defs.texts import text_in

QUARTERS_COVERED = 4  # a quarter's figures are of twelve months


@dataclass(frozen=True, slots=True)
class FileFacts:
    """A file of a dataset: `key` is `csv` or `parquet`."""

    key: str
    address: str
    media_type: str
    size: int | None = None
    hash: str = ""


@dataclass(frozen=True, slots=True)
class DatasetFacts:
    """A dataset: a quarter's, or all of them together. `titles` and `descriptions` are Swedish and English."""

    address: str
    titles: tuple[str, str]
    descriptions: tuple[str, str]
    files: tuple[FileFacts, ...]
    version: str
    issued: date | None
    modified: date | None
    start: date | None
    end: date | None


@dataclass(frozen=True, slots=True)
class CatalogueFacts:
    """Everything the catalogue is made from; the same facts give the same catalogue."""

    root: str
    api: str
    names: tuple[str, str]
    code: str
    organisation_number: str
    area: str
    contact_name: str
    contact_address: str
    phone: str
    issued: date | None
    modified: date | None
    datasets: tuple[DatasetFacts, ...]


_TITLE = ("Likvärdig service, {}", "Equal service, {}")
_TOLD = (
    "Vad invånarna svarar efter ett ärende hos {}: andel nöjda, skillnader mellan kommundelar och kanaler med 95 % intervall, och var det inte går att avgöra. Inget om färre än tio svar visas.",
    "What residents answer after an errand with {}: share satisfied, differences between districts and channels with 95% intervals, and where we cannot tell. Nothing about fewer than ten answers is shown.",
)


def catalogue_facts(service: Service, published: Published) -> CatalogueFacts:
    municipality, contact = service.municipality, service.municipality.open_data
    fallback = municipality.default_language
    names = text_in(municipality.names, "sv", fallback), text_in(municipality.names, "en", fallback)
    days = [_day(each) for each in published.editions]
    return CatalogueFacts(
        root=absolute(service, ROOT),
        api=absolute(service, API_ROOT),
        names=names,
        code=municipality.code,
        organisation_number=contact.organisation_number,
        area=contact.area,
        contact_name=contact.name or names[0],
        contact_address=contact.address or municipality.sender_address,
        phone=municipality.phone_link,
        issued=min(days, default=None),
        modified=max(days, default=None),
        datasets=(
            _together(service, published, names),
            *(_quarter(service, published.of(each.quarter), names) for each in published.newest),
        ),
    )


def _together(service: Service, published: Published, names: tuple[str, str]) -> DatasetFacts:
    days = [_day(each) for each in published.newest]
    quarters = [each.quarter for each in published.newest]
    file = FileFacts("csv", absolute(service, f"{ROOT}/{NAME}"), "text/csv")
    return DatasetFacts(
        address=absolute(service, ROOT),
        titles=(_TITLE[0].format("alla kvartal"), _TITLE[1].format("all quarters")),
        descriptions=_described(names),
        files=(file,),
        version="",
        issued=min((_day(each) for each in published.editions), default=None),
        modified=max(days, default=None),
        start=_start(min(quarters)) if quarters else None,
        end=_end(max(quarters)) if quarters else None,
    )


def _quarter(service: Service, editions: tuple[Edition, ...], names: tuple[str, str]) -> DatasetFacts:
    """`editions` are a quarter's, the newest first."""
    newest, first = editions[0], editions[-1]
    quarter = newest.quarter
    return DatasetFacts(
        address=absolute(service, f"{ROOT}/{quarter.code}"),
        titles=(
            _TITLE[0].format(f"kvartal {quarter.number} {quarter.year}"),
            _TITLE[1].format(f"quarter {quarter.number} of {quarter.year}"),
        ),
        descriptions=_described(names),
        files=tuple(
            FileFacts(
                "csv" if file.kind == FIGURES else "parquet",
                absolute(service, newest_path(quarter, file.kind)),
                "text/csv" if file.kind == FIGURES else "application/vnd.apache.parquet",
                file.size,
                file.hash,
            )
            for file in newest.files
        ),
        version=str(newest.number),
        issued=_day(first),
        modified=_day(newest),
        start=_start(quarter),
        end=_end(quarter),
    )


def _described(names: tuple[str, str]) -> tuple[str, str]:
    return _TOLD[0].format(names[0]), _TOLD[1].format(names[1])


def _day(edition: Edition) -> date:
    return edition.approved_at.date()


def _start(quarter: Quarter) -> date:
    for _ in range(QUARTERS_COVERED - 1):
        quarter = (
            Quarter(quarter.year - 1, 4) if quarter.number == 1 else Quarter(quarter.year, quarter.number - 1)
        )
    return quarter.first_monday


def _end(quarter: Quarter) -> date:
    return quarter.last_monday + timedelta(days=6)
