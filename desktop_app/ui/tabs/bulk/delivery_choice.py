"""What the owner chooses on step Delivery, and what follows from it. No Qt: numbers, phones and times only."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from desktop_app.domain.device import Device, Reach
from desktop_app.domain.forecast import (
    Forecast,
    QuietSpan,
    Work,
    forecast,
    per_hour,
    share_by_hand,
    share_by_weight,
    share_evenly,
)
from desktop_app.domain.outgoing import Delivery, Share

GENTLE_S, NORMAL_S, FAST_S = 20.0, 10.0, 0.0
"""Seconds between two messages of one phone (design/UX.md 4.4, Delivery)."""


class ShareMode(StrEnum):
    """How the work is split between phones."""

    SPEED = "speed"
    EVENLY = "evenly"
    HAND = "hand"


class Reason(StrEnum):
    """Why a phone is not chosen for the owner; each is said."""

    OFFLINE = "offline"
    LATE = "late"
    NOT_SEEN = "not seen"
    UNKNOWN = "unknown"
    NO_SUBSCRIPTION = "no subscription"
    ROAMING = "roaming"
    LEFT_OUT = "left out"  # by the owner, on Devices
    BUSY = "busy"  # another campaign waits for it


_REACH_REASONS = {
    Reach.OFFLINE: Reason.OFFLINE,
    Reach.LATE: Reason.LATE,
    Reach.NOT_SEEN: Reason.NOT_SEEN,
    Reach.UNKNOWN: Reason.UNKNOWN,
}


def reasons_against(
    device: Device, server_now: datetime, *, connected: bool = True, busy: int = 0
) -> tuple[Reason, ...]:
    """Everything that speaks against a phone; none of it forbids it (design/UX.md 0.8).

    Args:
        busy: messages another campaign has waiting for it.
    """
    reasons = []
    if reach := _REACH_REASONS.get(device.reach(server_now, connected=connected)):
        reasons.append(reach)
    if device.subscription is False:
        reasons.append(Reason.NO_SUBSCRIPTION)
    if device.roaming:
        reasons.append(Reason.ROAMING)
    if device.left_out:
        reasons.append(Reason.LEFT_OUT)
    if busy:
        reasons.append(Reason.BUSY)
    return tuple(reasons)


@dataclass(frozen=True)
class PhoneRow:
    """A phone as step Delivery shows it."""

    device: Device
    chosen: bool
    sim: int
    reasons: tuple[Reason, ...]
    rows: int = 0
    per_hour: float = 0.0
    reach: Reach = Reach.UNKNOWN


@dataclass(frozen=True)
class Seen:
    """What the owner saw when they left Delivery; Review marks what is another now."""

    shares: tuple[Share, ...]
    reasons: Mapping[int, tuple[Reason, ...]]
    """Phone's id -> what spoke against it."""
    in_quiet: bool
    opted_out: int


@dataclass(frozen=True)
class DeliveryChoice:
    """All choices of step Delivery; every change gives a new one whose shares add up to `rows`."""

    rows: int
    phones: tuple[PhoneRow, ...] = ()
    mode: ShareMode = ShareMode.SPEED
    pace_s: float = GENTLE_S
    start_at: datetime | None = None
    """None is now."""
    quiet_on: bool = True
    quiet_hours: str = "20:00-08:00"
    not_after: datetime | None = None
    limit_own: bool = False
    """Whether the owner chose `not_after`; until then it follows start and forecast."""
    at_gateway: bool = False
    """The service keeps the time of a later start, not this computer."""
    keep_phone: bool = True
    touched: bool = False
    """Whether the owner chose phones; until then they follow what is online."""
    busy: Mapping[int, int] = field(default_factory=dict)
    """Phone's id -> messages other campaigns have waiting for it."""
    seen: Seen | None = None

    def with_devices(
        self, devices: Iterable[Device], server_now: datetime, *, connected: bool = True
    ) -> "DeliveryChoice":
        """The phones of this moment; choices already made stay, new phones start as their state suggests."""
        before = {phone.device.id: phone for phone in self.phones}
        phones = []
        for device in devices:
            reasons = reasons_against(device, server_now, connected=connected, busy=self.busy.get(device.id, 0))
            old = before.get(device.id)
            keep = old is not None and self.touched
            phones.append(
                PhoneRow(
                    device,
                    old.chosen if old is not None and keep else not reasons,
                    old.sim if old else (device.sims[0].slot if device.sims else 0),
                    reasons,
                    old.rows if old else 0,
                    reach=device.reach(server_now, connected=connected),
                )
            )
        return _shared(replace(self, phones=tuple(phones)))

    def with_rows(self, rows: int) -> "DeliveryChoice":
        """Another number of messages."""
        return _shared(replace(self, rows=rows), rescale=True)

    def choose(self, device_id: int, *, chosen: bool) -> "DeliveryChoice":
        """Use a phone, or leave it out."""
        phones = tuple(
            replace(phone, chosen=chosen, rows=phone.rows if chosen else 0) if phone.device.id == device_id else phone
            for phone in self.phones
        )
        return _shared(replace(self, phones=phones, touched=True), rescale=True)

    def use_sim(self, device_id: int, sim: int) -> "DeliveryChoice":
        """Send through another SIM of a phone; `sim` counts from 0."""
        return replace(
            self,
            phones=tuple(replace(p, sim=sim) if p.device.id == device_id else p for p in self.phones),
            touched=True,
        )

    def share(self, mode: ShareMode) -> "DeliveryChoice":
        """Split the work another way; by hand begins with the split on show."""
        return _shared(replace(self, mode=mode))

    def by_hand(self, device_id: int, wanted: int) -> "DeliveryChoice":
        """Give one phone a number of messages; the others give or take the difference."""
        chosen = self.chosen
        at = next(index for index, phone in enumerate(chosen) if phone.device.id == device_id)
        shares = share_by_hand(self.rows, [phone.rows for phone in chosen], at, wanted)
        return _with_shares(replace(self, mode=ShareMode.HAND, touched=True), shares)

    def pace(self, pace_s: float) -> "DeliveryChoice":
        """Another pace, in seconds between two messages of one phone."""
        return _shared(replace(self, pace_s=pace_s))

    def with_busy(self, busy: Mapping[int, int]) -> "DeliveryChoice":
        """What other campaigns have waiting; `with_devices` draws the conclusions."""
        return replace(self, busy=dict(busy))

    def keep(self, *, keep: bool) -> "DeliveryChoice":
        """Whether people texted before keep their phone and SIM."""
        return replace(self, keep_phone=keep)

    def kept_by_gateway(self, *, on: bool) -> "DeliveryChoice":
        """Whether the service keeps the time of a later start."""
        return replace(self, at_gateway=on and self.start_at is not None)

    def quiet(self, *, on: bool, hours: str = "") -> "DeliveryChoice":
        """Quiet hours on or off, or other ones like 20:00-08:00."""
        return replace(self, quiet_on=on, quiet_hours=hours or self.quiet_hours)

    def starts(self, start_at: datetime | None) -> "DeliveryChoice":
        """Begin at another moment; None is now, which this computer always keeps itself."""
        return replace(self, start_at=start_at, at_gateway=self.at_gateway and start_at is not None)

    def until(self, not_after: datetime | None) -> "DeliveryChoice":
        """“Don't send after” as the owner wants it; None is never."""
        return replace(self, not_after=not_after, limit_own=True)

    def limited(self, now: datetime, quiet: QuietSpan, late_after: timedelta) -> "DeliveryChoice":
        """The usual “don't send after”, while the owner has not set one.

        That is `late_after` behind the start, or behind the foretold end where the work takes longer than that.
        """
        if self.limit_own:
            return self
        until = max(self.start_at or now, now) + late_after
        told = self.forecast(now, quiet)
        if told is not None and told.finishes > until:
            until = told.finishes + late_after
        return replace(self, not_after=until.replace(second=0, microsecond=0))

    def in_quiet(self, at: datetime, quiet: QuietSpan) -> bool:
        """Whether quiet hours are on and hold `at`."""
        span = quiet(at) if self.quiet_on else None
        return span is not None and span[0] <= at < span[1]

    def seen_now(self, *, in_quiet: bool, opted_out: int) -> "DeliveryChoice":
        """Remember what is on show, for Review to compare with."""
        reasons = {phone.device.id: phone.reasons for phone in self.chosen}
        return replace(self, seen=Seen(self.delivery().shares, reasons, in_quiet, opted_out))

    @property
    def chosen(self) -> tuple[PhoneRow, ...]:
        """The phones that will send."""
        return tuple(phone for phone in self.phones if phone.chosen)

    def forecast(self, now: datetime, quiet: QuietSpan) -> Forecast | None:
        """When it will be done; `quiet` is asked only while quiet hours are on."""
        spans: QuietSpan = quiet if self.quiet_on else _never
        start = max(self.start_at, now) if self.start_at else now
        return forecast([Work(phone.rows, phone.per_hour) for phone in self.chosen], start, spans)

    def delivery(self) -> Delivery:
        """The same as the outbox keeps it."""
        return Delivery(
            shares=tuple(Share(phone.device.id, phone.sim, phone.rows) for phone in self.chosen if phone.rows),
            pace_s=self.pace_s,
            start_at=self.start_at,
            at_gateway=self.at_gateway,
            not_after=self.not_after,
            quiet_hours=self.quiet_hours if self.quiet_on else "off",
        )


def _shared(choice: DeliveryChoice, *, rescale: bool = False) -> DeliveryChoice:
    """Speeds at the chosen pace, and the work split anew."""
    phones = tuple(replace(phone, per_hour=per_hour(phone.device, choice.pace_s)) for phone in choice.phones)
    choice = replace(choice, phones=phones)
    return _with_shares(choice, _split(choice, rescale=rescale))


def _split(choice: DeliveryChoice, *, rescale: bool) -> Sequence[int]:
    chosen = choice.chosen
    if choice.mode is ShareMode.EVENLY:
        return share_evenly(choice.rows, len(chosen))
    had = [phone.rows for phone in chosen]
    if choice.mode is ShareMode.HAND and any(had):
        if sum(had) == choice.rows and not rescale:
            return had
        return share_by_weight(choice.rows, [float(rows) for rows in had])
    return share_by_weight(choice.rows, [phone.per_hour for phone in chosen])


def _with_shares(choice: DeliveryChoice, shares: Sequence[int]) -> DeliveryChoice:
    by_id = {phone.device.id: rows for phone, rows in zip(choice.chosen, shares, strict=True)}
    return replace(choice, phones=tuple(replace(p, rows=by_id.get(p.device.id, 0)) for p in choice.phones))


def _never(_at: datetime) -> None:
    return None
