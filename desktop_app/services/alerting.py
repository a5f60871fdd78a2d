"""Passes alerts on where the owner wants them: this computer, Telegram, a text. One way failing stops no other."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Protocol

from desktop_app.domain.errors import Trouble
from desktop_app.domain.outages import Alert

log = logging.getLogger(__name__)


class Way(Protocol):
    """A way to the owner."""

    async def tell(self, alert: Alert) -> None:
        """Pass `alert` on, or do nothing if the owner did not ask for this way; raises Trouble."""
        ...


class Alerting:
    """`tell` goes through all ways; listeners hear of it too, for the desktop's own notification."""

    def __init__(self, *ways: Way) -> None:
        """Go `ways` in this order."""
        self._ways: tuple[Way, ...] = ways
        self._listeners: list[Callable[[Alert], object]] = []

    def go(self, *ways: Way) -> None:
        """Go these ways too."""
        self._ways += ways

    def subscribe(self, listener: Callable[[Alert], object]) -> Callable[[], None]:
        """Call `listener` with each alert; the returned function ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    async def tell(self, alert: Alert) -> None:
        """Tell everybody; what goes wrong on one way is logged, the alert waits under the bell in any case."""
        for listener in list(self._listeners):
            listener(alert)
        await asyncio.gather(*(self._try(way.tell(alert)) for way in self._ways))

    async def _try(self, telling: Awaitable[None]) -> None:
        try:
            await telling
        except Trouble as trouble:
            log.info("an alert could not be passed on: %s", trouble)
