"""Every word of the staff side has its English, and every translation still has its Swedish."""

from __future__ import annotations

from pathlib import Path

from babel.messages.extract import extract

from feedback.web.languages import catalogue
from feedback.web.rendering import TEMPLATES

INSIGHT = Path(__file__).parents[2] / "feedback" / "insight"
QUARTERLY = INSIGHT.parent / "quarterly"
EXPORTS = INSIGHT.parent / "exports"
NAVIGATION = INSIGHT.parent / "web" / "navigation.py"
KEYWORDS = {"_": None, "text": None, "say": None}


def spoken() -> set[str]:
    """What templates and code say, the first form of each message."""
    found: set[str] = set()
    for path in sorted((TEMPLATES / "staff").rglob("*.html")):
        with path.open("rb") as source:
            options = {"newstyle_gettext": "true"}
            found |= {
                _first(message)
                for _, message, *_ in extract("jinja2.ext:babel_extract", source, options=options)
            }
    workflow = [*sorted(QUARTERLY.glob("*.py")), *sorted((QUARTERLY / "pages").glob("*.py"))]
    exports = sorted(EXPORTS.rglob("*.py"))
    for path in [*sorted(INSIGHT.rglob("*.py")), *workflow, *exports, NAVIGATION]:
        with path.open("rb") as source:
            found |= {_first(message) for _, message, *_ in extract("python", source, KEYWORDS)}
    return found


def _first(message: object) -> str:
    return str(message[0] if isinstance(message, tuple) else message)


def test_every_message_has_its_english_and_none_is_left_over() -> None:
    english = catalogue("staff", "en")
    assert english is not None
    translated = {_first(message.id) for message in english if message.id and message.string}
    assert spoken() - translated == set()
    assert translated - spoken() == set()


def test_translations_keep_their_places() -> None:
    english = catalogue("staff", "en")
    assert english is not None
    faults = [(message.id, error) for message, errors in english.check() for error in errors]
    assert faults == []
