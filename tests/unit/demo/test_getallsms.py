"""Filters of getallsms, long answers, and what an owner does in the web panel."""

import pytest

from desktop_app.demo.variants import Variants
from tests.unit.demo.conftest import FRONT_DESK, WORKSHOP


@pytest.fixture
def stocked(caller, time):
    """Three messages, a minute apart."""
    caller.add(customerid=1, sendto="+491570000001")
    time.go(60)
    caller.add(customerid=2, sendto="+491570000002", device_id=WORKSHOP)
    time.go(60)
    caller.gateway.set_phone_online(FRONT_DESK, online=False)
    caller.add(customerid=3, sendto="+491570000003", sim=1, timetosend="2021-09-01 00:00:00")
    return caller


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, [1, 2, 3]),
        ({"device_id": FRONT_DESK}, [1, 3]),
        ({"device_id": 1}, []),
        ({"status": 7}, [1, 2]),
        ({"status": 1}, [3]),
        ({"sim": 1}, [3]),
        ({"sim": 0}, [1, 2]),
        ({"customerid": 2}, [2]),
        ({"customerid": 99}, []),
        ({"customerid": "x"}, []),
        ({"phone": "+49 157 0000002"}, [2]),
        ({"phone": "491570000002"}, [2]),
        ({"begindate": "2021-07-11 11:05:46"}, [2, 3]),
        ({"begindate": "2021-07-11 11:05:47"}, [3]),
        ({"enddate": "2021-07-11 11:05:46"}, [1, 2]),
        ({"begindate": "2021-07-11", "enddate": "2021-07-12"}, [1, 2, 3]),
        ({"begindate": "2021-07-12"}, []),
        ({"customerid": 1, "begindate": "2021-07-12"}, []),
        ({"orderbydesc": 1}, [1, 2, 3]),
        ({"device_id": "", "status": "", "customerid": ""}, [1, 2, 3]),
    ],
)
def test_filters(stocked, filters, found) -> None:
    answer = stocked.all(**filters)
    records = stocked.records(**filters)
    assert [record["customerid"] for record in records] == found
    assert answer["count"] == len(found)
    assert [record["id"] for record in records] == sorted(record["id"] for record in records)


def test_only_the_count(stocked) -> None:
    assert stocked.post("getallsms", onlycount=1, status=7).text == '{"error":0,"count":2,"message":"Ok"}'


def test_a_date_nobody_can_read(caller) -> None:
    assert caller.all(begindate="yesterday")["error"] == 1


def test_a_long_answer_is_whole_and_well_formed(caller) -> None:
    caller.add_many(*({"customerid": number + 1} for number in range(1203)))
    answer = caller.all()
    assert answer["count"] == len(answer["smss"]) == 1203
    assert {record["customerid"] for record in answer["smss"].values()} == set(range(1, 1204))
    assert all(key == str(record["id"]) for key, record in answer["smss"].items())


def test_a_record_changes_when_its_message_does(caller, time) -> None:
    caller.add()
    assert caller.records()[0]["status"] == 1
    time.go(60)
    (record,) = caller.records()
    assert (record["status"], record["statustitle"]) == (7, "Delivered")
    assert record["senttime"]["timezone"] == "+02:00"


def test_incoming_texts(caller) -> None:
    sms_id = caller.gateway.receive("+491570000009", "STOP", WORKSHOP, sim=0)
    (record,) = caller.records(status=5)
    assert record["id"] == sms_id
    assert (record["sendto"], record["body"], record["deviceid"]) == ("+491570000009", "STOP", WORKSHOP)
    assert (record["timetosend"], record["customerid"]) == (None, None)


def test_an_incoming_text_of_earlier_is_found_by_its_time(caller, time) -> None:
    from datetime import timedelta

    caller.add()
    caller.gateway.receive("+491570000009", "STOP", at=time.wall() - timedelta(days=30))
    assert [record["body"] for record in caller.records(enddate="2021-07-01")] == ["STOP"]
    assert [record["body"] for record in caller.records(begindate="2021-07-01")] == ["Hi"]


def test_what_an_owner_does_in_the_panel(caller, time) -> None:
    account = caller.gateway.account
    first, second, third = (caller.add(customerid=number).json()["sms_id"] for number in (1, 2, 3))
    account.delete(second)
    account.move(third, WORKSHOP)
    time.go(60)
    assert {record["id"]: record["deviceid"] for record in caller.records()} == {first: FRONT_DESK, third: WORKSHOP}
    assert [record["status"] for record in caller.records()] == [7, 7]
    account.set_status(first, 1)
    assert caller.records(customerid=1)[0]["status"] == 1
    time.go(60)
    assert caller.records(customerid=1)[0]["status"] == 7
    copy = account.copy(third)
    assert [record["id"] for record in caller.records(customerid=3)] == [third, copy]


@pytest.mark.parametrize(
    ("variants", "count", "customerids"),
    [
        (Variants(cap=2), 2, [1, 2]),
        (Variants(cap=2, cap_keeps="newest"), 2, [2, 3]),
        (Variants(cap=2, cap_counts_all=True), 3, [1, 2]),
        (Variants(cap=3), 3, [1, 2, 3]),
    ],
)
def test_capped_answers(call, variants, count, customerids) -> None:
    caller = call(variants=variants)
    caller.add_many(*({"customerid": number} for number in (1, 2, 3)))
    assert caller.all()["count"] == count
    assert [record["customerid"] for record in caller.records()] == customerids


def test_a_phone_taken_out_of_the_account(caller, time) -> None:
    caller.add(customerid=1)
    caller.gateway.remove_phone(FRONT_DESK)
    assert caller.add().json()["error"] == 1
    time.go(3600)
    assert str(FRONT_DESK) not in caller.post("getalldevices").json()["device"]
    assert [(record["deviceid"], record["status"]) for record in caller.records()] == [(FRONT_DESK, 1)]
