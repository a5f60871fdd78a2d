"""The service's clock as it is known here, whatever somebody does to this computer's."""

import asyncio
from datetime import datetime, timedelta

import pytest

from desktop_app.domain.device import Device, Reach
from desktop_app.store.connection import News
from desktop_app.store.state import LiveState
from tests.fake_clock import START, FakeClock

AHEAD = timedelta(hours=12)


@pytest.fixture
async def live(clock: FakeClock) -> LiveState:
    return LiveState(clock, News(asyncio.get_running_loop()))


async def test_this_computers_clock_counts_until_the_service_has_told_its_own(live: LiveState) -> None:
    assert live.server_now() == START
    live.heard(START + AHEAD)
    assert live.server_now() == START + AHEAD
    assert live.wall() == START


@pytest.mark.parametrize("jump", [timedelta(days=1), timedelta(days=-1), timedelta(minutes=20)])
async def test_setting_this_computers_clock_does_not_move_the_services(
    live: LiveState, clock: FakeClock, jump: timedelta
) -> None:
    live.heard(clock.wall())
    phone = Device(7, "Front desk", last_seen=clock.wall())
    await clock.advance(60)
    clock.jump(jump)
    assert live.server_now() == START + timedelta(seconds=60)
    assert phone.reach(live.server_now()) is Reach.ONLINE
    assert live.wall() == START + timedelta(seconds=60) + jump  # quiet hours and starts are meant where people are


async def test_the_services_clock_goes_on_while_the_computer_sleeps(live: LiveState, clock: FakeClock) -> None:
    live.heard(START)
    clock.suspend(8 * 3600)
    assert live.server_now() == START + timedelta(hours=8)


async def test_whole_seconds_of_a_header_do_not_make_the_clock_tremble(live: LiveState, clock: FakeClock) -> None:
    told: list[datetime] = []
    live.heard(START)
    for n in range(1, 20):
        await clock.advance(0.7)
        live.heard((START + timedelta(seconds=0.7 * n)).replace(microsecond=0))
        told.append(live.server_now())
    assert told == [START + timedelta(seconds=0.7 * n) for n in range(1, 20)]


async def test_a_clock_that_was_set_at_the_service_is_followed(live: LiveState, clock: FakeClock) -> None:
    live.heard(START)
    live.heard(START - timedelta(minutes=5))
    assert live.server_now() == START - timedelta(minutes=5)
