"""What "Needs attention" is decided on."""

from datetime import UTC, time, timedelta

from desktop_app.domain.attention import Need, SimUse
from desktop_app.domain.device import Reach
from desktop_app.services.habits import AttentionFeed
from desktop_app.store.sim_rules import SimRule
from tests.unit.services.conftest import Bench
from tests.unit.services.oracle import phone


async def test_quiet_nights_and_sims_near_their_limit_are_gathered(bench: Bench):
    live = bench.store.live
    live.set_devices([phone(7, last_seen=bench.clock.wall())])
    now = live.server_now()
    at = (now - timedelta(days=5)).replace(hour=0, minute=0)
    while at < now:
        await bench.store.reach_log.saw({7: Reach.OFFLINE if at.hour < 6 else Reach.ONLINE}, at, {})
        at += timedelta(minutes=2)
    await bench.store.sim_rules.put(7, 0, SimRule(a_day=2))
    await bench.store.sim_rules.put(7, 1, SimRule(a_day=None))
    campaign = await bench.queue(2)
    bench.start()
    await bench.sending.begin(campaign)
    await bench.until(lambda told: not told.waiting, campaign, step=2)

    feed = AttentionFeed(bench.store, UTC)
    habits = await feed.habits()
    assert habits.quiet == {7: (time(0), time(6))}
    assert habits.uses == (SimUse(7, 0, 2, 2),)
    assert [line.need for line in await feed.lines()] == [Need.SIM_LIMIT, Need.QUIET_AT_NIGHT]


async def test_a_clock_far_off_is_told(bench: Bench):
    bench.store.live.heard(bench.clock.wall() + timedelta(minutes=9))
    assert (await AttentionFeed(bench.store, UTC).habits()).clock_off_s == 540
