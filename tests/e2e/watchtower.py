"""The whole program on a clock that a test moves, in front of a real practice gateway: phones are watched in it."""

import asyncio
import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from desktop_app.demo.phones import SimCard, SimulatedPhone
from desktop_app.demo.server import PracticeGateway
from desktop_app.domain.device import Reach
from desktop_app.domain.outages import Alert, AlertKind
from desktop_app.services.devices import SELDOM_S
from desktop_app.wiring import Services
from tests.e2e.room import room
from tests.fake_clock import START, FakeClock

STEP_S = 2.0
POLL_S = SELDOM_S + STEP_S + 2.0
"""Between two readings while nobody looks, with the whole seconds of the wire."""


def phone(number: int, *, poll_s: int = 10, silent: tuple[float, float | None] | None = None, new: bool = False):
    """A phone that is silent between two moments (seconds from the start)."""
    return SimulatedPhone(
        100 + number,
        f"Phone {number}",
        (SimCard("Telekom", f"+49151447000{number:02d}"),),
        poll_s=poll_s,
        silences=() if silent is None else (silent,),
        new=new,
    )


@dataclass
class Watchtower:
    """What the owner is told, and what is true."""

    clock: FakeClock
    gateway: PracticeGateway
    services: Services
    told: list[tuple[float, AlertKind, list[str]]] = field(default_factory=list)
    """When, what, of which phones."""
    seen: dict[str, list[tuple[float, Reach]]] = field(default_factory=dict)
    """What each phone was said to be, from when on."""
    requests: int = 0
    """How often the gateway was asked for the phones."""

    def shown(self) -> dict[str, Reach]:
        """What is said of each phone now."""
        live = self.services.store.live
        connected, now = live.connected is not False, live.server_now()
        return {device.title: device.reach(now, connected=connected) for device in live.devices}

    def true(self) -> dict[str, Reach]:
        """What each phone is, by what the gateway knows and the rules of design/UX.md 4.2."""
        account = self.gateway.account
        with account.lock:
            now = account.advance()
            return {
                one.phone.title: _reach(one.phone.poll_s, one.last_seen(now), now) for one in account.phones.values()
            }

    async def pass_time(self, seconds: float) -> None:
        """Let time go by, and keep what is said meanwhile."""
        end = self.clock.elapsed() + seconds
        while self.clock.elapsed() < end:
            await self.clock.advance(min(STEP_S, end - self.clock.elapsed()))
            await self.settle()
            now = self.clock.elapsed()
            for name, reach in self.shown().items():
                said = self.seen.setdefault(name, [])
                if not said or said[-1][1] is not reach:
                    said.append((now, reach))

    async def settle(self) -> None:
        """Until the reading under way, if any, is done: the network and the database work in real time."""
        async with asyncio.timeout(10):
            for turn in itertools.count():
                if self.services.devices.next_in_s is not None:
                    return
                await asyncio.sleep(0.002)
                if turn % 20 == 19:
                    await self.clock.advance(0.25)  # it may be pausing before it asks again

    def alerts(self, name: str) -> list[tuple[AlertKind, float]]:
        """What was told of a phone, and when."""
        return [(kind, at) for at, kind, names in self.told if name in names]

    def heard(self, alert: Alert) -> None:
        """An alert reaches the owner."""
        self.told.append((self.clock.elapsed(), alert.kind, [one.name for one in alert.outages]))


def _reach(poll_s: int, seen: float | None, now: float) -> Reach:
    if seen is None:
        return Reach.NOT_SEEN
    late, offline = timedelta(seconds=max(3 * poll_s + 15, 60)), timedelta(seconds=max(10 * poll_s + 60, 300))
    age = timedelta(seconds=now - seen)
    return Reach.ONLINE if age <= late else Reach.LATE if age <= offline else Reach.OFFLINE


@asynccontextmanager
async def watchtower(folder: Path, *phones: SimulatedPhone, rounds: int = 40) -> AsyncIterator[Watchtower]:
    """Everything wired, signed in and watching; `rounds` of the loop go to what a step of time has woken."""
    clock = FakeClock(START, rounds)
    with PracticeGateway(clock, token="right", phones=phones) as gateway:
        async with room(folder, gateway, "poll_s=8", clock=clock) as services:
            tower = Watchtower(clock, gateway, services)
            services.alerting.subscribe(tower.heard)
            asked = services.client.get_all_devices

            async def counted():
                tower.requests += 1
                return await asked()

            services.client.get_all_devices = counted  # type: ignore[method-assign]  # only counts
            services.devices.wake()
            await clock.advance(0.5)
            await tower.settle()
            yield tower
