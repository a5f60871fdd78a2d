"""A message on its way out, its campaign, and the one table of states."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class State(StrEnum):
    """States of an outgoing row; the values are what the command line prints (ARCHITECTURE "One recipient's row")."""

    QUEUED = "queued"
    SENDING = "sending"
    UNSURE = "unsure"
    ASK = "ask"
    ACCEPTED = "accepted"
    TAKEN = "taken"
    SENT = "sent"
    DELIVERED = "delivered"
    FAILED = "failed"
    REFUSED = "refused"
    SKIPPED = "skipped"
    CANCELLED = "cancelled"
    DUPLICATE = "duplicate"
    QUARANTINED = "quarantined"


FINAL = frozenset(
    {
        State.DELIVERED,
        State.FAILED,
        State.REFUSED,
        State.SKIPPED,
        State.CANCELLED,
        State.DUPLICATE,
        State.QUARANTINED,
    }
)
"""States no evidence is awaited for; SENT becomes as good as final after `Settings.receipt_wait_s`."""

AT_GATEWAY = frozenset({State.ACCEPTED, State.TAKEN})
"""With SmsGateway24 or on the phone: counted as "On its way" and possibly still going out after a stop."""


class CampaignState(StrEnum):
    """What the owner decided, as stored; why a running campaign waits is live and in `WaitingFor`."""

    STARTING = "starting"  # the undo countdown; nothing is handed over
    SCHEDULED = "scheduled"  # waits on this computer for `start_at`
    SENDING = "sending"
    PAUSED = "paused"
    STOPPING = "stopping"  # stopped, and some rows at the gateway may still go out
    STOPPED = "stopped"
    FINISHED = "finished"


class PausedBy(StrEnum):
    """Why a campaign is paused; everything but YOU asks for a decision."""

    YOU = "you"
    RESTART = "restart"  # the program ended while it was sending: consent is asked again
    FAILURES = "failures"  # 20 % of the last 50 failed
    DUPLICATE = "duplicate"
    SIGN_IN = "sign in"
    ACCOUNT = "account"  # its phones are not in this account
    REFUSALS = "refusals"
    SILENCE = "silence"  # 15 minutes without an accepted answer
    REPLIES = "replies"  # incoming texts could not be read before the first row
    LATE = "late"  # "don't send after" has passed
    DISK = "disk"
    TLS = "tls"
    CLOCK = "clock"


class WaitingFor(StrEnum):
    """Why a sending campaign hands nothing over at this moment (live, never stored)."""

    NOTHING = ""
    PACE = "pace"
    QUIET_HOURS = "quiet hours"
    PHONES = "phones"
    CONNECTION = "connection"
    CHECKING = "checking"  # rows are being reconciled
    REPLIES = "replies"  # incoming texts are being read
    CANARY = "canary"  # the first message is being read back
    START = "start"
    LIMIT = "sim limit"  # every SIM it could use has sent what it may today


class Decision(StrEnum):
    """What the owner decides about rows whose hand-over is not confirmed."""

    CHECK = "check"  # look again; nothing is sent
    SEND_AGAIN = "send again"  # it may arrive twice
    LEAVE = "leave"  # it stays not confirmed


@dataclass(frozen=True)
class Outgoing:
    """One row of a campaign after Send. Text, number, phone and SIM never change for an attempt."""

    id: int
    campaign: int
    row: int
    ref: int
    device_id: int
    sim: int
    phone: str
    body: str
    parts: int
    state: State
    shown_phone: str = ""
    name: str = ""
    sms_id: int | None = None
    gateway_status: int | None = None
    reason: str | None = None
    attempt: int = 0
    changed_at: datetime | None = None
    retry_of: int | None = None


@dataclass(frozen=True)
class Share:
    """How many rows of a campaign go through one phone and SIM."""

    device_id: int
    sim: int
    rows: int


@dataclass(frozen=True)
class Delivery:
    """How a campaign goes out: everything the owner chose on step Delivery."""

    shares: tuple[Share, ...]
    pace_s: float
    start_at: datetime | None = None
    at_gateway: bool = False
    not_after: datetime | None = None
    quiet_hours: str = "20:00-08:00"


@dataclass(frozen=True)
class Campaign:
    """A confirmed send. `counts` over all states always add up to `rows`."""

    id: int
    name: str
    file: str
    created: datetime
    state: CampaignState
    rows: int
    people: int
    parts: int
    counts: Mapping[State, int]
    delivery: Delivery
    paused_by: PausedBy | None = None
    paused_note: str = ""
    started_at: datetime | None = None
    finished_at: datetime | None = None
    consent_at: datetime | None = None

    @property
    def waiting(self) -> int:
        """Still on this computer."""
        return self.counts.get(State.QUEUED, 0)

    @property
    def on_its_way(self) -> int:
        """Being handed over, with SmsGateway24 or on a phone."""
        return sum(self.counts.get(s, 0) for s in (State.SENDING, State.ACCEPTED, State.TAKEN))

    @property
    def not_confirmed(self) -> int:
        """Handed over with an unknown outcome."""
        return sum(self.counts.get(s, 0) for s in (State.UNSURE, State.ASK))

    @property
    def all_out(self) -> bool:
        """Whether it has nothing more to do: running, and only receipts for sent messages may still come."""
        left = self.waiting or self.on_its_way or self.not_confirmed
        return self.state is CampaignState.SENDING and not left

    @property
    def done(self) -> int:
        """Sent, delivered or failed: nothing more is expected to go out."""
        done = (State.SENT, State.DELIVERED, State.FAILED, State.REFUSED, State.DUPLICATE)
        return sum(self.counts.get(s, 0) for s in done)
