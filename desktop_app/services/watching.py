"""Looks at the phones after each reading: keeps how they were, and tells the owner of outages worth an alert."""

from collections.abc import Awaitable, Callable, Collection
from datetime import tzinfo

from desktop_app.domain import quiet_hours
from desktop_app.domain.device import Device, Reach
from desktop_app.domain.outages import Alert, AlertKind, OutageWatch, Sighting
from desktop_app.domain.settings import Settings
from desktop_app.store.database import Store


class Watching:
    """`look` is called after each reading; `tell` hears each alert once it is kept, at night only of work waiting."""

    def __init__(
        self, store: Store, settings: Callable[[], Settings], zone: tzinfo, tell: Callable[[Alert], Awaitable[None]]
    ) -> None:
        """Look at nothing yet.

        Args:
            store: phones, and where looks and alerts are kept.
            settings: of the moment, for the quiet hours.
            zone: where quiet hours are meant.
            tell: passes an alert on: desktop, Telegram, a text.
        """
        self._store = store
        self._settings = settings
        self._zone = zone
        self._tell = tell
        self._watch: OutageWatch | None = None

    async def look(self, told: Collection[int]) -> None:
        """Act on a reading that has just succeeded.

        Args:
            told: phones that were in the answer; of others nothing is known, whatever was told of them before.
        """
        live = self._store.live
        now = live.server_now()
        reaches = {device.id: device.reach(now) for device in live.devices if device.id in told}
        since = {device.id: device.since(reaches[device.id]) for device in live.devices if device.id in told}
        await self._store.reach_log.saw(reaches, now, {key: at for key, at in since.items() if at is not None})
        if self._watch is None:
            self._watch = OutageWatch(await self._store.alerts.outages())
        waiting = await self._store.traffic.under_way()
        before, night = self._watch.outages, self._is_night()
        alerts = self._watch.look(
            [self._sighting(device, reaches, waiting.get(device.id, 0)) for device in live.devices],
            now,
            night=night,
        )
        if alerts or self._watch.outages != before:
            await self._store.alerts.keep(self._watch.outages, alerts)
        for alert in alerts:
            if not (night and alert.kind is AlertKind.BACK and not alert.waiting):  # good news wakes nobody
                await self._tell(alert)

    def _sighting(self, device: Device, reaches: dict[int, Reach], waiting: int) -> Sighting:
        reach = reaches.get(device.id, Reach.UNKNOWN)
        return Sighting(device.id, device.name, reach, device.last_seen, waiting)

    def _is_night(self) -> bool:
        quiet = quiet_hours.parse(self._settings().quiet_hours)
        return quiet is not None and quiet.holds(self._store.live.wall().astimezone(self._zone))
