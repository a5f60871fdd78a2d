"""When the owner is told that a phone stopped answering, and when not."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.device import Reach
from desktop_app.domain.outages import AlertKind, OutageWatch, Sighting

NOW = datetime(2025, 11, 20, 10, tzinfo=UTC)
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)
NAMES = {1: "Back office", 2: "Front desk", 3: "Workshop"}


def phone(device: int, reach: Reach, *, waiting: int = 0, seen: datetime = NOW) -> Sighting:
    return Sighting(device, NAMES.get(device, f"Phone {device}"), reach, seen, waiting)


def told(watch: OutageWatch, now: datetime, *sightings: Sighting, night: bool = False):
    return [
        (alert.kind, [outage.name for outage in alert.outages], alert.waiting)
        for alert in watch.look(sightings, now, night=night)
    ]


def test_an_outage_is_told_once():
    watch = OutageWatch()
    assert told(watch, NOW, phone(1, Reach.LATE)) == []
    assert told(watch, NOW, phone(1, Reach.OFFLINE, waiting=119)) == [(AlertKind.OFFLINE, ["Back office"], 119)]
    assert told(watch, NOW + MINUTE, phone(1, Reach.OFFLINE, waiting=119)) == []
    assert told(watch, NOW + 2 * MINUTE, phone(1, Reach.LATE)) == []
    assert told(watch, NOW + 3 * MINUTE, phone(1, Reach.OFFLINE)) == []


def test_back_is_worth_a_word_only_after_ten_minutes():
    for minutes, words in ((9, []), (11, [(AlertKind.BACK, ["Back office"], 0)])):
        watch = OutageWatch()
        told(watch, NOW, phone(1, Reach.OFFLINE))
        assert told(watch, NOW + minutes * MINUTE, phone(1, Reach.ONLINE)) == words
        assert [kind for kind, _, _ in told(watch, NOW + 20 * MINUTE, phone(1, Reach.OFFLINE))] == [AlertKind.OFFLINE]


def test_phones_failing_within_a_minute_are_told_together():
    watch = OutageWatch()
    online = [phone(2, Reach.ONLINE), phone(3, Reach.ONLINE)]
    assert told(watch, NOW, phone(1, Reach.OFFLINE), *online) == [(AlertKind.OFFLINE, ["Back office"], 0)]
    down = [phone(number, Reach.OFFLINE, waiting=1) for number in (1, 2, 3)]
    assert told(watch, NOW + 20 * SECOND, *down[:2], online[1]) == []
    assert told(watch, NOW + 50 * SECOND, *down) == []
    together = (AlertKind.OFFLINE, ["Back office", "Front desk", "Workshop"], 3)
    assert told(watch, NOW + MINUTE, *down) == [together]
    assert told(watch, NOW + 2 * MINUTE, *down) == []


def test_phones_failing_at_once_are_one_alert():
    watch = OutageWatch()
    down = [phone(number, Reach.OFFLINE) for number in (1, 2, 3)]
    assert told(watch, NOW, *down) == [(AlertKind.OFFLINE, ["Back office", "Front desk", "Workshop"], 0)]


def test_a_later_outage_is_an_alert_of_its_own():
    watch = OutageWatch()
    told(watch, NOW, phone(1, Reach.OFFLINE), phone(2, Reach.ONLINE))
    told(watch, NOW + 2 * MINUTE, phone(1, Reach.OFFLINE), phone(2, Reach.ONLINE))
    later = told(watch, NOW + 5 * MINUTE, phone(1, Reach.OFFLINE), phone(2, Reach.OFFLINE))
    assert later == [(AlertKind.OFFLINE, ["Front desk"], 0)]


def test_nothing_is_told_while_this_computer_sees_nothing():
    watch = OutageWatch()
    assert told(watch, NOW, phone(1, Reach.UNKNOWN)) == []
    told(watch, NOW, phone(1, Reach.OFFLINE))
    assert told(watch, NOW + MINUTE, phone(1, Reach.UNKNOWN)) == []
    assert told(watch, NOW + 2 * MINUTE, phone(1, Reach.OFFLINE)) == []


def test_a_phone_without_work_waits_for_the_morning():
    watch = OutageWatch()
    night = NOW - timedelta(hours=8)
    assert told(watch, night, phone(1, Reach.OFFLINE), phone(2, Reach.OFFLINE, waiting=5), night=True) == [
        (AlertKind.OFFLINE, ["Front desk"], 5)
    ]
    assert told(watch, night + MINUTE, phone(1, Reach.OFFLINE), phone(2, Reach.OFFLINE, waiting=5), night=True) == []
    assert told(watch, NOW, phone(1, Reach.OFFLINE), phone(2, Reach.OFFLINE, waiting=5)) == [
        (AlertKind.MORNING, ["Back office"], 0)
    ]
    assert told(watch, NOW + MINUTE, phone(1, Reach.OFFLINE), phone(2, Reach.OFFLINE, waiting=5)) == []


def test_a_phone_back_before_morning_is_not_mentioned():
    watch = OutageWatch()
    told(watch, NOW - timedelta(hours=8), phone(1, Reach.OFFLINE), night=True)
    assert told(watch, NOW - timedelta(hours=1), phone(1, Reach.ONLINE), night=True) == []
    assert told(watch, NOW, phone(1, Reach.ONLINE)) == []


def test_work_that_comes_at_night_is_told_at_night():
    watch = OutageWatch()
    told(watch, NOW, phone(1, Reach.OFFLINE), night=True)
    assert told(watch, NOW + MINUTE, phone(1, Reach.OFFLINE, waiting=3), night=True) == [
        (AlertKind.OFFLINE, ["Back office"], 3)
    ]


def test_a_restart_does_not_tell_again():
    watch = OutageWatch()
    told(watch, NOW, phone(1, Reach.OFFLINE))
    again = OutageWatch(watch.outages)
    assert told(again, NOW + 5 * MINUTE, phone(1, Reach.OFFLINE)) == []
    assert told(again, NOW + 15 * MINUTE, phone(1, Reach.ONLINE)) == [(AlertKind.BACK, ["Back office"], 0)]


def test_a_phone_that_left_the_account_is_forgotten():
    watch = OutageWatch()
    told(watch, NOW, phone(1, Reach.OFFLINE))
    assert told(watch, NOW + MINUTE) == []
    assert watch.outages == ()


look = st.tuples(
    st.integers(1, 90),
    st.lists(st.sampled_from(list(Reach)), min_size=3, max_size=3),
    st.lists(st.integers(0, 2), min_size=3, max_size=3),
    st.booleans(),
)


@given(st.lists(look, max_size=40))
def test_every_outage_is_told_once_and_never_without_cause(looks):
    watch, now = OutageWatch(), NOW
    down_since_told: set[int] = set()
    unseen: dict[int, datetime] = {}
    for seconds, reaches, waiting, night in looks:
        now += seconds * SECOND
        sightings = [
            phone(number + 1, reach, waiting=work, seen=now)
            for number, (reach, work) in enumerate(zip(reaches, waiting, strict=True))
        ]
        reach_of = {one.device: one.reach for one in sightings}
        alerts = watch.look(sightings, now, night=night)
        for device, reach in reach_of.items():
            if reach is Reach.OFFLINE and device not in down_since_told:
                unseen.setdefault(device, now)
            if reach is Reach.ONLINE:
                unseen.pop(device, None)
        for alert in alerts:
            if alert.kind is AlertKind.BACK:
                assert all(reach_of[one.device] is Reach.ONLINE for one in alert.outages)
                continue
            new = [one.device for one in alert.outages if one.device not in down_since_told]
            assert new, "an alert that tells nothing new"
            down_since_told.update(new)
            for device in new:
                unseen.pop(device)
        down_since_told -= {device for device, reach in reach_of.items() if reach is Reach.ONLINE}
        if not night:
            for device, since in unseen.items():
                assert reach_of[device] is not Reach.OFFLINE or now - since < MINUTE
