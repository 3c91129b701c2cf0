"""Words after which a name comes, and words that tell a name by standing after it."""

from __future__ import annotations

from analysis.themes.identities.folding import folded


def _set(words: str) -> frozenset[str]:
    return frozenset(folded(word) for word in words.split())


# The last word of "I am called", and the words one of which must stand before it (none: it is enough alone).
# What follows is a name also without a capital letter, unless it is an ordinary word.
CALLED: dict[str, frozenset[str]] = {
    folded(last): _set(before)
    for last, before in {
        "heter": "",
        "hette": "",
        "heta": "",
        "är": "namn namnet",
        "var": "namnet",
        "is": "name",
        "was": "name",
        "called": "was is am i'm person lady man woman guy officer someone",
        "named": "",
        "on": "nimeni nimi nimensä",
        "nimeni": "",
        "nimeltään": "",
        "waa": "magacaygu magaceedu magaciisu magacaygu magacayga",
        "llamo": "",
        "llama": "se",
        "llamaba": "",
        "es": "nombre",
        "się": "nazywam nazywa",
        "nazywam": "się",
        "imię": "na",
        "اسمي": "",
        "اسمه": "",
        "اسمها": "",
        "أدعى": "",
        "من": "اسم نام",
        "نامم": "",
        "اسمم": "",
    }.items()
}
# Before a name with a capital letter: what follows is a name unless it is known not to be one.
TITLES = _set(
    """
handläggare handläggaren handläggarna socialsekreterare socialsekreteraren biståndshandläggare biståndshandläggaren rektor rektorn
chef chefen enhetschef enhetschefen receptionist receptionisten lärare läraren läkare läkaren doktor doktorn kurator kuratorn tolk tolken
tjänsteman tjänstemannen assistent assistenten bibliotekarie bibliotekarien sjuksköterska sköterskan kollega kollegan inspektör inspektören
herr fru fröken granne grannen vän kompis kompisen man make maka sambo sambon son sonen dotter dottern bror syster mamma pappa mor far
farmor mormor farfar morfar fästmö kvinna tjej kille personen medarbetaren namn namnet signerat undertecknat
mr mrs ms miss dr sir officer manager caseworker worker son daughter husband wife mother father brother sister neighbour neighbor friend
käsittelijä käsittelijäni virkailija virkailijan herra rouva tohtori poikani tyttäreni äitini isäni mieheni vaimoni opettaja rehtori johtaja
herr fräulein señor señora señorita don doña sr sra srta funcionario funcionaria hijo hija marido esposa madre padre
pan pani panem panią pana panu panie urzędnik urzędniczka urzędnikiem córka córki syn syna mąż żona matka ojciec doktor
memur memure bay bayan sayın oğlum kızım eşim annem babam doktor müdür
wiilkayga gabadhayda hooyaday aabahay xaaskayga ninkayga shaqaalaha mudane marwo
"""
)
# Weaker: prepositions and verbs before people, and thanks.
BEFORE = _set(
    """
med av hos tack tackar hej hejsan kontakta ring ringa fråga träffa träffade mötte frågade kontaktade mejlade mailade kära snälla hälsa
berömma beröm ros tacka mvh hälsningar hälsning hälsar önskar kram bäste bästa utom jag är am i'm handlagt ringde
with by thank thanks to hello hi dear met asked called contacted regards sincerely cheers
kiitos terveisin tapasin hei moi kiitokset
gracias con a hola saludos atentamente soy conocí
dziękuję dzięki pozdrawiam z od jestem pozdrowienia
teşekkürler sevgili saygılar selamlar ben
mahadsanid hadlay tahay ahay mahad
"""
)
# After these weak words a name is taken only if one of these stood just before: "thanks to", "beröm till".
NEEDS_BEFORE = {
    folded(last): _set(before)
    for last, before in {
        "till": "tack beröm ros blomma blommor hälsa hälsning hälsningar kram kramar ge tacksam eloge guldstjärna tackar",
        "to": "thanks spoke talked spoken speak grateful talk credit praise",
        "är": "jag",
        "am": "i",
        "a": "gracias conocí agradezco",
        "z": "rozmawiałam rozmawiałem",
        "called": "i",
        "hadlay": "la",
        "tahay": "mahadsan",
        "jag": "mvh hälsningar",
    }.items()
}
SIGN_OFFS = _set(
    "mvh hälsningar hälsning hälsar regards sincerely cheers terveisin saludos atentamente pozdrawiam saygılar selamlar kram vänligen "
    "mvh/ hilsen terveiset تحياتي"
)
AND = _set("och o & and ja y e i ve iyo oo و")
# After a name: "Zlatka hjälpte mig", "Ayşe Hanım".
AFTER = _set(
    """
hjälpte ringde lyssnade förklarade lovade svarade löste fixade bemötte informerade ordnade mejlade helped listened explained
answered told called promised solved auttoi soitti kuunteli selitti hanım bey hanim hanımefendi ayudó explicó atendió pomógł pomogła
"""
)
TURKISH_TITLES = _set("hanım bey hanim")
# Before a name in Arabic and Persian, which have no capital letters: the next word only if it is known as a name …
ROLES = _set(
    "الموظفة الموظف المديرة المدير ابني ابنتي زوجي زوجتي أخي أختي أمي أبي مع شكرا شكراً من إلى دخترم پسرم همسرم مادرم پدرم کارمند از با"
)
# … and after a title whatever it is, ordinary words apart.
HONORIFICS = _set("السيد السيدة الأستاذ الأستاذة الدكتور الدكتورة الآنسة خانم آقای دکتر")
NOT_AFTER_HONORIFICS = _set(
    "كان كانت في الذي التي هي هو على بود است پشت که مهربان ها مسئول در با محترم اللي الموظفة الموظف المسؤولة المسؤول لم لا قال قالت "
    "جوان پیر خیلی هم این آن من او"
)
PARTICLES = _set("von af de la del van der den al el bin ibn abu ben da dos st san")
NOT_AFTER_CALLED = _set(
    """
inte något så som det den de en ett samma han hon hen vi att numera nu inget ingen annat annorlunda likadant på i och också
not a an the that this on in it so my your called something different wrong is
ei se ja joku eri no que el la un una algo nie to coś jak tak ay waa aan lagu
ليس لا هو هي هم که این آن نیست
"""
)
