"""What each phone did today."""

from datetime import timedelta

from desktop_app.store.database import Store
from desktop_app.store.times import to_ms
from desktop_app.store.traffic import PhoneDay
from tests.fake_clock import FakeClock


async def fill(store: Store, clock: FakeClock) -> None:
    now = to_ms(clock.wall())
    old = to_ms(clock.wall() - timedelta(days=2))
    rows = [
        (1, "delivered", now), (1, "delivered", now), (1, "sent", now), (1, "failed", now), (1, "delivered", old),
        (1, "queued", None), (2, "queued", None), (2, "queued", None), (3, "accepted", now), (4, "refused", now),
    ]  # fmt: skip

    def write(connection, touched):
        connection.execute(
            "INSERT INTO campaign (id, name, file, created, state, rows, people, parts, shares, pace_s, quiet_hours) "
            "VALUES (1, 'n', 'f', ?, 'sending', 10, 10, 10, '[]', 20, 'off')",
            (now,),
        )
        for number, (device, state, claimed) in enumerate(rows, start=1):
            connection.execute(
                "INSERT INTO outgoing (campaign, row, ref, device_id, sim, phone, body, parts, shown_phone, name, "
                "state, claimed_at, changed_at) VALUES (1, ?, ?, ?, 0, '+491702290118', 'x', 1, '', '', ?, ?, ?)",
                (number, number, device, state, claimed, now),
            )
        connection.execute(  # as adding a campaign does; triggers follow changes only
            "INSERT INTO tally (campaign, state, device_id, sim, rows) "
            "SELECT campaign, state, device_id, sim, COUNT(*) FROM outgoing GROUP BY campaign, state, device_id, sim"
        )

    await store.outbox._database.write(write)


async def test_counts_are_of_today_but_waiting_is_of_always(store: Store, clock: FakeClock):
    await fill(store, clock)
    days = await store.traffic.by_phone(clock.wall() - timedelta(hours=1))
    assert days == {
        1: PhoneDay(sent=3, delivered=2, failed=1, waiting=1),
        2: PhoneDay(waiting=2),
        4: PhoneDay(failed=1),
    }


async def test_a_day_is_told_in_steps_as_short_as_asked_for(store: Store, clock: FakeClock):
    await fill(store, clock)
    since = clock.wall() - timedelta(minutes=25)
    (hour,) = await store.traffic.hours(since, timedelta(minutes=10))
    assert (hour.device, hour.at, hour.sent) == (1, since + timedelta(minutes=20), 3)
