"""The few shapes charts are made of, as SVG text. Names are escaped here and nowhere else."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup, escape

from feedback.insight.charts.words import Words

WIDE, NARROW = 920, 350
PER_LETTER = 0.56  # the width of a letter of Source Sans in parts of its size, on the safe side
MORE = "\u2026"


def line(kind: str, x1: float, x2: float, y1: float, y2: float) -> str:
    return f'<line class="{kind}" x1="{x1:.1f}" x2="{x2:.1f}" y1="{y1:.1f}" y2="{y2:.1f}"/>'


def rectangle(kind: str, x: float, y: float, width: float, height: float) -> str:
    return f'<rect class="{kind}" x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"/>'


def text(
    x: float, y: float, said: str, kind: str = "t", anchor: str = "start", size: float = 15, weight: int = 400
) -> str:
    heavy = f' font-weight="{weight}"' if weight != 400 else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" class="{kind}" text-anchor="{anchor}" font-size="{size}"{heavy}>'
        f"{escape(said)}</text>"
    )


def width_of(said: str, size: float) -> float:
    """About how wide a text is."""
    return len(said) * size * PER_LETTER


def label(x: float, y: float, said: str, width: float, size: float = 15, weight: int = 600) -> str:
    """A name in one line round `y`, or in two where one does not hold it."""
    lines = label_lines(said, width, size)
    if len(lines) == 1:
        return text(x, y + 5, lines[0], size=size, weight=weight)
    return text(x, y - 4, lines[0], size=size, weight=weight) + text(
        x, y + 13, lines[1], size=size, weight=weight
    )


def label_lines(said: str, width: float, size: float) -> tuple[str, ...]:
    """The one or two lines of a name in so much room."""
    return broken(said, int(width / (size * PER_LETTER)))


def broken(said: str, letters: int) -> tuple[str, ...]:
    """One or two lines of at most so many letters, broken after a space or a hyphen where there is one."""
    if len(said) <= letters:
        return (said,)
    places = [place + 1 for place, sign in enumerate(said[:letters]) if sign in " -\u2011"]
    cut = places[-1] if places else letters
    rest = said[cut:].lstrip()
    return said[:cut].rstrip(), rest if len(rest) <= letters else rest[: letters - 1] + MORE


def svg(form: str, width: int, height: float, words: Words, parts: Sequence[str]) -> str:
    """One picture, named and described; `form` is wide or narrow."""
    title, description = f"{words.id}-{form}-t", f"{words.id}-{form}-d"
    return (
        f'<svg class="chart {form}" viewBox="0 0 {width} {height:.0f}" role="img" '
        f'aria-labelledby="{title}" aria-describedby="{description}">'
        f'<title id="{title}">{escape(words.title)}</title><desc id="{description}">{escape(words.description)}</desc>'
        f"{''.join(parts)}</svg>"
    )


def both(wide: str, narrow: str) -> Markup:
    """Both forms; the style sheet shows one of them."""
    return Markup(wide + narrow)
