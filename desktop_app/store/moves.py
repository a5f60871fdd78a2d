"""Moving rows between states, always with an event that says why; and campaigns that are done because of it."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from desktop_app.domain.outgoing import CampaignState, State
from desktop_app.domain.status import REASONS, Cause
from desktop_app.store.connection import Connection, Touched

T = TypeVar("T")
_AT_ONCE = 500
"""Values bound to one statement; SQLite takes more, older ones 999."""

_NOT_DONE = (State.QUEUED, State.SENDING, State.UNSURE, State.ACCEPTED, State.TAKEN)
_NOT_FINISHED = (*_NOT_DONE, State.SENT)
_NOT_STOPPED = (State.SENDING, State.UNSURE, State.ACCEPTED, State.TAKEN)


def chunks(items: Sequence[T], size: int = _AT_ONCE) -> Iterator[Sequence[T]]:
    """`items` in pieces of at most `size`."""
    for start in range(0, len(items), size):
        yield items[start : start + size]


def listed(items: Iterable[object]) -> str:
    """Values for `IN (SELECT value FROM json_each(?))`: any number of them, and the statement stays the same."""
    return json.dumps(list(items))


def move(
    connection: Connection,
    touched: Touched,
    ids: Iterable[int],
    after: State,
    why: str,
    now: int,
    *,
    cause: Cause = Cause.NONE,
    reason: str | None = None,
) -> int:
    """Move rows to `after`, whatever they were, and record it; rows that are there already are left alone.

    Args:
        ids: rows.
        after: the state.
        why: for the record, never empty.
        now: milliseconds.
        cause: for the program.
        reason: for people; what `REASONS` says about the cause by default.

    Returns:
        How many rows moved.
    """
    text = reason if reason is not None else REASONS.get(cause)
    changed = connection.execute(
        "SELECT id, campaign FROM outgoing WHERE id IN (SELECT value FROM json_each(?)) AND state <> ?",
        (listed(set(ids)), after.value),
    ).fetchall()
    if not changed:
        return 0
    moving = listed(row["id"] for row in changed)
    connection.execute(
        "INSERT INTO event (row, before, after, why, at) SELECT id, state, ?, ?, ? FROM outgoing "
        "WHERE id IN (SELECT value FROM json_each(?))",
        (after.value, why, now, moving),
    )
    connection.execute(
        "UPDATE outgoing SET state = ?, cause = ?, reason = ?, changed_at = ? "
        "WHERE id IN (SELECT value FROM json_each(?))",
        (after.value, cause.value, text, now, moving),
    )
    touched.rows.update(row["id"] for row in changed)
    touched.campaigns.update(row["campaign"] for row in changed)
    return len(changed)


def ids_where(connection: Connection, condition: str, values: Sequence[object]) -> list[int]:
    """Ids of rows for which `condition` (over outgoing) holds."""
    found = connection.execute(f"SELECT id FROM outgoing WHERE {condition}", values)  # noqa: S608 - our own text
    return [row["id"] for row in found]


def skip_opted_out(connection: Connection, touched: Touched, numbers: Sequence[str], now: int) -> int:
    """Rows on this computer for people who asked not to be texted will not go out."""
    skipped = 0
    for some in chunks(numbers):
        ids = ids_where(connection, "phone IN (SELECT value FROM json_each(?)) AND state = 'queued'", (listed(some),))
        skipped += move(connection, touched, ids, State.SKIPPED, "opted out", now, cause=Cause.OPTED_OUT)
    return skipped


def close_finished(connection: Connection, touched: Touched, now: int, campaigns: Iterable[int] | None = None) -> None:
    """Campaigns whose rows are all final, or ask, are finished; stopping ones are stopped when nothing can go out."""
    for campaign in sorted(touched.campaigns if campaigns is None else set(campaigns)):
        row = connection.execute("SELECT state FROM campaign WHERE id = ?", (campaign,)).fetchone()
        state = CampaignState(row["state"])
        if state in {CampaignState.SENDING, CampaignState.PAUSED} and not _any(connection, campaign, _NOT_FINISHED):
            _end(connection, campaign, CampaignState.FINISHED, now)
        elif state is CampaignState.STOPPING and not _any(connection, campaign, _NOT_STOPPED):
            _end(connection, campaign, CampaignState.STOPPED, now)
        else:
            continue
        touched.campaigns.add(campaign)


def close_waited(connection: Connection, touched: Touched, before: int, now: int) -> None:
    """Campaigns whose sent rows have waited for a receipt since `before` are finished: none will come."""
    found = connection.execute(
        "SELECT id FROM campaign WHERE state IN ('sending', 'paused') AND NOT EXISTS (SELECT 1 FROM outgoing "
        "WHERE campaign = campaign.id AND superseded = 0 AND state = 'sent' AND changed_at >= ?)",
        (before,),
    ).fetchall()
    for row in found:
        if is_done(connection, row["id"]):
            _end(connection, row["id"], CampaignState.FINISHED, now)
            touched.campaigns.add(row["id"])


def is_done(connection: Connection, campaign: int) -> bool:
    """Whether every row is final, sent, or asks: nothing goes out of this campaign, only receipts may come."""
    return not _any(connection, campaign, _NOT_DONE)


def _any(connection: Connection, campaign: int, states: Sequence[State]) -> bool:
    found = connection.execute(
        "SELECT 1 FROM tally WHERE campaign = ? AND rows > 0 AND state IN (SELECT value FROM json_each(?))",
        (campaign, listed(state.value for state in states)),
    )
    return found.fetchone() is not None


def _end(connection: Connection, campaign: int, state: CampaignState, now: int) -> None:
    connection.execute(
        "UPDATE campaign SET state = ?, paused_by = NULL, paused_note = '', finished_at = ? WHERE id = ?",
        (state.value, now, campaign),
    )
