"""Quiet hours."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.errors import BadUse
from desktop_app.domain.quiet_hours import parse

BERLIN = ZoneInfo("Europe/Berlin")


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("spec", "at", "quiet"),
    [
        ("20:00-08:00", "2026-11-20T19:59:59", False),
        ("20:00-08:00", "2026-11-20T20:00:00", True),
        ("20:00-08:00", "2026-11-21T00:00:00", True),
        ("20:00-08:00", "2026-11-21T07:59:59", True),
        ("20:00-08:00", "2026-11-21T08:00:00", False),
        ("12:00-13:30", "2026-11-21T13:00:00", True),
        ("12:00-13:30", "2026-11-21T13:30:00", False),
        ("8:00-8:00", "2026-11-21T13:30:00", True),
    ],
)
def test_the_span_holds_its_start_and_not_its_end(spec: str, at: str, quiet: bool) -> None:
    hours = parse(spec)
    assert hours is not None
    assert hours.holds(_at(at)) is quiet


def test_the_span_told_is_the_one_that_holds_the_moment_or_comes_next() -> None:
    hours = parse("20:00-08:00")
    assert hours is not None
    assert hours.span(_at("2026-11-20T12:00")) == (_at("2026-11-20T20:00"), _at("2026-11-21T08:00"))
    assert hours.span(_at("2026-11-21T03:00")) == (_at("2026-11-20T20:00"), _at("2026-11-21T08:00"))


def test_the_night_the_clocks_change_still_ends_at_eight_by_the_clock_on_the_wall() -> None:
    hours = parse("20:00-08:00")
    assert hours is not None
    begin, end = hours.span(_at("2026-10-25T01:00"))
    assert (begin.hour, end.hour) == (20, 8)
    assert end.astimezone(UTC) - begin.astimezone(UTC) == timedelta(hours=13)


@pytest.mark.parametrize("text", ["off", " OFF ", ""])
def test_off_is_none(text: str) -> None:
    assert parse(text) is None


@pytest.mark.parametrize("text", ["20-8-7", "nonsense", "25:00-08:00", "20:00", "20:00+01:00-08:00"])
def test_nonsense_is_said(text: str) -> None:
    with pytest.raises(BadUse, match="quiet hours"):
        parse(text)


@given(
    st.times(timezones=st.none()).map(lambda t: t.replace(second=0, microsecond=0)),
    st.times(timezones=st.none()).map(lambda t: t.replace(second=0, microsecond=0)),
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)),  # noqa: DTZ001 - the zone is added below
)
def test_every_moment_lies_before_the_end_of_its_span_and_spans_are_a_day_apart(begin, end, naive) -> None:
    hours = parse(f"{begin:%H:%M}-{end:%H:%M}")
    assert hours is not None
    at = naive.replace(tzinfo=UTC)
    first, last = hours.span(at)
    assert at < last
    assert first < last <= first + timedelta(days=1)
    assert hours.span(last)[0] in {first + timedelta(days=1), last}
