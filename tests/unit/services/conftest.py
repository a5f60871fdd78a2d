"""A store, a gateway in memory and the services between them, in virtual time."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace
from datetime import UTC
from pathlib import Path
from random import Random

import pytest

from desktop_app.domain.outgoing import Campaign, CampaignState, PausedBy, Share, State
from desktop_app.domain.settings import Settings
from desktop_app.services.devices import Devices
from desktop_app.services.presence import Presence
from desktop_app.services.receiving import Receiving
from desktop_app.services.sending import Sending
from desktop_app.services.tracking import Tracking
from desktop_app.store.database import Store
from tests.fake_clock import FakeClock
from tests.unit.services.oracle import OracleGateway
from tests.unit.store.plans import CONSENT, delivery, plan_file


@dataclass
class Bench:
    """Everything a test of the services holds."""

    clock: FakeClock
    store: Store
    gateway: OracleGateway
    sending: Sending
    tracking: Tracking
    receiving: Receiving
    devices: Devices
    folder: Path
    settings: Settings
    tasks: list["asyncio.Task[None]"]

    def set(self, **changed: object) -> None:
        """Change settings."""
        self.settings = replace(self.settings, **changed)

    async def queue(
        self, rows: object = 3, *, shares: tuple[Share, ...] = (Share(7, 0, 1),), again: bool = True, **how: object
    ) -> int:
        """Queue a campaign without beginning it."""
        return await self.store.outbox.add_campaign(
            plan_file(self.folder / "plan.sqlite", rows),
            name="Test",
            file="customers.xlsx",
            delivery=delivery(*shares, **how),
            assign=shares,
            consent_at=CONSENT,
            again=again,
        )

    async def send(self, rows: object = 3, **how: object) -> int:
        """Queue a campaign and begin it."""
        campaign = await self.queue(rows, **how)
        await self.sending.begin(campaign)
        return campaign

    def start(self) -> None:
        """Run sending and tracking."""
        self.tasks += [asyncio.create_task(self.sending.run()), asyncio.create_task(self.tracking.run())]

    async def stop(self) -> None:
        """End what `start` began."""
        for task in self.tasks:
            task.cancel()
        while any(not task.done() for task in self.tasks):
            await self.clock.advance(0.5)
            await asyncio.sleep(0.001)
        for task in self.tasks:
            if not task.cancelled():
                task.result()
        self.tasks.clear()

    async def campaign(self, number: int) -> Campaign:
        """The campaign now."""
        return await self.store.outbox.campaign(number)

    async def until(
        self, reached: Callable[[Campaign], bool], number: int, *, limit: float = 3600.0, step: float = 0.5
    ) -> Campaign:
        """Let time pass until the campaign is as wanted."""
        now = self.clock.elapsed()
        while not reached(told := await self.campaign(number)):
            assert self.clock.elapsed() - now < limit, f"not reached: {told}"
            for task in self.tasks:
                if task.done():
                    task.result()
            await asyncio.sleep(0.0005)
            await self.clock.advance(step)
        return told

    async def pass_time(self, seconds: float, *, step: float = 0.5) -> None:
        """Let time pass with everything running."""
        end = self.clock.elapsed() + seconds
        while self.clock.elapsed() < end:
            await asyncio.sleep(0.0005)
            await self.clock.advance(step)

    async def check(self) -> None:
        """What must be true at every moment (reliability.md 2.6)."""
        refs = self.gateway.refs
        for told in await self.store.outbox.campaigns():
            assert sum(told.counts.values()) == told.rows  # I2
            for row in await self.store.outbox.page(told.id, limit=10_000):
                copies = refs.count(row.ref)
                assert copies <= 1, f"row {row.id} is at the service {copies} times"  # I1
                if row.state in {State.ACCEPTED, State.TAKEN, State.SENT, State.DELIVERED, State.FAILED}:
                    assert copies or self.gateway_dropped, f"{row.state} and not at the service"  # I5
                if row.state in {State.CANCELLED, State.SKIPPED, State.REFUSED}:
                    assert not copies, f"{row.state} and at the service"  # I5

    gateway_dropped: bool = False


@pytest.fixture
async def bench(data_dir: Path, clock: FakeClock) -> AsyncIterator[Bench]:
    """Services on virtual time; settings quick enough to read."""
    store = await Store.open(data_dir / "desk.sqlite", clock)
    made = build(store, clock, OracleGateway(clock), data_dir)
    yield made
    await made.stop()
    await store.aclose()


def build(store: Store, clock: FakeClock, gateway: OracleGateway, folder: Path) -> Bench:
    """Services around a store."""
    bench: Bench

    def settings() -> Settings:
        return bench.settings

    devices = Devices(store, gateway, clock, token_refused=gateway.token_refused)
    receiving = Receiving(store, gateway, clock, lambda number: number if number.startswith("+") else None)
    presence = Presence(store, clock, settings)
    sending = Sending(
        store,
        gateway,
        clock,
        settings,
        read_replies=receiving.read_up_to_now,
        refresh_devices=devices.refresh,
        token_refused=gateway.token_refused,
        zone=UTC,
        look_around=presence.look,
        chance=Random(0),
    )
    tracking = Tracking(store, gateway, clock, settings, wake_sending=sending.wake, token_refused=gateway.token_refused)
    bench = Bench(clock, store, gateway, sending, tracking, receiving, devices, folder, Settings(undo_s=10.0), [])
    return bench


FINISHED = frozenset({CampaignState.FINISHED, CampaignState.STOPPED})


def finished(told: Campaign) -> bool:
    """Whether nothing more happens to it."""
    return told.state in FINISHED


def paused(by: PausedBy) -> Callable[[Campaign], bool]:
    """Whether it is paused for that reason."""
    return lambda told: told.state is CampaignState.PAUSED and told.paused_by is by
