from __future__ import annotations

from pathlib import Path

import pytest

from feedback.errors import SettingsError
from feedback.keys import CODE_LENGTH, Keys, crockford, new_code, normal_code
from feedback.settings import settings_from
from tests import world


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as caught:
        settings_from(
            {
                "LIKVARDIG_DATABASE": "mysql://x",
                "LIKVARDIG_PORT": "eighty",
                "LIKVARDIG_CARRIER": "pigeon",
                "LIKVARDIG_SURVEYS": str(tmp_path / "none"),
                "LIKVARDIG_BOUNDARIES": str(tmp_path / "none.geojson"),
            }
        )
    text = str(caught.value)
    for name in ("DATABASE", "PORT", "CARRIER", "SURVEYS", "BOUNDARIES", "SECRET"):
        assert f"LIKVARDIG_{name}" in text


def test_an_embedded_database_keeps_its_own_secret(tmp_path: Path) -> None:
    environment = {"LIKVARDIG_DATABASE": f"sqlite:{tmp_path / 'a.sqlite'}"}
    first, second = settings_from(environment), settings_from(environment)
    assert first.secret == second.secret
    assert len(first.secret) >= 32
    assert (tmp_path / "secret.key").stat().st_mode & 0o077 == 0


def test_a_short_secret_is_refused() -> None:
    with pytest.raises(SettingsError, match="at least 32"):
        Keys("short")


def test_codes_are_read_forgivingly() -> None:
    code = new_code()
    assert len(code) == CODE_LENGTH
    spaced = f" {code[:4].lower()} {code[4:8]}-{code[8:]} "
    assert normal_code(spaced) == code
    assert normal_code("oOiIlL0000000000") == "0011110000000000"
    assert normal_code("U" * 16) is None
    assert normal_code(code + "0") is None


@pytest.mark.parametrize(
    ("raw", "code"), [(b"\0" * 10, "0" * 16), (b"\xff" * 10, "Z" * 16), (b"\0" * 9 + b"\x01", "0" * 15 + "1")]
)
def test_crockford(raw: bytes, code: str) -> None:
    assert crockford(raw) == code


def test_each_purpose_has_its_own_key() -> None:
    keys = Keys(world.SECRET)
    hashes = {
        keys.token_hash("x"),
        keys.session_hash("x"),
        keys.receipt_hash("x"),
        keys.contact_hash("", "x"),
    }
    assert len(hashes) == 4
    assert keys.decrypt(keys.encrypt("åsa@example.com")) == "åsa@example.com"
    assert keys.receipt("t", "n") == keys.receipt("t", "n") != keys.receipt("t", "m")


def test_webhook_secrets_are_checked_at_start(tmp_path: Path) -> None:
    environment = {"LIKVARDIG_DATABASE": f"sqlite:{tmp_path / 'a.sqlite'}"}
    two = {"LIKVARDIG_WEBHOOK_SECRETS": f"{world.WEBHOOK_SECRET}, {world.WEBHOOK_SECRET}"}
    assert settings_from(environment | two).webhook_secrets == (world.WEBHOOK_SECRET,) * 2
    for bad in ("secret", "whsec_c2hvcnQ=", "whsec_!!!", world.WEBHOOK_SECRET.removeprefix("whsec_")):
        with pytest.raises(SettingsError, match="LIKVARDIG_WEBHOOK_SECRETS"):
            settings_from(environment | {"LIKVARDIG_WEBHOOK_SECRETS": bad})
