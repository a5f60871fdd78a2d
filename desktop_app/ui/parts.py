"""What the window needs of the program, as far as the shell, sign-in, settings and Devices use it."""

from collections.abc import Callable, Coroutine, Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol, TypeVar

from desktop_app.clock import Clock
from desktop_app.domain.changes import Changes
from desktop_app.domain.device import Device
from desktop_app.domain.errors import Trouble
from desktop_app.domain.outgoing import Campaign
from desktop_app.domain.settings import Settings

T = TypeVar("T")


class Tasks(Protocol):
    """Starts what waits (`services.tasks`)."""

    on_trouble: Callable[[Trouble], None]
    on_error: Callable[[str, BaseException], None]

    def start(
        self,
        coro: Coroutine[Any, Any, T],
        on_done: Callable[[T], None] | None = None,
        *,
        name: str | None = None,
        on_trouble: Callable[[Trouble], None] | None = None,
    ) -> None:
        """Run `coro`; a later one of the same name replaces it."""

    def later(self, seconds: float, call: Callable[[], object], *, name: str) -> Callable[[], None]:
        """Call once after `seconds`; the returned function stops it."""

    def stop(self, name: str) -> None:
        """Cancel the task of that name."""


class Live(Protocol):
    """Facts in memory."""

    @property
    def connected(self) -> bool | None:
        """Whether the gateway answers; None before the first answer."""

    @property
    def updated_at(self) -> datetime | None:
        """When the phones were last read, aware UTC on the gateway's clock."""

    @property
    def devices(self) -> tuple[Device, ...]:
        """The account's phones."""

    @property
    def signed_in(self) -> bool:
        """Whether a token is held that the service has not refused."""

    def server_now(self) -> datetime:
        """The gateway's time, aware UTC."""


class PhoneDay(Protocol):
    """Messages of one phone today."""

    @property
    def sent(self) -> int:
        """Left the phone today, delivered or not."""

    @property
    def delivered(self) -> int:
        """Confirmed by the carrier today."""

    @property
    def failed(self) -> int:
        """Failed today."""

    @property
    def waiting(self) -> int:
        """Waiting on this computer for this phone."""


class Outbox(Protocol):
    """Campaigns, read only."""

    async def campaigns(self, limit: int = 50, offset: int = 0) -> list[Campaign]:
        """Newest first."""


class Traffic(Protocol):
    """Messages of each phone."""

    async def by_phone(self, since: datetime) -> Mapping[int, PhoneDay]:
        """Counts of every phone since a moment, by the phone's id."""


class Directory(Protocol):
    """Phones as they are called here."""

    async def rename(self, device_id: int, nickname: str) -> None:
        """Keep the owner's own name for a phone; "" goes back to the service's title."""


class SmallMemory(Protocol):
    """Settings, and small things the window remembers."""

    async def get(self, name: str) -> Any:
        """What was put under `name`, else None."""

    async def put(self, name: str, value: Any) -> None:
        """Keep JSON under `name`."""

    async def save(self, key: str, value: str) -> Settings:
        """Change a setting of `domain.settings`."""


class Store(Protocol):
    """The store as the window reads it."""

    @property
    def outbox(self) -> Outbox:
        """Campaigns."""

    @property
    def traffic(self) -> Traffic:
        """What each phone does."""

    @property
    def directory(self) -> Directory:
        """Phones."""

    @property
    def settings(self) -> SmallMemory:
        """Settings and small memory."""

    @property
    def live(self) -> Live:
        """Facts in memory."""

    def subscribe(self, callback: Callable[[Changes], None]) -> Callable[[], None]:
        """Be told after each commit; the returned function ends it."""


class SignedIn(Protocol):
    """A finished sign-in."""

    @property
    def has_phones(self) -> bool | None:
        """None when the phones could not be read."""

    @property
    def note(self) -> str:
        """What to tell the person; empty when all is well."""


class Account(Protocol):
    """Signing in and out (`services.account`)."""

    @property
    def signed_in(self) -> bool:
        """Whether there is a token the service has not refused."""

    @property
    def email(self) -> str:
        """The e-mail last signed in with; empty for a pasted token."""

    async def sign_in(self, email: str, password: str) -> SignedIn:
        """Exchange e-mail and password for the token, and keep only that."""

    async def use_token(self, token: str) -> SignedIn:
        """Sign in with a token from the account page."""

    async def sign_out(self) -> bool:
        """Drop the token."""


class Phones(Protocol):
    """Reading the phones (`services.devices`)."""

    async def refresh(self) -> Sequence[Device]:
        """Read them now."""

    def watch(self) -> None:
        """Somebody looks: read often."""

    def unwatch(self) -> None:
        """Nobody looks: read seldom."""


class Sending(Protocol):
    """Acts on campaigns (`services.sending`)."""

    async def pause_until_return(self) -> None:
        """Hand nothing over from now on, and ask at the next start."""


class WindowServices(Protocol):
    """Everything the shell is given by its constructor."""

    @property
    def store(self) -> Store:
        """Reading side."""

    @property
    def account(self) -> Account:
        """Who is signed in."""

    @property
    def devices(self) -> Phones:
        """The phones."""

    @property
    def sending(self) -> Sending:
        """Running campaigns."""

    @property
    def tasks(self) -> Tasks:
        """What waits."""

    @property
    def clock(self) -> Clock:
        """The time."""

    @property
    def settings(self) -> Callable[[], Settings]:
        """The settings of this moment."""
