"""Phones that came back under a new id: offered as the same phone, and joined or left apart as the owner says."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from desktop_app.domain.device import Device
from desktop_app.domain.same_phone import came_back
from desktop_app.store.database import Store

MEMORY = "not the same phone"
"""Pairs of ids the owner declined."""


@dataclass(frozen=True)
class Comeback:
    """`new` looks like `old`, for which `waiting` messages are still here."""

    old: Device
    new: Device
    waiting: int = 0


class ComingBack:
    """Offers, as they are now: told anew after each reading, gone once decided."""

    def __init__(self, store: Store, take_marks: Callable[[], Awaitable[Any]]) -> None:
        """Look at nothing yet; `take_marks` tells names and marks again after a join."""
        self._store = store
        self._take_marks = take_marks

    async def offers(self) -> list[Comeback]:
        """Phones of the account that look like one that left it; ids only rise, so a later id came back as no older."""
        gone = await self._store.directory.gone()
        if not gone:
            return []
        declined = await self._declined()
        found: list[Comeback] = []
        for device in self._store.live.devices:
            left = [one for one in gone if one.id < device.id and (one.id, device.id) not in declined]
            old = came_back(device, left)
            if old is not None:
                waiting = await self._store.traffic.waiting_for(old.id)
                found.append(Comeback(old, device, waiting.here))
        return found

    async def accept(self, old: int, new: int) -> None:
        """They are the same phone: name, rules, history and what waits here go on under the new id."""
        await self._store.directory.join(old, new, self._store.live.server_now())
        await self._take_marks()

    async def decline(self, old: int, new: int) -> None:
        """They are two phones, for good."""
        pairs = sorted({*await self._declined(), (old, new)})
        await self._store.settings.put(MEMORY, [list(pair) for pair in pairs])

    async def _declined(self) -> set[tuple[int, int]]:
        kept = await self._store.settings.get(MEMORY)
        return {(pair[0], pair[1]) for pair in kept} if isinstance(kept, list) else set()
