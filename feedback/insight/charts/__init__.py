"""Our own charts as SVG text: pure functions from plain frozen dataclasses, no numbers worked out here.

Each chart has a title, a description, a wide and a narrow form (the style sheet shows one), and a table beside
it with the same numbers (`parts/figure.html`). Shapes and words carry the meaning; colour comes last. Colours
are classes of the style sheet, so that the charts follow print, forced colours and black and white. Nothing
is ranked: rows come in the order given. Texts come ready to show, in the reader's language; names are escaped.

    words = Words(id="kanaler", title=…, description=…, reference="Övriga kommunen, med marginalen ±5")
    verdict_plot([VerdictRow("Telefon", Mark.LACKING, Interval(63, 61, 66), "Brister", "63 % (61–66)", 78)], words)

    levels     dot_plot(dots, words)               Dot: levels with uncertainty, no verdict
    bars       bar_chart(bars, words)              Bar: the response funnel
    verdicts   verdict_plot(rows, words)           VerdictRow: share, interval, reference, margin, verdict
    pairs      pair_plot(rows, words, margin)      PairRow: all errands and errands of the same kind; PairWords
    control    control_chart(points, words, level) ControlPoint: quarters with exact limits; ControlWords
    rates      rate_plot(rows, words, reference)   RateRow: per 1 000 residents
    lifts      lift_plot(rows, words)              LiftRow: times as often as in the rest, log axis; LiftWords
    strips     strips(column, reference)           StripDot: one small SVG for each cell of a table's column
    sparks     spark(shares)                       the last quarters as a line in a table's cell
    tiles      tile_map(tiles, words)              Tile: schematic map as a list; TileWords
    tile_picture  tile_picture(tiles, words)       the same map as a picture, for paper
    regions    region_map(regions, words)          Region: real map with a list beside it

Units: shares in per cent (0–100), differences in percentage points, rates per 1 000. What may not be shown has
`interval=None` (or `value=None`) and `Mark.HIDDEN`; its words say why. `Words.id` must be unique on the page.
`Words.tick` writes the axis' numbers: `plain` by default, `signed` for differences, `Numbers(...).whole` for
large ones.
"""

from feedback.insight.charts.bars import Bar, bar_chart
from feedback.insight.charts.control import ControlPoint, control_chart
from feedback.insight.charts.interval import Interval
from feedback.insight.charts.levels import Dot, axis_start, dot_plot
from feedback.insight.charts.lifts import LiftRow, LiftWords, lift_plot
from feedback.insight.charts.marks import Mark
from feedback.insight.charts.pairs import PairRow, pair_plot
from feedback.insight.charts.rates import RateRow, rate_plot
from feedback.insight.charts.regions import Region, region_map
from feedback.insight.charts.sparks import spark
from feedback.insight.charts.strips import StripDot, strips
from feedback.insight.charts.tile_picture import tile_picture
from feedback.insight.charts.tiles import Tile, TileWords, tile_map
from feedback.insight.charts.verdicts import VerdictRow, verdict_plot
from feedback.insight.charts.words import ControlWords, PairWords, Words, plain, signed

__all__ = [
    "Bar",
    "ControlPoint",
    "ControlWords",
    "Dot",
    "Interval",
    "LiftRow",
    "LiftWords",
    "Mark",
    "PairRow",
    "PairWords",
    "RateRow",
    "Region",
    "StripDot",
    "Tile",
    "TileWords",
    "VerdictRow",
    "Words",
    "axis_start",
    "bar_chart",
    "control_chart",
    "dot_plot",
    "lift_plot",
    "pair_plot",
    "plain",
    "rate_plot",
    "region_map",
    "signed",
    "spark",
    "strips",
    "tile_map",
    "tile_picture",
    "verdict_plot",
]
