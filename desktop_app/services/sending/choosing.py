"""From what is stored and live to the facts `domain.hand_over` decides on."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from types import MappingProxyType

from desktop_app.domain import quiet_hours
from desktop_app.domain.hand_over import Phone, Queue, Rules, Work
from desktop_app.domain.outgoing import Campaign
from desktop_app.domain.settings import Settings
from desktop_app.services.sending.session import Session
from desktop_app.store.following import Progress
from desktop_app.store.records import Echo
from desktop_app.store.state import LiveState


class Pace:
    """When each phone may have its next message, whatever campaign it is of; elapsed seconds."""

    def __init__(self) -> None:
        self._next: dict[int, float] = {}

    def ready_in(self, device: int, now: float) -> float:
        """Seconds until the phone may have another one; negative when that moment has passed."""
        return self._next.get(device, now) - now

    def handed(self, device: int, rows: int, pace_s: float, now: float) -> None:
        """The phone was given `rows` messages at `now`."""
        if pace_s > 0:
            self._next[device] = max(self._next.get(device, now), now) + rows * pace_s

    def shown(self, live: LiveState, now: float) -> dict[int, datetime]:
        """The coming moments, by the service's clock."""
        server_now = live.server_now()
        return {device: server_now + timedelta(seconds=at - now) for device, at in self._next.items() if at > now}


def work_of(
    campaign: Campaign,
    progress: Progress,
    session: Session,
    wall: datetime,
    caps: Mapping[tuple[int, int], int] = MappingProxyType({}),
) -> Work:
    """The campaign for `decide`; `wall` is this computer's time, `caps` rows SIMs with a limit may still send today."""
    delivery = campaign.delivery
    quiet = quiet_hours.parse(delivery.quiet_hours)
    if session.awake_until is not None and wall < session.awake_until:
        quiet = None
    return Work(
        queues=tuple(
            Queue(device, sim, rows, caps.get((device, sim))) for (device, sim), rows in sorted(progress.queued.items())
        ),
        pace_s=delivery.pace_s,
        quiet=quiet,
        start_at=delivery.start_at,
        not_after=delivery.not_after,
        at_gateway=delivery.at_gateway and delivery.start_at is not None and wall < delivery.start_at,
        alone=progress.echo is not Echo.PROVEN,
    )


def phones_of(live: LiveState, untaken: Mapping[int, int], pace: Pace, now: float) -> dict[int, Phone]:
    """Every phone of the account for `decide`."""
    server_now = live.server_now()
    return {
        device.id: Phone(
            device.id,
            device.reach(server_now, connected=live.connected is not False),
            device.interval_s,
            untaken.get(device.id, 0),
            pace.ready_in(device.id, now),
        )
        for device in live.devices
    }


def rules_of(settings: Settings, session: Session) -> Rules:
    """The settings that matter for handing over, and what the service has shown to be too much."""
    return Rules(settings.backlog, min(settings.batch_max, session.most), settings.quiet_taper_s, settings.poll_s)
