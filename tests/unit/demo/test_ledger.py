"""The ledger is the oracle: whole, durable before the answer, and taken up again."""

import json
import os

import httpx
import pytest

from desktop_app.demo import ledger
from desktop_app.demo.faults import Faults
from desktop_app.demo.ledger import Ledger


def test_a_line_for_each_stored_message(call, tmp_path) -> None:
    caller = call(ledger=tmp_path / "ledger")
    caller.add(customerid=7, sendto="+49 157 0000001", body="Grüße\n", timetosend="2021-08-01 12:00", urgent=1)
    caller.add_many({"customerid": 8}, {"customerid": 9})
    lines = [json.loads(line) for line in (tmp_path / "ledger").read_text().splitlines()]
    assert [line["customerid"] for line in lines] == [7, 8, 9]
    assert [line["call"] for line in lines] == ["addsms", "addalotofsms", "addalotofsms"]
    first = lines[0]
    assert first.pop("at") >= first.pop("asked")
    assert first == {
        "id": caller.records()[0]["id"],
        "created": "2021-07-11T11:04:46+00:00",
        "call": "addsms",
        "sendto": "+491570000001",
        "body": "Grüße\n",
        "device_id": 10417,
        "sim": 0,
        "customerid": 7,
        "stored_customerid": 7,
        "timetosend": "2021-08-01T12:00:00+00:00",
        "urgent": True,
        "status": 1,
    }
    assert caller.gateway.entries == list(ledger.read(tmp_path / "ledger"))


def test_it_is_on_disk_before_the_answer_and_once_a_call(call, tmp_path, monkeypatch) -> None:
    caller = call(ledger=tmp_path / "ledger")
    synced: list[int] = []
    real = os.fsync

    def fsync(descriptor: int) -> None:
        real(descriptor)
        synced.append((tmp_path / "ledger").read_bytes().count(b"\n"))

    monkeypatch.setattr(os, "fsync", fsync)
    caller.add_many({}, {}, {})
    assert synced == [3]
    caller.gateway.disturb_next("reset_after")
    with pytest.raises(httpx.ReadError):
        caller.add()
    assert synced == [3, 4]
    caller.gateway.disturb_next("late_store")
    with pytest.raises(httpx.ReadError):
        caller.add()
    caller.gateway.store_all_late()
    assert synced == [3, 4, 5]


def test_a_disk_that_refuses_stores_nothing(call, tmp_path, monkeypatch, expect_log) -> None:
    expect_log("ledger could not be written")
    caller = call(ledger=tmp_path / "ledger")
    caller.add()

    def fsync(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", fsync)
        assert caller.add().status_code == 500
    assert len(caller.records()) == 1
    assert len(list(ledger.read(tmp_path / "ledger"))) == 1
    assert caller.add().json()["error"] == 0


def test_a_line_cut_by_a_crash_is_dropped(tmp_path) -> None:
    path = tmp_path / "ledger"
    path.write_bytes(b'{"id":1}\n{"id":2')
    assert list(ledger.read(path)) == [{"id": 1}]
    file = Ledger(path)
    file.write([{"id": 3}])
    file.close()
    assert list(ledger.read(path)) == [{"id": 1}, {"id": 3}]
    assert list(ledger.read(tmp_path / "none")) == []


def test_a_new_gateway_goes_on_where_the_ledger_ends(call, tmp_path, time) -> None:
    first = call(ledger=tmp_path / "ledger")
    first.add_many({"customerid": 1}, {"customerid": 2})
    ids = [record["id"] for record in first.records()]
    first.gateway.stop()
    second = call(ledger=tmp_path / "ledger")
    assert [record["id"] for record in second.records()] == ids
    assert second.add(customerid=3).json()["sms_id"] > ids[-1]
    time.go(100)
    assert [record["status"] for record in second.records()] == [7, 7, 7]
    assert [entry["customerid"] for entry in second.gateway.entries] == [1, 2, 3]


def test_a_new_gateway_echoes_the_references_that_were_stored(call, tmp_path) -> None:
    first = call(ledger=tmp_path / "ledger")
    first.add_many({"customerid": 1}, {}, {"customerid": 1 << 40})
    first.gateway.set_faults(Faults({"customerid_ignored": 1}))
    first.add(customerid=2)
    stored = [record["customerid"] for record in first.records()]
    assert stored == [1, 0, (1 << 31) - 1, None]
    first.gateway.stop()
    assert [record["customerid"] for record in call(ledger=tmp_path / "ledger").records()] == stored


def test_a_gateway_that_ran_ahead_does_not_go_back(call, tmp_path, time) -> None:
    first = call(ledger=tmp_path / "ledger", speed=1000)
    time.go(60)
    first.add()
    first.gateway.stop()
    second = call(ledger=tmp_path / "ledger")
    second.add()
    created = [entry["created"] for entry in second.gateway.entries]
    assert created[0] <= created[1]
