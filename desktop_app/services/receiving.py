"""Reading incoming texts up to now, each stored once; who wrote STOP is not texted any more.

Nothing goes out before this has succeeded (ARCHITECTURE decision 4).
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from desktop_app.clock import Clock
from desktop_app.domain.errors import NoConnection, Trouble
from desktop_app.domain.incoming import Incoming
from desktop_app.domain.status import INCOMING
from desktop_app.gateway.outcome import GatewayRefused
from desktop_app.gateway.reach import lost_connection, lost_network
from desktop_app.gateway.records import GatewaySms
from desktop_app.gateway.windows import Reads, Window, Windows
from desktop_app.store.database import Store

FIRST_TIME = timedelta(days=90)
"""How far back the first reading goes."""
MARGIN = timedelta(hours=26)
"""Asked for on both sides: clocks and zones may be off by half a day, and a phone may hand a text in late."""


@dataclass(frozen=True)
class Read:
    """Incoming texts are read up to `up_to`, by the service's clock."""

    new: int
    """Texts not known before."""
    stops: tuple[str, ...]
    """Numbers on the do-not-text list because of them."""
    up_to: datetime


class RepliesUnread(Trouble):
    """Incoming texts could not be read whole, so that a STOP might be missed."""

    exit_code = 3

    def __init__(self) -> None:
        super().__init__(
            "Incoming texts could not be read up to now.",
            "Somebody may have asked not to be texted, so nothing was sent.",
            "Please try again in a moment.",
        )


class Receiving:
    """Reads incoming texts."""

    def __init__(
        self,
        store: Store,
        client: Reads,
        clock: Clock,
        canonical: Callable[[str], str | None],
        *,
        read_phones: Callable[[], Awaitable[object]],
        token_refused: Callable[[], Awaitable[bool]] | None = None,
    ) -> None:
        """Read nothing yet.

        Args:
            store: where texts are kept.
            client: the gateway's.
            clock: of this computer.
            canonical: a sender's number as E.164, None when it cannot be told.
            read_phones: reads the account's phones; raises Trouble.
            token_refused: probes the token after a refusal.
        """
        self._store = store
        self._windows = Windows(client, clock)
        self._canonical = canonical
        self._read_phones = read_phones
        self._token_refused = token_refused
        self._one = asyncio.Lock()

    async def read_up_to_now(self) -> Read:
        """Read what came in since the last time, store it, and apply every STOP in it.

        Raises:
            Trouble: it could not be read whole; what was read is not taken for everything.
        """
        async with self._one:
            return await self._read()

    async def _read(self) -> Read:
        live = self._store.live
        if live.updated_at is None:  # a service that insists on filters, or caps, is read whole phone by phone only
            await self._read_phones()
        before = live.server_now()
        since = await self._store.inbox.read_up_to()
        begin = (before - FIRST_TIME if since is None else min(since, before)) - MARGIN
        window = Window(begin, before + MARGIN, status=INCOMING, strict=True)
        try:
            phones = [device.id for device in live.devices]
            page = await self._windows.read(window, phones)
        except NoConnection as trouble:
            if lost_connection(trouble):
                live.set_connected(False, no_network=lost_network(trouble))
            raise
        except GatewayRefused:
            if self._token_refused is not None:
                await self._token_refused()
            raise
        live.set_connected(True)
        live.heard(page.server_time)
        if not page.complete:
            raise RepliesUnread
        up_to = min(page.server_time or before, live.server_now())
        texts = [_incoming(message, up_to) for message in page.messages if message.status == INCOMING]
        stored = await self._store.inbox.store(texts, up_to, self._canonical)
        return Read(stored.new, stored.stops, up_to)


def _incoming(message: GatewaySms, now: datetime) -> Incoming:
    return Incoming(
        gateway_id=message.id,
        sender=message.sendto,
        body=message.body,
        at=message.created or message.senttime or now,
        device_id=message.device_id,
        sim=message.sim,
    )
