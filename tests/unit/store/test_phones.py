"""Phones that are hidden, left out, or come back; rules for their SIMs; what waits under the bell."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from desktop_app.domain.device import Device, Reach, Sim
from desktop_app.domain.outages import Alert, AlertKind, Outage
from desktop_app.domain.outgoing import Share
from desktop_app.store.database import Store
from desktop_app.store.sim_rules import SimRule
from tests.unit.store.plans import CONSENT, delivery, plan_file

NOON = datetime(2025, 11, 20, 12, tzinfo=UTC)
OLD = Device(7, "Galaxy A14", serial="ZY22", sims=(Sim(0, "o2", icc_id="8949"), Sim(1, "Telekom")))
NEW = Device(12, "Galaxy A14", serial="ZY22")


async def test_marks_stay_when_the_phone_is_told_again(store: Store):
    await store.directory.put_devices([OLD], NOON)
    await store.directory.set_hidden(7, hidden=True)
    await store.directory.set_left_out(7, left_out=True)
    [told] = await store.directory.put_devices([OLD], NOON)
    assert (told.hidden, told.left_out, told.sims) == (True, True, OLD.sims)
    await store.directory.set_hidden(7, hidden=False)
    [told] = await store.directory.devices()
    assert (told.hidden, told.left_out) == (False, True)


async def test_a_phone_that_comes_back_keeps_name_rules_life_and_what_waits(store: Store, tmp_path):
    await store.directory.put_devices([OLD], NOON)
    await store.directory.rename(7, "Back office")
    await store.sim_rules.put(7, 1, SimRule(a_day=200))
    await store.reach_log.saw({7: Reach.ONLINE}, NOON, {})
    await store.reach_log.saw({7: Reach.ONLINE}, NOON + timedelta(minutes=1), {})
    shares = (Share(7, 0, 2), Share(7, 1, 1))
    campaign = await store.outbox.add_campaign(
        plan_file(tmp_path / "plan.sqlite", 3),
        name="Test",
        file="x.xlsx",
        delivery=delivery(*shares),
        assign=shares,
        consent_at=CONSENT,
        again=True,
    )
    await store.directory.put_devices([NEW], NOON)
    assert [device.id for device in await store.directory.gone()] == [7]

    await store.directory.join(7, 12, NOON)

    [told] = await store.directory.devices()
    assert told.name == "Back office"
    assert await store.directory.gone() == []
    assert await store.sim_rules.all() == {(12, 1): SimRule(a_day=200)}
    rows = await store.outbox.page(campaign)
    assert sorted((row.device_id, row.sim) for row in rows) == [(12, 0), (12, 0), (12, 1)]
    assert set(await store.reach_log.histories(NOON, NOON + timedelta(hours=1))) == {12}


async def test_rules_of_a_sim(store: Store):
    await store.sim_rules.put(7, 0, SimRule(Decimal("0.09"), 200))
    await store.sim_rules.put(7, 1, SimRule(Decimal(0)))
    assert await store.sim_rules.all() == {(7, 0): SimRule(Decimal("0.09"), 200), (7, 1): SimRule(Decimal(0))}
    await store.sim_rules.put(7, 0, SimRule())
    assert set(await store.sim_rules.all()) == {(7, 1)}


async def test_alerts_wait_until_somebody_looks(store: Store):
    outage = Outage(7, "Back office", NOON, NOON + timedelta(minutes=5), told=True)
    alert = Alert(AlertKind.OFFLINE, NOON + timedelta(minutes=5), (outage,), 119)
    await store.alerts.keep([outage], [alert])
    await store.alerts.keep([], [Alert(AlertKind.BACK, NOON + timedelta(minutes=30), (outage,))])
    kept = await store.alerts.page()
    assert [one.alert.kind for one in kept] == [AlertKind.BACK, AlertKind.OFFLINE]
    assert kept[1].alert == alert
    assert await store.alerts.unseen() == 2
    await store.alerts.mark_seen()
    assert await store.alerts.unseen() == 0
    assert [one.seen for one in await store.alerts.page()] == [True, True]


async def test_open_outages_outlive_the_program(store: Store):
    outage = Outage(7, "Back office", NOON, NOON + timedelta(minutes=5), at_night=True)
    await store.alerts.keep([outage], [])
    assert await store.alerts.outages() == [outage]
    await store.alerts.keep([], [])
    assert await store.alerts.outages() == []
