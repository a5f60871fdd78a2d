"""Shares always add up, and the finish time respects pace and quiet hours."""

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.domain.device import Device
from desktop_app.domain.forecast import (
    Work,
    forecast,
    per_hour,
    quiet_share,
    share_by_hand,
    share_by_weight,
    share_evenly,
)

MORNING = datetime(2026, 11, 20, 9, 20, tzinfo=UTC)


def nights(at: datetime) -> tuple[datetime, datetime]:
    """20:00-08:00, the span that holds `at` or comes next."""
    midnight = at.replace(hour=0, minute=0, second=0, microsecond=0)
    if at.hour < 8:
        return midnight - timedelta(hours=4), midnight + timedelta(hours=8)
    return midnight + timedelta(hours=20), midnight + timedelta(hours=32)


def never(at: datetime) -> None:
    """No quiet hours at all."""


def test_the_picture_of_step_delivery_shares_by_speed() -> None:
    assert share_by_weight(1248, [180, 180, 60]) == (535, 535, 178)


@settings(max_examples=80)
@given(st.integers(0, 100_000), st.lists(st.floats(0, 5000), min_size=1, max_size=8))
def test_shares_add_up(rows: int, weights: list[float]) -> None:
    shares = share_by_weight(rows, weights)
    assert sum(shares) == (rows if sum(weights) > 0 else 0)
    assert all(share >= 0 for share in shares)
    assert all(share == 0 for share, weight in zip(shares, weights, strict=True) if weight == 0)


@settings(max_examples=80)
@given(st.integers(0, 5000), st.integers(1, 6), st.data())
def test_a_typed_share_is_kept_and_the_rest_still_adds_up(rows: int, phones: int, data: st.DataObject) -> None:
    before = share_evenly(rows, phones)
    changed = data.draw(st.integers(0, phones - 1))
    wanted = data.draw(st.integers(-5, rows + 5))
    after = share_by_hand(rows, before, changed, wanted)
    assert sum(after) == rows
    assert min(after, default=0) >= 0
    if phones > 1:
        assert after[changed] == min(max(wanted, 0), rows)


def test_even_shares_differ_by_one_at_most() -> None:
    assert share_evenly(10, 3) == (4, 3, 3)


def test_pace_sets_the_speed_until_the_phone_itself_is_slower() -> None:
    assert per_hour(Device(1, "a"), 20) == 180
    assert per_hour(Device(1, "a", poll_s=1), 0) == 3600
    assert per_hour(Device(1, "a", poll_s=60), 0) == 900
    assert per_hour(Device(1, "a", poll_s=1, delay_s=10), 0) == 600


def test_a_morning_send_is_done_before_quiet_hours() -> None:
    plan = forecast([Work(540, 180), Work(60, 60)], MORNING, nights)
    assert plan is not None
    assert plan.starts == MORNING
    assert plan.finishes == MORNING + timedelta(hours=3)
    assert plan.done[1] == MORNING + timedelta(hours=1)
    assert plan.pauses == 0
    assert [round(sum(hour.sent)) for hour in plan.hours] == [160, 200, 180, 60]
    assert sum(sum(hour.sent) for hour in plan.hours) == 600


def test_what_runs_into_the_night_goes_on_in_the_morning() -> None:
    plan = forecast([Work(180 * 2, 180)], MORNING.replace(hour=19, minute=0), nights)
    assert plan is not None
    assert plan.finishes == MORNING.replace(day=21, hour=9, minute=0)
    assert plan.pauses == 1
    assert plan.hours[0].sent == (180,)
    assert [hour.quiet for hour in plan.hours].count(1.0) == 12


def test_a_start_inside_quiet_hours_waits_for_their_end() -> None:
    plan = forecast([Work(90, 180)], MORNING.replace(hour=22), nights)
    assert plan is not None
    assert plan.starts == MORNING.replace(day=21, hour=8, minute=0)
    assert plan.finishes == MORNING.replace(day=21, hour=8, minute=30)


def test_nothing_to_send_has_no_forecast() -> None:
    assert forecast([], MORNING, never) is None
    assert forecast([Work(0, 180)], MORNING, never) is None
    assert forecast([Work(10, 0)], MORNING, never) is None


def test_without_quiet_hours_it_never_pauses() -> None:
    plan = forecast([Work(180 * 48, 180)], MORNING, never)
    assert plan is not None
    assert plan.finishes == MORNING + timedelta(hours=48)
    assert plan.pauses == 0
    assert quiet_share(MORNING, never) == 0


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 3000), st.integers(60, 3600)), min_size=1, max_size=4), st.integers(0, 23))
def test_the_hours_add_up_to_all_rows(work: list[tuple[int, int]], hour: int) -> None:
    plan = forecast([Work(rows, speed) for rows, speed in work], MORNING.replace(hour=hour), nights)
    assert plan is not None
    for index, (rows, _) in enumerate(work):
        assert abs(sum(item.sent[index] for item in plan.hours) - rows) < 0.01
    assert all(sum(item.sent) == 0 for item in plan.hours if item.quiet == 1.0)
