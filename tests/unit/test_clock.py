"""The clocks: the computer's own, and the demo's that begins when told and runs faster."""

import asyncio
import sys
import time
from datetime import UTC, datetime, timedelta

import pytest

from desktop_app.clock import Clock, FastClock, SystemClock, people_seconds, seconds_for_people
from desktop_app.place import DEMO_BEGINS


def test_a_fast_clock_begins_where_told() -> None:
    start = datetime(2025, 11, 20, 8, 15, tzinfo=UTC)
    clock = FastClock(20, start)
    assert timedelta(0) <= clock.wall() - start < timedelta(seconds=20)


def test_a_fast_clock_begins_now_by_default() -> None:
    assert abs(FastClock(20).wall() - datetime.now(UTC)) < timedelta(seconds=20)


async def test_a_fast_clock_sleeps_less() -> None:
    clock, system = FastClock(1000), SystemClock()
    before = system.elapsed()
    await clock.sleep(2)
    assert system.elapsed() - before < 1


def test_people_have_their_own_seconds() -> None:
    assert seconds_for_people(FastClock(20), 10) == 200
    assert people_seconds(FastClock(20), 200) == 10
    assert seconds_for_people(SystemClock(), 10) == people_seconds(SystemClock(), 10) == 10


def test_no_clock_stands_still() -> None:
    with pytest.raises(ValueError, match="positive"):
        FastClock(0)


def test_the_demo_begins_outside_quiet_hours() -> None:
    assert DEMO_BEGINS.strftime("%A %H:%M") == "Thursday 09:15"


def test_the_system_clock_is_aware_and_goes_on() -> None:
    clock = SystemClock()
    assert clock.wall().utcoffset() == timedelta(0)
    assert abs(clock.wall() - datetime.now(UTC)) < timedelta(seconds=5)
    assert clock.elapsed() <= clock.elapsed()


@pytest.mark.skipif(sys.platform != "linux", reason="other systems' usual clock counts suspend")
def test_elapsed_time_goes_on_while_the_computer_sleeps() -> None:
    assert abs(SystemClock().elapsed() - time.clock_gettime(time.CLOCK_BOOTTIME)) < 5


@pytest.mark.parametrize("seconds", [0, -3])
@pytest.mark.parametrize("clock", [SystemClock(), FastClock(20)])
async def test_no_time_to_wait_lets_others_run(clock: Clock, seconds: float) -> None:
    ran: list[str] = []
    other = asyncio.create_task(_append(ran))
    await clock.sleep(seconds)
    assert ran == ["ran"]
    await other


async def _append(ran: list[str]) -> None:
    ran.append("ran")


def test_a_fast_clocks_times_run_alike() -> None:
    clock, system = FastClock(1000), SystemClock()

    def read() -> tuple[float, float, float]:
        return clock.elapsed(), clock.wall().timestamp(), clock.elapsed()

    real, first = system.elapsed(), read()
    while system.elapsed() - real < 0.005:
        pass
    then = read()
    assert then[0] - first[2] > 4
    assert then[0] - first[2] - 0.01 <= then[1] - first[1] <= then[2] - first[0] + 0.01
