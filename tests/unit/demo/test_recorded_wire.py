"""The default answers against the recorded ones (gateway-api.md section 2): members, their order and types."""

import json
import re
from dataclasses import replace
from typing import Any

import pytest

from desktop_app.demo.story import plain_phones

RECORDED = {
    "gettoken": '{"error":0,"token":"0123456789abcdef0123456789abcdef","message":"OK"}',
    "addsms": '{"error":0,"sms_id":22074938,"message":"Sms has been saved successfully"}',
    "addalotofsms": '{"error":0,"message":"Sms has been saved successfully"}',
    "getsmsstatus": '{"error":0,"sms_id":22074698,"status":1,"status_description":"New","message":"Ok"}',
}
GETALLSMS = """{"error":0,
 "smss":{"22074938":{"id":22074938,"sendto":"+491570000001","body":"Test message from API",
   "customerid":19921,"status":1,"statustitle":"New","deviceid":260,"urgent":true,
   "created":{"date":"2021-07-11 13:04:46.000000","timezone_type":1,"timezone":"+02:00"},
   "senttime":null,
   "timetosend":{"date":"2021-08-01 14:00:00.000000","timezone_type":1,"timezone":"+02:00"},
   "sim":0,"paketid":null,"pakettitle":null,"paketbody":null}},
 "count":1,"message":"Ok"}"""
GETALLDEVICES = """{"count":2,"device":{"1576":{"id":1576,"title":"Phone A","number":null,"imei":"358...",
 "created":{"date":"2020-03-28 20:10:29.000000","timezone_type":3,"timezone":"UTC"},
 "createdhumanformat":"28.03.2020 20:10:29",
 "lastseen":{"date":"2020-04-23 17:02:21.000000","timezone_type":3,"timezone":"UTC"},
 "lastseenhumanformat":"23.04.2020 17:02:21",
 "serialnumber":"EMU...",
 "siminfo":[{"Slot":"0","IccId":"8901...","Number":" 15550000000","Roaming":"0",
             "CountryIso":"us","CarrierName":"Carrier"}],
 "appversion":"12.1.21","isappversionactual":false,
 "delaybetweeneachsms":null,"delaybetweenrequest":1,"subscription":true}}}"""
GETDEVICESTATUS = """{"online":false,"error":0,"message":"OK","device_id":260,
 "lastseen":{"date":"2020-08-11 16:09:53.000000","timezone_type":1,"timezone":"+02:00"},
 "diffseconds":28851900,"title":"Phone B"}"""


def shape(value: Any) -> Any:
    """Members in order and the types of their values; keys that are ids become `ID`."""
    if isinstance(value, dict):
        return [("ID" if key.isdigit() else key, shape(each)) for key, each in value.items()]
    if isinstance(value, list):
        return [shape(each) for each in value]
    if isinstance(value, str):
        return re.sub(r"\d", "9", value) if re.match(r"\d{2,4}[-.]\d\d", value) else "text"
    return type(value).__name__


def same_shape(answer: str, recorded: str) -> None:
    assert shape(json.loads(answer)) == shape(json.loads(recorded))


@pytest.mark.parametrize("method", RECORDED)
def test_short_answers(caller, method) -> None:
    answer = {
        "gettoken": lambda: caller.post("gettoken", email="a@example.org", **{"pass": "x"}),
        "addsms": caller.add,
        "addalotofsms": lambda: caller.add_many({}),
        "getsmsstatus": lambda: caller.post("getsmsstatus", sms_id=caller.add().json()["sms_id"]),
    }[method]()
    expected = re.sub(r"\d{5,}[0-9a-f]*", "#", RECORDED[method])
    assert re.sub(r"\d{5,}|[0-9a-f]{32}", "#", answer.text) == expected


def test_the_token_is_32_hexadecimal_digits_and_stays(caller) -> None:
    tokens = {caller.post("gettoken", email="a@example.org", **{"pass": word}).json()["token"] for word in "xy"}
    assert len(tokens) == 1
    assert re.fullmatch(r"[0-9a-f]{32}", tokens.pop())


def test_the_recorded_login_refusal(caller) -> None:
    answer = caller.get("gettoken", email="a@example.org", **{"pass": "wrong"})
    assert (answer.status_code, answer.text) == (200, '{"error":1,"message":"Login or password incorrect"}')


def test_getallsms(caller) -> None:
    caller.add(customerid=19921, urgent=1, timetosend="2021-08-01 12:00", body="Test message from API")
    answer = caller.post("getallsms").text
    same_shape(answer, GETALLSMS)
    (record,) = json.loads(answer)["smss"].values()
    recorded = next(iter(json.loads(GETALLSMS)["smss"].values()))
    assert record == {**recorded, "id": record["id"], "deviceid": 10417}


def test_getalldevices_has_no_error_member(caller) -> None:
    answer = json.loads(caller.post("getalldevices").text)
    one = next(iter(answer["device"].items()))
    van = answer["device"]["10422"]
    assert answer["count"] == 4
    assert list(answer["device"]) == ["10433", "10422", "10417", "10408"]
    same_shape(json.dumps({"count": 2, "device": dict([one])}), GETALLDEVICES)
    assert (van["title"], van["siminfo"][0]["CarrierName"], van["siminfo"][0]["Roaming"]) == ("Moto G84", "o2", "1")
    assert answer["device"]["10433"]["delaybetweenrequest"] == 5


def test_getdevicestatus(caller, time) -> None:
    time.go(3)
    answer = caller.post("getdevicestatus", device_id=10417)
    same_shape(answer.text, GETDEVICESTATUS)
    assert answer.json()["online"] is True


def test_a_phone_that_was_never_seen(call) -> None:
    phone = replace(plain_phones(1)[0], new=True, silences=((0, None),))
    caller = call(phones=[phone])
    status = caller.post("getdevicestatus", device_id=phone.id).text
    assert f'"device_id":{phone.id},"lastseen":null,"diffseconds":null,"title":"Phone 1"}}' in status
    assert '"online":false' in status
    record = caller.post("getalldevices").json()["device"][str(phone.id)]
    assert (record["lastseen"], record["lastseenhumanformat"]) == (None, None)


def test_telegrammessage(caller) -> None:
    answer = caller.post("telegrammessage", telegramid="123456789", body="Front desk is offline")
    assert answer.text == '{"error":0,"message":"Ok"}'
    (telegram,) = caller.gateway.telegrams
    assert (telegram.telegramid, telegram.body) == ("123456789", "Front desk is offline")
    assert telegram.at.isoformat() == "2021-07-11T11:04:46+00:00"
    assert caller.gateway.entries == caller.records() == [], "it is no text of a phone"


@pytest.mark.parametrize("wrong", [{"telegramid": ""}, {"telegramid": "@kern"}, {"body": ""}, {"token": ""}])
def test_a_telegram_to_nobody_or_of_nothing_is_refused(caller, wrong) -> None:
    answer = caller.post("telegrammessage", **{"telegramid": "5", "body": "x", **wrong})
    assert (answer.status_code, answer.json()["error"]) == (200, 1)
    assert "invented" in answer.json()["message"]
    assert caller.gateway.telegrams == []


def test_php_writes_the_json(caller) -> None:
    caller.add(body="a/b ä€😀 <b>")
    assert r'"body":"a\/b \u00e4\u20ac\ud83d\ude00 <b>"' in caller.post("getallsms").text


def test_an_empty_map_is_a_list(call) -> None:
    assert call().post("getallsms").text == '{"error":0,"smss":[],"count":0,"message":"Ok"}'
    assert call(phones=()).post("getalldevices").text == '{"count":0,"device":[]}'


def test_the_date_header_is_the_gateways_time(caller, time) -> None:
    time.go(3600)
    assert caller.post("getalldevices").headers["date"] == "Sun, 11 Jul 2021 12:04:46 GMT"


@pytest.mark.parametrize("path", ["getdata/nosuch", "getdata/", "", "elsewhere"])
def test_an_unknown_path_is_a_web_page(caller, path) -> None:
    import httpx

    answer = httpx.post(caller.gateway.url + "/" + path)
    assert answer.status_code == 404
    assert answer.text.startswith("<!DOCTYPE html>")
    assert answer.headers["content-type"].startswith("text/html")


def test_the_front_controller_works_too(caller) -> None:
    import httpx

    assert httpx.get(caller.gateway.url + "/index.php/getdata/getalldevices?token=t").json()["count"] == 4
