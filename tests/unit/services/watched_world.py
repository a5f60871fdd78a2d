"""Phones that live and die, a computer that is disturbed, and an oracle that knows both: what Watching is judged by."""

import asyncio
from bisect import bisect_right
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from desktop_app.domain import quiet_hours
from desktop_app.domain.device import TELLS_FOR, Device, Reach
from desktop_app.domain.outages import Alert
from desktop_app.domain.settings import Settings
from desktop_app.gateway.outcome import GatewayUnreadable, NotReached, Why
from desktop_app.gateway.records import DevicePage
from desktop_app.services.alerting import Alerting
from desktop_app.services.devices import SELDOM_S, Devices
from desktop_app.services.watching import Watching
from desktop_app.store.database import Store
from tests.fake_clock import START, FakeClock

WHOLE_SECONDS = 2.0
"""Date headers and lastseen come in whole seconds."""
CALL_S = 0.3
POLL_S = SELDOM_S + WHOLE_SECONDS + 2 * CALL_S
"""The longest between two readings while nothing is wrong."""
AGAIN_S = 60.0 + WHOLE_SECONDS + 2 * CALL_S
"""The longest until it is tried again after something went wrong."""
CANNOT_TELL_S = TELLS_FOR.total_seconds() + WHOLE_SECONDS
"""What was read longer ago says nothing any more."""


@dataclass
class LivingPhone:
    """A phone that polls every so often while it is alive; times are elapsed seconds."""

    id: int
    poll_s: int
    polls: list[float] = field(default_factory=list)
    alive: bool = True
    next_poll: float = 0.0

    def live_until(self, now: float, chance: Random) -> None:
        """Poll, never quite on time, up to now."""
        while self.alive and self.next_poll <= now:
            self.polls.append(self.next_poll)
            self.next_poll += self.poll_s * chance.uniform(0.9, 1.5)

    def turn(self, now: float, *, alive: bool) -> None:
        """Die, or come back and poll at once."""
        if alive and not self.alive:
            self.next_poll = now
        self.alive = alive

    def last_poll(self, at: float) -> float | None:
        """The last contact up to then."""
        place = bisect_right(self.polls, at)
        return self.polls[place - 1] if place else None

    def reach(self, at: float) -> Reach:
        """The truth."""
        seen = self.last_poll(at)
        if seen is None:
            return Reach.NOT_SEEN
        late, offline = max(3 * self.poll_s + 15, 60), max(10 * self.poll_s + 60, 300)
        age = at - seen
        return Reach.ONLINE if age <= late else Reach.LATE if age <= offline else Reach.OFFLINE

    def could_be(self, begin: float, end: float) -> set[Reach]:
        """Everything it truly was between two moments."""
        late, offline = max(3 * self.poll_s + 15, 60), max(10 * self.poll_s + 60, 300)
        moments = [begin, end]
        for poll in self.polls:
            moments += (poll, poll - 0.001, poll + late + 0.001, poll + offline + 0.001)
        return {self.reach(at) for at in moments if begin <= at <= end}


@dataclass
class World:
    """The service, seen from a computer on which anything happens."""

    clock: FakeClock
    phones: list[LivingPhone]
    chance: Random
    network: bool = True
    dates: bool = True
    damaged: bool = False
    unreadable: bool = False
    date_due: bool = True
    """Whether the next answer has a Date header in any case: one in each run, or nothing but its clock is left."""
    told_at: dict[int, float] = field(default_factory=dict)
    """When each phone was last told to this computer."""

    def now(self) -> float:
        """The truth's clock."""
        now = self.clock.elapsed()
        for phone in self.phones:
            phone.live_until(now, self.chance)
        return now

    def at(self, elapsed: float) -> datetime:
        """A moment as the service writes it, in whole seconds; this computer's clock has no part in it."""
        return (START + timedelta(seconds=elapsed)).replace(microsecond=0)

    async def get_all_devices(self) -> DevicePage:
        """Answer, or not."""
        await self.clock.sleep(CALL_S)
        now = self.now()
        if not self.network:
            raise NotReached(self.chance.choice([Why.NO_NETWORK, Why.NO_ADDRESS, Why.READ_TIMEOUT]))
        if self.unreadable:
            raise GatewayUnreadable("http 500")
        date, self.date_due = self.dates or self.date_due, False
        told = [phone for phone in self.phones if not (self.damaged and self.chance.random() < 0.5)]
        self.told_at |= {phone.id: now for phone in told}
        return DevicePage(
            tuple(self._told(phone, now) for phone in told),
            self.at(now) if date else None,
            complete=len(told) == len(self.phones) and not self.damaged,
        )

    def _told(self, phone: LivingPhone, now: float) -> Device:
        seen = phone.last_poll(now)
        return Device(phone.id, f"Phone {phone.id}", None if seen is None else self.at(seen), poll_s=phone.poll_s)


@dataclass
class Told:
    """An alert, and the moment it was told."""

    alert: Alert
    at: float


class Computer:
    """The program on that computer: the real store and services; it can be started again."""

    def __init__(self, folder: Path, clock: FakeClock, world: World, quiet: str) -> None:
        self.clock = clock
        self.world = world
        self.told: list[Told] = []
        """Alerts, in the order the owner heard them."""
        self.waiting: dict[int, int] = {}
        self.waiting_since: dict[int, float] = {}
        self.settings = Settings(quiet_hours=quiet)
        self._folder = folder
        self._task: asyncio.Task[None] | None = None
        self.well_since = 0.0
        """Since when nothing disturbs it."""

    async def start(self) -> None:
        """Open the store and begin to read."""
        self.store = await Store.open(self._folder / "desk.sqlite", self.clock, zone=UTC)
        self.store.live.set_signed_in(True)

        async def under_way() -> dict[int, int]:
            return self.waiting

        self.store.traffic.under_way = under_way  # type: ignore[method-assign]  # messages are not what this is about
        alerting = Alerting()
        alerting.subscribe(lambda alert: self.told.append(Told(alert, self.clock.elapsed())))
        watching = Watching(self.store, lambda: self.settings, UTC, alerting.tell)
        self.devices = Devices(self.store, self.world, self.clock, on_read=watching.look)
        self.world.date_due = True
        self._task = asyncio.create_task(self.devices.run())
        self.disturbed()
        await self.idle()

    async def stop(self) -> None:
        """End the program."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait([self._task])
        await self.store.aclose()

    def some_wait(self, phone: int) -> None:
        """Messages wait for a phone, or no longer."""
        self.waiting[phone] = 0 if self.waiting.get(phone) else 3
        self.waiting_since[phone] = self.clock.elapsed()

    def disturbed(self) -> None:
        """From now on it may take as long as after a start until all is known."""
        self.well_since = self.clock.elapsed()

    async def idle(self) -> None:
        """Until the program waits for time to go by: its database works in real time."""
        assert self._task is not None
        while not self.clock.sleeping:
            if self._task.done():
                self._task.result()
            await asyncio.sleep(0.0002)

    async def pass_time(self, seconds: float) -> AsyncIterator[None]:
        """Let time go by, stopping wherever something may have changed."""
        end = self.clock.elapsed() + seconds
        while (left := end - self.clock.elapsed()) > 0:
            await self.idle()
            wake = self.clock.next_wake_in
            await self.clock.advance(min(left, 7.0, left if wake is None else max(wake, 0.0)))
            await self.idle()
            self.world.now()
            yield

    @property
    def night(self) -> bool:
        """Whether the owner sleeps, by this computer's clock."""
        quiet = quiet_hours.parse(self.settings.quiet_hours)
        return quiet is not None and quiet.holds(self.clock.wall())
