"""Seven days of a phone: by this computer's clock, only where somebody watched."""

import datetime as clock
import os
import time
from datetime import UTC, date, datetime, timedelta

import pytest

from desktop_app.domain.device import Reach
from desktop_app.domain.reach_history import Change, ReachHistory, Span
from desktop_app.ui.reach_words import habit_said, lasted, lasted_short, percent_said, totals_said, trouble_said
from desktop_app.ui.tabs.devices.week import WeekView, week_begin, week_of

NOW = datetime(2025, 11, 20, 9, 42, tzinfo=UTC)


@pytest.fixture(autouse=True)
def berlin(monkeypatch):
    monkeypatch.setitem(os.environ, "TZ", "Europe/Berlin")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def local(day, hour, minute=0):
    return datetime(2025, 11, day, hour, minute).astimezone()


def history(*changes, watched):
    return ReachHistory(tuple(Span(*span) for span in watched), tuple(Change(*change) for change in changes))


def test_the_worst_of_a_half_hour_is_shown_and_only_opening_hours():
    life = history(
        (local(20, 8), Reach.ONLINE), (local(20, 9, 10), Reach.LATE), (local(20, 9, 20), Reach.ONLINE),
        (local(20, 9, 25), Reach.OFFLINE), (local(20, 9, 31), Reach.ONLINE),
        watched=[(local(20, 8), local(20, 10, 42))],
    )  # fmt: skip
    week = week_of(life, NOW)
    assert [day.date for day in week.days] == [date(2025, 11, day) for day in range(14, 21)]
    today = week.days[-1].cells
    assert today[16:22] == (Reach.ONLINE, Reach.ONLINE, Reach.OFFLINE, Reach.OFFLINE, Reach.ONLINE, Reach.ONLINE)
    assert today[:16] == (None,) * 16
    assert today[22:] == (None,) * 26
    assert (week.first, week.last) == (16, 36)


def test_hours_beyond_the_usual_widen_the_week():
    life = history(
        (local(19, 5, 30), Reach.ONLINE), watched=[(local(19, 5, 30), local(19, 20, 10)), (local(20, 9), NOW)]
    )
    week = week_of(life, NOW)
    assert (week.first, week.last) == (10, 42)


def test_a_change_of_summer_time_moves_nothing():
    """The night of 26 October 2025 had an hour twice; noon stays noon on both sides of it."""
    now = datetime(2025, 10, 28, 12, tzinfo=UTC)
    begin = datetime(2025, 10, 24, 12).astimezone()
    life = history((begin, Reach.ONLINE), watched=[(begin, datetime(2025, 10, 27, 12, 30).astimezone())])
    week = {day.date.day: day.cells for day in week_of(life, now).days}
    assert week[24].index(Reach.ONLINE) == 24
    assert week[26] == (Reach.ONLINE,) * 48
    assert max(i for i, reach in enumerate(week[27]) if reach) == 24
    assert week_begin(now) == datetime(2025, 10, 22).astimezone()


def test_what_a_week_adds_up_to_is_said():
    life = history(
        (local(19, 8), Reach.ONLINE), (local(19, 12), Reach.LATE), (local(19, 13, 20), Reach.OFFLINE),
        (local(19, 15, 25), Reach.ONLINE),
        watched=[(local(19, 8), local(19, 18))],
    )  # fmt: skip
    span = week_begin(NOW), NOW
    assert trouble_said(life, *span) == "late 1 h 20 · offline 2 h 05"
    assert (
        habit_said(life, *span, None) == "Up 79.1 % of the time watched. Longest outage 2 h 5 min, Wed 19 Nov, 13:20."
    )
    assert totals_said(life, *span).startswith("online 6 h 35 min, late 1 h 20 min, offline 2 h 5 min, not recorded")
    assert trouble_said(ReachHistory(), *span) == "nothing recorded yet"
    assert habit_said(ReachHistory(), *span, None) == ""


def test_a_week_without_trouble_is_said_so():
    life = history((local(19, 8), Reach.ONLINE), watched=[(local(19, 8), local(19, 18))])
    assert trouble_said(life, week_begin(NOW), NOW) == "always online"


def test_the_usual_silence_is_in_words():
    life = history((local(19, 8), Reach.ONLINE), watched=[(local(19, 8), local(19, 18))])
    quiet = (clock.time(22), clock.time(6, 30))
    assert habit_said(life, week_begin(NOW), NOW, quiet).endswith("Usually silent 22:00–06:30.")


@pytest.mark.parametrize(
    ("seconds", "long", "short"),
    [
        (-5, "0 s", "0 min"), (40, "40 s", "0 min"), (2400, "40 min", "40 min"), (75600, "21 h", "21 h"),
        (4200, "1 h 10 min", "1 h 10"), (18300, "5 h 5 min", "5 h 05"), (3 * 86400, "3 d", "72 h"),
        (187200, "2 d 4 h", "52 h"),
    ],
)  # fmt: skip
def test_durations(seconds, long, short):
    span = timedelta(seconds=seconds)
    assert (lasted(span), lasted_short(span)) == (long, short)


def test_nearly_all_is_not_all():
    assert (percent_said(1.0), percent_said(0.99999), percent_said(0.974)) == ("100 %", "99.9 %", "97.4 %")


def test_a_week_is_drawn_and_said(qapp):
    view = WeekView()
    view.resize(432, view.sizeHint().height())
    view.show_week(week_of(history((local(19, 8), Reach.LATE), watched=[(local(19, 8), local(19, 18))]), NOW), "words")
    assert not view.grab().isNull()
    assert view.accessibleDescription() == "words"
    left, wide = view._left(), view._cell_width()
    row = view.sizeHint().height() / 8
    assert view._tip(left + wide * 0.5, row * 5.5) == "Wed 19, 08:00–08:30 · Late"
    assert view._tip(left + wide * 0.5, row * 0.5) == "Fri 14, 08:00–08:30 · not recorded"
    assert view._tip(0, 0) == ""
    view.deleteLater()
