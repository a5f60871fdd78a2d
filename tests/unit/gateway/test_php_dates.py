from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.gateway.php_dates import http_date, moment


def php(date, kind, zone):
    return {"date": date, "timezone_type": kind, "timezone": zone}


EARLY, LATE = (datetime(year, 1, 1) for year in (1971, 2099))  # noqa: DTZ001 - local times before their zone is added
AT = datetime(2021, 7, 11, 11, 4, 46, tzinfo=UTC)


@pytest.mark.parametrize(
    "value",
    [
        php("2021-07-11 13:04:46.000000", 1, "+02:00"),
        php("2021-07-11 13:04:46", 1, "+02:00"),
        php("2021-07-11 13:04:46", 1, "+0200"),
        php("2021-07-11 05:34:46", 1, "-05:30"),
        php("2021-07-11 13:04:46.000000", 2, "CEST"),
        php("2021-07-11 13:04:46.000000", 3, "Europe/Berlin"),
        php("2021-07-11 11:04:46.000000", 3, "UTC"),
        "2021-07-11 11:04:46",
        "2021-07-11 11:04:46.000000",
        "2021-07-11T13:04:46+02:00",
        "2021-07-11T11:04:46Z",
        " 11.07.2021 11:04:46 ",
        {"date": "11.07.2021 13:04:46", "timezone": "+02:00"},
    ],
)
def test_every_form_is_the_same_moment(value):
    assert moment(value) == AT
    assert moment(value).tzinfo is UTC


@pytest.mark.parametrize(
    "value",
    [
        None, False, True, 0, 1625994286, "", "null", "0000-00-00 00:00:00", "2021-13-01", "2021-02-30 10:00:00", [],
        {}, "soon", "٢٠٢١-٠٧-١١", "2021-07-11 25:00:00", "2021-07-11 11:04:46 Nowhere/At_All", "99999-01-01",
        php("-0001-11-30 00:00:00.000000", 3, "UTC"), php("2021-07-11 13:04:46", 3, "../../etc/passwd"),
        php("2021-07-11 13:04:46", 3, "America"), php("2021-07-11 13:04:46", 3, ""),
        php("2021-07-11 13:04:46", 1, "+99:00"), php("2021-07-11 13:04:46", 2, "IST"),
        php("2021-07-11 13:04:46", 3, "x\0y"), php("2021-07-11 13:04:46", 1, 7200),
        php("2021-07-11 13:04:46", 3, "a" * 5_000), php("0001-01-01 00:00:00", 1, "+14:00"), php(None, 3, "UTC"),
    ],
)  # fmt: skip
def test_no_date_is_none_and_nothing_is_guessed(value):
    assert moment(value) is None


def test_a_date_alone_is_its_midnight_and_fractions_keep_their_microseconds():
    assert moment("2021-07-11") == datetime(2021, 7, 11, tzinfo=UTC)
    assert moment("2021-07-11 11:04") == AT - timedelta(seconds=46)
    assert moment("2021-07-11 11:04:46.5") == AT + timedelta(milliseconds=500)
    assert moment("2021-07-11 11:04:46.123456789") == AT + timedelta(microseconds=123456)


@given(st.datetimes(EARLY, LATE), st.integers(-14 * 60, 14 * 60))
def test_offsets_are_true(local, minutes):
    zone = f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"
    told = moment(php(local.strftime("%Y-%m-%d %H:%M:%S.%f"), 1, zone))
    assert told == local.replace(tzinfo=UTC) - timedelta(minutes=minutes)


@given(st.one_of(st.text(max_size=30), st.dictionaries(st.sampled_from(["date", "timezone"]), st.text(max_size=30))))
def test_never_raises(value):
    moment(value)
    if isinstance(value, str):
        http_date(value)


def test_the_date_header():
    assert http_date("Sun, 11 Jul 2021 11:04:46 GMT") == AT
    for odd in (
        None,
        "",
        "Sunday, 11-Jul-21 11:04:46 GMT",
        "Sun, 31 Feb 2021 1:04:46 GMT",
        "Sun, 11 Xxx 2021 11:04:46 GMT",
    ):
        assert http_date(odd) is None
