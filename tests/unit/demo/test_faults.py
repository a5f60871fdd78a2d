"""Each fault as a raw client meets it: what it sees, and what was stored."""

import collections
import socket
import struct

import httpx
import pytest

from desktop_app.demo.faults import MEANINGS, SEND_FAULTS, FaultDice, Faults, parse_fault

WHOLE_CALL = 6


def outcome(caller, **options):
    """Send six messages in one call; returns status and text, or the kind of failure."""
    items = [{"customerid": number} for number in range(1, WHOLE_CALL + 1)]
    try:
        answer = caller.add_many(*items, **options)
    except httpx.HTTPError as error:
        return type(error).__name__, ""
    return answer.status_code, answer.text


def stored(caller) -> int:
    return len(caller.gateway.entries)


@pytest.mark.parametrize(
    ("fault", "seen", "words", "kept"),
    [
        ("reset_before", "ReadError", "", 0),
        ("reset_after", "ReadError", "", 6),
        ("500_before", 500, "Internal Server Error", 0),
        ("500_after", 500, "Internal Server Error", 6),
        ("html", 200, "<h1>We will be back soon</h1>", 0),
        ("late_store", "ReadError", "", 0),
        ("half_batch", 500, "Internal Server Error", 3),
        ("refused_after", 200, '"error":1', 3),
        ("drop_row", 200, '"error":0', 5),
        ("token_refused", 200, '"error":1', 0),
        ("429", 429, "Too Many Requests", 0),
        ("redirect", 307, "Temporary Redirect", 0),
        ("reset-before", "ReadError", "", 0),
    ],
)
def test_what_is_seen_and_what_is_stored(caller, fault, seen, words, kept) -> None:
    caller.gateway.disturb_next(fault)
    status, text = outcome(caller)
    assert status == seen
    assert words in text
    assert stored(caller) == kept
    assert len(caller.records()) == kept
    assert outcome(caller)[0] == 200, "only that one call is disturbed"


def test_a_cut_answer_is_never_whole(call) -> None:
    kinds = collections.Counter()
    for seed in range(12):
        caller = call(seed=seed)
        caller.gateway.disturb_next("cut")
        kinds[outcome(caller)[0]] += 1
        assert stored(caller) == WHOLE_CALL
    assert set(kinds) == {"RemoteProtocolError"}


def test_a_late_answer_outlasts_the_caller_though_all_is_stored(caller) -> None:
    caller.gateway.disturb_next("late_answer")
    with pytest.raises(httpx.ReadTimeout):
        httpx.post(
            caller.url + "addsms",
            data={"token": "t", "sendto": "+491", "body": "x", "device_id": 10417, "customerid": 9},
            timeout=0.1,
        )
    caller.gateway.disturb_next("late_answer")
    with pytest.raises(httpx.ReadTimeout):
        httpx.get(caller.url + "addsms", params={"token": "t"}, timeout=0.1)
    assert [record["customerid"] for record in caller.records()] == [9]


def test_a_late_answer_comes_in_the_end(call) -> None:
    caller = call(faults=Faults({"late_answer": 1}, late_answer_s=0.05))
    assert caller.add().json()["error"] == 0


def test_a_late_store_comes_when_it_is_due(call, time) -> None:
    caller = call(faults=Faults(late_store_s=100))
    caller.gateway.disturb_next("late_store")
    outcome(caller)
    time.go(99)
    assert caller.records() == []
    time.go(1)
    records = caller.records()
    assert [record["customerid"] for record in records] == [1, 2, 3, 4, 5, 6]
    assert {record["created"]["date"] for record in records} == {"2021-07-11 13:06:26.000000"}


def test_a_gateway_that_ends_stores_what_was_late(call) -> None:
    caller = call()
    caller.gateway.disturb_next("late_store")
    outcome(caller)
    caller.gateway.stop()
    assert stored(caller) == WHOLE_CALL


def test_one_message_alone(caller) -> None:
    for fault, kept in (("half_batch", 0), ("refused_after", 1), ("drop_row", 0)):
        before = stored(caller)
        caller.gateway.disturb_next(fault)
        answer = caller.add()
        assert stored(caller) - before == kept, fault
    assert answer.json()["sms_id"] > 0, "a dropped message is answered like any other"


def test_a_passing_refusal_leaves_reading_alone(call) -> None:
    caller = call(faults=Faults({"token_refused": 1}))
    assert caller.add().json()["error"] == 1
    assert caller.post("getalldevices").json()["count"] == 4


def test_an_account_that_ignores_customerid(call) -> None:
    caller = call(faults=Faults({"customerid-ignored": 0.01}))
    caller.add(customerid=5)
    assert caller.records()[0]["customerid"] is None
    assert caller.gateway.entries[0]["customerid"] == 5


def test_failing_reads(call) -> None:
    caller = call(faults=Faults({"query_fail": 1}), seed=3)
    caller.add()
    seen = set()
    for _ in range(40):
        try:
            answer = caller.post("getallsms")
            assert "smss" not in answer.text
            seen.add(answer.status_code)
        except httpx.HTTPError as error:
            seen.add(type(error).__name__)
    assert seen == {500, 200, "ReadError", "RemoteProtocolError"}
    caller.gateway.set_faults(Faults())
    assert caller.all()["count"] == 1


def test_an_invalid_call_stores_nothing_whatever_the_fault(caller) -> None:
    for fault in SEND_FAULTS.keys() - {"late_answer"}:
        caller.gateway.disturb_next(fault)
        try:
            caller.add(body="")
        except httpx.HTTPError:
            continue
    caller.gateway.store_all_late()
    assert stored(caller) == 0


def test_the_network_goes_and_comes_back(caller) -> None:
    caller.add()
    caller.gateway.set_network(up=False)
    with pytest.raises(httpx.ConnectError):
        httpx.get(caller.url + "getalldevices")
    caller.gateway.set_network(up=True)
    assert caller.all()["count"] == 1


def test_the_same_seed_disturbs_the_same_calls() -> None:
    faults = Faults({"reset_before": 0.2, "cut": 0.1, "500_after": 0.1})

    def drawn(seed: int) -> list:
        dice = FaultDice(faults, seed)
        return [dice.of_send() for _ in range(2000)]

    first = drawn(1)
    assert first == drawn(1)
    assert first != drawn(2)
    shares = collections.Counter(first)
    assert shares[SEND_FAULTS["reset_before"]] / 2000 == pytest.approx(0.2, abs=0.03)
    assert shares[SEND_FAULTS["cut"]] / 2000 == pytest.approx(0.1, abs=0.03)


@pytest.mark.parametrize("bad", [{"nosuch": 0.1}, {"cut": 1.1}, {"cut": -1}, {"cut": 0.6, "html": 0.6}])
def test_impossible_faults_are_refused(bad) -> None:
    with pytest.raises(ValueError, match=r"fault|probabilit"):
        Faults(bad)


def test_faults_of_the_command_line() -> None:
    assert parse_fault("reset-after=0.25") == ("reset_after", 0.25)
    for bad in ("reset_after", "x=1", "cut=much", "=1"):
        with pytest.raises(ValueError):
            parse_fault(bad)
    assert all(MEANINGS.values())


def test_a_gateway_can_be_stopped_and_started_and_keeps_its_messages(caller) -> None:
    caller.add(customerid=1)
    before = caller.gateway.url
    caller.gateway.stop()
    with pytest.raises(httpx.ConnectError):
        httpx.get(caller.url + "getalldevices")
    assert caller.gateway.start() == before
    assert caller.records()[0]["customerid"] == 1


def test_reading_does_not_change_what_happens_to_sending() -> None:
    def drawn(reads: int) -> list:
        dice = FaultDice(Faults({"cut": 0.5, "query_fail": 0.5}), 1)
        found = []
        for _ in range(50):
            found.append(dice.of_send())
            for _ in range(reads):
                dice.of_read()
                dice.pick(1000)
        return found

    assert drawn(0) == drawn(3)


def test_a_caller_that_dies_while_it_still_sends_has_sent_nothing(caller) -> None:
    host, _, port = caller.gateway.url.removeprefix("http://").partition(":")
    for linger in (True, False):
        with socket.create_connection((host, int(port))) as connection:
            connection.sendall(
                b"POST /getdata/addsms HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                b"Content-Length: 90\r\n\r\ntoken=t&sendto=%2B491&body=x&device_id=10417"
            )
            if linger:
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    assert caller.all()["count"] == 0
    assert stored(caller) == 0
