"""A paragraph as a person edits it: words are free, figures are held in brackets.

A figure in running text is shown as a token, `[77 %]`, and so is every other number the draft itself wrote
(`[kvartal 3 2026]`). A token may be moved or left out. It can neither be changed nor invented, and no other digit
may be written: what the document says in numbers is what was counted. In the administration's own paragraphs
(`is_own`) a person writes freely.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import replace

from feedback.errors import Fault, InputError
from feedback.quarterly.document import Paragraph, Span, Spans

LONGEST = 3_000
MOST_POINTS, LONGEST_POINT = 12, 600
STRONG, EMPHASIS = "**", "*"
_TOKEN = re.compile(r"\[([^\[\]]*)\]")
_PIECE = r"[^\s\[\]()]*[\d½¼¾¹²³][^\s\[\]()]*"
_NUMBERED = re.compile(rf"(?:(?:kvartal|quarter)\s)?{_PIECE}(?:[\s\u00a0]{_PIECE})*", re.IGNORECASE)
_MARKED = re.compile(r"\*\*([^*]+)\*\*|\*([^*]+)\*")
_CLOSING = '.,;:!?”’"'
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


def editable_text(paragraph: Paragraph) -> str:
    """The paragraph as it stands in the form."""
    if paragraph.is_own:
        return paragraph.text
    _, text = _protected(paragraph)
    return text


def tokens_of(paragraph: Paragraph) -> tuple[str, ...]:
    """The tokens of a paragraph, brackets and all, in the order they stand."""
    held, _ = _protected(paragraph)
    return tuple(held)


def edited(paragraph: Paragraph, text: str) -> Paragraph:
    """The paragraph with a person's words. Raises InputError with everything that is wrong with them."""
    text = tidy(text)
    if len(text) > LONGEST:
        raise InputError("Stycket kunde inte sparas.", [Fault("text", f"det är längre än {LONGEST} tecken")])
    if paragraph.is_own:
        return replace(paragraph, spans=(Span(text),) if text else ())
    held, _ = _protected(paragraph)
    faults = _faults(text, held)
    if faults:
        raise InputError("Stycket kunde inte sparas.", [Fault("text", each) for each in faults])
    return replace(paragraph, spans=_spans(text, held))


def decided(text: str) -> tuple[str, ...]:
    """Points of a proposed decision, a line each. Raises InputError."""
    points = tuple(tidy(line) for line in text.splitlines() if tidy(line))
    faults = [] if points else ["skriv minst en punkt, till exempel att beredningen godkänner redovisningen"]
    faults += [f"det får vara högst {MOST_POINTS} punkter"] if len(points) > MOST_POINTS else []
    if any(len(point) > LONGEST_POINT for point in points):
        faults.append(f"en punkt får vara högst {LONGEST_POINT} tecken lång")
    if faults:
        raise InputError("Förslaget kunde inte sparas.", [Fault("text", each) for each in faults])
    return points


def tidy(text: str) -> str:
    """On one line, composed, without what cannot be seen. Spaces that do not break are kept."""
    lines = re.sub(r"[\t\r\n]+", " ", unicodedata.normalize("NFC", text))
    return re.sub(r" {2,}", " ", _UNSEEN.sub("", lines)).strip()


def is_number(letter: str) -> bool:
    """Whether a character says a number in any script: `7`, `٧`, `½`, `²`, `Ⅶ`."""
    return unicodedata.numeric(letter, None) is not None or letter.isdigit()


def _protected(paragraph: Paragraph) -> tuple[dict[str, Span], str]:
    """Token → the span it stands for; and the paragraph with its tokens."""
    held: dict[str, Span] = {}
    written = []
    for span in paragraph.spans:
        if not tidy(span.text):
            written.append(span.text)
        elif span.ref or span.address:
            written.append(_held(held, span))
        else:
            written.append(_marked(span, _numbers_held(held, span)))
    return held, "".join(written)


def _numbers_held(held: dict[str, Span], span: Span) -> str:
    """A span without a figure of the appendix, the numbers in it held all the same."""
    done, written = 0, []
    for found in _NUMBERED.finditer(span.text):
        number = found[0].rstrip(_CLOSING)
        written.append(_unbracketed(span.text[done : found.start()]))
        written.append(_held(held, replace(span, text=number)))
        done = found.start() + len(number)
    return "".join([*written, _unbracketed(span.text[done:])])


def _held(held: dict[str, Span], span: Span) -> str:
    """Its token: the same for the same figure, told apart where two read alike."""
    label, number = _unbracketed(span.text), 1
    token = f"[{label}]"
    while token in held and held[token] != span:
        number += 1
        token = f"[{label} #{number}]"
    held[token] = span
    return token


def _unbracketed(text: str) -> str:
    return text.replace("[", "(").replace("]", ")").replace("*", "∗")


def _marked(span: Span, text: str) -> str:
    mark = STRONG if span.strong else EMPHASIS if span.emphasis else ""
    return f"{mark}{text}{mark}" if text.strip() else text


def _faults(text: str, held: Mapping[str, Span]) -> list[str]:
    if not text:
        return ["stycket får inte vara tomt; återställ det i stället, så kommer utkastets text tillbaka"]
    faults = []
    unknown = [found[0] for found in _TOKEN.finditer(text) if _known(found[0], held) is None]
    if unknown:
        faults.append(
            f"{_listed(unknown)} finns inte i utkastet; siffror inom klamrar får flyttas eller tas bort, inte ändras"
        )
    rest = _TOKEN.sub(" ", text)
    if "[" in rest or "]" in rest:
        faults.append("en klammer saknar sin andra hälft; skriv [ och ] bara runt utkastets egna siffror")
    loose = [each for each in rest.split() if any(is_number(letter) for letter in each)]
    if loose:
        faults.append(
            f"{_listed(loose)} är en siffra som inte kommer från utkastet; använd dem som står inom klamrar, "
            "skriv talet med bokstäver, eller skriv det i förvaltningens egna stycken"
        )
    return faults


def _known(token: str, held: Mapping[str, Span]) -> str | None:
    """The token as it is held; a browser or a person may have made its spaces plain."""
    plain = {_plain(each): each for each in held}
    return plain.get(_plain(token))


def _plain(token: str) -> str:
    return " ".join(token.replace("\u00a0", " ").replace("\u202f", " ").split())


def _listed(words: Iterable[str]) -> str:
    return ", ".join(f"”{each}”" for each in dict.fromkeys(words))


def _spans(text: str, held: Mapping[str, Span]) -> Spans:
    spans: list[Span] = []
    done = 0
    for found in _MARKED.finditer(text):
        spans += _plain_spans(text[done : found.start()], held)
        strong = found[1] is not None
        spans += _plain_spans(found[1] or found[2], held, strong=strong, emphasis=not strong)
        done = found.end()
    return tuple(spans + _plain_spans(text[done:], held))


def _plain_spans(
    text: str, held: Mapping[str, Span], strong: bool = False, emphasis: bool = False
) -> list[Span]:
    spans, done = [], 0
    for found in _TOKEN.finditer(text):
        known = _known(found[0], held)
        assert known is not None
        spans += [Span(text[done : found.start()], strong, emphasis), held[known]]
        done = found.end()
    spans.append(Span(text[done:], strong, emphasis))
    return [span for span in spans if span.text]
