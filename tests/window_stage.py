"""The window, all of it real, over made-up services: no network or files, time stands still; for pictures and tests."""

from collections import deque
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtWidgets import QApplication

from desktop_app.domain.changes import Changes
from desktop_app.domain.device import Device
from desktop_app.domain.errors import Trouble
from desktop_app.domain.outgoing import Campaign
from desktop_app.domain.reach_history import ReachHistory
from desktop_app.domain.settings import Settings, with_setting
from desktop_app.store.failed_texts import Failures
from desktop_app.ui.models.paged import PagedModel
from desktop_app.ui.tabs.bulk.steps import BulkTab
from tests.unit.ui.fakes import story
from tests.unit.ui.fakes.alerts import Alerting, Alerts, Comebacks, Moving, Telegram
from tests.unit.ui.fakes.parts import fake_services

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
    clock_off_s: float = 0.0
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

    async def campaigns(self, limit: int = 50, offset: int = 0) -> list[Campaign]:
        return self.all


class Traffic:
    def __init__(self) -> None:
        self.days: dict[int, Any] = {}
        self.sent_hours: list[Any] = []
        self.asked: list[tuple[datetime, timedelta]] = []
        self.failed: dict[int, Failures] = {}

    async def by_phone(self, since: datetime) -> Mapping[int, Any]:
        return self.days

    async def by_sim(self, since: datetime) -> Mapping[tuple[int, int], Any]:
        return {(phone, 0): day for phone, day in self.days.items()}

    async def hours(self, since: datetime, step: timedelta = timedelta(hours=1)) -> list[Any]:
        self.asked.append((since, step))
        return self.sent_hours

    async def failures(self, device_id: int, since: datetime, limit: int = 50) -> Failures:
        return self.failed.get(device_id, Failures())


class ReachLog:
    def __init__(self) -> None:
        self.all: dict[int, ReachHistory] = {}

    async def histories(self, begin: datetime, end: datetime) -> dict[int, ReachHistory]:
        return dict(self.all)

    async def reckon(
        self, device_id: int, begin: datetime, end: datetime, reckon: Callable[[ReachHistory], Any]
    ) -> Any:
        return reckon(self.all.get(device_id, ReachHistory()))


class SimRules:
    def __init__(self) -> None:
        self.rules: dict[tuple[int, int], Any] = {}

    async def all(self) -> dict[tuple[int, int], Any]:
        return self.rules

    async def put(self, device_id: int, sim: int, rule: Any) -> None:
        self.rules[device_id, sim] = rule


class SimLimits:
    def __init__(self, traffic: Traffic) -> None:
        self.traffic = traffic

    async def used(self) -> dict[tuple[int, int], int]:
        """Messages of one part each."""
        return {lane: day.sent for lane, day in (await self.traffic.by_sim(NOW)).items()}


class Directory:
    def __init__(self) -> None:
        self.renamed: list[tuple[int, str]] = []
        self.marks: list[tuple[int, str, bool]] = []

    async def rename(self, device_id: int, nickname: str) -> None:
        self.renamed.append((device_id, nickname))

    async def set_hidden(self, device_id: int, *, hidden: bool) -> None:
        self.marks.append((device_id, "hidden", hidden))

    async def set_left_out(self, device_id: int, *, left_out: bool) -> None:
        self.marks.append((device_id, "left out", left_out))


class Store:
    def __init__(self, clock: StillClock) -> None:
        self.live = Live(clock)
        self.outbox = Outbox()
        self.traffic = Traffic()
        self.reach_log = ReachLog()
        self.sim_rules = SimRules()
        self.sim_limits = SimLimits(self.traffic)
        self.alerts = Alerts()
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
        self.taken_marks = 0
        self.next_in_s: float | None = 8.0

    async def refresh(self) -> tuple[Device, ...]:
        self.refreshed += 1
        return ()

    async def take_marks(self) -> None:
        self.taken_marks += 1

    def watch(self) -> None:
        self.watching = True

    def unwatch(self) -> None:
        self.watching = False


@dataclass(frozen=True)
class RoundTrip:
    seconds: float = 6.2
    words: str = "From here to there."


class PhoneCare:
    """What is asked of phones."""

    def __init__(self, memory: Memory) -> None:
        self.telegram = Telegram(memory)
        self.moving = Moving()
        self.comebacks = Comebacks()
        self.checked: list[int] = []
        self.trips: list[tuple[int, int]] = []
        self.trip: RoundTrip | Trouble = RoundTrip()
        self.trouble: Trouble | None = None

    async def check_phone(self, device_id: int) -> None:
        self.checked.append(device_id)
        if self.trouble is not None:
            raise self.trouble

    async def round_trip(self, device_id: int, sim: int, on_step: Callable[[str], None]) -> RoundTrip:
        self.trips.append((device_id, sim))
        on_step("Waiting for the phone…")
        if isinstance(self.trip, Trouble):
            raise self.trip
        return self.trip


class Sending:
    def __init__(self) -> None:
        self.paused = False

    async def pause_until_return(self) -> None:
        self.paused = True


class Services:
    """Everything the shell is given."""

    def __init__(self) -> None:
        self.clock = StillClock()
        self.store = Store(self.clock)
        self.tasks = HandTasks()
        self.account = Account()
        self.devices = Phones()
        self.phones = PhoneCare(self.store.settings)
        self.alerting = Alerting()
        self.sending = Sending()

    def settings(self) -> Settings:
        return self.store.settings.settings


class SoonTasks:
    """Runs what it is given when the stage settles, in order: never inside the call that asked, as the loop does."""

    def __init__(self) -> None:
        self.queue: deque[tuple[str, Callable[[], object], Coroutine[Any, Any, Any] | None]] = deque()
        self.on_trouble: Callable[[Trouble], None] = lambda trouble: None
        self.on_error: Callable[[str, BaseException], None] = lambda name, error: None

    def start(self, coro, on_done=None, *, name=None, on_trouble=None) -> None:
        def run() -> None:
            try:
                coro.send(None)
            except StopIteration as end:
                if on_done is not None:
                    on_done(end.value)
            except Trouble as trouble:
                (on_trouble or self.on_trouble)(trouble)
            else:
                raise AssertionError(f"{name} waits")

        self.queue.append((name or "", run, coro))

    def later(self, seconds: float, call: Callable[[], object], *, name: str) -> Callable[[], None]:
        self.stop(name)
        if seconds < 1:  # a pause in typing; clocks that tick stand still
            self.queue.append((name, call, None))
        return lambda: self.stop(name)

    def every(self, seconds: float, make_coro: Callable[[], Any], *, name: str) -> Callable[[], None]:
        return lambda: None

    def stop(self, name: str) -> None:
        self._drop([waiting for waiting in self.queue if waiting[0] == name])

    def _drop(self, dropped) -> None:
        for waiting in dropped:
            self.queue.remove(waiting)
            if waiting[2] is not None:
                waiting[2].close()

    def close(self) -> None:
        """Nobody waits for answers any more."""
        self._drop(list(self.queue))

    def settle(self, rounds: int = 400) -> None:
        """Run what was asked for, and what that asks for, until nothing is left."""
        for _ in range(rounds):
            if not self.queue:
                return
            self.queue.popleft()[1]()
            QApplication.processEvents()
        raise AssertionError(f"never settles: {[waiting[0] for waiting in self.queue]}")


class BulkStage:
    """Makes the real tab Bulk send over the story in memory, and lets its questions be answered."""

    def __init__(self) -> None:
        self.tasks = SoonTasks()
        self.services = fake_services()
        self.services.tasks = self.tasks
        self.made: BulkTab | None = None

    def __call__(self) -> BulkTab:
        self.made = BulkTab(self.services)
        return self.made


def settle(stage: BulkStage) -> None:
    """Let answers, merged repaints, layouts and paints finish."""
    for _ in range(3):
        stage.tasks.settle()
        QCoreApplication.sendPostedEvents()
        QApplication.processEvents()
        if stage.made is not None:
            for model in stage.made.findChildren(PagedModel):
                for merging in model.findChildren(QTimer):
                    merging.setInterval(0)
            QApplication.processEvents()


def phones(now: datetime = NOW) -> tuple[Device, ...]:
    """The story's phones as they are at `now`."""
    return tuple(replace(one, last_seen=now - (story.NOW - one.last_seen)) for one in story.DEVICES)
