"""From readings of the phones to alerts, through the real store."""

from dataclasses import replace
from datetime import UTC, timedelta

import pytest

from desktop_app.domain.errors import Trouble
from desktop_app.domain.outages import Alert, AlertKind
from desktop_app.services.alerting import Alerting
from desktop_app.services.watching import Watching
from tests.unit.services.conftest import Bench
from tests.unit.services.oracle import phone

MINUTE = timedelta(minutes=1)


class Owner:
    """Hears alerts."""

    def __init__(self, bench: Bench) -> None:
        self.bench = bench
        self.heard: list[Alert] = []
        alerting = Alerting()
        alerting.subscribe(self.heard.append)
        self.watching = Watching(bench.store, lambda: bench.settings, UTC, alerting.tell)
        bench.set(quiet_hours="off")

    async def look(self, *ages_min: float | None, told: int | None = None) -> list[AlertKind]:
        """Read phones 1, 2, … seen so many minutes ago; what is told of it."""
        live = self.bench.store.live
        now = live.server_now()
        live.set_devices(
            phone(number + 1, last_seen=None if age is None else now - age * MINUTE)
            for number, age in enumerate(ages_min)
        )
        before = len(self.heard)
        ids = range(1, len(ages_min) + 1) if told is None else [told]
        await self.watching.look(list(ids))
        return [alert.kind for alert in self.heard[before:]]


@pytest.fixture
def owner(bench: Bench) -> Owner:
    return Owner(bench)


async def test_an_outage_and_its_end(owner: Owner, bench: Bench):
    assert await owner.look(0.1) == []
    assert await owner.look(4) == []
    assert await owner.look(6) == [AlertKind.OFFLINE]
    assert await owner.look(6) == []
    await bench.pass_time(900, step=60)
    assert await owner.look(0.1) == [AlertKind.BACK]
    kept = await bench.store.alerts.page()
    assert [one.alert.kind for one in kept] == [AlertKind.BACK, AlertKind.OFFLINE]


async def test_a_phone_missing_from_a_damaged_answer_is_not_offline(owner: Owner):
    assert await owner.look(0.1, 20, told=1) == []
    assert await owner.look(0.1, 20) == [AlertKind.OFFLINE]


async def test_what_waits_for_the_phone_is_said(owner: Owner, bench: Bench):
    await bench.queue(3)
    live = bench.store.live
    live.set_devices([phone(7, last_seen=live.server_now() - 10 * MINUTE)])
    await owner.watching.look([7])
    assert owner.heard[0].waiting == 3


async def test_at_night_only_phones_with_work_are_told(owner: Owner, bench: Bench):
    now = bench.clock.wall()
    bench.settings = replace(bench.settings, quiet_hours=f"{now:%H}:00-{now + 2 * timedelta(hours=1):%H}:00")
    assert await owner.look(10) == []
    bench.set(quiet_hours="off")
    assert await owner.look(10) == [AlertKind.MORNING]


async def test_a_phone_that_is_back_at_night_wakes_nobody(owner: Owner, bench: Bench):
    assert await owner.look(20) == [AlertKind.OFFLINE]
    now = bench.clock.wall()
    bench.settings = replace(bench.settings, quiet_hours=f"{now:%H}:00-{now + 2 * timedelta(hours=1):%H}:00")
    assert await owner.look(0.1) == []
    kept = await bench.store.alerts.page()
    assert [one.alert.kind for one in kept] == [AlertKind.BACK, AlertKind.OFFLINE]


async def test_a_restart_tells_nothing_twice(owner: Owner, bench: Bench):
    assert await owner.look(10) == [AlertKind.OFFLINE]
    again = Owner(bench)
    assert await again.look(10) == []


async def test_the_life_of_a_phone_is_recorded(owner: Owner, bench: Bench):
    begin = bench.store.live.server_now()
    for age in (0.1, 0.1, 6, 6):
        await owner.look(age)
        await bench.pass_time(60, step=20)
    end = bench.store.live.server_now()
    life = (await bench.store.reach_log.histories(begin, end))[1]
    assert life.longest_outage(begin, end) is not None


async def test_one_way_that_fails_stops_no_other(bench: Bench):
    told: list[Alert] = []

    class Broken:
        async def tell(self, alert: Alert) -> None:
            raise Trouble("Telegram is not offered any more.")

    class Works:
        async def tell(self, alert: Alert) -> None:
            told.append(alert)

    alert = Alert(AlertKind.OFFLINE, bench.clock.wall(), ())
    await Alerting(Broken(), Works()).tell(alert)
    assert told == [alert]
