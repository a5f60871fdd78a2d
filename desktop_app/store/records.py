"""What the database's rows are in the program: the shapes the outbox gives out and takes in."""

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from desktop_app.domain.outgoing import Campaign, CampaignState, Delivery, Outgoing, PausedBy, Share, State
from desktop_app.domain.status import Cause
from desktop_app.store.times import from_ms, from_ms_or_none


class Echo(StrEnum):
    """Whether the account tells our references back (reliability.md 2.4)."""

    UNKNOWN = "unknown"
    PROVEN = "proven"
    ABSENT = "absent"


@dataclass(frozen=True)
class Claimed:
    """One message of a batch that was marked "sending" and may now leave."""

    id: int
    ref: int
    device_id: int
    sim: int
    phone: str
    body: str
    timetosend: datetime | None


@dataclass(frozen=True)
class Batch:
    """What one call hands over; empty when there was nothing left to claim."""

    id: int
    campaign: int
    rows: tuple[Claimed, ...]
    skipped: int = 0
    """Rows found on the do-not-text list at this moment; they are skipped now."""


@dataclass(frozen=True)
class Pending:
    """A row whose fate is still to be learnt from the service. `body` is empty when its `sms_id` is known."""

    id: int
    campaign: int
    ref: int
    device_id: int
    sim: int
    phone: str
    body: str
    state: State
    cause: Cause
    sms_id: int | None
    gateway_status: int | None
    attempt: int
    refusals: int
    claimed_at: datetime
    first_claimed_at: datetime
    changed_at: datetime
    timetosend: datetime | None
    echo: Echo
    campaign_state: CampaignState


@dataclass(frozen=True)
class Reading:
    """What was read at the service about one row; the store reduces it (domain.status)."""

    id: int
    sms_id: int
    status: int | None
    duplicate: bool = False
    """A second message of the service carries the same reference, number and text."""


@dataclass(frozen=True)
class Lane:
    """What goes through one phone and SIM in a campaign."""

    device_id: int
    sim: int
    rows: int
    done: int
    waiting: int


@dataclass(frozen=True)
class Stopping:
    """What a stop means: `wont` go out, `may` still go out because the service may have them, `done` are out."""

    wont: int
    may: int
    done: int = 0


OUTGOING = (
    "o.id, o.campaign, o.row, o.ref, o.device_id, o.sim, o.phone, o.body, o.parts, o.state, o.shown_phone, o.name, "
    "o.sms_id, o.gateway_status, o.reason, o.attempt, o.changed_at, o.retry_of"
)
"""Columns of `to_outgoing`, of table outgoing as `o`."""

PENDING = (
    "o.id, o.campaign, o.ref, o.device_id, o.sim, o.phone, CASE WHEN o.sms_id IS NULL THEN o.body ELSE '' END AS body, "
    "o.state, o.cause, o.sms_id, o.gateway_status, o.attempt, o.refusals, o.claimed_at, o.first_claimed_at, "
    "o.changed_at, o.timetosend, c.echo, c.state AS campaign_state, c.created"
)
"""Columns of `to_pending`, of outgoing as `o` and its campaign as `c`."""


def to_outgoing(row: sqlite3.Row) -> Outgoing:
    """A row of `OUTGOING`."""
    return Outgoing(
        id=row["id"],
        campaign=row["campaign"],
        row=row["row"],
        ref=row["ref"],
        device_id=row["device_id"],
        sim=row["sim"],
        phone=row["phone"],
        body=row["body"],
        parts=row["parts"],
        state=State(row["state"]),
        shown_phone=row["shown_phone"],
        name=row["name"],
        sms_id=row["sms_id"],
        gateway_status=row["gateway_status"],
        reason=row["reason"],
        attempt=row["attempt"],
        changed_at=from_ms(row["changed_at"]),
        retry_of=row["retry_of"],
    )


def to_pending(row: sqlite3.Row) -> Pending:
    """A row of `PENDING`; one that was never claimed counts from its campaign's beginning."""
    claimed = row["claimed_at"] if row["claimed_at"] is not None else row["created"]
    first = row["first_claimed_at"] if row["first_claimed_at"] is not None else claimed
    return Pending(
        id=row["id"],
        campaign=row["campaign"],
        ref=row["ref"],
        device_id=row["device_id"],
        sim=row["sim"],
        phone=row["phone"],
        body=row["body"],
        state=State(row["state"]),
        cause=Cause(row["cause"]),
        sms_id=row["sms_id"],
        gateway_status=row["gateway_status"],
        attempt=row["attempt"],
        refusals=row["refusals"],
        claimed_at=from_ms(claimed),
        first_claimed_at=from_ms(first),
        changed_at=from_ms(row["changed_at"]),
        timetosend=from_ms_or_none(row["timetosend"]),
        echo=Echo(row["echo"]),
        campaign_state=CampaignState(row["campaign_state"]),
    )


def to_campaign(row: sqlite3.Row, counts: Mapping[State, int]) -> Campaign:
    """A row of table campaign with its counts."""
    shares = tuple(Share(*share) for share in json.loads(row["shares"]))
    return Campaign(
        id=row["id"],
        name=row["name"],
        file=row["file"],
        created=from_ms(row["created"]),
        state=CampaignState(row["state"]),
        rows=row["rows"],
        people=row["people"],
        parts=row["parts"],
        counts=counts,
        delivery=Delivery(
            shares=shares,
            pace_s=row["pace_s"],
            start_at=from_ms_or_none(row["start_at"]),
            at_gateway=bool(row["at_gateway"]),
            not_after=from_ms_or_none(row["not_after"]),
            quiet_hours=row["quiet_hours"],
        ),
        paused_by=PausedBy(row["paused_by"]) if row["paused_by"] else None,
        paused_note=row["paused_note"],
        started_at=from_ms_or_none(row["started_at"]),
        finished_at=from_ms_or_none(row["finished_at"]),
        consent_at=from_ms_or_none(row["consent_at"]),
    )


def shares_to_json(shares: tuple[Share, ...]) -> str:
    """Shares as the database holds them."""
    return json.dumps([[share.device_id, share.sim, share.rows] for share in shares])


def from_json(text: str | None) -> Any:
    """JSON of the database; None for none."""
    return None if text is None else json.loads(text)
