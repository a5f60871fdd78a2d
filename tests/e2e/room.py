"""The services as the window and the command line build them, in this process, for tests that act in the middle."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from desktop_app.clock import Clock
from desktop_app.demo.server import PracticeGateway
from desktop_app.domain.outgoing import Delivery, Share
from desktop_app.place import Choices, Place
from desktop_app.wiring import Services, build
from tests.e2e.desk import QUICK
from tests.unit.store.plans import plan_file


@asynccontextmanager
async def room(
    data: Path, gateway: PracticeGateway, *settings: str, clock: Clock | None = None
) -> AsyncIterator[Services]:
    """Everything wired and running on `data`, signed in; ended in reverse."""
    chosen = tuple((key, value) for key, _, value in (pair.partition("=") for pair in (*QUICK, *settings)))
    place = Place(Choices(gateway.url, data, settings=chosen))
    if clock is not None:
        place.clock = clock
    services = await build(place)
    try:
        await services.start()
        await services.account.use_token("right")
        yield services
    finally:
        await services.aclose()
        place.leave()


async def queue(
    services: Services, rows: int, devices: Sequence[int], *, quiet_hours: str = "off", pace_s: float = 0
) -> int:
    """Queue and begin a campaign over `devices`; returns its id."""
    plan = plan_file(services.folder.plans / "plan.sqlite", rows)
    shares = tuple(Share(device, 0, rows // len(devices)) for device in devices)
    try:
        campaign = await services.store.outbox.add_campaign(
            plan,
            name="November",
            file="november.xlsx",
            delivery=Delivery(shares, pace_s=pace_s, quiet_hours=quiet_hours),
            assign=shares,
            consent_at=services.clock.wall(),
            keep_phone=False,
        )
    finally:
        plan.unlink()
    await services.sending.begin(campaign)
    return campaign


async def until(true: Callable[[], object], within_s: float = 20) -> None:
    """Let the loop run until `true()`."""
    async with asyncio.timeout(within_s):
        while not true():
            await asyncio.sleep(0.01)
