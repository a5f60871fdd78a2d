"""Alerts as a text to the owner's mobile."""

import asyncio
from datetime import UTC, timedelta

import pytest

from desktop_app.domain.errors import Trouble
from desktop_app.domain.outages import Alert, AlertKind, Outage
from desktop_app.domain.outgoing import PausedBy, Share, State
from desktop_app.domain.trial_text import ALERT
from desktop_app.services.texting_owner import TextingOwner
from desktop_app.store.sim_rules import SimRule
from tests.unit.services.conftest import Bench
from tests.unit.services.oracle import phone
from tests.unit.services.own_texts import send_text

MINE = "+491702290118"


class Owner:
    """Alerts by text through the real outbox, in virtual time."""

    def __init__(self, bench: Bench) -> None:
        self.bench = bench
        bench.set(alert_mobile=MINE)
        bench.gateway.devices = [phone(7), phone(8)]
        self.way = TextingOwner(
            bench.store,
            bench.clock,
            lambda: bench.settings,
            UTC,
            send_text=self.send,
            take_back=bench.sending.stop,
        )

    async def send(self, number: str, text: str, share: Share, name: str) -> int:
        return await send_text(self.bench, number, text, share, name)

    async def tell(self, *silent: int, kind: AlertKind = AlertKind.OFFLINE, since_min: float = 6) -> None:
        """An alert about these phones."""
        now = self.bench.clock.wall()
        began = now.replace(microsecond=0) - timedelta(minutes=since_min)
        outages = tuple(Outage(device, f"Phone {device}", began, now) for device in silent)
        task = asyncio.ensure_future(self.way.tell(Alert(kind, now, outages)))
        while not task.done():
            await self.bench.pass_time(2, step=1)
        await task

    @property
    def texts(self) -> list[tuple[int, str, str]]:
        return [(one.item.device_id, one.item.sendto, one.item.body) for one in self.bench.gateway.stored]


@pytest.fixture
async def owner(bench: Bench) -> Owner:
    made = Owner(bench)
    bench.start()
    task = asyncio.ensure_future(bench.devices.refresh())
    while not task.done():
        await bench.clock.advance(0.1)
        await asyncio.sleep(0.001)
    return made


async def test_another_phone_texts_it_in_the_alerts_words(owner: Owner):
    await owner.tell(7)
    [(device, number, body)] = owner.texts
    assert (device, number) == (8, MINE)
    assert body.startswith("SMS Desk: Phone 7 stopped answering at")


async def test_quiet_hours_do_not_hold_it_back(owner: Owner, bench: Bench):
    bench.set(quiet_hours="00:00-23:59")
    await owner.tell(7)
    assert len(owner.texts) == 1


async def test_one_text_an_outage_also_after_a_restart(owner: Owner, bench: Bench):
    now = bench.clock.wall().replace(microsecond=0)
    first = Outage(7, "Phone 7", now - timedelta(minutes=6), now)
    for way in (
        owner.way,
        TextingOwner(
            bench.store, bench.clock, lambda: bench.settings, UTC, send_text=owner.send, take_back=bench.sending.stop
        ),
    ):
        task = asyncio.ensure_future(way.tell(Alert(AlertKind.OFFLINE, now, (first,))))
        while not task.done():
            await bench.pass_time(2, step=1)
        await task
    assert len(owner.texts) == 1
    await owner.tell(7, since_min=0)
    assert len(owner.texts) == 2, "the next outage is another one"


async def test_off_and_good_news_send_nothing(owner: Owner, bench: Bench):
    await owner.tell(7, kind=AlertKind.BACK)
    await owner.tell(7, kind=AlertKind.MORNING)
    bench.set(alert_mobile="")
    await owner.tell(7)
    assert owner.texts == []
    bench.set(alert_mobile=MINE, alert_mobile_all=1)
    await owner.tell(7, kind=AlertKind.BACK)
    assert len(owner.texts) == 1


async def test_without_another_phone_it_is_said_and_tried_with_the_next_alert(owner: Owner, bench: Bench):
    with pytest.raises(Trouble, match="No other phone"):
        await owner.tell(7, 8)
    assert owner.texts == []


async def test_a_full_sim_is_passed_over(owner: Owner, bench: Bench):
    await bench.store.sim_rules.put(8, 0, SimRule(a_day=0))
    await owner.tell(7)
    assert [one.item.sim for one in bench.gateway.stored] == [1]


async def test_old_news_is_taken_back(owner: Owner, bench: Bench):
    bench.gateway.script = ["not reached"] * 1000
    with pytest.raises(Trouble, match="in time"):
        await owner.tell(7)
    [campaign] = await bench.store.outbox.campaigns()
    assert campaign.counts == {State.CANCELLED: 1}
    assert owner.texts == []


async def test_what_a_crash_left_here_is_taken_back_and_nothing_else(owner: Owner, bench: Bench):
    await bench.stop()
    left = await send_text(bench, MINE, "SMS Desk: Phone 7 stopped answering", Share(8, 0, 1), ALERT)
    customers = await bench.send([(MINE, "Your car is ready")])
    await bench.store.outbox.pause_sending(PausedBy.RESTART)
    await owner.way.tidy()
    assert (await bench.campaign(left)).counts == {State.CANCELLED: 1}
    assert (await bench.campaign(customers)).counts == {State.QUEUED: 1}
