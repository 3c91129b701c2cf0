"""Words that say nothing of the matter, by language.

Small on purpose: each word left out is one that cannot name a theme. Words that deny or exclude (not, never,
without, only) stay, since "no help" is another theme than "help".
"""

from __future__ import annotations

from analysis.themes.wording.spelling import folded, one_spelling

_LISTS = {
    "sv": """
        och i att det som en på är av för med till den har de om ett han var jag så från vi när kan man där hur
        sig då hon ju vad nu eller mig blir bli blev vid vara här min mitt mina din ditt dina sin sitt sina er
        ert era vår vårt våra dem dom du ni oss dig denna detta dessa dess deras hans hennes ha hade haft än
        också även alla allt mycket men att ska skulle kunde väl bara efter innan under över mot mellan genom
        hos vilken vilket vilka som blivit varit gör göra gjorde gjort får få fick fått någon något några sedan
        sen samt redan igen lite ganska ändå alltså dock kanske
    """,
    "en": """
        the a an and or of to in on at for with from by as is are was were be been being am i me my mine we us
        our you your he him his she her hers it its they them their this that these those there here what which
        who whom when where how why have has had having do does did doing will would can could should shall may
        might must if so than then also just very too all any some such into about over under again more most
        other i'm i've i'd i'll it's that's you're they're we're we've while because up out get got
    """,
    "fi": """
        ja on oli olla ole olen olet olemme olette ovat olin olisi ollut että jotta joka jotka jonka mikä mitä
        minä sinä hän me te he se ne tämä tuo nämä nuo sen sitä siitä siinä siihen niin kun kuin jos tai sekä
        myös vain mutta minun sinun hänen meidän teidän heidän minulle minua minut minulla hyvin sitten nyt jo
        vielä kanssa mukaan tässä tuossa siellä täällä kuitenkin aika
    """,
    "ar": """
        في من على إلى عن مع هذا هذه ذلك تلك التي الذي الذين ما أن إن أنا أنت هو هي نحن هم كان كانت كنت يكون
        تكون قد لقد ثم أو و ف ب ل ك كل بعض عند عندما بعد قبل بين حتى كما أي أيضا جدا لي لك له لها لنا لهم به
        بها فيه فيها منه منها عليه عليها هناك هنا إذا لأن لكن ولكن وقد وكان وكانت وهو وهي وفي ومن أنه أنها
    """,
    "so": """
        waa iyo in oo ku ka u la si ay uu aan waxaan waxa waxaa waxay waxuu wuxuu way wuu wax ah ahaa ahayd
        ayaa baa kale kuwa kaas taas kan tan aad aan iga igu ila inaan inay inuu kaga kala loo lagu laga lala
        markii marka haddii hadii sida anigu aniga adigu isaga iyada annaga idinka iyaga ee soo sii
        leh lahaa yahay tahay yihiin jiray jirtay jira isku iska badan ama ugu
    """,
    "tr": """
        ve bir bu da de ile için çok ben sen o biz siz onlar benim senin onun bizim sizin onların bana sana ona
        bize size onlara beni seni onu bizi sizi onları ki mi mı mu mü gibi daha en ama fakat ya veya her şey
        şu olan olarak oldu olduğu olduğunu var vardı idi ise kadar sonra önce göre diye hem ne nasıl
    """,
    "fa": """
        و در به از که این را با است برای آن یک خود تا کرد بر هم من تو او ما شما آنها ایشان می شد شده بود بودم
        بودند باشد هست هستم هستند دارد دارم داشت داشتم اند یا اما ولی اگر چون نیز همه هر چه چی کنم کند کنند
        کردم کردند شود شدم خیلی بسیار پس بعد قبل وقتی همین همان اینکه آنکه های ای
    """,
    "es": """
        de la que el en y a los se del las un por con una su para es al lo como más pero sus le ya o este sí
        porque esta entre cuando muy sobre también me hasta hay donde quien desde todo nos durante todos uno les
        ni contra otros ese eso ante ellos e esto mí antes algunos qué unos yo otro otras otra él tanto esa estos
        mucho quienes muchos cual poco ella estar estas algunas algo nosotros mi mis tú te ti tu tus ellas
        he ha han había fue fueron ser era eran son está están estaba tiene tienen tenía
    """,
    "pl": """
        i w z na do że się to jest o jak a co ale po za od tak już czy dla tym ten ta te tego tej tych tą są
        był była było były być będzie mi mnie mną ja ty on ona ono my wy oni one go jej jego ich im nas nam
        wam was pan pani przez przy oraz lub który która które którzy której którego gdy kiedy jako też
        także tylko bardzo może można ze we u by bym aby żeby sobie swoje swój moja mój moje tu tam więc
    """,
}


STOP_WORDS: dict[str, frozenset[str]] = {
    language: frozenset(map(one_spelling, folded(listed).split())) for language, listed in _LISTS.items()
}
