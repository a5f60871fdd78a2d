"""What the page reads of the store, and when."""

from datetime import UTC, datetime, timedelta

import pytest

from desktop_app.store.traffic import PhoneDay, SimHour
from desktop_app.ui.tabs.devices.facts import Day, Known, bars, step_for
from desktop_app.ui.tabs.devices.feed import DevicesFeed
from tests.window_stage import NOW, Services

TEN = timedelta(minutes=10)


@pytest.fixture
def services():
    return Services()


@pytest.fixture
def told():
    return []


@pytest.fixture
def feed(services, told):
    return DevicesFeed(services, lambda: told.append(1))


def test_two_sims_of_a_phone_are_one_phone(services, feed):
    async def by_sim(since):
        return {(1, 0): PhoneDay(3, 2, 1, 4), (1, 1): PhoneDay(5, 5, 0, 1)}

    services.store.traffic.by_sim = by_sim
    feed.start()
    assert feed.known.days == {1: Day(8, 7, 1, 5)}
    assert feed.known.sent == 8


def test_what_did_not_change_is_not_told(services, feed, told):
    feed.start()
    before = feed.known
    told.clear()
    services.tasks.fire("devices traffic again")
    assert told == []
    assert feed.known is before


def test_nothing_is_read_while_nobody_looks(services, feed):
    feed.start()
    feed.stop()
    assert services.tasks.timers == {}


def test_facts_that_stand_still_are_not_read_over(services, feed):
    feed.hold(Known(days={1: Day(1)}))
    feed.start()
    assert services.tasks.timers == {}
    assert feed.known.days == {1: Day(1)}


@pytest.mark.parametrize(("hours", "minutes"), [(0.5, 10), (2.7, 10), (4, 15), (7, 30), (12, 60), (24, 60)])
def test_bars_grow_longer_with_the_day(hours, minutes):
    begin = datetime(2025, 11, 20, 8, tzinfo=UTC)
    assert step_for(begin, begin + timedelta(hours=hours)) == timedelta(minutes=minutes)


def test_bars_are_of_all_phones_and_of_each():
    begin = datetime(2025, 11, 20, 8, tzinfo=UTC)
    sent = {(1, begin): 2, (2, begin + TEN): 3, (1, begin + 2 * TEN): 1, (1, begin - TEN): 9}
    made = bars(sent, begin, TEN, begin + timedelta(minutes=25))
    assert made.total == (2, 3, 1)
    assert made.by_phone == {1: (2, 0, 1), 2: (0, 3, 0)}


def test_a_day_that_began_early_begins_with_its_first_message(services, feed):
    midnight = NOW.astimezone().replace(hour=0, minute=0, second=0, microsecond=0)
    services.store.traffic.sent_hours = [SimHour(1, 0, midnight + timedelta(hours=5, minutes=30), 4)]
    feed.start()
    assert feed.known.bars is not None
    assert feed.known.bars.begin == midnight + timedelta(hours=5)
    assert sum(feed.known.bars.total) == 4
