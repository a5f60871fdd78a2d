"""The window with made-up services: no network, no files, time that stands still; for pictures and tests."""

from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_app.domain.changes import Changes
from desktop_app.domain.device import Device
from desktop_app.domain.errors import Trouble
from desktop_app.domain.outgoing import Campaign
from desktop_app.domain.settings import Settings, with_setting

NOW = datetime(2025, 11, 20, 9, 42, 17, tzinfo=UTC)


class StillClock:
    """A clock that moves when told."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now

    def wall(self) -> datetime:
        return self.now

    def elapsed(self) -> float:
        return self.now.timestamp()

    async def sleep(self, seconds: float) -> None:
        raise AssertionError("nothing here sleeps")


class HandTasks:
    """Runs coroutines to their end at once; timers wait for `fire`."""

    def __init__(self) -> None:
        self.timers: dict[str, Callable[[], object]] = {}
        self.troubles: list[Trouble] = []
        self.on_trouble: Callable[[Trouble], None] = self.troubles.append
        self.on_error: Callable[[str, BaseException], None] = lambda name, error: None
        self.held: dict[str, tuple[Coroutine[Any, Any, Any], Callable[[Any], None] | None]] = {}
        self.hold: set[str] = set()

    def start(self, coro, on_done=None, *, name=None, on_trouble=None) -> None:
        if name in self.hold:
            self.held[name] = (coro, on_done)
            return
        try:
            coro.send(None)
        except StopIteration as end:
            if on_done is not None:
                on_done(end.value)
        except Trouble as trouble:
            (on_trouble or self.on_trouble)(trouble)
        else:
            coro.close()
            raise AssertionError(f"{name} waits")

    def later(self, seconds: float, call: Callable[[], object], *, name: str) -> Callable[[], None]:
        self.timers[name] = call
        return lambda: self.stop(name)

    def every(self, seconds: float, make_coro: Callable[[], Any], *, name: str) -> Callable[[], None]:
        return self.later(seconds, make_coro, name=name)

    def stop(self, name: str) -> None:
        self.timers.pop(name, None)
        held = self.held.pop(name, None)
        if held is not None:
            held[0].close()

    def fire(self, name: str) -> None:
        self.timers.pop(name)()


@dataclass
class Live:
    clock: StillClock
    connected: bool | None = True
    updated_at: datetime | None = None
    devices: tuple[Device, ...] = ()
    signed_in: bool = True
    campaign: dict[int, Any] = field(default_factory=dict)
    next_at: dict[tuple[int, int], datetime] = field(default_factory=dict)

    def server_now(self) -> datetime:
        return self.clock.now


class Memory:
    def __init__(self) -> None:
        self.values: dict[str, Any] = {}
        self.settings = Settings()

    async def get(self, name: str) -> Any:
        return self.values.get(name)

    async def put(self, name: str, value: Any) -> None:
        self.values[name] = value

    async def save(self, key: str, value: str) -> Settings:
        self.settings = with_setting(self.settings, key, value)
        return self.settings


class Outbox:
    def __init__(self) -> None:
        self.all: list[Campaign] = []
        self.days: dict[int, Any] = {}

    async def campaigns(self, limit: int = 50, offset: int = 0) -> list[Campaign]:
        return self.all

    async def by_phone(self, since: datetime) -> Mapping[int, Any]:
        return self.days


class Directory:
    def __init__(self) -> None:
        self.renamed: list[tuple[int, str]] = []

    async def rename(self, device_id: int, nickname: str) -> None:
        self.renamed.append((device_id, nickname))


class Store:
    def __init__(self, clock: StillClock) -> None:
        self.live = Live(clock)
        self.outbox = Outbox()
        self.directory = Directory()
        self.settings = Memory()
        self.listeners: list[Callable[[Changes], None]] = []

    def subscribe(self, callback: Callable[[Changes], None]) -> Callable[[], None]:
        self.listeners.append(callback)
        return lambda: self.listeners.remove(callback)

    def tell(self, changes: Changes) -> None:
        for listener in list(self.listeners):
            listener(changes)


@dataclass(frozen=True)
class SignedIn:
    has_phones: bool | None = True
    note: str = ""


class Account:
    def __init__(self) -> None:
        self.signed_in = True
        self.email = "maria.kern@kern-garage.de"
        self.trouble: Trouble | None = None
        self.tried: list[tuple[str, str]] = []

    async def sign_in(self, email: str, password: str) -> SignedIn:
        self.tried.append((email, password))
        if self.trouble is not None:
            raise self.trouble
        self.signed_in = True
        return SignedIn()

    async def use_token(self, token: str) -> SignedIn:
        return await self.sign_in("", token)

    async def sign_out(self) -> bool:
        self.signed_in = False
        return True


class Phones:
    def __init__(self) -> None:
        self.watching = False
        self.refreshed = 0

    async def refresh(self) -> tuple[Device, ...]:
        self.refreshed += 1
        return ()

    def watch(self) -> None:
        self.watching = True

    def unwatch(self) -> None:
        self.watching = False


class Sending:
    def __init__(self) -> None:
        self.paused: list[int] = []

    async def pause(self, campaign: int) -> None:
        self.paused.append(campaign)


class Services:
    """Everything the shell is given."""

    def __init__(self) -> None:
        self.clock = StillClock()
        self.store = Store(self.clock)
        self.tasks = HandTasks()
        self.account = Account()
        self.devices = Phones()
        self.sending = Sending()

    def settings(self) -> Settings:
        return self.store.settings.settings


class BulkStandIn(QWidget):
    """In the place of Bulk send where that is not what is looked at."""

    step_menu_wanted = Signal(bool)
    history_asked = Signal()
    sign_in_asked = Signal()
    devices_asked = Signal()
    attention_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.step_menu = QWidget()
        self.shown: list[int] = []
        self.opened: list[Any] = []

    def show_campaign(self, campaign: int) -> None:
        self.shown.append(campaign)

    def open_path(self, path: Any) -> None:
        self.opened.append(path)

    def stop(self) -> None:
        pass
