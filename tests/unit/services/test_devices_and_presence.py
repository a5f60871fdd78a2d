"""The phones, and what a sleeping computer or a clock that was set means."""

import asyncio
import itertools
from datetime import timedelta

import pytest

from desktop_app.domain.device import Reach
from desktop_app.domain.outgoing import CampaignState, PausedBy, State
from desktop_app.gateway.outcome import GatewayRefused, GatewayUnreadable, NotReached, Why
from desktop_app.gateway.records import DevicePage
from desktop_app.services.presence import Presence
from tests.unit.services.conftest import Bench, paused
from tests.unit.services.oracle import phone


async def refresh(bench: Bench) -> tuple[int, ...]:
    task = asyncio.ensure_future(bench.devices.refresh())
    while not task.done():
        await asyncio.sleep(0.0005)
        await bench.clock.advance(0.1)
    return tuple(device.id for device in task.result())


async def test_phones_are_kept_with_names_and_the_servers_time(bench: Bench) -> None:
    bench.gateway.devices = [phone(7), phone(8)]
    assert await refresh(bench) == (7, 8)
    await bench.store.directory.rename(7, "Front desk")
    await refresh(bench)
    assert [device.name for device in bench.store.live.devices] == ["Front desk", "Phone 8"]
    assert bench.store.live.connected is True
    assert bench.store.live.updated_at is not None


async def test_what_cannot_be_read_leaves_what_was_known(bench: Bench) -> None:
    await refresh(bench)
    bench.gateway.phones_fail = lambda: NotReached(Why.CONNECT_TIMEOUT)
    with pytest.raises(NotReached):
        await refresh(bench)
    assert [device.id for device in bench.store.live.devices] == [7]
    assert bench.store.live.connected is False


async def test_a_cut_answer_is_no_lost_connection(bench: Bench) -> None:
    await refresh(bench)
    bench.gateway.phones_fail = lambda: GatewayUnreadable("html")
    with pytest.raises(GatewayUnreadable):
        await refresh(bench)
    assert bench.store.live.connected is True


async def test_a_phone_missing_from_a_damaged_answer_has_not_left(bench: Bench, monkeypatch) -> None:
    bench.gateway.devices = [phone(7), phone(8)]
    await refresh(bench)

    async def damaged(*, token=None):
        return DevicePage((phone(7, last_seen=bench.clock.wall()),), bench.clock.wall(), complete=False)

    monkeypatch.setattr(bench.gateway, "get_all_devices", damaged)
    assert await refresh(bench) == (7, 8)


async def test_nor_has_one_missing_from_the_first_answer_of_a_run(bench: Bench, monkeypatch) -> None:
    bench.gateway.devices = [phone(7), phone(8)]
    await refresh(bench)
    bench.store.live.set_devices([])

    async def damaged(*, token=None):
        return DevicePage((phone(7, last_seen=bench.clock.wall()),), bench.clock.wall(), complete=False)

    monkeypatch.setattr(bench.gateway, "get_all_devices", damaged)
    assert await refresh(bench) == (7, 8)


async def test_a_clock_that_was_set_makes_no_phone_offline(bench: Bench) -> None:
    live = bench.store.live
    await refresh(bench)
    now = live.server_now()
    bench.clock.jump(timedelta(hours=3))
    assert live.server_now() == now
    assert live.clock_off_s == -3 * 3600
    assert [device.reach(live.server_now()) for device in live.devices] == [Reach.ONLINE]


async def test_after_sleep_nothing_is_known_before_the_next_reading(bench: Bench) -> None:
    live = bench.store.live
    await refresh(bench)
    bench.clock.suspend(8 * 3600)
    assert [device.reach(live.server_now()) for device in live.devices] == [Reach.UNKNOWN]
    await refresh(bench)
    assert [device.reach(live.server_now()) for device in live.devices] == [Reach.ONLINE]


async def test_a_token_refused_for_good_pauses_what_is_sending(bench: Bench) -> None:
    campaign = await bench.send(3)
    bench.gateway.phones_fail = lambda: GatewayRefused("token")
    with pytest.raises(GatewayRefused):
        await refresh(bench)
    assert (await bench.campaign(campaign)).state is CampaignState.STARTING
    bench.gateway.token_is_refused = True
    with pytest.raises(GatewayRefused):
        await refresh(bench)
    assert (await bench.campaign(campaign)).paused_by is PausedBy.SIGN_IN


async def test_phones_are_read_often_while_somebody_looks_and_seldom_otherwise(bench: Bench) -> None:
    bench.store.live.set_signed_in(True)
    running = asyncio.ensure_future(bench.devices.run())
    bench.tasks.append(running)
    await bench.pass_time(120, step=0.25)
    seldom = bench.store.live.devices_read
    assert 3 <= seldom <= 6
    bench.devices.watch()
    await bench.pass_time(120, step=0.25)
    assert 10 <= bench.store.live.devices_read - seldom <= 16
    bench.devices.unwatch()
    before = bench.store.live.devices_read
    await bench.pass_time(120, step=0.25)
    assert bench.store.live.devices_read - before <= 6


async def test_after_sleep_the_phones_are_read_soon(bench: Bench) -> None:
    bench.store.live.set_signed_in(True)
    presence = Presence(bench.store, bench.clock, lambda: bench.settings, on_wake=bench.devices.wake)
    bench.tasks += [asyncio.ensure_future(bench.devices.run()), asyncio.ensure_future(presence.run())]
    live = bench.store.live
    await bench.clock.advance_until(lambda: live.devices_read == 1, step=0.02)
    bench.clock.suspend(3600)
    await bench.clock.advance_until(lambda: live.devices_read == 2, step=0.02, limit=10)


async def test_a_network_that_comes_and_goes_is_asked_less_and_less_and_never_too_seldom(bench: Bench) -> None:
    bench.store.live.set_signed_in(True)
    asked: list[float] = []

    def fail() -> NotReached:
        asked.append(bench.clock.elapsed())
        return NotReached(Why.NO_NETWORK)

    bench.gateway.phones_fail = fail
    bench.tasks.append(asyncio.ensure_future(bench.devices.run()))
    bench.devices.watch()
    await bench.pass_time(400, step=1)
    pauses = [round(two - one) for one, two in itertools.pairwise(asked)]
    assert pauses[:4] == sorted(pauses[:4])
    assert 60 <= max(pauses) <= 61
    assert bench.devices.next_in_s is not None
    assert 0 < bench.devices.next_in_s <= 60

    bench.gateway.phones_fail = lambda: None
    bench.store.live.set_connected(True)  # another call got through
    await bench.clock.advance_until(lambda: bench.store.live.devices_read == 1, step=0.02, limit=5)


async def test_nobody_signed_in_reads_nothing(bench: Bench) -> None:
    bench.tasks.append(asyncio.ensure_future(bench.devices.run()))
    await bench.pass_time(120, step=1)
    assert bench.store.live.devices_read == 0


# Presence


async def test_a_short_stop_changes_nothing(bench: Bench) -> None:
    presence = Presence(bench.store, bench.clock, lambda: bench.settings)
    before = bench.store.live.steady_since
    await bench.clock.advance(10)
    await presence.noticed(20.0, 5.0)
    assert bench.store.live.steady_since == before


@pytest.mark.parametrize(("lost", "jumped"), [(60.0, 0.0), (0.0, 120.0), (0.0, -120.0)])
async def test_sleep_and_jumps_start_proofs_anew(bench: Bench, lost: float, jumped: float) -> None:
    presence = Presence(bench.store, bench.clock, lambda: bench.settings)
    await bench.clock.advance(10)
    await presence.noticed(lost, jumped)
    assert bench.store.live.steady_since == 10.0


async def test_a_night_asleep_asks_before_it_goes_on(bench: Bench) -> None:
    presence = Presence(bench.store, bench.clock, lambda: bench.settings)
    bench.start()
    campaign = await bench.send(400, pace_s=1)
    await bench.pass_time(30)
    await presence.noticed(8 * 3600.0, 0.0)
    told = await bench.until(paused(PausedBy.RESTART), campaign)
    assert "asleep" in told.paused_note
    await bench.pass_time(2)  # a call in flight may finish
    calls = len(bench.gateway.calls)
    await bench.pass_time(30)
    assert len(bench.gateway.calls) == calls


async def test_a_clock_that_was_set_asks_about_later_starts(bench: Bench) -> None:
    presence = Presence(bench.store, bench.clock, lambda: bench.settings)
    bench.tasks.append(asyncio.ensure_future(presence.run()))
    bench.start()
    campaign = await bench.send(3, start_at=bench.clock.wall() + timedelta(hours=5))
    await bench.until(lambda one: one.state is CampaignState.SCHEDULED, campaign)
    bench.clock.jump(timedelta(hours=1))
    told = await bench.until(paused(PausedBy.CLOCK), campaign)
    assert told.counts == {State.QUEUED: 3}


async def test_another_network_starts_proofs_anew_a_cut_answer_does_not(bench: Bench) -> None:
    live = bench.store.live
    await bench.clock.advance(10)
    live.set_connected(True)
    live.set_connected(False)
    live.set_connected(True)
    assert live.steady_since == 0.0
    live.set_connected(False, no_network=True)
    live.set_connected(True)
    assert live.steady_since == 10.0
