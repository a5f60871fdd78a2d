"""Reading the account's phones: often while somebody looks or something is under way, seldom otherwise."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection
from dataclasses import replace
from typing import Protocol

from desktop_app.clock import Clock, people_seconds
from desktop_app.domain.changes import Changes
from desktop_app.domain.device import Device
from desktop_app.domain.errors import NoConnection, NotSignedIn, Trouble
from desktop_app.domain.outgoing import PausedBy
from desktop_app.gateway.again import read_again
from desktop_app.gateway.outcome import GatewayRefused
from desktop_app.gateway.reach import lost_connection, lost_network
from desktop_app.gateway.records import DevicePage
from desktop_app.store.database import Store

SELDOM_S = 30.0
"""Seconds between two readings in the background (design/UX.md 4.2)."""
_OFTEN_S = (5.0, 15.0)
"""Least and most seconds between two readings while somebody looks."""
SLOWEST_S = 60.0
"""Most seconds between two tries, however often they failed."""

log = logging.getLogger(__name__)


class ReadsPhones(Protocol):
    """What is needed of the gateway's client."""

    async def get_all_devices(self) -> DevicePage:
        """Read the account's phones; raises Trouble."""
        ...


class Devices:
    """Keeps `live.devices` and the directory fresh. `run` reads for ever; `refresh` reads now."""

    def __init__(
        self,
        store: Store,
        client: ReadsPhones,
        clock: Clock,
        *,
        token_refused: Callable[[], Awaitable[bool]] | None = None,
        on_read: Callable[[Collection[int]], Awaitable[None]] | None = None,
    ) -> None:
        """Read nothing yet.

        Args:
            store: keeps the phones.
            client: reads them.
            clock: says how long to wait.
            token_refused: probes the token after a refusal.
            on_read: hears which phones were told, after each reading.
        """
        self._store = store
        self._client = client
        self._clock = clock
        self._token_refused = token_refused
        self._on_read = on_read
        self._watching = 0
        self._woken = asyncio.Event()
        self._one = asyncio.Lock()
        self._next_at: float | None = None
        self._cut_off = False

    def watch(self) -> None:
        """Somebody looks: read at once and often until as many `unwatch`."""
        self._watching += 1
        self._woken.set()

    def unwatch(self) -> None:
        """Somebody stopped looking."""
        self._watching = max(self._watching - 1, 0)

    def wake(self) -> None:
        """Read now: this computer slept, and what was known is old."""
        self._woken.set()

    @property
    def interval_s(self) -> float:
        """Seconds between two readings now."""
        if not self._watching and not any(self._store.live.campaign.values()):
            return SELDOM_S
        fastest = min((device.interval_s for device in self._store.live.devices), default=_OFTEN_S[0])
        return max(_OFTEN_S[0], min(float(fastest), _OFTEN_S[1]))

    @property
    def next_in_s(self) -> float | None:
        """Seconds people wait until the phones are read again; None while that is going on."""
        if self._next_at is None:
            return None
        return max(people_seconds(self._clock, self._next_at - self._clock.elapsed()), 0.0)

    async def take_marks(self) -> None:
        """Tell the owner's own names and marks (hidden, left out) as they are kept now, without a reading."""
        kept = {device.id: device for device in await self._store.directory.devices()}
        self._store.live.mark_devices(
            replace(device, nickname=own.nickname, hidden=own.hidden, left_out=own.left_out)
            if (own := kept.get(device.id)) is not None
            else device
            for device in self._store.live.devices
        )

    async def run(self) -> None:
        """Read for ever; what goes wrong is told through `live`, and tried again."""
        failures = 0
        leave = self._store.subscribe(self._on_changes)
        try:
            while True:
                self._woken.clear()
                if self._store.live.signed_in:
                    try:
                        await self.refresh()
                        failures = 0
                    except Trouble as trouble:
                        failures += 1
                        log.info("reading phones: %s", trouble)
                self._cut_off = self._store.live.connected is False
                await self._rest(min(self.interval_s * 2 ** min(failures, 4), SLOWEST_S))
        finally:
            leave()

    def _on_changes(self, changes: Changes) -> None:
        """Another call got through again: the phones are read at once, not after the pause."""
        if changes.live and self._cut_off and self._store.live.connected:
            self._cut_off = False
            self._woken.set()

    async def refresh(self) -> tuple[Device, ...]:
        """Read the phones now, with the owner's names.

        Raises:
            Trouble: they could not be read; what was known stays.
        """
        async with self._one:
            return await self._refresh()

    async def _refresh(self) -> tuple[Device, ...]:
        live = self._store.live
        try:
            page = await read_again(self._client.get_all_devices, self._clock)
        except NoConnection as trouble:
            if lost_connection(trouble):
                live.set_connected(False, no_network=lost_network(trouble))
            raise
        except NotSignedIn:
            live.set_signed_in(False)
            raise
        except GatewayRefused:
            live.set_connected(True)
            if self._token_refused is not None and await self._token_refused():
                await self._store.outbox.pause_sending(PausedBy.SIGN_IN)
            raise
        live.set_connected(True)
        live.heard(page.server_time)
        now = live.server_now()
        told = [replace(device, read_at=now) for device in page.devices]
        heard_of = {device.id for device in told}
        if not page.complete:  # a phone that is missing from a damaged answer has not left the account
            known = live.devices or await self._store.directory.devices()
            told += [device for device in known if device.id not in heard_of]
        named = await self._store.directory.put_devices(told, now)
        live.set_devices(named)
        if self._on_read is not None:
            await self._on_read(heard_of)
        return live.devices

    async def _rest(self, seconds: float) -> None:
        """Sleep, or be woken."""
        self._next_at = self._clock.elapsed() + seconds
        sleeping = asyncio.ensure_future(self._clock.sleep(seconds))
        waking = asyncio.ensure_future(self._woken.wait())
        try:
            await asyncio.wait({sleeping, waking}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            self._next_at = None
            sleeping.cancel()
            waking.cancel()
            await asyncio.gather(sleeping, waking, return_exceptions=True)
