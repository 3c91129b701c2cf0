"""What residents read: complete in four languages, exact about the link and the day, silent about the matter."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from email.message import EmailMessage
from html.parser import HTMLParser
from string import Formatter

import pytest

from feedback.cells import Dimensions
from feedback.invitations.carriers import Message, PermanentFailure
from feedback.invitations.carriers.mime import as_email
from feedback.invitations.messages import about_line, compose, question_count
from feedback.invitations.pending import Pending
from feedback.invitations.wording import drafts, language_of_message, long_date, wordings
from feedback.service import Service

TOKEN = "7QF2M9XKRT4D8HWP"
LANGUAGES = ("sv", "en", "fi", "ar")
AT = Dimensions(date(2026, 11, 16), "office_visit", "soderhagen", "soder", "housing", "sv")


def pending(service: Service, **changes: object) -> Pending:
    survey = service.catalogue.for_channel("office_visit", service.today())
    return replace(
        Pending(
            id=1,
            state="due",
            survey=survey.id,
            version=survey.version,
            carrier="e_mail",
            language="sv",
            expires_on=date(2026, 12, 7),
            reminded_on=None,
            errand=2,
            dimensions=AT,
            is_refused=False,
            token_sealed="sealed",
            contact_sealed="sealed",
        ),
        **changes,  # type: ignore[arg-type]
    )


def composed(service: Service, is_reminder: bool = False, **changes: object) -> Message:
    return compose(service, pending(service, **changes), TOKEN, "anna@example.com", is_reminder)


def received(message: Message) -> EmailMessage:
    """The message as a mail program reads it from the wire."""
    parsed = email.message_from_bytes(as_email(message).as_bytes(), policy=email.policy.default)
    assert isinstance(parsed, EmailMessage)
    return parsed


class Links(HTMLParser):
    """Every address in an HTML page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if name in {"href", "src"} and value]


def links_in(html: str) -> list[str]:
    parser = Links()
    parser.feed(html)
    return parser.found


def test_the_plain_text_in_swedish(embedded: Service) -> None:
    assert composed(embedded).text == (
        "Hej!\n"
        "\n"
        "Ditt besök på servicecenter Söder, vecka 47.\n"
        "\n"
        "Vill du berätta hur det gick? Det är 6 snabba frågor och tar ungefär en minut.\n"
        "Ditt svar hjälper oss att ge lika bra service i hela Lillåker.\n"
        "\n"
        "Svara här:\n"
        "http://127.0.0.1:8000/s/7QF2M9XKRT4D8HWP\n"
        "\n"
        "Vi sparar inte vem du är. Svaret påverkar inte ditt ärende.\n"
        "Länken gäller till och med 7 december 2026.\n"
        "\n"
        "Suomi, English, العربية: välj språk på sidan.\n"
        "\n"
        "Är det här äkta? Ring oss på 08-465 004 00.\n"
        "Vi frågar aldrig efter lösenord, BankID eller kortnummer.\n"
        "\n"
        "Du får högst en enkät var tredje månad. Inga fler:\n"
        "http://127.0.0.1:8000/n/7QF2M9XKRT4D8HWP\n"
        "\n"
        "Lillåkers kommun\n"
    )


def test_the_reminder_says_that_it_is_the_last(embedded: Service) -> None:
    reminder = composed(embedded, is_reminder=True)
    assert reminder.subject == "Du hinner fortfarande: hur gick det?"
    assert reminder.text.splitlines()[2] == "Vi frågar en sista gång, sedan hör vi inte av oss mer."
    assert reminder.html is not None
    assert "Vi frågar en sista gång" in reminder.html


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_left_to_fill_in(embedded: Service, language: str) -> None:
    for is_reminder in (False, True):
        message = composed(embedded, is_reminder, language=language)
        for text in (message.subject, message.text, message.html or ""):
            assert "{" not in text
            assert "None" not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_matter_is_never_named(embedded: Service, language: str) -> None:
    names = {embedded.municipality.name("service", "housing", each) for each in LANGUAGES}
    message = composed(embedded, language=language)
    assert not [name for name in names if name in message.text + str(message.html) + message.subject]


def test_headers_for_people_and_for_mail_programs(embedded: Service) -> None:
    mail = received(composed(embedded))
    assert mail["From"] == "Lillåkers kommun <enkat@lillaker.example>"
    assert mail["To"] == "anna@example.com"
    assert mail["Subject"] == "Hur gick det? En minut hjälper oss att bli bättre"
    assert mail["Content-Language"] == "sv"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["List-Unsubscribe"] == "<http://127.0.0.1:8000/n/7QF2M9XKRT4D8HWP>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail["Date"] == "Wed, 18 Nov 2026 11:00:00 +0000"
    assert mail.get_content_type() == "multipart/alternative"


def test_a_long_address_stays_one_address(embedded: Service) -> None:
    """Folding would encode it as words, and no mail program could follow it."""
    base = "https://" + "a-rather-long-name." * 6 + "example.se"
    longer = replace(embedded, settings=replace(embedded.settings, base_url=base))
    raw = as_email(composed(longer)).as_bytes()
    assert f"List-Unsubscribe: <{base}/n/{TOKEN}>\r\n".encode() in raw


def test_the_message_id_says_nothing_and_is_the_same_again(embedded: Service) -> None:
    first, again = composed(embedded).message_id, composed(embedded).message_id
    assert first == again
    assert first != composed(embedded, is_reminder=True).message_id
    assert TOKEN not in first
    assert embedded.keys.token_hash(TOKEN) not in first


@pytest.mark.parametrize(
    ("language", "direction", "others"),
    [("sv", "ltr", ["fi", "en", "ar"]), ("ar", "rtl", ["sv", "fi", "en"])],
)
def test_the_html_alternative(embedded: Service, language: str, direction: str, others: list[str]) -> None:
    message = composed(embedded, language=language)
    body = received(message).get_body(("html",))
    assert body is not None
    html = body.get_content()
    link = f"http://127.0.0.1:8000/s/{TOKEN}"
    assert f'<html lang="{language}" dir="{direction}">' in html
    assert links_in(html) == [
        link,
        *(f"{link}?lang={code}" for code in others),
        "tel:+46846500400",
        f"http://127.0.0.1:8000/n/{TOKEN}",
    ]


def test_a_phone_number_is_not_turned_round_in_arabic(embedded: Service) -> None:
    assert "\u206608-465 004 00\u2069" in composed(embedded, language="ar").text
    assert "\u2066" not in composed(embedded, language="sv").text


def test_names_are_escaped(embedded: Service) -> None:
    municipality = replace(embedded.municipality, names={"sv": 'Kom <b>"mun" & co'})
    message = composed(replace(embedded, municipality=municipality))
    assert message.html is not None
    assert "Kom &lt;b&gt;&#34;mun&#34; &amp; co" in message.html
    assert message.text.endswith('Kom <b>"mun" & co\n')


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("sv", "7 december 2026"),
        ("en", "7 December 2026"),
        ("fi", "7. joulukuuta 2026"),
        ("ar", "7 ديسمبر 2026"),
    ],
)
def test_the_last_day_is_written_out(language: str, written: str) -> None:
    assert long_date(date(2026, 12, 7), language) == written


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (90, "var tredje månad"),
        (30, "Du får högst en enkät på 30 dagar. Inga fler:"),
        (0, "\n\nInga fler:\n"),
    ],
)
def test_how_seldom_we_ask_is_said_only_where_it_holds(embedded: Service, days: int, expected: str) -> None:
    municipality = embedded.municipality
    rules = replace(municipality.invitations, quarantine_days=days)
    text = composed(replace(embedded, municipality=replace(municipality, invitations=rules))).text
    assert expected in text


def test_the_contact_is_named_by_office_and_iso_week(embedded: Service) -> None:
    assert about_line(embedded, replace(AT, week=date(2027, 1, 3)), "sv").endswith("vecka 53")
    assert about_line(embedded, replace(AT, office=None), "sv") == "Ditt besök hos oss, vecka 47"


def test_only_what_can_be_ticked_is_counted(embedded: Service) -> None:
    survey = embedded.catalogue.for_channel("e_service", embedded.today())
    met = question_count(survey, AT)
    assert question_count(survey, replace(AT, channel="e_service")) < met


def test_sms_fits_one_part_in_swedish_and_english(embedded: Service) -> None:
    host = replace(embedded.settings, base_url="https://svara.huddinge.se")
    names = {"sv": "Huddinge kommun", "en": "Huddinge Municipality"}
    service = replace(embedded, settings=host, municipality=replace(embedded.municipality, names=names))
    for language in names:
        for is_reminder in (False, True):
            text = composed(service, is_reminder, carrier="sms", language=language).text
            assert f"https://svara.huddinge.se/s/{TOKEN}" in text
            assert len(text) <= 160


def test_every_language_has_every_text_with_the_same_blanks() -> None:
    source = wordings()["sv"]
    for language, texts in wordings().items():
        assert list(texts) == list(source), language
        for key in source:
            assert blanks(texts[key]) == blanks(source[key]), (language, key)


def blanks(text: str) -> set[str | None]:
    def fields() -> Iterator[str | None]:
        for _, field, _, _ in Formatter().parse(text):
            yield field

    return set(fields()) - {None}


def test_machine_drafts_are_marked() -> None:
    assert drafts() == ("en", "fi", "ar")


@pytest.mark.parametrize(
    ("wanted", "default", "expected"), [("fi", "sv", "fi"), ("ti", "en", "en"), ("ti", "so", "sv")]
)
def test_a_language_without_texts_falls_back(wanted: str, default: str, expected: str) -> None:
    assert language_of_message(wanted, default) == expected


@pytest.mark.parametrize("address", ["", "no-at-sign", "a@b.se\r\nBcc: everyone@example.se", "a b@c.se"])
def test_what_is_no_address_is_refused_for_good(embedded: Service, address: str) -> None:
    with pytest.raises(PermanentFailure):
        as_email(replace(composed(embedded), recipient=address))
