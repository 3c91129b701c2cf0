"""The pictures within a chart's markup: the wide one, and the narrow one where it was given."""

from __future__ import annotations

import re
from xml.etree import ElementTree

_PICTURE = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
_CLASSES = re.compile(r'<svg\b[^>]*?\bclass="([^"]*)"')


def wide(markup: str) -> str:
    """The picture for paper and large screens: the first that is not narrow. An empty one where there is none."""
    found = [each for each in _PICTURE.findall(markup) if not _is_narrow(each)]
    return found[0] if found else '<svg class="chart wide" viewBox="0 0 920 8"></svg>'


def narrow(markup: str) -> str:
    """The picture for a phone; empty where there is none."""
    return next((each for each in _PICTURE.findall(markup) if _is_narrow(each)), "")


def named(picture: str, alternative: str) -> str:
    """The picture for a page of its own: named by the alternative alone, and with no name that another may have."""
    root = ElementTree.fromstring(picture)
    for name in ("aria-labelledby", "aria-describedby", "id"):
        root.attrib.pop(name, None)
    root.attrib |= {"role": "img", "aria-label": alternative, "focusable": "false"}
    for child in [each for each in root if each.tag in ("title", "desc")]:
        root.remove(child)
    return ElementTree.tostring(root, encoding="unicode")


def _is_narrow(picture: str) -> bool:
    classes = _CLASSES.match(picture)
    return classes is not None and "narrow" in classes[1].split()
