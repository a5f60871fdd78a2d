"""Why texts of one phone failed."""

from datetime import timedelta

from desktop_app.store.database import Store
from desktop_app.store.failed_texts import Failures
from tests.fake_clock import FakeClock
from tests.unit.store.test_traffic import fill


async def test_failures_are_of_one_phone_and_of_today(store: Store, clock: FakeClock):
    await fill(store, clock)

    def give_codes(connection, touched):
        connection.execute("UPDATE outgoing SET gateway_status = 10, name = 'Greta' WHERE state = 'failed'")
        connection.execute("UPDATE outgoing SET gateway_status = 8 WHERE state = 'refused'")

    await store.outbox._database.write(give_codes)
    since = clock.wall() - timedelta(hours=1)
    found = await store.traffic.failures(1, since)
    assert (found.by_code, found.count) == ({10: 1}, 1)
    assert [(text.phone, text.name, text.code) for text in found.newest] == [("+491702290118", "Greta", 10)]
    assert (await store.traffic.failures(4, since)).by_code == {None: 1}, (
        "refused by the service has no code of the phone"
    )
    assert await store.traffic.failures(2, since) == Failures()
    assert await store.traffic.failures(1, clock.wall() + timedelta(hours=1)) == Failures()


async def test_only_so_many_are_told_one_by_one(store: Store, clock: FakeClock):
    await fill(store, clock)

    def fail_all(connection, touched):
        connection.execute(
            "UPDATE outgoing SET state = 'failed', gateway_status = 9, device_id = 1, claimed_at = changed_at"
        )

    await store.outbox._database.write(fail_all)
    found = await store.traffic.failures(1, clock.wall() - timedelta(hours=1), limit=3)
    assert found.count == 10
    assert len(found.newest) == 3
