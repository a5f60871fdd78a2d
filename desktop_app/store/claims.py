"""The only way out: marking a batch "sending" before its first byte leaves, and recording what became of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from desktop_app.domain.outgoing import CampaignState, Share, State
from desktop_app.domain.status import Cause
from desktop_app.store.connection import Connection, Touched
from desktop_app.store.installation import raise_epoch
from desktop_app.store.moves import close_finished, ids_where, listed, move
from desktop_app.store.records import Batch, Claimed
from desktop_app.store.sim_limits import fitting, room
from desktop_app.store.times import from_ms_or_none, to_ms_or_none

_ANY_PARTS = 2**31


@dataclass(frozen=True)
class Receipt:
    """What one call came to, in the four classes of reliability.md 2.3."""

    outcome: Literal["accepted", "refused", "not handed over", "unsure"]
    sms_id: int | None = None
    words: str = ""
    """The service's own text."""
    detail: str = ""
    server_time: datetime | None = None
    took_s: float = 0.0
    passing: bool = False
    """A refusal that looks like one of the token, which is good all the same."""


def claim(
    connection: Connection, touched: Touched, campaign: int, shares: Sequence[Share], now: int, wall: int, day: int
) -> Batch:
    """Mark rows "sending": of a campaign that is sending, in time, not on the do-not-text list.

    `now` is the service's time for the record, `wall` this computer's, by which starts and ends are kept.
    `day` is when this computer's day began, on the service's clock: a SIM whose limit is reached gets nothing more.

    A row refused as part of a batch goes alone, after all others. Returns an empty batch when nothing may go.
    """
    sending = connection.execute(
        "SELECT 1 FROM campaign WHERE id = ? AND state = 'sending' AND (not_after IS NULL OR not_after > ?) "
        "AND (start_at IS NULL OR at_gateway OR start_at <= ?)",
        (campaign, wall, wall),
    ).fetchone()
    if sending is None:
        return Batch(0, campaign, ())
    picked: list[int] = []
    skipped = 0
    left = room(connection, day)
    for share in shares:
        ids, left_out = _pick(connection, touched, campaign, share, now, left.get((share.device_id, share.sim)))
        picked += ids
        skipped += left_out
    if not picked:
        picked = _refused_before(connection, campaign, shares, left)
    if not picked:
        close_finished(connection, touched, now)
        return Batch(0, campaign, (), skipped)
    return _mark(connection, touched, campaign, picked, skipped, now)


def _pick(
    connection: Connection, touched: Touched, campaign: int, share: Share, now: int, parts: int | None
) -> tuple[list[int], int]:
    """Up to `share.rows` queued rows of one lane, of `parts` SMS in all; those who opted out are skipped on the way."""
    skipped = 0
    while True:
        ids = _waiting(connection, campaign, share, parts)
        opted_out = ids_where(
            connection,
            "id IN (SELECT value FROM json_each(?)) AND phone IN (SELECT number FROM do_not_text)",
            (listed(ids),),
        )
        if not opted_out:
            return ids, skipped
        skipped += move(connection, touched, opted_out, State.SKIPPED, "opted out", now, cause=Cause.OPTED_OUT)


def _waiting(connection: Connection, campaign: int, share: Share, parts: int | None) -> list[int]:
    if parts is not None:
        return fitting(connection, campaign, (share.device_id, share.sim), parts, share.rows)
    return ids_where(
        connection,
        "campaign = ? AND device_id = ? AND sim = ? AND state = 'queued' AND refusals = 0 ORDER BY id LIMIT ?",
        (campaign, share.device_id, share.sim, share.rows),
    )


def _refused_before(
    connection: Connection, campaign: int, shares: Sequence[Share], left: Mapping[tuple[int, int], int]
) -> list[int]:
    for share in shares:
        ids = ids_where(
            connection,
            "campaign = ? AND device_id = ? AND sim = ? AND state = 'queued' AND refusals > 0 AND parts <= ? "
            "AND phone NOT IN (SELECT number FROM do_not_text) ORDER BY id LIMIT 1",
            (campaign, share.device_id, share.sim, left.get((share.device_id, share.sim), _ANY_PARTS)),
        )
        if ids:
            return ids
    return []


def _mark(connection: Connection, touched: Touched, campaign: int, ids: Sequence[int], skipped: int, now: int) -> Batch:
    cursor = connection.execute(
        "INSERT INTO batch (campaign, n, claimed_at) VALUES (?, ?, ?)", (campaign, len(ids), now)
    )
    batch = cursor.lastrowid
    assert batch is not None  # an INSERT just succeeded
    move(connection, touched, ids, State.SENDING, f"claimed for batch {batch}", now)
    connection.execute(
        "UPDATE outgoing SET batch = ?, attempt = attempt + 1, claimed_at = ?, "
        "first_claimed_at = COALESCE(first_claimed_at, ?) WHERE id IN (SELECT value FROM json_each(?))",
        (batch, now, now, listed(ids)),
    )
    connection.execute("UPDATE campaign SET started_at = COALESCE(started_at, ?) WHERE id = ?", (now, campaign))
    raise_epoch(connection)
    rows = connection.execute(
        "SELECT id, ref, device_id, sim, phone, body, timetosend FROM outgoing WHERE batch = ? ORDER BY id", (batch,)
    )
    return Batch(
        batch,
        campaign,
        tuple(
            Claimed(
                id=row["id"],
                ref=row["ref"],
                device_id=row["device_id"],
                sim=row["sim"],
                phone=row["phone"],
                body=row["body"],
                timetosend=from_ms_or_none(row["timetosend"]),
            )
            for row in rows
        ),
        skipped,
    )


def record(connection: Connection, touched: Touched, batch: int, receipt: Receipt, now: int) -> None:
    """Write down what a call came to. Rows that were found at the service meanwhile stay as they were found."""
    connection.execute(
        "UPDATE batch SET outcome = ?, detail = ?, words = ?, server_time = ?, took_s = ? WHERE id = ?",
        (receipt.outcome, receipt.detail, receipt.words, to_ms_or_none(receipt.server_time), receipt.took_s, batch),
    )
    ids = ids_where(connection, "batch = ? AND state = 'sending'", (batch,))
    if receipt.outcome == "accepted":
        move(connection, touched, ids, State.ACCEPTED, "accepted by the service", now)
        if receipt.sms_id is not None and len(ids) == 1:
            connection.execute("UPDATE outgoing SET sms_id = ? WHERE id = ?", (receipt.sms_id, ids[0]))
    elif receipt.outcome == "not handed over":
        release(connection, touched, ids, f"nothing left: {receipt.detail or 'no connection'}", now)
    elif receipt.outcome == "refused":
        cause = Cause.PASSING if receipt.passing else Cause.REFUSED
        why = "refused, the token being good" if receipt.passing else "refused by the service"
        move(connection, touched, ids, State.UNSURE, why, now, cause=cause, reason=receipt.words or None)
    else:
        why = f"no clear answer: {receipt.detail or 'unknown'}"
        move(connection, touched, ids, State.UNSURE, why, now, cause=Cause.UNKNOWN_ANSWER)
    close_finished(connection, touched, now)


def set_aside(connection: Connection, touched: Touched, batch: int, broken: Sequence[int], now: int) -> None:
    """Rows no call can be made of are kept and shown; the rest of their batch waits again. Nothing left."""
    ids = ids_where(connection, "batch = ? AND state = 'sending'", (batch,))
    move(connection, touched, broken, State.QUARANTINED, "no call can be made of it", now, cause=Cause.DAMAGED)
    release(connection, touched, sorted(set(ids) - set(broken)), "nothing left: others were set aside", now)
    connection.execute("UPDATE batch SET outcome = 'not handed over' WHERE id = ?", (batch,))
    close_finished(connection, touched, now)


def release(connection: Connection, touched: Touched, ids: Sequence[int], why: str, now: int) -> None:
    """Rows of which certainly no byte left wait again, as if they had not been claimed."""
    if not ids:
        return
    connection.execute(
        "UPDATE outgoing SET attempt = attempt - 1, "
        "first_claimed_at = CASE WHEN attempt > 1 THEN first_claimed_at END, "
        "claimed_at = CASE WHEN attempt > 1 THEN claimed_at END WHERE id IN (SELECT value FROM json_each(?))",
        (listed(ids),),
    )
    back_to_queue(connection, touched, ids, why, now, cause=Cause.NOT_REACHED)


def back_to_queue(
    connection: Connection, touched: Touched, ids: Sequence[int], why: str, now: int, *, cause: Cause
) -> None:
    """Rows that are not at the service wait again; those of a stopped campaign, or opted out, never go out.

    An id the service once told for them is forgotten: the next hand-over gets another one.
    """
    connection.execute(
        "UPDATE outgoing SET sms_id = NULL, gateway_status = NULL WHERE id IN (SELECT value FROM json_each(?))",
        (listed(ids),),
    )
    stopped = ids_where(
        connection,
        "id IN (SELECT value FROM json_each(?)) AND campaign IN (SELECT id FROM campaign WHERE state IN (?, ?))",
        (listed(ids), CampaignState.STOPPING.value, CampaignState.STOPPED.value),
    )
    opted_out = ids_where(
        connection,
        "id IN (SELECT value FROM json_each(?)) AND phone IN (SELECT number FROM do_not_text)",
        (listed(ids),),
    )
    move(connection, touched, stopped, State.CANCELLED, f"{why}; stopped", now, cause=Cause.STOPPED)
    rest = set(ids) - set(stopped)
    move(connection, touched, rest & set(opted_out), State.SKIPPED, f"{why}; opted out", now, cause=Cause.OPTED_OUT)
    move(connection, touched, rest - set(opted_out), State.QUEUED, why, now, cause=cause)
