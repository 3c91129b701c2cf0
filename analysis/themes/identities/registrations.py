"""Swedish registration numbers of vehicles, only where the text says that it speaks of one."""

from __future__ import annotations

import re

MARK = "[registration]"
# "ABC 123" alone could be a form, a rule or a bus: one of these words must stand just before.
_CUE = (
    r"(?:regnr|reg\.? ?nr|registreringsnummer|registrerings?skylt|bil|bilen|lastbil|lastbilen|mc|moped|husbil|släp|skåpbil|volvo|fordon|fordonet|skylt"
    r"|car|plate|registration|vehicle|rekisterinumero|auto|rekkari|plaka|samochód|coche|matrícula|سيارة)"
)
_NUMBER = re.compile(
    rf"(\b{_CUE}\b[^\w\n]{{1,3}}(?:[a-zåäö]{{2,8}}[ \t]){{0,2}})([A-HJ-PR-UW-Z]{{3}}[ -]?\d{{2}}[\dA-Z])(?!\w)",
    re.IGNORECASE,
)


def without_registrations(text: str) -> str:
    """The text with registration numbers replaced by their mark."""
    return _NUMBER.sub(rf"\1{MARK}", text)
