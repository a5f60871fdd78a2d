"""How one phone is now, asked for by somebody who looks at it; cheaper than reading them all."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Protocol

from desktop_app.domain.device import Device
from desktop_app.domain.errors import NoConnection
from desktop_app.gateway.outcome import GatewayRefused, GatewayUnreadable
from desktop_app.gateway.reach import lost_connection, lost_network
from desktop_app.gateway.records import DeviceStatus
from desktop_app.store.database import Store


class ReadsPhone(Protocol):
    """What is needed of the gateway's client."""

    async def get_device_status(self, device_id: int) -> DeviceStatus:
        """Read how one phone is; raises Trouble."""
        ...


class PhoneCheck:
    """`check` asks about one phone and takes in when it was seen."""

    def __init__(self, store: Store, client: ReadsPhone, refresh: Callable[[], Awaitable[Any]]) -> None:
        """Ask nothing yet.

        Args:
            store: live facts.
            client: the gateway's.
            refresh: reads all phones, where the service does not tell of one.
        """
        self._store = store
        self._client = client
        self._refresh = refresh

    async def check(self, device_id: int) -> None:
        """Ask about a phone now; a moment newer than the known one is taken in.

        Raises:
            Trouble: it could not be read.
        """
        live = self._store.live
        try:
            status = await self._client.get_device_status(device_id)
        except (GatewayRefused, GatewayUnreadable):  # not every service knows this call: ask about all
            await self._refresh()
            return
        except NoConnection as trouble:
            if lost_connection(trouble):
                live.set_connected(False, no_network=lost_network(trouble))
            raise
        live.set_connected(True)
        live.heard(status.server_time)
        seen = seen_at(status, live.server_now())
        if seen is None or status.device_id not in (None, device_id):
            return
        now = live.server_now()
        live.mark_devices(_seen(device, seen, now) if device.id == device_id else device for device in live.devices)


def seen_at(status: DeviceStatus, now: datetime) -> datetime | None:
    """When the phone was last seen: the date told, or the seconds since then counted back from the service's time."""
    told = status.last_seen
    if told is None and status.silent_s is not None:
        told = (status.server_time or now) - timedelta(seconds=status.silent_s)
    return None if told is None else min(told, now)


def _seen(device: Device, at: datetime, now: datetime) -> Device:
    return replace(device, last_seen=at if device.last_seen is None else max(at, device.last_seen), read_at=now)
