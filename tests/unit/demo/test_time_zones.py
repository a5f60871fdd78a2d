"""Zones as the recorded answers show them (gateway-api.md 1.2)."""

import pytest

from desktop_app.demo.variants import Variants


def date(text: str, kind: int = 1, zone: str = "+02:00") -> dict:
    return {"date": text + ".000000", "timezone_type": kind, "timezone": zone}


@pytest.mark.parametrize(
    ("sent", "stored"),
    [
        ("2021-08-01 12:00", "2021-08-01 14:00:00"),
        ("2019-07-01 23:50:00", "2019-07-02 01:50:00"),
        ("2021-12-24", "2021-12-24 02:00:00"),
    ],
)
def test_timetosend_is_read_as_utc_and_shown_in_the_accounts_zone(caller, sent, stored) -> None:
    caller.add(timetosend=sent)
    assert caller.records()[0]["timetosend"] == date(stored)


def test_without_timetosend_it_equals_created(caller) -> None:
    caller.add()
    (record,) = caller.records()
    assert record["timetosend"] == record["created"] == date("2021-07-11 13:04:46")


def test_a_named_zone_moves_output_and_bounds(caller) -> None:
    caller.add()
    (record,) = caller.records(timezone="Australia/Sydney", begindate="2021-07-11 21:04:46")
    assert record["created"] == date("2021-07-11 21:04:46", 3, "Australia/Sydney")
    assert caller.records(timezone="Australia/Sydney", begindate="2021-07-11 21:04:47") == []
    assert caller.records(timezone="No/Where")[0]["created"] == date("2021-07-11 13:04:46")


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (0, "2021-07-11 13:04:46"),
        (2, date("2021-07-11 13:04:46", 2, "CEST")),
        (3, date("2021-07-11 13:04:46", 3, "Etc/GMT-2")),
    ],
)
def test_other_shapes_of_dates(call, kind, expected) -> None:
    caller = call(variants=Variants(date_type=kind))
    caller.add()
    assert caller.records()[0]["created"] == expected


def test_another_account_offset(call) -> None:
    caller = call(variants=Variants(account_offset="-05:30"))
    caller.add()
    assert caller.records()[0]["created"] == date("2021-07-11 05:34:46", 1, "-05:30")


@pytest.mark.parametrize("kind", [2, 3])
def test_an_offset_without_a_name_is_told_as_it_is(call, kind) -> None:
    caller = call(variants=Variants(date_type=kind, account_offset="+05:30"))
    caller.add()
    assert caller.records()[0]["created"] == date("2021-07-11 16:34:46", 1, "+05:30")


def test_dates_read_in_the_accounts_zone(call) -> None:
    caller = call(variants=Variants(dates_in="account"))
    caller.add(timetosend="2021-08-01 12:00")
    assert caller.records(begindate="2021-07-11 13:04:46")[0]["timetosend"] == date("2021-08-01 12:00:00")
    assert caller.records(begindate="2021-07-11 13:04:47") == []


def test_a_wrong_clock(call) -> None:
    caller = call(variants=Variants(clock_off_h=12))
    caller.add()
    assert caller.records()[0]["created"] == date("2021-07-12 01:04:46")
    assert caller.post("getallsms").headers["date"] == "Sun, 11 Jul 2021 23:04:46 GMT"
