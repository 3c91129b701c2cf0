"""Charts as PNG, for forms that hold no vector pictures. The same picture gives the same bytes."""

from __future__ import annotations

import json
from collections.abc import Sequence

import typst

from feedback.quarterly.setting import fonts
from feedback.quarterly.setting.colouring import coloured

WIDTH_MM = 160
PIXELS_PER_INCH = 220.0
_PAGES = f"""#set page(width: {WIDTH_MM}mm, height: auto, margin: 0mm, fill: white)
#set text(font: json(bytes(sys.inputs.families)))
#let pictures = json(bytes(sys.inputs.pictures))
#for (number, svg) in pictures.enumerate() {{
  if number > 0 {{ pagebreak() }}
  image(bytes(svg), format: "svg", width: 100%)
}}
"""


def drawn(svgs: Sequence[str]) -> list[bytes]:
    """Each chart as a picture as wide as the text of a page."""
    return pictured([coloured(svg, ", ".join((fonts.SANS, *fonts.OTHERS))) for svg in svgs])


def pictured(svgs: Sequence[str]) -> list[bytes]:
    """The same for SVG files that have their own colours."""
    if not svgs:
        return []
    made = typst.compile(
        _PAGES.encode(),
        font_paths=fonts.loaded(),
        # A picture's text is drawn only in families that the page around it names.
        sys_inputs={
            "pictures": json.dumps(list(svgs)),
            "families": json.dumps((fonts.SANS, fonts.SERIF, *fonts.OTHERS)),
        },
        format="png",
        ppi=PIXELS_PER_INCH,
    )
    return list(made) if isinstance(made, list) else [made]
