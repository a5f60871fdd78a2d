"""What waits for a phone, and giving it to another one."""

from dataclasses import replace

import pytest

from desktop_app.domain.alert_words import alert_words
from desktop_app.domain.errors import BadUse
from desktop_app.domain.outages import AlertKind
from desktop_app.domain.outgoing import CampaignState, PausedBy, Share, State
from desktop_app.services.moving import Moved, Moving, NeedsConfirming
from desktop_app.store.sim_rules import SimRule
from tests.unit.services.conftest import Bench
from tests.unit.services.oracle import OFFLINE, phone
from tests.unit.store.plans import number

TWO = (Share(7, 0, 3), Share(8, 1, 3))


@pytest.fixture
def moving(bench: Bench) -> Moving:
    bench.store.live.set_devices([phone(device, last_seen=bench.clock.wall()) for device in (7, 8, 9)])
    return Moving(bench.store, lambda: bench.settings)


def silent(bench: Bench, *gone: int) -> None:
    """Phones 7, 8 and 9, these of them offline."""
    now = bench.clock.wall()
    bench.store.live.set_devices(
        phone(device, last_seen=now - OFFLINE if device in gone else now) for device in (7, 8, 9)
    )


async def sending(bench: Bench, rows: int = 6, shares: tuple[Share, ...] = TWO, first: int = 0) -> int:
    """A campaign that is sending, nothing of it handed over."""
    campaign = await bench.queue([(number(first + n), f"Text {first}") for n in range(rows)], shares=shares)
    await bench.store.outbox.set_state(campaign, CampaignState.SENDING, expected=frozenset({CampaignState.STARTING}))
    return campaign


async def lanes(bench: Bench, campaign: int) -> dict[tuple[int, int], int]:
    return {(one.device_id, one.sim): one.waiting for one in await bench.store.outbox.lanes(campaign) if one.waiting}


async def test_it_counts_and_moves_over_all_campaigns_and_names_what_stays(moving: Moving, bench: Bench):
    one, two = await sending(bench), await sending(bench, 2, (Share(7, 1, 2),), first=50)
    await bench.store.outbox.claim(one, [Share(7, 0, 1)])
    waiting = await moving.waiting_for(7)
    assert (waiting.here, waiting.handed_over) == (4, 1)
    assert [(part.id, part.rows) for part in waiting.campaigns] == [(one, 2), (two, 2)]
    assert await moving.move(7, Share(9, 1, 0)) == Moved(4, 1)
    assert await lanes(bench, one) == {(9, 1): 2, (8, 1): 3}
    assert await lanes(bench, two) == {(9, 1): 2}
    assert (await moving.waiting_for(7)).here == 0


async def test_what_is_over_does_not_wait(moving: Moving, bench: Bench):
    campaign = await sending(bench)
    await bench.sending.stop(campaign)
    assert (await moving.waiting_for(7)).here == 0


@pytest.mark.parametrize("to", [7, 99])
async def test_only_to_another_phone_of_the_account(moving: Moving, bench: Bench, to: int):
    await sending(bench)
    with pytest.raises(BadUse, match="Nothing was moved"):
        await moving.move(7, Share(to, 0, 0), confirmed=True)


async def test_a_phone_that_cannot_send_now_wants_a_yes(moving: Moving, bench: Bench):
    await sending(bench)
    silent(bench, 9)
    with pytest.raises(NeedsConfirming, match="not online"):
        await moving.move(7, Share(9, 0, 0))
    assert (await moving.waiting_for(7)).here == 3
    assert (await moving.move(7, Share(9, 0, 0), confirmed=True)).moved == 3
    now = bench.clock.wall()
    bench.store.live.set_devices([replace(phone(8, last_seen=now), subscription=False), phone(9, last_seen=now)])
    with pytest.raises(NeedsConfirming, match="subscription"):
        await moving.move(9, Share(8, 0, 0))


async def test_by_itself_only_where_it_was_set(moving: Moving, bench: Bench):
    campaign = await sending(bench)
    silent(bench, 7)
    await moving.look([7, 8, 9])
    assert (await moving.waiting_for(7)).here == 3
    bench.set(move_waiting=1)
    await moving.look([8, 9])
    assert (await moving.waiting_for(7)).here == 3, "nothing is known of a phone that was not told"
    await moving.look([7, 8, 9])
    assert await lanes(bench, campaign) == {(8, 1): 6}
    [note] = await bench.store.alerts.page()
    assert note.alert.kind is AlertKind.MOVED
    words = alert_words(note.alert, bench.clock.wall().tzinfo).sentence
    assert words == "3 messages moved from Phone 7 to Phone 8. What Phone 7 has already may still go out."
    await moving.look([7, 8, 9])
    assert len(await bench.store.alerts.page()) == 1


async def test_only_to_a_phone_the_owner_chose_for_that_campaign(moving: Moving, bench: Bench):
    bench.set(move_waiting=1)
    await sending(bench, 2, (Share(7, 0, 2),))
    silent(bench, 7)
    await moving.look([7, 8, 9])
    assert (await moving.waiting_for(7)).here == 2


async def test_not_to_a_sim_that_is_full_nor_of_a_paused_campaign(moving: Moving, bench: Bench):
    bench.set(move_waiting=1)
    campaign = await sending(bench)
    silent(bench, 7)
    await bench.store.sim_rules.put(8, 1, SimRule(a_day=0))
    await moving.look([7, 8, 9])
    assert (await moving.waiting_for(7)).here == 3
    await bench.store.sim_rules.put(8, 1, SimRule())
    await bench.store.outbox.set_state(
        campaign, CampaignState.PAUSED, expected=frozenset({CampaignState.SENDING}), paused_by=PausedBy.YOU
    )
    await moving.look([7, 8, 9])
    assert (await moving.waiting_for(7)).here == 3


async def test_what_waits_goes_out_through_the_other_phone(bench: Bench):
    now = bench.clock.wall()
    bench.gateway.devices = [phone(7, last_seen=now - OFFLINE), phone(8)]
    bench.set(move_waiting=1)
    moving = Moving(bench.store, lambda: bench.settings)
    bench.start()
    campaign = await bench.send(6, shares=TWO)
    await bench.until(lambda told: told.waiting == 3, campaign, step=2)
    await moving.look([7, 8])
    told = await bench.until(lambda told: told.counts.get(State.DELIVERED, 0) == 6, campaign, step=2)
    assert told.waiting == 0
    await bench.check()
