import asyncio

import pytest

from desktop_app.gateway.rate import CallGate
from tests.fake_clock import FakeClock


def gate_of(clock):
    return CallGate(clock, gap_s=0.5, slow_s=60, slow_max_s=900)


async def calls(clock, gate, count, length=0.0):
    began, flying, most = [], 0, 0

    async def one():
        nonlocal flying, most
        async with gate.turn():
            began.append(clock.elapsed())
            flying += 1
            most = max(most, flying)
            if length:
                await clock.sleep(length)
            flying -= 1

    tasks = [asyncio.create_task(one()) for _ in range(count)]
    return began, tasks, lambda: most


async def test_calls_start_at_least_a_gap_apart_in_order():
    clock = FakeClock()
    began, tasks, _ = await calls(clock, gate_of(clock), 4)
    await clock.advance(10)
    await asyncio.gather(*tasks)
    assert began == pytest.approx([0, 0.5, 1.0, 1.5])


async def test_one_in_flight_however_long_it_takes():
    clock = FakeClock()
    began, tasks, most = await calls(clock, gate_of(clock), 3, length=7)
    await clock.advance(30)
    await asyncio.gather(*tasks)
    assert began == pytest.approx([0, 7, 14])
    assert most() == 1


async def test_a_pause_holds_every_call_and_doubles_until_eased():
    clock = FakeClock()
    gate = gate_of(clock)
    assert [gate.hold(None) for _ in range(6)] == [60, 120, 240, 480, 900, 900]
    assert gate.held_s == 900
    began, tasks, _ = await calls(clock, gate, 2)
    await clock.advance(899)
    assert began == []
    await clock.advance(2)
    await asyncio.gather(*tasks)
    assert began == pytest.approx([900, 900.5])
    gate.ease()
    assert gate.hold(None) == 60


async def test_retry_after_is_honoured_up_to_an_hour_and_a_shorter_one_never_shortens_a_pause():
    clock = FakeClock()
    gate = gate_of(clock)
    assert gate.hold(7) == 7
    assert gate.hold(1e9) == 3600
    gate.hold(1)
    assert gate.wait_s == 3600
    assert gate.hold(-5) == 0


async def test_a_pause_set_while_waiting_holds_too_and_a_cancelled_wait_frees_the_place():
    clock = FakeClock()
    gate = gate_of(clock)
    began, tasks, _ = await calls(clock, gate, 1)
    await clock.settle()
    waiting, more, _ = await calls(clock, gate, 2)
    await clock.advance(0.2)
    gate.hold(10)
    await clock.advance(5)
    assert waiting == []
    more[0].cancel()
    await clock.advance(6)
    assert len(began) == len(waiting) == 1
    await asyncio.gather(*tasks, *more, return_exceptions=True)
