"""How many messages go to which phone now."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.device import Reach
from desktop_app.domain.hand_over import HandOver, Phone, Queue, Rules, Work, allowance, decide
from desktop_app.domain.outgoing import Share, WaitingFor
from desktop_app.domain.quiet_hours import QuietHours, parse

NOON = datetime(2026, 11, 20, 12, tzinfo=ZoneInfo("Europe/Berlin"))
QUIET = parse("20:00-08:00")


def _phones(*phones: Phone) -> dict[int, Phone]:
    return {phone.device_id: phone for phone in phones}


def _phone(untaken: int = 0, ready_in_s: float = 0.0, reach: Reach = Reach.ONLINE, device_id: int = 7) -> Phone:
    return Phone(device_id, reach, 10, untaken, ready_in_s)


def _decide(work: Work, *phones: Phone, now: datetime = NOON, rules: Rules = Rules()) -> HandOver:  # noqa: B008 - frozen
    return decide(now, work, _phones(*phones), rules)


def test_gentle_hands_one_over_and_waits_for_the_pace() -> None:
    work = Work((Queue(7, 0, 100),), pace_s=20)
    assert _decide(work, _phone()).shares == (Share(7, 0, 1),)
    waiting = _decide(work, _phone(ready_in_s=12))
    assert (waiting.rows, waiting.waiting, waiting.until) == (0, WaitingFor.PACE, NOON + timedelta(seconds=12))


def test_an_untaken_message_keeps_the_next_one_here() -> None:
    assert _decide(Work((Queue(7, 0, 100),), pace_s=20), _phone(untaken=1)).rows == 0


def test_full_speed_is_one_poll() -> None:
    work = Work((Queue(7, 0, 100),), pace_s=0)
    assert _decide(work, _phone()).rows == 15
    assert _decide(work, _phone(untaken=11)).rows == 4
    assert _decide(work, _phone(), rules=Rules(backlog=40)).rows == 40
    assert _decide(work, _phone(), rules=Rules(backlog=1000)).rows == 50


@pytest.mark.parametrize(
    ("interval", "pace", "allowed"), [(10, 20, 1), (30, 20, 2), (10, 10, 2), (10, 1, 15), (10, 0, 15)]
)
def test_the_allowance_follows_pace_and_poll(interval: float, pace: float, allowed: int) -> None:
    assert allowance(interval, pace, Rules()) == allowed


@pytest.mark.parametrize("reach", [Reach.LATE, Reach.OFFLINE, Reach.NOT_SEEN])
def test_nothing_for_a_phone_that_is_not_online(reach: Reach) -> None:
    decision = _decide(Work((Queue(7, 0, 9),), pace_s=0), _phone(reach=reach))
    assert (decision.rows, decision.waiting) == (0, WaitingFor.PHONES)


def test_without_a_connection_phones_are_not_blamed() -> None:
    decision = _decide(Work((Queue(7, 0, 9),), pace_s=0), _phone(reach=Reach.UNKNOWN))
    assert decision.waiting is WaitingFor.CONNECTION


def test_the_other_phone_goes_on() -> None:
    work = Work((Queue(7, 0, 9), Queue(8, 1, 9)), pace_s=0)
    decision = _decide(work, _phone(reach=Reach.OFFLINE), _phone(device_id=8))
    assert decision.shares == (Share(8, 1, 9),)


def test_a_phone_unknown_to_the_account_gets_nothing() -> None:
    assert _decide(Work((Queue(9, 0, 9),), pace_s=0), _phone()).waiting is WaitingFor.PHONES


def test_the_first_message_goes_alone() -> None:
    work = Work((Queue(7, 0, 9), Queue(7, 1, 9)), pace_s=0, alone=True)
    assert _decide(work, _phone()).rows == 1


def test_two_sims_share_the_places_of_their_phone() -> None:
    decision = _decide(Work((Queue(7, 0, 30), Queue(7, 1, 30)), pace_s=0), _phone())
    assert decision.shares == (Share(7, 0, 8), Share(7, 1, 7))


def test_a_sim_at_its_limit_gets_no_more() -> None:
    decision = _decide(Work((Queue(7, 0, 30, cap=2), Queue(7, 1, 30)), pace_s=0), _phone())
    assert decision.shares == (Share(7, 0, 2), Share(7, 1, 13))


def test_quiet_hours_wait_until_their_end() -> None:
    work = Work((Queue(7, 0, 9),), pace_s=0, quiet=QUIET)
    decision = _decide(work, _phone(), now=NOON.replace(hour=21))
    assert (decision.rows, decision.waiting) == (0, WaitingFor.QUIET_HOURS)
    assert decision.until == NOON.replace(hour=8) + timedelta(days=1)


def test_the_taper_knows_of_the_hour_that_is_missing_in_spring() -> None:
    work = Work((Queue(7, 0, 100),), pace_s=0, quiet=parse("03:01-09:00"))
    now = datetime(2026, 3, 29, 1, 59, 40, tzinfo=ZoneInfo("Europe/Berlin"))  # 03:01 is 80 s away
    assert 0 < _decide(work, _phone(), now=now).rows < 5
    assert _decide(work, _phone(), now=now + timedelta(seconds=19), rules=Rules(taper_s=60)).rows == 15


def test_the_hand_over_tapers_to_nothing_before_quiet_hours() -> None:
    work = Work((Queue(7, 0, 99),), pace_s=0, quiet=QUIET)
    eight = NOON.replace(hour=20)
    rows = [
        _decide(work, _phone(), now=eight - timedelta(seconds=s)).rows for s in (1000, 900, 700, 500, 300, 100, 44, 5)
    ]
    assert rows[0] == rows[1] == 15
    assert rows == sorted(rows, reverse=True)
    assert rows[-3] >= 1
    assert rows[-2:] == [0, 0]
    assert _decide(work, _phone(), now=eight - timedelta(seconds=5)).waiting is WaitingFor.QUIET_HOURS


def test_a_later_start_and_an_end() -> None:
    later = NOON + timedelta(hours=1)
    work = Work((Queue(7, 0, 9),), pace_s=0, start_at=later)
    assert _decide(work, _phone()).waiting is WaitingFor.START
    assert _decide(work, _phone(), now=later).rows == 9
    ended = Work((Queue(7, 0, 9),), pace_s=0, not_after=NOON)
    assert _decide(ended, _phone()).late
    assert not _decide(ended, _phone()).shares


def test_what_the_service_schedules_is_handed_over_at_once_even_at_night() -> None:
    work = Work((Queue(7, 0, 80),), pace_s=20, quiet=QUIET, start_at=NOON + timedelta(days=2), at_gateway=True)
    assert _decide(work, _phone(reach=Reach.OFFLINE), now=NOON.replace(hour=23)).rows == 50


def test_nothing_queued_waits_for_nothing() -> None:
    assert _decide(Work((Queue(7, 0, 0),), pace_s=20), _phone()) == HandOver()


_PHONE = st.builds(
    Phone,
    st.integers(1, 4),
    st.sampled_from(Reach),
    st.sampled_from([1.0, 10.0, 60.0]),
    st.integers(0, 120),
    st.floats(-1000, 1000),
)
_QUEUE = st.builds(Queue, st.integers(1, 4), st.integers(0, 1), st.integers(0, 300), st.none() | st.integers(0, 20))


@given(
    st.lists(_QUEUE, max_size=6, unique_by=lambda q: (q.device_id, q.sim)),
    st.lists(_PHONE, max_size=4, unique_by=lambda p: p.device_id),
    st.sampled_from([0.0, 1.0, 10.0, 20.0]),
    st.integers(0, 86399),
    st.integers(0, 120),
    st.booleans(),
)
def test_no_rule_is_ever_broken(queues, phones, pace, second, backlog, alone) -> None:
    now = NOON.replace(hour=0) + timedelta(seconds=second)
    rules = Rules(backlog=backlog)
    work = Work(tuple(queues), pace, quiet=QuietHours(QUIET.begin, QUIET.end), alone=alone)
    decision = decide(now, work, _phones(*phones), rules)
    assert decision.rows <= (1 if alone else 50)
    waiting = {(q.device_id, q.sim): q.rows if q.cap is None else min(q.rows, q.cap) for q in queues}
    handed: dict[int, int] = {}
    for share in decision.shares:
        assert 0 < share.rows <= waiting[share.device_id, share.sim]
        handed[share.device_id] = handed.get(share.device_id, 0) + share.rows
    for device, rows in handed.items():
        phone = _phones(*phones)[device]
        assert phone.reach is Reach.ONLINE
        assert phone.untaken + rows <= allowance(phone.interval_s, pace, rules)
        assert pace == 0 or phone.ready_in_s <= 0
    if work.quiet.holds(now):
        assert not decision.shares
    if decision.shares:
        assert decision.waiting is WaitingFor.NOTHING
    elif any(queue.rows for queue in queues):
        assert decision.waiting is not WaitingFor.NOTHING


def test_a_full_sim_starves_no_other_and_waits_for_midnight() -> None:
    full, free = Queue(7, 0, 5, cap=0), Queue(8, 0, 5)
    one, two = _phone(device_id=7), _phone(device_id=8)
    assert _decide(Work((full, free), pace_s=0), one, two).shares == (Share(8, 0, 5),)
    midnight = NOON.replace(hour=0) + timedelta(days=1)
    alone = _decide(Work((full,), pace_s=0), one)
    assert (alone.waiting, alone.until) == (WaitingFor.LIMIT, midnight)
    at_gateway = _decide(Work((full,), pace_s=0, at_gateway=True), one)
    assert at_gateway.waiting is WaitingFor.LIMIT


def test_in_quiet_hours_a_full_sim_waits_for_their_end() -> None:
    night = _decide(Work((Queue(7, 0, 5, cap=0),), pace_s=0, quiet=QUIET), _phone(), now=NOON.replace(hour=22))
    assert night.waiting is WaitingFor.QUIET_HOURS
