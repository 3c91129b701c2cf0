"""Storing an answer: everything about it in one transaction, and the person unlinked in the same.

Response, answers, cube cells and funnel are written; the invitation is spent and loses errand, sealed
link and dimensions; the errand loses its contact details. Many residents' submissions share one
transaction (see database/writer.py); nobody is thanked before it is committed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from feedback.cells import UPSERT_CELL, Dimensions, cell_keys, counted
from feedback.database.statements import Many, Procedure, Row, Rows, marks
from feedback.funnel import UPSERT_FUNNEL, Stage, funnel_key
from feedback.invitations.states import ANSWERABLE, DUE, SENT, SPENT, STARTED
from feedback.keys import random_id
from feedback.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One row of `answer`: a score, a choice, a redacted text, or a choice with its score."""

    question: str
    score: int | None = None
    choice: str | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Submission:
    """A decoded, validated and redacted form, ready to be stored.

    `place` is what the errand said (its district may be missing); `dimensions` what the cube counts,
    with the resident's own district where she gave one. `scores` are (question word, score) pairs.
    """

    token_hash: str
    receipt_hash: str
    today: date
    survey: str
    version: str
    content_hash: str
    layout: str
    place: Dimensions
    dimensions: Dimensions
    answers: tuple[AnswerRow, ...]
    scores: tuple[tuple[str, int], ...]


class Outcome(Enum):
    """What became of a submission."""

    STORED = "stored"
    SAME_AGAIN = "same_again"  # the same form sent twice: the same receipt is shown again
    ALREADY_USED = "already_used"
    GONE = "gone"  # expired, withdrawn or never sent


def _words(states: Sequence[str]) -> str:
    """States as they stand in SQL; they are constants of ours."""
    return ", ".join(f"'{state}'" for state in states)


# A spent invitation keeps a date and nothing else.
_SPEND = (
    f"UPDATE invitation SET state = '{SPENT}', spent_on = ?, errand = NULL, token_sealed = NULL, sent_on = NULL, "
    "reminded_on = NULL, survey = '', version = '', language = '', carrier = '' "
    f"WHERE token_hash IN ({{}}) AND expires_on >= ? AND state IN ({_words(ANSWERABLE)}) "
    "RETURNING token_hash"
)
_STARTED = f"UPDATE invitation SET state = '{STARTED}' WHERE token_hash = ? AND state IN ({_words((DUE, SENT))}) RETURNING id"

_RESPONSE = (
    "INSERT INTO response (id, survey, version, channel, office, service, district, language, mode, layout, week, "
    "receipt_hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_ANSWER = "INSERT INTO answer (id, response, question, score, choice, text) VALUES (?, ?, ?, ?, ?, ?)"
# Its themes are found afterwards, see feedback/themes/assigning.py.
_WAIT = "INSERT INTO waiting_comment (response) VALUES (?)"
_FREEZE = (
    "INSERT INTO frozen_survey (id, survey, version, content_hash, frozen_on) VALUES (?, ?, ?, ?, ?) "
    "ON CONFLICT (survey, version) DO NOTHING"
)


def storing(vocabulary: Vocabulary, batch: Sequence[Submission]) -> Procedure[list[Outcome]]:
    """Store a batch; gives each submission's outcome, in order."""
    before, spent = yield from _spend(batch)
    outcomes, winners = yield from _settled(batch, before, spent)
    if winners:
        yield from _forget_contacts([before[token].errand for token in spent])
        yield from _insert(winners)
        yield from _count(vocabulary, winners, before)
    return outcomes


@dataclass(frozen=True, slots=True)
class _Link:
    """What an invitation was before it was spent."""

    state: str
    errand: int | None


def _spend(batch: Sequence[Submission]) -> Procedure[tuple[dict[str, _Link], set[str]]]:
    """Spend every link that may be spent; returns every known link as it was, and those now spent by us.

    Two processes may read the same link as unspent, but only one of them gets its row back from the update.
    """
    hashes = sorted({item.token_hash for item in batch})
    known = yield Rows(
        f"SELECT token_hash, state, errand FROM invitation WHERE token_hash IN ({marks(len(hashes))})", hashes
    )
    today = batch[0].today
    rows = yield Rows(_SPEND.format(marks(len(hashes))), [today, *hashes, today])
    return {token: _Link(state, errand) for token, state, errand in known}, {row[0] for row in rows}


def _settled(
    batch: Sequence[Submission], before: dict[str, _Link], spent: set[str]
) -> Procedure[tuple[list[Outcome], list[Submission]]]:
    """Who was first with each link; who sent the same form again; who came too late."""
    known = yield from _known_receipts([item for item in batch if item.token_hash not in spent])
    first: dict[str, int] = {}
    outcomes: list[Outcome] = []
    for place, item in enumerate(batch):
        if item.token_hash in spent:
            winner = first.setdefault(item.token_hash, place)
            outcomes.append(Outcome.STORED if winner == place else _second(batch[winner], item))
        elif item.receipt_hash in known:
            outcomes.append(Outcome.SAME_AGAIN)
        else:
            used = item.token_hash in before and before[item.token_hash].state == SPENT
            outcomes.append(Outcome.ALREADY_USED if used else Outcome.GONE)
    return outcomes, [batch[place] for place in first.values()]


def _second(winner: Submission, item: Submission) -> Outcome:
    return Outcome.SAME_AGAIN if winner.receipt_hash == item.receipt_hash else Outcome.ALREADY_USED


def _known_receipts(late: Sequence[Submission]) -> Procedure[set[str]]:
    if not late:
        return set()
    hashes = sorted({item.receipt_hash for item in late})
    rows = yield Rows(
        f"SELECT receipt_hash FROM response WHERE receipt_hash IN ({marks(len(hashes))})", hashes
    )
    return {row[0] for row in rows}


def _forget_contacts(errands: Sequence[int | None]) -> Procedure[None]:
    """Cut the person off: the errand no longer knows how to reach her."""
    known = sorted(errand for errand in errands if errand is not None)
    if known:
        yield Rows(
            "UPDATE errand SET contact_kind = NULL, contact_sealed = NULL, contact_hash = NULL "
            f"WHERE id IN ({marks(len(known))})",
            known,
        )


def _insert(winners: Sequence[Submission]) -> Procedure[None]:
    ids = {item.token_hash: random_id() & ~0xFF for item in winners}
    yield Many(_RESPONSE, sorted(_response_row(ids[item.token_hash], item) for item in winners))
    yield Many(_ANSWER, sorted(row for item in winners for row in _answer_rows(ids[item.token_hash], item)))
    yield Many(_WAIT, [(ids[item.token_hash],) for item in winners if _has_text(item)])
    versions = {(item.survey, item.version): item for item in winners}
    yield Many(
        _FREEZE,
        [
            (random_id(), survey, version, item.content_hash, item.today)
            for (survey, version), item in versions.items()
        ],
    )


def _response_row(identity: int, item: Submission) -> Row:
    at = item.dimensions
    return (
        identity,
        item.survey,
        item.version,
        at.channel,
        at.office,
        at.service,
        at.district,
        at.language,
        at.mode,
        item.layout,
        at.week,
        item.receipt_hash,
    )


def _answer_rows(identity: int, item: Submission) -> Iterator[Row]:
    for place, answer in enumerate(item.answers, 1):
        yield identity + place, identity, answer.question, answer.score, answer.choice, answer.text


def _has_text(item: Submission) -> bool:
    return any(answer.text is not None for answer in item.answers)


def _count(
    vocabulary: Vocabulary, winners: Sequence[Submission], before: dict[str, _Link]
) -> Procedure[None]:
    keys = [key for item in winners for key in cell_keys(vocabulary, item.dimensions, item.scores)]
    yield Many(UPSERT_CELL, counted(keys))
    stages: list[int] = []
    for item in winners:
        stages.append(funnel_key(vocabulary, item.place, Stage.ANSWERED))
        if before[item.token_hash].state != STARTED:
            stages.append(funnel_key(vocabulary, item.place, Stage.STARTED))
    yield Many(UPSERT_FUNNEL, counted(stages))


def starting(vocabulary: Vocabulary, token_hash: str, place: Dimensions) -> Procedure[bool]:
    """Count, once per link, that somebody began to answer but sent something incomplete."""
    rows = yield Rows(_STARTED, [token_hash])
    if rows:
        yield Many(UPSERT_FUNNEL, [(funnel_key(vocabulary, place, Stage.STARTED), 1)])
    return bool(rows)


def erasing(vocabulary: Vocabulary, receipt_hash: str, keys: Sequence[int]) -> Procedure[bool]:
    """Erase one response with its answers and take it out of the cube; False when it was gone already.

    `keys` are the cells it counted into, rebuilt from its stored rows by the caller.
    """
    rows = yield Rows("SELECT id FROM response WHERE receipt_hash = ?", [receipt_hash])
    if not rows:
        return False
    yield Rows("DELETE FROM answer WHERE response = ?", [rows[0][0]])
    gone = yield Rows("DELETE FROM response WHERE id = ? RETURNING id", [rows[0][0]])
    if not gone:
        return False
    yield Many("UPDATE cell SET n = n - ? WHERE key = ?", [(n, key) for key, n in counted(keys)])
    return True
