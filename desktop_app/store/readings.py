"""What was learnt at the service about rows: found there, proven absent, or still unknown after a long time."""

from collections.abc import Iterable, Sequence

from desktop_app.domain.outgoing import State
from desktop_app.domain.status import Cause, advance
from desktop_app.store.claims import back_to_queue
from desktop_app.store.connection import Connection, Row, Touched
from desktop_app.store.moves import chunks, close_finished, ids_where, listed, move
from desktop_app.store.records import Echo, Reading

MOST_REFUSALS = 2
"""A row refused this often, the last time alone, is refused for good."""


def apply(connection: Connection, touched: Touched, readings: Iterable[Reading], now: int) -> None:
    """Reduce what was found at the service into the rows; rows found are adopted with their ids."""
    for some in chunks(list(readings)):
        wanted = [reading.id for reading in some]
        rows = {
            row["id"]: row
            for row in connection.execute(
                "SELECT id, campaign, state, cause, sms_id, gateway_status FROM outgoing "
                "WHERE id IN (SELECT value FROM json_each(?))",
                (listed(wanted),),
            )
        }
        for reading in some:
            if reading.id in rows:
                _apply_one(connection, touched, rows[reading.id], reading, now)
    close_finished(connection, touched, now)


def _apply_one(connection: Connection, touched: Touched, row: Row, reading: Reading, now: int) -> None:
    state, last = State(row["state"]), row["gateway_status"]
    known_id = row["sms_id"]
    if reading.duplicate and state is not State.DUPLICATE:
        move(connection, touched, [reading.id], State.DUPLICATE, "two messages with one reference", now)
    step = advance(State.DUPLICATE if reading.duplicate else state, last, reading.status)
    if step.code != last or known_id != reading.sms_id:
        connection.execute(
            "UPDATE outgoing SET gateway_status = ?, sms_id = ? WHERE id = ?", (step.code, reading.sms_id, reading.id)
        )
        touched.rows.add(reading.id)
    if step.state is not state and not reading.duplicate:
        move(connection, touched, [reading.id], step.state, f"read at the service: {reading.status}", now)


def proven_absent(connection: Connection, touched: Touched, ids: Sequence[int], now: int, *, attempts: int) -> None:
    """Rows proven not to be at the service: they wait again, or are refused for good where that was the answer.

    Args:
        attempts: hand-overs after which a row asks instead.
    """
    rows = connection.execute(
        "SELECT o.id, o.cause, o.reason, o.attempt, o.refusals, o.state, b.n, c.state AS campaign_state "
        "FROM outgoing o JOIN campaign c ON c.id = o.campaign LEFT JOIN batch b ON b.id = o.batch "
        "WHERE o.id IN (SELECT value FROM json_each(?)) AND o.state IN ('unsure', 'ask')",
        (listed(ids),),
    ).fetchall()
    for row in rows:
        _absent(connection, touched, row, now, attempts)
    close_finished(connection, touched, now)


def _absent(connection: Connection, touched: Touched, row: Row, now: int, attempts: int) -> None:
    only = [row["id"]]
    refused = row["cause"] == Cause.REFUSED.value
    if refused:
        connection.execute("UPDATE outgoing SET refusals = refusals + 1 WHERE id = ?", only)
    if refused and row["n"] == 1 and row["refusals"] + 1 >= MOST_REFUSALS:
        move(
            connection, touched, only, State.REFUSED, "refused, and not at the service", now,
            cause=Cause.REFUSED, reason=row["reason"],
        )  # fmt: skip
    elif row["attempt"] >= attempts or row["campaign_state"] == "finished":
        why = f"not at the service after {row['attempt']} tries"
        move(connection, touched, only, State.ASK, why, now, cause=Cause.ABSENT)
    else:
        back_to_queue(connection, touched, only, "proven not to be at the service", now, cause=Cause.ABSENT)


def refused_for_good(connection: Connection, touched: Touched, ids: Sequence[int], now: int) -> None:
    """Rows refused alone a second time and seen absent once: nothing is sent again, so one look is enough."""
    rows = connection.execute(
        "SELECT id, reason FROM outgoing WHERE id IN (SELECT value FROM json_each(?)) AND state = 'unsure'",
        (listed(ids),),
    ).fetchall()
    for row in rows:
        connection.execute("UPDATE outgoing SET refusals = refusals + 1 WHERE id = ?", (row["id"],))
        move(
            connection, touched, [row["id"]], State.REFUSED, "refused, and not at the service", now,
            cause=Cause.REFUSED, reason=row["reason"],
        )  # fmt: skip
    close_finished(connection, touched, now)


def doubt(connection: Connection, touched: Touched, ids: Sequence[int], now: int) -> None:
    """Accepted rows the service does not show: they may be lost, and are looked for."""
    rows = ids_where(connection, "id IN (SELECT value FROM json_each(?)) AND state = 'accepted'", (listed(ids),))
    move(connection, touched, rows, State.UNSURE, "accepted, yet not to be seen", now, cause=Cause.UNSEEN)


def ask(connection: Connection, touched: Touched, ids: Sequence[int], cause: Cause, why: str, now: int) -> None:
    """Rows only the owner can decide about."""
    move(connection, touched, ids, State.ASK, why, now, cause=cause)
    close_finished(connection, touched, now)


def mark_echo(connection: Connection, touched: Touched, campaign: int, echo: Echo) -> None:
    """Note whether this campaign's references come back."""
    changed = connection.execute(
        "UPDATE campaign SET echo = ? WHERE id = ? AND echo <> ?", (echo.value, campaign, echo.value)
    ).rowcount
    if changed:
        touched.campaigns.add(campaign)
