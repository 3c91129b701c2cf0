"""`likvardig serve` and `likvardig migrate`."""

from __future__ import annotations

import asyncio
import dataclasses

import click
import uvicorn

from feedback.database.engines import connected
from feedback.database.migrating import migrate as run_migrations
from feedback.settings import Settings, settings_now

# More answers than this wait in the kernel rather than in memory.
BACKLOG = 2048


def run_server(settings: Settings) -> None:
    """Serve until told to stop. Access logs stay off: an address may hold a resident's link."""
    from feedback.app import create_app

    uvicorn.run(
        create_app(settings),
        host=settings.host,
        port=settings.port,
        access_log=False,
        log_level="warning",
        backlog=BACKLOG,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=20,
    )


@click.command()
@click.option("--host", help="Address to listen on (LIKVARDIG_HOST).")
@click.option("--port", type=int, help="Port to listen on (LIKVARDIG_PORT).")
def serve(host: str | None, port: int | None) -> None:
    """Run the web service."""
    settings = settings_now()
    settings = dataclasses.replace(settings, host=host or settings.host, port=port or settings.port)
    click.echo(f"Likvärdig på http://{settings.host}:{settings.port}")
    run_server(settings)


@click.command()
def migrate() -> None:
    """Bring the database schema up to date."""

    async def work() -> str:
        async with connected(settings_now()) as engine:
            return await run_migrations(engine)

    click.echo(asyncio.run(work()))
