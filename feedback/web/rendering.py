"""Templates to pages. Residents' pages and staff pages share nothing but the machinery."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from litestar import Response
from litestar.enums import MediaType

from feedback.service import Service
from feedback.web.assets import asset
from feedback.web.languages import STAFF_LANGUAGES, direction, translations
from feedback.web.navigation import menu
from feedback.web.numbers import Numbers

TEMPLATES = Path(__file__).parent / "templates"


@lru_cache(maxsize=64)
def environment(domain: str, language: str) -> Environment:
    """A Jinja environment that speaks one language; undefined names are errors, not blanks."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    made.install_gettext_translations(translations(domain, language), newstyle=True)  # type: ignore[attr-defined]
    made.globals.update(asset=asset, direction=direction)
    return made


def render(domain: str, template: str, language: str, context: dict[str, Any]) -> str:
    text: str = environment(domain, language).get_template(template).render(context)
    return text


def resident_html(service: Service, template: str, language: str, **context: Any) -> str:
    """One resident page as text. `languages` in the context are the codes the page can be switched to."""
    municipality = service.municipality
    offered = [municipality.language(code) for code in context.pop("languages", ())]
    shared = {
        "language": language,
        "dir": direction(language),
        "municipality": municipality,
        "municipality_name": municipality.names.get(
            language, municipality.names[municipality.default_language]
        ),
        "is_example": service.is_example,
        "other_languages": [other for other in offered if other.code != language],
    }
    return render("resident", template, language, shared | context)


def resident_page(
    service: Service, template: str, language: str, status: int = 200, **context: Any
) -> Response[str]:
    """One resident page as a response that no cache keeps."""
    return Response(
        resident_html(service, template, language, **context),
        status_code=status,
        media_type=MediaType.HTML,
        headers={"cache-control": "no-store", "content-language": language},
    )


class Reader(Protocol):
    """What a staff page needs to know of who reads it."""

    @property
    def name(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def language(self) -> str: ...
    @property
    def is_administrator(self) -> bool: ...
    @property
    def may_export(self) -> bool: ...


def staff_html(
    service: Service, viewer: Reader | None, template: str, csrf: str = "", language: str = "", **context: Any
) -> str:
    """One staff page as text. Without a viewer it has no menu, and speaks `language` or Swedish.

    `here` in the context is the page's own address, for the menu and to come back to.
    """
    spoken = viewer.language if viewer else language or STAFF_LANGUAGES[0]
    names = service.municipality.names
    shared = {
        "language": spoken,
        "viewer": viewer,
        "csrf": csrf,
        "navigation": menu(spoken, is_administrator=viewer.is_administrator, may_export=viewer.may_export)
        if viewer
        else (),
        "here": "",
        "municipality": service.municipality,
        "municipality_name": names.get(spoken, names[service.municipality.default_language]),
        "is_example": service.is_example,
        "number": Numbers(spoken),
    }
    return render("staff", template, spoken, shared | context)


def staff_page(
    service: Service,
    viewer: Reader | None,
    template: str,
    status: int = 200,
    csrf: str = "",
    language: str = "",
    **context: Any,
) -> Response[str]:
    """One staff page as a response that no cache keeps. `csrf` is the session's, for the forms on the page."""
    return Response(
        staff_html(service, viewer, template, csrf, language, **context),
        status_code=status,
        media_type=MediaType.HTML,
        headers={"cache-control": "no-store"},
    )
