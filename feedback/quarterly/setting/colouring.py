"""The charts' colours for readers that know no style sheet: the rules of our own CSS, written on each shape.

A small part of CSS is enough: rules whose selectors begin with `svg`, made of tags and classes with descendants, and
the tokens of `:root`. The cascade is the browsers': more classes win, then more tags, then the later rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from xml.etree import ElementTree

STYLES = Path(__file__).parents[2] / "web" / "static"
SHEETS = ("dashboards.css", "themes.css", "staff.css")  # in the order staff.css imports them
DRAWN = frozenset(
    [
        "fill",
        "fill-opacity",
        "stroke",
        "stroke-width",
        "stroke-opacity",
        "stroke-dasharray",
        "stroke-linejoin",
        "stroke-linecap",
        "paint-order",
        "font-weight",
    ]
)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SIMPLE = re.compile(r"([a-z]*)((?:\.[\w-]+)*)")
_VARIABLE = re.compile(r"var\((--[\w-]+)\)")
NAMESPACE = "http://www.w3.org/2000/svg"


@dataclass(frozen=True, slots=True)
class Rule:
    """`path` is what the selector asks of an element and of its ancestors, outermost first: (tag, classes)."""

    selector: str
    path: tuple[tuple[str, frozenset[str]], ...]
    properties: tuple[tuple[str, str], ...]

    @property
    def weight(self) -> tuple[int, int]:
        return sum(len(classes) for _, classes in self.path), sum(bool(tag) for tag, _ in self.path)


Place = tuple[tuple[str, frozenset[str]], ...]


@lru_cache(maxsize=1)
def tokens() -> dict[str, str]:
    """The colours' names and values: `--ink` is `#16222b`."""
    found: dict[str, str] = {}
    for selector, body in _top_level():
        if ":root" in selector:
            found |= {name: value for name, value in _declarations(body) if name.startswith("--")}
    return found


@lru_cache(maxsize=1)
def chart_rules() -> tuple[Rule, ...]:
    """Every rule about charts outside a media query, the weakest first."""
    rules = []
    for selectors, body in _top_level():
        properties = tuple((name, _resolved(value)) for name, value in _declarations(body) if name in DRAWN)
        for selector in selectors.split(","):
            path = _path(selector.strip())
            if path is not None and properties:
                rules.append(Rule(selector.strip(), path, properties))
    return tuple(sorted(rules, key=lambda rule: rule.weight))


def chart_css() -> str:
    """The same rules as a style sheet of their own, with no tokens left."""
    return "".join(
        f"{rule.selector}{{{';'.join(f'{name}:{value}' for name, value in rule.properties)}}}"
        for rule in chart_rules()
    )


def coloured(svg: str, family: str) -> str:
    """The picture as an SVG file of its own: sized, named in its namespace, each shape with its colours."""
    root = ElementTree.fromstring(svg)
    _colour(root, ())
    for element in root.iter():
        if weight := element.get("font-weight"):
            element.set("font-weight", _attribute("font-weight", weight))
    _, _, width, height = root.get("viewBox", "0 0 920 100").split()
    root.attrib |= {"xmlns": NAMESPACE, "width": width, "height": height, "font-family": family}
    return ElementTree.tostring(root, encoding="unicode")


def _colour(element: ElementTree.Element, above: Place) -> None:
    here = (*above, (element.tag, frozenset(element.get("class", "").split())))
    for rule in chart_rules():
        if _matches(rule.path, here):
            element.attrib |= dict(rule.properties)
    element.attrib.pop("class", None)
    for child in element:
        _colour(child, here)


def _attribute(name: str, value: str) -> str:
    """Weights between the hundreds are known to style sheets only."""
    return str(int(value) // 100 * 100) if name == "font-weight" and value.isdigit() else value


def _matches(path: Place, here: Place) -> bool:
    """Whether the innermost of `here` is what the selector's last part asks, and its ancestors hold the others."""
    if not _is(path[-1], here[-1]):
        return False
    ancestors = iter(here[:-1])
    return all(any(_is(asked, each) for each in ancestors) for asked in path[:-1])


def _is(asked: tuple[str, frozenset[str]], found: tuple[str, frozenset[str]]) -> bool:
    return asked[0] in ("", found[0]) and asked[1] <= found[1]


def _path(selector: str) -> Place | None:
    """The selector taken apart; None where it is not about charts, or asks something else than tags and classes."""
    parts = [_SIMPLE.fullmatch(part) for part in selector.split()]
    if not parts or not selector.startswith("svg") or any(part is None for part in parts):
        return None
    return tuple((part[1], frozenset(part[2].split(".")) - {""}) for part in parts if part)


def _top_level() -> Iterator[tuple[str, str]]:
    """Selectors and bodies of every rule that stands under no condition."""
    for name in SHEETS:
        sheet = _COMMENT.sub("", (STYLES / name).read_text(encoding="utf-8"))
        depth, start, selector = 0, 0, ""
        for at, sign in enumerate(sheet):
            if sign == ";" and depth == 0:
                start = at + 1
            elif sign == "{":
                depth += 1
                if depth == 1:
                    selector, start = sheet[start:at].strip(), at + 1
            elif sign == "}":
                depth -= 1
                if depth == 0:
                    if not selector.startswith("@"):
                        yield selector, sheet[start:at]
                    start = at + 1


def _declarations(body: str) -> list[tuple[str, str]]:
    pairs = (declaration.partition(":") for declaration in body.split(";"))
    return [(name.strip(), value.strip()) for name, _, value in pairs if value.strip()]


def _resolved(value: str) -> str:
    return _VARIABLE.sub(lambda name: tokens()[name[1]], value).removesuffix("px")
