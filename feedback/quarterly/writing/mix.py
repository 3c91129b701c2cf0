"""Whether the differences lie in the errands: all errands beside errands of the same kinds, in a chart and in words."""

from __future__ import annotations

from dataclasses import dataclass

from feedback.insight.charts import Mark
from feedback.insight.figures import SHOWN, Said, Side, Slot, Split
from feedback.insight.lines import Line, line
from feedback.insight.place_charts import pairs_figure
from feedback.insight.place_parts import SplitRow, split_row
from feedback.insight.place_titles import capital
from feedback.insight.split_reading import split_reading
from feedback.quarterly.document import Block, Chart, Heading, Spans
from feedback.quarterly.published import Figure
from feedback.quarterly.writing.given import Given
from feedback.quarterly.writing.rows.whole import named_cells
from feedback.quarterly.writing.sentences import Texts, paragraph, plain, said
from feedback.quarterly.writing.tables import SPLITS, VERDICTS
from feedback.quarterly.writing.telling import Telling
from feedback.quarterly.writing.verdicts import finding_spans

MOST_PAIRS, MOST_VANISHING = 8, 2

TITLE: Texts = {"sv": "Beror skillnaderna på ärendena?", "en": "Are the differences due to the errands?"}
WHY: Texts = {
    "sv": "I en kommundel kan det vara vanligare med ärenden som får lägre betyg överallt. Därför jämförs samma slags "
    "ärenden, i samma kanal och besvarade på samma sätt.",
    "en": "In a district, errands that are rated lower everywhere may be more common. That is why the same kinds of "
    "errands are compared, in the same channel and answered in the same way.",
}
UNKNOWN: Texts = {
    "sv": "Resultaten är dolda, så om skillnaderna beror på ärendena går inte att säga.",
    "en": "The results are hidden, so whether the differences are due to the errands cannot be said.",
}
NOTHING: Texts = {
    "sv": "Ingen skillnad är säker, varken bland alla ärenden eller bland samma slags ärenden. Det betyder inte att det "
    "inte finns någon.",
    "en": "No difference is certain, neither among all errands nor among the same kinds. That does not mean that there "
    "is none.",
}
NOT_COMPARED: Texts = {
    "sv": "Svaren räcker inte för att jämföra samma slags ärenden. Om skillnaderna beror på ärendena går inte att säga.",
    "en": "The answers are not enough to compare the same kinds of errands. Whether the differences are due to the errands "
    "cannot be said.",
}


REMAIN: dict[bool, Texts] = {
    True: {
        "sv": "{n} skillnad finns kvar när samma slags ärenden jämförs",
        "en": "{n} difference remains when the same kinds of errands are compared",
    },
    False: {
        "sv": "{n} skillnader finns kvar när samma slags ärenden jämförs",
        "en": "{n} differences remain when the same kinds of errands are compared",
    },
}
AND_GONE: Texts = {
    "sv": "{first}, {n} ryms då inom marginalen",
    "en": "{first}, {n} then within the margin",
}
GONE: dict[bool, Texts] = {
    True: {
        "sv": "{n} skillnad ryms inom marginalen när samma slags ärenden jämförs",
        "en": "{n} difference is within the margin when the same kinds of errands are compared",
    },
    False: {
        "sv": "{n} skillnader ryms inom marginalen när samma slags ärenden jämförs",
        "en": "{n} differences are within the margin when the same kinds of errands are compared",
    },
}
FIRST_DRAWN: Texts = {
    "sv": "De {n} första är ritade, de andra står i tabellen.",
    "en": "The first {n} are drawn, the others are in the table.",
}
NOT_SURE: Texts = {
    "sv": "Svaren räcker inte för en slutsats om samma slags ärenden",
    "en": "The answers are not enough for a conclusion about the same kinds of errands",
}


@dataclass(frozen=True)
class Pair:
    """A place with a difference that is told: the finding, its line for charts, and its parts."""

    finding: Said
    line: Line
    split: SplitRow | None


def mix(given: Given) -> tuple[Block, ...]:
    pairs = _pairs(given)
    heading = Heading(3, TITLE[given.language], "arendena")
    compared = [each for each in pairs if each.line.judged and each.line.judged.like_gap]
    if not compared:
        words = NOT_COMPARED if pairs else NOTHING if _is_any_told(given) else UNKNOWN
        return heading, paragraph(said(WHY, given.language), said(words, given.language), id="arendena-text")
    return (
        heading,
        paragraph(said(WHY, given.language), _reading(given, compared), id="arendena-text"),
        *_chart(given, compared),
        *_vanishing(given, compared),
    )


def _is_any_told(given: Given) -> bool:
    """Whether any place at all is shown."""
    return any(slot.judged for _district, _channel, slot in named_cells(given.facts.overview.matrix))


def _pairs(given: Given) -> list[Pair]:
    """Every finding of the overview: lacking, better, and differences that do not remain like with like."""
    found = []
    for each in given.facts.overview.findings:
        if each.district and each.channel and each.judged:
            name = given.wording.side(Side(each.district, each.channel))
            drawn = line(name, Slot(SHOWN, each.judged), given.wording, given.margin)
            split = _split(given, each.district, each.channel)
            found.append(Pair(each, drawn, split_row(name, split, given.wording) if split else None))
    return found


def _split(given: Given, district: str, channel: str) -> Split | None:
    place = given.district_figures(district)
    return dict(place.splits).get(channel) if place else None


def _reading(given: Given, pairs: list[Pair]) -> Spans:
    """One place as an example of how the difference divides, as the dashboards read it; one that does, if any."""
    splits = [each.split for each in pairs if each.split]
    first = sorted(pairs, key=lambda each: not (each.split and round(100 * each.split.split.errands)))
    notice = split_reading([each.line for each in first], splits, str, given.wording)
    if notice is None:
        return ()
    read = next(each for each in pairs if notice.title.endswith(f"{each.line.name}:"))
    refs = [each.ref for each in _figures(given, read) if each]
    return Telling(given).linked(f"{notice.title} {notice.text}", refs)


def _figures(given: Given, pair: Pair) -> list[Figure | None]:
    places = {"district": pair.finding.district or "", "channel": pair.finding.channel or ""}
    return [given.figure(SPLITS, "split_rest", **places), given.figure(VERDICTS, "gap", **places)]


def _chart(given: Given, pairs: list[Pair]) -> tuple[Chart, ...]:
    drawn = [each.line for each in pairs[:MOST_PAIRS]]
    splits = [each.split for each in pairs if each.split]
    figure = pairs_figure(drawn, splits, "", str, given.wording, given.margin)
    if figure is None:
        return ()
    title = _title([each.line for each in pairs], given)
    subtitle = figure.subtitle
    if len(pairs) > MOST_PAIRS:
        subtitle = f"{subtitle} {plain(FIRST_DRAWN, given.language, n=given.number.whole(MOST_PAIRS))}"
    described = ". ".join(_described(each, given) for each in pairs[:MOST_PAIRS])
    return (Chart("par", title, subtitle, f"{title}. {described}.", str(figure.chart), VERDICTS),)


def _title(lines: list[Line], given: Given) -> str:
    """How many remain, and how many turn out to be within the margin."""
    telling, language = Telling(given), given.language
    remain = sum(each.mark in (Mark.LACKING, Mark.BETTER) for each in lines)
    gone = sum(each.mark is Mark.EQUAL for each in lines)
    if remain and gone:
        first = plain(REMAIN[remain == 1], language, n=telling.word(remain))
        return capital(plain(AND_GONE, language, first=first, n=telling.word(gone)))
    for n, texts in ((remain, REMAIN), (gone, GONE)):
        if n:
            return capital(plain(texts[n == 1], language, n=telling.word(n)))
    return NOT_SURE[language]


def _described(pair: Pair, given: Given) -> str:
    _ = given.wording.text
    return f"{pair.line.name}: {_('alla ärenden')} {pair.line.gap}, {_('samma slags ärenden')} {pair.line.like_gap}"


def _vanishing(given: Given, pairs: list[Pair]) -> tuple[Block, ...]:
    """Where a difference is not what it looks like, in the overview's words."""
    told = [each.finding for each in pairs if each.finding.mark not in ("lacking", "better")]
    sentences = [finding_spans(each, given) for each in told[:MOST_VANISHING]]
    return (paragraph(*sentences, id="arendena-forsvinner"),) if sentences else ()
