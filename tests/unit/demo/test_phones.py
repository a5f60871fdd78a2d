"""Simulated phones on time moved by hand: what happens when, exactly."""

import collections
import random
from dataclasses import replace

import pytest

from desktop_app.demo.account import Account
from desktop_app.demo.gateway_time import GatewayTime
from desktop_app.demo.messages import Draft
from desktop_app.demo.phones import Outcomes, Replies
from desktop_app.demo.story import BACK_OFFICE, WORKSHOP, plain_phones, story_phones
from desktop_app.domain.device import Device, Reach
from tests.unit.demo.conftest import START

PHONE = 20001


@pytest.fixture
def account(time):
    """Makes an account with one plain phone, changed as given."""

    def make(seed: int = 0, **changes) -> Account:
        return Account(GatewayTime(time), seed=seed, phones=[replace(plain_phones(1)[0], **changes)])

    return make


def put(account: Account, count: int = 1, **options) -> list:
    account.advance()
    drafts = [
        Draft(**{"sendto": f"+4915700{n:05d}", "body": "Hi", "device_id": PHONE, **options}) for n in range(count)
    ]
    return account.store(drafts, "addalotofsms", START)


def states(account: Account) -> collections.Counter:
    account.advance()
    return collections.Counter(message.status for message in account.messages)


def test_nothing_is_taken_before_the_next_poll_and_at_most_15_at_it(account, time) -> None:
    work = account()
    put(work, 40)
    assert states(work) == {1: 40}
    time.go(10)
    seen = states(work)
    assert seen[1] == 25
    assert sum(seen.values()) == 40


def test_about_one_a_second(account, time) -> None:
    work = account()
    put(work, 150)
    time.go(20)
    assert 5 <= states(work)[6] + states(work)[7] <= 20
    time.go(180)
    assert states(work)[1] == 0
    sent = sorted(message.senttime for message in work.messages if message.senttime)
    assert 145 <= sent[-1] - sent[0] <= 200


def test_the_owners_delay_slows_it(account, time) -> None:
    work = account(delay_s=20)
    put(work, 15)
    time.go(60)
    assert states(work)[6] + states(work)[7] <= 12
    time.go(400)
    assert states(work) == {7: 15}


def test_looking_seldom_or_often_makes_no_difference(time) -> None:
    def ends(step: float) -> list:
        time.gone = 0
        work = Account(GatewayTime(time), seed=5, phones=plain_phones(2))
        put(work, 100)
        while time.gone < 600:
            time.go(step)
            work.advance()
        return [(message.status, message.senttime) for message in work.messages]

    assert ends(600) == ends(7.5)


def test_the_seed_decides(account, time) -> None:
    def ends(seed: int) -> list:
        time.gone = 0
        work = account(seed, outcomes=Outcomes({9: 0.3}, no_receipt=0.2))
        put(work, 60)
        time.go(600)
        work.advance()
        return [(message.status, message.senttime) for message in work.messages]

    assert ends(1) == ends(1)
    assert ends(1) != ends(2)


def test_failures_by_kind(account, time) -> None:
    work = account(outcomes=Outcomes({8: 0.1, 9: 0.1, 10: 0.1, 11: 0.1, 12: 0.1}, no_receipt=0.1))
    put(work, 2000)
    time.go(4000)
    seen = states(work)
    assert set(seen) == {6, 7, 8, 9, 10, 11, 12}
    assert all(120 < seen[code] < 280 for code in (6, 8, 9, 10, 11, 12))
    for message in work.messages:
        assert (message.senttime is not None) == (message.status in (6, 7, 8))


@pytest.mark.parametrize("sim", [1, -1, 1 << 70])
def test_a_sim_that_is_not_there(account, time, sim) -> None:
    work = account()
    put(work, sim=sim)
    time.go(60)
    assert states(work) == {9: 1}


def test_urgent_first_and_later_ones_wait_for_their_time(account, time) -> None:
    work = account()
    put(work, 20)
    (urgent,) = put(work, urgent=True)
    (later,) = put(work, timetosend=START.timestamp() + 3600)
    time.go(12)
    work.advance()
    assert urgent.status != 1
    time.go(3000)
    assert states(work) == {7: 21, 1: 1}
    time.go(700)
    work.advance()
    assert later.status == 7
    assert later.senttime >= START.timestamp() + 3600


def test_a_silent_phone_takes_nothing_and_goes_on_when_it_is_back(account, time) -> None:
    work = account()
    work.set_phone_online(PHONE, online=False)
    put(work, 5)
    time.go(86400 * 330)
    assert states(work) == {1: 5}
    assert work.phones[PHONE].last_seen(work.now()) <= START.timestamp()
    work.set_phone_online(PHONE, online=True)
    time.go(60)
    assert states(work) == {7: 5}
    assert work.now() - work.phones[PHONE].last_seen(work.now()) <= 10


def test_silence_in_the_middle_keeps_what_the_phone_has(account, time) -> None:
    work = account()
    put(work, 40)
    time.go(14)
    work.set_phone_online(PHONE, online=False)
    before = states(work)
    assert before[2] > 0
    time.go(3600)
    assert states(work) == before
    work.set_phone_online(PHONE, online=True)
    time.go(120)
    assert states(work) == {7: 40}


def test_a_new_phone_has_not_been_seen_before_it_calls(account, time) -> None:
    work = account(new=True, silences=((0, 100),))
    put(work, 2)
    time.go(99)
    assert work.phones[PHONE].last_seen(work.now()) is None
    assert states(work) == {1: 2}
    time.go(30)
    assert work.phones[PHONE].last_seen(work.now()) >= START.timestamp() + 100
    assert states(work)[1] == 0
    at_once = account(new=True)
    assert at_once.phones[PHONE].last_seen(at_once.now()) is None
    time.go(10)
    assert at_once.phones[PHONE].last_seen(at_once.now()) is not None


def test_a_phone_signed_in_while_the_gateway_runs_takes_messages_from_then_on(account, time) -> None:
    work = account()
    time.go(50)
    second = replace(plain_phones(2)[1], new=True)
    work.add_phone(second)
    assert work.phones[second.id].last_seen(work.now()) is None
    put(work, 3, device_id=second.id)
    time.go(60)
    assert states(work) == {7: 3}
    assert work.phones[second.id].last_seen(work.now()) > START.timestamp() + 50
    with pytest.raises(ValueError, match="already"):
        work.add_phone(second)


def test_every_message_is_sent_once_however_often_contact_breaks(account, time) -> None:
    work = account(outcomes=Outcomes({8: 0.2}))
    put(work, 300)
    rng = random.Random(4)
    online = True
    for _ in range(200):
        time.go(rng.uniform(0.05, 20))
        online = not online
        work.set_phone_online(PHONE, online=online)
    work.set_phone_online(PHONE, online=True)
    time.go(3000)
    seen = states(work)
    assert set(seen) == {7, 8}
    assert sum(seen.values()) == 300


@pytest.mark.parametrize("lifelike", [True, False])
def test_back_office_goes_late_then_offline_then_comes_back(time, lifelike) -> None:
    work = Account(GatewayTime(time), phones=story_phones(lifelike=lifelike))

    def reach(phone: int) -> Reach:
        moment = work.advance()
        from datetime import UTC, datetime

        seen = datetime.fromtimestamp(work.phones[phone].last_seen(moment), UTC)
        setup = work.phones[phone].phone
        return Device(phone, "", seen, poll_s=setup.poll_s).reach(datetime.fromtimestamp(moment, UTC))

    met = []
    for _ in range(400):
        time.go(10)
        met.append(reach(BACK_OFFICE))
        assert reach(WORKSHOP) is Reach.ONLINE
    changes = [state for place, state in enumerate(met) if place == 0 or state is not met[place - 1]]
    expected = [Reach.ONLINE, Reach.LATE, Reach.OFFLINE, Reach.ONLINE] if lifelike else [Reach.ONLINE]
    assert changes == expected
    if lifelike:
        assert met.index(Reach.OFFLINE) * 10 == pytest.approx(1200, abs=20)


def test_people_answer_once_each_from_the_number_texted(account, time) -> None:
    work = account(replies=Replies(0.25, (("Ja", 3), ("STOP", 1))))
    put(work, 400)
    put(work, 400)
    time.go(86400)
    work.advance()
    incoming = [message for message in work.messages if message.status == 5]
    assert 100 < len(incoming) < 240
    assert len({message.sendto for message in incoming}) == len(incoming)
    texted = {message.sendto for message in work.messages if message.status != 5}
    assert {message.sendto for message in incoming} <= texted
    words = collections.Counter(message.body for message in incoming)
    assert words["Ja"] > words["STOP"] > 10


def test_strangers_write_now_and_then_and_not_through_a_silent_phone(account, time) -> None:
    work = account(replies=Replies(stranger_every_s=100, strangers=(("+491", "Hallo"), ("+492", "Hi"))))
    time.go(1000)
    first = states(work)[5]
    assert 6 <= first <= 20
    work.set_phone_online(PHONE, online=False)
    time.go(1000)
    assert states(work)[5] == first
    work.set_phone_online(PHONE, online=True)
    assert states(work)[5] > first


def test_a_fast_clock(time) -> None:
    work = Account(GatewayTime(time, speed=20), phones=plain_phones(4))
    work.store([Draft(f"+49{n}", "x", PHONE + n % 4) for n in range(1248)], "addalotofsms", START)
    time.go(60)
    assert states(work)[7] > 1100
    time.go(15)
    assert states(work) == {7: 1248}


def test_hundred_thousand_messages(time) -> None:
    work = Account(GatewayTime(time, speed=1000), phones=plain_phones(20))
    work.store([Draft(f"+49{n}", "x", PHONE + n % 20, customerid=n) for n in range(20_000)], "addalotofsms", START)
    time.go(10)
    assert states(work) == {7: 20_000}
    assert len(work.messages.with_customerid(777)) == 1


def test_the_demo_looks_like_life(time) -> None:
    work = Account(GatewayTime(time, speed=20), seed=1, phones=story_phones(lifelike=True))
    ids = list(work.phones)
    work.store([Draft(f"+49157{n:07d}", "x", ids[n % 4]) for n in range(1248)], "addalotofsms", START)
    time.go(900)
    seen = states(work)
    assert sum(count for code, count in seen.items() if code != 5) == 1248
    assert seen[7] > 1150
    assert 5 <= sum(seen[code] for code in (8, 9, 10, 11, 12)) <= 45
    assert 150 < seen[5] < 350
    assert any(message.body == "STOP" for message in work.messages if message.status == 5)


def test_a_text_from_one_phone_to_another_comes_in_there(time) -> None:
    first, second = plain_phones(2)
    work = Account(GatewayTime(time), phones=[first, second])
    put(work, sendto=second.sims[0].number, body="SMS Desk test 12345.")
    time.go(60)
    work.advance()
    [came] = [message for message in work.messages if message.status == 5]
    assert (came.sendto, came.body, came.device_id, came.sim) == (
        first.sims[0].number,
        "SMS Desk test 12345.",
        second.id,
        0,
    )
    [sent] = [message for message in work.messages if message.status == 7]
    assert sent.senttime <= came.created


def test_a_text_to_a_silent_phone_comes_in_once_it_is_back(time) -> None:
    first, second = plain_phones(2)
    work = Account(GatewayTime(time), phones=[first, second])
    work.set_phone_online(second.id, False)
    put(work, sendto=second.sims[0].number)
    time.go(600)
    assert 5 not in states(work)
    work.set_phone_online(second.id, True)
    assert states(work)[5] == 1
