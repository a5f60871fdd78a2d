"""What the owner, or a rule in the owner's place, decides about a campaign: pause, stop, retry, send again, leave."""

from collections.abc import Sequence

from desktop_app.domain.outgoing import CampaignState, PausedBy, Share, State
from desktop_app.domain.status import Cause
from desktop_app.store.adding import sent_since_by_later
from desktop_app.store.campaigns import one_campaign
from desktop_app.store.connection import Connection, Touched
from desktop_app.store.installation import take_refs
from desktop_app.store.moves import close_finished, ids_where, listed, move
from desktop_app.store.records import Stopping

MAY_STILL_GO = (State.SENDING, State.UNSURE, State.ASK, State.ACCEPTED, State.TAKEN)
"""States in which the service or a phone may have a message that has not gone out yet."""

_STARTED = (CampaignState.STARTING, CampaignState.SCHEDULED, CampaignState.SENDING)


def set_state(
    connection: Connection,
    touched: Touched,
    campaign: int,
    state: CampaignState,
    now: int,
    *,
    expected: frozenset[CampaignState],
    paused_by: PausedBy | None,
    note: str,
) -> bool:
    """Move a campaign if it is in one of `expected`."""
    names = sorted(one.value for one in expected)
    resumed = now if state is CampaignState.SENDING else None
    changed = connection.execute(
        "UPDATE campaign SET state = ?, paused_by = ?, paused_note = ?, "
        "resumed_at = COALESCE(?, resumed_at), finished_at = CASE WHEN ? THEN NULL ELSE finished_at END "
        "WHERE id = ? AND state IN (SELECT value FROM json_each(?))",
        (
            state.value,
            paused_by.value if paused_by else None,
            note,
            resumed,
            resumed is not None,
            campaign,
            listed(names),
        ),
    ).rowcount
    if changed:
        touched.campaigns.add(campaign)
        close_finished(connection, touched, now, [campaign])
    return bool(changed)


def resume(connection: Connection, touched: Touched, campaign: int, now: int, wall: int) -> bool:
    """Let a campaign go on; an end that has passed was what the owner decided about."""
    connection.execute("UPDATE campaign SET not_after = NULL WHERE id = ? AND not_after <= ?", (campaign, wall))
    return set_state(
        connection, touched, campaign, CampaignState.SENDING, now,
        expected=frozenset(
            {CampaignState.PAUSED, CampaignState.FINISHED, CampaignState.STOPPED, CampaignState.STOPPING}
        ),
        paused_by=None, note="",
    )  # fmt: skip


def pause_sending(connection: Connection, touched: Touched, by: PausedBy, note: str, now: int) -> list[int]:
    """Pause everything that is sending or about to, and has something left to send."""
    found = connection.execute(
        "SELECT id FROM campaign c WHERE state = 'starting' OR (state = 'sending' AND EXISTS (SELECT 1 FROM tally "
        "WHERE campaign = c.id AND rows > 0 AND state IN ('queued', 'sending', 'unsure'))) ORDER BY id"
    ).fetchall()
    ids = [row["id"] for row in found]
    for campaign in ids:
        set_state(
            connection, touched, campaign, CampaignState.PAUSED, now,
            expected=frozenset(_STARTED), paused_by=by, note=note,
        )  # fmt: skip
    return ids


def active(connection: Connection) -> list[int]:
    """Campaigns that want something done."""
    found = connection.execute(
        "SELECT id FROM campaign WHERE state IN ('starting', 'scheduled', 'sending', 'stopping') ORDER BY id"
    )
    return [row["id"] for row in found]


def stopping(connection: Connection, campaign: int) -> Stopping:
    """What stopping means now."""
    told = one_campaign(connection, campaign)
    return Stopping(told.waiting, sum(told.counts.get(state, 0) for state in MAY_STILL_GO), told.done)


def stop(connection: Connection, touched: Touched, campaign: int, now: int) -> Stopping:
    """Cancel what waits here and let the rest be followed to its end."""
    meaning = stopping(connection, campaign)
    queued = ids_where(connection, "campaign = ? AND state = 'queued'", (campaign,))
    move(connection, touched, queued, State.CANCELLED, "stopped by the owner", now, cause=Cause.STOPPED)
    set_state(
        connection, touched, campaign, CampaignState.STOPPING, now,
        expected=frozenset({*_STARTED, CampaignState.PAUSED}), paused_by=None, note="",
    )  # fmt: skip
    return meaning


def take_back(connection: Connection, touched: Touched, campaign: int, now: int, since: int) -> int:
    """What a stop left here waits again; not for who opted out meanwhile, or got the same since from a later send."""
    rows = ids_where(
        connection,
        "campaign = ? AND state = 'cancelled' AND cause = ? AND superseded = 0 "
        "AND phone NOT IN (SELECT number FROM do_not_text)",
        (campaign, Cause.STOPPED.value),
    )
    repeated = sent_since_by_later(connection, rows, since)
    move(connection, touched, repeated, State.SKIPPED, "the same text went out since", now, cause=Cause.SAME_TEXT)
    rest = set(rows) - repeated
    return move(connection, touched, rest, State.QUEUED, "the owner sends the rest", now, cause=Cause.OWNER)


def decide(
    connection: Connection,
    touched: Touched,
    campaign: int,
    rows: Sequence[int] | None,
    after: State,
    cause: Cause,
    why: str,
    now: int,
) -> int:
    """Move rows that ask, as the owner decided; who opted out meanwhile is skipped instead of sent again."""
    asking = ids_where(connection, "campaign = ? AND state = 'ask'", (campaign,))
    chosen = [row for row in asking if rows is None or row in set(rows)]
    connection.execute(
        "UPDATE outgoing SET decided_by = ? WHERE id IN (SELECT value FROM json_each(?))",
        (f"owner: {why}", listed(chosen)),
    )
    if after is State.ASK:  # it stays not confirmed, by decision
        _leave(connection, touched, campaign, chosen, cause, why, now)
        return len(chosen)
    if after is State.QUEUED:
        skipped = ids_where(
            connection,
            "id IN (SELECT value FROM json_each(?)) AND phone IN (SELECT number FROM do_not_text)",
            (listed(chosen),),
        )
        move(connection, touched, skipped, State.SKIPPED, "opted out", now, cause=Cause.OPTED_OUT)
        chosen = sorted(set(chosen) - set(skipped))
        connection.execute(
            "UPDATE outgoing SET refusals = 0, attempt = 0, first_claimed_at = NULL, sms_id = NULL, "
            "gateway_status = NULL WHERE id IN (SELECT value FROM json_each(?))",
            (listed(chosen),),
        )
    elif after is State.UNSURE:  # what came from a backup stays so: no proof lets it go out again by itself
        restored = ids_where(
            connection,
            "id IN (SELECT value FROM json_each(?)) AND cause = ?",
            (listed(chosen), Cause.RESTORED.value),
        )
        moved = move(connection, touched, restored, after, why, now, cause=Cause.RESTORED)
        return moved + move(connection, touched, set(chosen) - set(restored), after, why, now, cause=cause)
    return move(connection, touched, chosen, after, why, now, cause=cause)


def _leave(
    connection: Connection, touched: Touched, campaign: int, ids: Sequence[int], cause: Cause, why: str, now: int
) -> None:
    connection.executemany(
        "INSERT INTO event (row, before, after, why, at) VALUES (?, 'ask', 'ask', ?, ?)",
        [(row, why, now) for row in ids],
    )
    connection.execute(
        "UPDATE outgoing SET cause = ?, changed_at = ? WHERE id IN (SELECT value FROM json_each(?))",
        (cause.value, now, listed(ids)),
    )
    touched.campaigns.add(campaign)
    touched.rows.update(ids)


def retry(
    connection: Connection,
    touched: Touched,
    campaign: int,
    codes: frozenset[int],
    share: Share | None,
    now: int,
    since: int,
) -> int:
    """New rows in place of failed ones; the old ones are kept and counted no more.

    Who got the same text since then from a later send does not get it once more.
    """
    known = sorted(codes)
    failed = ids_where(
        connection,
        "campaign = ? AND state = 'failed' AND superseded = 0 "
        "AND gateway_status IN (SELECT value FROM json_each(?)) "
        "AND phone NOT IN (SELECT number FROM do_not_text) ORDER BY id",
        (campaign, listed(known)),
    )
    repeated = sent_since_by_later(connection, failed, since)
    failed = [row for row in failed if row not in repeated]
    refs = take_refs(connection, len(failed))
    device, sim = (share.device_id, share.sim) if share else (None, None)
    for old, ref in zip(failed, refs, strict=True):
        connection.execute("UPDATE outgoing SET superseded = 1 WHERE id = ?", (old,))
        cursor = connection.execute(
            "INSERT INTO outgoing (campaign, row, ref, device_id, sim, phone, body, parts, shown_phone, name, state, "
            "changed_at, retry_of, cells) SELECT campaign, row, ?, COALESCE(?, device_id), COALESCE(?, sim), phone, "
            "body, parts, shown_phone, name, 'queued', ?, id, cells FROM outgoing WHERE id = ?",
            (ref, device, sim, now, old),
        )
        assert cursor.lastrowid is not None  # an INSERT just succeeded
        _count_new(connection, cursor.lastrowid)
        connection.execute(
            "INSERT INTO event (row, before, after, why, at) VALUES (?, 'failed', 'queued', ?, ?)",
            (cursor.lastrowid, f"retry of row {old}", now),
        )
        touched.rows.update((old, cursor.lastrowid))
    touched.campaigns.add(campaign)
    return len(failed)


def retry_refused(connection: Connection, touched: Touched, campaign: int, share: Share | None, now: int) -> int:
    """Refused rows wait again under their reference: none of them is at the service, and a late copy would be known."""
    rows = ids_where(
        connection,
        "campaign = ? AND state = 'refused' AND superseded = 0 AND phone NOT IN (SELECT number FROM do_not_text)",
        (campaign,),
    )
    device, sim = (share.device_id, share.sim) if share else (None, None)
    connection.execute(
        "UPDATE outgoing SET refusals = 0, attempt = 0, first_claimed_at = NULL, "
        "device_id = COALESCE(?, device_id), sim = COALESCE(?, sim) WHERE id IN (SELECT value FROM json_each(?))",
        (device, sim, listed(rows)),
    )
    return move(connection, touched, rows, State.QUEUED, "refused; the owner tries again", now, cause=Cause.OWNER)


def _count_new(connection: Connection, row: int) -> None:
    connection.execute(
        "INSERT INTO tally (campaign, state, device_id, sim, rows) SELECT campaign, state, device_id, sim, 1 "
        "FROM outgoing WHERE id = ? ON CONFLICT DO UPDATE SET rows = rows + 1",
        (row,),
    )


def reassign(connection: Connection, touched: Touched, campaign: int, device_id: int, share: Share, now: int) -> int:
    """Rows that wait here for one phone go through another; each is recorded."""
    return _move_waiting(connection, touched, campaign, device_id, share.device_id, share.sim, now)


def follow_phone(connection: Connection, touched: Touched, campaign: int, old: int, new: int, now: int) -> int:
    """Rows that wait here for a phone go through the same phone under its new id, each with the SIM it had."""
    return _move_waiting(connection, touched, campaign, old, new, None, now)


def _move_waiting(
    connection: Connection, touched: Touched, campaign: int, old: int, new: int, sim: int | None, now: int
) -> int:
    rows = ids_where(connection, "campaign = ? AND device_id = ? AND state = 'queued'", (campaign, old))
    connection.executemany(
        "INSERT INTO event (row, before, after, why, at) VALUES (?, 'queued', 'queued', ?, ?)",
        [(row, f"moved from phone {old} to {new}", now) for row in rows],
    )
    connection.execute(
        "UPDATE outgoing SET device_id = ?, sim = COALESCE(?, sim) WHERE id IN (SELECT value FROM json_each(?))",
        (new, sim, listed(rows)),
    )
    touched.campaigns.add(campaign)
    touched.rows.update(rows)
    return len(rows)
