"""Hand-made documents: a rich one in two languages, an easy one, an empty one, one where everything is hidden."""

from __future__ import annotations

from dataclasses import replace

from feedback.insight.charts import (
    ControlPoint,
    ControlWords,
    Dot,
    Interval,
    Mark,
    PairRow,
    PairWords,
    VerdictRow,
    Words,
    control_chart,
    dot_plot,
    pair_plot,
    verdict_plot,
)
from feedback.quarterly.document import (
    EASY,
    ENGLISH,
    FULL,
    SWEDISH,
    Block,
    Bullets,
    Cell,
    Chart,
    Decision,
    Document,
    Front,
    Grid,
    Heading,
    KeyFigure,
    KeyFigures,
    PageBreak,
    Paragraph,
    Quote,
    Span,
    Versions,
)

NB = "\u00a0"
DISTRICTS = (
    "Flemingsberg",
    "Gladö-Lissma",
    "Segeltorp",
    "Sjödalen-Fullersta",
    "Skogås",
    "Stuvsta-Snättringe",
    "Trångsund",
    "Vårby",
)
CHANNELS = ("Besök", "Telefon", "E-post", "E-tjänst", "Chatt", "Brev", "Sociala medier", "Alla")
SIGNS = "b=l?bhh=b?=l?=?b?=bb==?hb?l=?b"
MARKS = {
    "l": ("lacking", "Brister"),
    "=": ("equal", "Likvärdigt"),
    "b": ("better", "Bättre"),
    "?": ("cannot_tell", "Oklart ännu"),
    "h": ("hidden", "Dolt"),
}
LOGO = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 40" width="120" height="40">'
    '<rect x="1" y="1" width="38" height="38" fill="#0b5168"/><circle cx="20" cy="20" r="11" fill="#fff"/>'
    '<path d="M50 10h60M50 20h60M50 30h40" stroke="#16222b" stroke-width="4"/></svg>'
)
FRONT = Front(
    administration="Kommunstyrelsens förvaltning",
    date="2026-10-12",
    case_number="HS-2026/000.119",
    officer="Anna Exempel",
    recipient="Demokratiberedningen",
    organisation="Huddinge kommun",
    logo=LOGO,
)
VERSIONS = Versions(data="9f2c" * 16, program="1.4.0", edition=2, day="2026-10-12")
NOTICE = "Exempeldata. Alla siffror är påhittade."
MARKUP = "#set text(red) *inte fet* _inte kursiv_ $x^2$ <b>inte</b> @källa // kvar ]] \\ ` ~ -- \"citat\" 'enkelt' &amp;"
ARABIC = "انتظرت خمسين دقيقة ثم انقطعت المكالمة، واضطررت إلى البدء من جديد في اليوم التالي."
TIGRINYA = "ኣገልግሎት ጽቡቕ እዩ፡ ግን ነዊሕ ተጸበኹ።"
SOMALI = "Waan ku faraxsanahay caawimaadda, laakiin sugitaanku aad buu u dheeraa."
EMOJI = "Toppen 👍🏽 bra hjälp ❤️ 🇸🇪"
LONG = "Kommunstyrelseförvaltningsorganisationsutredningskommittéordförandeskapsperioden" * 2


def verdict_cell(sign: str, sub: str) -> Cell:
    mark, word = MARKS[sign]
    return Cell(word, "" if sign == "h" else sub, mark)


def verdicts(id: str = "") -> Grid:
    rows = []
    for number, district in enumerate(DISTRICTS):
        signs = [SIGNS[(number * 5 + place * 3) % len(SIGNS)] for place in range(len(CHANNELS))]
        cells = [
            verdict_cell(sign, f"{'±' if sign == '?' else '−'}{place + number}")
            for place, sign in enumerate(signs)
        ]
        rows.append((Cell(district, is_strong=True), *cells))
    return Grid(
        id=id,
        title="Bedömning per kommundel och kanal",
        subtitle="Skillnad mot övriga kommunen i procentenheter med samma slags ärenden. "
        "Vid oklart ännu anges osäkerheten. Bokstavsordning, ingen rangordning.",
        headings=("Kommundel", *CHANNELS),
        rows=tuple(rows),
        note="Brister: säkert sämre. Likvärdigt: säkert inom ±5. Bättre: säkert bättre. Oklart ännu: kan inte avgöras.",
    )


def changes() -> Grid:
    def row(place: str, before: str, sign: str, why: str) -> tuple[Cell, ...]:
        return Cell(place), Cell(before), verdict_cell(sign, ""), Cell(why)

    return Grid(
        id="",
        title="",
        subtitle="",
        headings=("Var", "Kvartal 2", "Kvartal 3", "Varför"),
        rows=(
            row(
                "Vårby, e-tjänst",
                "Oklart ännu",
                "l",
                "Fler svar gjorde skillnaden säker. Nivån är oförändrad.",
            ),
            row("Stuvsta-Snättringe, telefon", "Oklart ännu", "b", "Fler svar."),
            row(
                "Skogås, besök", "Likvärdigt", "b", "Från 86 till 89 procent nöjda, utanför normal variation."
            ),
            row(
                "Trångsund, e-post", "Brister", "?", "Skillnaden krympte. Om den är borta går inte att säga."
            ),
        ),
    )


def long_table(number: int, rows: int = 40) -> Grid:
    id = f"T{number}"
    return Grid(
        id=id,
        title="Andel nöjda per kommundel och kanal",
        subtitle="Tolv månader till och med kvartal 3 2026.",
        headings=("Kommundel", "Kanal", "Svar", "Andel nöjda", "95 % osäkerhet", "Bedömning"),
        rows=tuple(
            (
                Cell(f"{DISTRICTS[row % 8]} {number}:{row}", is_strong=True),
                Cell(CHANNELS[row % 7]),
                Cell(f"{1000 + row * 13:,}".replace(",", NB), is_number=True),
                Cell(f"{60 + row % 30}{NB}%", is_number=True),
                Cell(f"{57 + row % 30}–{63 + row % 30}{NB}%", is_number=True),
                verdict_cell(SIGNS[row % len(SIGNS)], ""),
            )
            for row in range(rows)
        ),
        refs=tuple(f"{id}:{row + 1}" for row in range(rows)),
        note="Källa: Likvärdig. Grupper under tio svar visas inte.",
        is_dense=True,
    )


def many_columns() -> Grid:
    """Wider than an upright page."""
    return Grid(
        id="T9",
        title="Alla mått för varje kontor",
        subtitle="Ett mått i varje kolumn.",
        headings=("Kontor", *(f"Tillgänglighetsmått{number}" for number in range(1, 13))),
        rows=tuple(
            (
                Cell(name, is_strong=True),
                *(Cell(f"{number * 7 % 100}{NB}%", is_number=True) for number in range(12)),
            )
            for name in ("Huddinge centrum", "Skogås", "Vårby")
        ),
        refs=("T9:1", "T9:2", "T9:3"),
        is_dense=True,
    )


def pairs_svg() -> str:
    def row(label: str, mark: Mark, raw: Interval, alike: Interval, said: str, change: str) -> PairRow:
        return PairRow(label, mark, raw, alike, said, change)

    words = PairWords(
        "par",
        "Skillnad före och efter",
        "Sex rader",
        "Lika med övriga kommunen",
        "Dolt",
        every="alla ärenden",
        alike="samma slags ärenden",
    )
    rows = [
        row(
            "Vårby, telefon",
            Mark.LACKING,
            Interval(-15, -17, -12),
            Interval(-12, -15, -9),
            "Brister",
            "−15 blir −12",
        ),
        row(
            "Vårby, e-tjänst",
            Mark.LACKING,
            Interval(-11, -15, -8),
            Interval(-8, -12, -4),
            "Brister",
            "−11 blir −8",
        ),
        row(
            "Flemingsberg, telefon",
            Mark.EQUAL,
            Interval(-7, -9, -4),
            Interval(-2, -4.8, 0.3),
            "Likvärdigt",
            "−7 blir −2",
        ),
        row("Skogås, besök", Mark.BETTER, Interval(4, 2, 6), Interval(4, 1.6, 5.8), "Bättre", "+4 blir +4"),
        row(
            "Trångsund, brev",
            Mark.UNCLEAR,
            Interval(2, -14, 15),
            Interval(1, -16, 14),
            "Oklart ännu",
            "+2 blir +1",
        ),
        PairRow("Segeltorp, brev", Mark.HIDDEN, None, None, "Dolt"),
    ]
    return str(pair_plot(rows, words, 5))


def control_svg() -> str:
    values = [67, 65, 67, None, 66, 64, 67, 66, 66, 57, 65, 64]
    points = []
    for number, value in enumerate(values):
        quarter, year = (number + 3) % 4 + 1, 2023 + (number + 3) // 4
        low, high = (57.5 - number % 3, 73.5 + number % 3) if value is not None else (None, None)
        mark = Mark.LACKING if value == 57 else None
        first = str(year) if quarter == 1 or number == 0 else ""
        points.append(ControlPoint(f"Kv{quarter}", first, value, low, high, mark, f"57{NB}%" if mark else ""))
    words = ControlWords(
        "styr", "Telefon i Vårby", "Tolv kvartal", level=f"Egen nivå 66{NB}%", band="Normal variation"
    )
    return str(control_chart(points, words, 66))


def verdict_svg() -> str:
    rows = [
        VerdictRow("Besök", Mark.BETTER, Interval(90, 88, 91), "Bättre", f"90{NB}% (88–91)", 86),
        VerdictRow("Telefon", Mark.LACKING, Interval(63, 61, 66), "Brister", f"63{NB}% (61–66)", 78),
        VerdictRow("E-post", Mark.UNCLEAR, Interval(68, 63, 72), "Oklart ännu", f"68{NB}% (63–72)", 71),
        VerdictRow("E-tjänst", Mark.EQUAL, Interval(76, 74, 78), "Likvärdigt", f"76{NB}% (74–78)", 77),
        VerdictRow("Brev", Mark.HIDDEN, None, "Dolt", "", 68),
    ]
    return str(
        verdict_plot(rows, Words("bed", "Vårby", "Fem kanaler", "Övriga kommunen, med marginalen ±5", "Dolt"))
    )


def dots_svg() -> str:
    dots = [
        Dot("Hela kommunen", 77, 76, 78, 77, f"77{NB}% (76–78)", f"38{NB}944 svar", strong=True),
        Dot("Arabiska", 71, 66, 75, 77, f"71{NB}% (66–75)", "412 svar"),
        Dot("Tigrinja", None),
    ]
    return str(dot_plot(dots, Words("sprak", "Språk", "Tre rader", "Hela kommunen", "Dolt")))


def chart(id: str, svg: str, title: str, table: str = "") -> Chart:
    return Chart(
        id=id,
        title=title,
        subtitle="Procentenheter mot övriga kommunen med 95 procents osäkerhet. Grått: inom marginalen ±5.",
        alt=f"Diagram {id} i ord: telefon i Vårby går från minus 15 till minus 12. Resten finns i tabellen.",
        svg=svg,
        table=table,
    )


def words_blocks() -> tuple[Block, ...]:
    return (
        Heading(2, "Förslag till beslut", "beslut"),
        Decision(("Demokratiberedningen godkänner redovisningen.",)),
        Paragraph(
            (
                Span(
                    "Programmet föreslår aldrig mer än att redovisningen godkänns. Ytterligare förslag skrivs av förvaltningen."
                ),
            ),
            "note",
        ),
        Heading(2, "Sammanfattning", "sammanfattning"),
        Paragraph(
            (
                Span(
                    "Likvärdig service brister på tre ställen: i telefon och e-tjänster i Vårby och i e-post i Flemingsberg. "
                ),
                Span("För "),
                Span(f"32 av 56{NB}kombinationer", ref="T1:4"),
                Span(
                    " av kommundel och kanal räcker svaren inte för en slutsats. De som talar arabiska, somaliska eller "
                    "turkiska svarar mer sällan än andra."
                ),
            ),
            "lead",
            id="summary",
        ),
        KeyFigures(
            (
                KeyFigure(
                    "Avslutade ärenden", f"214{NB}300", "12 månader till och med kvartal 3 2026", "T1:1"
                ),
                KeyFigure("Svar", f"38{NB}944", f"18{NB}% av avslutade ärenden", "T1:2"),
                KeyFigure("Nöjda, hela kommunen", f"77{NB}%", f"mellan 76 och 78{NB}%, viktat", "T1:3"),
                KeyFigure("Bedömningar", "56", "3 brister, 8 likvärdiga, 7 bättre, 32 oklara, 6 dolda"),
            )
        ),
        Heading(2, "Så ska siffrorna läsas", "lasa"),
        Paragraph(
            (
                Span("Brister", strong=True),
                Span(
                    " betyder att skillnaden mot övriga kommunen är större än slumpen, går utanför marginalen och finns kvar "
                    "när samma slags ärenden jämförs. "
                ),
                Span("Oklart ännu", strong=True),
                Span(" betyder att svaren inte räcker. Metoden beskrivs i "),
                Span("rapporten om metoden", address="https://exempel.se/metod"),
                Span(", med "),
                Span("betoning", emphasis=True),
                Span("."),
            )
        ),
    )


def rich() -> Document:
    blocks: tuple[Block, ...] = (
        *words_blocks(),
        PageBreak(),
        Heading(2, "Beskrivning av ärendet", "arendet"),
        Heading(3, "Var servicen brister, är likvärdig eller inte kan bedömas", "var"),
        verdicts(),
        Heading(3, "Beror skillnaderna på ärendena?", "slag"),
        Paragraph(
            (
                Span(
                    "Vårbyborna ringer oftare om ekonomiskt bistånd och bostad, ärenden som får lägre betyg överallt. "
                    "Det förklarar "
                ),
                Span("3 av de 15 procentenheterna", ref="T2:7"),
                Span(" i telefon."),
            )
        ),
        chart("par", pairs_svg(), "I Vårby är det mesta av skillnaden kvar", "T2"),
        Heading(3, "Vad som har ändrats", "andrat"),
        changes(),
        chart("styr", control_svg(), "Skillnaden i telefon i Vårby är varaktig."),
        Heading(3, "Vad vi inte kan säga", "inte"),
        Bullets(
            (
                (Span("Varför skillnaderna finns. Svaren visar var, inte orsaken."),),
                (Span("Vad de tycker som "), Span("aldrig", strong=True), Span(" kontaktar kommunen.")),
                (Span("Om ett nytt kontor skulle ge mer likvärdig service. Det kräver ett försök."),),
            )
        ),
        Heading(3, "Med invånarnas ord", "ord"),
        Quote(
            "Satt i kö i 50 minuter och sedan bröts samtalet. Fick börja om från början nästa dag.",
            "Väntan. Frisläppt av A. Exempel 2026-09-29.",
        ),
        Quote(ARABIC, "Väntan. På arabiska. Frisläppt av A. Exempel 2026-09-29.", "ar"),
        Quote(TIGRINYA, "Bemötande. På tigrinja.", "ti"),
        Quote(SOMALI, "Väntan. På somaliska.", "so"),
        Quote(EMOJI, "Bemötande."),
        Quote(MARKUP, "Tecken som ser ut som uppmärkning."),
        Quote(f"Ett långt ord: {LONG} slut.", "Långt ord."),
        chart("bed", verdict_svg(), "Telefon i Vårby ligger under övriga kommunen"),
        chart("sprak", dots_svg(), "Arabisktalande är mindre nöjda"),
        Heading(2, "Ekonomiska och juridiska konsekvenser", "konsekvenser"),
        Paragraph((Span("Redovisningen medför inga kostnader."),), id="consequences", is_own=True),
    )
    appendix: tuple[Block, ...] = (
        Heading(2, "Bilaga 1. Tabeller", "bilaga-1"),
        long_table(1),
        long_table(2, 60),
        many_columns(),
        Heading(2, "Bilaga 2. Metod", "bilaga-2"),
        Paragraph((Span("Varje andel har ett intervall. Metoden är densamma i varje kvartal."),)),
    )
    return Document(
        SWEDISH,
        FULL,
        "Likvärdig service i Huddinge servicecenter, kvartal 3 2026",
        "2026Q3",
        FRONT,
        blocks,
        appendix,
        VERSIONS,
        NOTICE,
    )


def english() -> Document:
    blocks: tuple[Block, ...] = (
        Heading(2, "Proposed decision", "decision"),
        Decision(
            ("The committee approves the report.", "The administration is asked to come back in spring.")
        ),
        Heading(2, "Summary", "summary"),
        Paragraph((Span("Equal service is lacking in one place."),), "lead"),
        Quote("The staff were kind and explained everything.", "Treatment. Released by A. Exempel.", "en"),
        Quote("سرویس خوب بود", "Treatment. In Persian.", "fa"),
    )
    return replace(
        rich(),
        language=ENGLISH,
        title="Equal service in Huddinge, quarter 3 2026",
        blocks=blocks,
        appendix=(long_table(1),),
        notice="Draft. Not yet decided.",
    )


def easy() -> Document:
    blocks: tuple[Block, ...] = (
        Paragraph((Span("Kommunen har frågat hur servicen fungerar. Här är svaren."),), "lead"),
        Heading(2, "Så många svarade", "svarade"),
        KeyFigures(
            (KeyFigure("Svar", f"38{NB}944", "på ett år"), KeyFigure("Nöjda", "77 av 100", "i hela kommunen"))
        ),
        Heading(2, "Här är servicen sämre", "samre"),
        Bullets(
            (
                (Span("I telefon i Vårby."),),
                (Span("I e-tjänster i Vårby."),),
                (Span("I e-post i Flemingsberg."),),
            )
        ),
        Heading(2, "Det vet vi inte", "vetinte"),
        Paragraph((Span("Vi vet inte varför det är så. Vi vet inte vad de tycker som inte har svarat."),)),
        Quote("De var snälla och hjälpte mig.", "Någon som har besökt kommunen."),
    )
    return replace(rich(), kind=EASY, title="Så tycker invånarna om servicen", blocks=blocks, appendix=())


def empty() -> Document:
    front = Front("", "", "", "", "", "")
    return Document(
        SWEDISH,
        FULL,
        "Sammanfattning utan innehåll",
        "2026Q3",
        front,
        (),
        (),
        Versions("", "", 1, "2026-10-12"),
    )


def hidden() -> Document:
    rows = tuple(
        (Cell(name, is_strong=True), *(verdict_cell("h", "") for _ in CHANNELS)) for name in DISTRICTS
    )
    table = replace(verdicts("T1"), rows=rows, refs=tuple(f"T1:{number}" for number in range(1, 9)))
    blocks: tuple[Block, ...] = (
        Heading(2, "Sammanfattning", "sammanfattning"),
        Paragraph((Span("Inget kan visas detta kvartal: svaren är för få."),), "lead"),
        replace(verdicts(), rows=rows),
        Grid("", "Inga rader", "", ("Kommundel", "Svar"), ()),
    )
    return replace(rich(), blocks=blocks, appendix=(table,), notice="")


EVERY = {"rich": rich, "english": english, "easy": easy, "empty": empty, "hidden": hidden}
