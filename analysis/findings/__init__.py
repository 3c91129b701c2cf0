"""Figures into plain sentences in Swedish and English, each with the figures it is said on.

Nothing here is stronger than the evidence: a verdict is repeated and never sharpened, no cause is given, nobody
is ranked, and what cannot be told is never called equal.
"""

from analysis.findings.cells import Cell, cell_finding, cell_findings, reading_order
from analysis.findings.overview import cannot_tell_finding, district_lead, overview_lead
from analysis.findings.sentence import Finding, Kind, Named, Part, Sentence, plain

__all__ = [
    "Cell",
    "Finding",
    "Kind",
    "Named",
    "Part",
    "Sentence",
    "cannot_tell_finding",
    "cell_finding",
    "cell_findings",
    "district_lead",
    "overview_lead",
    "plain",
    "reading_order",
]
