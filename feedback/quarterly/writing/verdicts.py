"""Where service is lacking, equal, better, or cannot be told: the findings in words, and every verdict in a table."""

from __future__ import annotations

from feedback.insight.figures import Said, Slot
from feedback.insight.lines import mark_of, word_of
from feedback.insight.wording import BETTER, CANNOT_TELL, LACKING
from feedback.quarterly.document import Block, Bullets, Cell, Grid, Heading, Spans
from feedback.quarterly.writing.given import Given
from feedback.quarterly.writing.rows.whole import named_cells, tally
from feedback.quarterly.writing.sentences import Texts, capital, listed, paragraph, plain, said
from feedback.quarterly.writing.tables import VERDICTS, WHOLE
from feedback.quarterly.writing.telling import Telling

MOST_FINDINGS, MOST_ROWS = 6, 14

TITLE: Texts = {
    "sv": "Var servicen brister, är likvärdig eller inte kan bedömas",
    "en": "Where service falls short, is equal or cannot be judged",
}
COUNTED: Texts = {
    "sv": "{all} kombinationer av kommundel och kanal har ärenden: {told}.",
    "en": "{all} combinations of district and channel have errands: {told}.",
}
ONE_COUNTED: Texts = {
    "sv": "En enda kombination av kommundel och kanal har ärenden: {told}.",
    "en": "One single combination of district and channel has errands: {told}.",
}
COMPARED: Texts = {
    "sv": "Varje kommundel jämförs med övriga kommunen i samma kanal.",
    "en": "Each district is compared with the rest of the municipality in the same channel.",
}
# Mark, measure, and the words for one and for several.
KINDS: tuple[tuple[str, str, Texts, Texts], ...] = (
    (
        "lacking",
        "places_lacking",
        {"sv": "{n} brister", "en": "{n} falls short"},
        {"sv": "{n} brister", "en": "{n} fall short"},
    ),
    (
        "equal",
        "places_equal",
        {"sv": "{n} är likvärdig", "en": "{n} is equal"},
        {"sv": "{n} är likvärdiga", "en": "{n} are equal"},
    ),
    (
        "better",
        "places_better",
        {"sv": "{n} är bättre", "en": "{n} is better"},
        {"sv": "{n} är bättre", "en": "{n} are better"},
    ),
    (
        "cannot_tell",
        "places_cannot_tell",
        {"sv": "{n} kan inte avgöras ännu", "en": "{n} cannot be told yet"},
        {"sv": "{n} kan inte avgöras ännu", "en": "{n} cannot be told yet"},
    ),
    (
        "hidden",
        "places_hidden",
        {"sv": "{n} är dold", "en": "{n} is hidden"},
        {"sv": "{n} är dolda", "en": "{n} are hidden"},
    ),
)
NOT_EQUAL: Texts = {
    "sv": "Det som inte kan avgöras kan vara både bättre och sämre.",
    "en": "What cannot be told may be both better and worse.",
}
MORE_FINDINGS: Texts = {
    "sv": "Ytterligare {n} ställen som brister eller är bättre står i tabell {table}.",
    "en": "Another {n} places that fall short or are better are in table {table}.",
}
ONE_MORE_FINDING: Texts = {
    "sv": "Ytterligare ett ställe som brister eller är bättre står i tabell {table}.",
    "en": "Another place that falls short or is better is in table {table}.",
}
MATRIX: Texts = {"sv": "Bedömning per kommundel och kanal", "en": "Verdict by district and channel"}
MATRIX_SUBTITLE: Texts = {
    "sv": "Skillnad mot övriga kommunen i procentenheter, med samma slags ärenden där det kan jämföras. Vid oklart ännu "
    "den minsta skillnad som svaren kan visa. Bokstavsordning, ingen rangordning.",
    "en": "Difference from the rest of the municipality in percentage points, among the same kinds of errands where that "
    "can be compared. Where it cannot be told yet, the smallest difference the answers can show. Alphabetical order, no "
    "ranking.",
}
LEFT_OUT: Texts = {
    "sv": "{n} kommundelar där inget brister eller är bättre står bara i bilagan, tabell {table}.",
    "en": "{n} districts where nothing falls short or is better are in the appendix only, table {table}.",
}
NONE_TOLD: Texts = {
    "sv": "Ingen kommundel har något som brister eller är bättre. Alla bedömningar står i bilagan, tabell {table}.",
    "en": "No district has anything that falls short or is better. All verdicts are in the appendix, table {table}.",
}
DISTRICT: Texts = {"sv": "Kommundel", "en": "District"}
ALL_CHANNELS: Texts = {"sv": "Alla kanaler", "en": "All channels"}
WHOLE_MUNICIPALITY: Texts = {"sv": "Hela kommunen", "en": "Whole municipality"}


def verdicts(given: Given) -> tuple[Block, ...]:
    shown, more = _findings(given)
    return (
        Heading(3, TITLE[given.language], "bedomning"),
        paragraph(*_counted(given), id="bedomning-text"),
        *((Bullets(shown),) if shown else ()),
        *((paragraph(more, style="note"),) if more else ()),
        *matrix(given),
    )


def _counted(given: Given) -> tuple[Spans, ...]:
    counted, telling = tally(given.facts.overview.matrix), Telling(given)
    told = [
        said(
            one if counted[mark] == 1 else many,
            given.language,
            n=telling.in_words(given.figure(WHOLE, measure)),
        )
        for mark, measure, one, many in KINDS
        if counted[mark]
    ]
    if not told:
        return ()
    places = given.figure(WHOLE, "places")
    whole = said(
        ONE_COUNTED if places is not None and places.value == 1 else COUNTED,
        given.language,
        all=capital((telling.in_words(places),)),
        told=listed(told, given.language),
    )
    return (
        said(COMPARED, given.language),
        whole,
        said(NOT_EQUAL, given.language) if counted[CANNOT_TELL] else (),
    )


def told_findings(given: Given) -> tuple[Said, ...]:
    return tuple(each for each in given.facts.overview.findings if each.mark in (LACKING, BETTER))


def _findings(given: Given) -> tuple[tuple[Spans, ...], Spans]:
    """As the overview says them, the lacking first; no more than there is room for."""
    told = told_findings(given)
    shown = tuple(finding_spans(each, given) for each in told[:MOST_FINDINGS])
    left = len(told) - len(shown)
    if not left:
        return shown, ()
    texts = ONE_MORE_FINDING if left == 1 else MORE_FINDINGS
    return shown, said(texts, given.language, n=Telling(given).word(left, "n"), table=VERDICTS)


def finding_spans(finding: Said, given: Given) -> Spans:
    """A finding's sentences, its numbers led to the row of its district and channel."""
    figure = given.figure(VERDICTS, "verdict", district=finding.district or "", channel=finding.channel or "")
    text = "".join(word.text for word in finding.words(given.language))
    return Telling(given).linked(text, (figure.ref,) if figure else ())


def matrix(given: Given) -> tuple[Block, ...]:
    """Every district, or where they are many those with something that is lacking or better."""
    language, shown = given.language, given.facts.overview.matrix
    ids, note = given.districts, ""
    if len(ids) > MOST_ROWS:
        told = {d for d, _c, slot in named_cells(shown) if slot.mark in (LACKING, BETTER)}
        left = len(ids) - len(told)
        ids = tuple(id for id in ids if id in told)
        if not ids:
            return (paragraph(said(NONE_TOLD, language, table=VERDICTS), style="note"),)
        if left:
            note = plain(LEFT_OUT, language, n=given.number.whole(left), table=VERDICTS)
    headings = (
        DISTRICT[language],
        *(given.wording.channel(id) for id in shown.columns),
        ALL_CHANNELS[language],
    )
    rows = [
        (
            Cell(given.wording.district(id), is_strong=True),
            *(verdict_cell(shown.slot(id, channel), given) for channel in (*shown.columns, None)),
        )
        for id in ids
    ]
    whole = (
        Cell(WHOLE_MUNICIPALITY[language], is_strong=True),
        *(level_cell(slot, given) for slot in (*shown.column_totals, shown.total)),
    )
    return (
        Grid(
            "matris",
            MATRIX[language],
            MATRIX_SUBTITLE[language],
            headings,
            (*rows, whole),
            note=note,
            is_dense=True,
        ),
    )


def verdict_cell(slot: Slot, given: Given) -> Cell:
    """As the overview's matrix: the verdict, with its difference or the smallest that would show."""
    wording = given.wording
    if slot.judged is None:
        return Cell(wording.verdict(slot.mark), mark=slot.mark)
    if mark_of(slot) is None:
        return level_cell(slot, given)
    under = wording.gap(slot.judged, given.margin)
    if slot.mark == CANNOT_TELL and slot.judged.detectable is not None:
        under = f"±{wording.number.whole(100 * slot.judged.detectable)}"
    return Cell(word_of(slot, wording), under, slot.mark, is_strong=slot.mark == LACKING)


def level_cell(slot: Slot, given: Given) -> Cell:
    if slot.judged is None:
        return Cell(given.wording.verdict(slot.mark), mark=slot.mark)
    return Cell(given.wording.share(slot.judged.share), given.wording.answers(slot.judged.n))
