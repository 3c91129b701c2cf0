"""What can be asked of the read API, as data: its description and the page for people are made from this."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from feedback.open_data.api.parameters import PARAMETERS, Parameter
from feedback.open_data.api.replies import FiguresReply, MeasuresReply, QuartersReply
from feedback.open_data.vocabulary import Words


@dataclass(frozen=True, slots=True)
class Operation:
    """An address below the API's root, what it gives, and the parameters it takes."""

    path: str
    id: str
    sv: str
    en: str
    reply: Any
    parameters: tuple[Parameter, ...] = ()


OPERATIONS = (
    Operation(
        "/figures",
        "figures",
        "Siffrorna som passar alla parametrar, senaste kvartalet först.",
        "The figures that fit all of the parameters, the newest quarter first.",
        FiguresReply,
        PARAMETERS,
    ),
    Operation(
        "/quarters",
        "quarters",
        "De publicerade kvartalen med sina utgåvor och filer.",
        "The published quarters with their editions and files.",
        QuartersReply,
    ),
    Operation(
        "/vocabulary",
        "vocabulary",
        "Vad varje id betyder: kommundelar, kanaler, kontor, språk, teman.",
        "What every id stands for: districts, channels, offices, languages, themes.",
        Words,
    ),
    Operation(
        "/measures",
        "measures",
        "Vad varje mått betyder och i vilken enhet det är.",
        "What every measure means, and its unit.",
        MeasuresReply,
    ),
)
