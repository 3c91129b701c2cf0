"""The states of an invitation. The words are stored; only ever add."""

from __future__ import annotations

DUE = "due"  # decided, its message not yet taken by a carrier
SENT = "sent"
FAILED = "failed"  # no carrier would take the message
STARTED = "started"  # a form was sent in with something missing
SPENT = "spent"  # answered
EXPIRED = "expired"
WITHDRAWN = "withdrawn"  # the resident asked to be left in peace

# A link may have reached its resident although we know nothing of it: a worker can die between sending and
# noting it, and a carrier can report failure for a message that arrived. So whoever holds a link that is not
# at its end may answer.
ANSWERABLE = (DUE, SENT, FAILED, STARTED)
ENDED = (SPENT, EXPIRED, WITHDRAWN)
REMINDABLE = (SENT, STARTED)

# The medium a resident was reached by (`invitation.carrier`), and the answering mode it gives a response.
MODE_OF_MEDIUM = {"e_mail": "e_mail_link", "sms": "sms_link"}


def may_be_answered(state: str) -> bool:
    """True also for a link past its day: compare `expires_on` too."""
    return state in ANSWERABLE
