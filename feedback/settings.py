"""Settings, read once at start from the environment; every fault is told at once."""

from __future__ import annotations

import base64
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import survey_defs
from feedback.errors import Fault, SettingsError
from feedback.keys import secret_from

HERE = Path(survey_defs.__file__).parent


@dataclass(frozen=True)
class Settings:
    """What an operator decides. Each field is the environment variable LIKVARDIG_<FIELD>."""

    database: str = "sqlite:var/likvardig.sqlite"
    secret: str = ""
    base_url: str = "http://127.0.0.1:8000"
    host: str = "127.0.0.1"
    port: int = 8000
    municipality: Path = HERE / "municipalities" / "huddinge.toml"
    surveys: Path = HERE / "surveys"
    boundaries: Path | None = None
    carrier: str = "outbox"
    outbox: Path = Path("var/outbox")
    exports: Path = Path("var/exports")
    smtp_host: str = "127.0.0.1"
    smtp_port: int = 25
    smtp_user: str = ""
    smtp_password: str = ""
    smtp_security: str = "starttls"
    webhook_secrets: tuple[str, ...] = ()
    trusted_proxies: int = 0
    jobs: str = "embedded"
    queue_size: int = 4096
    api_requests_per_minute: int = 300

    @property
    def secure_cookies(self) -> bool:
        return self.base_url.startswith("https://")

    @property
    def database_is_sqlite(self) -> bool:
        return self.database.startswith("sqlite:")

    @property
    def sqlite_path(self) -> Path:
        return Path(self.database.removeprefix("sqlite:"))


def settings_from(environment: Mapping[str, str]) -> Settings:
    """The settings in an environment; raises SettingsError listing every fault."""
    faults: list[Fault] = []
    values: dict[str, object] = {}
    for name, default in Settings.__dataclass_fields__.items():
        raw = environment.get(f"LIKVARDIG_{name.upper()}")
        if raw is not None:
            _read(name, raw, default.default, values, faults)
    values.setdefault("secret", _default_secret(environment, values))
    settings = Settings(**values)  # type: ignore[arg-type]
    faults += _cross_faults(settings)
    if faults:
        raise SettingsError("The settings are not usable:", faults)
    return settings


def settings_now() -> Settings:
    return settings_from(os.environ)


def _read(name: str, raw: str, default: object, values: dict[str, object], faults: list[Fault]) -> None:
    try:
        values[name] = _converted(raw, default)
    except ValueError:
        faults.append(Fault(f"LIKVARDIG_{name.upper()}", f"must be a whole number, not {raw!r}"))


def _converted(raw: str, default: object) -> object:
    if isinstance(default, int):
        return int(raw)
    if default is None:
        return Path(raw) if raw else None
    if isinstance(default, Path):
        return Path(raw)
    if isinstance(default, tuple):
        return tuple(part.strip() for part in raw.split(",") if part.strip())
    return raw


def _default_secret(environment: Mapping[str, str], values: Mapping[str, object]) -> str:
    """A secret file beside an embedded database; a server database must be given its secret."""
    database = str(values.get("database", Settings.database))
    if not database.startswith("sqlite:"):
        return ""
    return secret_from(Path(database.removeprefix("sqlite:")).parent / "secret.key")


def _cross_faults(settings: Settings) -> list[Fault]:
    checks = (
        (
            settings.database.split(":")[0] in {"sqlite", "postgresql", "postgres", "cockroachdb"},
            "DATABASE",
            "must be sqlite:PATH or postgresql://…",
        ),
        (
            bool(settings.secret),
            "SECRET",
            "is needed with a server database; make one with: likvardig secret",
        ),
        (settings.carrier in {"outbox", "e_mail"}, "CARRIER", "must be outbox or e_mail"),
        (
            settings.smtp_security in {"none", "starttls", "tls"},
            "SMTP_SECURITY",
            "must be none, starttls or tls",
        ),
        (settings.jobs in {"embedded", "off"}, "JOBS", "must be embedded or off"),
        (
            settings.base_url.startswith(("http://", "https://")),
            "BASE_URL",
            "must start with http:// or https://",
        ),
        (settings.municipality.is_file(), "MUNICIPALITY", f"no such file: {settings.municipality}"),
        (
            settings.boundaries is None or settings.boundaries.is_file(),
            "BOUNDARIES",
            f"no such file: {settings.boundaries}",
        ),
        (settings.surveys.exists(), "SURVEYS", f"no such folder: {settings.surveys}"),
        (
            all(_is_webhook_secret(text) for text in settings.webhook_secrets),
            "WEBHOOK_SECRETS",
            "must be whsec_ and the base64 of 24 to 64 random bytes; several with commas between",
        ),
        (settings.trusted_proxies >= 0, "TRUSTED_PROXIES", "must be 0 or more"),
        (settings.queue_size > 0, "QUEUE_SIZE", "must be 1 or more"),
        (settings.api_requests_per_minute > 0, "API_REQUESTS_PER_MINUTE", "must be 1 or more"),
    )
    return [Fault(f"LIKVARDIG_{name}", message) for holds, name, message in checks if not holds]


def _is_webhook_secret(text: str) -> bool:
    try:
        key = base64.b64decode(text.removeprefix("whsec_"), validate=True)
    except ValueError:
        return False
    return text.startswith("whsec_") and 24 <= len(key) <= 64
