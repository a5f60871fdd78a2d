"""What addsms and addalotofsms take, and what is stored of it."""

import itertools
import json

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.demo.form import parameters

FIELDS = {"token": "t", "sendto": "+491570000001", "body": "Grüße + mehr", "device_id": "10417"}


@pytest.mark.parametrize(
    "send",
    [
        lambda url: httpx.post(url, data=FIELDS),
        lambda url: httpx.post(url, files={name: (None, value) for name, value in FIELDS.items()}),
        lambda url: httpx.get(url, params=FIELDS),
        lambda url: httpx.post(url, params=FIELDS),
    ],
    ids=["urlencoded", "multipart", "query", "empty body and query"],
)
def test_every_way_of_sending(caller, send) -> None:
    assert send(caller.url + "addsms").json()["error"] == 0
    (record,) = caller.records()
    assert (record["sendto"], record["body"], record["deviceid"]) == ("+491570000001", "Grüße + mehr", 10417)


def test_a_json_body_carries_nothing(caller) -> None:
    answer = httpx.post(caller.url + "addalotofsms", json={"token": "t", "smsdata": [FIELDS]}).json()
    assert answer["error"] == 1
    assert caller.records() == []


def test_the_body_of_a_get_is_not_read(caller) -> None:
    assert httpx.request("GET", caller.url + "addsms", data=FIELDS).json()["error"] == 1
    assert caller.records() == []


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(st.sampled_from(["body", "token", "x"]), st.text(st.characters(exclude_categories=["Cs"]))))
def test_both_encodings_carry_any_text(fields) -> None:
    files = {name: (None, value) for name, value in fields.items()}
    for options in [{"data": fields}] + ([{"files": files}] if files else []):
        request = httpx.Request("POST", "http://x/", **options)
        request.read()
        assert parameters(b"", request.headers.get("content-type", ""), request.content) == fields


def test_numbers_lose_their_punctuation_and_texts_keep_everything(caller) -> None:
    caller.add(sendto="+49 (157) 000-000.1", body="trailing blank \r\n")
    (record,) = caller.records()
    assert (record["sendto"], record["body"]) == ("+491570000001", "trailing blank \r\n")


def test_nothing_is_recognised_as_a_repeat(caller) -> None:
    ids = [caller.add(customerid=7).json()["sms_id"] for _ in range(3)]
    assert sorted(set(ids)) == ids
    assert len(caller.records()) == 3


def test_ids_rise_with_gaps_between_calls_and_none_within(caller) -> None:
    caller.add_many({}, {}, {})
    caller.add_many({}, {})
    ids = [record["id"] for record in caller.records()]
    steps = [b - a for a, b in itertools.pairwise(ids)]
    assert steps[0] == steps[1] == steps[3] == 1
    assert steps[2] > 1


def test_no_customerid_is_null_from_one_call_and_zero_from_the_other(caller) -> None:
    caller.add()
    caller.add_many({})
    assert [record["customerid"] for record in caller.records()] == [None, 0]


def test_the_php_sdks_spelling_of_customerid_is_lost(caller) -> None:
    caller.add(customerId=5)
    assert caller.records()[0]["customerid"] is None


def test_text_numerals_are_taken(caller) -> None:
    caller.add_many({"device_id": "10433", "customerid": "122", "urgent": "1", "sim": "0"})
    (record,) = caller.records()
    assert (record["deviceid"], record["customerid"], record["urgent"]) == (10433, 122, True)


def test_several_recipients_of_one_call(caller) -> None:
    answer = caller.add(sendto="+491570000001, +491570000002")
    assert answer.json()["sms_id"] == caller.records()[0]["id"]
    assert [record["sendto"] for record in caller.records()] == ["+491570000001", "+491570000002"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"sendto": ""},
        {"body": ""},
        {"device_id": 1},
        {"device_id": "x"},
        {"device_id": "1_0417"},
        {"timetosend": "tomorrow"},
        {"timetosend": "9999-12-31 23:59:59"},
        {"timetosend": "0001-01-01"},
    ],
)
def test_bad_input_is_refused_with_status_200_and_nothing_stored(caller, wrong) -> None:
    for answer in (caller.add(**wrong), caller.add_many({}, wrong)):
        assert answer.status_code == 200
        assert answer.json()["error"] == 1
        assert "invented" in answer.json()["message"]
    assert caller.records() == []


@pytest.mark.parametrize("datajson", ["", "{", "[]", "null", '{"token":"t"}', '{"token":"t","smsdata":{}}', "[" * 9999])
def test_broken_datajson_is_refused(caller, datajson) -> None:
    assert caller.post("addalotofsms", datajson=datajson).json()["error"] == 1


def test_the_token_of_addalotofsms_is_inside_its_json(caller) -> None:
    item = {"sendto": "+491570000001", "body": "x", "device_id": 10417}
    assert caller.post("addalotofsms", datajson=json.dumps({"smsdata": [item]})).json()["error"] == 1
    assert caller.add_many({}).json()["error"] == 0


def test_tokens(call) -> None:
    anyone, strict = call(), call(token="s3cret")
    anyone.gateway.access.refused.add("bad")
    assert anyone.post("getalldevices", token="bad").json()["error"] == 1
    assert anyone.post("getalldevices", token="").json()["error"] == 1
    assert anyone.post("getalldevices", token="other").json()["count"] == 4
    assert strict.post("getalldevices").json()["error"] == 1
    assert strict.post("gettoken", email="a@example.org", **{"pass": "x"}).json()["token"] == "s3cret"
    assert strict.post("getalldevices", token="s3cret").json()["count"] == 4
    anyone.gateway.access.refuses_all = True
    assert anyone.post("getalldevices", token="other").json()["error"] == 1


def test_a_body_larger_than_php_takes(caller) -> None:
    assert caller.add(body="x" * (9 << 20)).status_code == 413
    assert caller.records() == []
