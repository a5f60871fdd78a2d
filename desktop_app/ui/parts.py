"""What the window needs of the program, as far as the shell, sign-in, settings and Devices use it."""

from collections.abc import Callable, Coroutine, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Protocol, TypeVar

from desktop_app.clock import Clock
from desktop_app.domain.changes import Changes
from desktop_app.domain.device import Device
from desktop_app.domain.errors import Trouble
from desktop_app.domain.outgoing import Campaign
from desktop_app.domain.reach_history import ReachHistory
from desktop_app.domain.settings import Settings
from desktop_app.store.failed_texts import Failures
from desktop_app.store.sim_rules import SimRule
from desktop_app.ui.alert_parts import Alerting, Alerts
from desktop_app.ui.phone_parts import PhoneCare

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

    @property
    def clock_off_s(self) -> float:
        """How far this computer's clock is behind the service's."""

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


class SimHour(Protocol):
    """Messages a SIM sent within the step of the day that begins at `at`."""

    @property
    def device(self) -> int:
        """The phone's id."""

    @property
    def at(self) -> datetime:
        """Begin of the step, aware UTC."""

    @property
    def sent(self) -> int:
        """Messages."""


class Outbox(Protocol):
    """Campaigns, read only."""

    async def campaigns(self, limit: int = 50, offset: int = 0) -> list[Campaign]:
        """Newest first."""


class Traffic(Protocol):
    """Messages of each phone."""

    async def by_phone(self, since: datetime) -> Mapping[int, PhoneDay]:
        """Counts of every phone since a moment, by the phone's id."""

    async def by_sim(self, since: datetime) -> Mapping[tuple[int, int], PhoneDay]:
        """The same of every SIM, by the phone's id and the slot."""

    async def hours(self, since: datetime, step: timedelta = ...) -> Sequence[SimHour]:
        """What each SIM sent in each step since a moment; empty ones left out."""

    async def failures(self, device_id: int, since: datetime, limit: int = ...) -> Failures:
        """Texts of a phone since a moment that failed."""


class SimRules(Protocol):
    """The owner's rules for SIMs."""

    async def all(self) -> Mapping[tuple[int, int], SimRule]:
        """Every rule, by the phone's id and the slot."""

    async def put(self, device_id: int, sim: int, rule: SimRule) -> None:
        """Keep a rule; one that says nothing is taken away."""


class SimLimits(Protocol):
    """What counts against the rules' limits."""

    async def used(self) -> Mapping[tuple[int, int], int]:
        """SMS parts used today of every SIM that has a limit, by the phone's id and the slot."""


class ReachLog(Protocol):
    """How alive the phones were."""

    async def histories(self, begin: datetime, end: datetime) -> Mapping[int, ReachHistory]:
        """Every phone's life between two moments, by the phone's id."""

    async def reckon(self, device_id: int, begin: datetime, end: datetime, reckon: Callable[[ReachHistory], T]) -> T:
        """What `reckon` makes of one phone's life between two moments, beside this thread."""


class Directory(Protocol):
    """Phones as they are called here."""

    async def rename(self, device_id: int, nickname: str) -> None:
        """Keep the owner's own name for a phone; "" goes back to the service's title."""

    async def set_hidden(self, device_id: int, *, hidden: bool) -> None:
        """Show a phone on Devices, or only when asked for."""

    async def set_left_out(self, device_id: int, *, left_out: bool) -> None:
        """Choose a phone for bulk sends by itself, or not."""


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
    def reach_log(self) -> ReachLog:
        """How alive the phones were."""

    @property
    def sim_rules(self) -> SimRules:
        """Limits and prices."""

    @property
    def sim_limits(self) -> SimLimits:
        """What of the limits is used."""

    @property
    def alerts(self) -> Alerts:
        """What waits under the bell."""

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

    async def take_marks(self) -> None:
        """Tell names and marks the owner has just changed."""

    @property
    def next_in_s(self) -> float | None:
        """Seconds until the next reading."""

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
    def phones(self) -> PhoneCare:
        """Alerts, tests and moving."""

    @property
    def alerting(self) -> Alerting:
        """Alerts as they happen."""

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
