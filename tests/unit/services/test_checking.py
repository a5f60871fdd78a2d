"""Asking about one phone: the drawer's check."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest

from desktop_app.domain.device import Reach
from desktop_app.domain.errors import NoConnection, Trouble
from desktop_app.gateway.outcome import GatewayRefused, GatewayUnreadable, NotReached, Why
from desktop_app.gateway.records import DeviceStatus
from desktop_app.services.checking import PhoneCheck
from tests.unit.services.conftest import Bench
from tests.unit.services.oracle import phone

MINUTE = timedelta(minutes=1)


@dataclass
class Service:
    """Answers about one phone."""

    told: DeviceStatus | Trouble
    refreshed: int = 0
    asked: list[int] = field(default_factory=list)

    async def get_device_status(self, device_id: int) -> DeviceStatus:
        self.asked.append(device_id)
        if isinstance(self.told, Trouble):
            raise self.told
        return self.told

    async def refresh(self) -> None:
        self.refreshed += 1


def status(
    last_seen: datetime | None = None, silent_s: int | None = None, server_time: datetime | None = None, device: int = 7
) -> DeviceStatus:
    return DeviceStatus(device, "Phone 7", last_seen, silent_s, None, server_time)


@pytest.fixture
def now(bench: Bench) -> datetime:
    moment = bench.clock.wall()
    bench.store.live.set_devices([phone(7, last_seen=moment - 20 * MINUTE), phone(8, last_seen=moment)])
    return moment


async def check(bench: Bench, told: DeviceStatus | Trouble) -> Service:
    service = Service(told)
    await PhoneCheck(bench.store, service, service.refresh).check(7)
    return service


def seen(bench: Bench) -> datetime | None:
    return bench.store.live.devices[0].last_seen


async def test_a_newer_sign_of_life_counts_at_once(bench: Bench, now: datetime):
    await check(bench, status(now - timedelta(seconds=4), 4, now))
    assert seen(bench) == now - timedelta(seconds=4)
    assert bench.store.live.devices[0].reach(now) is Reach.ONLINE
    assert bench.store.live.devices[1].last_seen == now


async def test_an_older_one_changes_nothing(bench: Bench, now: datetime):
    await check(bench, status(now - 30 * MINUTE))
    assert seen(bench) == now - 20 * MINUTE


async def test_seconds_alone_are_counted_back_from_the_services_time(bench: Bench, now: datetime):
    ahead = now + 60 * MINUTE
    await check(bench, status(None, 120, ahead))
    assert seen(bench) == ahead - 2 * MINUTE
    assert bench.store.live.server_now() == ahead


async def test_without_a_date_header_the_known_offset_counts(bench: Bench, now: datetime):
    await check(bench, status(None, 60))
    assert seen(bench) == now - MINUTE


async def test_a_moment_in_the_future_is_now(bench: Bench, now: datetime):
    await check(bench, status(now + 5 * MINUTE))
    assert seen(bench) == now


async def test_an_answer_about_another_phone_counts_for_nobody(bench: Bench, now: datetime):
    await check(bench, status(now, device=8))
    assert seen(bench) == now - 20 * MINUTE


@pytest.mark.parametrize("told", [GatewayUnreadable("http 404"), GatewayRefused("unknown method")])
async def test_where_the_service_does_not_tell_of_one_all_are_read(bench: Bench, now: datetime, told: Trouble):
    assert (await check(bench, told)).refreshed == 1


async def test_without_a_connection_it_says_so_and_nobody_is_offline(bench: Bench, now: datetime):
    with pytest.raises(NoConnection):
        await check(bench, NotReached(Why.NO_NETWORK))
    assert bench.store.live.connected is False
