"""When a silent phone is worth an alert, and when it is not (design/UX.md 0.14 and 4.2)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from desktop_app.domain.device import Reach

TOGETHER = timedelta(minutes=1)
"""Phones failing within this time of the first are told as one."""
WORTH_A_BACK = timedelta(minutes=10)
"""Only after a longer outage it is said that the phone is back."""


class AlertKind(StrEnum):
    """What an alert tells."""

    OFFLINE = "offline"
    BACK = "back"
    MORNING = "morning"
    """What happened at night and could wait."""
    MOVED = "moved"
    """What waited for the first phone was given to the second; only under the bell."""
    TELEGRAM_GONE = "telegram gone"
    """The service passes no Telegram messages on any more; only under the bell, without a phone."""
    TELEGRAM_REFUSED = "telegram refused"
    """The service did not pass an alert on; only under the bell, without a phone."""


@dataclass(frozen=True)
class Sighting:
    """A phone at this moment."""

    device: int
    name: str
    reach: Reach
    last_seen: datetime | None = None
    waiting: int = 0
    """Messages that wait for this phone, here or already handed over."""


@dataclass(frozen=True)
class Outage:
    """A phone that stopped answering. Over only once it is online again: one that is merely late is not back."""

    device: int
    name: str
    since: datetime
    """Its last sign of life."""
    noticed: datetime
    at_night: bool = False
    """Noticed at night, when nothing waited for it."""
    told: bool = False


@dataclass(frozen=True)
class Alert:
    """Something to tell the owner; `outages` in the order they began, those told before in the same group included."""

    kind: AlertKind
    at: datetime
    outages: tuple[Outage, ...]
    waiting: int = 0
    """Messages that wait for these phones, or that were moved."""


class OutageWatch:
    """Turns looks at the phones into alerts: one for each outage, grouped, and none for what is not known."""

    def __init__(self, outages: Iterable[Outage] = ()) -> None:
        """Go on with outages that were open when the program ended."""
        self._open = {outage.device: outage for outage in outages}
        self._group: tuple[Outage, ...] = ()
        self._group_ends: datetime | None = None

    @property
    def outages(self) -> tuple[Outage, ...]:
        """Those that are not over."""
        return tuple(self._open.values())

    def look(self, sightings: Iterable[Sighting], now: datetime, *, night: bool) -> list[Alert]:
        """What is to be told after this look.

        Args:
            sightings: all phones of the account; one that left it is forgotten. `UNKNOWN` changes nothing: it is this
                computer that sees nothing.
            now: aware UTC, the service's clock.
            night: whether only phones with work waiting are worth waking somebody.
        """
        seen = {sighting.device: sighting for sighting in sightings}
        alerts = [] if night else self._morning(seen, now)
        self._open = {device: outage for device, outage in self._open.items() if device in seen}
        alerts += self._back(seen, now)
        for sighting in seen.values():
            if sighting.reach is Reach.OFFLINE and sighting.device not in self._open:
                quiet = night and not sighting.waiting
                self._open[sighting.device] = Outage(
                    sighting.device, sighting.name, sighting.last_seen or now, now, at_night=quiet
                )
        return alerts + self._offline(seen, now)

    def _morning(self, seen: dict[int, Sighting], now: datetime) -> list[Alert]:
        """The night is over: what waited is told in one line, if it is still so."""
        held = [o for o in self._open.values() if o.at_night and not o.told and o.device in seen]
        still = tuple(outage for outage in held if seen[outage.device].reach is Reach.OFFLINE)
        self._mark_told(still)
        return [Alert(AlertKind.MORNING, now, still, _waiting(still, seen))] if still else []

    def _back(self, seen: dict[int, Sighting], now: datetime) -> list[Alert]:
        over = [outage for outage in self._open.values() if seen[outage.device].reach is Reach.ONLINE]
        for outage in over:
            del self._open[outage.device]
        self._group = tuple(outage for outage in self._group if outage not in over)
        worth = tuple(outage for outage in over if outage.told and now - outage.since > WORTH_A_BACK)
        return [Alert(AlertKind.BACK, now, worth, _waiting(worth, seen))] if worth else []

    def _offline(self, seen: dict[int, Sighting], now: datetime) -> list[Alert]:
        new = tuple(
            outage
            for outage in self._open.values()
            if not outage.told and (not outage.at_night or seen[outage.device].waiting)
        )
        if self._group_ends is not None and now >= self._group_ends + TOGETHER:
            self._group, self._group_ends = (), None
        if not new or (self._group_ends is not None and now < self._group_ends):
            return []  # the first of a group was told; the rest of its minute is told together
        self._mark_told(new)
        told = tuple(self._open[outage.device] for outage in new)
        self._group = (*self._group, *told)
        self._group_ends = now + TOGETHER
        return [Alert(AlertKind.OFFLINE, now, self._group, _waiting(self._group, seen))]

    def _mark_told(self, outages: Iterable[Outage]) -> None:
        for outage in outages:
            self._open[outage.device] = replace(outage, told=True)


def _waiting(outages: Iterable[Outage], seen: dict[int, Sighting]) -> int:
    return sum(seen[outage.device].waiting for outage in outages if outage.device in seen)
