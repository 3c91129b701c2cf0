"""Every route, and who may see it. A new route must be written here, deliberately."""

from __future__ import annotations

from pathlib import Path

from litestar.handlers import HTTPRouteHandler

from feedback.access import Access
from feedback.app import create_app
from tests import world

EXPECTED: dict[tuple[str, str], Access] = {
    # Residents, and everybody else
    ("GET", "/"): Access.PUBLIC,
    ("GET", "/s/{token:str}"): Access.PUBLIC,
    ("HEAD", "/s/{token:str}"): Access.PUBLIC,
    ("POST", "/s/{token:str}"): Access.PUBLIC,
    ("GET", "/mitt-svar"): Access.PUBLIC,
    ("POST", "/mitt-svar"): Access.PUBLIC,
    ("POST", "/mitt-svar/ta-bort"): Access.PUBLIC,
    ("GET", "/n/{token:str}"): Access.PUBLIC,
    ("POST", "/n/{token:str}"): Access.PUBLIC,
    ("GET", "/dina-uppgifter"): Access.PUBLIC,
    ("GET", "/tillganglighet"): Access.PUBLIC,
    ("GET", "/static/{name:str}"): Access.PUBLIC,
    ("GET", "/halsa"): Access.PUBLIC,
    ("GET", "/logga-in"): Access.PUBLIC,
    ("POST", "/logga-in"): Access.PUBLIC,
    # Other systems, by the signature on their messages
    ("POST", "/api/v1/errands"): Access.SIGNED,
    # Signed-in staff, each within her own scope
    ("GET", "/insikt"): Access.STAFF,
    ("GET", "/insikt/tabell.csv"): Access.STAFF,
    ("GET", "/insikt/kommundelar"): Access.STAFF,
    ("GET", "/insikt/kommundelar/tabell.csv"): Access.STAFF,
    ("GET", "/insikt/kommundel/{id:str}"): Access.STAFF,
    ("GET", "/insikt/kommundel/{id:str}/tabell.csv"): Access.STAFF,
    ("GET", "/insikt/kanaler"): Access.STAFF,
    ("GET", "/insikt/kanaler/tabell.csv"): Access.STAFF,
    ("GET", "/insikt/kanal/{id:str}"): Access.STAFF,
    ("GET", "/insikt/kanal/{id:str}/tabell.csv"): Access.STAFF,
    ("GET", "/insikt/kontor"): Access.STAFF,
    ("GET", "/insikt/kontor/tabell.csv"): Access.STAFF,
    ("GET", "/insikt/teman"): Access.STAFF,
    ("GET", "/insikt/teman/tabell.csv"): Access.STAFF,
    ("GET", "/insikt/teman/kommentarer"): Access.STAFF,
    ("POST", "/insikt/teman/kommentarer"): Access.STAFF,
    ("GET", "/insikt/teman/{id:int}"): Access.STAFF,
    ("GET", "/insikt/teman/{id:int}/tabell.csv"): Access.STAFF,
    # Changing themes: managers and administrators, which every one of these asks for (`may_edit`)
    ("GET", "/insikt/teman/gruppera"): Access.STAFF,
    ("POST", "/insikt/teman/gruppera"): Access.STAFF,
    ("POST", "/insikt/teman/{id:int}/namn"): Access.STAFF,
    ("POST", "/insikt/teman/{id:int}/godkann"): Access.STAFF,
    ("POST", "/insikt/teman/{id:int}/hall-isar"): Access.STAFF,
    ("GET", "/insikt/teman/{id:int}/sla-ihop"): Access.STAFF,
    ("POST", "/insikt/teman/{id:int}/sla-ihop"): Access.STAFF,
    ("GET", "/insikt/teman/{id:int}/dela"): Access.STAFF,
    ("POST", "/insikt/teman/{id:int}/dela"): Access.STAFF,
    ("POST", "/insikt/teman/{id:int}/citat"): Access.STAFF,
    ("POST", "/insikt/teman/kommentarer/{response:int}/flytta"): Access.STAFF,
    ("POST", "/insikt/teman/andringar/{edit:int}/angra"): Access.STAFF,
    ("GET", "/insikt/anvandning"): Access.STAFF,
    ("GET", "/insikt/anvandning/tabell.csv"): Access.STAFF,
    ("GET", "/insikt/narvaro"): Access.STAFF,
    ("GET", "/insikt/narvaro/tabell.csv"): Access.STAFF,
    ("GET", "/insikt/jamfor"): Access.STAFF,
    ("GET", "/insikt/jamfor/tabell.csv"): Access.STAFF,
    # Summaries: what is approved is everybody's; drafts are for managers and administrators (`may_draft`)
    ("GET", "/insikt/sammanfattningar"): Access.STAFF,
    ("POST", "/insikt/sammanfattningar/utkast"): Access.STAFF,
    ("GET", "/insikt/sammanfattningar/{id:int}"): Access.STAFF,
    ("POST", "/insikt/sammanfattningar/{id:int}/stycke"): Access.STAFF,
    ("POST", "/insikt/sammanfattningar/{id:int}/kommentar"): Access.STAFF,
    ("POST", "/insikt/sammanfattningar/{id:int}/kommentar/{comment:int}"): Access.STAFF,
    ("POST", "/insikt/sammanfattningar/{id:int}/uppgifter"): Access.STAFF,
    ("POST", "/insikt/sammanfattningar/{id:int}/granskad"): Access.STAFF,
    ("GET", "/insikt/sammanfattningar/{id:int}/kassera"): Access.STAFF,
    ("POST", "/insikt/sammanfattningar/{id:int}/kassera"): Access.STAFF,
    ("POST", "/insikt/sammanfattningar/{id:int}/aterta"): Access.STAFF,
    ("GET", "/insikt/sammanfattningar/{id:int}/filer/{name:str}"): Access.STAFF,
    ("GET", "/insikt/sammanfattningar/{id:int}/forhandsvisning/{name:str}"): Access.STAFF,
    ("GET", "/insikt/sammanfattningar/{id:int}/godkann"): Access.ADMINISTRATOR,
    ("POST", "/insikt/sammanfattningar/{id:int}/godkann"): Access.ADMINISTRATOR,
    ("GET", "/sa-raknar-vi"): Access.STAFF,
    ("POST", "/sprak"): Access.STAFF,
    ("POST", "/logga-ut"): Access.STAFF,
    # Administrators
    ("GET", "/insikt/jamforelsevarden"): Access.ADMINISTRATOR,
    ("POST", "/insikt/jamforelsevarden"): Access.ADMINISTRATOR,
    ("POST", "/insikt/jamforelsevarden/spara"): Access.ADMINISTRATOR,
    ("GET", "/insikt/jamforelsevarden/ta-bort"): Access.ADMINISTRATOR,
    ("POST", "/insikt/jamforelsevarden/ta-bort"): Access.ADMINISTRATOR,
    ("GET", "/personal"): Access.ADMINISTRATOR,
}


def routes(folder: Path) -> dict[tuple[str, str], Access | None]:
    app = create_app(world.settings(f"sqlite:{folder / 'x.sqlite'}", folder))
    found: dict[tuple[str, str], Access | None] = {}
    for route in app.routes:
        for handler in getattr(route, "route_handlers", []):
            assert isinstance(handler, HTTPRouteHandler)
            for method in handler.http_methods - {"OPTIONS"}:
                found[(method, route.path)] = handler.opt.get("access")
    return found


def test_every_route_states_who_may_see_it(tmp_path: Path) -> None:
    assert routes(tmp_path) == EXPECTED
