"""A SIM's limit of the day, kept by the claim itself."""

from datetime import timedelta

from desktop_app.domain.outgoing import Share, State, WaitingFor
from desktop_app.store.sim_rules import SimRule
from tests.unit.services.conftest import Bench, finished
from tests.unit.services.oracle import phone
from tests.unit.store.plans import number


def handed(bench: Bench, device: int = 7) -> int:
    return sum(one.item.device_id == device for one in bench.gateway.stored)


async def test_a_full_sim_gets_nothing_more_until_midnight(bench: Bench):
    await bench.store.sim_rules.put(7, 0, SimRule(a_day=2))
    bench.start()
    campaign = await bench.send(5)
    await bench.until(lambda told: told.counts.get(State.DELIVERED, 0) == 2, campaign)
    await bench.pass_time(300, step=5)
    assert handed(bench) == 2
    waiting = bench.store.live.campaign[campaign]
    assert waiting.waiting is WaitingFor.LIMIT
    midnight = (bench.clock.wall() + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    assert waiting.until == midnight

    await bench.clock.advance((midnight - bench.clock.wall()).total_seconds() - 60)
    await bench.pass_time(30, step=5)
    assert handed(bench) == 2


async def test_it_goes_on_the_next_day(bench: Bench):
    await bench.store.sim_rules.put(7, 0, SimRule(a_day=2))
    bench.set(stale_s=1e6)
    bench.start()
    campaign = await bench.send(5)
    await bench.until(lambda told: told.counts.get(State.DELIVERED, 0) == 2, campaign)
    for day, out in ((1, 4), (2, 5)):
        midnight = (bench.clock.wall() + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
        while bench.clock.wall() < midnight:
            await bench.clock.advance(min(1800.0, (midnight - bench.clock.wall()).total_seconds() + 1))
        await bench.until(lambda told, out=out: told.waiting == 5 - out, campaign)
        await bench.pass_time(120, step=2)
        assert handed(bench) == out, f"day {day}"
    await bench.until(finished, campaign)


async def test_other_sims_and_other_campaigns_go_on(bench: Bench):
    bench.gateway.devices = [phone(7), phone(8)]
    await bench.store.sim_rules.put(7, 0, SimRule(a_day=1))
    bench.start()
    shares = (Share(7, 0, 4), Share(7, 1, 4), Share(8, 0, 4))
    campaign = await bench.send(12, shares=shares)
    other = await bench.send([(number(90 + n), "Another text") for n in range(2)], shares=(Share(7, 0, 2),))
    await bench.until(lambda told: told.waiting <= 4, campaign, step=2)
    await bench.pass_time(120, step=5)
    sent = [(one.item.device_id, one.item.sim) for one in bench.gateway.stored]
    assert (sent.count((7, 0)), sent.count((7, 1)), sent.count((8, 0))) == (1, 4, 4)
    assert (await bench.campaign(campaign)).waiting + (await bench.campaign(other)).waiting == 5


async def test_parts_count_and_a_shorter_text_may_pass_a_longer_one(bench: Bench):
    await bench.store.sim_rules.put(7, 0, SimRule(a_day=3))
    bench.start()
    campaign = await bench.queue(4)
    await bench.store._database.write(  # the plans of tests have one part each
        lambda c, _: c.execute("UPDATE outgoing SET parts = CASE row WHEN 4 THEN 2 WHEN 5 THEN 2 ELSE 1 END")
    )
    await bench.sending.begin(campaign)
    await bench.until(lambda told: told.waiting == 2, campaign)
    await bench.pass_time(120, step=2)
    rows = await bench.store.outbox.page(campaign)
    assert [row.state is State.QUEUED for row in rows] == [False, True, False, True]
    assert await bench.store.sim_limits.used() == {(7, 0): 3}
    assert await bench.store.sim_limits.full() == {(7, 0)}


async def test_what_never_left_the_phone_is_not_counted(bench: Bench):
    await bench.store.sim_rules.put(7, 0, SimRule(a_day=3))
    bench.start()
    campaign = await bench.send(2)
    await bench.until(finished, campaign, step=2)
    assert await bench.store.sim_limits.used() == {(7, 0): 2}
    await bench.store._database.write(  # what the phone reported
        lambda c, _: c.execute(
            "UPDATE outgoing SET state = 'failed', gateway_status = CASE row WHEN 4 THEN 8 ELSE 12 END"
        )
    )
    assert await bench.store.sim_limits.used() == {(7, 0): 1}


async def test_a_row_that_was_refused_obeys_the_limit_too(bench: Bench):
    await bench.store.sim_rules.put(7, 0, SimRule(a_day=1))
    bench.gateway.script = ["accept", "refuse"]
    bench.start()
    campaign = await bench.send(2)
    await bench.until(lambda told: told.counts.get(State.DELIVERED, 0) == 1, campaign)
    await bench.pass_time(600, step=5)
    assert handed(bench) == 1
    assert len(bench.gateway.calls) == 1
    assert bench.store.live.campaign[campaign].waiting is WaitingFor.LIMIT


async def test_a_limit_that_is_taken_away_holds_nothing_back(bench: Bench):
    await bench.store.sim_rules.put(7, 0, SimRule(a_day=1))
    bench.start()
    campaign = await bench.send(3)
    await bench.until(lambda told: told.counts.get(State.DELIVERED, 0) == 1, campaign)
    await bench.pass_time(60, step=2)
    assert handed(bench) == 1
    await bench.store.sim_rules.put(7, 0, SimRule())
    told = await bench.until(finished, campaign, step=2)
    assert told.counts[State.DELIVERED] == 3
