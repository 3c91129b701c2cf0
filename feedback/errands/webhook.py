"""`POST /api/v1/errands`: closed errands from a case system, signed, all or none, once per webhook-id."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import msgspec
from litestar import Request, Response, post

from feedback.access import Access
from feedback.database.statements import Procedure, Rows
from feedback.database.writer import run_procedure
from feedback.errands.intake import NewRow, new_rows, storing
from feedback.errands.message import errands_in
from feedback.errands.signature import verified_id
from feedback.errors import Conflict
from feedback.service import Service

MAX_BODY_BYTES = 2_000_000
# A message is refused five minutes after it was signed; a sender that tries again for weeks signs anew with the same id.
KEEP_DELIVERIES = timedelta(days=90)


@dataclass(frozen=True)
class Delivery:
    """One message, known by its id; what it said is kept as a keyed hash only."""

    id: str
    body_hash: str


@dataclass(frozen=True)
class Taken:
    """A delivery that has been taken in: by us now, or by an earlier try."""

    body_hash: str
    reply: str


@post(
    "/api/v1/errands",
    status_code=202,
    opt={"access": Access.SIGNED},
    request_max_body_size=MAX_BODY_BYTES,
)
async def take_errands(request: Request[Any, Any, Any]) -> Response[bytes]:
    """Store the errands of a signed message; the same message again gets the same reply."""
    service: Service = request.app.state.service
    body = await request.body()
    id = verified_id(service.settings.webhook_secrets, request.headers, body, service.now())
    taken = await taken_in(service, Delivery(id, _body_hash(service, id, body)), body)
    return Response(taken.reply.encode(), status_code=202, media_type="application/json")


def forgetting_deliveries(today: date) -> Procedure[None]:
    """Forget messages taken so long ago that nobody sends them again."""
    yield Rows("DELETE FROM webhook_delivery WHERE received_on < ?", [today - KEEP_DELIVERIES])


HANDLERS = (take_errands,)


async def taken_in(service: Service, delivery: Delivery, body: bytes) -> Taken:
    """The delivery as stored; raises Conflict when the id came before with another body.

    An earlier delivery is looked for first: its reply stands, even if the vocabulary has changed since.
    """
    taken = await run_procedure(service.engine, _earlier(delivery.id))
    if taken is None:
        today = service.today()
        rows = new_rows(service, errands_in(body, service.municipality, today))
        taken = await run_procedure(service.engine, _taking(delivery, rows, today))
    if taken.body_hash != delivery.body_hash:
        raise Conflict("This webhook-id has been used for another body; give every message an id of its own.")
    return taken


def _body_hash(service: Service, id: str, body: bytes) -> str:
    """Keyed, because a plain hash of a short body would let its contact be guessed."""
    return service.keys.external_hash(id, hashlib.sha256(body).hexdigest())


def _earlier(id: str) -> Procedure[Taken | None]:
    rows = yield Rows("SELECT body_hash, reply FROM webhook_delivery WHERE webhook_id = ?", [id])
    return Taken(*rows[0]) if rows else None


def _taking(delivery: Delivery, rows: Sequence[NewRow], today: date) -> Procedure[Taken]:
    """Delivery and errands in one transaction. Of two tries at once the second waits, then finds the first."""
    fresh = yield Rows(
        "INSERT INTO webhook_delivery (webhook_id, body_hash, reply, received_on) VALUES (?, ?, '', ?) "
        "ON CONFLICT (webhook_id) DO NOTHING RETURNING webhook_id",
        [delivery.id, delivery.body_hash, today],
    )
    if not fresh:
        earlier = yield from _earlier(delivery.id)
        assert earlier is not None  # the conflict was with a committed row, and none is ever deleted
        return earlier
    intake = yield from storing(rows)
    reply = msgspec.json.encode({"stored": intake.stored, "already_known": intake.already_known}).decode()
    yield Rows("UPDATE webhook_delivery SET reply = ? WHERE webhook_id = ?", [reply, delivery.id])
    return Taken(delivery.body_hash, reply)
