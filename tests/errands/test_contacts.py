"""What counts as an e-mail address or a phone number, and how each is written."""

from __future__ import annotations

import pytest

from feedback.errands.contacts import kind_of, normal_contact

PHONES = [
    ("070-123 45 67", "+46701234567"),
    ("0701234567", "+46701234567"),
    ("+46 (0)70 123 45 67", "+46701234567"),
    ("0046701234567", "+46701234567"),
    ("08-465 004 00", "+46846500400"),
    ("08/465 004 00", "+46846500400"),
    ("070\u2013123\u00a045\u00a067", "+46701234567"),
    ("+358 40 123 4567", "+358401234567"),
    ("(0)70", None),
    ("070-12 34", None),  # a mobile number too short
    ("07012345678", None),  # and one too long
    ("701234567", None),  # no 0 and no country: nobody knows which
    ("ring mig", None),
    ("", None),
    ("+46", None),
    ("+461234567890123456", None),
    ("٠٧٠١٢٣٤٥٦٧", None),
]
E_MAILS = [
    ("Anna.Ek@Exempel.SE", "Anna.Ek@exempel.se"),
    (" a@b.example ", "a@b.example"),
    ("r-2016000078@example.invalid", "r-2016000078@example.invalid"),
    ("o'neil+lill@sub.exempel.se", "o'neil+lill@sub.exempel.se"),
    ("anna@bücher.example", "anna@xn--bcher-kva.example"),
    ("anna", None),
    ("anna@", None),
    ("@exempel.se", None),
    ("anna@exempel", None),
    ("anna@@exempel.se", None),
    ("anna ek@exempel.se", None),
    ("anna.@exempel.se", None),
    ("åsa@exempel.se", None),
    ("a@b.se\r\nBcc: alla@b.se", None),
    ("a@b..se", None),
    ("a@" + "b" * 70 + ".se", None),
    ("a" * 65 + "@b.se", None),
]


@pytest.mark.parametrize(("written", "stored"), PHONES)
def test_phone_numbers_are_stored_as_e164(written: str, stored: str | None) -> None:
    assert normal_contact("sms", written) == stored


@pytest.mark.parametrize(("written", "stored"), E_MAILS)
def test_e_mail_addresses_keep_their_local_part(written: str, stored: str | None) -> None:
    assert normal_contact("e_mail", written) == stored


def test_a_contact_of_unsaid_kind_is_an_address_when_it_has_an_at() -> None:
    assert (kind_of("a@b.se"), kind_of("070-123 45 67")) == ("e_mail", "sms")
