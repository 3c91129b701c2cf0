"""The pure rules of the staff side, as tables."""

from __future__ import annotations

from datetime import timedelta

import pytest

from feedback.staff.local_paths import START, local_path
from feedback.staff.passwords import DUMMY_HASH, hashed, is_right, password_faults
from feedback.staff.proxy import client_address, neighbourhood
from feedback.staff.throttle import ACCOUNT, CALLER, Patience, wait_after


@pytest.mark.parametrize(
    ("forwarded", "proxies", "address"),
    [
        ("", 0, "10.0.0.1"),
        ("198.51.100.7", 0, "10.0.0.1"),  # nobody of ours wrote this header
        ("198.51.100.7", 1, "198.51.100.7"),
        ("203.0.113.9, 198.51.100.7", 1, "198.51.100.7"),  # the first was written by the client
        ("203.0.113.9, 198.51.100.7, 10.0.0.2", 2, "198.51.100.7"),
        ("198.51.100.7", 2, "198.51.100.7"),
        ("", 1, "10.0.0.1"),
        (" , ", 1, "10.0.0.1"),
    ],
)
def test_whose_address_it_is(forwarded: str, proxies: int, address: str) -> None:
    assert client_address("10.0.0.1", forwarded, proxies) == address


@pytest.mark.parametrize(
    ("address", "same"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("192.0.2.1:51234", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("[2001:db8:1:2::9]:443", "2001:db8:1:2::/64"),
        ("not an address", "not an address"),
    ],
)
def test_what_counts_as_one_caller(address: str, same: str) -> None:
    assert neighbourhood(address) == same


@pytest.mark.parametrize("wanted", ["/insikt", "/insikt?kvartal=2026Q3&kanal=phone", "/sa-raknar-vi#dolt"])
def test_our_own_paths_are_kept(wanted: str) -> None:
    assert local_path(wanted) == wanted


@pytest.mark.parametrize(
    "wanted",
    [
        "",
        "insikt",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "https://evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        " //evil.example",
        "javascript:alert(1)",
        "/" + "x" * 600,
    ],
)
def test_nobody_is_sent_to_another_site(wanted: str) -> None:
    assert local_path(wanted) == START


@pytest.mark.parametrize(
    ("password", "faults"),
    [
        ("en lång fras som ingen gissar", 0),
        ("kort", 1),
        ("anna@lillaker.example", 1),
        ("ANNA@lillaker.example ", 1),
        ("aaaaaaaaaaaa", 1),
        ("x1y2" * 100, 1),
    ],
)
def test_what_makes_a_password(password: str, faults: int) -> None:
    assert len(password_faults(password, "Anna@lillaker.example")) == faults


async def test_a_password_fits_its_own_hash_alone() -> None:
    made = hashed("en lång fras som ingen gissar")
    assert await is_right(made, "en lång fras som ingen gissar")
    assert not await is_right(made, "en annan lång fras")
    assert not await is_right("not a hash", "en lång fras som ingen gissar")


async def test_an_unknown_account_is_checked_as_much_and_never_right() -> None:
    assert not await is_right(None, "en lång fras som ingen gissar")
    assert DUMMY_HASH.split("$")[:4] == hashed("anything at all")[: len(DUMMY_HASH)].split("$")[:4]


@pytest.mark.parametrize(
    ("failures", "patience", "seconds"),
    [
        (1, ACCOUNT, 0),
        (4, ACCOUNT, 0),
        (5, ACCOUNT, 1),
        (6, ACCOUNT, 2),
        (9, ACCOUNT, 16),
        (40, ACCOUNT, 60),
        (19, CALLER, 0),
        (20, CALLER, 1),
        (1000, CALLER, 900),
    ],
)
def test_how_long_to_wait(failures: int, patience: Patience, seconds: int) -> None:
    assert wait_after(failures, patience) == timedelta(seconds=seconds)
