"""From a plan's file to a campaign in the outbox: one transaction, nothing is rendered or changed on the way.

Each row gets its reference, its phone and its SIM here and keeps them. Who opted out meanwhile, and whom the same
text reached within the last hours, is left out as skipped, so that the counts still add up to what was confirmed.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from desktop_app.domain.errors import BadUse
from desktop_app.domain.outgoing import CampaignState, Delivery, Share, State
from desktop_app.domain.quiet_hours import QuietHours, parse
from desktop_app.domain.status import REASONS, Cause
from desktop_app.store.connection import Connection, Touched
from desktop_app.store.installation import take_refs
from desktop_app.store.moves import listed
from desktop_app.store.records import shares_to_json
from desktop_app.store.times import to_ms, to_ms_or_none

REACHED = "('sending', 'unsure', 'ask', 'accepted', 'taken', 'sent', 'delivered', 'duplicate')"
"""States in which a text may have reached somebody."""


@dataclass(frozen=True)
class NewCampaign:
    """Everything about a campaign but its rows."""

    name: str
    file: str
    delivery: Delivery
    assign: tuple[Share, ...]
    consent_at: datetime | None
    keep_phone: bool
    again: bool
    state: CampaignState
    now: datetime
    same_text_within: timedelta
    zone: tzinfo


def add(connection: Connection, touched: Touched, new: NewCampaign) -> int:
    """Copy the attached plan (schema `plan`) into a new campaign; returns its id.

    Raises:
        BadUse: no ready row, or no phone to send with.
    """
    if not new.assign:
        raise BadUse("No phone is chosen.", "Nothing was sent.", "Choose one on Delivery.")
    rows = connection.execute("SELECT row, phone FROM plan.plan_row WHERE grp = 'ready' ORDER BY row").fetchall()
    if not rows:
        raise BadUse("No row is ready.", "Nothing was sent.", "Look at the rows left out and fix some.")
    _refuse_what_cannot_be_sent(connection)
    skipped = _skipped(connection, new)
    going = [(row["row"], row["phone"]) for row in rows if row["row"] not in skipped]
    lanes = assign(going, new.assign, _known_lanes(connection) if new.keep_phone else {}, keep=new.keep_phone)
    campaign = _insert_campaign(connection, new, len(rows), going)
    _insert_rows(connection, new, campaign, [row["row"] for row in rows], lanes, skipped)
    _count(connection, campaign)
    _keep_what_was_left_out(connection, campaign)
    touched.campaigns.add(campaign)
    return campaign


def _refuse_what_cannot_be_sent(connection: Connection) -> None:
    """The plan promises E.164 and a text; a file that breaks it is a bug nobody may be texted by."""
    bad = connection.execute(
        "SELECT row FROM plan.plan_row WHERE grp = 'ready' AND (phone IS NULL OR phone NOT GLOB '+[0-9]*' "
        "OR body IS NULL OR body = '') LIMIT 1"
    ).fetchone()
    if bad is not None:
        raise ValueError(f"row {bad['row']} of the plan is ready without a number or a text")


def same_text(connection: Connection, since: int) -> list[int]:
    """Sheet rows of the attached plan whose number and text are those of a message since then, or still waiting."""
    found = connection.execute(
        "SELECT p.row FROM plan.plan_row p WHERE p.grp = 'ready' AND EXISTS (SELECT 1 FROM outgoing o "  # noqa: S608
        "JOIN campaign c ON c.id = o.campaign WHERE o.phone = p.phone AND o.body = p.body AND o.superseded = 0 AND ("
        f"(o.state IN {REACHED} AND o.claimed_at >= ?) OR (o.state = 'queued' "
        "AND c.state IN ('starting', 'scheduled', 'sending', 'paused')))) ORDER BY p.row",
        (since,),
    )
    return [row["row"] for row in found]


def sent_since_by_later(connection: Connection, ids: Sequence[int], since: int) -> set[int]:
    """Which of these rows of ours a campaign made later has texted the same since then, or is about to."""
    found = connection.execute(
        "SELECT r.id FROM outgoing r WHERE r.id IN (SELECT value FROM json_each(?)) AND EXISTS ("  # noqa: S608 - ours
        "SELECT 1 FROM outgoing o JOIN campaign c ON c.id = o.campaign WHERE o.phone = r.phone AND o.body = r.body "
        f"AND o.campaign > r.campaign AND o.superseded = 0 AND ((o.state IN {REACHED} AND o.claimed_at >= ?) OR "
        "(o.state = 'queued' AND c.state IN ('starting', 'scheduled', 'sending', 'paused'))))",
        (listed(ids), since),
    )
    return {row["id"] for row in found}


def _skipped(connection: Connection, new: NewCampaign) -> dict[int, Cause]:
    skipped: dict[int, Cause] = {}
    if not new.again:
        skipped = dict.fromkeys(same_text(connection, to_ms(new.now - new.same_text_within)), Cause.SAME_TEXT)
    opted_out = connection.execute(
        "SELECT row FROM plan.plan_row WHERE grp = 'ready' AND phone IN (SELECT number FROM do_not_text)"
    )
    skipped.update({row["row"]: Cause.OPTED_OUT for row in opted_out})
    return skipped


def _known_lanes(connection: Connection) -> dict[str, tuple[int, int]]:
    """Through which phone and SIM each person of the plan was texted last."""
    found = connection.execute(
        "SELECT o.phone, o.device_id, o.sim, MAX(o.claimed_at) FROM outgoing o "
        "WHERE o.claimed_at IS NOT NULL AND o.phone IN (SELECT phone FROM plan.plan_row WHERE grp = 'ready') "
        "GROUP BY o.phone"
    )
    return {row["phone"]: (row["device_id"], row["sim"]) for row in found}


def assign(
    going: Sequence[tuple[int, str]],
    shares: Sequence[Share],
    known: Mapping[str, tuple[int, int]],
    *,
    keep: bool,
) -> dict[int, tuple[int, int]]:
    """Phone and SIM for each row, by shares, spread evenly over the sheet.

    Args:
        going: sheet row and number, in the sheet's order.
        shares: how many rows each lane is to get; scaled when they do not add up to the rows.
        known: the lane each person was texted from before.
        keep: people stay with their lane, and somebody with two texts gets both from one.
    """
    lanes = [(share.device_id, share.sim) for share in shares]
    wanted = [max(share.rows, 0) for share in shares]
    if not sum(wanted):
        wanted = [1] * len(lanes)
    scale = len(going) / sum(wanted)
    room = {lane: want * scale for lane, want in zip(lanes, wanted, strict=True)}
    given: Counter[tuple[int, int]] = Counter()
    of_person = {phone: lane for phone, lane in known.items() if room.get(lane, 0) > 0} if keep else {}
    chosen: dict[int, tuple[int, int]] = {}
    later: list[tuple[int, str]] = []
    for row, phone in going:
        lane = of_person.get(phone)
        if lane is None:
            later.append((row, phone))
        else:
            chosen[row] = lane
            given[lane] += 1
    open_lanes = [lane for lane in dict.fromkeys(lanes) if room[lane] > 0]
    for row, phone in later:
        lane = of_person.get(phone) or min(open_lanes, key=lambda one: ((given[one] + 0.5) / room[one], one))
        chosen[row] = lane
        given[lane] += 1
        if keep:
            of_person[phone] = lane
    return chosen


def _insert_campaign(connection: Connection, new: NewCampaign, rows: int, going: Sequence[tuple[int, str]]) -> int:
    delivery = new.delivery
    cursor = connection.execute(
        "INSERT INTO campaign (name, file, created, state, rows, people, parts, shares, pace_s, start_at, at_gateway, "
        "not_after, quiet_hours, consent_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            new.name,
            new.file,
            to_ms(new.now),
            new.state.value,
            rows,
            len({phone for _, phone in going}),
            0,
            shares_to_json(delivery.shares),
            delivery.pace_s,
            to_ms_or_none(delivery.start_at),
            int(delivery.at_gateway),
            to_ms_or_none(delivery.not_after),
            delivery.quiet_hours,
            to_ms_or_none(new.consent_at),
        ),
    )
    campaign = cursor.lastrowid
    assert campaign is not None  # an INSERT just succeeded
    connection.execute(
        "INSERT INTO campaign_meta (campaign, key, value) SELECT ?, key, value FROM plan.plan_meta", (campaign,)
    )
    return campaign


def _insert_rows(
    connection: Connection,
    new: NewCampaign,
    campaign: int,
    rows: Sequence[int],
    lanes: Mapping[int, tuple[int, int]],
    skipped: Mapping[int, Cause],
) -> None:
    now = to_ms(new.now)
    anywhere = (new.assign[0].device_id, new.assign[0].sim)
    times = _times(new, rows, lanes)
    refs = take_refs(connection, len(rows))
    connection.execute(
        "CREATE TEMP TABLE given (row INTEGER PRIMARY KEY, ref, device_id, sim, state, cause, reason, due)"
    )
    connection.executemany(
        "INSERT INTO given VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (row, ref, *lanes.get(row, anywhere), *_begin(skipped.get(row)), times.get(row))
            for row, ref in zip(rows, refs, strict=True)
        ),
    )
    connection.execute(
        "INSERT INTO outgoing (campaign, row, ref, device_id, sim, phone, body, parts, shown_phone, name, timetosend, "
        "state, cause, reason, changed_at, cells) "
        "SELECT ?, p.row, g.ref, g.device_id, g.sim, p.phone, p.body, p.parts, p.shown_phone, p.name, g.due, "
        "g.state, g.cause, g.reason, ?, p.cells FROM given g JOIN plan.plan_row p ON p.row = g.row ORDER BY p.row",
        (campaign, now),
    )
    connection.execute("DROP TABLE given")
    connection.execute(
        "UPDATE campaign SET parts = (SELECT COALESCE(SUM(parts), 0) FROM outgoing "
        "WHERE campaign = ?1 AND state = 'queued') WHERE id = ?1",
        (campaign,),
    )


def _begin(cause: Cause | None) -> tuple[str, str, str | None]:
    if cause is None:
        return State.QUEUED.value, "", None
    return State.SKIPPED.value, cause.value, REASONS[cause]


def _times(new: NewCampaign, rows: Sequence[int], lanes: Mapping[int, tuple[int, int]]) -> dict[int, int]:
    """When the service shall send each row, where it keeps the time: the pace and quiet hours are in it."""
    delivery = new.delivery
    if not delivery.at_gateway or delivery.start_at is None:
        return {}
    quiet = parse(delivery.quiet_hours)
    following: dict[int, datetime] = {}
    times: dict[int, int] = {}
    for row in rows:
        if row not in lanes:
            continue
        device = lanes[row][0]
        at = _awake(following.get(device, delivery.start_at), quiet, new.zone)
        times[row] = to_ms(at)
        following[device] = at + timedelta(seconds=delivery.pace_s)
    return times


def _awake(at: datetime, quiet: QuietHours | None, zone: tzinfo) -> datetime:
    local = at.astimezone(zone)
    return quiet.span(local)[1] if quiet is not None and quiet.holds(local) else at


def _count(connection: Connection, campaign: int) -> None:
    connection.execute(
        "INSERT INTO tally (campaign, state, device_id, sim, rows) SELECT campaign, state, device_id, sim, COUNT(*) "
        "FROM outgoing WHERE campaign = ? GROUP BY state, device_id, sim",
        (campaign,),
    )


def _keep_what_was_left_out(connection: Connection, campaign: int) -> None:
    connection.execute(
        "INSERT INTO left_out (campaign, row, shown_phone, phone, name, body, parts, grp, reason, marks, cells) "
        "SELECT ?, row, COALESCE(shown_phone, ''), phone, COALESCE(name, ''), COALESCE(body, ''), COALESCE(parts, 0), "
        "grp, reason, COALESCE(marks, ''), COALESCE(cells, '[]') FROM plan.plan_row WHERE grp <> 'ready'",
        (campaign,),
    )
