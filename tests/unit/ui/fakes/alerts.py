"""Stand-ins for the bell, Telegram, moving, and phones that came back."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from desktop_app.domain.errors import Trouble
from desktop_app.domain.outages import Alert
from desktop_app.domain.outgoing import Share
from desktop_app.store.alerts import KeptAlert
from desktop_app.ui.phone_parts import Comeback, Moved, PhoneQueue, TelegramState


class Alerts:
    def __init__(self) -> None:
        self.kept: list[KeptAlert] = []

    async def page(self, limit: int = 50) -> list[KeptAlert]:
        return self.kept[:limit]

    async def unseen(self) -> int:
        return sum(not one.seen for one in self.kept)

    async def mark_seen(self) -> None:
        self.kept = [replace(one, seen=True) for one in self.kept]


class Alerting:
    def __init__(self) -> None:
        self.listeners: list[Callable[[Alert], object]] = []

    def subscribe(self, listener: Callable[[Alert], object]) -> Callable[[], None]:
        self.listeners.append(listener)
        return lambda: self.listeners.remove(listener)

    def tell(self, alert: Alert) -> None:
        for listener in list(self.listeners):
            listener(alert)


class Telegram:
    """Sends the code 4711; what is confirmed is kept in the settings, as the service does."""

    def __init__(self, memory: Any) -> None:
        self.memory = memory
        self.now = TelegramState.OFF
        self.tested: list[str] = []
        self.trouble: Trouble | None = None

    async def state(self) -> TelegramState:
        return self.now

    async def send_test(self, telegram_id: str) -> str:
        self.tested.append(telegram_id)
        if self.trouble is not None:
            raise self.trouble
        return "4711"

    async def confirm(self, code: str) -> bool:
        if code != "4711" or not self.tested:
            return False
        self.now = TelegramState.WORKS
        await self.memory.save("telegram_id", self.tested[-1])
        return True

    async def turn_off(self) -> None:
        self.now = TelegramState.OFF
        await self.memory.save("telegram_id", "")


class Moving:
    def __init__(self) -> None:
        self.queues: dict[int, PhoneQueue] = {}
        self.moved: list[tuple[int, Share, bool]] = []
        self.trouble: Trouble | None = None

    async def waiting_for(self, device_id: int) -> PhoneQueue:
        return self.queues.get(device_id, PhoneQueue())

    async def move(self, device_id: int, share: Share, *, confirmed: bool = False) -> Moved:
        if self.trouble is not None and not confirmed:
            raise self.trouble
        self.moved.append((device_id, share, confirmed))
        queue = self.queues.pop(device_id, PhoneQueue())
        return Moved(queue.here, queue.handed_over)


class Comebacks:
    def __init__(self) -> None:
        self.open: list[Comeback] = []
        self.decided: list[tuple[int, int, bool]] = []

    async def offers(self) -> list[Comeback]:
        return list(self.open)

    async def accept(self, old: int, new: int) -> None:
        self._decide(old, new, same=True)

    async def decline(self, old: int, new: int) -> None:
        self._decide(old, new, same=False)

    def _decide(self, old: int, new: int, *, same: bool) -> None:
        self.decided.append((old, new, same))
        self.open = [one for one in self.open if (one.old.id, one.new.id) != (old, new)]
