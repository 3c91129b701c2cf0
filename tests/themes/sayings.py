"""What residents of Lillåker write about four things, in three languages, varied enough to be told apart."""

from __future__ import annotations

from tests.themes.commented import Wrote

_ABOUT = {
    "sv": (
        (
            "Jag fick vänta {n} minuter i telefonkön",
            "Telefonkön var lång, {n} minuters väntan",
            "Väntetiden i telefon var {n} minuter",
        ),
        (
            "E-tjänsten kraschade {n} gånger när jag loggade in",
            "Webbplatsen gick inte att logga in på, {n} försök",
            "Inloggningen i e-tjänsten fungerade inte {n} gånger",
        ),
        (
            "Personalen i receptionen var vänlig hela vägen, {n} av tio",
            "Trevligt och vänligt bemötande av personalen {n}",
            "Vänlig personal med fint bemötande, betyg {n}",
        ),
        (
            "Sophämtningen uteblev {n} veckor i rad",
            "Soporna hämtades inte på {n} veckor",
            "Soptunnan stod full i {n} veckor",
        ),
    ),
    "en": (
        ("I had to wait {n} minutes in the phone queue", "The phone queue took {n} minutes of waiting"),
        ("The website crashed {n} times at login", "Login to the online service failed {n} times"),
        ("Friendly staff at the desk, {n} out of ten", "The staff were kind and friendly {n}"),
        ("The garbage was not collected for {n} weeks", "Our garbage bin was full for {n} weeks"),
    ),
    "fi": (
        ("Jouduin odottamaan puhelinjonossa {n} minuuttia", "Puhelinjono kesti {n} minuuttia odottaa"),
        (
            "Verkkopalvelu kaatui {n} kertaa kirjautuessa",
            "Kirjautuminen verkkopalveluun ei toiminut {n} kertaa",
        ),
        ("Ystävällinen henkilökunta, {n} kymmenestä", "Henkilökunta oli ystävällistä ja mukavaa {n}"),
        ("Roskia ei haettu {n} viikkoon", "Roska-astia oli täynnä {n} viikkoa"),
    ),
}


def sayings(number: int) -> list[Wrote]:
    """About as many of each thing; half in Swedish, a quarter each in English and Finnish."""
    languages = ("sv", "sv", "en", "fi")
    return [_saying(n, languages[n // 4 % 4]) for n in range(number)]


def _saying(n: int, language: str) -> Wrote:
    ways = _ABOUT[language][n % 4]
    text = ways[n // 16 % len(ways)].format(n=2 + n * 7 % 61)
    return Wrote(text, ("norrbyn", "soderhagen")[n % 2], language=language, score=1 + n % 5)
