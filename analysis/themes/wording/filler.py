"""Words that alone are no opinion on anything: greetings, thanks, yes and no, "nothing to add".

They stay among the words (a theme may well be that nobody answers "no"), but an answer that holds nothing else
belongs to no theme.
"""

from __future__ import annotations

from analysis.themes.wording.spelling import folded, one_spelling

_LISTS = """
    hej hejsan hallå tja tack tackar tusen nej nä nope ja jo japp jaha jaja ok okej okay oki inget ingenting ingen inga
    inte vet ej övrigt kommentar kommentarer mvh hälsningar vänligen hälsning test asdf dito

    hi hello hey thanks thank thx yes no nope yeah none nothing nil na n/a n-a comment comments know don't dont
    not idk regards best bye please testing

    hei moi terve kiitos kiitoksia ei en kyllä joo mitään tiedä kommentoitavaa terveisin

    مرحبا السلام عليكم شكرا لا نعم لاشيء شيء يوجد أهلا سلام جزيلا

    salaan mahadsanid maya haa waxba ma salaam

    merhaba selam teşekkürler teşekkür ederim sağol hayır evet yok hiçbir şey bilmiyorum

    سلام ممنون مرسی متشکرم نه بله خیر هیچ هیچی ندارم نمیدانم نظری تشکر

    hola gracias no sí si nada ninguno ninguna comentario sé saludos muchas

    cześć dzień dobry dziękuję dzięki nie tak nic brak wiem uwag pozdrawiam witam
"""

FILLER = frozenset(one_spelling(word) for word in folded(_LISTS).split())


def is_filler(word: str) -> bool:
    return one_spelling(word) in FILLER
