"""Every kind of figure that is published: its id in the files, its unit, and what it means in each language."""

from __future__ import annotations

from dataclasses import dataclass

SHARE, POINTS, INDEX, COUNT, RATE, RATIO, WORD, PROBABILITY = (
    "share",
    "points",
    "index",
    "count",
    "per_1000",
    "ratio",
    "word",
    "probability",
)


@dataclass(frozen=True, slots=True)
class MeasureKind:
    """A kind of figure: its id in the files, the unit of its values, and what it means in each language."""

    id: str
    unit: str
    sv: str
    en: str


MEASURES: tuple[MeasureKind, ...] = (
    # What people answered, and how it is judged.
    MeasureKind("answers", COUNT, "Antal svar", "Number of answers"),
    MeasureKind("satisfied", COUNT, "Antal som gav 4 eller 5 av 5", "Number who gave 4 or 5 out of 5"),
    MeasureKind("satisfied_share", SHARE, "Andel nöjda (4–5 av 5)", "Share satisfied (4–5 out of 5)"),
    MeasureKind("index", INDEX, "Index 0–100", "Index 0–100"),
    MeasureKind(
        "reference_share",
        SHARE,
        "Andel nöjda bland dem stället jämförs med",
        "Share satisfied among those the place is compared with",
    ),
    MeasureKind(
        "gap",
        POINTS,
        "Skillnad i andel nöjda mot övriga kommunen; ett kontor mot övriga kontor, en kanal mot övriga kanaler",
        "Difference in share satisfied from the rest of the municipality; an office from the other offices, a channel "
        "from the other channels",
    ),
    MeasureKind(
        "like_gap",
        POINTS,
        "Samma skillnad med samma slags ärenden",
        "The same difference among like errands",
    ),
    MeasureKind(
        "coverage",
        SHARE,
        "Andel av svaren som har motsvarande ärenden hos de andra",
        "Share of the answers that have like errands among the others",
    ),
    MeasureKind(
        "p_adjusted",
        PROBABILITY,
        "p-värde, justerat för att många ställen prövas (Benjamini–Hochberg)",
        "p-value, adjusted for many places tried (Benjamini–Hochberg)",
    ),
    MeasureKind(
        "detectable",
        POINTS,
        "Minsta skillnad som så många svar kan visa",
        "Smallest difference that so many answers can show",
    ),
    MeasureKind(
        "needed",
        COUNT,
        "Ungefär så många svar till behövs för en slutsats",
        "About how many more answers a conclusion takes",
    ),
    MeasureKind("verdict", WORD, "Bedömning", "Verdict"),
    # The whole municipality.
    MeasureKind(
        "weighted_share",
        SHARE,
        "Andel nöjda, viktad till alla avslutade ärenden",
        "Share satisfied, weighted to all closed errands",
    ),
    MeasureKind(
        "slope",
        POINTS,
        "Andel nöjda i den minst utsatta änden av kommunen minus den i den mest utsatta",
        "Share satisfied at the least exposed end of the municipality minus that at the most exposed",
    ),
    MeasureKind(
        "places",
        COUNT,
        "Kombinationer av kommundel och kanal med ärenden",
        "Combinations of district and channel with errands",
    ),
    MeasureKind("places_lacking", COUNT, "Kombinationer som brister", "Combinations lacking equal service"),
    MeasureKind("places_equal", COUNT, "Kombinationer som är likvärdiga", "Combinations that are equal"),
    MeasureKind("places_better", COUNT, "Kombinationer som är bättre", "Combinations that are better"),
    MeasureKind(
        "places_cannot_tell",
        COUNT,
        "Kombinationer där det inte kan avgöras ännu",
        "Combinations where it cannot be told yet",
    ),
    MeasureKind("places_hidden", COUNT, "Kombinationer som är dolda", "Combinations that are hidden"),
    MeasureKind("places_empty", COUNT, "Kombinationer utan ärenden", "Combinations without errands"),
    MeasureKind(
        "districts_lacking",
        COUNT,
        "Kommundelar där någon kanal brister",
        "Districts where some channel is lacking equal service",
    ),
    MeasureKind(
        "languages_fewer",
        COUNT,
        "Språk där ärenden säkert får svar mer sällan, i någon kommundel",
        "Languages in which errands are certainly answered less often, in some district",
    ),
    # Errands.
    MeasureKind("closed", COUNT, "Avslutade ärenden", "Closed errands"),
    MeasureKind("invited", COUNT, "Tillfrågade", "Asked"),
    MeasureKind("delivered", COUNT, "Frågan kom fram", "The question arrived"),
    MeasureKind("started", COUNT, "Började svara", "Began to answer"),
    MeasureKind("answered", COUNT, "Ärenden som fick ett svar", "Errands that were answered"),
    MeasureKind(
        "answered_share",
        SHARE,
        "Andel av de avslutade ärendena som fick ett svar",
        "Share of the closed errands that were answered",
    ),
    MeasureKind("visits", COUNT, "Avslutade besök", "Closed visits"),
    MeasureKind("residents", COUNT, "Invånare", "Residents"),
    MeasureKind(
        "rate",
        RATE,
        "Avslutade ärenden per 1 000 invånare och år; i tabellen om närvaro besök",
        "Closed errands per 1,000 residents and year; visits in the table on presence",
    ),
    MeasureKind("rate_ratio", RATIO, "Gånger övriga kommunens", "Times that of the rest of the municipality"),
    MeasureKind(
        "language_unmet",
        SHARE,
        "Andel som inte fått hjälp fullt ut på ett språk de förstår bra",
        "Share not fully helped in a language they understand well",
    ),
    MeasureKind(
        "e_service_unused",
        SHARE,
        "Andel av ärendena som gjorts på annat sätt än i e-tjänst, där e-tjänst finns",
        "Share of the errands made otherwise than by e-service, where there is one",
    ),
    MeasureKind("answering", SHARE, "Andel svar av avslutade ärenden", "Answers per closed errand"),
    # Time.
    MeasureKind("verdict_before", WORD, "Bedömning ett kvartal tidigare", "Verdict a quarter earlier"),
    MeasureKind("variation", WORD, "Nivån mot sin normala variation", "The level and its normal variation"),
    MeasureKind(
        "shift",
        POINTS,
        "Ändring mot kvartalet före, med samma slags ärenden",
        "Change since the quarter before, among like errands",
    ),
    MeasureKind("unchanged", COUNT, "Oförändrade bedömningar", "Unchanged verdicts"),
    MeasureKind(
        "year_change",
        POINTS,
        "Ändring mot samma kvartal ett år tidigare, alla ärenden",
        "Change since the same quarter a year earlier, all errands",
    ),
    MeasureKind(
        "normal_variation",
        SHARE,
        "Egen nivå, med gränserna för normal variation (99,8 %)",
        "Own level, with the limits of normal variation (99.8 %)",
    ),
    # A raw difference taken apart.
    MeasureKind("split_errands", POINTS, "Del av skillnaden: slag av ärenden", "Part: kinds of errand"),
    MeasureKind("split_channels", POINTS, "Del av skillnaden: kanaler", "Part: channels"),
    MeasureKind("split_mode", POINTS, "Del av skillnaden: sätt att svara", "Part: ways of answering"),
    MeasureKind(
        "split_not_comparable",
        POINTS,
        "Del av skillnaden: ärenden utan motsvarighet",
        "Part: errands without a like",
    ),
    MeasureKind("split_rest", POINTS, "Del av skillnaden: resten", "Part: the rest"),
    # Themes.
    MeasureKind("comments", COUNT, "Svar med en kommentar", "Answers with a comment"),
    MeasureKind("comments_other", COUNT, "Kommentarer som inget tema passar", "Comments that no theme fits"),
    MeasureKind("theme_name", WORD, "Temats namn", "The theme’s name in Swedish"),
    MeasureKind("theme_name_en", WORD, "Temats namn på engelska", "The theme’s name"),
    MeasureKind("theme_comments", COUNT, "Kommentarer om temat", "Comments on the theme"),
    MeasureKind(
        "theme_share", SHARE, "Temats andel av alla kommentarer", "The theme’s share of all comments"
    ),
    MeasureKind(
        "theme_satisfied", SHARE, "Andel nöjda bland dem som nämner temat", "Share satisfied who name it"
    ),
    MeasureKind("theme_change", WORD, "Temat mot kvartalen före", "The theme and the quarters before"),
    MeasureKind(
        "lift", RATIO, "Så många gånger vanligare än bland övriga", "So many times as common as among others"
    ),
    MeasureKind(
        "like_lift", RATIO, "Samma kvot med samma slags ärenden", "The same ratio among like errands"
    ),
    # Questions that others ask too: ours, and theirs beside.
    MeasureKind("bemotande", INDEX, "Bemötande, index 0–100", "Courtesy, index 0–100"),
    MeasureKind("enkelhet", INDEX, "Enkelhet, index 0–100", "Ease, index 0–100"),
    MeasureKind("tydlighet", INDEX, "Tydlighet, index 0–100", "Clarity, index 0–100"),
)
