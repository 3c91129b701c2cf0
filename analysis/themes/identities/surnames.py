"""What surnames look like: common ones, and endings that few other words have."""

from __future__ import annotations

from analysis.themes.identities.folding import folded

# Frequent in Sweden (SCB, Namnstatistik) and not shaped like the endings below; our own selection, typed in.
_COMMON = """
alm ask asp berg bergh björk björn blom blomma boström brandt brodin dahl ek eklöf engdahl falk flink forss franzén fors frisk
granath hedin hedlund hellman hjelm hjorth holm holmér hägg kling krantz lind linde lindh lilja ljung lund löf löv malm modig
molin moberg nord norén nylén nordin palm quist ros rosén sandell sjö stark ståhl sten strand ström sundin sund svärd thorén
wall wallin vikström wik wiklund åberg åkerlund öberg öhman hammar hallén ekman norman wikman lindh
ahmadi hosseini mohammadi rezaei karimi rahimi moradi jafari abbasi sharifi haidari ali abdi warsame jama osman hassan hussein mohamed
ibrahim farah nur yusuf khalil haddad khoury aziz saleh salem yilmaz yılmaz demir kaya çelik şahin öztürk aydın arslan doğan
nowak wójcik kowalczyk mazur kaczmarek zając król garcía garcia lópez lopez martínez pérez sánchez ramírez torres flores
gonzález rodríguez hernández ortega silva santos smith jones brown taylor wilson khan singh kaur patel nguyen tran kim
laine mäkelä koskela heikkilä korpela salo niemi mäki lehto
"""
SURNAMES = frozenset(folded(name) for name in _COMMON.split())

# Long enough for what stands before to be a word of its own: "Vikström" but not "ström".
SURNAME_ENDINGS = (
    "sson",
    "ström",
    "gren",
    "kvist",
    "qvist",
    "lund",
    "lundh",
    "lind",
    "lindh",
    "blad",
    "stedt",
    "dahl",
    "löf",
    "holm",
    "berg",
    "bergh",
    "wall",
    "felt",
    "feldt",
    "fält",
    "roth",
    "hjelm",
    "sköld",
    "crona",
    "krona",
    "stierna",
    "lander",
    "mander",
    "vander",
    "nnen",
    "inen",
    "onen",
    "änen",
    "unen",
    "owski",
    "ewski",
    "iński",
    "yński",
    "cki",
    "owicz",
    "ewicz",
    "czyk",
    "oğlu",
    "oglu",
    "ović",
    "ovic",
    "ević",
    "evic",
    "čić",
    "enko",
    "chuk",
    "czuk",
    "yan",
    "zadeh",
    "zada",
    "pour",
    "nejad",
    "ález",
    "érez",
    "ínez",
    "ómez",
    "ández",
)
# These are hardly ever anything else, also where a sentence starts or without a capital letter.
SURE_ENDINGS = (
    "sson",
    "ström",
    "gren",
    "kvist",
    "qvist",
    "blad",
    "stedt",
    "owski",
    "ewski",
    "iński",
    "yński",
    "cki",
    "owicz",
    "ewicz",
    "czyk",
    "oğlu",
    "ović",
    "ević",
    "zadeh",
    "nejad",
    "lainen",
    "nkinen",
)
