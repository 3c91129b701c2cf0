"""Figures into plain sentences in Swedish and English, each with the figures it is said on.

Nothing here is stronger than the evidence: a verdict is repeated and never sharpened, no cause is given, nobody
is ranked, and what cannot be told is never called equal.
"""

from analysis.findings.cells import Cell, cell_finding, cell_findings, reading_order
from analysis.findings.changes import Change, change_finding, unchanged_finding
from analysis.findings.overview import cannot_tell_finding, district_lead, overview_lead
from analysis.findings.pair import Pair, pair_finding
from analysis.findings.presence import Evidence, Sign, presence_finding, presence_lead
from analysis.findings.sentence import Finding, Kind, Named, Part, Sentence, plain
from analysis.findings.signs import GapSplit, Response, Use, response_finding, split_finding, use_finding

__all__ = [
    "Cell",
    "Change",
    "Evidence",
    "Finding",
    "GapSplit",
    "Kind",
    "Named",
    "Pair",
    "Part",
    "Response",
    "Sentence",
    "Sign",
    "Use",
    "cannot_tell_finding",
    "cell_finding",
    "cell_findings",
    "change_finding",
    "district_lead",
    "overview_lead",
    "pair_finding",
    "plain",
    "presence_finding",
    "presence_lead",
    "reading_order",
    "response_finding",
    "split_finding",
    "unchanged_finding",
    "use_finding",
]
