"""Each switch changes the answer it names."""

import pytest

from desktop_app.demo.variants import Variants


def test_numbers_as_text(call) -> None:
    caller = call(variants=Variants(text_numbers=True))
    assert isinstance(caller.add(customerid=5).json()["sms_id"], str)
    answer = caller.all()
    record = next(iter(answer["smss"].values()))
    assert (answer["error"], answer["count"], record["customerid"], record["status"]) == ("0", "1", "5", "1")
    assert record["created"]["timezone_type"] == "1"
    assert caller.add(body="").json()["error"] == "1"
    assert caller.post("getalldevices").json()["device"]["10433"]["subscription"] is True


def test_lists_instead_of_maps(call) -> None:
    caller = call(variants=Variants(list_not_map=True))
    assert caller.all()["smss"] == []
    caller.add_many({}, {})
    assert [record["body"] for record in caller.all()["smss"]] == ["Hi", "Hi"]
    assert len(caller.post("getalldevices").json()["device"]) == 4


def test_no_error_member(call) -> None:
    caller = call(variants=Variants(error_member=False))
    assert list(caller.add().json()) == ["sms_id", "message"]
    assert list(caller.all()) == ["smss", "count", "message"]
    assert caller.add(body="").json()["error"] == 1


def test_another_content_type_and_a_byte_order_mark(call) -> None:
    caller = call(variants=Variants(content_type="text/html; charset=UTF-8", bom=True, date_header=False))
    caller.add()
    for answer in (caller.add(), caller.post("getallsms"), caller.post("getalldevices")):
        assert answer.headers["content-type"] == "text/html; charset=UTF-8"
        assert answer.content.startswith(b"\xef\xbb\xbf{")
        assert "date" not in answer.headers


@pytest.mark.parametrize(("shape", "kind"), [("text", str), ("list", list), ("missing", type(None))])
def test_shapes_of_the_id(call, shape, kind) -> None:
    answer = call(variants=Variants(sms_id=shape)).add().json()
    assert type(answer.get("sms_id")) is kind


def test_customerid_ignored(call) -> None:
    caller = call(variants=Variants(customerid="ignored"))
    caller.add(customerid=5)
    caller.add_many({"customerid": 6})
    assert [record["customerid"] for record in caller.records()] == [None, 0], "as if none had been sent"
    assert caller.records(customerid=5) == []
    assert [entry["customerid"] for entry in caller.gateway.entries] == [5, 6], "the oracle must know what was asked"


def test_customerid_filter_ignored(call) -> None:
    caller = call(variants=Variants(customerid_filter=False))
    caller.add_many({"customerid": 5}, {"customerid": 6})
    assert [record["customerid"] for record in caller.records(customerid=6)] == [5, 6]


def test_the_other_spelling_honoured(call) -> None:
    caller = call(variants=Variants(camel_customerid=True))
    caller.add(customerId=5)
    assert caller.records()[0]["customerid"] == 5


def test_mandatory_filters(call) -> None:
    caller = call(variants=Variants(filters_mandatory=True))
    caller.add(customerid=5)
    window = {"begindate": "2021-07-01", "enddate": "2021-08-01"}
    assert caller.all()["error"] == 1
    assert caller.all(device_id=10417, **window)["error"] == 1
    assert caller.all(device_id=10417, status=1, **window)["count"] == 1


def test_part_of_a_call(call) -> None:
    caller = call(variants=Variants(partial=True))
    assert caller.add_many({"customerid": 1}, {"body": ""}, {"customerid": 3}).json()["error"] == 0
    assert [record["customerid"] for record in caller.records()] == [1, 3]
    assert caller.add_many({"body": ""}).json()["error"] == 1


def test_a_telegram_to_somebody_who_never_wrote_to_the_bot(call) -> None:
    caller = call(variants=Variants(bot_known=False))
    assert caller.post("telegrammessage", telegramid="5", body="x").json()["error"] == 1
    assert caller.gateway.telegrams == []


def test_methods_that_are_gone(call) -> None:
    caller = call(variants=Variants(missing=frozenset({"telegrammessage", "getdevicestatus"})))
    for answer in (
        caller.post("telegrammessage", telegramid="5", body="x"),
        caller.get("getdevicestatus", device_id=10417),
    ):
        assert (answer.status_code, answer.text[:9]) == (404, "<!DOCTYPE")
    assert caller.post("getalldevices").json()["count"] == 4


def test_bounds_on_the_time_to_send(call) -> None:
    caller = call(variants=Variants(dates_column="timetosend"))
    caller.add(timetosend="2021-08-01 12:00")
    assert caller.records(begindate="2021-08-01 12:00", enddate="2021-08-01 12:00") != []
    assert caller.records(enddate="2021-07-31") == []


def seen_states(caller, time) -> set[int]:
    caller.add()
    seen = set()
    for _ in range(600):
        time.go(0.1)
        seen.add(caller.gateway.messages[0].status)
    return seen


def test_states_a_message_passes_through(call, time) -> None:
    assert seen_states(call(), time) == {1, 3, 2, 6, 7}
    assert seen_states(call(variants=Variants(queued=False)), time) == {1, 2, 6, 7}
    assert seen_states(call(variants=Variants(status_four=True)), time) == {1, 3, 2, 4, 6, 7}
