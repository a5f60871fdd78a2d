"""Each state of a phone and each alert, over the program and a real gateway: within one poll, and never falsely."""

from datetime import timedelta
from pathlib import Path

import pytest

from desktop_app.demo.faults import Faults
from desktop_app.domain.device import Reach
from desktop_app.domain.outages import AlertKind
from tests.e2e.watchtower import POLL_S, phone, watchtower

LATE_S, OFFLINE_S = 60, 300
"""Of a phone that checks in every ten seconds (design/UX.md 4.2)."""


@pytest.mark.parametrize(("looked_at", "poll"), [(False, POLL_S), (True, 14.0)], ids=["background", "looked at"])
async def test_a_phone_that_falls_silent_and_comes_back(tmp_path: Path, looked_at: bool, poll: float) -> None:
    async with watchtower(
        tmp_path, phone(1, silent=(100, 1000)), phone(2), phone(3, poll_s=60, silent=(100, 900))
    ) as tower:
        if looked_at:
            tower.services.devices.watch()
        await tower.pass_time(1100)
        assert [reach for _, reach in tower.seen["Phone 2"]] == [Reach.ONLINE]
        for name, late, offline, back in (("Phone 1", LATE_S, OFFLINE_S, 1000), ("Phone 3", 195, 660, 900)):
            last = 100 - (10 if name == "Phone 1" else 60), 100
            said = tower.seen[name]
            assert [reach for _, reach in said] == [Reach.ONLINE, Reach.LATE, Reach.OFFLINE, Reach.ONLINE]
            for (at, _), limit in zip(said[1:3], (late, offline), strict=True):
                assert last[0] + limit <= at <= last[1] + limit + poll
            assert back <= said[3][0] <= back + poll
            assert [kind for kind, _ in tower.alerts(name)] == [AlertKind.OFFLINE, AlertKind.BACK]
            assert tower.alerts(name)[0][1] == pytest.approx(said[2][0], abs=2)
            assert tower.alerts(name)[1][1] == pytest.approx(said[3][0], abs=2)
        assert tower.alerts("Phone 2") == []


async def test_a_new_phone_is_waited_for_and_no_outage(tmp_path: Path) -> None:
    async with watchtower(tmp_path, phone(1, new=True, silent=(0, 500)), phone(2)) as tower:
        await tower.pass_time(600)
        assert [reach for _, reach in tower.seen["Phone 1"]] == [Reach.NOT_SEEN, Reach.ONLINE]
        assert tower.seen["Phone 1"][1][0] <= 500 + POLL_S
        assert tower.told == []


async def test_a_short_silence_is_told_and_not_that_it_is_over(tmp_path: Path) -> None:
    async with watchtower(tmp_path, phone(1, silent=(100, 540))) as tower:
        await tower.pass_time(700)
        assert [kind for kind, _ in tower.alerts("Phone 1")] == [AlertKind.OFFLINE]
        assert tower.shown() == {"Phone 1": Reach.ONLINE}


async def test_nothing_is_said_while_this_computer_is_offline(tmp_path: Path) -> None:
    async with watchtower(tmp_path, phone(1, silent=(200, None)), phone(2)) as tower:
        await tower.pass_time(100)
        tower.gateway.set_network(up=False)
        await tower.pass_time(POLL_S)
        assert set(tower.shown().values()) == {Reach.UNKNOWN}
        await tower.pass_time(900)
        assert tower.told == []
        assert [reach for _, reach in tower.seen["Phone 2"]] == [Reach.ONLINE, Reach.UNKNOWN]
        assert [reach for _, reach in tower.seen["Phone 1"]] == [Reach.ONLINE, Reach.UNKNOWN]
        tower.gateway.set_network(up=True)
        await tower.pass_time(64)  # the longest pause between two tries
        assert tower.shown() == {"Phone 1": Reach.OFFLINE, "Phone 2": Reach.ONLINE}
        assert [(kind, names) for _, kind, names in tower.told] == [(AlertKind.OFFLINE, ["Phone 1"])]


async def test_a_flapping_network_says_nothing_false(tmp_path: Path) -> None:
    async with watchtower(tmp_path, phone(1), phone(2, poll_s=5)) as tower:
        for turn in range(30):
            tower.gateway.set_network(up=bool(turn % 2))
            await tower.pass_time(7 + 5 * (turn % 5))
        for name in ("Phone 1", "Phone 2"):
            assert {reach for _, reach in tower.seen[name]} <= {Reach.ONLINE, Reach.UNKNOWN}
        assert tower.told == []


@pytest.mark.parametrize("hours", [-5, 5])
async def test_setting_this_computers_clock_changes_nothing(tmp_path: Path, hours: int) -> None:
    async with watchtower(tmp_path, phone(1, silent=(600, None)), phone(2)) as tower:
        await tower.pass_time(100)
        tower.clock.jump(timedelta(hours=hours))
        await tower.pass_time(400)
        assert {reach for said in tower.seen.values() for _, reach in said} == {Reach.ONLINE}
        assert tower.told == []
        await tower.pass_time(450)
        [(_, kind, names)] = tower.told
        assert (kind, names) == (AlertKind.OFFLINE, ["Phone 1"])
        assert abs(tower.services.store.live.clock_off_s + hours * 3600) < 2


async def test_a_computer_that_slept_cannot_tell_and_then_can(tmp_path: Path) -> None:
    async with watchtower(tmp_path, phone(1), phone(2)) as tower:
        await tower.pass_time(100)
        tower.clock.suspend(8 * 3600)
        assert set(tower.shown().values()) == {Reach.UNKNOWN}
        await tower.pass_time(POLL_S)
        assert set(tower.shown().values()) == {Reach.ONLINE}
        assert tower.told == []


async def test_answers_that_fail_or_come_damaged_say_nothing_false(tmp_path: Path) -> None:
    async with watchtower(tmp_path, phone(1), phone(2, silent=(400, None))) as tower:
        tower.gateway.set_faults(Faults({"query_fail": 0.5}))
        await tower.pass_time(1200)
        assert {reach for _, reach in tower.seen["Phone 1"]} <= {Reach.ONLINE, Reach.UNKNOWN}
        assert [kind for kind, _ in tower.alerts("Phone 2")] == [AlertKind.OFFLINE]
        assert tower.alerts("Phone 1") == []


async def test_phones_that_fail_together_are_one_alert(tmp_path: Path) -> None:
    phones = [phone(number, silent=(100, None)) for number in (1, 2, 3)]
    async with watchtower(tmp_path, *phones, phone(4)) as tower:
        await tower.pass_time(700)
        assert len({name for _, _, names in tower.told for name in names}) == 3
        assert len(tower.told) <= 2  # the first at once where it is alone, the others with it


@pytest.mark.parametrize(("looked_at", "most"), [(False, 31), (True, 92)], ids=["background", "looked at"])
async def test_all_phones_are_read_with_one_request_a_round(tmp_path: Path, looked_at: bool, most: int) -> None:
    phones = [phone(number) for number in range(1, 51)]
    async with watchtower(tmp_path, *phones) as tower:
        if looked_at:
            tower.services.devices.watch()
        before = tower.requests
        read = tower.services.store.live.devices_read
        await tower.pass_time(900)
        assert tower.requests - before == tower.services.store.live.devices_read - read
        assert most * 0.9 <= tower.requests - before <= most
        assert tower.shown() == tower.true()
