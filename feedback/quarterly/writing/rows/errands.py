"""What errands tell by themselves: how far they came, whose voices are missing, use, and the signs of presence."""

from __future__ import annotations

from feedback.funnel import Stage
from feedback.insight.figures import (
    EMPTY,
    HIDDEN,
    PlaceFigures,
    PresenceFigures,
    PresenceLine,
    Rate,
    Sign,
    Slot,
    Stages,
    UseFigures,
    UseLine,
    Voice,
)
from feedback.insight.response_funnel import ResponseFunnel, response_funnel
from feedback.quarterly.published import EVERYTHING, OTHER
from feedback.quarterly.writing.rows import precision
from feedback.quarterly.writing.rows.intervals import wilson
from feedback.quarterly.writing.rows.sheet import Axes, Row, Sheet
from feedback.quarterly.writing.tables import FUNNEL, PRESENCE, USE, VOICES

STEPS = {
    Stage.CLOSED: "closed",
    Stage.INVITED: "invited",
    Stage.DELIVERED: "delivered",
    Stage.STARTED: "started",
    Stage.ANSWERED: "answered",
}


def funnel_rows(
    axes: Axes,
    period: str,
    whole: Stages | None,
    districts: tuple[PlaceFigures, ...],
    channels: tuple[PlaceFigures, ...],
) -> Sheet:
    """How many errands came how far, in the municipality, in each district and in each channel. Why the others went
    no further is left out: reasons of few errands could be subtracted."""
    sheet = Sheet(FUNNEL, period, axes.districts, axes.channels)
    for place in districts:
        _tell_funnel(sheet.row(place.id, EVERYTHING), place.stages)
    for place in channels:
        _tell_funnel(sheet.row(EVERYTHING, place.id), place.stages)
    _tell_funnel(sheet.row(EVERYTHING, EVERYTHING), whole)
    return sheet


def _tell_funnel(row: Row, stages: Stages | None) -> None:
    funnel = funnel_of(stages)
    if funnel is None:
        row.hide(*STEPS.values(), "answered_share")
        return
    for step in funnel.steps:
        row.tell(STEPS[step.stage], step.n)
    if 0 < funnel.closed >= funnel.answered:
        row.measured("answered_share", wilson(funnel.answered, funnel.closed), funnel.closed)


def funnel_of(stages: Stages | None) -> ResponseFunnel | None:
    """The response funnel, where it may be shown."""
    return response_funnel({Stage(stage): n for stage, n in stages.counts}) if stages else None


def voice_rows(axes: Axes, period: str, districts: tuple[PlaceFigures, ...]) -> Sheet:
    """How many of each language's errands in a district were answered, beside every other errand."""
    sheet = Sheet(VOICES, period, axes.districts, axes.languages)
    for place in districts:
        for voice in place.voices:
            _tell_voice(sheet.row(place.id, voice.language), voice)
    return sheet


def _tell_voice(row: Row, voice: Voice) -> None:
    row.counted("closed", voice.closed)
    row.counted("answered", voice.answered)
    row.measured("answered_share", voice.share, voice.closed, voice.standing)


def use_rows(axes: Axes, period: str, figures: UseFigures) -> Sheet:
    """Closed errands by where people live, whether or not anybody was asked."""
    sheet = Sheet(USE, period, axes.districts, axes.channels)
    for line in figures.lines:
        _tell_use(sheet, line.district, line, figures.channels, is_compared=True)
    if figures.unplaced is None:
        sheet.row(OTHER, EVERYTHING).hide("closed")
    else:
        sheet.row(OTHER, EVERYTHING).tell("closed", figures.unplaced)
    _tell_use(sheet, EVERYTHING, figures.whole, figures.channels, is_compared=False)
    return sheet


def _tell_use(sheet: Sheet, place: str, line: UseLine, channels: tuple[str, ...], is_compared: bool) -> None:
    for channel, rate in zip(channels, line.channels, strict=True):
        _tell_rate(sheet.row(place, channel), rate, "closed", is_compared)
    row = sheet.row(place, EVERYTHING)
    if line.population:
        row.tell("residents", line.population)
    _tell_rate(row, line.all, "closed", is_compared)


def _tell_rate(row: Row, rate: Rate, events: str, is_compared: bool) -> None:
    """A rate without a known number of residents is not told at all, which is something else than hidden."""
    row.counted(events, rate.events)
    if rate.events is None or rate.rate is not None:
        row.measured("rate", rate.rate, rate.events, rate.standing if is_compared and rate.rate else "")
    if is_compared and rate.ratio is not None:
        row.measured("rate_ratio", precision.ratio(rate.ratio), rate.events)


def presence_rows(axes: Axes, period: str, figures: PresenceFigures) -> Sheet:
    """Each sign by itself: never a sum, never a rank."""
    sheet = Sheet(PRESENCE, period, axes.districts)
    for line in (*figures.lines, figures.whole):
        _tell_presence(sheet.row(line.district or EVERYTHING), line)
    return sheet


def _tell_presence(row: Row, line: PresenceLine) -> None:
    is_compared = line.district is not None
    _tell_rate(row, line.visits, "visits", is_compared)
    if is_compared:
        _tell_verdict(row, line.visit_slot)
    for measure, sign in (
        ("language_unmet", line.language),
        ("e_service_unused", line.not_digital),
        ("answering", line.answering),
    ):
        _tell_sign(row, measure, sign, is_compared)


def _tell_verdict(row: Row, slot: Slot) -> None:
    """The verdict alone: its figures stand in the table of verdicts."""
    if slot.judged is not None and slot.judged.gap is not None:
        row.tell("verdict", n=slot.judged.n, word=slot.judged.verdict)
    else:
        (row.leave_empty if slot.state == EMPTY else row.hide)("verdict")


def _tell_sign(row: Row, measure: str, sign: Sign, is_compared: bool) -> None:
    word = sign.standing if is_compared and sign.standing != HIDDEN else ""
    row.measured(measure, precision.share(sign.measure), sign.n if sign.measure else None, word)
