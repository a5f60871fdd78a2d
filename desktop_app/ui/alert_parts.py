"""What the bell and the desktop's notifications need of the program."""

from collections.abc import Callable, Sequence
from typing import Protocol

from desktop_app.domain.outages import Alert
from desktop_app.store.alerts import KeptAlert


class Alerts(Protocol):
    """What waits under the bell (`store.alerts`)."""

    async def page(self, limit: int = ...) -> Sequence[KeptAlert]:
        """The newest."""

    async def unseen(self) -> int:
        """How many nobody has looked at."""

    async def mark_seen(self) -> None:
        """Somebody opened the bell."""


class Alerting(Protocol):
    """Tells alerts as they happen (`services.alerting`)."""

    def subscribe(self, listener: Callable[[Alert], object]) -> Callable[[], None]:
        """Call `listener` with each alert; the returned function ends that."""
