"""Capitalised words that name no person: places, authorities, services, brands, days, and words of address."""

from __future__ import annotations

from analysis.themes.identities.folding import folded

_PLACES = """
huddinge flemingsberg vårby skogås trångsund segeltorp stuvsta snättringe sjödalen fullersta glömsta kungens kurva gladö kvarn
vidja ågesta masmo visättra fittja kästa balingsnäs balingsta lännbo lännbotorp länna vistaberg loviseberg tomtberga rosenhill solgård
kungsklippan myrstuguberget östra västra norra södra botkyrka tumba alby norsborg hallunda haninge handen tyresö nynäshamn södertälje salem
stockholm solna sundbyberg nacka lidingö täby sollentuna järfälla ekerö värmdö danderyd vallentuna uppsala västerås örebro
göteborg malmö lund linköping norrköping helsingborg jönköping umeå gävle borås eskilstuna karlstad växjö halmstad sundsvall luleå
kalmar trollhättan östersund falun skövde kristianstad karlskrona visby gotland kiruna skåne dalarna värmland småland norrland
norrbotten västerbotten älvsjö farsta liljeholmen skärholmen rinkeby tensta kista husby hässelby vällingby södermalm kungsholmen
sverige svensk svenska svenskt norge danmark finland finska finsk island tyskland polen spanien turkiet iran irak syrien somalia afghanistan
eritrea etiopien ukraina ryssland europa eu usa england storbritannien frankrike italien kina indien thailand chile bosnien kroatien
serbien libanon palestina kurdistan mogadishu damaskus bagdad teheran istanbul ankara warszawa madrid london berlin paris
oslo köpenhamn helsingfors arabiska persiska engelska turkiska polska spanska somaliska kurdiska dari tigrinja ryska
sweden swedish finland finnish norway denmark germany german poland polish spain spanish turkey turkish iraq syria syrian europe european
english england arabic arab persian farsi somali kurdish russian ukraine ukrainian american british britain india indian chinese
ruotsi suomi helsinki tukholma espoo tampere turku suomea
szwecja szwecji szwecję polsce polska polski polskę europie sztokholm sztokholmie
suecia españa europa estocolmo españoles chile méxico colombia perú argentina
isveç isveççe türkiye türkçe ingilizce avrupa arapça kürtçe
iswiidhan soomaaliya soomaali yurub
هودينغه السويد سوريا العراق فلسطين لبنان ستوكهولم هودینگه سوئد ایران افغانستان استکهلم
"""
_SERVICES = """
kommun kommunen kommunens region regionen länsstyrelsen skatteverket försäkringskassan arbetsförmedlingen migrationsverket polisen
polis socialtjänsten socialkontoret soc medborgarkontoret medborgarkontor kontaktcenter servicecenter kundtjänst växeln hemtjänst hemtjänsten
färdtjänst färdtjänsten biståndskontoret skolverket skolan förskolan fritids bibliotek biblioteket bygglov bygglovet bygg trafik
miljö miljökontoret kronofogden trafikverket transportstyrelsen boverket domstolen tingsrätten förvaltningsrätten kammarrätten
regeringen riksdagen inspektionen ivo jo lss sol ivo csn sfi komvux bup vuc gdpr dso imy pbl
bank bankid bankld mobilt freja eid swish kivra digipost 1177 sl ica coop lidl willys hemköp konsum apotek apoteket hjärtat kronans
postnord dhl post posten vasakronan huge hugebostäder srv stockholm sl-kort telia tele2 telenor comviq google translate
facebook messenger instagram whatsapp youtube teams zoom skype microsoft outlook apple iphone ipad android samsung windows
chrome safari firefox internet wifi webb web pdf excel word app appen gmail hotmail e-tjänst e-tjänsten e-tjänster e-post mail
sms qr viber tiktok snapchat twitter linkedin klarna nordea swedbank seb handelsbanken ikea elgiganten systembolaget
open infomentor vklass skola24 schoolsoft edlevo alecta ung ungdomsmottagningen träffpunkt anhörigstöd hab habiliteringen hyresgästföreningen
covid corona korona who fn nato rädda röda korset kyrka kyrkan moské islam jul påsk midsommar ramadan eid nyår
tax agency office municipality council department school library centre center service authority government kela
urząd gmina
"""
_TIME = """
måndag tisdag onsdag torsdag fredag lördag söndag januari februari mars april maj juni juli augusti september oktober november december
måndagar tisdagar onsdagar torsdagar fredagar lördagar söndagar
monday tuesday wednesday thursday friday saturday sunday january february march may june july august october
mondays tuesdays wednesdays thursdays fridays saturdays sundays christmas easter
maanantai tiistai keskiviikko torstai perjantai lauantai sunnuntai
pazartesi salı çarşamba perşembe cuma cumartesi pazar ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık
lunes martes miércoles jueves viernes sábado domingo enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
poniedziałek wtorek środa czwartek piątek sobota niedziela
isniin talaado arbaco khamiis jimco sabti axad
"""
# Words that start sentences, or that people like to give a capital letter.
_ORDINARY = """
jag du han hon hen den det vi ni de dom mig dig honom henne oss er dem min mitt mina din ditt dina sin sitt sina vår vårt våra
er ert era deras dess man en ett ingen inget inga någon något några alla allt all varje båda annan andra annat flera många
och men eller för att som om när där här hur vad vem vilken vilket vilka varför då nu sedan sen inte aldrig alltid ibland ofta
är var blev blir har hade kan kunde ska skulle vill ville får fick gör gjorde går gick tar tog ger gav kom kommer fanns finns bor
tack tackar hej hejsan hallå snälla bra dålig dåligt mycket väldigt jätte jättebra super toppen otroligt otrevlig trevlig trevliga snabb
snabbt långsamt lång långa svårt lätt god gott fin fint nöjd missnöjd tyvärr dock även också bara mer mest lite allra helt samma
personal personalen handläggare handläggaren handläggarna receptionist receptionisten chef chefen rektor rektorn lärare läraren läkare
läkaren sjuksköterska tolk tolken kurator socialsekreterare biståndshandläggare mamma pappa mor far son sonen dotter dottern barn
barnen barnet fru man make maka sambo granne grannen vän kompis herr fru fröken doktor dr tjej tjejen kille killen
vänliga vänlig hälsningar hälsning hälsar mvh mvh hälsn kram med bästa stort tusen
brev brevet beslut beslutet ansökan ärende ärendet svar svaret fråga frågan hjälp hjälpen service tjänst tjänsten information
kontakt möte mötet tid tiden telefon telefonen besök besöket kö kön köer köerna blankett blanketten adress adressen hemsida hemsidan
första andra tredje sist sista till från på av hos vid under över efter innan utan mellan genom mot enligt trots sedan tills
kanske absolut ja nej jo ok okej obs ps pss nb plus minus samt via per ca cirka max min kl st kr nr t.ex bl.a
i the a an and or but if so it is was were are be been this that these those they them their there here he she his her we you your my me our us
not no yes very too much more most some any all one two good great bad poor nice thank thanks please hello hi dear sorry ok kind best regards
sir madam mr mrs ms miss dr when where what who why how will would can could should have has had do does did get got for from with at by to of in on
everyone everything nobody nothing someone staff people still also just only never always after before because since until while during
hän minä sinä me te he se ne tämä tuo joka kun jos niin mutta ja tai ei en on oli olen olet olemme ovat kiitos hyvä huono hyvää kaikki
kukaan mikään toinen ensimmäinen palvelu henkilökunta terveisin hei moi koska miksi missä miten olisi voisi pitäisi
ve bu şu o ben sen biz siz onlar bir çok ama için ile teşekkürler teşekkür merhaba bey hanım telefon memur adım ismim
y el la los las un una unos es fue era muy pero por para con sin me mi su sus nos gracias hola buenas buenos saludos señor señora señorita
don doña que cuando donde como porque nadie todo todos nada más también solo siempre nunca
i w z na do nie się jest był była to ten ta te pan pani panem panią pana panu państwo dziękuję dzięki dzień dobry pozdrawiam moja mój nikt
waa waxaan iyo ama laakiin mahadsanid magacaygu mahad anigu shaqaaluhu
"""

PLACES = frozenset(folded(word) for word in _PLACES.split())
NOT_NAMES = PLACES | frozenset(
    folded(word) for words in (_SERVICES, _TIME, _ORDINARY) for word in words.split()
)

# "Medborgarkontoret", "Stuvstaskolan", "Edboda äldreboende": a place or an organisation.
_ORGANISATIONS = (
    "kommun",
    "kommunen",
    "kommunens",
    "kommunalt",
    "kontor",
    "kontoret",
    "kontorets",
    "tjänst",
    "tjänsten",
    "skola",
    "skolan",
    "skolor",
    "skolans",
    "förskola",
    "bibliotek",
    "biblioteket",
    "kassan",
    "verket",
    "centralen",
    "centrum",
    "centret",
    "sjukhus",
    "sjukhuset",
    "nämnd",
    "nämnden",
    "förvaltning",
    "förvaltningen",
    "enhet",
    "enheten",
    "avdelning",
    "avdelningen",
    "boende",
    "boendet",
    "gården",
    "hemmet",
    "vård",
    "vården",
    "vårdcentral",
    "hallen",
    "torget",
    "torg",
    "vägen",
    "gatan",
    "stigen",
    "parken",
    "stationen",
    "mottagning",
    "mottagningen",
    "gymnasium",
    "gymnasiet",
    "kyrka",
    "kyrkan",
    "huset",
    "badet",
    "bostäder",
    "backen",
    "allé",
    "omsorg",
    "omsorgen",
    "myndigheten",
    "styrelsen",
    "föreningen",
    "förbundet",
    "byrån",
    "företaget",
    "bolaget",
    "partiet",
    "programmet",
    "portalen",
)
# Definite forms and abstract nouns of any length: "Handläggningen", "Personalerna".
_GRAMMATICAL = (
    "ningen",
    "ning",
    "arna",
    "erna",
    "orna",
    "het",
    "heten",
    "tion",
    "tionen",
    "itet",
    "iteten",
    "ingar",
    "ande",
    "andet",
    "else",
    "elsen",
)
_LONG_DEFINITE = ("en", "et", "an", "na")
_LONG = 10


def is_no_name(word: str) -> bool:
    """Whether a folded word is known to name no person, in itself, in the genitive or by its ending."""
    return (
        word in NOT_NAMES or word.removesuffix("s") in NOT_NAMES or _is_organisation(word) or _is_place(word)
    )


def _is_organisation(word: str) -> bool:
    bare = word.removesuffix("s")
    if bare.endswith(_ORGANISATIONS):
        return True
    return len(word) > 6 and (
        bare.endswith(_GRAMMATICAL) or (len(word) >= _LONG and bare.endswith(_LONG_DEFINITE))
    )


def _is_place(word: str) -> bool:
    """A place with a case ending, as in "Vårbyssä", "Huddingessa", "Huddinge'de", "Huddingebo"."""
    return any(word[:-cut] in PLACES for cut in range(1, 6) if len(word) - cut >= 5)
