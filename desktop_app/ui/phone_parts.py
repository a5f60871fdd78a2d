"""What Devices, the bell and the alerts' set-up act with; `phone_care` makes it, tests stand in for it."""

from collections.abc import Callable, Coroutine
from typing import Any, Protocol

from desktop_app.domain.outgoing import Share
from desktop_app.services.coming_back import Comeback
from desktop_app.services.habits import Habits
from desktop_app.services.moving import Moved, NeedsConfirming
from desktop_app.services.round_trip import NotSeen
from desktop_app.services.telegram import NotOffered, TelegramState
from desktop_app.store.traffic import PhoneQueue

__all__ = [
    "Attention",
    "Comeback",
    "Comebacks",
    "Habits",
    "Moved",
    "Moving",
    "NeedsConfirming",
    "NotOffered",
    "NotSeen",
    "PhoneCalls",
    "PhoneCare",
    "PhoneQueue",
    "RoundTrip",
    "RoundTrips",
    "Telegram",
    "TelegramState",
]


class Telegram(Protocol):
    """Alerts by Telegram (`services.telegram`)."""

    async def state(self) -> TelegramState:
        """How far it is set up."""

    async def send_test(self, telegram_id: str) -> str:
        """Send a code there; raises Trouble, `NotOffered` where the service has let go of it."""

    async def confirm(self, code: str) -> bool:
        """Take the code the owner read in Telegram; True keeps the number, and alerts go there."""

    async def turn_off(self) -> None:
        """Forget the number."""


class Moving(Protocol):
    """What waits for a phone, over all campaigns (`services.moving`)."""

    async def waiting_for(self, device_id: int) -> PhoneQueue:
        """What waits: `here`, by campaign, and `handed_over`, which can't be moved."""

    async def move(self, device_id: int, share: Share, *, confirmed: bool = False) -> Moved:
        """Give what waits here to another phone and SIM; raises BadUse, `NeedsConfirming` before `confirmed`."""


class Comebacks(Protocol):
    """Phones that came back under a new id (`services.coming_back`)."""

    async def offers(self) -> list[Comeback]:
        """Those nobody has decided about."""

    async def accept(self, old: int, new: int) -> None:
        """They are the same phone."""

    async def decline(self, old: int, new: int) -> None:
        """They are two, for good."""


class Attention(Protocol):
    """What "Needs attention" is decided on (`services.habits`)."""

    async def habits(self) -> Habits:
        """When phones are usually silent, SIMs with a limit, the clock; reckoned off this thread."""


class RoundTrip(Protocol):
    """A test text that arrived."""

    @property
    def seconds(self) -> float:
        """From handing it over until it was there."""

    @property
    def words(self) -> str:
        """From where to where; plain text."""


RoundTrips = Callable[[int, int, Callable[[str], None]], Coroutine[Any, Any, RoundTrip]]
"""Sends a test from a phone (id) and SIM (slot), and says what it waits for; raises Trouble."""


class PhoneCalls(Protocol):
    """What a phone's drawer asks for."""

    @property
    def round_trip(self) -> RoundTrips:
        """Sends a test text and follows it."""

    @property
    def check_phone(self) -> Callable[[int], Coroutine[Any, Any, None]]:
        """Asks how one phone is now."""


class PhoneCare(PhoneCalls, Protocol):
    """All of it."""

    @property
    def telegram(self) -> Telegram:
        """Alerts by Telegram."""

    @property
    def moving(self) -> Moving:
        """Moving what waits."""

    @property
    def comebacks(self) -> Comebacks:
        """Phones that came back."""

    @property
    def attention(self) -> Attention:
        """Slow troubles."""
