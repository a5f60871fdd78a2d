"""The clocks: the computer's own, and the demo's that begins when told and runs faster."""

from datetime import UTC, datetime, timedelta

import pytest

from desktop_app.clock import FastClock, SystemClock, people_seconds, seconds_for_people
from desktop_app.wiring import DEMO_BEGINS


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
