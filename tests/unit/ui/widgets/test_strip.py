"""The 24-hour strip and the sparkline: what they say, and that they stay within their bounds."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip

from desktop_app.domain.device import Reach
from desktop_app.domain.reach_history import Change, ReachHistory, Span
from desktop_app.ui.widgets.sparkline import Sparkline, smooth
from desktop_app.ui.widgets.strip import CELLS, Strip, StripDay, strip_day

NOW = datetime(2025, 11, 20, 9, 42, tzinfo=UTC)


def at(hour, minute=0, day=20):
    return datetime(2025, 11, day, hour, minute, tzinfo=UTC)


NIGHT_OFF = ReachHistory(
    (Span(at(7, day=19), at(17, day=19)), Span(at(7), NOW)),
    (Change(at(7, day=19), Reach.ONLINE), Change(at(7), Reach.ONLINE), Change(at(9, 2), Reach.LATE)),
)


@pytest.fixture
def strip(qapp):
    made = Strip()
    made.resize(406, made.sizeHint().height())
    yield made
    made.deleteLater()


def tip(strip, x):
    where = QPoint(x, 10)
    QApplication.sendEvent(strip, QHelpEvent(QEvent.Type.ToolTip, where, strip.mapToGlobal(where)))
    return QToolTip.text()


def clock(moment):
    return moment.astimezone().strftime("%H:%M")


def test_a_day_is_said_with_what_nobody_saw(strip):
    strip.show_day(strip_day(NIGHT_OFF, NOW))
    assert strip.accessibleName() == "Last 24 hours"
    assert strip.accessibleDescription() == "24 hours: online 9 h 20 min, late 40 min, not recorded 14 h"


def test_a_cell_says_when_and_what_and_a_gap_says_why(strip):
    strip.show_day(strip_day(NIGHT_OFF, NOW))
    assert tip(strip, 404) == f"<span>{at(9, 12).astimezone():%a} {clock(at(9, 12))}–{clock(NOW)} · Late</span>"
    assert "Online" in tip(strip, 3)
    gap = f"off {clock(at(17, day=19))}–{clock(at(7))}"
    assert any(gap in tip(strip, x) for x in range(200, 400, 10))


def test_a_program_just_installed_claims_nothing(strip):
    strip.show_day(strip_day(ReachHistory(), NOW))
    assert tip(strip, 200) == "<span>nothing recorded yet</span>"
    strip.show_day(strip_day(ReachHistory((Span(at(9), NOW),), (Change(at(9), Reach.ONLINE),)), NOW))
    assert tip(strip, 20) == f"<span>not recorded before {clock(at(9))}</span>"


@pytest.mark.parametrize("step", [1, 2, 5, 48])
def test_all_cells_fit_side_by_side_whatever_was_recorded(strip, step):
    cells = tuple(Reach.ONLINE if i // step % 2 else None for i in range(CELLS))
    strip.show_day(StripDay(cells, NOW - timedelta(days=1), NOW))
    pieces = list(strip._pieces())
    assert sum(len(piece.cells) for piece in pieces) == CELLS
    for one, other in pairwise(pieces):
        assert one.left + one.width == pytest.approx(other.left)
    assert pieces[-1].left + pieces[-1].width == pytest.approx(strip.width() + 2)


def test_height_tells_states_apart_without_colour(strip):
    hours = [Reach.ONLINE] * 16 + [Reach.LATE] * 16 + [Reach.OFFLINE] * 16
    strip.show_day(StripDay(tuple(hours), NOW - timedelta(days=1), NOW))
    picture = strip.grab().toImage()
    ground = strip.palette().window().color()

    def tall(x):
        return sum(picture.pixelColor(x, y) != ground for y in range(42))

    online, late, offline = (tall(round(406 * (n + 0.5) / 48)) for n in (5, 21, 40))
    assert online > late + 8 > offline + 16


def test_a_smooth_line_never_leaves_its_points(qapp):
    counts = (0, 0, 9, 9, 1, 0, 12, 0, 0)
    path = smooth([QPointF(i * 10.0, 20.0 - n) for i, n in enumerate(counts)])
    box = path.boundingRect()
    assert box.top() >= 8.0
    assert box.bottom() <= 20.0
    for percent in range(101):
        assert 7.99 <= path.pointAtPercent(percent / 100).y() <= 20.01


@pytest.mark.parametrize("counts", [(), (0,), (5,), (0, 0, 0), tuple(range(24))])
def test_a_sparkline_draws_any_day(qapp, counts):
    line = Sparkline("Sent by hour")
    line.show_counts(counts, "words", quiet=len(counts) % 2 == 0)
    assert not line.grab().isNull()
    assert line.accessibleDescription() == "words"
    line.deleteLater()
