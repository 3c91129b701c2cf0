"""Comments as pages show them: the words, what may be said of where they come from, and their themes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from feedback.insight.asking import Asked
from feedback.insight.comment_origins import Origins
from feedback.insight.resident_words import resident_words
from feedback.insight.theme_words import language_name
from feedback.insight.wording import Wording
from feedback.themes.stored import StoredComment, StoredTheme


@dataclass(frozen=True)
class CommentRow:
    """`origin` are the channel, the district and so on, empty where they may not be said. `themes` are their
    ids, names and addresses. `released` says of a quote that it is released from the theme asked about, and by whom."""

    response: int
    text: str
    words: Markup
    origin: tuple[str, ...]
    spoken: str
    themes: tuple[tuple[int, str, str], ...]
    is_released: bool = False
    released: str = ""
    quote: int = 0


def comment_row(
    comment: StoredComment, origins: Origins, themes: Mapping[int, StoredTheme], asked: Asked
) -> CommentRow:
    wording = asked.wording
    return CommentRow(
        response=comment.response,
        text=comment.text,
        words=resident_words(comment.text, comment.language, wording),
        origin=origin(comment, asked) if origins.may_be_said(comment) else (),
        spoken=_spoken(comment.language, wording),
        themes=tuple(
            (each, themes[each].named(wording.language), asked.link(f"/insikt/teman/{each}"))
            for each in comment.themes
            if each in themes
        ),
    )


def origin(comment: StoredComment, asked: Asked) -> tuple[str, ...]:
    """`Telefon`, `Vårby`, `Bostad`, `betyg 1`, `kvartal 3 2026`."""
    wording = asked.wording
    _ = wording.text
    district = comment.district
    seen = district is None or asked.viewer.may_see("district", district)
    said = (
        wording.channel(comment.channel),
        wording.district(district) if seen else "",
        wording.service(comment.service) if comment.service else "",
        _("betyg %(score)s") % {"score": comment.score} if comment.score else "",
        wording.quarter(comment.quarter),
    )
    return tuple(each for each in said if each)


def _spoken(code: str, wording: Wording) -> str:
    """`på arabiska`, where the comment is in another language than the page."""
    if not code or code == wording.language:
        return ""
    return wording.text("på %(language)s") % {"language": language_name(code, wording)}
