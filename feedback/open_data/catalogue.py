"""The catalogue at its two addresses. It is written in a process of its own, which ends when it has; what it wrote
is kept until an edition comes or the facts change."""

from __future__ import annotations

import asyncio
import os
from typing import Any

from litestar import Response, route
from litestar.datastructures import State

from feedback.errors import Busy
from feedback.open_data.addresses import CATALOGUE, ROOT
from feedback.open_data.caching import SHORT
from feedback.open_data.catalogue_facts import CatalogueFacts, catalogue_facts
from feedback.open_data.editions import published
from feedback.open_data.files import OPT, READING
from feedback.open_data.sending import AnyRequest, Kind, document
from feedback.process import Process, ProcessDied

RDF_XML, TURTLE = "application/rdf+xml", "text/turtle"
SECONDS = 120.0  # about one where there is room; a busy machine lets residents go before it


class CatalogueWriter:
    """Writes the catalogue when the facts are others than last time; who comes meanwhile waits for the same one."""

    def __init__(self) -> None:
        self._lock = asyncio.Lock()
        self._facts: CatalogueFacts | None = None
        self._written = (b"", b"")

    async def written(self, facts: CatalogueFacts) -> tuple[bytes, bytes]:
        """RDF/XML and Turtle."""
        async with self._lock:
            if facts != self._facts:
                self._written, self._facts = await _in_a_process(facts), facts
            return self._written


async def _in_a_process(facts: CatalogueFacts) -> tuple[bytes, bytes]:
    process = Process(os.getpid)
    process.start()
    try:
        written: tuple[bytes, bytes] = await process.done(SECONDS, write_catalogue, facts)
    except ProcessDied:
        raise Busy("Katalogen kunde inte skrivas just nu. Försök igen om en liten stund.") from None
    finally:
        await asyncio.to_thread(process.stop)
    return written


def write_catalogue(facts: CatalogueFacts) -> tuple[bytes, bytes]:
    """Runs in the process: rdflib is loaded there and nowhere else."""
    from feedback.open_data.worker.catalogue import serialised

    return serialised(facts)


def _writer(state: State) -> CatalogueWriter:
    kept: CatalogueWriter | None = state.get("open_data_catalogue")
    if kept is None:
        kept = CatalogueWriter()
        state["open_data_catalogue"] = kept
    return kept


async def _catalogue(request: AnyRequest) -> tuple[bytes, bytes]:
    facts = catalogue_facts(request.app.state.service, await published())
    return await _writer(request.app.state).written(facts)


@route(f"{ROOT}/{CATALOGUE}.rdf", http_method=READING, opt=OPT, status_code=200)
async def catalogue_as_xml(request: AnyRequest) -> Response[Any]:
    return document(request, (await _catalogue(request))[0], Kind(RDF_XML, SHORT))


@route(f"{ROOT}/{CATALOGUE}.ttl", http_method=READING, opt=OPT, status_code=200)
async def catalogue_as_turtle(request: AnyRequest) -> Response[Any]:
    return document(request, (await _catalogue(request))[1], Kind(TURTLE, SHORT))


@route(f"{ROOT}/{CATALOGUE}", http_method=READING, opt=OPT, status_code=200)
async def catalogue(request: AnyRequest) -> Response[Any]:
    """The catalogue's own address: RDF/XML, which is what portals harvest, unless Turtle is asked for."""
    wants_turtle = "text/turtle" in request.headers.get("accept", "")
    kind = Kind(TURTLE if wants_turtle else RDF_XML, SHORT, headers={"vary": "accept, accept-encoding"})
    return document(request, (await _catalogue(request))[wants_turtle], kind)


HANDLERS = (catalogue_as_xml, catalogue_as_turtle, catalogue)
